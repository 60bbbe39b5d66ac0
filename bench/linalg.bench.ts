/**
 * @file `np.linalg` beside NumPy in the same run, as NumPy is installed and with vectors of 256 bits (`OPENBLAS_CORETYPE=Haswell`):
 * inv, solve, det, svd, qr and eigh of 100 × 100 and 300 × 300 doubles.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { perCall, progress, rest, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const SIDES = [100, 300] as const;
/** What must hold. */
const BOUNDS = { numpy: 3, 'numpy, 256 bits': 2 } as const;
type Peer = keyof typeof BOUNDS;
const PEERS = Object.keys(BOUNDS) as Peer[];
/** Milliseconds of a turn, and turns of which the quickest counts. */
const TURN = 20;
const TURNS = 10;

/** `a`: a matrix; `s`: a symmetric one; `b`: a right side. */
const CASES: readonly {
  name: string;
  ours: (x: { a: NDArray; s: NDArray; b: NDArray }) => unknown;
  theirs: string;
}[] = [
  { name: 'inv', ours: ({ a }) => np.linalg.inv(a), theirs: 'np.linalg.inv(a)' },
  { name: 'solve', ours: ({ a, b }) => np.linalg.solve(a, b), theirs: 'np.linalg.solve(a, b)' },
  { name: 'det', ours: ({ a }) => np.linalg.det(a), theirs: 'np.linalg.det(a)' },
  { name: 'svd', ours: ({ a }) => np.linalg.svd(a), theirs: 'np.linalg.svd(a)' },
  { name: 'qr', ours: ({ a }) => np.linalg.qr(a), theirs: 'np.linalg.qr(a)' },
  { name: 'eigh', ours: ({ s }) => np.linalg.eigh(s), theirs: 'np.linalg.eigh(s)' },
];

const bench: Bench = {
  name: 'linalg',
  describe: 'np.linalg beside NumPy, as installed and with vectors of 256 bits',
  async run(options): Promise<BenchReport> {
    const found = pythonWith(['numpy']);
    const facts = { bench: 'linalg', threads: options.threads };
    if (!('python' in found)) return { ...facts, versions: versions(), cases: [], missing: { numpy: found.why } };
    const peers: Record<Peer, PythonPeer> = {
      numpy: new PythonPeer(found.python, 'numpy_lines.py', options.threads),
      'numpy, 256 bits': new PythonPeer(found.python, 'numpy_lines.py', options.threads, {
        OPENBLAS_CORETYPE: 'Haswell',
      }),
    };
    const { version } = await peers.numpy.ask<{ version: string }>({ version: true });
    const cases: BenchCase[] = [];
    for (const n of SIDES) {
      const rng = np.random.defaultRng(n);
      const a = rng.random([n, n]).sub(0.5);
      const x = { a, s: a.add(a.T), b: rng.random(n) };
      const setup = `rng = np.random.default_rng(${n}); a = rng.random((${n}, ${n})) - 0.5; s = a + a.T; b = rng.random(${n})`;
      for (const { name, ours, theirs } of CASES) {
        progress(`${name} ${n}`);
        const work = (): unknown => ours(x);
        for (const began = performance.now(); performance.now() - began < 10 * TURN;) work();
        const inner = Math.max(1, Math.round(TURN / perCall(work, 2)));
        const mine: number[] = [];
        const other: Record<Peer, number[]> = { numpy: [], 'numpy, 256 bits': [] };
        for (let turn = 0; turn < TURNS; turn++) {
          await rest();
          mine.push(perCall(work, inner));
          for (const who of PEERS) {
            await rest();
            other[who].push((await peers[who].ask<{ us: number }>({ setup, line: theirs, inner })).us / 1000);
          }
        }
        const best = Math.min(...mine);
        const times = { numpy: Math.min(...other.numpy), 'numpy, 256 bits': Math.min(...other['numpy, 256 bits']) };
        const slow = PEERS.filter((who) => best > BOUNDS[who] * times[who]);
        if (slow.length > 0) process.exitCode = 1;
        cases.push({
          case: `${name} ${n} × ${n}`,
          unit: 'ms',
          better: 'lower',
          ours: best,
          peers: times,
          notes: slow.map((who) => `more than ${BOUNDS[who]} times ${who}: ${(best / times[who]).toFixed(2)}`),
        });
      }
    }
    progress('');
    for (const who of PEERS) peers[who].stop();
    return { ...facts, versions: versions({ numpy: version }), cases };
  },
};
export default bench;
