/** @file The Korean and the English notebooks are one lab: same code cells, and what their common source makes. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, labs, parseLab, pictureOf } from '../../scripts/labs.ts';
import { madeFiles, notebookText } from '../../scripts/make-notebooks.ts';
import { root } from '../../src/cli/paths.ts';

interface Notebook {
  cells: { cell_type: string; source: string[]; outputs?: unknown[]; execution_count?: number | null; id: string }[];
  metadata: { kernelspec: { name: string } };
}

const names = globSync('notebooks/{ko,en}/*.ipynb', { cwd: root }).map((file) => basename(file));
const notebooks = [...new Set(names)].sort();

function read(language: string, lab: string): Notebook {
  return JSON.parse(readFileSync(join(root, 'notebooks', language, lab), 'utf8')) as Notebook;
}

describe.each(notebooks)('%s', (lab) => {
  it('stands in both languages', () => {
    for (const language of ['ko', 'en']) expect(existsSync(join(root, 'notebooks', language, lab))).toBe(true);
  });

  it('has the same code cells in both, at the same places, but for texts and comments', () => {
    const [ko, en] = [read('ko', lab), read('en', lab)];
    const words = /\/\/.*|\/\*[^]*?\*\/|'[^'\n]*'|"[^"\n]*"|`[^`]*`/g;
    const shape = (n: Notebook) =>
      n.cells.map((cell) => (cell.cell_type === 'code' ? cell.source.join('').replace(words, '…') : '(text)'));
    expect(shape(en)).toEqual(shape(ko));
  });

  it('is committed without outputs, for our kernel, with Korean text in ko and none in the headings of en', () => {
    for (const language of ['ko', 'en']) {
      const notebook = read(language, lab);
      expect(notebook.metadata.kernelspec.name).toBe('kernelab');
      for (const cell of notebook.cells.filter((c) => c.cell_type === 'code')) {
        expect(cell.outputs).toEqual([]);
        expect(cell.execution_count).toBeNull();
      }
      const heading = notebook.cells.find((c) => c.cell_type === 'markdown')!.source[0]!;
      expect(/[가-힣]/.test(heading)).toBe(language === 'ko');
    }
  });
});

it('every notebook has a source, and everything made from the sources is as they make it', () => {
  const made = madeFiles();
  for (const [file, text] of made) expect(readFileSync(join(root, file), 'utf8'), file).toBe(text);
  const there = globSync('notebooks/{ko,en}/*.ipynb', { cwd: root }).map((file) => file.split(sep).join('/'));
  expect([...made.keys()]).toEqual(expect.arrayContaining(there));
});

describe.each(labs())('the facts of $name', ({ name, text, parameters, picture, goals, minutes }) => {
  it('are true of its text', () => {
    const read = [...text.matchAll(/process\.env\.(KERNELAB_\w+)/g)].map((found) => found[1]);
    expect([...new Set(read)]).toEqual(parameters);
    expect(minutes).toBeGreaterThanOrEqual(name.startsWith('00-') ? 15 : 45); // the way in comes before a class
    expect(minutes).toBeLessThanOrEqual(90);
    if (picture !== null) {
      expect(codeOf({ text }).filter((code) => code.includes(picture))).toHaveLength(1);
      for (const language of ['ko', 'en'] as const)
        expect(statSync(join(root, pictureOf({ name }, language))).size).toBeLessThan(100_000);
    }
    for (const { says } of goals) expect(() => new RegExp(says, 'm')).not.toThrow();
  });
});

/** The text of a lab in one language, without its code. */
function said({ text }: { text: string }, language: 'ko' | 'en'): string {
  const parts = text.replace(/^```ts[^]*?^```$/gm, '\n<!-- code -->\n').split(/^<!-- (ko|en|code) -->$/m);
  return parts.filter((_, i) => parts[i - 1] === language).join('\n');
}

