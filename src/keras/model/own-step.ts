/**
 * @file Steps that a model's class says itself: `trainStep`, `testStep`, `predictStep`, `computeLoss`, `computeMetrics`, and
 * what they are by default. A step is read anew for every batch (so that `console.log`, counters and loops in it do what
 * they say) and becomes one program, as the built-in step is one; equal programs are made once.
 */
import { NDArray, fromTyped } from '../../array/index.ts';
import { g, getExecutor, isNode, plainExecutor, type Node, type Program } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { describe, isPlainObject, readArguments } from '../common/arguments.ts';
import { computeOnce, holdsNode, toNode, type TensorLike } from '../common/tensor.ts';
import { byName, isNamed, valuesByName } from '../core/named.ts';
import { Trace, beforeChange, currentTrace, knowInput, withTrace } from '../core/trace.ts';
import { gradientTape } from '../gradient.ts';
import { MetricReading, type Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/index.ts';
import type { Weight } from '../core/weight.ts';
import type { Compiled } from './compiled.ts';
import type { Batch } from './feed.ts';
import { SpareMemory } from './spare-memory.ts';
import { nodesOf, sameGraph, type Graph } from './same-graph.ts';

/** What `trainStep` and `testStep` give: names with tensors, numbers or results of metrics. */
export type StepLogs = Record<string, unknown>;

/** The methods that a class may override; each is called by the loops. */
export type StepMethod = 'trainStep' | 'testStep' | 'predictStep';

/** What a batch is for `computeLoss` and `computeMetrics`. */
export interface LossParts {
  /** The inputs. */
  x?: unknown;
  /** The labels; a list for several outputs. */
  y?: unknown;
  /** What the model gave for x. */
  yPred?: unknown;
  /** The weight of each sample. */
  sampleWeight?: unknown;
  /** Whether it is a training step. Default true. */
  training?: boolean;
}

/** What the steps need of a model. */
export interface SteppingModel {
  readonly name: string;
  readonly outputNames: readonly string[];
  /** The names of inputs and outputs as they were written, where they are objects. */
  readonly inputKeys?: readonly string[] | undefined;
  readonly outputKeys?: readonly string[] | undefined;
  readonly optimizer: Optimizer | null;
  readonly trainableWeights: readonly Weight[];
  readonly metrics: readonly Metric[];
  readonly losses: readonly Node[];
  (x: unknown, options?: { training?: boolean }): unknown;
  trainStep(data: unknown): StepLogs;
  testStep(data: unknown): StepLogs;
  predictStep(data: unknown): unknown;
  computeLoss(parts: LossParts): unknown;
  computeMetrics(parts: LossParts): StepLogs;
}

// ------------------------------------------------------------ the defaults

/** A batch as the steps get it: [x, y], [x, y, sampleWeight], or x alone. */
function unpack(data: unknown): LossParts {
  if (!Array.isArray(data)) return { x: data };
  const [x, y, sampleWeight] = data as unknown[];
  return { x, y, sampleWeight };
}

/** Forward, loss, gradients, one step of the optimizer, metrics. */
export function defaultTrainStep(model: SteppingModel, compiled: Compiled, data: unknown): StepLogs {
  const parts = unpack(data);
  let yPred: unknown;
  let loss: unknown;
  const tape = gradientTape(() => {
    yPred = model(parts.x, { training: true });
    loss = model.computeLoss({ ...parts, yPred, training: true });
    return compiled.optimizer.scaleLoss(loss as Node);
  });
  const weights = model.trainableWeights;
  if (weights.length > 0) compiled.optimizer.applyGradients(tape.gradient(weights), weights);
  return finish(model, compiled, { ...parts, yPred }, loss);
}

/** Forward as in predict, loss, metrics. */
export function defaultTestStep(model: SteppingModel, compiled: Compiled, data: unknown): StepLogs {
  const parts = unpack(data);
  const yPred = model(parts.x, { training: false });
  const loss = model.computeLoss({ ...parts, yPred, training: false });
  return finish(model, compiled, { ...parts, yPred }, loss);
}

function finish(model: SteppingModel, compiled: Compiled, parts: LossParts, loss: unknown): StepLogs {
  const size = listOf(parts.x).map((x) => (x as Node).shape[0])[0] ?? 1;
  compiled.lossTracker.updateState(loss as Node, g.scalar(size));
  return model.computeMetrics(parts);
}

/** One value, a list of them, or those of an object, in the order in which a model counts them. */
function listOf(value: unknown): unknown[] {
  if (isNamed(value)) return valuesByName(value);
  return Array.isArray(value) && value.some((v) => isNode(v) || v instanceof NDArray) ? (value as unknown[]) : [value];
}

const nodesIn = (value: unknown): Node[] =>
  value === undefined || value === null ? [] : listOf(value).map((v) => toNode(v as TensorLike, 'computeLoss'));

const PARTS: Required<LossParts> = { x: null, y: null, yPred: null, sampleWeight: null, training: true };

function readParts(who: string, args: readonly unknown[]): Required<LossParts> {
  return readArguments(who, args, PARTS, ['x', 'y', 'yPred', 'sampleWeight', 'training']);
}

/** Matches losses and metrics to outputs, once labels and predictions are there. */
function bind(model: SteppingModel, compiled: Compiled, y: readonly Node[], predictions: readonly Node[]): void {
  const names =
    model.outputNames.length === predictions.length ? model.outputNames : predictions.map((_, i) => `output_${i + 1}`);
  compiled.bind(names, model.outputKeys, y, predictions, 'computeLoss');
}

/** What `compile` says the loss is, with all that layers and regularizers add: one number. */
export function defaultLoss(model: SteppingModel, compiled: Compiled, args: readonly unknown[]): Node | NDArray {
  const parts = readParts('computeLoss', args);
  const [y, predictions, weights] = [nodesIn(parts.y), nodesIn(parts.yPred), nodesIn(parts.sampleWeight)];
  bind(model, compiled, y, predictions);
  const w = predictions.map((_, i) => weights[weights.length === 1 ? 0 : i] ?? null);
  const data = compiled.dataLoss(y, predictions, w, 'computeLoss');
  const all = [...(data ? [data] : []), ...model.losses];
  if (all.length === 0) {
    throw new ValueError({
      who: `${model.name}.computeLoss`,
      rule: { en: 'there is no loss to compute', ko: '계산할 손실이 없습니다' },
      hint: {
        en: "Give one to compile: model.compile({ loss: 'mse' }), or add one in a layer: this.addLoss(…)",
        ko: "compile에 손실을 주거나(model.compile({ loss: 'mse' })) 층에서 더하세요: this.addLoss(…)",
      },
    });
  }
  const loss = all.reduce((sum, next) => g.add(sum, g.reshape(next, [])));
  return currentTrace() || [parts.y, parts.yPred].flat().some((v) => isNode(v)) ? loss : computeOnce([loss])[0]!;
}

/** Brings the metrics of `compile` up to date, and gives all results. */
export function defaultMetrics(model: SteppingModel, compiled: Compiled, args: readonly unknown[]): StepLogs {
  const parts = readParts('computeMetrics', args);
  const [y, predictions, weights] = [nodesIn(parts.y), nodesIn(parts.yPred), nodesIn(parts.sampleWeight)];
  if (predictions.length > 0) bind(model, compiled, y, predictions);
  compiled.updateMetrics(
    y,
    predictions,
    predictions.map((_, i) => weights[weights.length === 1 ? 0 : i] ?? null),
  );
  return resultsOf(model.metrics);
}

/** The results of metrics by name. */
export function resultsOf(metrics: readonly Metric[]): StepLogs {
  return Object.fromEntries(metrics.map((metric) => [metric.name, metric.result()]));
}

// ----------------------------------------------------------------- running

interface Kept extends Graph {
  readonly nodes: readonly Node[];
  readonly program: Program;
}

/** Runs a model's own steps. */
export class OwnSteps {
  readonly #model: SteppingModel;
  /** The last program for each method and shape of batch. */
  readonly #kept = new Map<string, Kept>();
  readonly #memory = new SpareMemory(this);

  constructor(model: SteppingModel) {
    this.#model = model;
  }

  /** Gives the programs' memory back. */
  forget(): void {
    for (const { program } of this.#kept.values()) program.release?.();
    this.#kept.clear();
    this.#memory.holdNothing();
  }

  giveBack(): void {
    this.forget();
  }

  /** One step of logs: trains or tests on a batch. */
  logs(method: 'trainStep' | 'testStep', batch: Batch, plain: boolean): Record<string, number> {
    const { given, values } = this.#run(method, batch, plain);
    if (!isPlainObject(given)) {
      throw new ValueError({
        who: `${this.#model.name}.${method}`,
        rule: {
          en: 'must give an object of names and values',
          ko: '이름과 값이 든 객체를 돌려주어야 합니다',
        },
        received: given instanceof Promise ? { en: 'a Promise', ko: 'Promise' } : describe(given),
        hint:
          given instanceof Promise
            ? { en: `Write ${method}(data) without async and await`, ko: `${method}(data)를 async와 await 없이 쓰세요` }
            : {
                en: 'For example return { loss, ...this.getMetricsResult() }',
                ko: '예: return { loss, ...this.getMetricsResult() }',
              },
      });
    }
    const logs = Object.entries(given).flatMap(([name, value]) => numbersOf(name, value, values));
    return Object.fromEntries(logs.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The outputs for a batch. */
  outputs(batch: Batch, plain: boolean): NDArray[] {
    const { given, values } = this.#run('predictStep', batch, plain);
    const list = isNamed(given) ? valuesByName(given) : Array.isArray(given) ? (given as unknown[]) : [given];
    return list.map((value) => {
      const array = values.get(value) ?? (value instanceof NDArray ? value : undefined);
      if (array) return array;
      throw new ValueError({
        who: `${this.#model.name}.predictStep`,
        rule: { en: 'must give a tensor or a list of them', ko: '텐서나 텐서의 리스트를 돌려주어야 합니다' },
        received: describe(value),
      });
    });
  }

  #run(method: StepMethod, batch: Batch, plain: boolean): { given: unknown; values: Map<unknown, NDArray> } {
    const { size, shapes } = batch;
    const feeds: Record<string, Float32Array> = {};
    const place = (side: string, list: readonly (readonly number[] | null)[]): (Node | null)[] =>
      list.map((shape, i) => {
        if (shape === null) return null;
        const node = g.input(`${side}${i}`, [size, ...shape]);
        const buffer = new Float32Array([size, ...shape].reduce((a, b) => a * b, 1));
        feeds[`${side}${i}`] = buffer;
        knowInput(node, buffer);
        return node;
      });
    const sides = [
      place('x', shapes.x),
      ...(method === 'predictStep' ? [] : [place('y', shapes.y), place('w', shapes.w)]),
    ];
    const buffers = (side: string, list: readonly unknown[]) => list.map((_, i) => feeds[`${side}${i}`]!);
    batch.load({
      x: buffers('x', sides[0]!),
      y: buffers('y', sides[1] ?? []),
      w: (sides[2] ?? []).map((_, i) => feeds[`w${i}`] ?? null),
    });
    const trace = new Trace(false);
    trace.readsLater = true;
    const given: unknown = withTrace(trace, () => this.#model[method](pack(sides, this.#model)));
    const wanted = isPlainObject(given) ? Object.values(given) : [given].flat();
    const outputs = wanted.flatMap((value) =>
      isNode(value) ? [value] : holdsNode(value) ? [withTrace(trace, () => value.node)] : [],
    );
    const graph = { outputs, assigns: trace.assigns };
    const key = JSON.stringify([method, size, shapes, plain]);
    // Nothing until it runs takes memory of the engine, for which it could be given back.
    const program = this.#programOf(key, graph, plain);
    for (const optimizer of trace.optimizers) optimizer.prepareStep();
    beforeChange(graph.assigns.map(({ variable }) => variable));
    const arrays = program.run(feeds).map(({ data, shape }) => fromTyped(data.slice(), [...shape]));
    const holders = wanted.filter((value) => isNode(value) || holdsNode(value));
    return { given, values: new Map(holders.map((holder, i) => [holder, arrays[i]!])) };
  }

  #programOf(key: string, graph: Graph, plain: boolean): Program {
    const nodes = nodesOf(graph);
    const before = this.#kept.get(key);
    if (before && sameGraph(before, graph, { a: before.nodes, b: nodes })) return before.program;
    before?.program.release?.();
    this.#kept.delete(key);
    const executor = plain ? plainExecutor : getExecutor();
    const program = executor.compile(graph.outputs, graph.assigns, { label: `${this.#model.name}/own` });
    this.#kept.set(key, { ...graph, nodes, program });
    this.#memory.hold();
    return program;
  }
}

/**
 * A batch as `trainStep` gets it, as in Keras: x alone, [x, y] or [x, y, sampleWeight]; several inputs or outputs are lists, or
 * objects where the model has names for them.
 */
function pack(sides: readonly (readonly (Node | null)[])[], { inputKeys, outputKeys }: SteppingModel): unknown {
  const parts = sides.map((list) => list.filter((node) => node !== null));
  const given = parts.map((list, i) => {
    const names = i === 0 ? inputKeys : outputKeys;
    if (names?.length === list.length) return byName(names, list);
    return list.length === 1 ? list[0] : list;
  });
  const last = parts.findLastIndex((list) => list.length > 0);
  return last <= 0 ? given[0] : given.slice(0, last + 1);
}

/** A value of the logs as numbers; the results of several metrics under one name are laid out by their own. */
function numbersOf(name: string, value: unknown, values: ReadonlyMap<unknown, NDArray>): [string, number][] {
  if (value instanceof MetricReading) return [[name, value.metric.read()]];
  const known = values.get(value) ?? value;
  if (typeof known === 'number') return [[name, known]];
  if (known instanceof NDArray) return [[name, known.size === 1 ? known.item() : known.mean()]];
  if (isPlainObject(known)) return Object.entries(known).flatMap(([inner, each]) => numbersOf(inner, each, values));
  throw new ValueError({
    who: 'trainStep',
    rule: {
      en: `the log '${name}' must be a number, a tensor or a result of a metric`,
      ko: `기록 '${name}'은(는) 수, 텐서, 메트릭의 결과 중 하나여야 합니다`,
    },
    received: describe(value),
  });
}
