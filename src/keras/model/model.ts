/**
 * @file `keras.Model`: layers tied to inputs and outputs (functional), or a class of your own with `call`. It trains,
 * evaluates, predicts, and is itself a layer, so models nest. Above 500 lines: it is the list of a model's methods with their
 * docstrings; what they compute stands in the other files of this folder.
 */
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { isNode, type Node, g } from '../../engine/index.ts';
import { IndexError, NotBuiltError, ValueError, nearest } from '../../errors/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { describe, isPlainObject, known, readArguments, refuseOptions } from '../common/arguments.ts';
import { toldOfMissing } from '../common/misspelt-keys.ts';
import type { Logs } from '../callbacks/index.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import {
  Layer,
  type CallOptions,
  type LayerOptions,
  type OneOrMore,
  type Symbols,
  type Tensors,
} from '../core/layer.ts';
import { byName, isNamed, sortedNames, takeNamed, valuesByName, type NamedSymbols } from '../core/named.ts';
import { Trace, currentTrace, withTrace } from '../core/trace.ts';
import { uniqueName } from '../core/naming.ts';
import { loadWeights, saveModel, saveWeights, type SaveOptions, type SaveWeightsOptions } from '../saving/save.ts';
import { modelJson } from '../saving/serialize.ts';
import type { LoadWeightsOptions } from '../saving/weights.ts';
import { summary as showSummary, type SummaryOptions } from '../summary.ts';
import { Metric as MetricBase, type Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/index.ts';
import type { CompileOptions } from './compiled.ts';
import type { ArraysLike, BatchSource } from './data.ts';
import {
  BATCH_DEFAULTS,
  EVALUATE_DEFAULTS,
  FIT_DEFAULTS,
  PREDICT_DEFAULTS,
  type BatchOptions,
  type EvaluateOptions,
  type FitOptions,
  type Prediction,
  type PredictOptions,
  type Verbose,
} from './options.ts';
import type { OptimizerLike } from '../optimizers/index.ts';
import type { LossLike } from '../losses/index.ts';
import { readTopology, runTopology, type Topology } from '../core/topology.ts';
import type { ModelGraph } from './frozen-prefix.ts';
import {
  defaultLoss,
  defaultMetrics,
  defaultTestStep,
  defaultTrainStep,
  resultsOf,
  type LossParts,
  type StepLogs,
  type StepMethod,
} from './own-step.ts';
import { Trainer } from './trainer.ts';

/**
 * What `evaluate` gives, as in Keras: a list [loss, metrics…], but a plain number when `compile` had no metrics. Which of
 * the two is known at run time only, so the type allows both uses.
 */
export type Scores = number[] & number;

export interface ModelOptions extends LayerOptions {
  /**
   * Its inputs, as symbols.
   * @ko 모델의 입력입니다.
   */
  inputs?: Ends;
  /**
   * Its outputs, as symbols.
   * @ko 모델의 출력입니다.
   */
  outputs?: Ends;
}

/** Symbolic tensors at an end of a model: one, a list, or an object by name. */
export type Ends = Symbols | NamedSymbols;

/** What `predict` gives for outputs `O`: one array, a list, or an object of them. A list of unknown length counts as several. */
export type PredictionOf<O> = 0 extends 1 & O
  ? NDArray
  : O extends KerasTensor | readonly [KerasTensor]
    ? NDArray
    : O extends readonly unknown[]
      ? NDArray[]
      : { [K in keyof O]: NDArray };

/** What a model with predictions `P` gives for symbolic tensors. */
type SymbolsOf<P> = P extends NDArray
  ? KerasTensor
  : P extends readonly unknown[]
    ? KerasTensor[]
    : { [K in keyof P]: KerasTensor };

/** What a model with predictions `P` gives for tensors: in a tape, a layer, a step of one's own. */
type TensorsOf<P> = P extends readonly unknown[] ? Node[] : { [K in keyof P]: Node };

/** `T` for a model with several outputs: with one it is a layer like others. */
type OfSeveral<P, T> = P extends NDArray ? never : T;

// A model is a function; of objects by name too, and with several outputs it gives them all.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Model<P extends Prediction = NDArray> {
  (inputs: NamedSymbols, options?: CallOptions): SymbolsOf<P>;
  (inputs: Readonly<Record<string, NDArray>>, options?: CallOptions): P;
  (inputs: OfSeveral<P, Node | readonly Node[]>, options?: CallOptions): TensorsOf<P>;
  (inputs: OfSeveral<P, Symbols>, options?: CallOptions): SymbolsOf<P>;
  (inputs: OfSeveral<P, ArraySource>, options?: CallOptions): P;
}

