/** @file `help(x)`: what it finds, and that it says something of everything. */
import { afterEach, describe, expect, it } from 'vitest';
import { names } from '../../src/hints/index.ts';
import { helpBook } from '../../src/help/book.ts';
import { spaces } from '../../src/help/find.ts';
import { pageOf } from '../../src/help/help.ts';
import { cnn, datasets, help, keras, np, plot, plt, setLanguage } from '../../src/index.ts';

afterEach(() => setLanguage('en'));

it('knows every name that a cell has without an import, but itself', () => {
  expect([...Object.keys(spaces), 'help'].sort()).toEqual([...names].sort());
});

describe('help of a name', () => {
  it('has its signature, summary, options and an example, in both languages', () => {
    const page = pageOf(np.sum);
    expect(page).toContain('np.sum(a: Operand): number');
    expect(page).toContain('- `axis`: `Axis | null`.');
    expect(page).toContain('**Example**');
    expect(page).not.toContain('더하');
    setLanguage('ko');
    expect(pageOf(np.sum)).toContain('모두 더하거나 축을 따라 더합니다.');
    expect(pageOf(np.sum)).toContain('**옵션**\n\n- `dtype`: `DTypeLike`. 계산하고 내놓을 자료형입니다.');
  });

  it('is Korean in summary, parameters and options; the English text is folded away', () => {
    setLanguage('ko');
    const page = pageOf(cnn.featuring);
    const [shown, folded] = page.split('<details><summary>자세히 (영어)</summary>');
    expect(folded).toContain('</details>');
    expect(`${shown}${folded!.split('</details>')[1]}`.replace(/`[^`]*`|```[^]*?```/g, '')).not.toMatch(
      /[a-z]{4,} [a-z]{2,} [a-z]{2,}/,
    );
    expect(page).toContain('- `filter`: (fh, fw) 또는 (fh, fw, c) 필터');
  });

  it.each([
    ['keras.layers.Conv2D', keras.layers.Conv2D],
    ['keras.Sequential', keras.Sequential],
    ['plt.imshow', plt.imshow],
    ['plot.stepper', plot.stepper],
    ['cnn.featuring', cnn.featuring],
    ['np.ndarray', np.ndarray],
    ['np.random.seed', np.random.seed],
    ['datasets.lectureImage', datasets.lectureImage],
  ])('finds %s by its value', (path, value) => {
    expect(pageOf(value)).toMatch(new RegExp(`^#### \`${path.replaceAll('.', String.raw`\.`)}\``));
  });

  /* oxlint-disable typescript/unbound-method -- as a cell asks: help(a.at) */
  it('finds methods of arrays and models', () => {
    const a = np.ones([2, 3]);
    expect(pageOf(a.at)).toContain('#### `np.ndarray` · `at`');
    const model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)]);
    expect(pageOf(model.fit)).toContain('#### `keras.Model` · `fit`');
    expect(pageOf(model.getWeights)).toContain('getWeights');
  });
  /* oxlint-enable typescript/unbound-method */

  it('lists what stands behind a dot', () => {
    expect(pageOf(cnn)).toContain('- `featuring`: ');
    expect(pageOf(keras.layers)).toContain('and ');
    expect(pageOf(cnn.filters)).toContain('laplacian');
  });
});

describe('help of a word', () => {
  it('takes a path, the end of one, or what is described so', () => {
    expect(pageOf('np.zeros')).toContain('#### `np.zeros`');
    expect(pageOf('MaxPooling2D')).toContain('#### `keras.layers.MaxPooling2D`');
    expect(pageOf('padding')).toContain('About `padding`:');
    setLanguage('ko');
    expect(pageOf('패딩')).toContain('에 관한 이름들');
  });

  it('says so politely when nothing fits', () => {
    expect(pageOf('zerros')).toMatchInlineSnapshot(
      `"Nothing in kernelab is called or described as \`zerros\`. Did you mean \`zeros\`?"`,
    );
    expect(pageOf('')).toContain('Nothing in kernelab');
  });
});

describe('help of a value', () => {
  it('says what it is', () => {
    const model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)], { name: 'small' });
    const own = (x: number, y = 2) => x * y;
    class Pet {
      legs = 4;
    }
    expect([
      pageOf(np.arange(6).reshape(2, 3)).split('\n')[0],
      pageOf(model),
      pageOf([1, 2, 3]),
      pageOf(own),
      pageOf(Math.max),
      pageOf(Promise.resolve(1)),
      pageOf(new Pet()),
      pageOf({}),
      pageOf(7),
      pageOf(undefined),
      pageOf(null),
      pageOf(Symbol('s')),
    ]).toMatchInlineSnapshot(`
      [
        "An array (\`np.ndarray\`): \`shape\` (2, 3) · \`dtype\` int64 · \`size\` 6 · \`min()\` 0 · \`max()\` 5",
        "An object of \`keras.Sequential\`. \`help(keras.Sequential)\` says what it can do.

      A model called \`small\` with 1 layers. \`model.summary()\` shows them with shapes and parameters; then \`compile\`, \`await model.fit(x, y)\`, \`await model.predict(x)\`.",
        "A list with \`length\` 3. \`xs.at(-1)\` is its last value, \`xs.push(v)\` appends, \`np.array(xs)\` makes an array of it.",
        "\`own(x, y)\` is no function of kernelab. Shift+Tab on its name shows what is known of it.",
        "\`max\` is a function of JavaScript itself: developer.mozilla.org describes it.",
        "A result that is still to come (\`Promise\`). Write \`await\` in front of the call that gave it.",
        "An object of \`Pet\` with \`legs\`.",
        "An object.",
        "A number: \`7\`.",
        "The value is \`undefined\`: nothing was put here yet.",
        "The value is \`null\`: nothing was put here yet.",
        "A symbol: \`Symbol(s)\`.",
      ]
    `);
  });

  it('fails of nothing', () => {
    const strange = [
      NaN,
      5n,
      () => {},
      keras.layers.Layer,
      Object.create(null),
      new Proxy({}, {}),
      np.zeros([0]),
      np.ones([2], 'bool'),
      /a/,
      new Map(),
    ];
    for (const value of strange) expect(pageOf(value).length).toBeGreaterThan(5);
  });
});

it('every entry has a page in both languages', () => {
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    for (const path of Object.keys(helpBook())) expect(pageOf(path), path).toContain('`');
  }
});

it('without an argument it says what there is', () => {
  const printed: string[] = [];
  const log = console.log;
  console.log = (text: string) => void printed.push(text);
  try {
    help();
  } finally {
    console.log = log;
  }
  expect(printed.join('')).toContain('| `plt` |');
});
