/**
 * @file `np` beside NumPy in the same run: 10⁶ elements (1000 × 1000, float64 and float32) element-wise, reduced, broadcast,
 * transposed and sorted; single elements; the lecture's double loops; products (np-products.ts); and what np-cases.ts lists at
 * seven sizes and five dtypes (with `--size` these alone, at one size). Turns alternate case by case.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { MaxPooling, featuring } from '../src/cnn/cnn.ts';
import { productsBesideNumpy } from './np-products.ts';
import { ratiosBySize } from './np-sizes.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import {
  median,
  perCall,
  progress,
  versions,
  wanted,
  type Bench,
  type BenchCase,
  type BenchOptions,
  type BenchReport,
} from './report.ts';

type Work = () => unknown;

const elementWise = [
  'add',
  'multiply by a number',
  'divide',
  'greater',
  'maximum',
  'sqrt',
  'exp',
  'log',
  'sin',
  'where',
  'mask',
  'remainder',
  'astype',
  'clip',
];
const reductions = ['sum', 'sum axis 0', 'sum axis 1', 'mean', 'std', 'max', 'max axis 0', 'argmax', 'cumsum'];
const others = [
  'add a row',
  'add a column',
  'add transposed',
  'copy transposed',
  'sum transposed',
  'exp transposed',
  'sort',
  'argsort',
  'sort axis 1',
  'sort axis 0',
];

/** Our side of every case that NumPy has too. */
function works(): Record<string, Work> {
  const rng = np.random.defaultRng(0);
  const all: Record<string, Work> = {};
  for (const dtype of ['float64', 'float32'] as const) {
    const a = rng.random([1000, 1000]).astype(dtype);
    const b = a.add(1);
    const [row, col, flat] = [b.at(0).copy(), b.at(':', ':1').copy(), a.reshape(-1)];
    const kinds: Record<string, Work> = {
      add: () => a.add(b),
      'multiply by a number': () => a.mul(2),
      divide: () => a.div(b),
      greater: () => a.gt(b),
      maximum: () => np.maximum(a, b),
      sqrt: () => a.sqrt(),
      exp: () => a.exp(),
      log: () => b.log(),
      sin: () => np.sin(a),
      where: () => np.where(a.gt(0.5), a, b),
      mask: () => a.at(a.gt(0.5)),
      remainder: () => b.mod(0.3),
      astype: () => a.astype(dtype === 'float64' ? 'float32' : 'float64'),
      sum: () => a.sum(),
      'sum axis 0': () => a.sum(0),
      'sum axis 1': () => a.sum(1),
      mean: () => a.mean(),
      std: () => a.std(),
      max: () => a.max(),
      'max axis 0': () => a.max(0),
      argmax: () => a.argmax(),
      cumsum: () => a.cumsum(),
      clip: () => a.clip(0.2, 0.8),
      'add a row': () => a.add(row),
      'add a column': () => a.add(col),
      'add transposed': () => a.add(b.T),
      'copy transposed': () => a.T.copy(),
      'sum transposed': () => a.T.sum(0),
      'exp transposed': () => a.T.exp(),
      sort: () => np.sort(flat),
      argsort: () => np.argsort(flat),
      'sort axis 1': () => np.sort(a),
      'sort axis 0': () => np.sort(a, 0),
    };
    const suffix = dtype === 'float64' ? 'f64' : 'f32';
    for (const kind of [...elementWise, ...reductions, ...others]) all[`${kind} ${suffix}`] = kinds[kind]!;
  }
  for (const dtype of ['uint8', 'int64'] as const) {
    const a = rng.random([1000, 1000]).mul(200).astype(dtype);
    all[`add ${dtype}`] = () => a.add(a);
    all[`multiply by a number ${dtype}`] = () => a.mul(3);
    all[`sum ${dtype}`] = () => a.sum();
    all[`max ${dtype}`] = () => a.max();
  }
  const picture = rng.random([300, 400, 3]);
  const kernels = rng.random([3, 3, 3, 3]).sub(0.5);
  const plane = picture.at(':', ':', 0).copy();
  const filters = [0, 1, 2].map((k) => kernels.at(k));
  all['loops featuring'] = () => filters.map((filter) => featuring(picture, filter));
  all['loops MaxPooling'] = () => MaxPooling(plane);
  all['loops featuring, by patches'] = () => filters.map((filter) => featuringByPatches(picture, filter));
  all['loops MaxPooling, by patches'] = () => maxPoolingByPatches(plane);
  all['loops featuring, by item'] = () => filters.map((filter) => featuringByItem(picture, filter));
  all['loops MaxPooling, by item'] = () => maxPoolingByItem(plane);
  return all;
}

/** The lecture's scan as a student writes it, statement for statement as in Python: a patch, its product, its sum. */
function featuringByPatches(picture: NDArray, filter: NDArray): NDArray {
  const [h, w] = picture.shape as [number, number, number];
  const out = np.zeros([h - 2, w - 2]);
  for (let i = 0; i < h - 2; i++) {
    for (let j = 0; j < w - 2; j++) {
      out.set(
        i,
        j,
        picture
          .at(`${i}:${i + 3}`, `${j}:${j + 3}`)
          .mul(filter)
          .sum(),
      );
    }
  }
  return out;
}

function maxPoolingByPatches(plane: NDArray): NDArray {
  const [h, w] = plane.shape as [number, number];
  const out = np.zeros([h / 2, w / 2]);
  for (let i = 0; i < h; i += 2) {
    for (let j = 0; j < w; j += 2) out.set(i / 2, j / 2, plane.at(`${i}:${i + 2}`, `${j}:${j + 2}`).max());
  }
  return out;
}

