/**
 * @file What `bench -- array` measures at every size: each case is our line and NumPy's for the same work on the same
 * kind of data. Sides are square: 3, 10, 32, 100, 316, 1000, 3162.
 */
import { np, type DType, type NDArray } from '../src/array/index.ts';

/** What the lines of a case work on. */
export interface Data {
  readonly dtype: DType;
  readonly n: number;
  /** Two square arrays without zeros. */
  readonly a: NDArray;
  readonly b: NDArray;
  /** The same elements in one axis. */
  readonly flat: NDArray;
  /** One row, and every second element along both axes. */
  readonly row: NDArray;
  readonly thin: NDArray;
  /** A mask of about a half, and a tenth of the places in random order. */
  readonly mask: NDArray;
  readonly places: NDArray;
  /** What may be written into. */
  readonly target: NDArray;
  /** The elements as a list, for creation. */
  readonly list: number[][];
}

/** One comparison. */
export interface NpCase {
  readonly name: string;
  readonly ours: (x: Data) => unknown;
  /** Python, with the names of `Data`. */
  readonly theirs: string;
  /** Of which dtypes; all when left out. */
  readonly dtypes?: readonly DType[];
  readonly most?: number;
  /** Sorting, fancy indexing and printing may take 5 × NumPy's time, creation below 100 elements; everything else 3 ×. */
  readonly loose?: 'always' | 'small';
}

/** How many times NumPy's time a case of so many elements may take. */
export function boundOf({ loose }: Pick<NpCase, 'loose'>, elements: number): number {
  return loose === 'always' || (loose === 'small' && elements < 100) ? 5 : 3;
}

export const SIDES = [3, 10, 32, 100, 316, 1000, 3162] as const;
export const DTYPES = ['float64', 'float32', 'uint8', 'int64', 'bool'] as const satisfies readonly DType[];

const floats: readonly DType[] = ['float64', 'float32'];
const numbers: readonly DType[] = ['float64', 'float32', 'uint8', 'int64'];

