/**
 * @file The kernel against tslab and ipykernel: time until it answers, until the first cell is done, a small cell's
 * round trip, a slider's, ten thousand prints, memory, a first cell that needs more than `1+1`, and what the debugger
 * costs. Each round starts every kernel afresh and drives it over ZeroMQ.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildKernel } from '../kernel/build.ts';
import { KernelClient, ourKernel } from '../test/kernel-e2e/client.ts';
import { debuggerCases } from './kernel-debugger.ts';
import { memoryOf } from './process-memory.ts';
import { alternate, median, versions, wanted, type Bench, type BenchCase, type BenchReport } from './report.ts';

const root = join(import.meta.dirname, '..');
const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const tslab = join(root, 'node_modules', 'tslab');
const LINES = 10_000;
const CELLS = 15;

interface Contender {
  argv: (connectionFile: string) => string[];
  flood: string;
  /** A cell with a slider whose callback writes twice its value into a box beside it. */
  slider?: string;
  /** A first cell that brings in what `1+1` does not need: the library, types, names of Node. */
  full?: string;
}

interface Round {
  ready: number;
  first: number;
  cell: number;
  /** undefined: lines were lost or the kernel never became idle. */
  flood: number | undefined;
  memory: number | undefined;
  /** From a slider's message to that of the box that its callback sets; undefined: the kernel has no widgets. */
  slider: number | undefined;
  /** From the start of another process until such a first cell is done, and memory then. */
  full: number | undefined;
  fullMemory: number | undefined;
}

const jsFlood = `for (let i = 0; i < ${LINES}; i++) console.log('line ' + i)`;
const contenders: Record<string, Contender> = {
  ours: {
    argv: ourKernel,
    flood: jsFlood,
    slider:
      "const slider = widgets.IntSlider(); const box = widgets.IntText(); slider.observe(({ new: value }) => { box.value = 2 * value; }, 'value');",
    full: 'const total: number = np.arange(10).sum();\nconsole.log(process.platform, total);',
  },
  tslab: {
    argv: (file) => [process.execPath, join(tslab, 'bin', 'tslab'), 'kernel', '--config-path', file],
    flood: jsFlood,
  },
  ipykernel: {
    argv: (file) => [python, '-m', 'ipykernel_launcher', '-f', file],
    flood: `for i in range(${LINES}): print('line ' + str(i))`,
    slider: `import ipywidgets as widgets
slider, box = widgets.IntSlider(), widgets.IntText()
slider.observe(lambda change: setattr(box, 'value', 2 * change['new']), 'value')`,
  },
};

const bench: Bench = {
  name: 'kernel',
  describe:
    'start, first cell, small cell, slider round trip, 10,000 prints, memory; beside tslab and ipykernel; debugger on and off',
  async run(options): Promise<BenchReport> {
    await buildKernel();
    const missing: Record<string, string> = {};
    const chosen: Record<string, Contender> = { ours: contenders['ours']! };
    for (const peer of ['tslab', 'ipykernel']) {
      if (!wanted(options, peer)) continue;
      const reason = absent(peer);
      if (reason === undefined) chosen[peer] = contenders[peer]!;
      else missing[peer] = reason;
    }
    const measures = Object.entries(chosen).map(([name, contender]) => [name, () => round(contender)] as const);
    const { measured, failed } = await alternate(Object.fromEntries(measures));
    Object.assign(missing, failed);
    return {
      bench: 'kernel',
      versions: versions(await peerVersions(Object.keys(chosen))),
      threads: options.threads,
      cases: [...casesOf(measured), ...(await debuggerCases())],
      ...(Object.keys(missing).length > 0 ? { missing } : {}),
    };
  },
};
export default bench;

