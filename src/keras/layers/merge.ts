/** @file Layers that join several inputs: Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate, Dot. */
import type { ArraySource, NDArray } from '../../array/index.ts';
import { g, isNode, type Node } from '../../engine/graph/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import type { Layer, LayerOptions, Tensors } from '../core/layer.ts';
import { OptionsLayer } from './common.ts';

/** The list of inputs, at least `least` of them. */
function listOf(who: string, inputs: Tensors, least: number): readonly Node[] {
  const list = isNode(inputs) ? [inputs] : inputs;
  if (list.length >= least) return list;
  throw new ValueError({
    who,
    rule: `needs a list of at least ${least} inputs`,
    received: `${list.length}`,
    hint: `Call it with a list: ${who}([a, b]).`,
  });
}

/** The shapes of samples, without the batch axis: while a model is being made its size is made up. */
function samplesText(list: readonly Node[]): string {
  return `samples of shape ${list.map((x) => shapeText(x.shape.slice(1))).join(', ')}`;
}

/** What makes two branches of pictures fit. */
function joinHint([a, b]: readonly Node[]): string | undefined {
  if (a!.shape.length !== 4) return undefined;
  return a!.shape[1] === b!.shape[1] && a!.shape[2] === b!.shape[2]
    ? say({ en: 'A Conv2D(filters, 1) gives a branch other channels', ko: 'Conv2D(filters, 1)로 채널 수를 맞추세요' })
    : say({
        en: "Height and width differ: use padding: 'same' and equal strides in both branches",
        ko: "높이와 너비가 다릅니다. 두 갈래에서 padding: 'same'과 같은 strides를 쓰세요",
      });
}

/** Inputs are folded from the left, broadcasting. */
abstract class Merge extends OptionsLayer<object> {
  constructor(who: string, args: readonly unknown[]) {
    super(who, args, {});
    this.built = true;
  }

  abstract join(a: Node, b: Node): Node;

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    const [first] = list;
    if (list.some((x) => x.shape.length !== first!.shape.length)) {
      throw new ShapeError({
        who: this.name,
        rule: 'all inputs must have the same number of axes',
        received: samplesText(list),
      });
    }
    const fits = (a: Node, b: Node): boolean =>
      a.shape.every((n, i) => n === b.shape[i] || n === 1 || b.shape[i] === 1);
    if (!list.every((a) => list.every((b) => fits(a, b)))) {
      throw new ShapeError({
        who: this.name,
        rule: 'all inputs must have one shape (or 1 where they are repeated)',
        received: samplesText(list),
        hint: joinHint(list),
      });
    }
    return list.slice(1).reduce((a, b) => this.join(a, b), first!);
  }
}

/** The sum. */
export class Add extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Add', args);
  }

  override join(a: Node, b: Node): Node {
    return g.add(a, b);
  }
}

/** The first minus the second. */
export class Subtract extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Subtract', args);
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    if (list.length !== 2)
      throw new ValueError({ who: this.name, rule: 'takes exactly 2 inputs', received: `${list.length}` });
    return super.call(list);
  }

  override join(a: Node, b: Node): Node {
    return g.sub(a, b);
  }
}

/** The product, cell by cell. */
export class Multiply extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Multiply', args);
  }

  override join(a: Node, b: Node): Node {
    return g.mul(a, b);
  }
}

/** The mean, cell by cell. */
export class Average extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Average', args);
  }

  override join(a: Node, b: Node): Node {
    return g.add(a, b);
  }

  override call(inputs: Tensors): Node {
    return g.div(super.call(inputs), isNode(inputs) ? 1 : inputs.length);
  }
}

/** The larger value, cell by cell. */
export class Maximum extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Maximum', args);
  }

  override join(a: Node, b: Node): Node {
    return g.maximum(a, b);
  }
}

/** The smaller value, cell by cell. */
export class Minimum extends Merge {
  constructor(...args: readonly unknown[]) {
    super('Minimum', args);
  }

  override join(a: Node, b: Node): Node {
    return g.minimum(a, b);
  }
}

export interface ConcatenateOptions extends LayerOptions {
  /** Default -1. */
  axis?: number;
}

