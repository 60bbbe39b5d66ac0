// Finds names as one types: a name that starts with the words comes first, then names that hold them, then descriptions.
(() => {
  const input = document.getElementById('search');
  const found = document.getElementById('found');
  const page = document.getElementById('page');

  function rank([path, text], wanted) {
    const name = path.toLowerCase();
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (last === wanted || name === wanted) return 0;
    if (last.startsWith(wanted) || name.startsWith(wanted)) return 1;
    if (name.includes(wanted)) return 2;
    return text.toLowerCase().includes(wanted) ? 3 : 4;
  }

  function search() {
    const wanted = input.value.trim().toLowerCase();
    found.hidden = wanted === '';
    page.hidden = wanted !== '';
    if (wanted === '') return;
    const rows = globalThis.names
      .map((row) => [rank(row, wanted), row])
      .filter(([order]) => order < 4)
      .sort(([a], [b]) => a - b)
      .slice(0, 80)
      .map(([, row]) => row);
    found.replaceChildren(...(rows.length > 0 ? rows.map(link) : [document.createTextNode(input.dataset.nothing)]));
  }

  function link([path, text, address]) {
    const anchor = document.createElement('a');
    anchor.href = address;
    const name = document.createElement('code');
    name.textContent = path;
    anchor.append(name, ' ', text);
    anchor.addEventListener('click', () => {
      input.value = '';
      search();
    });
    return anchor;
  }

  input.addEventListener('input', search);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && document.activeElement === input) {
      input.value = '';
      search();
    }
  });
})();
