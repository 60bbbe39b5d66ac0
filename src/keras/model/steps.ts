/**
 * @file Turns a compiled model into programs: one for each kind of step (train, test, predict), batch size and shape of
 * labels. A training step is a single graph: forward, loss, gradients, optimizer, metrics, running statistics.
 */
import {
  g,
  getExecutor,
  partialGradients,
  plainExecutor,
  type Node,
  type Program,
  type Variable,
} from '../../engine/index.ts';
import type { Constraint } from '../constraints/index.ts';
import type { Weight } from '../core/weight.ts';
import { Trace, withTrace } from '../core/trace.ts';
import type { Compiled } from './compiled.ts';

/** What the steps need of a model. */
export interface StepModel {
  readonly name: string;
  readonly outputNames: readonly string[];
  /** The same in the order in which they were written, where outputs are an object. */
  readonly outputKeys?: readonly string[] | undefined;
  readonly weights: readonly Weight[];
  /** Whether it is a part of a model whose whole step the engine takes. */
  readonly isPart?: boolean;
  /** The outputs for nodes of the inputs, inside a trace. */
  forward(inputs: readonly Node[], training: boolean): Node[];
}

export type StepKind = 'train' | 'test' | 'predict';

/** Shapes of one sample on each side; null where there are no weights. */
export interface StepShapes {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly w: readonly (readonly number[] | null)[];
  /** The names of x, where the data say them and the model does not. */
  readonly names?: readonly string[];
}

/** A program with its input buffers, which are filled for every batch. */
export interface Step {
  readonly batchSize: number;
  readonly x: readonly Float32Array[];
  readonly y: readonly Float32Array[];
  readonly w: readonly (Float32Array | null)[];
  /** Raises ValueError when labels in the buffers are not what the losses can take (class numbers out of range). */
  checkLabels(): void;
  /** Runs the batch that lies in the buffers. train and test give the loss first, predict the outputs. */
  run(): ReturnType<Program['run']>;
  release(): void;
}

/** Builds the program of one kind of step. `compiled` is not needed for predict. */
export function buildStep(
  model: StepModel,
  compiled: Compiled | undefined,
  kind: StepKind,
  batchSize: number,
  shapes: StepShapes,
): Step {
  const trace = new Trace(kind === 'train');
  const inputs: { readonly name: string; readonly size: number }[] = [];
  const feed = (name: string, shape: readonly number[]): Node => {
    const full = [batchSize, ...shape];
    inputs.push({ name, size: full.reduce((a, b) => a * b, 1) });
    return g.input(name, full);
  };
  const x = shapes.x.map((shape, i) => feed(`x${i}`, shape));
  const y = shapes.y.map((shape, i) => feed(`y${i}`, shape));
  const w = shapes.w.map((shape, i) => (shape === null ? null : feed(`w${i}`, shape)));
  const label = `${model.name}/${kind}/${batchSize}`;
  const { isPart = false } = model;
  const unbound = compiled !== undefined && compiled.losses === undefined;
  let outputs: readonly Node[] = [];
  const build = () => {
    outputs = model.forward(x, kind === 'train');
    const executor = compiled?.options.runEagerly ? plainExecutor : getExecutor();
    if (kind === 'predict') return executor.compile(outputs, trace.draws, { label, planned: isPart });
    const loss = totalLoss(model, compiled!, trace, y, outputs, w, kind === 'train' ? 'fit' : 'evaluate');
    compiled!.lossTracker.update(loss, g.scalar(batchSize));
    compiled!.updateMetrics(y, outputs, w);
    const updates = kind === 'train' ? update(model, compiled!, trace, loss) : [];
    const metrics = trace.assigns.filter((a) => isMetricState(compiled!, a.variable));
    const moved = kind === 'train' ? trace.assigns : [...metrics, ...trace.draws];
    return executor.compile([loss], [...moved, ...updates], { label, planned: isPart });
  };
  let program: Program;
  try {
    program = withTrace(trace, build);
  } catch (error) {
    // What the first batch decided (which accuracy is meant) must not outlive a batch with the wrong labels.
    if (unbound) compiled.unbind();
    throw error;
  }
  // A batch is written where the program reads it; only what is left over has a buffer of its own.
  const feeds = Object.fromEntries(inputs.map(({ name, size }) => [name, bufferOf(program, name, size)]));
  return {
    batchSize,
    x: x.map((_, i) => feeds[`x${i}`]!),
    y: y.map((_, i) => feeds[`y${i}`]!),
    w: w.map((node, i) => (node ? feeds[`w${i}`]! : null)),
    checkLabels() {
      if (kind === 'predict') return;
      for (const { loss, output } of compiled!.losses!) loss.checkLabels(feeds[`y${output}`]!, outputs[output]!.shape);
    },
    run() {
      if (kind === 'train') compiled!.optimizer.prepareStep();
      return program.run(feeds);
    },
    release: () => program.release?.(),
  };
}

function bufferOf(program: Program, name: string, size: number): Float32Array {
  const place = program.inputOf?.(name);
  return place instanceof Float32Array && place.length === size ? place : new Float32Array(size);
}

/** Data loss, regularisation of weights, and what layers added. */
function totalLoss(
  model: StepModel,
  compiled: Compiled,
  trace: Trace,
  y: readonly Node[],
  outputs: readonly Node[],
  w: readonly (Node | null)[],
  who: string,
): Node {
  compiled.bind(model.outputNames, model.outputKeys, y, outputs, who);
  let loss = compiled.dataLoss(y, outputs, w, who) ?? g.scalar(0);
  for (const weight of model.weights) {
    if (weight.regularizer && weight.trainable)
      loss = g.add(loss, g.reshape(weight.regularizer.call(trace.read(weight.variable)), []));
  }
  for (const extra of trace.losses) loss = g.add(loss, extra);
  return loss;
}

function update(model: StepModel, { optimizer }: Compiled, trace: Trace, loss: Node) {
  const weights = model.weights.filter((weight) => weight.trainable);
  if (weights.length === 0) return []; // all frozen: fit has said so
  const variables = weights.map((weight) => weight.variable);
  const grads = partialGradients(
    optimizer.scaleLoss(loss),
    variables.map((v) => trace.read(v)),
  );
  const constraints = new Map<Variable, Constraint>();
  for (const weight of weights) if (weight.constraint) constraints.set(weight.variable, weight.constraint);
  return optimizer.apply(grads, variables, constraints);
}

function isMetricState(compiled: Compiled, variable: Variable): boolean {
  return compiled.metrics.some((metric) => metric.variables.includes(variable));
}
