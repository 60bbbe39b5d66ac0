/** @file The notebooks that the clients get, and what is read from those they write. */
import { readFileSync, writeFileSync } from 'node:fs';
import { kernelName } from '../../kernel/protocol/info.ts';
import { parseNotebook, sourceText, type Cell, type Notebook } from '../../kernel/notebook/file.ts';

/** A code cell. */
export function code(source: string, ...tags: string[]): Cell {
  return { cell_type: 'code', source, metadata: tags.length > 0 ? { tags } : {}, outputs: [], execution_count: null };
}

/** A text cell. */
export function text(source: string): Cell {
  return { cell_type: 'markdown', source, metadata: {} };
}

/** Text, a print, a value, HTML and a figure. */
export const everyKind: readonly Cell[] = [
  text('# 제목\n\nwith $x^2$'),
  code("const a: number = 6;\nconsole.log('한글', a);"),
  code('a * 7'),
  code("display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>bold</b>', 'text/plain': 'plain' }) });"),
  code("plt.plot([1, 2, 3]);\nplt.title('그림');\nplt.show();"),
];

/** Writes a notebook of our kernel. */
export function write(path: string, cells: readonly Cell[]): void {
  const whole = cells.map((cell, i) => ({ ...cell, id: `cell-${i + 1}` }));
  const notebook = { cells: whole, metadata: { kernelspec: kernelName }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(path, JSON.stringify(notebook, null, 1));
}

/** Reads a notebook. */
export function read(path: string): Notebook {
  return parseNotebook(readFileSync(path, 'utf8'), path);
}

/** Kind and text of every cell. */
export function sources({ cells }: Notebook): [string, string][] {
  return cells.map((cell) => [cell.cell_type, sourceText(cell)]);
}

/** For every code cell what it shows: printed text, text of errors, or the MIME types with their text. */
export function shown({ cells }: Notebook): string[][] {
  return cells.filter((cell) => cell.cell_type === 'code').map((cell) => whole(cell.outputs ?? []).map(said));
}

type Output = NonNullable<Cell['outputs']>[number];

/** Text of one stream in one piece: how often a running cell sends what it has printed is a matter of time, and not every client joins it. */
function whole(outputs: readonly Output[]): Output[] {
  const all: Output[] = [];
  for (const output of outputs) {
    const last = all.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
      all[all.length - 1] = { ...last, text: joined(last.text) + joined(output.text) };
    } else {
      all.push(output);
    }
  }
  return all;
}

function said(output: Output): string {
  if (output.output_type === 'stream') return `${output.name}: ${joined(output.text)}`;
  if (output.output_type === 'error') return `${output.ename}: ${output.evalue}`;
  const types = Object.keys(output.data).sort();
  const own = types.includes('text/html') ? 'text/html' : 'text/plain';
  return types.includes('image/png') ? types.join(' ') : `${own}: ${joined(output.data[own])}`;
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.join('') : String(value);
}

/** What `everyKind` shows, whoever runs it. */
export const everyKindShown: string[][] = [
  ['stdout: 한글 6\n'],
  ['text/plain: 42'],
  ['text/html: <b>bold</b>'],
  ['application/vnd.plotly.v1+json image/png text/plain'],
];
