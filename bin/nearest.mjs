// Which of the known words a misspelt one is nearest to. Plain JavaScript that needs nothing at all, since the library and the
// kernel, which do not know each other, both ask.

/**
 * The nearest word that differs in at most a third of the letters; undefined where none does.
 *
 * @param {string} word
 * @param {Iterable<string>} choices
 * @returns {string | undefined}
 */
export function nearest(word, choices) {
  let best;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const choice of choices) {
    if (Math.abs(choice.length - word.length) >= least) continue;
    const changes = distance(word.toLowerCase(), choice.toLowerCase());
    if (changes < least) [best, least] = [choice, changes];
  }
  return best;
}

/**
 * Letters to add, drop or replace, or neighbours to swap ('bleu' is one step from 'blue').
 *
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
