/**
 * @file What make_applications.py wrote, and the same facts read off a model of ours: layers, connections, summary, outputs with
 * weights from one seeded NumPy stream.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { graphOrder, inputsOf } from '../../src/keras/core/topology.ts';
import { keras } from '../../src/keras/index.ts';

export type Model = ReturnType<typeof keras.Model>;

/** Name, class, output shape (-1: any), parameters, connections. */
export type Row = [name: string, className: string, shape: number[], params: number, connected: string];

export interface Outputs {
  count: number;
  largest: number;
  sum: number;
  absolute: number;
  first: number[];
}

export interface Facts {
  name: string;
  params: number;
  summary: string;
  layers: Row[];
}

export interface NetworkGolden {
  side: number;
  small: number;
  bytes: boolean;
  whole: Facts;
  base: Omit<Facts, 'layers'>;
  scores: Outputs;
  features: Outputs;
}

export interface Golden {
  keras: string;
  networks: Record<string, NetworkGolden>;
  variants: (Facts & { network: string; options: Record<string, unknown> })[];
  second: { first: string; layers: string[] };
  lecture: { total: number; trainable: number };
  scalings: Record<'tf' | 'torch' | 'caffe', number[]>;
  scalings_first: Record<'tf' | 'torch' | 'caffe', number[]>;
}

export const golden = JSON.parse(
  gunzipSync(readFileSync(new URL('../golden/data/applications.json.gz', import.meta.url))).toString(),
) as Golden;

type Builder = (options: Record<string, unknown>) => Model;

/** A network with fresh weights, names counted from the start. */
export function build(name: string, options: Record<string, unknown> = {}): Model {
  keras.utils.clearSession();
  return (keras.applications as unknown as Record<string, Builder>)[name]!({ weights: null, ...options });
}

/** The rows of a model, operations included, in Keras's order. */
export function rowsOf(model: Model): Row[] {
  const order = graphOrder(model.inputs!, model.outputs!);
  return order.layers.map((layer) => {
    const connected = layer.calls.flatMap((call) =>
      inputsOf(call).map(({ source }) => {
        const from = source!.call.layer;
        return `${from.name}[${from.calls.indexOf(source!.call)}][${source!.index}]`;
      }),
    );
    const shape = layer.calls.at(-1)!.outputs[0]!.shape.map((n) => n ?? -1);
    const params = layer.weights.reduce((sum, w) => sum + w.variable.size, 0);
    return [layer.name, layer.className, shape, params, connected.join(',')];
  });
}

/** SHA-256 of the text of summary(). */
export function summaryHash(model: Model): string {
  let text = '';
  const columns = process.env['COLUMNS'];
  process.env['COLUMNS'] = '100';
  model.summary({ printFn: (t) => (text += t) });
  if (columns === undefined) delete process.env['COLUMNS'];
  else process.env['COLUMNS'] = columns;
  return createHash('sha256').update(text).digest('hex');
}

export function factsOf(model: Model): Omit<Facts, 'layers'> {
  return { name: model.name, params: model.countParams(), summary: summaryHash(model) };
}

const CHUNK = 1 << 22;
const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Uniform numbers in [0, 1) of NumPy's MT19937 with the seed of make_applications.py, `n` at a time. */
class Stream {
  readonly #state = new np.random.RandomState(2012);

  fill(n: number, write: (u: Float64Array, at: number) => void): void {
    for (let at = 0; at < n; at += CHUNK) {
      const count = Math.min(CHUNK, n - at);
      write(this.#state.randomSample(count).toTyped() as Float64Array, at);
    }
  }
}

/** Gives a model the weights of the stream, after `pictures` numbers for its input, which are returned. */
export function drawWeights(model: Model, pictures: readonly number[], bytes: boolean): NDArray {
  const stream = new Stream();
  const x = new Float32Array(size(pictures));
  stream.fill(x.length, (u, at) => {
    for (let i = 0; i < u.length; i++) x[at + i] = 2 * u[i]! - 1;
  });
  if (bytes) for (let i = 0; i < x.length; i++) x[i] = Math.fround(x[i]! + 1) * 127.5;
  for (const weight of model.weights) {
    if (weight.dtype !== 'float32') continue;
    const { shape, name } = weight;
    // Keras's LayerScale gives its weight no name.
    const [scale, shift] = rangeOf(weight.path.includes('layer_scale') ? '' : name, shape);
    const values = new Float32Array(size(shape));
    stream.fill(values.length, (u, at) => {
      for (let i = 0; i < u.length; i++) values[at + i] = scale(u[i]!) + shift;
    });
    weight.variable.write(values);
  }
  return fromTyped(x, [...pictures]);
}

/** The formulas of make_applications.py, operation by operation. */
function rangeOf(name: string, shape: readonly number[]): [scale: (u: number) => number, shift: number] {
  if (name === 'gamma') return [(u) => 0.4 * u, 0.8];
  if (name.includes('variance')) return [(u) => u, 0.5];
  if (shape.length === 1) return [(u) => 0.2 * (u - 0.5), 0];
  const fan = shape.length === 4 && shape[3] === 1 ? shape[0]! * shape[1]! : size(shape.slice(0, -1));
  const limit = Math.sqrt(6 / fan);
  return [(u) => (2 * u - 1) * limit, 0];
}

/** Where outputs differ by more than `tolerance` of the largest of Keras's; undefined when they agree. */
export function difference(y: NDArray, wanted: Outputs, tolerance = 1e-4): string | undefined {
  const values = Array.from(y.data as Float32Array);
  if (values.length !== wanted.count) return `${values.length} outputs instead of ${wanted.count}`;
  const slack = tolerance * wanted.largest;
  const at = wanted.first.findIndex((v, i) => !(Math.abs(v - values[i]!) <= slack));
  if (at >= 0) return `output ${at} is ${values[at]}, Keras has ${wanted.first[at]}`;
  const sum = values.reduce((a, b) => a + b, 0);
  const absolute = values.reduce((a, b) => a + Math.abs(b), 0);
  const bound = tolerance * wanted.absolute;
  if (!(Math.abs(sum - wanted.sum) <= bound)) return `the sum is ${sum}, Keras has ${wanted.sum}`;
  if (!(Math.abs(absolute - wanted.absolute) <= bound))
    return `the sum of sizes is ${absolute}, Keras has ${wanted.absolute}`;
  return undefined;
}

/** Options of the network whose scores are compared at its default size. */
export function scoreOptions(name: string): Record<string, unknown> {
  return { classifierActivation: null, ...(name.startsWith('MobileNetV3') ? { inputShape: [224, 224, 3] } : {}) };
}
