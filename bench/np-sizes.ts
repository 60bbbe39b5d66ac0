/** @file The cases of np-cases.ts beside NumPy at seven sizes and five dtypes: the median and the worst of each size. */
import { CASES, DTYPES, SIDES, boundOf, dataOf, pythonData, type NpCase } from './np-cases.ts';
import { PythonPeer } from './python-peer.ts';
import { median, perCall, progress, type BenchCase } from './report.ts';

/** Milliseconds of one turn of either side, and the turns of which the quickest counts. */
const TURN = 4;
const TURNS = 5;

/** Calls that fill a turn, after as many to warm up. */
function callsOf(work: () => unknown): number {
  let calls = 0;
  for (const began = performance.now(); performance.now() - began < 2 * TURN; calls++) work();
  return Math.max(1, calls >> 1);
}

interface Ratio {
  readonly name: string;
  readonly ratio: number;
  readonly bound: number;
}

async function ratioOf(peer: PythonPeer, each: NpCase, side: number, dtype: (typeof DTYPES)[number]): Promise<Ratio> {
  const { name, ours, theirs } = each;
  const x = dataOf(side, dtype);
  const work = (): unknown => ours(x);
  const inner = callsOf(work);
  const [mine, other]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    mine.push(1000 * perCall(work, inner));
    other.push((await peer.ask<{ us: number }>({ setup: pythonData(side, dtype), line: theirs, inner })).us);
  }
  return { name: `${name} ${dtype}`, ratio: Math.min(...mine) / Math.min(...other), bound: boundOf(each, side * side) };
}

/** One row for the median and one for the worst case of each size, or of the one that is asked for (in elements). */
export async function ratiosBySize(python: string, size?: number): Promise<BenchCase[]> {
  const peer = new PythonPeer(python, 'numpy_lines.py', 1);
  const rows: BenchCase[] = [];
  for (const side of size === undefined ? SIDES : [Math.round(Math.sqrt(size))]) {
    const ratios: Ratio[] = [];
    for (const dtype of DTYPES) {
      for (const each of CASES) {
        if (each.dtypes?.includes(dtype) === false || (each.most ?? Infinity) < side * side) continue;
        progress(`${side} × ${side} ${dtype} ${each.name}`);
        ratios.push(await ratioOf(peer, each, side, dtype));
      }
    }
    ratios.sort((a, b) => b.ratio - a.ratio);
    const slow = ratios.filter((r) => r.ratio > r.bound);
    const worst = ratios[0]!;
    const facts = { unit: '×', better: 'lower' as const, peers: {} };
    const [head, bound] = [
      `${side} × ${side}`,
      `${slow.length} of ${ratios.length} above 3 (fancy indices, sort, printing, creation below 100 elements: 5)`,
    ];
    rows.push(
      { case: `${head}, median of NumPy's time`, ours: median(ratios.map((r) => r.ratio)), ...facts, notes: [bound] },
      {
        case: `${head}, worst`,
        ours: worst.ratio,
        ...facts,
        notes: [
          slow
            .slice(0, size === undefined ? 8 : slow.length)
            .map((r) => `${r.name} ${r.ratio.toFixed(1)}`)
            .join(', '),
        ],
      },
    );
  }
  peer.stop();
  return rows;
}
