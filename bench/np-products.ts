/**
 * @file Products beside NumPy twice: as it is installed, and with vectors of 256 bits (`OPENBLAS_CORETYPE=Haswell`), the widest that
 * WebAssembly reaches. Square ones from 8 to 1024, thin and long ones, transposed operands as they lie, vectors, batches.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { PythonPeer } from './python-peer.ts';
import { perCall, progress, rest, type BenchCase } from './report.ts';

/** One product: (…, m, k) times (…, k, n); an operand may be the transpose of one that lies in C order. */
interface Product {
  readonly name: string;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly turned?: 'a' | 'b';
}

const square = (n: number): Product => ({ name: `${n} × ${n}`, a: [n, n], b: [n, n] });

const PRODUCTS: readonly Product[] = [
  ...[8, 16, 32, 64, 100, 128, 256, 512, 1024].map(square),
  { name: '57,600 × 25 · 25 × 30', a: [57_600, 25], b: [25, 30] },
  { name: '100 × 4320 · 4320 × 100', a: [100, 4320], b: [4320, 100] },
  { name: '64 × 784 · 784 × 256', a: [64, 784], b: [784, 256] },
  { name: '10,000 × 64 · 64 × 64', a: [10_000, 64], b: [64, 64] },
  { name: '(28,800 × 25)ᵀ · 28,800 × 8', a: [28_800, 25], b: [28_800, 8], turned: 'a' },
  { name: '(256 × 256)ᵀ · 256 × 256', a: [256, 256], b: [256, 256], turned: 'a' },
  { name: '256 × 256 · (256 × 256)ᵀ', a: [256, 256], b: [256, 256], turned: 'b' },
  { name: '64 times 16 × 16', a: [64, 16, 16], b: [64, 16, 16] },
  { name: '64 times 64 × 64', a: [64, 64, 64], b: [64, 64, 64] },
  { name: '1000 × 1000 · vector', a: [1000, 1000], b: [1000] },
  { name: 'vector · 1000 × 1000', a: [1000], b: [1000, 1000] },
];

const DTYPES = ['float64', 'float32'] as const;

/** Multiplications below which OpenBLAS keeps to one thread, so that nobody waits busily afterwards. */
const ALONE = 64 ** 3;
/** Milliseconds of a turn, and turns of which the quickest counts. */
const TURN = 6;
const TURNS = 8;
/** What must hold from 64 on. */
const BOUNDS = { numpy: 2.2, 'numpy, 256 bits': 1.3 } as const;

/** The product as a function of arrays of its dtype, and NumPy's lines for it. */
function sides(
  { a, b, turned }: Product,
  dtype: (typeof DTYPES)[number],
): { work: () => NDArray; setup: string; line: string } {
  const rng = np.random.defaultRng(0);
  const [x, y] = [rng.random([...a]).astype(dtype), rng.random([...b]).astype(dtype)];
  const [p, q] = [turned === 'a' ? x.T : x, turned === 'b' ? y.T : y];
  const of = (shape: readonly number[]): string => `rng.random([${shape.join(', ')}]).astype('${dtype}')`;
  return {
    work: () => np.matmul(p, q),
    setup: `rng = np.random.default_rng(0); a = ${of(a)}; b = ${of(b)}; p = ${turned === 'a' ? 'a.T' : 'a'}; q = ${turned === 'b' ? 'b.T' : 'b'}`,
    line: 'np.matmul(p, q)',
  };
}

/** Multiplications of all its matrices, and the shortest side that is not a vector's. */
function sizeOf({ a, b, turned }: Product): { multiplications: number; side: number } {
  const [rows, k] = a.length === 1 ? [1, a[0]!] : turned === 'a' ? [a.at(-1)!, a.at(-2)!] : [a.at(-2)!, a.at(-1)!];
  const columns = b.length === 1 ? 1 : turned === 'b' ? b.at(-2)! : b.at(-1)!;
  const count = a.slice(0, -2).reduce((n, side) => n * side, 1);
  return { multiplications: count * rows * k * columns, side: Math.max(rows, k, columns) };
}

/** A row for each product and dtype, and one for the worst from 64 on beside either NumPy. */
export async function productsBesideNumpy(python: string, threads: number): Promise<BenchCase[]> {
  const peers = {
    numpy: new PythonPeer(python, 'numpy_lines.py', threads),
    'numpy, 256 bits': new PythonPeer(python, 'numpy_lines.py', threads, { OPENBLAS_CORETYPE: 'Haswell' }),
  };
  const rows: BenchCase[] = [];
  const ratios: Record<keyof typeof peers, { name: string; ratio: number }[]> = { numpy: [], 'numpy, 256 bits': [] };
  for (const product of PRODUCTS) {
    for (const dtype of DTYPES) {
      const name = `${product.name} ${dtype}`;
      progress(`product ${name}`);
      const { multiplications, side } = sizeOf(product);
      const { work, setup, line } = sides(product, dtype);
      const wait = multiplications > ALONE ? rest : () => Promise.resolve();
      for (const began = performance.now(); performance.now() - began < 4 * TURN;) work();
      const inner = Math.max(1, Math.round(TURN / perCall(work, 3)));
      const ours: number[] = [];
      const theirs: Record<keyof typeof peers, number[]> = { numpy: [], 'numpy, 256 bits': [] };
      for (let turn = 0; turn < TURNS; turn++) {
        await wait();
        // The first call of a turn wakes the threads of either side.
        work();
        ours.push(perCall(work, inner));
        for (const [who, peer] of Object.entries(peers) as [keyof typeof peers, PythonPeer][]) {
          await wait();
          theirs[who].push((await peer.ask<{ us: number }>({ setup, line, inner })).us / 1000);
        }
      }
      const best = (list: readonly number[]): number => Math.min(...list);
      const found = { numpy: best(theirs.numpy), 'numpy, 256 bits': best(theirs['numpy, 256 bits']) };
      rows.push({ case: `product ${name}`, unit: 'ms', better: 'lower', ours: best(ours), peers: found });
      if (side < 64) continue;
      for (const who of Object.keys(peers) as (keyof typeof peers)[])
        ratios[who].push({ name, ratio: best(ours) / found[who] });
    }
  }
  for (const peer of Object.values(peers)) peer.stop();
  for (const who of Object.keys(ratios) as (keyof typeof peers)[]) {
    const order = ratios[who].sort((x, y) => y.ratio - x.ratio);
    const slow = order.filter(({ ratio }) => ratio > BOUNDS[who]);
    rows.push({
      case: `products from 64 on, worst, ${who}`,
      unit: '×',
      better: 'lower',
      ours: order[0]!.ratio,
      peers: {},
      notes: [
        `${order[0]!.name}; ${slow.length} of ${order.length} above ${BOUNDS[who]}` +
          (slow.length > 0 ? `: ${slow.map((x) => `${x.name} ${x.ratio.toFixed(2)}`).join(', ')}` : ''),
      ],
    });
  }
  return rows;
}
