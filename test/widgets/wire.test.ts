/** @file States on their way: bytes out of them and back, names in both spellings, what JSON has no word for. */
import { describe, expect, it, test } from 'vitest';
import { np } from '../../src/array/index.ts';
import { camelCase, packed, snakeCase, unpacked, type Path } from '../../src/widgets/wire.ts';

const isWidget = (value: unknown): value is { id: string } => value instanceof Set;
const pack = (state: Record<string, unknown>): ReturnType<typeof packed> => packed('w', state, isWidget);

test('names in both spellings', () => {
  const names = ['readoutFormat', 'value', 'gridTemplateColumns', 'lastModified'];
  expect(names.map(snakeCase)).toEqual(['readout_format', 'value', 'grid_template_columns', 'last_modified']);
  expect(names.map((name) => camelCase(snakeCase(name)))).toEqual(names);
  expect(camelCase('_view_count')).toBe('_viewCount');
});

test('bytes leave the state with their paths, and come back to them', () => {
  const x = np.arange(6).reshape(2, 3).T;
  const { state, paths, buffers } = pack({
    a: new Uint8Array([1, 2]),
    list: [1, new Float32Array([3]), { deep: new Uint8Array(1).buffer }],
    x,
    none: undefined,
    nothing: null,
    when: new Date(0),
  });
  expect(state).toEqual({
    list: [1, null, {}],
    x: { dtype: x.dtype, shape: [3, 2] },
    nothing: null,
    when: '1970-01-01T00:00:00.000Z',
  });
  expect(paths).toEqual([['a'], ['list', 1], ['list', 2, 'deep'], ['x', 'data']]);
  expect(buffers.map(({ length }) => length)).toEqual([2, 4, 1, x.size * x.data.BYTES_PER_ELEMENT]);
  const back = unpacked(state, paths, buffers);
  expect(back['a']).toEqual(buffers[0]);
  expect((back['list'] as unknown[])[1]).toEqual(buffers[1]);
});

describe('what does not fit', () => {
  it('is refused where it stands', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = { loop };
    const refusals = [{ f: () => 1 }, { deep: { m: new Map() } }, loop, { big: 1n }].map((state) => {
      try {
        return pack(state);
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(refusals.map(String).join('\n')).toMatchInlineSnapshot(`
      "w: a state holds texts, numbers, true and false, lists, plain objects, arrays and bytes. Received f: function f.
      w: a state holds texts, numbers, true and false, lists, plain objects, arrays and bytes. Received deep.m: a Map.
      w: a state must not hold itself. Received self.loop.self: { loop: { self: { loop: { self: … } } } }.
      w: a state holds texts, numbers, true and false, lists, plain objects, arrays and bytes. Received big: 1n."
    `);
  });

  it('paths to nowhere are left out', () => {
    const paths = [[], ['a', 'b'], ['c', '__proto__'], ['__proto__', 'x']] as Path[];
    const bytes = paths.map(() => new Uint8Array(1));
    expect(unpacked({ a: 1, c: {} }, paths, bytes)).toEqual({ a: 1, c: {} });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
