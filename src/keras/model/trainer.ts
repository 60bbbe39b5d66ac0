/**
 * @file The loops behind fit, evaluate and predict. Between batches the event loop gets its turn every 40 ms, so that
 * Stop, other cells and the progress display are served; programs are built once for each batch size.
 * Above 500 lines: the three loops share their state.
 */
import { NDArray, fromTyped } from '../../array/index.ts';
import { stopSignal } from '../../display/index.ts';
import { getExecutor, type Executor } from '../../engine/index.ts';
import { InterruptError, NotBuiltError, ValueError, type Translated } from '../../errors/index.ts';
import {
  CallbackList,
  History,
  ProgbarLogger,
  type CallbackLike,
  type CallbackModel,
  type Logs,
  type TrainingHistory,
} from '../callbacks/index.ts';
import { toSnake } from '../common/names.ts';
import { toldOfMissing } from '../common/misspelt-keys.ts';
import type { Layer } from '../core/layer.ts';
import { machine } from '../../platform/index.ts';
import { Compiled } from './compiled.ts';
import type { ArraysLike, BatchSource } from './data.ts';
import { checkInputs, feedOf, openFeed, readSides, type Batch, type Feed } from './feed.ts';
import { openFitData } from './fit-data.ts';
import { frozenFeeds } from './frozen-cache.ts';
import { findFrozenCut, type CuttableModel, type FrozenCut } from './frozen-prefix.ts';
import { InParts, type Output } from './in-parts.ts';
import { rowsOfRun } from './run-size.ts';
import { hintEager, hintRescaling, warnEnded, warnFrozen, warnLoneSoftmax, warnNaN, warnRanOut } from './hints.ts';
import { OwnSteps, type StepMethod } from './own-step.ts';
import {
  callbackList,
  verbosity,
  whole,
  wholeBatch,
  type BatchOptions,
  type EvaluateOptions,
  type FitOptions,
  type PredictOptions,
} from './options.ts';
import { StepCache } from './step-cache.ts';
import { buildStep, type Step, type StepKind, type StepModel, type StepShapes } from './steps.ts';

/** What the loops need of a model. */
export interface TrainableModel extends CuttableModel, CallbackModel {
  readonly name: string;
  readonly sublayers: readonly Layer[];
  readonly inputNames: readonly string[];
  readonly inputShapes: readonly (readonly (number | null)[])[];
  readonly built: boolean;
  initialEpoch?: number;
  /** Makes the weights for these sample shapes, if they are not there yet. */
  buildFor(shapes: readonly (readonly number[])[], names?: readonly string[]): void;
  /** Whether the names of inputs and outputs are those of the data. */
  readonly takesAnyNames: boolean;
  readonly trainableWeights: readonly unknown[];
  /** The size of each output's last axis, where it is known. */
  outputUnits(): readonly (number | undefined)[];
  /** Every layer that computes, those of nested models too; undefined where a `call` of one's own or a call in training mode does. */
  readonly knownLayers: readonly Layer[] | undefined;
  /** The layer that gives each output, where it is known. */
  readonly outputLayers: readonly Layer[];
  /** Whether the class says itself what a step is. */
  ownStep(method: StepMethod): boolean;
}

const NO_SHAPES: readonly never[] = [];
/** Milliseconds of uninterrupted work before the event loop gets a turn. */
const TURN = 40;
/** Runs from which on predict puts batches together. */
const MANY_RUNS = 8;

const KEPT: Translated = {
  en: 'Weights and model.history are kept as they were after the last batch; calling fit again goes on from there.',
  ko: '가중치와 model.history는 마지막 배치까지의 상태로 남아 있습니다. fit을 다시 호출하면 이어서 학습합니다.',
};

/** What one call of fit carries from epoch to epoch. */
interface FitRun {
  readonly compiled: Compiled;
  readonly train: Feed;
  readonly callbacks: CallbackList;
  readonly signal: AbortSignal;
  /** Whether it was said that the loss is no number. */
  warned: boolean;
}

/** What fit has settled before its first epoch. */
interface FitPlan {
  readonly compiled: Compiled;
  readonly train: Feed;
  readonly validation: Feed | null;
  readonly verbose: 0 | 1 | 2;
  readonly epochs: number;
  readonly initialEpoch: number;
}

