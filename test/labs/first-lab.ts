/** @file The first lab when it was run: no error, the numbers of the lectures, every figure in three forms, under 1 MB. */
import { beforeAll, expect, test } from 'vitest';
import type { NotebookRun } from '../../kernel/notebook/run.ts';
import { sourceText, type Cell } from '../../kernel/notebook/file.ts';

/** The tests of the first lab's run in English. */
export function firstLab(ran: () => Promise<NotebookRun>): void {
  let run: NotebookRun;
  beforeAll(async () => {
    run = await ran();
  });

  /** Everything a code cell showed as text; the cell is found by a piece of its code. */
  function shown(code: string): string {
    const cell = run.notebook.cells.find((c) => c.cell_type === 'code' && sourceText(c).includes(code));
    if (!cell) throw new Error(`no cell with ${code}`);
    return (cell.outputs ?? [])
      .map((output) => {
        if (output.output_type === 'stream') return [output.text].flat().join('');
        return output.output_type === 'error' ? output.evalue : [output.data['text/plain']].flat().join('');
      })
      .join('\n');
  }

  const figures = (): Record<string, unknown>[] =>
    run.notebook.cells
      .flatMap((cell: Cell) => cell.outputs ?? [])
      .flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []))
      .filter((data) => 'application/vnd.plotly.v1+json' in data);

  test('no cell fails', () => {
    const errors = run.notebook.cells.flatMap((cell) => (cell.outputs ?? []).filter((o) => o.output_type === 'error'));
    expect(errors).toEqual([]);
    expect(run.errors).toBe(0);
  });

  test.each([
    ['cnn.conv([1, 0, 2], [2, 3, 1])', ['4']],
    ['region.mul(board)', ['sum = 3']],
    ['slid.set(i, j', ['[1., 1., 1.]', '[2., 1., 2.]', '[1., 2., 1.]']],
    ['cnn.featuring(five, cross)', ['[4., 3., 4.]', '[2., 4., 3.]', '[2., 3., 4.]']],
    ['const corner', ['2 + 0 + 3 + 0 + 1 + 4 + 3 + 0 + 2 = 15']],
    ['cnn.outputSize(32, 5)', ['filter 5            -> 28', 'padding 2 -> 32', '[ 36, 36, 3 ]']],
    ['{ stride: 3 }', ['ValueError: cnn.featuring: the stride must divide', 'a stride of 1, 2 or 4 fits']],
    ["lectureImage('david.png')", ['[ 109, 120, 2 ] uint8']],
    ["lectureImage('book.png')", ['[ 533, 800, 3 ] uint8']],
    ['cnn.convForward', ['largest difference 0', '-> [ 10, 4, 3, 3 ]']],
    ['cnn.im2col', ['[ 9, 75 ] [ 90, 75 ]', '[ 10, 1, 28, 28 ] [ 1, 28, 28 ] [ 28, 28 ]']],
    ['cnn.convolution(normalized, box)', ['[1 1] [107 118] 3 3', '[ 109, 120 ] -> [ 107, 118 ]']],
    ['const second', ['second difference 0 1 1 0 -1 -1 0']],
    ['down.add(down.T)', ['[ 1 -4  1]', '✓ check.close']],
    ['cnn.curveDetector', ['same curve : 6600', 'other shape: 0']],
    [
      'globalAveragePooling',
      [
        'max      [[4,5],[1,4]]',
        'average  [[2.5,1.25],[1,1.75]]',
        'min      [[1,0],[1,0]]',
        'l2       [[5.48,5],[2,5]]',
        '[ 4, 5 ]',
      ],
    ],
    ['cnn.MaxPooling(before)', ['[[9,8],[7,6]] [[9,8],[7,6]]']],
    ['conv(shift(x))', ['is at most 0\n']],
    ['const panels', ['global average : 2.333', 'fully connected: 21 21']],
    ['const nimg31', ['[ 10, 10 ] -> [ 4, 4, 3 ]']],
    ['const m1', ['[ 4, 4, 3 ] -> [ 1, 1, 3 ]']],
    ['const trio', ['[ 300, 400, 3 ] -> [ 149, 199, 3 ]']],
    ['const p3', ['[ 149, 199, 3 ] -> [ 74, 99, 3 ] -> [ 36, 49, 3 ]']],
    ['cnn.join(pooled).flatten()', ['[ 28, 28, 6 ]', '[ 14, 14, 6 ]', '[ 1176 ]', '[ 10 ]']],
  ])('%s', (code, texts) => {
    for (const text of texts) expect(shown(code)).toContain(text);
  });

  test('the wider the window, the steadier: change by one pixel falls with the pooling window', () => {
    const percents = [...shown('moved by one pixel').matchAll(/(\d+) %/g)].map((match) => Number(match[1]));
    expect(percents).toHaveLength(4);
    expect(percents).toEqual(percents.toSorted((a, b) => b - a));
  });

  test('every figure is plotly, PNG and text at once, and the executed lab stays under 1.5 MB', () => {
    expect(figures().length).toBeGreaterThanOrEqual(20);
    for (const data of figures()) {
      expect(Object.keys(data).toSorted()).toEqual(['application/vnd.plotly.v1+json', 'image/png', 'text/plain']);
    }
    expect(JSON.stringify(run.notebook, null, 1).length).toBeLessThan(1_500_000);
  });
}
