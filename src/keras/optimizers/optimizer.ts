/**
 * @file What every optimizer is. `apply` turns gradients into assignments of the training graph, so that an update is
 * part of the one compiled step; a concrete optimizer only says its slots and `updateStep`, a pure formula.
 * Order within a step as in Keras 3: clip, weight decay, update, moving average, constraint, iterations + 1.
 */
import { NDArray, type ArraySource } from '../../array/index.ts';
import { type Assign, type Node, Variable, g as op } from '../../engine/index.ts';
import { NotBuiltError, shapeText, ShapeError, ValueError, andText } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { classToSnake } from '../common/names.ts';
import { computeAgain, floatsOf, toNode } from '../common/tensor.ts';
import { beforeChange, currentTrace } from '../core/trace.ts';
import { markTrained } from '../core/trained.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { Weight } from '../core/weight.ts';
import { deserialize as deserializeSchedule, LearningRateSchedule } from './schedules.ts';

/** A number, a schedule of the step, a function without arguments, or a Keras config of a schedule. */
export type LearningRate = number | LearningRateSchedule | (() => number);

/** Options that every optimizer takes. */
export interface OptimizerOptions {
  learningRate?: LearningRate;
  /** Decoupled decay: `w -= lr * weightDecay * w` before the update. Default null (AdamW: 0.004). */
  weightDecay?: number | null;
  /** Scales each gradient so that its norm is at most this. At most one of the three clip options. */
  clipnorm?: number | null;
  /** Clips each gradient value to ±this. */
  clipvalue?: number | null;
  /** Scales all gradients together so that their common norm is at most this. */
  globalClipnorm?: number | null;
  /** Keep a moving average of the weights; it replaces them when `fit` ends. Default false. */
  useEma?: boolean;
  /** Default 0.99. */
  emaMomentum?: number;
  /** Overwrite the weights with their average every this many steps. Default null. */
  emaOverwriteFrequency?: number | null;
  /** Multiplies the loss before, and divides the gradients after. Default null. */
  lossScaleFactor?: number | null;
  /** Sum up gradients over this many steps before one update with their mean. Default null. */
  gradientAccumulationSteps?: number | null;
  name?: string;
}

const COMMON = {
  weightDecay: null as number | null,
  clipnorm: null as number | null,
  clipvalue: null as number | null,
  globalClipnorm: null as number | null,
  useEma: false,
  emaMomentum: 0.99,
  emaOverwriteFrequency: null as number | null,
  lossScaleFactor: null as number | null,
  gradientAccumulationSteps: null as number | null,
};
type Common = typeof COMMON;

/** What an update formula knows besides gradient, weight and slots. */
export interface StepContext {
  /** The learning rate of this step, 0-d. */
  readonly learningRate: Node;
  /** t: 1 at the first step, float32, 0-d. */
  readonly step: Node;
  /** Values made by `stepValues`, shared by all variables. */
  readonly shared: Readonly<Record<string, Node>>;
}

/** The new weight and the new slots. */
export interface Update {
  readonly value: Node;
  readonly slots: Readonly<Record<string, Node>>;
}

/** Base of all optimizers. Subclass it with `slotGroups` and `updateStep` for your own. */
export class Optimizer {
  /** Its name in files. */
  readonly name: string;
  /** Its options as given. */
  readonly options: Readonly<Common>;
  /** How many steps were taken; counts up inside the graph. */
  readonly iterations: Variable;
  /** Holds the learning rate of the next step; written from outside, so that changing it needs no new graph. */
  readonly learningRateVariable: Variable;
  /** Its learning rate: a number, or a schedule of steps. */
  schedule: LearningRateSchedule | (() => number) | null = null;
  /** Whether it has its slots. */
  built = false;
  /** The weights that it changes. */
  trained: readonly Variable[] = [];
  /** All state but iterations and learning rate, in Keras's order. */
  slotVariables: Variable[] = [];
  /** What it remembers of each weight. */
  slotsOf = new Map<Variable, Record<string, Variable>>();
  /** The running average of each weight, with `useEma`. */
  averageOf = new Map<Variable, Variable>();
  /** Sums of gradients, with `gradientAccumulationSteps`. */
  accumulatorOf = new Map<Variable, Variable>();
  /** Weights without weight decay, and words of names that have none. */
  excluded: { variables: ReadonlySet<Variable>; names: readonly string[] } = { variables: new Set(), names: [] };