export class Trainer {
  readonly model: TrainableModel;
  compiled: Compiled | undefined;
  history: TrainingHistory | null = null;
  readonly #steps = new StepCache();
  /** The step of the batch before: most batches have its size and its very shapes. */
  #last:
    | {
        kind: StepKind;
        part: StepModel;
        size: number;
        shapes: StepShapes;
        executor: Executor;
        step: Step;
        dropped: number;
      }
    | undefined;
  #cut: { shapes: string; cut: FrozenCut | null } | undefined;
  #lastTurn = 0;

  readonly #ownSteps: OwnSteps;

  constructor(model: TrainableModel) {
    this.model = model;
    this.#ownSteps = new OwnSteps(model as never);
  }

  compile(args: readonly unknown[]): void {
    this.compiled = new Compiled(args);
    this.forget();
  }

  /** The step that the model's class says itself, where it does. */
  private own(method: StepMethod): OwnSteps | undefined {
    refuseSnake(this.model, method);
    return this.model.ownStep(method) ? this.#ownSteps : undefined;
  }

  /** Whether the model runs on the plain interpreter. */
  private get plain(): boolean {
    return this.compiled?.options.runEagerly ?? false;
  }

  /** Starts the loss, the metrics of `compile` and those of the model's own over. */
  resetMetrics(): void {
    this.compiled?.resetMetrics();
    for (const metric of this.model.metrics) metric.resetState();
  }

  /** The loss and all metrics by name, as they stand. */
  logs(): Logs {
    const own = this.model.metrics.filter((metric) => !this.compiled?.metrics.includes(metric));
    return { ...this.compiled?.logs(), ...Object.fromEntries(own.map((metric) => [metric.name, metric.read()])) };
  }

  /** Drops all programs (after a change of the model). */
  forget(): void {
    this.#ownSteps.forget();
    this.#steps.clear();
    this.#last = undefined;
    this.#cut = undefined;
  }