/** `P` is what `predict` gives: an array, or a list or an object of arrays for a model with several outputs. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class Model<P extends Prediction = NDArray> extends Layer {
  /** Set it to true (from a callback) and training ends after this batch. */
  declare stopTraining: boolean;
  declare initialEpoch: number;
  declare symbolicInputs: readonly KerasTensor[];
  declare symbolicOutputs: readonly KerasTensor[];
  declare topology: Topology | undefined;
  declare protected givesList: boolean;
  declare protected takesList: boolean;
  declare protected trainer: Trainer;
  declare protected callShapes: readonly SymbolicShape[] | undefined;
  declare protected outputCount: number;
  /** The names of inputs and outputs, as they were written, where they have names. */
  declare inputKeys: readonly string[] | undefined;
  declare outputKeys: readonly string[] | undefined;

  constructor(...args: readonly unknown[]) {
    const { inputs, outputs, ...options } = modelArguments(args);
    super({ ...options, name: options.name ?? uniqueName(nameFor(new.target.name, inputs !== undefined)) });
    this.stopTraining = false;
    this.initialEpoch = 0;
    this.symbolicInputs = [];
    this.symbolicOutputs = [];
    this.topology = undefined;
    this.givesList = false;
    this.takesList = false;
    this.callShapes = undefined;
    this.outputCount = 1;
    this.inputKeys = undefined;
    this.outputKeys = undefined;
    Object.defineProperty(this, 'trainer', { value: new Trainer(this as never), enumerable: false });
    if (inputs !== undefined && outputs !== undefined) this.connect(inputs, outputs);
  }

  /** Fixes the symbolic ends of the model. */
  protected connect(inputs: Ends, outputs: Ends): void {
    this.takesList = !(inputs instanceof KerasTensor);
    this.givesList = !(outputs instanceof KerasTensor);
    this.inputKeys = isNamed(inputs) ? Object.keys(inputs) : undefined;
    this.outputKeys = isNamed(outputs) ? Object.keys(outputs) : undefined;
    this.symbolicInputs = listOf(inputs);
    this.symbolicOutputs = listOf(outputs);
    for (const tensor of [...this.symbolicInputs, ...this.symbolicOutputs]) {
      if (tensor instanceof KerasTensor) continue;
      throw new ValueError({
        who: 'Model',
        rule: {
          en: 'inputs and outputs must be symbolic tensors',
          ko: 'inputs와 outputs는 기호 텐서(keras.KerasTensor)여야 합니다',
        },
        received: describe(tensor),
        hint: {
          en: 'Start from keras.Input and call layers on it.',
          ko: 'keras.Input에서 시작해 그것으로 층을 호출하세요',
        },
      });
    }
    this.topology = readTopology(this.symbolicInputs, this.symbolicOutputs);
    this.outputCount = this.symbolicOutputs.length;
    this.built = true;
    this.buildShape = this.takesList ? this.symbolicInputs.map((t) => t.shape) : this.symbolicInputs[0]!.shape;
  }

  override get className(): string {
    return this.constructor === Model || this.constructor.name === 'Model' ? 'Functional' : this.constructor.name;
  }

  /**
   * The layers, inputs first; uses of `keras.ops` functions do not count, as in Keras.
   * @ko 모델의 층들입니다.
   */
  get layers(): Layer[] {
    return this.topology ? this.topology.layers.filter((layer) => !layer.isOperation) : super.sublayers;
  }

  override get sublayers(): Layer[] {
    return this.topology ? this.layers : super.sublayers.filter((layer) => layer !== (this as Layer));
  }

  get inputs(): readonly KerasTensor[] | null {
    return this.symbolicInputs.length > 0 ? this.symbolicInputs : null;
  }

  get outputs(): readonly KerasTensor[] | null {
    return this.symbolicOutputs.length > 0 ? this.symbolicOutputs : null;
  }

  override get input(): OneOrMore {
    this.requireEnds('input');
    if (this.inputKeys) return byName(this.inputKeys, this.symbolicInputs) as unknown as OneOrMore;
    return (this.takesList ? this.symbolicInputs : this.symbolicInputs[0]!) as OneOrMore;
  }

  override get output(): KerasTensor {
    this.requireEnds('output');
    if (this.outputKeys) return byName(this.outputKeys, this.symbolicOutputs) as unknown as KerasTensor;
    return (this.givesList ? this.symbolicOutputs : this.symbolicOutputs[0]) as KerasTensor;
  }

  private requireEnds(what: string): void {
    if (this.symbolicInputs.length > 0) return;
    throw new NotBuiltError({
      who: `${this.name}.${what}`,
      rule: { en: 'the model is not built yet', ko: '모델에 아직 가중치가 없습니다' },
      hint: {
        en: 'Give it an Input or inputShape, or call build.',
        ko: 'Input이나 첫 층의 inputShape를 주거나 build를 호출하세요.',
      },
    });
  }

  get inputShape(): SymbolicShape | readonly SymbolicShape[] {
    this.requireEnds('inputShape');
    return this.takesList ? this.symbolicInputs.map((t) => t.shape) : this.symbolicInputs[0]!.shape;
  }

  get outputShape(): SymbolicShape | readonly SymbolicShape[] {
    this.requireEnds('outputShape');
    return this.givesList ? this.symbolicOutputs.map((t) => t.shape) : this.symbolicOutputs[0]!.shape;
  }

  get inputNames(): readonly string[] {
    if (this.inputKeys) return sortedNames(this.inputKeys);
    return this.symbolicInputs.map((t) => t.source?.call.layer.name ?? t.name);
  }

  get inputShapes(): readonly SymbolicShape[] {
    return this.symbolicInputs.map((t) => t.shape);
  }

  get outputNames(): readonly string[] {
    if (this.outputKeys) return sortedNames(this.outputKeys);
    if (this.symbolicOutputs.length > 0) return this.symbolicOutputs.map((t) => t.source?.call.layer.name ?? t.name);
    return Array.from({ length: this.outputCount }, (_, i) => `output_${i + 1}`);
  }

  outputUnits(): readonly (number | undefined)[] {
    return this.symbolicOutputs.map((t) => t.shape.at(-1) ?? undefined);
  }

  /** Whether a subclass of the user says how the model computes. */
  protected get hasOwnCall(): boolean {
    return this.call !== Model.prototype.call;
  }

  get knownLayers(): readonly Layer[] | undefined {
    if (this.hasOwnCall || !this.topology) return undefined;
    // Batch statistics and random numbers depend on the batch where a call asks for training.
    if (this.topology.calls.some((call) => call.options.training === true)) return undefined;
    const inner = this.topology.layers.map((layer) => (layer instanceof Model ? layer.knownLayers : [layer]));
    return inner.some((list) => list === undefined) ? undefined : inner.flatMap((list) => list!);
  }

  /** The model as its calls, for `fit`; undefined where a class of one's own computes or differentiates. */
  get graph(): ModelGraph | undefined {
    if (!this.topology || this.hasOwnCall || this.backward || this.activityRegularizer) return undefined;
    return { topology: this.topology, inputs: this.symbolicInputs, outputs: this.symbolicOutputs };
  }

  get outputLayers(): readonly Layer[] {
    return this.symbolicOutputs.flatMap((t) => (t.source ? [t.source.call.layer] : []));
  }

  /**
   * A layer by name, or by its place in `layers`: `getLayer('mixed7')`, `getLayer({ index: 3 })`.
   * @ko 이름이나 번호로 층을 찾습니다.
   */
  getLayer(name?: string | LayerName, index?: number): Layer {
    const given = typeof index === 'object' ? (index as { index?: number }) : { index };
    const wanted = known('getLayer', typeof name === 'object' ? name : { name, ...given }, GET_LAYER);
    const { layers } = this;
    if (wanted.name !== undefined) {
      const found = layers.find((layer) => layer.name === wanted.name);
      if (found) return found;
      const near = nearest(
        wanted.name,
        layers.map((l) => l.name),
      );
      throw new ValueError({
        who: `${this.name}.getLayer`,
        rule: { en: 'there is no layer of that name', ko: '그런 이름의 층이 없습니다' },
        received: `'${wanted.name}'`,
        hint:
          near === undefined
            ? {
                en: `There are ${layers.map((l) => l.name).join(', ')}.`,
                ko: `쓸 수 있는 이름: ${layers.map((l) => l.name).join(', ')}`,
              }
            : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
      });
    }
    const found = layers.at(wanted.index ?? NaN);
    if (found && wanted.index !== undefined) return found;
    throw new IndexError({
      who: `${this.name}.getLayer`,
      rule: { en: `index must be below ${layers.length}`, ko: `index는 ${layers.length}보다 작아야 합니다` },
      received: String(wanted.index),
    });
  }

  /** Whether the names of inputs and outputs are those of the data: a class of one's own says none. */
  get takesAnyNames(): boolean {
    return !this.topology;
  }

  // --------------------------------------------------------------- computing

  override apply(inputs: unknown, options: CallOptions = {}): unknown {
    const result = super.apply(isNamed(inputs) ? this.listed(inputs) : inputs, options);
    return this.outputKeys && Array.isArray(result) ? byName(this.outputKeys, result as unknown[]) : result;
  }

  /** Inputs by name as the list, or the one, that the model counts them by. */
  private listed(inputs: Readonly<Record<string, unknown>>): unknown {
    if (this.takesAnyNames) this.inputKeys = Object.keys(inputs);
    const values = takeNamed(this.name, inputs, this.inputNames).map((value) =>
      value instanceof KerasTensor || isNode(value) ? value : np.asarray(value as ArraySource),
    );
    return this.takesList || this.takesAnyNames ? values : values[0];
  }

  /** A `call` of one's own gets inputs by name as an object, and may give an object. */
  protected override called(inputs: Tensors, options: CallOptions): unknown {
    if (!this.hasOwnCall) return super.called(inputs, options);
    const list = isNode(inputs) ? [inputs] : inputs;
    const given: unknown = this.call((this.inputKeys ? byName(this.inputKeys, list) : inputs) as Tensors, options);
    if (!isNamed(given)) return given;
    this.outputKeys = Object.keys(given);
    return valuesByName(given);
  }

  override call(inputs: Tensors, options: CallOptions = {}): Tensors {
    if (!this.topology) return super.call(inputs, options);
    const nodes = isNode(inputs) ? [inputs] : inputs;
    if (nodes.length !== this.symbolicInputs.length) {
      throw new ValueError({
        who: this.name,
        rule: {
          en: `takes ${this.symbolicInputs.length} inputs`,
          ko: `입력을 ${this.symbolicInputs.length}개 받습니다`,
        },
        received: `${nodes.length}`,
      });
    }
    const results = runTopology(this.topology, this.symbolicInputs, this.symbolicOutputs, nodes, options);
    return this.givesList ? results : results[0]!;
  }

  /** The outputs as a list, inside a trace (for the trainer). */
  forward(inputs: readonly Node[], training: boolean): Node[] {
    const asList = this.takesList || this.inputKeys !== undefined || inputs.length > 1;
    const result = this.applyNodes(asList ? inputs : inputs[0]!, { training });
    const list = isNode(result) ? [result] : [...result];
    this.outputCount = list.length;
    return list;
  }

  /** Makes the weights by tracing `call` once, for models that have no symbolic input. */
  override build(inputShape: SymbolicShape | readonly SymbolicShape[]): void {
    if (this.topology) return;
    const several = Array.isArray(inputShape[0]);
    const shapes = (several ? inputShape : [inputShape]) as readonly SymbolicShape[];
    this.built = true;
    this.buildShape = inputShape as SymbolicShape;
    // A class with a trainStep alone (a GAN) has no output of its own: its step builds what it calls.
    if (!this.hasOwnCall && this.ownStep('trainStep')) return;
    withTrace(new Trace(false), () => {
      const nodes = shapes.map((shape, i) =>
        g.input(
          `build${i}`,
          shape.map((n, axis) => n ?? (axis === 0 ? 1 : 32)),
        ),
      );
      this.applyNodes(several ? nodes : nodes[0]!, { training: false });
    });
  }

  /** Makes the weights for samples of these shapes, if they are not there yet. */
  buildFor(shapes: readonly (readonly number[])[], names?: readonly string[]): void {
    if (names && this.takesAnyNames) this.inputKeys = names;
    if (this.built) return;
    const full = shapes.map((shape) => [null, ...shape]);
    this.ensureBuilt(full.length === 1 && !this.inputKeys ? full[0]! : full);
  }

  // ---------------------------------------------------------------- training

  /**
   * Chooses optimizer, loss and metrics. Weights stay; the optimizer starts fresh.
   * @ko 옵티마이저, 손실, 메트릭을 정합니다.
   */
  // `never` refuses more, and lets a class of one's own take others: compile(dOptimizer, gOptimizer, lossFn)
  compile(optimizer: OptimizerLike, loss?: LossLike, options?: CompileOptions, ...more: never[]): void;
  // the form of the lecture stands last: TypeScript explains a mistake by the last form
  compile(options?: CompileOptions, ...more: never[]): void;
  compile(...args: readonly unknown[]): void {
    this.trainer.compile(args);
  }

  get compiled(): boolean {
    return this.trainer.compiled !== undefined;
  }

  /** The options given to `compile`, or null. */
  get compileOptions(): Required<CompileOptions> | null {
    return this.trainer.compiled?.options ?? null;
  }

  get optimizer(): Optimizer | null {
    return this.trainer.compiled?.optimizer ?? null;
  }

  /** Those of `compile`, the loss first, and metrics that are fields of the model. */
  get metrics(): Metric[] {
    const fields = Object.values(this).filter((value) => value instanceof MetricBase);
    const [loss, ...rest] = this.trainer.compiled?.metrics ?? [];
    return loss ? [loss, ...fields, ...rest] : fields;
  }

  /** 'loss', then the metrics in the order of `compile`. */
  get metricsNames(): string[] {
    return this.trainer.compiled?.ordered().map(([name]) => name) ?? [];
  }

  /** The loss and the metrics by name, as they stand; inside a `trainStep` as they will stand when it has run. */
  getMetricsResult(): Logs {
    return (currentTrace()?.readsLater ? resultsOf(this.metrics) : this.trainer.logs()) as Logs;
  }

  // ------------------------------------------------------------- steps of one's own

  /**
   * One step of `fit` on a batch: [x, y], [x, y, sampleWeight], or x alone. A class may say its own: it computes with
   * tensors, a tape and an optimizer, and gives an object of logs. It is called for every batch.
   */
  trainStep(data: unknown): StepLogs {
    return defaultTrainStep(this, this.trainer.needCompiled('trainStep'), data);
  }

  /** One step of `evaluate` on a batch; gives an object of logs. */
  testStep(data: unknown): StepLogs {
    return defaultTestStep(this, this.trainer.needCompiled('testStep'), data);
  }

  /** One step of `predict` on a batch of x: the outputs. */
  predictStep(data: unknown): unknown {
    return (this as unknown as (x: unknown, options: CallOptions) => unknown)(data, { training: false });
  }

  /** The loss of `compile` with all that layers and regularizers add: `computeLoss({ y, yPred, sampleWeight })`. */
  computeLoss(parts: LossParts, ...more: readonly unknown[]): Node {
    return defaultLoss(this, this.trainer.needCompiled('computeLoss'), [parts, ...more]) as Node;
  }

  /** Brings the metrics of `compile` up to date with a batch, and gives all results by name. */
  computeMetrics(parts: LossParts, ...more: readonly unknown[]): StepLogs {
    return defaultMetrics(this, this.trainer.needCompiled('computeMetrics'), [parts, ...more]);
  }

  /** Whether the class says itself what a step is. */
  ownStep(method: StepMethod): boolean {
    const names = [method, ...(method === 'predictStep' ? [] : (['computeLoss', 'computeMetrics'] as const))];
    return names.some((name) => this[name] !== Model.prototype[name]);
  }

  /** What the last `fit` recorded, also when it was stopped. */
  get history(): Trainer['history'] {
    return this.trainer.history;
  }

  /**
   * Trains; resolves to the History. Stop ends it within one batch, weights and `model.history` stay.
   * @ko 데이터로 학습합니다. await를 앞에 씁니다.
   */
  fit(
    x: ArraysLike,
    y: ArraysLike,
    batchSize: number | null,
    epochs?: number | FitOptions,
    verbose?: Verbose | FitOptions,
    options?: FitOptions,
  ): ReturnType<Trainer['fit']>;
  fit(x: ArraysLike | BatchSource, y: ArraysLike, options?: FitOptions): ReturnType<Trainer['fit']>;
  // behind the one above: of two that take as many arguments TypeScript explains a mistake by the last
  fit(x: ArraysLike | BatchSource, options?: FitOptions): ReturnType<Trainer['fit']>;
  fit(options: FitOptions): ReturnType<Trainer['fit']>;
  fit(...args: readonly unknown[]): ReturnType<Trainer['fit']> {
    const fitted = async (): ReturnType<Trainer['fit']> =>
      await this.trainer.fit(
        readArguments('fit', ...splitOptions(args, FIT_DEFAULTS), ['x', 'y', 'batchSize', 'epochs', 'verbose']),
      );
    return mustBeAwaited(fitted(), 'fit', 'const history = await model.fit(…)');
  }

  /**
   * Loss and metrics over data: one number without metrics, else [loss, metrics…], or an object with `returnDict`.
   * @ko 데이터에서 손실과 메트릭을 잽니다. await를 앞에 씁니다.
   */
  evaluate(
    x: ArraysLike | BatchSource,
    y: ArraysLike,
    batchSize: number | null,
    verbose?: Verbose | EvaluateOptions,
    options?: EvaluateOptions,
  ): Promise<Scores>;
  evaluate(x: ArraysLike | BatchSource, y: ArraysLike, options: EvaluateOptions & { returnDict: true }): Promise<Logs>;
  evaluate(x: ArraysLike | BatchSource, y: ArraysLike, options?: EvaluateOptions): Promise<Scores>;
  evaluate(x: ArraysLike | BatchSource, options?: EvaluateOptions): Promise<Scores>;
  evaluate(options: EvaluateOptions): Promise<Scores>;
  evaluate(...args: readonly unknown[]): Promise<unknown> {
    return mustBeAwaited(this.#evaluated(args), 'evaluate', 'const scores = await model.evaluate(…)');
  }

  async #evaluated(args: readonly unknown[]): Promise<unknown> {
    const options = readArguments('evaluate', ...splitOptions(args, EVALUATE_DEFAULTS), [
      'x',
      'y',
      'batchSize',
      'verbose',
      'sampleWeight',
      'steps',
    ]);
    return scores(await this.trainer.evaluate(options), options.returnDict);
  }

  /**
   * The model's outputs for all samples, in their order (float32).
   * @ko 입력의 결과를 계산합니다. await를 앞에 씁니다.
   */
  predict(
    x: ArraysLike | BatchSource,
    batchSize: number | null,
    verbose?: Verbose | PredictOptions,
    options?: PredictOptions,
  ): Promise<P>;
  predict(options: PredictOptions): Promise<P>;
  predict(x: ArraysLike | BatchSource, options?: PredictOptions): Promise<P>;
  predict(...args: readonly unknown[]): Promise<P> {
    return mustBeAwaited(this.#predicted(args), 'predict', 'const predictions = await model.predict(…)');
  }

  async #predicted(args: readonly unknown[]): Promise<P> {
    const options = readArguments('predict', ...splitOptions(args, PREDICT_DEFAULTS), [
      'x',
      'batchSize',
      'verbose',
      'steps',
    ]);
    return this.predictionOf(await this.trainer.predict(options));
  }

  /** P follows from the outputs the model was made with. */
  private predictionOf(arrays: NDArray | NDArray[]): P {
    return (this.outputKeys ? byName(this.outputKeys, [arrays].flat()) : arrays) as P;
  }

  /**
   * One training step on one batch; loss and metrics are those of this batch alone.
   * @ko 배치 하나로 한 스텝 학습합니다.
   */
  trainOnBatch(x: ArraysLike, y?: ArraysLike, options: BatchOptions = {}): number | number[] | Logs {
    return scores(
      this.trainer.single('train', x, batchArguments('trainOnBatch', y, options)),
      options.returnDict ?? false,
    );
  }

  /** Loss and metrics of one batch, without training. */
  testOnBatch(x: ArraysLike, y?: ArraysLike, options: BatchOptions = {}): number | number[] | Logs {
    return scores(
      this.trainer.single('test', x, batchArguments('testOnBatch', y, options)),
      options.returnDict ?? false,
    );
  }

  /**
   * The outputs for one batch, at once.
   * @ko 배치 하나의 결과를 한 번에 계산합니다.
   */
  predictOnBatch(x: ArraysLike): P {
    if (arguments.length > 1) refuseOptions('predictOnBatch', arguments, 1);
    return this.predictionOf(this.trainer.predictOnBatch(x));
  }

  // ------------------------------------------------------- looking and saving

  /**
   * Shows the layers with output shapes and parameter counts: a table in a notebook, text elsewhere.
   * @ko 층, 모양, 매개변수의 요약표를 찍습니다.
   */
  summary(options: SummaryOptions = {}): void {
    showSummary(this, options);
  }

  /**
   * Saves architecture, weights, compile settings and optimizer: `.keras`, or `.h5` for older programs. The folder must be there.
   * @ko 모델을 파일로 저장합니다.
   */
  save(path: string, options: SaveOptions = {}): Promise<void> {
    return mustBeAwaited(saveModel(this, path, options), 'save', 'await model.save(…)');
  }

  /** Saves the weights alone (`.weights.h5`). The folder must be there. */
  saveWeights(path: string, options: SaveWeightsOptions = {}): Promise<void> {
    return mustBeAwaited(saveWeights(this, path, options), 'saveWeights', 'await model.saveWeights(…)');
  }

  /** Loads weights from `.weights.h5`, `.keras` or legacy `.h5`, by position or by name. */
  loadWeights(path: string, options: LoadWeightsOptions = {}): Promise<void> {
    return mustBeAwaited(loadWeights(this, path, options), 'loadWeights', 'await model.loadWeights(…)');
  }

  /** The architecture as Keras 3's JSON text. */
  toJSON(): string {
    if (arguments.length > 0) refuseOptions('toJSON', arguments, 0);
    return modelJson(this);
  }

  resetMetrics(): void {
    if (arguments.length > 0) refuseOptions('resetMetrics', arguments, 0);
    this.trainer.resetMetrics();
  }
}