  /** `who` is the class name in messages and the default name in snake_case. */
  constructor(who: string, options: OptimizerOptions & { learningRate: LearningRate }) {
    const { learningRate, name, ...rest } = options;
    const known = Object.fromEntries(Object.entries(rest).filter(([key]) => key in COMMON));
    this.options = { ...COMMON, ...known };
    this.name = name ?? classToSnake(who);
    this.iterations = new Variable([], { dtype: 'int32', name: `${this.name}/iteration` });
    this.learningRateVariable = new Variable([], { name: `${this.name}/learning_rate` });
    if (typeof learningRate === 'number') this.learningRateVariable.write([learningRate]);
    else this.schedule = toSchedule(who, learningRate);
    checkCommon(who, this.options);
  }

  /** The learning rate of the next step (unit: per step, a plain factor). */
  get learningRate(): number {
    if (this.schedule === null) return this.learningRateVariable.data[0]!;
    const { schedule } = this;
    return schedule instanceof LearningRateSchedule ? schedule.call(this.iterations.data[0]!) : schedule();
  }

  set learningRate(value: LearningRate) {
    if (typeof value !== 'number') {
      this.schedule = toSchedule(this.name, value);
      return;
    }
    if (this.schedule instanceof LearningRateSchedule) {
      throw new ValueError({
        who: `${this.name}.learningRate`,
        rule: {
          en: 'was given as a schedule and cannot be set to a number',
          ko: '스케줄로 주어졌으므로 수로 바꿀 수 없습니다',
        },
        received: describe(value),
        hint: {
          en: 'Make the optimizer with a number to set it later (LearningRateScheduler and ReduceLROnPlateau do).',
          ko: '나중에 바꾸려면(LearningRateScheduler와 ReduceLROnPlateau도 그렇게 합니다) 옵티마이저를 만들 때 수를 주세요',
        },
      });
    }
    this.schedule = null;
    this.learningRateVariable.write([value]);
  }

  /**
   * One step at once, in a training loop of one's own: gradients with their weights, or Keras's pairs
   * `grads.map((gradient, i) => [gradient, weights[i]])`.
   */
  applyGradients(pairs: readonly (readonly [gradient: ArraySource, weight: Weight])[]): void;
  applyGradients(gradients: readonly ArraySource[], weights: readonly Weight[]): void;
  applyGradients(given: readonly unknown[], weights?: readonly Weight[]): void {
    const pairs = given as readonly (readonly [ArraySource, Weight])[];
    const grads = weights ? given : pairs.map(([gradient]) => gradient);
    const targets = weights ?? pairs.map(([, weight]) => weight);
    if (grads.length !== targets.length) {
      throw new ValueError({
        who: 'applyGradients',
        rule: { en: 'needs one gradient for each weight', ko: '가중치마다 기울기가 하나씩 필요합니다' },
        received: { en: `${grads.length} and ${targets.length}`, ko: `${grads.length}, ${targets.length}` },
      });
    }
    const trace = currentTrace();
    const feeds: Record<string, Float32Array> = {};
    const nodes = grads.map((d, i) => {
      if (trace || !(d instanceof NDArray)) return op.cast(toNode(d as NDArray, 'applyGradients'), 'float32');
      const name = `gradient ${i}`;
      feeds[name] = floatsOf(d, 'applyGradients');
      return op.input(name, d.shape);
    });
    const variables = targets.map((w) => w.variable);
    const constraints = new Map(targets.flatMap((w) => (w.constraint ? [[w.variable, w.constraint] as const] : [])));
    const assigns = this.assignments(nodes, variables, constraints);
    if (trace) {
      trace.optimizers.add(this);
      // What comes after sees a weight as it is then, and no gradient goes back through the step that made it so.
      for (const { variable, value } of assigns) trace.update(variable, op.stopGradient(value));
      return;
    }
    this.prepareStep();
    beforeChange(variables);
    computeAgain([], assigns, 'applyGradients', feeds);
  }

  /** Must be called before every run of the step: brings the learning rate of a schedule up to date. */
  prepareStep(): void {
    if (this.schedule !== null) this.learningRateVariable.write([this.learningRate]);
  }

  /**
   * Names of the slots every weight has, in groups: within a group the slots of one weight lie together in the saved
   * state, as Keras orders them.
   */
  slotGroups(): readonly (readonly string[])[] {
    return [];
  }

  /** The starting value of a slot. */
  slotStart(_name: string): number {
    return 0;
  }

  /** State that the whole optimizer has once (Nadam's product), with its next value. */
  stepValues(_step: Node): { shared: Record<string, Node>; assigns: Assign[] } {
    return { shared: {}, assigns: [] };
  }