/** One after another along an axis. */
export class Concatenate extends OptionsLayer<{ axis: number }> {
  constructor(...args: readonly unknown[]) {
    super('Concatenate', args, { axis: -1 }, ['axis']);
    this.built = true;
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 1);
    const [first] = list;
    const { axis } = this.config;
    const along = axis < 0 ? axis + first!.shape.length : axis;
    const fits = (x: Node): boolean =>
      x.shape.length === first!.shape.length && x.shape.every((n, i) => i === along || n === first!.shape[i]);
    const other = list.find((x) => !fits(x));
    if (other) {
      throw new ShapeError({
        who: this.name,
        rule: `all inputs must have one shape but for axis ${axis}`,
        received: samplesText(list),
        hint: other.shape.length === first!.shape.length && along === 3 ? joinHint([first!, other]) : undefined,
      });
    }
    return g.concat(list, axis);
  }
}

export interface DotOptions extends LayerOptions {
  /** The axis (or one for each input) to multiply and sum over. */
  axes: number | readonly [number, number];
  /** Divide each vector by its length first. Default false. */
  normalize?: boolean;
}

/** Product of two inputs, sample by sample, summed over an axis of each. */
export class Dot extends OptionsLayer<{ axes: number | readonly [number, number]; normalize: boolean }> {
  constructor(...args: readonly unknown[]) {
    super('Dot', args, { axes: undefined as unknown as number | readonly [number, number], normalize: false }, [
      'axes',
      'normalize',
    ]);
    const { axes } = this.config;
    if (axes === undefined || [axes].flat().some((a) => !Number.isInteger(a) || a === 0)) {
      throw new ValueError({
        who: 'Dot',
        rule: 'axes must be an axis other than the batch, or one for each input',
        received: JSON.stringify(axes) ?? 'no axes',
      });
    }
    this.built = true;
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    const axes = [this.config.axes].flat();
    const [a, b] = [0, 1].map((i) => {
      const x = list[i]!;
      const wanted = axes[i] ?? axes[0]!;
      const axis = wanted < 0 ? wanted + x.shape.length : wanted;
      const rest = x.shape.flatMap((_, k) => (k === 0 || k === axis ? [] : [k]));
      // [batch, rest, summed axis]
      const turned = g.transpose(unit(x, axis, this.config.normalize), [0, ...rest, axis]);
      return { restShape: rest.map((k) => x.shape[k]!), flat: g.reshape(turned, [x.shape[0]!, -1, x.shape[axis]!]) };
    }) as [{ restShape: number[]; flat: Node }, { restShape: number[]; flat: Node }];
    if (a.flat.shape[2] !== b.flat.shape[2]) {
      throw new ShapeError({
        who: this.name,
        rule: 'the summed axes must have one size',
        received: list.map((x) => shapeText(x.shape)).join(' and '),
      });
    }
    const product = g.matmul(a.flat, b.flat, { transposeB: true });
    const rest = [...a.restShape, ...b.restShape];
    return g.reshape(product, [product.shape[0]!, ...(rest.length === 0 ? [1] : rest)]);
  }
}

function unit(x: Node, axis: number, wanted: boolean): Node {
  if (!wanted) return x;
  const squares = g.sum(g.square(x), { axis, keepDims: true });
  return g.mul(x, g.rsqrt(g.maximum(squares, 1e-12)));
}

/** A function in place of a merging layer. */
interface MergeFunction {
  (inputs: readonly ArraySource[], options?: ConcatenateOptions): NDArray;
  (inputs: readonly Node[], options?: ConcatenateOptions): Node;
  (inputs: readonly KerasTensor[], options?: ConcatenateOptions): KerasTensor;
}

function merging(make: (options: LayerOptions) => Layer): MergeFunction {
  return ((inputs: readonly Node[], options: LayerOptions = {}) => make(options)(inputs)) as unknown as MergeFunction;
}

/** Functions in place of the layers: `keras.layers.add([a, b])`. */
export const add = merging((options) => new Add(options));
export const subtract = merging((options) => new Subtract(options));
export const multiply = merging((options) => new Multiply(options));
export const average = merging((options) => new Average(options));
export const maximum = merging((options) => new Maximum(options));
export const minimum = merging((options) => new Minimum(options));
export const concatenate = merging((options) => new Concatenate(options));
