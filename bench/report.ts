/**
 * @file What every bench has in common: the shape of a report, medians, fair alternation of ours and the peers, and
 * how a report is printed. A bench is a module `bench/NAME.bench.ts` with `export default bench satisfies Bench`.
 */
import { cpus, totalmem } from 'node:os';

/** One measured quantity. `null`: the peer could not do it; `notes` says why. */
export interface BenchCase {
  case: string;
  unit: string;
  better: 'lower' | 'higher';
  ours: number;
  peers: Record<string, number | null>;
  /** 10⁹ arithmetic operations that the quantity (in ms) is the time of: the table says how many a second. */
  billions?: number;
  /** Reasons for missing or odd values, for people. */
  notes?: string[];
}

/** What a bench measured; with `--json` this is the last line. */
export interface BenchReport {
  bench: string;
  versions: Record<string, string>;
  threads: number;
  cases: BenchCase[];
  /** Peers that were asked for and are not there, with the reason. */
  missing?: Record<string, string>;
}

export interface BenchOptions {
  /** Only the report object counts; progress goes to stderr. */
  json: boolean;
  /** Threads ours and the peers may use. */
  threads: number;
  /** Peers to measure; empty: all. */
  peers: string[];
  /** Elements of the arrays to measure, where a bench has several sizes; all of them when left out. */
  size?: number;
  /** Whether another process keeps a core busy meanwhile; benches that know nothing of it leave it alone. */
  neighbour?: boolean;
}

/** A bench, as its module exports it. */
export interface Bench {
  name: string;
  /** One line for the list. */
  describe: string;
  run(options: BenchOptions): Promise<BenchReport>;
}

/** The middle of some numbers (mean of the two middle ones for an even count); NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Whether a peer was asked for. */
export function wanted(options: BenchOptions, peer: string): boolean {
  return options.peers.length === 0 || options.peers.includes(peer);
}

/**
 * Milliseconds of rest before a turn: the thread pools of native libraries (OpenMP, OpenBLAS), and ours, wait busily for a while after
 * their work and would take a core from whoever is next. OpenBLAS's do so for 100 ms.
 */
const REST = 200;

/** Waits until everybody's threads sleep. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST));
}

/**
 * Measures several contenders in turns, so that what else the machine does hits all of them alike.
 * @param contenders a name and a function that measures once
 * @param rounds how many measurements count (at least 10 for a claim)
 * @param warmUp how many come before, uncounted
 * @returns the measurements by name; a contender that throws is left out from then on, with its error in `failed`
 */
export async function alternate<T>(
  contenders: Record<string, () => T | Promise<T>>,
  rounds = 10,
  warmUp = 1,
): Promise<{ measured: Record<string, T[]>; failed: Record<string, string> }> {
  const measured: Record<string, T[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const failed: Record<string, string> = {};
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) {
      if (name in failed) continue;
      try {
        await rest();
        const value = await measure();
        if (round >= 0) measured[name]!.push(value);
      } catch (error) {
        failed[name] = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      }
    }
    progress(`round ${Math.max(0, round + 1)} of ${rounds}`);
  }
  progress('');
  return { measured, failed };
}

/** Milliseconds that a call takes. */
export async function milliseconds(call: () => unknown): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}

/** Milliseconds of one call, the mean of so many. */
export function perCall(work: () => unknown, calls: number): number {
  const began = performance.now();
  for (let k = 0; k < calls; k++) work();
  return (performance.now() - began) / calls;
}

/** The machine, in one line. */
function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${first?.model.trim() ?? 'unknown CPU'}, ${cpus().length} logical cores, ${memory} GiB, ${process.platform} ${process.arch}`;
}

/** The versions every report names; add the peers' own. */
export function versions(more: Record<string, string> = {}): Record<string, string> {
  return { node: process.versions.node, v8: process.versions.v8, ...more };
}

/** A report as a table: ours, each peer, and how many times better or worse ours is. */
export function table(report: BenchReport): string {
  const peers = [...new Set(report.cases.flatMap((c) => Object.keys(c.peers)))];
  const rated = report.cases.some((c) => c.billions !== undefined);
  const rows = report.cases.map((c) => [
    c.case,
    c.unit,
    number(c.ours),
    ...(rated ? [c.billions === undefined ? '–' : number((1000 * c.billions) / c.ours)] : []),
    ...peers.map((peer) => {
      const value = c.peers[peer];
      return value === undefined || value === null ? '–' : `${number(value)}  ${ratio(c, value)}`;
    }),
  ]);
  const head = ['case', 'unit', 'ours', ...(rated ? ['GFLOP/s'] : []), ...peers];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]): string =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  const notes = report.cases.flatMap((c) => (c.notes ?? []).map((note) => `${c.case}: ${note}`));
  const missing = Object.entries(report.missing ?? {}).map(([peer, why]) => `missing peer ${peer}: ${why}`);
  return [
    `${report.bench}   (medians; ×N: ours is N times better; threads ${report.threads})`,
    machine(),
    Object.entries(report.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '',
    line(head),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map(line),
    ...(notes.length + missing.length > 0 ? ['', ...notes, ...missing] : []),
  ].join('\n');
}

/** Overwrites one line on stderr, for people who wait. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

function ratio({ better, ours }: BenchCase, peer: number): string {
  const times = better === 'lower' ? peer / ours : ours / peer;
  return `×${times >= 10 ? times.toFixed(0) : times.toFixed(2)}`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