/** Which layer is meant. */
interface LayerName {
  /**
   * Its name.
   * @ko 층의 이름입니다.
   */
  name?: string;
  /**
   * Its place in `layers`, from 0.
   * @ko `layers`에서의 번호입니다(0부터).
   */
  index?: number;
}

const GET_LAYER = optionNames<LayerName>()('name index');
const MODEL = optionNames<ModelOptions>()(
  'inputs outputs name trainable dtype inputShape batchInputShape activityRegularizer',
);

/** One number without metrics, else the list, or an object by name. */
function scores(values: readonly (readonly [string, number])[], asObject: boolean): number | number[] | Logs {
  if (asObject) return toldOfMissing(Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1))));
  return values.length === 1 ? values[0]![1] : values.map(([, value]) => value);
}

function batchArguments(who: string, y: ArraysLike | undefined, options: BatchOptions): Required<BatchOptions> {
  return readArguments(who, [{ ...options, y: y ?? options.y ?? null }], BATCH_DEFAULTS);
}

/** `readArguments` takes a last plain object for the options; arrays by name, `fit({ a, b }, { kind })`, are not that. */
function splitOptions<T extends object>(
  args: readonly unknown[],
  defaults: T,
): [args: readonly unknown[], defaults: T] {
  const last = args.at(-1);
  const isData =
    isPlainObject(last) && Object.keys(last).length > 0 && Object.values(last).every((v) => v instanceof NDArray);
  const named = isData && !Object.keys(last).some((key) => key in defaults);
  return [named ? [...args, {}] : args, defaults];
}