describe.each(labs().filter(({ name }) => !name.startsWith('00-')))('the class hour $name', (lab) => {
  const code = codeOf(lab);

  it('has cells to run, checks and something to break', () => {
    expect(code.length).toBeGreaterThanOrEqual(15);
    expect(code.join('\n').match(/\bcheck\.(?:close|equal|shape)\(/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
    expect(said(lab, 'ko')).toMatch(/^#.*망가뜨리기/m);
    expect(said(lab, 'en')).toMatch(/^#.*Break it/m);
  });

  it.each([
    [
      'ko',
      /✏️ \*\*질문/g,
      /예상/,
      /<summary>(?:질문 \d의 )?답/g,
      /<summary>강의자를 위한 메모/,
      /분 수업 기준.*\d+분/,
      /틀린 답|오답/,
    ],
    [
      'en',
      /✏️ \*\*Question/g,
      /guess/i,
      /<summary>Answer/g,
      /<summary>Notes for the instructor/,
      /For \d+ minutes.*\d+/,
      /wrong answers/,
    ],
  ] as const)(
    'has in %s six questions with answers, a prediction and notes for the instructor',
    (language, question, guess, answer, notes, times, wrong) => {
      const words = said(lab, language);
      expect(words.match(question)?.length ?? 0).toBeGreaterThanOrEqual(6);
      expect(words.match(answer)?.length ?? 0).toBeGreaterThanOrEqual(6);
      for (const part of [guess, notes, times, wrong]) expect(words).toMatch(part);
    },
  );
});

describe('a text in code', () => {
  const source = "<!-- ko -->\n가\n\n<!-- en -->\na\n\n```ts\nplt.title('«제목|a title»'); // «뜻|why»\n```\n";

  it('is of the language of its notebook', () => {
    const code = (language: 'ko' | 'en') =>
      (JSON.parse(notebookText(source, language, 'x')) as Notebook).cells[1]!.source.join('');
    expect([code('ko'), code('en')]).toEqual(["plt.title('제목'); // 뜻", "plt.title('a title'); // why"]);
  });

  it('is refused where it would break one of the two', () => {
    const broken = ["«그림|it's»", '«제목»', '«하나'].map((text) => {
      try {
        return notebookText(source.replace('«제목|a title»', text), 'en', 'x');
      } catch (error) {
        return String(error);
      }
    });
    expect(broken).toMatchInlineSnapshot(`
      [
        "FormatError: make-notebooks: a text of two languages in a code cell has no quotes, backslashes or line breaks. Received x: «그림|it's».",
        "FormatError: make-notebooks: a text of two languages is «한국어|English». Received x: plt.title('«제목»'); // why.",
        "FormatError: make-notebooks: a text of two languages is «한국어|English». Received x: plt.title('«하나'); // why.",
      ]
    `);
  });
});

describe('a source', () => {
  const facts = {
    title: { ko: '가', en: 'a' },
    about: { ko: '나', en: 'b' },
    learns: { ko: ['다'], en: ['c'] },
    minutes: 60,
    parameters: [],
    picture: null,
    goals: [],
  };
  const source = (over: object): string => `---\n${JSON.stringify({ ...facts, ...over })}\n---\n\ntext`;

  it('that is not whole is refused', () => {
    const texts = [
      'text',
      '---\n{\n---\ntext',
      source({ title: { ko: '가' } }),
      source({ tittle: 1 }),
      source({ learns: { ko: [], en: [] } }),
    ].map((each) => {
      try {
        parseLab('05-x', each);
        return 'nothing was thrown';
      } catch (error) {
        return String(error);
      }
    });
    expect(texts).toMatchInlineSnapshot(`
      [
        "FormatError: notebooks/src/05-x.md: a lab opens with its facts between two lines of ---. Received none.",
        "FormatError: notebooks/src/05-x.md: a lab's facts are JSON. Received Expected property name or '}' in JSON at position 1 (line 1 column 2).",
        "FormatError: notebooks/src/05-x.md: a lab's facts are title, about, learns, minutes, parameters, picture, goals, texts in ko and en. Received no sound title.",
        "FormatError: notebooks/src/05-x.md: a lab's facts are title, about, learns, minutes, parameters, picture, goals, texts in ko and en. Received 'tittle'.",
        "FormatError: notebooks/src/05-x.md: a lab's facts are title, about, learns, minutes, parameters, picture, goals, texts in ko and en. Received no sound learns.",
      ]
    `);
    expect(parseLab('05-x', source({}))).toMatchObject({ name: '05-x', minutes: 60, text: 'text' });
  });
});
