/** @file What a page that comes back is told of a running cell: the state, not the history. */
import { expect, test } from 'vitest';
import type { DisplayContent, ResultContent } from '../../../kernel/ipc.ts';
import { JsonText } from '../../../kernel/json-text.ts';
import { OutputRecord } from '../../../kernel/protocol/record.ts';
import type { CellOutput } from '../../../kernel/session/terms.ts';

const print = (text: string, name: 'stdout' | 'stderr' = 'stdout'): CellOutput => ({
  type: 'stream',
  cell: 1,
  name,
  text,
});
const show = (text: string, id?: string, update = false): CellOutput => {
  const content = JsonText.of<DisplayContent>({
    data: { 'text/plain': text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });
  return { type: 'display', cell: 1, update, id, content };
};

function told(...outputs: CellOutput[]): string[] {
  const record = new OutputRecord();
  for (const output of outputs) record.add(output);
  return record.messages().map(({ type, content }) => {
    const { text, data } = content as { text?: string; data?: Record<string, string> };
    return `${type} ${text ?? data?.['text/plain']}`;
  });
}

test('prints are joined, updates replace, clearing clears', () => {
  expect(told(print('a'), print('b'), print('c', 'stderr'), print('d'))).toEqual(['stream ab', 'stream c', 'stream d']);
  expect(told(show('0', 'bar'), print('x'), show('1', 'bar', true), show('2', 'bar', true))).toEqual([
    'display_data 2',
    'stream x',
  ]);
  // Of another cell's display only the update is known.
  expect(told(show('9', 'other', true), show('10', 'other', true))).toEqual(['update_display_data 10']);
  expect(told(print('a'), { type: 'clear', cell: 1, wait: false }, print('b'))).toEqual(['stream b']);
  expect(told(print('a'), { type: 'clear', cell: 1, wait: true })).toEqual(['stream a']);
  expect(told(print('a'), { type: 'clear', cell: 1, wait: true }, print('b'))).toEqual(['stream b']);
  const content = JsonText.of<ResultContent>({ data: { 'text/plain': '5' }, metadata: {}, execution_count: 3 });
  expect(told({ type: 'result', cell: 1, content })).toEqual(['execute_result 5']);
});

test('of a flood of prints the end is kept', () => {
  const [only] = told(print('x'.repeat(900_000)), print('y'.repeat(900_000)), print('end'));
  expect(only).toHaveLength('stream '.length + 1_000_000);
  expect(only!.endsWith('yend')).toBe(true);
  const [of] = told(...Array.from({ length: 50 }, (_, i) => print(String(i % 10).repeat(100_000))));
  expect(of).toBe(`stream ${Array.from({ length: 10 }, (_, i) => String(i).repeat(100_000)).join('')}`);
});