  /** The update formula: new weight and new slots from the gradient. */
  updateStep(_gradient: Node, _weight: Node, _slots: Readonly<Record<string, Node>>, _context: StepContext): Update {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'an optimizer must have its own updateStep', ko: '옵티마이저는 updateStep을 직접 정의해야 합니다' },
    });
  }

  /** Weights that weight decay leaves alone; to be called before the first step. */
  excludeFromWeightDecay(options: { varList?: readonly Variable[]; varNames?: readonly string[] } = {}): void {
    if (this.built) {
      throw new ValueError({
        who: `${this.name}.excludeFromWeightDecay`,
        rule: { en: 'must be called before the first training step', ko: '첫 학습 스텝보다 먼저 호출해야 합니다' },
      });
    }
    this.excluded = { variables: new Set(options.varList ?? []), names: options.varNames ?? [] };
  }

  /**
   * Makes the state for these weights (done by the first `apply`).
   * @ko 가중치마다의 상태를 만듭니다.
   */
  build(variables: readonly Variable[]): void {
    if (this.built) return;
    this.built = true;
    this.trained = [...variables];
    if (this.options.useEma) for (const v of variables) this.averageOf.set(v, this.addSlot(v, 'average', 0));
    if (this.options.gradientAccumulationSteps) {
      for (const v of variables) this.accumulatorOf.set(v, this.addSlot(v, 'gradient_accumulator', 0));
    }
    for (const group of this.slotGroups()) {
      for (const v of variables) {
        const slots = this.slotsOf.get(v) ?? {};
        for (const name of group) slots[name] = this.addSlot(v, name, this.slotStart(name));
        this.slotsOf.set(v, slots);
      }
    }
  }

  /** Adds something to remember of each weight. */
  addSlot(of: Variable, name: string, start: number): Variable {
    const slot = new Variable(of.shape, { name: `${this.name}/${of.name.replaceAll('/', '_')}_${name}` });
    if (start !== 0) slot.write(new Float32Array(slot.size).fill(start));
    this.slotVariables.push(slot);
    return slot;
  }

  /** The whole state in Keras's order: iteration, learning rate (unless a schedule), slots. */
  get variables(): readonly Variable[] {
    const rate = this.schedule === null ? [this.learningRateVariable] : [];
    return [this.iterations, ...rate, ...this.slotVariables];
  }

  /** The loss as it should be differentiated. */
  scaleLoss(loss: Node): Node {
    return this.options.lossScaleFactor === null ? loss : op.mul(loss, this.options.lossScaleFactor);
  }

  /**
   * One update as assignments: weights, slots and iterations. `gradients[i]` belongs to `variables[i]`; null means that
   * the loss does not depend on it. Constraints are applied to the updated weights.
   */
  apply(
    gradients: readonly (Node | null)[],
    variables: readonly Variable[],
    constraints?: ReadonlyMap<Variable, Constraint>,
  ): Assign[];
  /** Keras's name of `applyGradients(gradients, weights)`: one step at once. */
  apply(gradients: readonly ArraySource[], weights: readonly Weight[]): void;
  apply(
    gradients: readonly unknown[],
    variables: readonly (Variable | Weight)[],
    constraints: ReadonlyMap<Variable, Constraint> = new Map(),
  ): Assign[] | void {
    if (variables.some((each) => each instanceof Weight)) {
      this.applyGradients(gradients as readonly ArraySource[], variables as readonly Weight[]);
      return;
    }
    return this.assignments(gradients as readonly (Node | null)[], variables as readonly Variable[], constraints);
  }

  /** One update as assignments, see `apply`. */
  assignments(
    gradients: readonly (Node | null)[],
    variables: readonly Variable[],
    constraints: ReadonlyMap<Variable, Constraint>,
  ): Assign[] {
    this.build(variables);
    const pairs: [Variable, Node][] = [];
    variables.forEach((v, i) => {
      const gradient = gradients[i];
      if (!this.trained.includes(v)) this.refuseUnknown(v);
      if (gradient) pairs.push([v, gradient]);
    });
    if (pairs.length === 0) {
      throw new ValueError({
        who: this.name,
        rule: {
          en: 'the loss does not depend on any trainable weight',
          ko: '손실이 학습할 가중치와 이어져 있지 않습니다',
        },
        received: {
          en: `${variables.length} weights without a gradient`,
          ko: `기울기가 없는 가중치 ${variables.length}개`,
        },
        hint: {
          en: 'Is a layer missing between input and output, or is everything frozen by trainable = false?',
          ko: '입력과 출력 사이에 빠진 층이 있나요? 아니면 모든 층이 trainable = false로 동결되어 있나요?',
        },
      });
    }
    markTrained(variables);
    const { lossScaleFactor, gradientAccumulationSteps: every, useEma } = this.options;
    const taken = latest(this.iterations);
    let raw = pairs.map(([, g]) => (lossScaleFactor === null ? g : op.div(g, lossScaleFactor)));
    let updating: Node | null = null;
    let rounds = taken;
    if (every) {
      updating = op.equal(op.mod(op.add(taken, 1), every), 0);
      rounds = op.cast(op.floor(op.div(op.cast(taken, 'float32'), every)), 'int32');
      raw = raw.map((g, i) => op.add(g, latest(this.accumulatorOf.get(pairs[i]![0])!)));
    }
    const step = op.add(op.cast(rounds, 'float32'), 1);
    const learningRate = latest(this.learningRateVariable);
    const gradientsIn = this.clip(every ? raw.map((g) => op.div(g, every)) : raw);
    const { shared, assigns: sharedAssigns } = this.stepValues(step);
    const assigns: Assign[] = [];
    const assign = (variable: Variable, value: Node) => {
      assigns.push({ variable, value: updating ? op.select(updating, value, latest(variable)) : value });
    };
    for (const { variable, value } of sharedAssigns) assign(variable, value);
    pairs.forEach(([v], i) => {
      const before = latest(v);
      const slots = Object.fromEntries(
        Object.entries(this.slotsOf.get(v) ?? {}).map(([name, slot]) => [name, latest(slot)]),
      );
      const context = { learningRate, step, shared };
      const update = this.updateStep(gradientsIn[i]!, this.decayed(v, before, learningRate), slots, context);
      for (const [name, value] of Object.entries(update.slots)) assign(this.slotsOf.get(v)![name]!, value);
      let value = updating ? op.select(updating, update.value, before) : update.value;
      if (useEma) value = this.average(v, value, rounds, assigns);
      const constraint = constraints.get(v);
      assigns.push({ variable: v, value: constraint ? constraint.call(value) : value });
      if (updating) {
        const accumulator = this.accumulatorOf.get(v)!;
        assigns.push({ variable: accumulator, value: op.select(updating, op.mul(raw[i]!, 0), raw[i]!) });
      }
    });
    assigns.push({ variable: this.iterations, value: op.add(taken, 1) });
    return assigns;
  }

  /** `w - w * weightDecay * lr`, unless the weight is excluded. */
  decayed(v: Variable, weight: Node, learningRate: Node): Node {
    const { weightDecay } = this.options;
    const { variables, names } = this.excluded;
    if (weightDecay === null || variables.has(v) || names.some((name) => v.name.includes(name))) return weight;
    return op.sub(weight, op.mul(op.mul(weight, weightDecay), learningRate));
  }

  /**
   * Cuts gradients as the options say.
   * @ko 옵션대로 기울기를 자릅니다.
   */
  clip(gradients: Node[]): Node[] {
    const { clipnorm, clipvalue, globalClipnorm } = this.options;
    if (clipnorm) {
      return gradients.map((g) => {
        const norm = op.sqrt(op.sum(op.square(g)));
        return op.div(op.mul(g, clipnorm), op.maximum(norm, clipnorm));
      });
    }
    if (globalClipnorm) {
      const squares = gradients.map((g) => op.sum(op.square(g)));
      const norm = op.sqrt(squares.reduce((a, b) => op.add(a, b)));
      const scale = op.mul(op.minimum(op.div(1, norm), 1 / globalClipnorm), globalClipnorm);
      return gradients.map((g) => op.mul(g, scale));
    }
    if (clipvalue) return gradients.map((g) => op.minimum(op.maximum(g, -clipvalue), clipvalue));
    return gradients;
  }

  /** Moves the average on; gives the weight to store (the average itself every emaOverwriteFrequency steps). */
  average(v: Variable, weight: Node, rounds: Node, assigns: Assign[]): Node {
    const { emaMomentum, emaOverwriteFrequency } = this.options;
    const slot = this.averageOf.get(v)!;
    const momentum = op.mul(op.cast(op.notEqual(rounds, 0), 'float32'), emaMomentum);
    const value = op.add(op.mul(momentum, latest(slot)), op.mul(op.sub(1, momentum), weight));
    assigns.push({ variable: slot, value });
    if (!emaOverwriteFrequency) return weight;
    return op.select(op.equal(op.mod(op.add(rounds, 1), emaOverwriteFrequency), 0), value, weight);
  }

  /** Called when `fit` ends: with useEma the weights become their moving average. */
  finalizeVariableValues(): void {
    for (const [v, average] of this.averageOf) v.write(average.data);
  }

  /** Refuses an option that it does not have. */
  refuseUnknown(v: Variable): never {
    throw new ValueError({
      who: this.name,
      rule: {
        en: 'an optimizer only updates the weights it was built with',
        ko: '옵티마이저는 처음에 맡은 가중치만 고칩니다',
      },
      received: `${v.name} ${shapeText(v.shape)}`,
      hint: {
        en: 'Make a new optimizer for a new model, or call compile again.',
        ko: '새 모델에는 옵티마이저를 새로 만들거나 compile을 다시 호출하세요',
      },
    });
  }

  /**
   * Replaces the state; `weights` in the order of `variables`.
   * @ko 상태를 바꿉니다. `weights`는 `variables`의 순서입니다.
   */
  setWeights(weights: readonly ArrayLike<number>[]): void {
    const variables = this.variables;
    if (weights.length !== variables.length) {
      throw new ShapeError({
        who: `${this.name}.setWeights`,
        rule: { en: `needs ${variables.length} arrays`, ko: `배열 ${variables.length}개가 필요합니다` },
        received: `${weights.length}`,
      });
    }
    variables.forEach((v, i) => {
      v.write(weights[i]!);
    });
  }

  /** Its class and learning rate as text. */
  toString(): string {
    return `<${this.constructor.name} name=${this.name}, learningRate=${Number(this.learningRate.toPrecision(7))}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** The options that make an equal optimizer (the current learning rate included). */
  getConfig(): Record<string, unknown> {
    const { weightDecay, clipnorm, globalClipnorm, clipvalue, ...rest } = this.options;
    const learningRate = this.schedule ?? this.learningRate;
    return { name: this.name, learningRate, weightDecay, clipnorm, globalClipnorm, clipvalue, ...rest };
  }
}

/** Reads the arguments of an optimizer: the learning rate may come by position. */
export function readOptimizer<T extends object>(
  who: string,
  args: readonly unknown[],
  defaults: T & { learningRate: LearningRate },
): T & Required<Omit<OptimizerOptions, 'name'>> & { learningRate: LearningRate; name: string } {
  const all = { ...defaults, ...COMMON, ...defaults, name: classToSnake(who) };
  const read = readArguments(who, args, all, Object.keys(defaults) as (keyof typeof all & string)[]);
  return read;
}

function toSchedule(who: string, value: unknown): LearningRateSchedule | (() => number) {
  if (value instanceof LearningRateSchedule) return value;
  if (typeof value === 'function') return value as () => number;
  if (typeof value === 'object' && value !== null && 'class_name' in value) {
    return deserializeSchedule(value);
  }
  throw new ValueError({
    who,
    rule: {
      en: 'learningRate is a number, a schedule or a function',
      ko: 'learningRate는 수, 스케줄, 또는 함수입니다',
    },
    received: describe(value),
    hint: {
      en: 'For example 0.001 or keras.optimizers.schedules.ExponentialDecay(0.01, 1000, 0.9).',
      ko: '예: 0.001 또는 keras.optimizers.schedules.ExponentialDecay(0.01, 1000, 0.9)',
    },
  });
}

function checkCommon(who: string, options: Common): void {
  const given = (['clipnorm', 'clipvalue', 'globalClipnorm'] as const).filter((name) => options[name] !== null);
  if (given.length > 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'takes at most one of clipnorm, clipvalue and globalClipnorm',
        ko: 'clipnorm, clipvalue, globalClipnorm은 하나만 쓸 수 있습니다',
      },
      received: andText(given),
    });
  }
  if (options.useEma && (options.emaMomentum > 1 || options.emaMomentum < 0)) {
    throw new ValueError({
      who,
      rule: { en: 'emaMomentum must lie in [0, 1]', ko: 'emaMomentum은 [0, 1] 안에 있어야 합니다' },
      received: String(options.emaMomentum),
    });
  }
  const steps = options.gradientAccumulationSteps;
  if (steps !== null && !(Number.isInteger(steps) && steps >= 2)) {
    throw new ValueError({
      who,
      rule: {
        en: 'gradientAccumulationSteps must be an integer of 2 or more',
        ko: 'gradientAccumulationSteps는 2 이상의 정수여야 합니다',
      },
      received: String(steps),
    });
  }
}

/** The value of a variable, after what the running trace has already done to it. */
function latest(variable: Variable): Node {
  return currentTrace()?.latest(variable) ?? op.variable(variable);
}