/** The same with `item` and `set`: one element after the other. */
function featuringByItem(picture: NDArray, filter: NDArray): NDArray {
  const [h, w, c] = picture.shape as [number, number, number];
  const out = np.zeros([h - 2, w - 2]);
  for (let i = 0; i < h - 2; i++) {
    for (let j = 0; j < w - 2; j++) {
      let sum = 0;
      for (let p = 0; p < 3; p++) {
        for (let q = 0; q < 3; q++)
          for (let k = 0; k < c; k++) sum += picture.item(i + p, j + q, k) * filter.item(p, q, k);
      }
      out.set(i, j, sum);
    }
  }
  return out;
}

function maxPoolingByItem(plane: NDArray): NDArray {
  const [h, w] = plane.shape as [number, number];
  const out = np.zeros([h / 2, w / 2]);
  for (let i = 0; i < h; i += 2) {
    for (let j = 0; j < w; j += 2) {
      const top = Math.max(plane.item(i, j), plane.item(i, j + 1));
      out.set(i / 2, j / 2, Math.max(top, plane.item(i + 1, j), plane.item(i + 1, j + 1)));
    }
  }
  return out;
}

/** Nanoseconds of one `item` and one `set` on a (300, 400) float64 array. */
function singleElements(): BenchCase[] {
  const a = np.ones([300, 400]);
  const time = (visit: (i: number, j: number) => void): number => {
    const rounds: number[] = [];
    for (let round = 0; round < 15; round++) {
      const began = performance.now();
      for (let i = 0; i < 300; i++) for (let j = 0; j < 400; j++) visit(i, j);
      rounds.push(((performance.now() - began) * 1e6) / 120_000);
    }
    return median(rounds);
  };
  let total = 0;
  const item = time((i, j) => (total += a.item(i, j)));
  const set = time((i, j) => a.set(i, j, total));
  const facts = { unit: 'ns', better: 'lower' as const, peers: {} };
  return [
    { case: 'item(i, j)', ours: item, ...facts },
    { case: 'set(i, j, v)', ours: set, ...facts },
  ];
}

/** Calls a measurement makes: enough that the collector's work is in it, one for what is slow anyway. */
function innerCalls(name: string): number {
  return name.startsWith('loops') ? 1 : name.includes('sort') ? 2 : 5;
}

async function run(options: BenchOptions): Promise<BenchReport> {
  const found = pythonWith(['numpy']);
  const asked = wanted(options, 'numpy');
  const peer = asked && 'python' in found ? new PythonPeer(found.python, 'numpy_array.py', options.threads) : undefined;
  const known = peer ? await peer.ask<{ version: string }>({ version: true }) : undefined;
  const cases: BenchCase[] = [];
  const ratios: Record<string, number> = {};
  // One size asked for: only what is measured at every size.
  const { size } = options;
  for (const [name, work] of Object.entries(size === undefined ? works() : {})) {
    progress(name);
    const inner = innerCalls(name);
    const rounds = name.startsWith('loops') ? 3 : 12;
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let k = 0; k < 3; k++) perCall(work, inner);
    for (let round = -1; round < rounds; round++) {
      const mine = perCall(work, inner);
      const other = peer ? (await peer.ask<{ ms: number }>({ case: name, inner })).ms : Number.NaN;
      if (round < 0) continue;
      ours.push(mine);
      theirs.push(other);
    }
    // The quickest turn of each: what else the machine does can only add to it.
    const [mine, other] = [Math.min(...ours), Math.min(...theirs)];
    if (peer) ratios[name] = mine / other;
    cases.push({ case: name, unit: 'ms', better: 'lower', ours: mine, peers: peer ? { numpy: other } : {} });
  }
  progress('');
  peer?.stop();
  if (size === undefined) cases.push(...singleElements());
  if (peer && 'python' in found) {
    if (size === undefined) cases.push(...(await productsBesideNumpy(found.python, options.threads)));
    cases.push(...(await ratiosBySize(found.python, size)));
  }
  progress('');
  const elements = Object.entries(ratios).filter(([name]) => !name.startsWith('loops'));
  if (elements.length > 0) {
    const ordered = elements.sort((x, y) => y[1] - x[1]);
    const slow = ordered.filter(([, r]) => r > 4).map(([name, r]) => `'${name}' ${r.toFixed(2)}`);
    const note = `over ${elements.length} cases of 10⁶ elements, each the quickest of 12 turns; above 4: ${slow.join(', ') || 'none'}`;
    cases.push({
      case: 'median ratio to NumPy',
      unit: '×',
      better: 'lower',
      ours: median(elements.map(([, r]) => r)),
      peers: {},
      notes: [note],
    });
    const [worst, most] = ordered[0]!;
    cases.push({
      case: 'worst ratio to NumPy',
      unit: '×',
      better: 'lower',
      ours: most,
      peers: {},
      notes: [`'${worst}'`],
    });
  }
  return {
    bench: 'array',
    versions: versions(known ? { numpy: known.version } : {}),
    threads: options.threads,
    cases,
    ...(asked && 'why' in found ? { missing: { numpy: found.why } } : {}),
  };
}

export default {
  name: 'array',
  describe: 'np beside NumPy: 10⁶ elements, seven sizes, matrix products, single elements, the lecture’s loops',
  run,
} satisfies Bench;
