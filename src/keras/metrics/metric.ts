/**
 * @file What every metric is: running state in variables, `updateState` that adds one batch, `result` that reads it.
 * Inside a training graph an update becomes assignments of the one compiled step; called on np arrays it happens at
 * once. Subclass it with `updateState` and `result` for your own.
 */
import { NDArray } from '../../array/index.ts';
import { g, getExecutor, isNode, type Node, type Program, Variable } from '../../engine/index.ts';
import { NotBuiltError } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, readArguments } from '../common/arguments.ts';
import { Invocable } from '../common/invocable.ts';
import { classToSnake } from '../common/names.ts';
import { computeOnce, gaveNode, inGraph, type TensorLike, toNode } from '../common/tensor.ts';
import { currentTrace, Trace, withTrace } from '../core/trace.ts';
import { matchRanks } from '../losses/loss.ts';

/** One running total of a metric. */
export class MetricState {
  /** A running sum or count, by name. */
  readonly variable: Variable;
  readonly #start: number;

  constructor(name: string, shape: readonly number[], start: number) {
    this.variable = new Variable(shape, { name });
    this.#start = start;
    this.reset();
  }

  /** The value so far as a node; inside a graph it includes the updates before. */
  get value(): Node {
    return currentTrace()?.latest(this.variable) ?? g.variable(this.variable);
  }

  /** The same, so that `ops.add(this.total, …)` works as with a weight. */
  get node(): Node {
    return this.value;
  }

  /** The numbers so far. */
  get numbers(): Float32Array {
    return this.variable.data as Float32Array;
  }

  /**
   * Replaces the value.
   * @ko 값을 바꿉니다.
   */
  assign(value: TensorLike): void {
    const node = g.cast(toNode(value), 'float32');
    const fitting = node.shape.length === this.variable.shape.length ? node : g.reshape(node, this.variable.shape);
    const trace = currentTrace();
    if (trace) trace.update(this.variable, fitting);
    else computeOnce([], [{ variable: this.variable, value: fitting }]);
  }

  /** Adds to the value. */
  assignAdd(value: TensorLike): void {
    this.assign(g.add(this.value, g.cast(toNode(value), 'float32')));
  }

