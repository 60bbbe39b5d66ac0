/** @file The hash of cells, beside `murmur2_x86` of ipykernel 7.4, with which JupyterLab's own agrees. */
import { expect, test } from 'vitest';
import { murmur2 } from '../../../kernel/debugger/murmur2.ts';

test.each([
  ['', 0, 0],
  ['', 12587430, 2514022957],
  ['a', 0, 2456313694],
  ['ab', 3339675911, 2805137849],
  ['abc', 12587430, 1865456306],
  ['abcd', 0, 646393889],
  ['const x = 1;\n', 12587430, 3911009036],
  ['합성곱 = 3', 3339675911, 1636471566],
  ['🙂🙂', 12587430, 2943311353],
  ['for (let i = 0; i < 3; i++) {\n  sum += row.item(i);\n}', 0, 3283299043],
])('%j with seed %i', (text, seed, hash) => {
  expect(murmur2(text, seed)).toBe(hash);
});
