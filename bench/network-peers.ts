/** @file Keras and PyTorch as the benches about whole networks ask them: times, parameter counts, peak memory. */
import { PythonPeer, pythonWith } from './python-peer.ts';
import { median, wanted, type BenchOptions, type BenchReport } from './report.ts';

const PEERS = {
  keras: { modules: ['keras', 'tensorflow'], script: 'keras_whole.py' },
  torch: { modules: ['torch'], script: 'torch_whole.py' },
} as const;
type Name = keyof typeof PEERS;
const NAMES = Object.keys(PEERS) as Name[];

/** The peers of a run. */
export class NetworkPeers {
  private readonly running = new Map<Name, PythonPeer>();
  private readonly pythons = new Map<Name, string>();
  private readonly threads: number;

  constructor(threads: number) {
    this.threads = threads;
  }

  async start(name: Name, python: string): Promise<Record<string, string>> {
    this.pythons.set(name, python);
    const peer = new PythonPeer(python, PEERS[name].script, this.threads);
    this.running.set(name, peer);
    return peer.ask<Record<string, string>>({ versions: true });
  }

  /** For `alternate`: each asks a peer for milliseconds of a case. */
  contenders(name: string, reps: number, only: readonly string[] = NAMES): Record<string, () => Promise<number>> {
    const asked = [...this.running].filter(([peer]) => only.includes(peer));
    return Object.fromEntries(
      asked.map(([who, peer]) => [who, async () => (await peer.ask<{ ms: number }>({ case: name, reps })).ms]),
    );
  }

  /** Notes where a peer's network has another number of parameters than ours: then it is no comparison. */
  async compareParameters(name: string, ours: number): Promise<string[]> {
    for (const [who, peer] of this.running) {
      const { parameters } = await peer.ask<{ parameters: number }>({ parameters: name });
      if (parameters !== ours) throw new Error(`${name}: ours has ${ours} parameters, ${who}'s ${parameters}`);
    }
    return [`${ours} parameters each`];
  }

  /** Peak resident megabytes of a fresh process of each peer. */
  async memory(name: string): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const [who, python] of this.pythons) {
      const peer = new PythonPeer(python, PEERS[who].script, this.threads);
      try {
        found[who] = (await peer.ask<{ memory: number }>({ memory: name })).memory;
      } finally {
        peer.stop();
      }
    }
    return found;
  }

  /** A row of the report from what `alternate` gave. */
  add(
    report: BenchReport,
    label: string,
    measured: Record<string, number[]>,
    failed: Record<string, string>,
    notes: readonly string[] = [],
  ): void {
    const medians = Object.entries(measured).map(([who, ms]) => [who, ms.length > 0 ? median(ms) : null] as const);
    console.error(`${label}: ${medians.map(([who, ms]) => `${who} ${ms?.toFixed(2) ?? '–'}`).join(', ')} ms`);
    const quickest = Object.entries(measured).map(([who, ms]) => `${who} ${Math.min(...ms).toFixed(1)}`);
    report.cases.push({
      case: label,
      unit: 'ms',
      better: 'lower',
      ours: measured['ours']!.length > 0 ? median(measured['ours']!) : NaN,
      peers: Object.fromEntries(medians.filter(([who]) => who !== 'ours')),
      notes: [
        `quickest: ${quickest.join(', ')}`,
        ...notes,
        ...Object.entries(failed).map(([who, why]) => `${who} failed: ${why}`),
      ],
    });
  }

  stop(): void {
    for (const peer of this.running.values()) peer.stop();
  }
}

/** Starts the peers that are asked for; what is missing stands in the report. */
export async function startPeers(options: BenchOptions, report: BenchReport): Promise<NetworkPeers> {
  const peers = new NetworkPeers(options.threads);
  for (const name of NAMES.filter((each) => wanted(options, each))) {
    const found = pythonWith(PEERS[name].modules);
    if ('why' in found) (report.missing ??= {})[name] = found.why;
    else Object.assign(report.versions, await peers.start(name, found.python));
  }
  return peers;
}
