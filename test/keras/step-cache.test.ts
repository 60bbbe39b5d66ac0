/** @file Programs of a model: the latest used are kept, and all give their memory back where it runs short. */
import { afterAll, expect, test } from 'vitest';
import { np } from '../../src/array/index.ts';
import { getCore, setThreads } from '../../src/engine/index.ts';
import { giveSpare } from '../../src/engine/arena.ts';
import { resetCore } from '../../src/engine/core.ts';
import { keras } from '../../src/keras/index.ts';
import { Random } from '../../src/keras/common/random.ts';

afterAll(resetCore);

const { layers } = keras;

function network() {
  return keras.Sequential([
    keras.Input([16, 16, 16]),
    layers.Conv2D(64, 3, { padding: 'same', activation: 'relu' }),
    layers.Conv2D(64, 3, { padding: 'same', activation: 'relu' }),
    layers.GlobalAveragePooling2D(),
    layers.Dense(4),
  ]);
}

const pictures = (n: number) => np.random.defaultRng(n).random([n, 16, 16, 16]);

test('fourteen batch sizes take no more memory than eight, beside one copy of the weights', () => {
  setThreads(2);
  const model = network();
  const used: number[] = [];
  // From the largest, so that each program which goes makes room for the next.
  for (let n = 20; n > 0; n--) {
    model.predictOnBatch(pictures(n));
    used.push(getCore()!.arena.used);
  }
  expect(Math.max(...used.slice(8))).toBeLessThanOrEqual(used[7]!);
  // One that was dropped comes again with the same numbers.
  const again = model.predictOnBatch(pictures(20));
  expect(np.arrayEqual(again as never, inFreshEngine(model, 20) as never)).toBe(true);
});

/** The same prediction in a fresh engine. */
function inFreshEngine(model: ReturnType<typeof network>, n: number): unknown {
  setThreads(2);
  return model.predictOnBatch(pictures(n));
}

test('a batch that does not fit is refused by name, and a smaller one computes what it should', () => {
  setThreads(2);
  const model = network();
  const want = model.predictOnBatch(pictures(4));
  const { arena } = getCore()!;
  // Other programs hold all but 8 MB of the address space: a batch of 256 has maps of 16 MB each.
  const filler = arena.limit - 8e6 - arena.used;
  const start = arena.allocate(filler, false);
  expect(() => model.predictOnBatch(pictures(256))).toThrow(
    'engine: the engine holds at most 4 GiB. Received a request for',
  );
  expect(np.arrayEqual(model.predictOnBatch(pictures(4)) as never, want as never)).toBe(true);
  arena.release(start, filler);
  expect(() => model.predictOnBatch(pictures(256))).not.toThrow();
});

test('a step that gives its memory to the program of the frozen part is made again', async () => {
  const trained = async (isShort: boolean) => {
    setThreads(2);
    keras.utils.setRandomSeed(3);
    const model = network();
    for (const layer of model.layers.slice(0, 2)) layer.trainable = false;
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const { arena } = getCore()!;
    const allocate = arena.allocate.bind(arena);
    // Memory is short at every request.
    if (isShort) {
      arena.allocate = (...request) => {
        giveSpare();
        return allocate(...request);
      };
    }
    await model.fit(pictures(20), np.ones([20, 4]), { batchSize: 8, epochs: 2, shuffle: false, verbose: 0 });
    return model.getWeights().map((w) => w.toList());
  };
  expect(await trained(true)).toEqual(await trained(false));
});

test('a model that has programs goes on when the number of threads changes', () => {
  setThreads(1);
  const model = network();
  model.compile({ optimizer: 'sgd', loss: 'mse' });
  const [x, y] = [pictures(8), np.zeros([8, 4])];
  model.trainOnBatch(x, y);
  for (const threads of [2, 1, 3]) {
    setThreads(threads);
    expect(Number.isFinite(Number(model.trainOnBatch(x, y)))).toBe(true);
  }
});

test('numbers for a whole array are those that come one by one', () => {
  const [together, alone] = [new Random(7), new Random(7)];
  const values = new Float32Array(1001);
  together.fillSymmetric(values, 0.37);
  expect(values).toEqual(Float32Array.from(values, () => 0.37 * (2 * alone.uniform() - 1)));
  expect(together.next()).toBe(alone.next());
});
