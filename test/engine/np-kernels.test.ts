import { expect, test } from 'vitest';
import { conversions, npProgram, kernels } from '../../src/engine/index.ts';

/** All texts in a handle that name an export. */
function names(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'kind' ? [] : names(part)));
}

test('every name in a handle is a kernel of the program', () => {
  const { run } = npProgram()!;
  const missing = [kernels, conversions].flatMap(names).filter((name) => !(name in run));
  expect(missing).toEqual([]);
});

test('a handle says which types it has kernels for', () => {
  expect(kernels.add.by.u8).toBe('add_u8');
  expect(kernels.divide).toMatchInlineSnapshot(`
    {
      "by": {
        "f32": "divide_f32",
        "f64": "divide_f64",
      },
      "kind": "arithmetic",
    }
  `);
  expect(kernels.sin).toMatchInlineSnapshot(`
    {
      "below": 8192,
      "by": {
        "f32": "sin_f32",
      },
      "kind": "function",
    }
  `);
});

test('a kernel called by its handle', () => {
  const { run, at, buffer } = npProgram()!;
  new Float64Array(buffer, at.a, 8).set([1, 2, 3, 4, 5, 6, 7, 8]);
  new Float64Array(buffer, at.b, 8).set([8, 7, 6, 5, 4, 3, 2, 1]);
  run[kernels.multiply.by.f64!](at.a, at.b, 64, at.out, 8);
  expect([...new Float64Array(buffer, at.out, 8)]).toEqual([8, 14, 18, 20, 20, 18, 14, 8]);
});