export const CASES: readonly NpCase[] = [
  { name: 'add', ours: ({ a, b }) => a.add(b), theirs: 'a + b' },
  { name: 'subtract', ours: ({ a, b }) => a.sub(b), theirs: 'a - b', dtypes: numbers },
  { name: 'multiply', ours: ({ a, b }) => a.mul(b), theirs: 'a * b' },
  { name: 'multiply by a number', ours: ({ a }) => a.mul(3), theirs: 'a * 3', dtypes: numbers },
  { name: 'divide', ours: ({ a, b }) => a.div(b), theirs: 'a / b', dtypes: numbers },
  { name: 'maximum with 0', ours: ({ a }) => np.maximum(a, 0), theirs: 'np.maximum(a, 0)', dtypes: numbers },
  { name: 'square', ours: ({ a }) => a.pow(2), theirs: 'a ** 2', dtypes: floats },
  { name: 'exp', ours: ({ a }) => a.exp(), theirs: 'np.exp(a)', dtypes: floats },
  { name: 'log', ours: ({ a }) => a.log(), theirs: 'np.log(a)', dtypes: floats },
  { name: 'sqrt', ours: ({ a }) => a.sqrt(), theirs: 'np.sqrt(a)', dtypes: floats },
  { name: 'abs', ours: ({ a }) => np.abs(a), theirs: 'np.abs(a)', dtypes: numbers },
  { name: 'greater than a number', ours: ({ a }) => a.gt(1), theirs: 'a > 1' },
  { name: 'greater', ours: ({ a, b }) => a.gt(b), theirs: 'a > b' },
  { name: 'equal', ours: ({ a, b }) => a.eq(b), theirs: 'a == b' },
  {
    name: 'and',
    ours: ({ mask }) => np.logicalAnd(mask, mask),
    theirs: 'np.logical_and(mask, mask)',
    dtypes: ['bool'],
  },
  { name: 'where', ours: ({ a, b }) => np.where(a.gt(1), a, b), theirs: 'np.where(a > 1, a, b)' },
  { name: 'clip', ours: ({ a }) => a.clip(1, 2), theirs: 'np.clip(a, 1, 2)', dtypes: numbers },
  { name: 'add a row', ours: ({ a, row }) => a.add(row), theirs: 'a + row' },
  { name: 'add transposed', ours: ({ a }) => a.T.add(a), theirs: 'a.T + a' },
  { name: 'add thin', ours: ({ thin }) => thin.add(thin), theirs: 'thin + thin' },
  { name: 'copy transposed', ours: ({ a }) => a.T.copy(), theirs: 'a.T.copy()' },
  { name: 'sum', ours: ({ a }) => a.sum(), theirs: 'a.sum()' },
  { name: 'sum axis 0', ours: ({ a }) => a.sum(0), theirs: 'a.sum(0)' },
  { name: 'sum axis 1', ours: ({ a }) => a.sum(1), theirs: 'a.sum(1)' },
  { name: 'mean', ours: ({ a }) => a.mean(), theirs: 'a.mean()' },
  { name: 'std', ours: ({ a }) => a.std(), theirs: 'a.std()', dtypes: floats },
  { name: 'max', ours: ({ a }) => a.max(), theirs: 'a.max()' },
  { name: 'argmax', ours: ({ a }) => a.argmax(), theirs: 'a.argmax()' },
  { name: 'cumsum', ours: ({ a }) => a.cumsum(), theirs: 'a.cumsum()', dtypes: numbers },
  { name: 'to float32', ours: ({ a }) => a.astype('float32'), theirs: "a.astype('float32')" },
  { name: 'to float64', ours: ({ a }) => a.astype('float64'), theirs: "a.astype('float64')" },
  { name: 'to uint8', ours: ({ a }) => a.astype('uint8'), theirs: "a.astype('uint8')" },
  { name: 'take places', ours: ({ flat, places }) => flat.at(places), theirs: 'flat[places]', loose: 'always' },
  { name: 'take mask', ours: ({ a, mask }) => a.at(mask), theirs: 'a[mask]', loose: 'always' },
  {
    name: 'set places',
    ours: ({ target, places }) => target.set(places, 1),
    theirs: 'target[places] = 1',
    loose: 'always',
  },
  { name: 'set mask', ours: ({ a, mask }) => a.set(mask, 1), theirs: 'a[mask] = 1', loose: 'always' },
  { name: 'concatenate', ours: ({ a, b }) => np.concatenate([a, b]), theirs: 'np.concatenate([a, b])' },
  { name: 'stack', ours: ({ a, b }) => np.stack([a, b], { axis: -1 }), theirs: 'np.stack([a, b], axis=-1)' },
  { name: 'pad', ours: ({ a }) => np.pad(a, 1), theirs: 'np.pad(a, 1)' },
  { name: 'sort', ours: ({ flat }) => np.sort(flat), theirs: 'np.sort(flat)', loose: 'always' },
  {
    name: 'zeros',
    ours: ({ a, dtype }) => np.zeros(a.shape, dtype),
    theirs: 'np.zeros(a.shape, a.dtype)',
    loose: 'small',
  },
  { name: 'copy', ours: ({ a }) => a.copy(), theirs: 'a.copy()' },
  { name: 'arange', ours: ({ n }) => np.arange(n), theirs: 'np.arange(n)', dtypes: ['float64'], loose: 'small' },
  { name: 'array of lists', ours: ({ list }) => np.array(list), theirs: 'np.array(rows)', most: 2000, loose: 'small' },
  { name: 'printing', ours: ({ a }) => String(a), theirs: 'str(a)', loose: 'always' },
];

/** Our data of one size and dtype. */
export function dataOf(side: number, dtype: DType): Data {
  const n = side * side;
  const rng = np.random.defaultRng(side);
  const of = (from: number): NDArray =>
    dtype === 'bool' ? rng.random([side, side]).gt(0.5) : rng.random([side, side]).mul(2).add(from).astype(dtype);
  const [a, b] = [of(0.5), of(1)];
  return {
    dtype,
    n,
    a,
    b,
    flat: a.reshape(-1).copy(),
    row: b.at(0).copy(),
    thin: a.at('::2', '::2'),
    mask: rng.random([side, side]).gt(0.5),
    places: rng.integers(0, n, Math.ceil(n / 10)),
    target: a.reshape(-1).copy(),
    list: n <= 2000 ? (a.toList() as number[][]) : [],
  };
}

/** NumPy's data of one size and dtype. */
export function pythonData(side: number, dtype: DType): string {
  const of = (from: number): string =>
    dtype === 'bool' ? `rng.random((s, s)) > 0.5` : `(rng.random((s, s)) * 2 + ${from}).astype('${dtype}')`;
  return `s = ${side}; n = s * s; rng = np.random.default_rng(s)
a = ${of(0.5)}; b = ${of(1)}
flat = a.reshape(-1).copy(); row = b[0].copy(); thin = a[::2, ::2]; mask = rng.random((s, s)) > 0.5
places = rng.integers(0, n, -(-n // 10)); target = flat.copy(); rows = a.tolist() if n <= 2000 else []`;
}
