/** @file Types in messages are called as a student calls them, not by files of this machine. */
import { expect, test } from 'vitest';
import { inCells, withoutPaths } from '../../../kernel/checker/plain-names.ts';

test.each([
  ['on type \'typeof import("/x/dist/src/array/np")\'.', "on type 'np'."],
  ['typeof import("C:/x/src/layers/index.ts")', 'layers'],
  ['import("/x/src/array/ndarray").NDArray | import("/y/a").B<number>', 'NDArray | B<number>'],
  ['typeof import("node:fs")', 'node:fs'],
  ['import("lodash", { with: { "resolution-mode": "import" } }).Debounced', 'Debounced'],
  ['(alias) module "../../x/dist/src/array/np"', '(alias) module np'],
  ["Module '\"/x/helper\"' has no exported member 'b'.", "Module 'helper' has no exported member 'b'."],
  ["Cannot find module './no'", "Cannot find module './no'"],
])('%s', (text, plain) => {
  expect(withoutPaths(text)).toBe(plain);
});

test('types have the names that cells use', () => {
  const names = { NDArray: 'np.ndarray' };
  expect(inCells("on type 'NDArray' or 'np.ndarray' or 'NDArray[]'", names)).toBe(
    "on type 'np.ndarray' or 'np.ndarray' or 'np.ndarray[]'",
  );
  expect(inCells('(method) NDArray.gt(other: MyNDArray): NDArray', names)).toBe(
    '(method) np.ndarray.gt(other: MyNDArray): np.ndarray',
  );
});