  /**
   * Sets all back to the start.
   * @ko 처음 값으로 되돌립니다.
   */
  reset(): void {
    this.variable.write(new Float32Array(this.variable.size).fill(this.#start));
  }
}

/** The result of a metric inside a step that has not run yet: what `return { loss: this.lossTracker.result() }` logs then. */
export class MetricReading {
  readonly metric: Metric;

  constructor(metric: Metric) {
    this.metric = metric;
  }

  toString(): string {
    return `<the result of ${this.metric.name}, known when the step has run>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** Which way is better: used by callbacks in mode 'auto'. */
export type Direction = 'up' | 'down' | undefined;

export interface MetricOptions {
  name?: string | null;
}

// A dtype is taken as in Keras; `readArguments` refuses all but float32.
const OPTIONS = optionNames<{ name: string; dtype: unknown }>()('name dtype');

// Called like a function: the interface gives the class its call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Metric {
  (yTrue: TensorLike, yPred?: TensorLike, sampleWeight?: TensorLike | null): ReturnType<Metric['result']>;
}

/** Base of all metrics. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class Metric extends Invocable {
  name: string;
  direction: Direction = undefined;
  states: MetricState[] = [];
  resultProgram: Program | null = null;

  constructor(options: string | MetricOptions = {}) {
    super();
    const name = typeof options === 'string' ? options : known(this.constructor.name, options, OPTIONS).name;
    this.name = name ?? classToSnake(this.constructor.name);
    const own = this.result.bind(this);
    const result = () => (currentTrace()?.readsLater ? new MetricReading(this) : own());
    Object.defineProperty(this, 'result', { value: result, writable: true, configurable: true });
  }

  /** Makes a running total; `initializer` is its value at the start of every epoch: 'zeros', 'ones' or a number. */
  addVariable(
    options: { shape?: readonly number[]; initializer?: 'zeros' | 'ones' | number; name?: string } = {},
  ): MetricState {
    const { shape = [], initializer = 'zeros', name = `state_${this.states.length}` } = options;
    const start = initializer === 'zeros' ? 0 : initializer === 'ones' ? 1 : initializer;
    const state = new MetricState(`${this.name}/${name}`, shape, start);
    this.states.push(state);
    return state;
  }

  /** The variables that hold the running state. */
  get variables(): Variable[] {
    return this.states.map((state) => state.variable);
  }

  /** Adds one batch. On nodes inside a graph it records assignments, on arrays it runs at once. */
  updateState(yTrue: TensorLike, yPred?: TensorLike, sampleWeight?: TensorLike | null): void {
    const nodes = [yTrue, yPred, sampleWeight].map((x) => (x === undefined || x === null ? undefined : toNode(x)));
    const [y, p, w] = nodes as [Node, Node, Node | undefined];
    if (currentTrace() || inGraph(yTrue, yPred)) {
      this.update(y, p, w);
      return;
    }
    const trace = new Trace(false);
    withTrace(trace, () => this.update(y, p, w));
    computeOnce([], trace.assigns, this.name);
  }

  /** The update on nodes: what built-in metrics override. */
  update(_yTrue: Node, _yPred: Node, _sampleWeight?: Node): void {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'a metric must have its own updateState', ko: '메트릭은 updateState를 직접 정의해야 합니다' },
    });
  }

  /** The value over all batches since the last reset: a number, numbers, or a node (of variables). */
  result(): number | readonly number[] | Node | NDArray | MetricState {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'a metric must have its own result', ko: '메트릭은 result를 직접 정의해야 합니다' },
    });
  }

  /** The value as one number for logs; of several numbers their mean. */
  read(): number {
    const given = this.resultProgram ? null : this.result();
    if (typeof given === 'number') return given;
    const value = given instanceof MetricState ? given.numbers : given;
    let numbers: ArrayLike<number>;
    if (value === null || isNode(value)) {
      this.resultProgram ??= getExecutor().compile([value as Node], []);
      numbers = this.resultProgram.run({})[0]!.data;
    } else {
      numbers = value instanceof NDArray ? value.toTyped() : value;
    }
    return Array.from(numbers).reduce((a, b) => a + b, 0) / numbers.length;
  }

  /** Starts over (done at the start of every epoch). */
  resetState(): void {
    for (const state of this.states) state.reset();
  }

  /** Adds one batch and gives the value so far: `metric(yTrue, yPred)`. */
  override invoke(yTrue: TensorLike, yPred?: TensorLike, sampleWeight?: TensorLike | null): unknown {
    this.updateState(yTrue, yPred, sampleWeight);
    return this.result();
  }

  /** The options that make an equal metric. */
  getConfig(): Record<string, unknown> {
    return { name: this.name };
  }
}

/** a / b, and 0 where b is 0. */
export const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

/** Values per sample (axes after the first reduced by `reduce`), weighed, and the weights per sample. */
function samplewise(
  values: Node,
  sampleWeight: Node | undefined,
  reduce: (x: Node, options: { axis: number[] }) => Node,
): { values: Node; weights: Node | undefined } {
  const axesFrom = (x: Node, from: number) => Array.from({ length: x.shape.length - from }, (_, i) => i + from);
  let v = g.cast(values, 'float32');
  let weights: Node | undefined;
  if (sampleWeight) {
    let w = g.cast(sampleWeight, 'float32');
    [v, w] = matchRanks(v, w);
    if (w.shape.length < v.shape.length) v = reduce(v, { axis: axesFrom(v, w.shape.length) });
    w = g.broadcastTo(w, v.shape);
    v = g.mul(v, w);
    weights = w.shape.length > 1 ? reduce(w, { axis: axesFrom(w, 1) }) : w;
  }
  return { values: v.shape.length > 1 ? reduce(v, { axis: axesFrom(v, 1) }) : v, weights };
}

/** The running mean of values, weighed. */
export class Mean extends Metric {
  total: MetricState;
  count: MetricState;

  constructor(...args: [name?: string | MetricOptions]) {
    super(readArguments('Mean', args, { name: 'mean', dtype: null }));
    this.total = this.addVariable({ name: 'total' });
    this.count = this.addVariable({ name: 'count' });
  }

  /** `updateState(values, sampleWeight)`; inside wrappers of a formula `updateState(yTrue, yPred, sampleWeight)`. */
  override update(values: Node, sampleWeight?: Node): void {
    this.addValues(values, sampleWeight);
  }

  addValues(values: Node, sampleWeight?: Node): void {
    const sample = samplewise(values, sampleWeight, g.mean);
    this.total.assignAdd(g.sum(sample.values));
    const n = sample.weights ? g.sum(sample.weights) : (sample.values.shape[0] ?? 1);
    this.count.assignAdd(n);
  }

  override result(): number {
    return ratio(this.total.numbers[0]!, this.count.numbers[0]!);
  }
}

/** The running sum of values, weighed. */
export class Sum extends Metric {
  total: MetricState;

  constructor(...args: [name?: string | MetricOptions]) {
    super(readArguments('Sum', args, { name: 'sum', dtype: null }));
    this.total = this.addVariable({ name: 'total' });
  }

  override update(values: Node, sampleWeight?: Node): void {
    this.total.assignAdd(g.sum(samplewise(values, sampleWeight, g.sum).values));
  }

  override result(): number {
    return this.total.numbers[0]!;
  }
}

/** The running mean of a formula of (yTrue, yPred). */
export class MeanOf extends Mean {
  readonly formula: (yTrue: Node, yPred: Node) => Node;

  constructor(name: string, formula: (yTrue: Node, yPred: Node) => Node, direction: Direction) {
    super({ name });
    this.formula = formula;
    this.direction = direction;
  }

  override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
    this.addValues(gaveNode(`metric ${this.name}`, this.formula(yTrue, yPred)), sampleWeight);
  }
}
