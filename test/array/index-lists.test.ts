/** @file One axis read and written by arrays of indices: every layout and type of index against the elements one by one. */
import { describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';

const base = np.arange(40).astype('float32');
const lines: Readonly<Record<string, () => NDArray>> = {
  contiguous: () => base.copy(),
  'every second': () => base.copy().at('::2'),
  'from the third on': () => base.copy().at('3:'),
  backwards: () => base.copy().at('::-1'),
  stretched: () => np.broadcastTo(np.array([7], 'float32'), [12]),
};
const places = [0, 3, 11, 3, 5];
const types: DType[] = ['int64', 'int32', 'uint8', 'int8', 'uint32', 'int16', 'uint16'];

describe('one axis and an array of indices', () => {
  for (const [name, line] of Object.entries(lines)) {
    it(`reads and writes a line that is ${name}`, () => {
      const a = line();
      for (const type of types) {
        const list = dtypeIsSigned(type) ? [...places, -1, -12] : places;
        const index = np.array(list, type);
        expect(a.at(index).toList()).toEqual(list.map((i) => a.item(i < 0 ? i + a.size : i)));
        expect(a.at(index.reshape([1, -1])).shape).toEqual([1, list.length]);
        expect(a.at(np.repeat(index, 2).at('::2')).toList()).toEqual(a.at(index).toList());
        if (!a.writeable) continue;
        const [written, expected] = [line(), line()];
        written.set(index, 9);
        for (const i of list) expected.set(i, 9);
        expect(written.toList()).toEqual(expected.toList());
      }
    });
  }

  it('refuses an index that is outside and writes nothing', () => {
    for (const wrong of [40, -41]) {
      const a = base.copy();
      expect(() => a.at(np.array([1, wrong]))).toThrow(`index ${wrong} is out of bounds for axis 0 with size 40`);
      expect(() => a.set(np.array([1, wrong]), 9)).toThrow(`set: index ${wrong} is out of bounds`);
      expect(a.toList()).toEqual(base.toList());
    }
  });

  it('an array of whole numbers may be its own index', () => {
    const a = np.array([2, 0, 1, 3]);
    a.set(a.at(':3'), 3);
    expect(a.toList()).toEqual([3, 3, 3, 3]);
  });
});

function dtypeIsSigned(type: DType): boolean {
  return type.startsWith('int');
}