/** One life of a kernel. */
async function round(contender: Contender): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-bench-'));
  const began = performance.now();
  const client = await KernelClient.start({ cwd: folder, argv: contender.argv });
  try {
    const ready = client.answered - began;
    await client.execute('1+1');
    const first = performance.now() - began;
    const cells: number[] = [];
    for (let i = 0; i < CELLS; i++) {
      const from = performance.now();
      await client.execute('1+1');
      if (i >= 5) cells.push(performance.now() - from);
    }
    const memory = memoryOf(client.process.pid!);
    const slider = contender.slider === undefined ? undefined : await sliderTrips(client, contender.slider);
    const from = performance.now();
    const { id, done } = client.begin(contender.flood);
    const timely = await Promise.race([
      done.then(() => true),
      new Promise<false>((r) => void setTimeout(r, 8000, false)),
    ]);
    const flood = performance.now() - from;
    const text = client
      .of(id)
      .map((m) => (m.header.msg_type === 'stream' ? String(m.content['text']) : ''))
      .join('');
    const complete = timely && text.split('\n').length === LINES + 1;
    const cell = median(cells);
    return { ready, first, cell, flood: complete ? flood : undefined, memory, slider, ...(await fullStart(contender)) };
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another life, whose first cell needs more. */
async function fullStart({ argv, full }: Contender): Promise<Pick<Round, 'full' | 'fullMemory'>> {
  if (full === undefined) return { full, fullMemory: undefined };
  const began = performance.now();
  const client = await KernelClient.start({ argv });
  try {
    const { error } = await client.execute(full);
    if (error) throw new Error(`${error.ename}: ${error.evalue}`);
    return { full: performance.now() - began, fullMemory: memoryOf(client.process.pid!) };
  } finally {
    await client.stop();
  }
}

/** Moves a slider as a page does, one step after the other; the median time until the page hears of what its callback set. */
async function sliderTrips(client: KernelClient, code: string): Promise<number | undefined> {
  await client.execute(code);
  const opened = (model: string): string | undefined =>
    client.published.find(
      ({ header, content }) => header.msg_type === 'comm_open' && stateIn(content)['_model_name'] === model,
    )?.content['comm_id'] as string | undefined;
  const [slider, box] = [opened('IntSliderModel'), opened('IntTextModel')];
  if (slider === undefined || box === undefined) return undefined;
  const times: number[] = [];
  for (let value = 1; value <= CELLS; value++) {
    const data = { method: 'update', state: { value }, buffer_paths: [] };
    const { frames } = client.frames('comm_msg', { comm_id: slider, data });
    const from = performance.now();
    await client.sendRaw(frames);
    await client.until(() =>
      client.published.some(({ content }) => content['comm_id'] === box && stateIn(content)['value'] === 2 * value),
    );
    if (value > 5) times.push(performance.now() - from);
  }
  return median(times);
}

function stateIn(content: Record<string, unknown>): Record<string, unknown> {
  return ((content['data'] as { state?: object } | undefined)?.state ?? {}) as Record<string, unknown>;
}

function casesOf(measured: Record<string, Round[]>): BenchCase[] {
  const quantities: [keyof Round, string, string][] = [
    ['ready', 'ready', 'ms'],
    ['first', 'first cell', 'ms'],
    ['cell', 'median cell', 'ms'],
    ['slider', 'slider round trip', 'ms'],
    ['flood', 'flood 10k', 'ms'],
    ['memory', 'memory', 'MB'],
    ['full', 'first cell with np, types and Node', 'ms'],
    ['fullMemory', 'memory after it', 'MB'],
  ];
  return quantities.map(([key, name, unit]) => {
    const notes: string[] = [];
    const value = (who: string): number | null => {
      const known = measured[who]!.map((r) => r[key]).filter((v) => v !== undefined);
      const lost = measured[who]!.length - known.length;
      if (lost > 0 && key === 'flood')
        notes.push(`${who} lost lines or never became idle in ${lost} of ${measured[who]!.length} rounds`);
      return lost > known.length || known.length === 0 ? null : median(known);
    };
    const peers = Object.keys(measured).filter((who) => who !== 'ours' && measured[who]!.length > 0);
    const values = Object.fromEntries(peers.map((who) => [who, value(who)]));
    return {
      case: name,
      unit,
      better: 'lower',
      ours: value('ours') ?? Number.NaN,
      peers: values,
      ...(notes.length > 0 ? { notes } : {}),
    };
  });
}

/** Why a peer cannot take part; undefined when it can. */
function absent(peer: string): string | undefined {
  if (peer === 'tslab') return undefined; // a development dependency
  const there = existsSync(python) && spawnSync(python, ['-c', 'import ipykernel']).status === 0;
  return there ? undefined : 'ipykernel is not in .venv; `npm start` or `npm test` makes it';
}

async function peerVersions(names: string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (names.includes('tslab')) {
    found['tslab'] = (JSON.parse(readFileSync(join(tslab, 'package.json'), 'utf8')) as { version: string }).version;
  }
  if (names.includes('ipykernel')) {
    const code = 'import ipykernel, sys; print(ipykernel.__version__, sys.version.split()[0])';
    const { stdout } = await promisify(execFile)(python, ['-c', code]);
    [found['ipykernel'], found['python']] = stdout.trim().split(' ') as [string, string];
  }
  return found;
}
