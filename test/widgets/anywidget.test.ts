/** @file Own widgets: the names of their state are properties, or are refused. */
import { expect, test } from 'vitest';
import { anywidget } from '../../src/widgets/index.ts';

const esm = 'export default {}';

test.each(['read', 'write', 'watch', 'saved', 'who', 'toString', 'hasOwnProperty', 'send', 'layout', '_esm'])(
  'a name that the widget has itself is refused: %s',
  (name) => {
    expect(() => anywidget({ esm, state: { [name]: 1 } })).toThrow(
      `anywidget: this name in state belongs to the widget itself. Received '${name}'`,
    );
  },
);

test('others are properties', () => {
  const widget = anywidget({ esm, state: { count: 1, reader: 'a' } });
  widget.count++;
  expect([widget.count, widget.reader]).toEqual([2, 'a']);
});
