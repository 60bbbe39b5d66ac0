/** @file Pictures of files beside a notebook come into it, however they are written; nothing else is touched. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withPictures } from '../../src/cli/pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-pictures-'));
beforeAll(() => {
  mkdirSync(join(folder, 'img'));
  for (const name of ['a.png', 'img/b (1).jpg', '그림 2.svg', '100%.gif']) writeFileSync(join(folder, name), name);
});
afterAll(() => rmSync(folder, { recursive: true }));

const uri = (type: string, name: string): string => `data:${type};base64,${Buffer.from(name).toString('base64')}`;

function made(source: string | string[]): { text: string; outside: string[] } {
  const { notebook, outside } = withPictures({ cells: [{ cell_type: 'markdown', source }] }, folder);
  return { text: String(notebook.cells[0]!.source), outside };
}

test.for([
  ['![one](a.png)', `<img src="${uri('image/png', 'a.png')}" alt="one">`],
  ['![a "b"](<a.png> "t < u")', `<img src="${uri('image/png', 'a.png')}" alt="a &quot;b&quot;" title="t &lt; u">`],
  ['![](./a.png?v=2#x)', `<img src="${uri('image/png', 'a.png')}" alt="">`],
  ['![x](img/b%20(1).jpg)', `<img src="${uri('image/jpeg', 'img/b (1).jpg')}" alt="x">`],
  ['![x](<그림 2.svg>)', `<img src="${uri('image/svg+xml', '그림 2.svg')}" alt="x">`],
  ['![x](100%.gif)', `<img src="${uri('image/gif', '100%.gif')}" alt="x">`],
  ["<img width=80 src='a.png'>", `<img width=80 src="${uri('image/png', 'a.png')}">`],
  ['<IMG SRC=a.png>', `<IMG SRC="${uri('image/png', 'a.png')}">`],
  ['![x][one]\n\n[one]: a.png "t"', `<img src="${uri('image/png', 'a.png')}" alt="x">\n\n[one]: a.png "t"`],
  ['![one]\n\n[ONE]: a.png', `<img src="${uri('image/png', 'a.png')}" alt="one">\n\n[ONE]: a.png`],
] as const)('%s', ([source, text]) => {
  expect(made(source)).toEqual({ text, outside: [] });
  expect(made(source.split(/(?<=\n)/)).text).toBe(text);
});

test.for([
  '`![x](a.png)`',
  '```\n![x](a.png)\n```',
  '~~~\n<img src="a.png">',
  '[a link](a.png)',
  '![x](attachment:a.png)',
  `![x](${uri('image/png', 'a')})`,
])('left alone: %s', (source) => {
  expect(made(source)).toEqual({ text: source, outside: [] });
});

test('what cannot come in is named', () => {
  const source = '![x](none.png) ![y](https://example.org/y.png) <img src="//example.org/z.png"> ![n](notes.txt)';
  const { text, outside } = made(source);
  expect(text).toBe(source);
  expect(outside).toEqual(['none.png', 'https://example.org/y.png', 'notes.txt', '//example.org/z.png'].sort(bySource));
  function bySource(a: string, b: string): number {
    return source.indexOf(a) - source.indexOf(b);
  }
});

test('pictures in outputs that are HTML', () => {
  const data = { 'text/html': ['<p>\n', '<img src="a.png">'], 'image/png': 'AAAA' };
  const { notebook } = withPictures({ cells: [{ cell_type: 'code', source: '1', outputs: [{ data }] }] }, folder);
  expect(notebook.cells[0]!.outputs).toEqual([
    { data: { 'text/html': `<p>\n<img src="${uri('image/png', 'a.png')}">`, 'image/png': 'AAAA' } },
  ]);
});
