/**
 * @file A step of training the network of *Deep Learning from Scratch* (im2col, product, col2im) beside the same lines in NumPy, in the
 * same run; and a step of `cnn.SimpleConvNet`, our own network from scratch, beside them.
 */
import { np } from '../src/array/index.ts';
import { cnn } from '../src/cnn/index.ts';
import { BookNetwork } from './book-network.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { perCall, progress, rest, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

/** Pictures and filters. */
const SIZES = [
  [50, 8],
  [100, 30],
] as const;
/** A step may take so many times NumPy's. */
const BOUND = 1.3;
const TURNS = 10;
const STEPS = 5;

const bench: Bench = {
  name: 'book',
  describe: 'a step of the network from scratch of Deep Learning from Scratch, beside NumPy',
  async run(options): Promise<BenchReport> {
    const found = pythonWith(['numpy']);
    const facts = { bench: 'book', threads: options.threads };
    if (!('python' in found)) return { ...facts, versions: versions(), cases: [], missing: { numpy: found.why } };
    const peer = new PythonPeer(found.python, 'numpy_book.py', options.threads);
    const { version } = await peer.ask<{ version: string }>({ version: true });
    const cases: BenchCase[] = [];
    for (const [batch, filters] of SIZES) {
      const rng = np.random.defaultRng(1);
      const [x, t] = [rng.random([batch, 1, 28, 28]), rng.integers(0, 10, batch)];
      const network = new BookNetwork(filters);
      const simple = cnn.SimpleConvNet({ convParam: { filterNum: filters, filterSize: 5 } });
      const adam = cnn.Adam();
      const first = network.step(x, t);
      const works = {
        'as in the book': () => network.step(x, t),
        'cnn.SimpleConvNet': () => adam.update(simple.params, simple.gradient(x, t)),
      };
      const times: Record<keyof typeof works, number[]> = { 'as in the book': [], 'cnn.SimpleConvNet': [] };
      const theirs: number[] = [];
      let loss = 0;
      for (const work of Object.values(works)) perCall(work, 4 * STEPS);
      for (let turn = 0; turn < TURNS; turn++) {
        progress(`batch ${batch}, ${filters} filters, turn ${turn + 1} of ${TURNS}`);
        for (const [name, work] of Object.entries(works) as [keyof typeof works, () => unknown][]) {
          await rest();
          times[name].push(perCall(work, STEPS));
        }
        await rest();
        const answer = await peer.ask<{ ms: number; loss: number }>({ batch, filters, inner: STEPS });
        theirs.push(answer.ms);
        loss = answer.loss;
      }
      const numpy = Math.min(...theirs);
      for (const name of Object.keys(works) as (keyof typeof works)[]) {
        const ours = Math.min(...times[name]);
        const slow = ours > BOUND * numpy;
        if (slow) process.exitCode = 1;
        const same = `loss of the first step ${first.toPrecision(12)}, NumPy's ${loss.toPrecision(12)}`;
        const notes = [
          ...(slow ? [`more than ${BOUND} times NumPy's: ${(ours / numpy).toFixed(2)}`] : []),
          ...(name === 'as in the book' ? [same] : []),
        ];
        cases.push({ case: `step, batch ${batch}, ${filters} filters, ${name}`, unit: 'ms', better: 'lower', ours, peers: { numpy }, notes }); // prettier-ignore
      }
    }
    progress('');
    peer.stop();
    return { ...facts, versions: versions({ numpy: version }), cases };
  },
};
export default bench;
