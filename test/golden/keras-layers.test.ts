/** @file Every layer and option against Keras 3: output, weights' names and shapes, all gradients, moving statistics. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type NDArray } from '../../src/array/index.ts';
import { g, getExecutor, gradients, type Node } from '../../src/engine/graph/index.ts';
import { Trace, withTrace } from '../../src/keras/core/trace.ts';
import type { Layer, Tensors } from '../../src/keras/core/layer.ts';
import { layers } from '../../src/keras/index.ts';
import { expectNear, fill } from './keras-fill.ts';

interface Case {
  layer: string;
  config: Record<string, unknown>;
  inputs: number[][];
  several: boolean;
  scale: number;
  training: boolean;
  shift: number;
  shape: number[];
  y: number[];
  weights?: [name: string, shape: number[]][];
  params?: number;
  gradients?: (number[] | null)[];
  trainable?: number;
  moving?: number[][];
}

const cases = ['keras_layers', 'keras_course'].flatMap(
  (name) =>
    (JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8')) as { cases: Case[] }).cases,
);

const node = (a: NDArray): Node => g.constant(a.toTyped() as Float32Array, a.shape);

/** Sums over many terms in another order than TensorFlow's. */
const LOOSE = { rtol: 2e-5, atol: 5e-6 };

describe('layers equal Keras', () => {
  it.each(cases.map((c) => [`${c.layer} ${JSON.stringify(c.config)} ${JSON.stringify(c.inputs)}${c.training ? ' training' : ''}`, c] as const))(
    '%s',
    (_, c) => {
      const Class = (layers as unknown as Record<string, (config: object) => Layer>)[c.layer]!;
      const layer = Class(c.config);
      const xs = c.inputs.map((shape, i) => node(fill(shape, 11 + i, c.scale)));
      const inputs: Tensors = c.several ? xs : xs[0]!;
      layer.ensureBuilt(c.several ? c.inputs : c.inputs[0]!);
      if (c.weights) expect(layer.weights.map((w) => [w.name, w.shape])).toEqual(c.weights);
      if (c.params !== undefined) expect(layer.countParams()).toBe(c.params);
      layer.weights.forEach((w, i) => w.assign(fill(w.shape, 101 + i, 0.5, w.name.includes('variance') ? 1 : c.shift)));
      const trace = new Trace(c.training);
      const y = withTrace(trace, () => layer.applyNodes(inputs, { training: c.training })) as Node;
      expect(y.shape).toEqual(c.shape);
      const wrt = [...xs, ...layer.trainableWeights.map((w) => trace.read(w.variable))];
      const grads = c.gradients ? gradients(g.sum(g.mul(y, node(fill(c.shape, 7)))), wrt) : [];
      const [got, ...d] = getExecutor().compile([y, ...grads], trace.assigns).run({});
      expectNear('output', got!.data, c.y, LOOSE);
      c.gradients?.forEach((wanted, i) => {
        if (wanted) expectNear(`gradient ${i}`, d[i]!.data, wanted, { rtol: 5e-5, atol: 2e-5 });
      });
      c.moving?.forEach((wanted, i) => expectNear(`moving ${i}`, layer.nonTrainableWeights[i]!.variable.data, wanted));
    },
  );
});