  /** The model cut behind its frozen part, if it has one, for inputs of these shapes. What is trained is settled by `compile`. */
  private frozenCut({ x }: StepShapes): FrozenCut | null {
    const shapes = JSON.stringify(x);
    if (this.#cut?.shapes !== shapes) this.#cut = { shapes, cut: findFrozenCut(this.model, x) };
    return this.#cut.cut;
  }

  // ------------------------------------------------------------------ pieces

  needCompiled(who: string): Compiled {
    if (this.compiled) return this.compiled;
    throw new NotBuiltError({
      who,
      rule: { en: 'the model must be compiled first', ko: '먼저 모델을 compile해야 합니다' },
      hint: {
        en: "Call model.compile({ optimizer: 'adam', loss: …, metrics: ['accuracy'] }).",
        ko: "먼저 model.compile({ optimizer: 'adam', loss: …, metrics: ['accuracy'] })을 호출하세요.",
      },
    });
  }

  /** The program for a batch of this size and these shapes. */
  private step(kind: StepKind, size: number, shapes: StepShapes, part: StepModel = this.model): Step {
    const executor = getExecutor();
    const last = this.#last;
    if (
      last?.kind === kind &&
      last.part === part &&
      last.size === size &&
      last.executor === executor &&
      last.dropped === this.#steps.dropped &&
      last.shapes.x === shapes.x &&
      last.shapes.y === shapes.y &&
      last.shapes.w === shapes.w
    ) {
      return last.step;
    }
    const key = JSON.stringify([kind, size, shapes, executor.name, part === this.model ? '' : part.name]);
    const compiled = kind === 'predict' ? undefined : this.compiled;
    const step = this.#steps.get(key, () => buildStep(part, compiled, kind, size, shapes));
    this.#last = { kind, part, size, shapes, executor, step, dropped: this.#steps.dropped };
    return step;
  }

  /** Fills a program's buffers with a batch, and gives the program. */
  private load(kind: StepKind, batch: Batch): Step {
    const shapes = kind === 'predict' ? { x: batch.shapes.x, y: NO_SHAPES, w: NO_SHAPES } : batch.shapes;
    batch.prepare?.();
    const step = this.step(kind, batch.size, shapes, batch.model);
    batch.load(kind === 'predict' ? { ...step, y: [], w: [] } : step);
    step.checkLabels();
    return step;
  }

  /** A turn of the event loop when it is due; an InterruptError when Stop was pressed. */
  private async breathe(
    signal: AbortSignal,
    what: 'fit' | 'evaluate' | 'predict',
    where: () => Translated,
  ): Promise<void> {
    if (!signal.aborted && performance.now() - this.#lastTurn < TURN) return;
    await machine.timers.nextTurn();
    this.#lastTurn = performance.now();
    if (signal.aborted) {
      throw new InterruptError({
        who: `${this.model.name}.${what}`,
        rule: where(),
        hint: what === 'fit' ? KEPT : undefined,
      });
    }
  }

  // --------------------------------------------------------------------- fit

  async fit(options: Required<FitOptions>): Promise<TrainingHistory> {
    refuseFunctions(this.model, 'fit', 'makeTrainFunction');
    const own = this.own('trainStep');
    const compiled = this.needCompiled('fit');
    compiled.calledAt = new Error();
    const { model } = this;
    const epochs = whole('fit', 'epochs', options.epochs, 1);
    const initialEpoch = whole('fit', 'initialEpoch', options.initialEpoch, 0);
    if (options.batchSize !== null) wholeBatch('fit', options.batchSize);
    if (options.stepsPerEpoch !== null) whole('fit', 'stepsPerEpoch', options.stepsPerEpoch, 1);
    for (const name of ['shuffle', 'cacheFrozen'] as const) {
      if (typeof options[name] === 'boolean') continue;
      throw new ValueError({
        who: 'fit',
        rule: { en: `${name} must be true or false`, ko: `${name}은(는) true나 false여야 합니다` },
        received: String(options[name]),
      });
    }
    const verbose = verbosity(options.verbose);
    const feeds = openFitData(model, compiled, options);
    const shapes = await feeds.train.peek();
    model.buildFor(shapes.x, shapes.names);
    checkInputs('fit', shapes, model.inputShapes);
    const at = compiled.calledAt;
    if (compiled.options.runEagerly) hintEager(compiled);
    warnFrozen(model, at);
    const units = model.outputUnits();
    model.outputLayers.forEach((layer, i) => warnLoneSoftmax(layer, units[i], at));
    // The interpreter of runEagerly is for looking into the whole step; one epoch needs every sample once anyway.
    const worthwhile =
      own === undefined && options.cacheFrozen && !compiled.options.runEagerly && epochs - initialEpoch > 1;
    const cut = worthwhile && feeds.train.sides ? this.frozenCut(shapes) : null;
    const frozen = cut ? frozenFeeds(cut, feeds, verbose > 0) : undefined;
    const { train, validation } = frozen ?? feeds;
    try {
      return await this.epochs(options, { compiled, train, validation, verbose, epochs, initialEpoch });
    } finally {
      frozen?.release();
      await feeds.train.close?.();
      await feeds.validation?.close?.();
    }
  }

  private async epochs(
    options: Required<FitOptions>,
    { compiled, train, validation, verbose, epochs, initialEpoch }: FitPlan,
  ): Promise<TrainingHistory> {
    const { model } = this;
    const history: TrainingHistory = new History();
    this.history = history;
    const callbacks = new CallbackList(withDefaults(callbackList(options.callbacks), history, verbose), model, {
      verbose,
      epochs,
      steps: train.steps,
    });
    model.stopTraining = false;
    model.initialEpoch = initialEpoch;
    const run: FitRun = { compiled, train, callbacks, signal: stopSignal(), warned: false };
    this.#lastTurn = performance.now();
    let epochLogs: Logs = {};
    let ranOut = false;
    await callbacks.run('onTrainBegin');
    // BackupAndRestore may have moved the first epoch.
    for (let epoch = model.initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
      this.resetMetrics();
      await callbacks.step('onEpochBegin', epoch);
      const { logs, done } = await this.trainEpoch(run, epoch);
      if (done === 0 && train.steps === null && !model.stopTraining) {
        warnEnded(epoch, compiled.calledAt);
        break;
      }
      if (train.steps !== null && done < train.steps && !model.stopTraining) {
        if (!ranOut) warnRanOut(done, train.steps, compiled.calledAt);
        ranOut = true;
        if (done === 0) break;
      }
      epochLogs = logs;
      if (validation && wantsValidation(options.validationFreq, epoch)) {
        const values = await this.runTest('fit', validation, callbacks, run.signal);
        for (const [name, value] of Object.entries(values)) epochLogs[`val_${name}`] = value;
        epochLogs = sorted(epochLogs);
      }
      epochLogs = toldOfMissing(epochLogs);
      await callbacks.step('onEpochEnd', epoch, epochLogs);
    }
    if (compiled.optimizer.options.useEma) compiled.optimizer.finalizeVariableValues();
    await callbacks.run('onTrainEnd', epochLogs);
    return history;
  }

  /** The batches of one epoch: the last logs, and how many batches there were. */
  private async trainEpoch(run: FitRun, epoch: number): Promise<{ logs: Logs; done: number }> {
    const { compiled, train, callbacks, signal } = run;
    const { model } = this;
    let logs: Logs = {};
    let done = 0;
    for await (const batch of train.epoch()) {
      const begun = callbacks.step('onTrainBatchBegin', done);
      if (begun) await begun;
      const own = this.own('trainStep');
      const step = own ? undefined : this.load('train', batch);
      if (step && done === 0 && epoch === model.initialEpoch)
        hintRescaling(model, (batch.raw?.() ?? step.x)[0]!, allLayers(model), compiled.calledAt);
      const loss = step ? step.run()[0]!.data[0]! : 0;
      logs = own ? own.logs('trainStep', batch, this.plain) : this.logs();
      if (step && !Number.isFinite(loss) && !run.warned) {
        run.warned = true;
        warnNaN(epoch, done, loss, step, compiled.optimizer.learningRate, compiled.calledAt);
      }
      const ended = callbacks.step('onTrainBatchEnd', done, logs);
      if (ended) await ended;
      done++;
      await this.breathe(signal, 'fit', () => ({
        en: `was stopped after step ${done} of epoch ${epoch + 1}`,
        ko: `에포크 ${epoch + 1}의 스텝 ${done} 뒤에 멈추었습니다`,
      }));
      if (model.stopTraining) break;
    }
    return { logs, done };
  }

  // ---------------------------------------------------------------- evaluate

  async evaluate(options: Required<EvaluateOptions>): Promise<[string, number][]> {
    refuseFunctions(this.model, 'evaluate', 'makeTestFunction');
    const compiled = this.needCompiled('evaluate');
    compiled.calledAt = new Error();
    const feed = this.open('evaluate', options, options.y, options.sampleWeight);
    const shapes = await feed.peek();
    this.model.buildFor(shapes.x, shapes.names);
    checkInputs('evaluate', shapes, this.model.inputShapes);
    const verbose = verbosity(options.verbose);
    const callbacks = new CallbackList(withDefaults(callbackList(options.callbacks), null, verbose), this.model, {
      verbose,
      epochs: 1,
      steps: feed.steps,
    });
    const own = this.own('testStep');
    try {
      const logs = await this.runTest('evaluate', feed, callbacks, stopSignal());
      return own ? inOrder(logs) : compiled.ordered();
    } finally {
      await feed.close?.();
    }
  }

  /** One pass over data without training; gives the logs. */
  private async runTest(
    what: 'fit' | 'evaluate',
    feed: Feed,
    callbacks: CallbackList,
    signal: AbortSignal,
  ): Promise<Logs> {
    const own = this.own('testStep');
    this.resetMetrics();
    await callbacks.run('onTestBegin');
    let index = 0;
    let logs: Logs = {};
    for await (const batch of feed.epoch()) {
      const begun = callbacks.step('onTestBatchBegin', index);
      if (begun) await begun;
      if (!own) this.load('test', batch).run();
      logs = own ? own.logs('testStep', batch, this.plain) : this.logs();
      const ended = callbacks.step('onTestBatchEnd', index, logs);
      if (ended) await ended;
      index++;
      await this.breathe(signal, what, () => ({
        en: `was stopped in evaluation, after batch ${index}`,
        ko: `평가하던 중 배치 ${index} 뒤에 멈추었습니다`,
      }));
    }
    await callbacks.run('onTestEnd', logs);
    return logs;
  }

  private open(
    who: string,
    options: { x: ArraysLike | BatchSource; batchSize: number | null; steps: number | null },
    y: ArraysLike | null,
    w: ArraysLike | null,
  ): Feed {
    if (options.x === undefined)
      throw new ValueError({
        who,
        rule: { en: 'needs x', ko: 'x가 필요합니다' },
        received: { en: 'nothing', ko: '없음' },
      });
    if (options.batchSize !== null) wholeBatch(who, options.batchSize);
    return openFeed({
      who,
      x: options.x,
      y,
      w,
      batchSize: options.batchSize,
      steps: options.steps,
      shuffle: false,
      classWeight: null,
      inputNames: this.model.inputNames,
      outputNames: this.model.outputNames,
      takesAnyNames: this.model.takesAnyNames,
      restart: true,
    });
  }

  // ----------------------------------------------------------------- predict

  async predict(options: Required<PredictOptions>): Promise<NDArray | NDArray[]> {
    refuseFunctions(this.model, 'predict', 'makePredictFunction');
    const own = this.own('predictStep');
    let feed = this.open('predict', options, null, null);
    const { steps } = feed;
    const shapes = await feed.peek();
    this.model.buildFor(shapes.x, shapes.names);
    checkInputs('predict', shapes, this.model.inputShapes);
    const verbose = verbosity(options.verbose);
    const user = callbackList(options.callbacks);
    const callbacks = new CallbackList(withDefaults(user, null, verbose), this.model, { verbose, epochs: 1, steps });
    const batchSize = options.batchSize ?? 32;
    const rows = !own && user.length === 0 && options.steps === null ? this.rowsOfRun(feed, batchSize) : batchSize;
    if (rows > batchSize) feed = feed.inBatches!(rows);
    const signal = stopSignal();
    this.#lastTurn = performance.now();
    await callbacks.run('onPredictBegin');
    const inParts = new InParts(this.model);
    const parts: Output[][] = [];
    let index = 0;
    try {
      for await (const batch of feed.epoch()) {
        await callbacks.step('onPredictBatchBegin', index);
        // Copies, made before anything is awaited: another predict may run the same program meanwhile.
        const values = own
          ? own.outputs(batch, this.plain).map(valueOf)
          : inParts.outputs(batch, (part) => this.load('predict', part));
        values.forEach((value, i) => (parts[i] ??= []).push(value));
        for (let more = rows > batchSize ? Math.ceil(batch.size / batchSize) : 1; more > 1; more--) {
          await callbacks.step('onPredictBatchEnd', index++);
          await callbacks.step('onPredictBatchBegin', index);
        }
        await callbacks.step('onPredictBatchEnd', index);
        index++;
        await this.breathe(signal, 'predict', () => ({
          en: `was stopped after batch ${index}`,
          ko: `배치 ${index} 뒤에 멈추었습니다`,
        }));
      }
    } finally {
      await feed.close?.();
    }
    await callbacks.run('onPredictEnd');
    const arrays = parts.map(joinRows);
    return arrays.length === 1 ? arrays[0]! : arrays;
  }

  /** Samples of one run of predict: batches that nobody watches may go through one program together. */
  private rowsOfRun(feed: Feed, batchSize: number): number {
    const { knownLayers } = this.model;
    if (!feed.inBatches || !knownLayers) return batchSize;
    const rows = rowsOfRun(knownLayers, batchSize);
    // With few runs the time per step that the progress bar shows would be far off.
    return feed.samples! >= MANY_RUNS * rows ? rows : batchSize;
  }

  // ------------------------------------------------------------ single steps

  /** One step on one batch; gives [name, value] in the order of compile. */
  single(kind: 'train' | 'test', x: ArraysLike, options: Required<BatchOptions>): [string, number][] {
    const who = kind === 'train' ? 'trainOnBatch' : 'testOnBatch';
    const method = kind === 'train' ? 'trainStep' : 'testStep';
    const own = this.own(method);
    const compiled = this.needCompiled(who);
    const { inputNames, outputNames, takesAnyNames } = this.model;
    const names = { inputNames, outputNames, takesAnyNames };
    const sides = readSides({ who, classWeight: options.classWeight, ...names }, x, options.y, options.sampleWeight);
    this.model.buildFor(
      sides.x.map((r) => r.shape),
      sides.names,
    );
    const feed = feedOf(sides, {
      who,
      x,
      y: options.y,
      w: null,
      batchSize: sides.n,
      steps: null,
      shuffle: false,
      classWeight: null,
      ...names,
    });
    this.resetMetrics();
    let logs: Logs = {};
    for (const batch of feed.epoch() as Iterable<Batch>) {
      checkInputs(who, batch.shapes, this.model.inputShapes);
      if (own) logs = own.logs(method, batch, this.plain);
      else this.load(kind, batch).run();
    }
    return own ? inOrder(logs) : compiled.ordered();
  }

  predictOnBatch(x: ArraysLike): NDArray | NDArray[] {
    const { inputNames, outputNames, takesAnyNames } = this.model;
    const names = { inputNames, outputNames, takesAnyNames };
    const sides = readSides({ who: 'predictOnBatch', classWeight: null, ...names }, x, null, null);
    const shapes = { x: sides.x.map((r) => r.shape), y: [], w: [] };
    this.model.buildFor(shapes.x, sides.names);
    checkInputs('predictOnBatch', shapes, this.model.inputShapes);
    const step = this.step('predict', sides.n, shapes);
    sides.x.forEach((rows, i) => rows.copy(step.x[i]!, 0, sides.n));
    const arrays = step.run().map((v) => fromTyped(v.data.slice(), [...v.shape]));
    return arrays.length === 1 ? arrays[0]! : arrays;
  }
}

/** Refuses a method that makes a whole function of a step: here a step is a program already. */
function refuseFunctions(model: TrainableModel, who: string, name: string): void {
  const found = [name, toSnake(name)].find((each) => each in model);
  if (found === undefined) return;
  throw new ValueError({
    who,
    rule: {
      en: `a model's own ${found} is not called here`,
      ko: `모델에 직접 만든 ${found}은(는) 여기서 호출되지 않습니다`,
    },
    received: `${model.name}.${found}`,
    hint: {
      en: 'Say what happens in a step by trainStep, testStep or predictStep',
      ko: '스텝에서 할 일은 trainStep, testStep, predictStep에 쓰세요',
    },
  });
}

/** Refuses a step in Python's spelling, which would never be called. */
function refuseSnake(model: TrainableModel, method: StepMethod): void {
  const found = [method, 'computeLoss', 'computeMetrics'].find((name) => toSnake(name) in model);
  if (found === undefined) return;
  throw new ValueError({
    who: model.name,
    rule: {
      en: `the method is called ${found} here, in camelCase`,
      ko: `여기에서 이 메서드의 이름은 ${found}입니다`,
    },
    received: toSnake(found),
    hint: {
      en: `Rename it to ${found}, or it is never called`,
      ko: `이름을 ${found}(으)로 바꾸세요. 그대로는 호출되지 않습니다`,
    },
  });
}

/** Logs as `evaluate` gives them: the loss first. */
function inOrder(logs: Logs): [string, number][] {
  return Object.entries(logs).sort(([a], [b]) => Number(b === 'loss') - Number(a === 'loss'));
}

function valueOf(array: NDArray): Output {
  return { data: Float32Array.from(array.toTyped() as ArrayLike<number>), shape: array.shape };
}

/** Logs in the order in which Keras hands them to callbacks: by name. */
function sorted(logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The user's callbacks first, then History, then the progress bar, each unless the list has one. */
function withDefaults(user: CallbackLike[], history: TrainingHistory | null, verbose: number): CallbackLike[] {
  const list = history ? [...user, history] : [...user];
  if (verbose > 0 && !user.some((c) => c instanceof ProgbarLogger)) list.push(new ProgbarLogger());
  return list;
}

function wantsValidation(freq: number | readonly number[], epoch: number): boolean {
  if (typeof freq !== 'number') return freq.includes(epoch + 1);
  return (epoch + 1) % whole('fit', 'validationFreq', freq, 1) === 0;
}

/** Puts the outputs of all batches one after another. */
function joinRows(parts: readonly Output[]): NDArray {
  const rows = parts.reduce((n, p) => n + (p.shape[0] ?? 1), 0);
  const out = new Float32Array(parts.reduce((n, p) => n + p.data.length, 0));
  let at = 0;
  for (const { data } of parts) {
    out.set(data, at);
    at += data.length;
  }
  return fromTyped(out, [rows, ...parts[0]!.shape.slice(1)]);
}

/** A model's layers with those of nested models. */
function allLayers(layer: { readonly sublayers: readonly Layer[] }): Layer[] {
  return layer.sublayers.flatMap((inner) => [inner, ...allLayers(inner)]);
}
