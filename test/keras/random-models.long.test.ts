/**
 * @file 500 random models (layers, shapes, branches): outputs, gradients and running statistics of the engine
 * against the plain interpreter. A failure prints its seed; `RANDOM_MODEL=17 npx vitest …` runs that one alone.
 */
import { describe, expect, it } from 'vitest';
import { getCore } from '../../src/engine/core.ts';
import { g, interpret, partialGradients, plainExecutor, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Random, seedEverything } from '../../src/keras/common/random.ts';
import type { Layer } from '../../src/keras/core/layer.ts';
import { Trace, withTrace } from '../../src/keras/core/trace.ts';
import { layers } from '../../src/keras/index.ts';

class Choice {
  readonly random: Random;
  constructor(seed: number) {
    this.random = new Random(seed);
  }
  int(low: number, high: number): number {
    return low + this.random.integer(high - low + 1);
  }
  of<T>(items: readonly T[]): T {
    return items[this.random.integer(items.length)]!;
  }
  chance(p: number): boolean {
    return this.random.uniform() < p;
  }
}

const ACTIVATIONS = [null, 'relu', 'relu', 'tanh', 'sigmoid', 'elu', 'gelu', 'silu', 'softplus', 'selu'] as const;

/** A layer that fits a picture of this shape, or undefined. */
function pictureLayer(c: Choice, [, h, w, ch]: readonly number[]): Layer | undefined {
  const padding = c.of(['same', 'valid'] as const);
  const k: [number, number] = [c.int(1, Math.min(4, h!)), c.int(1, Math.min(4, w!))];
  const activation = c.of(ACTIVATIONS);
  const useBias = c.chance(0.8);
  const filters = c.of([1, 2, 3, 4, 5, 8, 12, 16]);
  const strides = c.chance(0.3) ? c.int(1, 3) : 1;
  switch (c.int(0, 17)) {
    case 0:
    case 1:
    case 2:
      return layers.Conv2D(filters, c.chance(0.5) && h! >= 3 && w! >= 3 ? 3 : k, {
        strides,
        padding,
        activation,
        useBias,
      });
    case 3:
      return layers.Conv2D(filters, k, { padding: 'same', dilationRate: c.int(1, 2), activation, useBias });
    case 4: {
      const groups = c.of([2, 3, 4].filter((n) => ch! % n === 0).concat(1));
      return layers.Conv2D(groups * c.int(1, 3), k, { padding, groups, activation, strides });
    }
    case 5:
      return layers.DepthwiseConv2D(k, { padding, depthMultiplier: c.int(1, 2), strides, activation });
    case 6:
      return layers.SeparableConv2D(filters, k, { padding, activation });
    case 7:
      return h! * w! > 64
        ? undefined
        : layers.Conv2DTranspose(filters, k, { strides: c.int(1, 2), padding, activation });
    case 8:
    case 9:
      return h! < 2 || w! < 2
        ? undefined
        : layers.MaxPooling2D(c.of([2, 2, k]), { padding, strides: c.chance(0.6) ? null : strides });
    case 10:
      return layers.AveragePooling2D(k, { padding, strides });
    case 11:
      return layers.BatchNormalization({ scale: c.chance(0.8), center: c.chance(0.8) });
    case 12:
      return c.chance(0.5) ? layers.LayerNormalization() : layers.GroupNormalization(-1);
    case 13:
      return layers.Activation(c.of(['relu', 'tanh', 'hard_sigmoid', 'softsign', 'exponential', 'mish']));
    case 14:
      return c.chance(0.5) ? layers.ZeroPadding2D(c.int(1, 2)) : layers.PReLU({ sharedAxes: [1, 2] });
    case 15:
      return h! * w! > 64 ? undefined : layers.UpSampling2D(2, { interpolation: c.of(['nearest', 'bilinear']) });
    case 16:
      return c.chance(0.5) ? layers.LeakyReLU() : layers.Dropout(0.3);
    default:
      return layers.MinPooling2D(k, { padding });
  }
}

/** Computes a random network on from a node, with branches; every layer made is pushed to `made`. */
function network(c: Choice, x: Node, made: Layer[]): Node {
  let y = x;
  const use = (layer: Layer, input: Node | Node[]): Node => {
    made.push(layer);
    layer.ensureBuilt(Array.isArray(input) ? input.map((n) => n.shape) : input.shape);
    layer.weights.forEach((w, i) => {
      const random = new Random(made.length * 31 + i);
      const [scale, shift] =
        w.name.includes('variance') || w.name === 'gamma' ? [0.3, 1] : [0.8 / Math.sqrt(w.variable.size ** 0.5), 0];
      w.variable.data.set(
        Float32Array.from({ length: w.variable.size }, () => random.normal() * scale + shift).map((v) =>
          shift ? Math.abs(v) + 0.2 : v,
        ),
      );
    });
    return layer.applyNodes(input, {}) as Node;
  };
  for (let depth = c.int(1, 5); depth > 0; depth--) {
    const layer = pictureLayer(c, y.shape);
    if (!layer) continue;
    if (c.chance(0.15)) {
      // A residual or inception-like branch.
      const branch = use(layers.Conv2D(y.shape[3]!, 3, { padding: 'same', activation: 'relu' }), y);
      y = c.chance(0.5) ? use(layers.Add(), [y, branch]) : use(layers.Concatenate(), [y, branch]);
    } else y = use(layer, y);
  }
  if (c.chance(0.3))
    return use(
      c.chance(0.5) || made.some((l) => l.className === 'LayerNormalization')
        ? layers.GlobalAveragePooling2D()
        : layers.GlobalMaxPooling2D(),
      y,
    );
  y = use(layers.Flatten(), y);
  for (let depth = c.int(0, 2); depth > 0; depth--)
    y = use(layers.Dense(c.int(1, 17), { activation: c.of(ACTIVATIONS) }), y);
  return c.chance(0.5) ? use(layers.Dense(c.int(2, 10), { activation: 'softmax' }), y) : y;
}

