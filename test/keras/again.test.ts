/**
 * @file A loop of one's own builds its graph anew in each step; equal graphs run as one program. What is new in a step (batches, weights,
 * shapes, the learning rate) must count all the same. Oracle: the numbers of a fresh process, which is what the first step is.
 */
import { expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { giveSpare } from '../../src/engine/arena.ts';
import { getCore } from '../../src/engine/index.ts';
import { keras } from '../../src/keras/index.ts';

const { layers, ops } = keras;

/** Large enough for the engine: a small one is left to the interpreter. */
function network(): keras.Model {
  return keras.Sequential([keras.Input([40]), layers.Dense(300, { activation: 'relu' }), layers.Dense(40)]);
}

function slopes(model: keras.Model, x: NDArray): { value: number; slopes: NDArray[] } {
  const tape = keras.GradientTape(() => ops.mean(ops.square(model(x, { training: true }))));
  return { slopes: tape.gradient(model.trainableWeights), value: tape.value };
}

test('batches, shapes and weights are those of the step', () => {
  const model = network();
  const twin = network();
  const rng = np.random.defaultRng(1);
  const batches = [32, 32, 16, 32, 16].map((n) => rng.standardNormal([n, 40]).astype('float32'));
  const found = batches.map((x, i) => {
    if (i === 3) model.setWeights(model.getWeights().map((w) => w.mul(2)));
    return slopes(model, x);
  });
  // Each once more with another model of the same weights: its variables are others, so nothing of the first serves again.
  twin.setWeights(model.getWeights());
  const last = slopes(twin, batches[4]!);
  expect(found[4]!.value).toBe(last.value);
  found[4]!.slopes.forEach((d, i) => expect(d.toList()).toEqual(last.slopes[i]!.toList()));
  expect(new Set(found.map(({ value }) => value)).size).toBe(5);
});

test('a loop learns what trainOnBatch learns, also when the learning rate changes', () => {
  const [own, usual] = [network(), network()];
  usual.setWeights(own.getWeights());
  usual.compile({ optimizer: keras.optimizers.Adam(1e-2), loss: 'mse' });
  const optimizer = keras.optimizers.Adam(1e-2);
  const rng = np.random.defaultRng(2);
  for (let step = 0; step < 6; step++) {
    const x = rng.standardNormal([32, 40]).astype('float32');
    const y = rng.standardNormal([32, 40]).astype('float32');
    if (step === 3) optimizer.learningRate = usual.optimizer!.learningRate = 1e-3;
    const tape = keras.GradientTape(() => ops.mean(ops.square(ops.subtract(own(x, { training: true }), y))));
    optimizer.applyGradients(tape.gradient(own.trainableWeights), own.trainableWeights);
    usual.trainOnBatch(x, y);
  }
  own.getWeights().forEach((w, i) => {
    const far = np.abs(w.sub(usual.getWeights()[i]!)).max();
    expect(far).toBeLessThan(1e-5);
  });
});

test('the memory of the engine stays what it is after the first steps', () => {
  const model = network();
  const optimizer = keras.optimizers.SGD(1e-3);
  const x = np.ones([64, 40]).astype('float32');
  const step = (): void => optimizer.applyGradients(slopes(model, x).slopes, model.trainableWeights);
  for (let i = 0; i < 3; i++) step();
  const before = getCore()!.arena.used;
  for (let i = 0; i < 20; i++) step();
  expect(getCore()!.arena.used).toBe(before);
});

test('what a loop keeps for its next step gives way, and is made again', () => {
  const model = network();
  const rng = np.random.defaultRng(3);
  const [many, few] = [64, 48].map((n) => rng.standardNormal([n, 40]).astype('float32')) as [NDArray, NDArray];
  const first = slopes(model, many).value;
  const { arena } = getCore()!;
  const one = arena.used;
  slopes(model, few);
  expect(arena.used).toBeGreaterThan(one);
  giveSpare();
  expect(arena.used).toBeLessThan(one);
  expect(slopes(model, many).value).toBe(first);
});

test('a number that changes from step to step makes no new program', () => {
  const model = network();
  const x = np.random.defaultRng(4).standardNormal([32, 40]).astype('float32');
  // A number alone (a weight that grows), one in an array (the gradient of one bias), and both in the function of a tape.
  const value = (scale: number, shift: NDArray): number =>
    keras.GradientTape(() => ops.mean(ops.add(ops.multiply(ops.square(model(x)), scale), shift))).value;
  const base = value(1, np.array([0]));
  const { arena } = getCore()!;
  value(2, np.array([1]));
  const before = arena.used;
  const found = [3, 4, 5, 6].map((n) => value(n, np.array([n])));
  expect(arena.used).toBe(before);
  found.forEach((loss, i) => expect(loss / (base * (i + 3) + i + 3)).toBeCloseTo(1, 5));
});

test('gradients of any shape and kind of number are applied, step after step', () => {
  const weights = [keras.Variable(np.zeros([400, 300])), keras.Variable([1])];
  const optimizer = keras.optimizers.SGD(0.5);
  for (const n of [1, 2, 3]) optimizer.applyGradients([np.full([400, 300], n), np.array([n], 'int32')], weights);
  expect(np.unique(weights[0]!.numpy()).toList()).toEqual([-3]);
  expect(weights[1]!.numpy().toList()).toEqual([-2]);
});