function nameFor(className: string, functional: boolean): string {
  if (className === 'Model') return functional ? 'functional' : 'model';
  return className === 'Sequential'
    ? 'sequential'
    : className
        .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase();
}

/** One end as a list. */
function listOf(ends: Ends): readonly KerasTensor[] {
  if (ends instanceof KerasTensor) return [ends];
  return isNamed(ends) ? valuesByName(ends) : ends;
}

/** `Model(inputs, outputs, options)` or `Model(options)`; both ends may be objects, so an object's place says what it is. */
function modelArguments(args: readonly unknown[]): {
  inputs: Ends | undefined;
  outputs: Ends | undefined;
} & LayerOptions {
  const last = args.at(-1);
  const onlyOutputs = args.length === 2 && isPlainObject(last) && Object.keys(last).every((key) => MODEL.has(key));
  const hasOptions = isPlainObject(last) && (args.length !== 2 || onlyOutputs);
  const options = (hasOptions ? last : {}) as ModelOptions;
  const positional = hasOptions ? args.slice(0, -1) : args;
  const inputs = (positional[0] ?? options.inputs) as Ends | undefined;
  const outputs = (positional[1] ?? options.outputs) as Ends | undefined;
  known('Model', options, MODEL);
  if ((inputs === undefined) !== (outputs === undefined)) {
    throw new ValueError({
      who: 'Model',
      rule: { en: 'needs inputs and outputs', ko: 'inputs와 outputs가 필요합니다' },
      received: inputs === undefined ? { en: 'outputs only', ko: 'outputs만' } : { en: 'inputs only', ko: 'inputs만' },
    });
  }
  return { ...options, inputs, outputs };
}
