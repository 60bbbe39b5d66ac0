/**
 * @file What the debugger costs while it is on without a breakpoint, beside the same kernel with it off: loops, awaits, matmul, fit,
 * each measured inside the cell, in turns of changing order. What counts is the processor time of the cells' process, the smallest of many
 * turns: what is asked is what the debugger adds, and by the clock a few turns differ by ten percent on a machine with other work. And how long a table of a hundred variables takes. With a breakpoint code is several times
 * slower; that is shown, too.
 */
import { KernelClient } from '../test/kernel-e2e/client.ts';
import { DebugClient } from '../test/kernel-e2e/debug-client.ts';
import { median, type BenchCase } from './report.ts';

const ROUNDS = 7;
/** Of on and off. */
const TURNS = 15;

/** Cells that are measured. */
const works: Record<string, string> = {
  loop: 'let s = 0; for (let i = 0; i < 30_000_000; i++) s += i % 7;',
  awaits: 'let n = 0; for (let i = 0; i < 200_000; i++) n += await i;',
  matmul: 'for (let i = 0; i < 20; i++) A.matmul(A);',
  fit: 'await model.fit(x, y, { epochs: 2, verbose: 0 });',
};

const setup = `const A = np.random.defaultRng(1).standardNormal([256, 256]);
const x = np.random.defaultRng(2).random([512, 28, 28, 1]), y = np.arange(512).mod(10);
const model = keras.Sequential([
  keras.layers.Conv2D(8, 3, { activation: 'relu', inputShape: [28, 28, 1] }),
  keras.layers.Flatten(),
  keras.layers.Dense(10, { activation: 'softmax' }),
]);
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' });
await model.fit(x, y, { epochs: 1, verbose: 0 });`;

/** What the bench `kernel` says about the debugger. */
export async function debuggerCases(): Promise<BenchCase[]> {
  const kernel = await KernelClient.start();
  const debug = new DebugClient(kernel);
  try {
    await ran(kernel, setup);
    const cases: BenchCase[] = [];
    for (const [name, work] of Object.entries(works)) cases.push(await compared(kernel, debug, name, work));
    cases.push(await inspection(kernel, debug));
    return cases;
  } finally {
    await kernel.stop();
  }
}

/** Runs a cell. @throws where it fails: what it left behind would be the measure of the one before */
async function ran(kernel: KernelClient, code: string): Promise<void> {
  const { error } = await kernel.execute(code);
  if (error) throw new Error(`${error.ename}: ${error.evalue}`);
}

type Mode = 'off' | 'on' | 'breakpoint';

async function compared(kernel: KernelClient, debug: DebugClient, name: string, work: string): Promise<BenchCase> {
  const code = `const from = process.cpuUsage();\n{ ${work} }\nconst { user, system } = process.cpuUsage(from);\nconst took = (user + system) / 1000;`;
  const times: Record<Mode, number[]> = { off: [], on: [], breakpoint: [] };
  for (let turn = 0; turn <= TURNS; turn++) {
    const pair = turn % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const);
    // (With a breakpoint, a few are enough: it is several times slower.)
    for (const mode of turn % 4 === 0 ? [...pair, 'breakpoint' as const] : pair) {
      await into(debug, mode);
      await ran(kernel, code);
      const took = Number((await kernel.execute('took')).result);
      if (turn > 0) times[mode].push(took); // the first warms up
    }
  }
  const [off, on, breakpoint] = [times.off, times.on, times.breakpoint].map((all) => Math.min(...all)) as [
    number,
    number,
    number,
  ];
  return {
    case: `${name}, debugger on`,
    unit: 'ms',
    better: 'lower',
    ours: on,
    peers: { 'debugger off': off },
    notes: [`${name}: ${(breakpoint / off).toFixed(1)} times as long while there is a breakpoint in another cell`],
  };
}

async function into(debug: DebugClient, mode: Mode): Promise<void> {
  await debug.ask('disconnect');
  if (mode !== 'off') await debug.attach();
  if (mode === 'breakpoint') await debug.breakAt('const elsewhere = 1;\nelsewhere', 2);
}

async function inspection(kernel: KernelClient, debug: DebugClient): Promise<BenchCase> {
  const names = Array.from({ length: 25 }, (_, i) => i);
  const lines = names.map(
    (i) =>
      `const a${i} = np.zeros([100, ${i + 1}]), b${i} = ${i} / 3, c${i} = 'text ${i}', d${i} = [1, 2, { i: ${i} }];`,
  );
  await kernel.execute(lines.join('\n'));
  await into(debug, 'on');
  const times: number[] = [];
  for (let round = 0; round < 5 * ROUNDS; round++) {
    const from = performance.now();
    await debug.body('inspectVariables');
    if (round >= ROUNDS) times.push(performance.now() - from);
  }
  return { case: 'inspect 100 variables', unit: 'ms', better: 'lower', ours: median(times), peers: {} };
}