interface Built {
  outputs: Node[];
  assigns: Trace['assigns'];
  feeds: Record<string, Float32Array>;
  text: string;
}

function build(seed: number): Built {
  const c = new Choice(seed);
  seedEverything(seed);
  const shape = [c.int(1, 5), c.int(3, 12), c.int(3, 12), c.of([1, 1, 2, 3, 4, 8])];
  const training = c.chance(0.7);
  const trace = new Trace(training);
  const made: Layer[] = [];
  const x = g.input('x', shape);
  const outputs = withTrace(trace, () => {
    const y = network(c, x, made);
    const target = g.input('y', y.shape);
    const loss = c.chance(0.5) ? g.mean(g.square(g.sub(y, target))) : g.sum(g.mul(y, target));
    const wrt = [x, ...made.flatMap((l) => l.trainableWeights).map((w) => trace.read(w.variable))];
    const grads = partialGradients(loss, wrt).filter((d) => d !== null);
    return [y, loss, ...grads];
  });
  const random = new Random(seed + 7);
  // Zeros in the input make the ties that real pictures have.
  const zeros = c.chance(0.3);
  const data = (n: number): Float32Array =>
    Float32Array.from({ length: n }, () => (zeros && random.uniform() < 0.5 ? 0 : random.normal()));
  const size = (s: readonly number[]): number => s.reduce((a, b) => a * b, 1);
  const text = `seed ${seed}: ${shape.join('x')}${training ? ' training' : ''} ${made
    .map(
      (l) =>
        `${l.className}${JSON.stringify(l.getConfig(), (k, v: unknown) => (/nitializer|egularizer|onstraint|name|dtype|trainable/.test(k) ? undefined : v))}`,
    )
    .join(' ')}`;
  return { outputs, assigns: trace.assigns, feeds: { x: data(size(shape)), y: data(size(outputs[0]!.shape)) }, text };
}

/** The largest finite size among numbers. */
function topOf(data: ArrayLike<number>): number {
  let top = 0;
  for (let i = 0; i < data.length; i++) if (Number.isFinite(data[i]!)) top = Math.max(top, Math.abs(data[i]!));
  return top;
}

/** The first number that differs by more than float32 rounding of terms as large as `top`. */
function firstGap(got: ArrayLike<number>, wanted: ArrayLike<number>, top: number): string | undefined {
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [got[i]!, wanted[i]!];
    if (Object.is(a, b) || a === b || Math.abs(a - b) <= 2e-4 * Math.abs(b) + 2e-5 * top + 1e-6) continue;
    return `number ${i} is ${a} instead of ${b}`;
  }
  return got.length === wanted.length ? undefined : `${got.length} numbers instead of ${wanted.length}`;
}

function check(seed: number): string | undefined {
  const { outputs, assigns, feeds, text } = build(seed);
  const before = assigns.map(({ variable }) => variable.data.slice());
  const wanted = interpret(outputs, feeds, assigns);
  const moved = assigns.map(({ variable }) => variable.data.slice());
  assigns.forEach(({ variable }, i) => variable.write(before[i]!));
  // Straight to the engine: the default executor leaves graphs as small as these to the plain interpreter.
  const core = getCore();
  const program = core ? engineProgram(core, outputs, assigns) : plainExecutor.compile(outputs, assigns);
  const got = program.run(feeds);
  // Normalisation makes gradients that cancel to 0: what is left has the rounding of the terms, not of the sum.
  const top = Math.max(...wanted.map((w) => topOf(w.data)));
  let gap: string | undefined;
  wanted.forEach((w, i) => {
    const found = firstGap(got[i]!.data, w.data, top);
    if (found)
      gap ??= `${i === 0 ? 'output' : i === 1 ? 'loss' : `gradient ${i - 2} (${outputs[i]!.shape.join('x')})`}: ${found}`;
  });
  assigns.forEach(({ variable }, i) => {
    const found = firstGap(variable.data, moved[i]!, topOf(moved[i]!));
    if (found) gap ??= `${variable.name}: ${found}`;
  });
  program.release?.();
  return gap && `${text}\n    ${gap}`;
}

describe('random models: the executor equals the plain interpreter', () => {
  const only = process.env['RANDOM_MODEL'];
  it.each(only === undefined ? Array.from({ length: 10 }, (_, i) => i) : [0])('50 models, group %i', (group) => {
    const seeds = only === undefined ? Array.from({ length: 50 }, (_, i) => group * 50 + i) : [Number(only)];
    expect(seeds.map(check).filter(Boolean)).toEqual([]);
  });
});
