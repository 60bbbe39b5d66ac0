/**
 * @file The base of every layer: constructor checks, then `build(inputShape)` makes the weights at the first use, then
 * `call` says the computation in differentiable ops. A layer is itself a function: on symbolic tensors it adds to a
 * model, inside another layer's `call` it computes on, on arrays it computes at once.
 * Above 300 lines: what a layer is, in one place.
 */
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { displaySymbol } from '../../display/index.ts';
import { g, isNode, settle, type DType, type Node } from '../../engine/index.ts';
import { DTypeError, NotBuiltError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe, unknownOption } from '../../arguments/index.ts';
import { TENSOR_DTYPES, readDType } from '../common/dtype.ts';
import { Invocable } from '../common/invocable.ts';
import { toCamel } from '../common/names.ts';
import { computeOnce, gaveNode, toNode } from '../common/tensor.ts';
import { get as getConstraint, type ConstraintLike } from '../constraints/index.ts';
import { get as getInitializer, type InitializerLike } from '../initializers/index.ts';
import { get as getRegularizer, type Regularizer, type RegularizerLike } from '../regularizers/index.ts';
import type { LayerFacts } from './facts.ts';
import { KerasTensor, inferOutputs, type LayerCall, type SymbolicShape } from './keras-tensor.ts';
import { autoName } from './naming.ts';
import { Trace, currentTrace, withTrace } from './trace.ts';
import { Weight } from './weight.ts';

/** One tensor or several, inside `call`. */
export type Tensors = Node | readonly Node[];
/** One symbolic tensor or several. */
export type Symbols = KerasTensor | readonly KerasTensor[];

/** As Keras gives it: one symbolic tensor, or a list of several; `.shape` and `[0]` are there without a test. */
export type OneOrMore = KerasTensor & readonly KerasTensor[];

/** Options that every layer takes. */
export interface LayerOptions {
  /**
   * Default: the class name in snake_case, numbered.
   * @ko 층의 이름입니다. 기본값은 클래스 이름에 번호를 붙인 것입니다.
   */
  name?: string | null;
  /**
   * Whether training changes the weights. Default true.
   * @ko 학습이 가중치를 바꾸는지 정합니다. false이면 동결입니다. 기본값 true.
   */
  trainable?: boolean;
  /**
   * Type of its weights and sums: only float32, the default.
   * @ko 가중치와 계산의 자료형입니다. float32뿐입니다.
   */
  dtype?: DType | null;
  /**
   * Shape of one sample, for the first layer of a Sequential model.
   * @ko 그림 하나의 모양입니다. Sequential의 첫 층에 씁니다.
   */
  inputShape?: SymbolicShape | null;
  /**
   * As inputShape with the batch axis in front.
   * @ko 배치 축까지 쓴 inputShape입니다.
   */
  batchInputShape?: SymbolicShape | null;
  /**
   * Penalty on the layer's output, divided by the batch size.
   * @ko 층의 출력에 주는 벌점입니다(배치 크기로 나눕니다).
   */
  activityRegularizer?: RegularizerLike | null;
}

/** The defaults of LayerOptions, for `readArguments`. */
export const LAYER_DEFAULTS = {
  name: null as string | null,
  trainable: true,
  dtype: 'float32' as DType | null,
  inputShape: null as SymbolicShape | null,
  batchInputShape: null as SymbolicShape | null,
  activityRegularizer: null as RegularizerLike | null,
};

export interface CallOptions {
  /** Dropout, batch statistics and the like are on. Default: as the surrounding call, outside of fit false. */
  readonly training?: boolean;
}

/** What a layer's own `backward` may give: the gradient of its input(s), or also those of its weights. */
type BackwardResult = Node | readonly Node[] | { inputs: Node | readonly Node[]; weights?: readonly Node[] };

interface AddWeightOptions {
  /**
   * Name of the weight. Default 'weight_0', 'weight_1', …
   * @ko 가중치의 이름입니다. 기본값은 'weight_0', 'weight_1', … 차례입니다.
   */
  name?: string;
  /**
   * Its shape.
   * @ko 모양입니다.
   */
  shape: readonly number[];
  /**
   * Its first values. Default 'glorot_uniform'.
   * @ko 처음 값을 정하는 방법입니다. 기본값 'glorot_uniform'.
   */
  initializer?: InitializerLike | null;
  /**
   * Whether training changes it. Default true.
   * @ko 학습으로 바꿀지 정합니다. 기본값 true.
   */
  trainable?: boolean;
  /**
   * Penalty on it, added to the loss.
   * @ko 손실에 더하는 벌점입니다.
   */
  regularizer?: RegularizerLike | null;
  /**
   * What it must fulfil after each step.
   * @ko 스텝마다 지켜야 할 조건입니다.
   */
  constraint?: ConstraintLike | null;
  /**
   * Type of its numbers. Default 'float32'.
   * @ko 값의 자료형입니다. 기본값 'float32'.
   */
  dtype?: DType;
}

/** Fits only a value without a type: `1 & X` is a type of 0 for `any` alone. */
export type Untyped<X> = 0 extends 1 & X ? unknown : never;

// A layer is a function; TypeScript says so by giving the interface of the class a call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Layer {
  // In `function block(x) { return layers.Activation('relu')(x); }` x has no type: it may be a tensor of a model, a node
  // or an array, and so may the result. The first forms take nothing else, or lists of it.
  <X>(inputs: X & Untyped<X>, options?: CallOptions): X;
  <X>(inputs: readonly (X & Untyped<X>)[], options?: CallOptions): X;
  (inputs: Node | readonly Node[], options?: CallOptions): Node;
  (inputs: Symbols, options?: CallOptions): KerasTensor;
  (inputs: ArraySource, options?: CallOptions): NDArray;
  /**
   * The layer's own gradient in place of automatic differentiation, see `BackwardResult`.
   * @ko 자동 미분 대신 쓸 이 층의 기울기를 직접 정합니다.
   */
  backward?(dy: Node, context: { inputs: readonly Node[]; output: Node }): BackwardResult;
}

// eslint-disable-next-line typescript/no-unsafe-declaration-merging
/**
 * What every layer stands on; `class MyLayer extends keras.layers.Layer` makes an own one with `build` and `call`.
 * @ko 내 층을 만들 때 물려받는 클래스입니다.
 */
export class Layer extends Invocable {
  /** Its name; a model's names differ from each other. */
  name: string;
  /** Type of its weights. Default float32. */
  readonly dtype: DType;
  /** Whether it has its weights. */
  built = false;
  /** The shape the layer was built for. */
  buildShape: SymbolicShape | readonly SymbolicShape[] | undefined;
  /** Penalty on its output. */
  readonly activityRegularizer: Regularizer | null;
  /** The uses of this layer in models. */
  readonly calls: LayerCall[] = [];
  /** From inputShape or batchInputShape. */
  readonly batchInputShape: SymbolicShape | null;
  /** What `addLoss` and activity regularizers added in the last call. */
  addedLosses: Node[] = [];
  /** Weights made by this layer itself, in order of creation. */
  readonly ownWeights: Weight[] = [];
  private trainableFlag: boolean;

  constructor(options: LayerOptions = {}) {
    super();
    checkNames(new.target.name, options, new.target === Layer);
    const { inputShape, batchInputShape } = options;
    this.name = options.name ?? autoName(new.target.name);
    const { facts } = new.target as { facts?: LayerFacts };
    this.dtype = readDType(new.target.name, options.dtype, facts?.dtypes);
    this.activityRegularizer = getRegularizer(options.activityRegularizer ?? null);
    this.batchInputShape = batchInputShape ?? (inputShape ? [null, ...asShape(new.target.name, inputShape)] : null);
    this.trainableFlag = options.trainable ?? true;
    markWhenBuilt(this);
  }

  /** The beginning of the paths of its weights: its name. */
  get path(): string {
    return this.name;
  }

  /** What calling the layer as a function does. */
  override invoke(inputs: unknown, options?: CallOptions): unknown {
    return this.apply(inputs, options);
  }

  /** The name of the class, as in Keras's files. */
  get className(): string {
    return this.constructor.name;
  }

  /** Whether this is the use of a `keras.ops` function in a model, and no layer to its user. */
  get isOperation(): boolean {
    return false;
  }

  // ------------------------------------------------------------ for subclasses

  /**
   * Makes the weights for an input shape with the batch in front (a list of shapes when the layer takes several inputs).
   * Called by hand it counts as much as the first use: weights are made once.
   * @ko 입력의 모양에 맞는 가중치를 만듭니다.
   */
  build(_inputShape: SymbolicShape): void {}

  /** The computation, in ops. */
  call(_inputs: Tensors, _options?: CallOptions): Tensors {
    throw new NotBuiltError({
      who: this.className,
      rule: { en: 'a layer must have its own call(x)', ko: '층은 call(x)를 직접 정의해야 합니다' },
      hint: {
        en: 'Write call(x) { return keras.ops.relu(x); }.',
        ko: 'call(x) { return keras.ops.relu(x); }처럼 쓰세요',
      },
    });
  }

  /**
   * Makes a weight of this layer; the initializer's default is glorot_uniform.
   * @ko 이 층의 가중치를 하나 만듭니다.
   */
  addWeight(options: AddWeightOptions): Weight {
    const name = options.name ?? `weight_${this.ownWeights.length}`;
    const trainable = options.trainable ?? true;
    const weight = new Weight({
      ...options,
      dtype: readDType(`${this.className}.addWeight`, options.dtype, TENSOR_DTYPES),
      name,
      path: `${this.name}/${name}`,
      initializer: getInitializer(options.initializer ?? 'glorot_uniform', this.className),
      regularizer: getRegularizer(options.regularizer ?? null),
      constraint: getConstraint(options.constraint ?? null),
      trainable: trainable && this.trainable,
    });
    if (!trainable) neverTrained.add(weight);
    this.ownWeights.push(weight);
    return weight;
  }

  /** Adds a number (or several) to the loss of the model, inside `call`; of a tensor of many its sum. */
  addLoss(loss: Node | readonly Node[]): void {
    for (const each of isNode(loss) ? [loss] : [loss].flat()) this.recordLoss(g.sum(gaveNode('addLoss', each)));
  }

  private recordLoss(loss: Node): void {
    const number = g.reshape(loss, []);
    currentTrace()?.losses.push(number);
    this.addedLosses.push(number);
  }

  /** What was added to the loss in the last call, here and in the layers inside, then the penalties on weights. */
  get losses(): readonly Node[] {
    const added = [...new Set(allWithin(this))].flatMap((layer) => layer.addedLosses);
    const bound = this.trainableWeights.flatMap(({ regularizer, node }) =>
      regularizer ? [regularizer.call(node)] : [],
    );
    return [...added, ...bound.map((penalty) => g.reshape(penalty, []))];
  }

  /** The options that make an equal layer, without weights. Own layers add theirs and pass them to the constructor. */
  getConfig(): Record<string, unknown> {
    return { name: this.name, trainable: this.trainable, dtype: this.dtype };
  }

  /** A layer from `getConfig()`. */
  static fromConfig(config: Record<string, unknown>): Layer {
    const Class = this as unknown as new (options: Record<string, unknown>) => Layer;
    return new Class(config);
  }

  // ------------------------------------------------------------------- weights

  /** Layers that are fields of this one (also inside lists), in order. */
  get sublayers(): Layer[] {
    const found: Layer[] = [];
    for (const value of Object.values(this)) {
      if (value instanceof Layer) found.push(value);
      else if (Array.isArray(value)) for (const item of value) if (item instanceof Layer) found.push(item);
    }
    return [...new Set(found)];
  }

  get trainable(): boolean {
    return this.trainableFlag;
  }

  /** False freezes the weights of this layer and all inside it; a model must be compiled again afterwards. */
  set trainable(value: boolean) {
    const own = this.allOwnWeights;
    this.trainableFlag = value;
    for (const weight of own) weight.trainable = value && !neverTrained.has(weight);
    for (const layer of this.sublayers) layer.trainable = value;
  }

  /** The weights made by `addWeight`, then variables that are fields of the layer. */
  get allOwnWeights(): Weight[] {
    const fields = Object.values(this).filter((value): value is Weight => value instanceof Weight);
    for (const field of fields) if (!field.trainable && !this.ownWeights.includes(field)) neverTrained.add(field);
    return [...new Set([...this.ownWeights, ...fields])];
  }

  /** All weights: those that can be trained, then the others, then those of inner layers. */
  get weights(): Weight[] {
    const made = this.allOwnWeights;
    const own = [...made.filter((w) => !neverTrained.has(w)), ...made.filter((w) => neverTrained.has(w))];
    return [...new Set([...own, ...this.sublayers.flatMap((layer) => layer.weights)])];
  }

  /** The weights that training changes. */
  get trainableWeights(): Weight[] {
    return this.weights.filter((w) => w.trainable);
  }

  /** The weights that training does not change. */
  get nonTrainableWeights(): Weight[] {
    return this.weights.filter((w) => !w.trainable);
  }

  /** Keras's other names of the same lists. */
  get variables(): Weight[] {
    return this.weights;
  }

  /** The same as `trainableWeights`. */
  get trainableVariables(): Weight[] {
    return this.trainableWeights;
  }

  /** The same as `nonTrainableWeights`. */
  get nonTrainableVariables(): Weight[] {
    return this.nonTrainableWeights;
  }

  /**
   * The values of all weights, in the order of `weights`: kernel, bias; gamma, beta, moving mean, moving variance.
   * @ko 가중치를 배열의 리스트로 줍니다.
   */
  getWeights(): NDArray[] {
    return this.weights.map((w) => w.numpy());
  }

  /**
   * Replaces all weights; the list must have the length and the shapes of `getWeights()`.
   * @ko 가중치를 바꾸어 넣습니다.
   */
  setWeights(values: readonly ArraySource[]): void {
    const weights = this.weights;
    if (values.length !== weights.length) {
      throw new ValueError({
        who: `${this.name}.setWeights`,
        rule: {
          en: `needs ${weights.length} arrays, one for each weight`,
          ko: `가중치마다 하나씩 배열 ${weights.length}개가 필요합니다`,
        },
        received: `${values.length}`,
        hint:
          weights.length === 0
            ? {
                en: 'Is the layer built? Call it once or give an inputShape.',
                ko: '층에 가중치가 생겼나요? 층을 한 번 호출하거나 inputShape를 주세요',
              }
            : undefined,
      });
    }
    const arrays = values.map((value) => np.asarray(value));
    weights.forEach((w, i) => {
      if (shapeText(w.shape) === shapeText(arrays[i]!.shape)) return;
      throw new ShapeError({
        who: `${this.name}.setWeights`,
        rule: {
          en: `weight ${i} (${w.path}) has shape ${shapeText(w.shape)}`,
          ko: `가중치 ${i}(${w.path})의 모양은 ${shapeText(w.shape)}입니다`,
        },
        received: {
          en: `an array of shape ${shapeText(arrays[i]!.shape)}`,
          ko: `모양이 ${shapeText(arrays[i]!.shape)}인 배열`,
        },
      });
    });
    weights.forEach((w, i) => w.assign(arrays[i]!));
  }

  /**
   * The number of numbers in all weights.
   * @ko 매개변수의 수를 셉니다.
   */
  countParams(): number {
    if (!this.built) {
      throw new NotBuiltError({
        who: `${this.name}.countParams`,
        rule: {
          en: 'the layer has no weights yet, because it has not seen an input shape',
          ko: '입력의 모양을 아직 몰라서 층에 가중치가 없습니다',
        },
        hint: {
          en: 'Give the model an Input layer or inputShape, or call build(inputShape).',
          ko: '모델에 Input 층이나 inputShape를 주거나 build(inputShape)를 호출하세요.',
        },
      });
    }
    return this.weights.reduce((n, w) => n + w.variable.size, 0);
  }

  // --------------------------------------------------------------- application

  /** Builds the layer for one input or several, unless that was done before. */
  ensureBuilt(shapes: SymbolicShape | readonly SymbolicShape[]): void {
    if (!this.built) this.build(shapes as SymbolicShape);
  }

  /** What the layer's function form does. */
  apply(inputs: unknown, options: CallOptions = {}): unknown {
    const list = Array.isArray(inputs) ? (inputs as unknown[]) : [inputs];
    if (list.some((x) => x instanceof KerasTensor)) return this.applySymbolic(inputs as Symbols, options);
    if (list.some((x) => isNode(x))) return this.applyNodes(inputs as Tensors, options);
    if (currentTrace()) return this.applyNodes(this.arrayNodes(inputs), options);
    return this.applyArrays(inputs, options);
  }

  /** Adds a use of this layer to the model under construction. */
  applySymbolic(inputs: Symbols, options: CallOptions): KerasTensor | KerasTensor[] {
    const list = inputs instanceof KerasTensor ? [inputs] : inputs;
    for (const x of list) {
      if (x instanceof KerasTensor) continue;
      throw new DTypeError({
        who: this.name,
        rule: {
          en: 'symbolic tensors and arrays cannot be mixed in one call',
          ko: '한 번의 호출에 기호 텐서와 배열을 섞을 수 없습니다',
        },
        received: { en: 'an array beside a KerasTensor', ko: 'KerasTensor와 함께 쓴 배열' },
        hint: {
          en: 'Put the array into the model through keras.Input or a layer of its own.',
          ko: '배열은 keras.Input이나 층을 거쳐 모델에 넣으세요',
        },
      });
    }
    this.ensureBuilt(inputs instanceof KerasTensor ? inputs.shape : inputs.map((x) => x.shape));
    const { specs, givesList } = inferOutputs(
      (nodes) => this.applyNodes(inputs instanceof KerasTensor ? nodes[0]! : nodes, { training: false, ...options }),
      list,
    );
    const outputs = specs.map(({ shape, dtype }) => new KerasTensor(shape, { dtype }));
    const call: LayerCall = { layer: this, inputs, outputs, givesList, options };
    outputs.forEach((output, index) => (output.source = { call, index }));
    this.calls.push(call);
    return givesList ? outputs : outputs[0]!;
  }

  /** Computes on inside a graph. */
  applyNodes(inputs: Tensors, { training }: CallOptions): Tensors {
    const outer = currentTrace();
    if (!outer) return withTrace(new Trace(training ?? false), () => this.applyNodes(inputs, { training }));
    const options = { training: training ?? outer.training };
    const list = isNode(inputs) ? [inputs] : inputs;
    this.ensureBuilt(isNode(inputs) ? inputs.shape : inputs.map((x) => x.shape));
    if (outer.depth === 0) for (const layer of allWithin(this)) layer.addedLosses = [];
    outer.depth++;
    const leave = outer.watcher?.(this, list);
    let given: unknown;
    try {
      given = outer.inMode(options.training, () => this.called(inputs, options));
    } finally {
      outer.depth--;
    }
    const who = `${this.className}.call`;
    const result = Array.isArray(given) ? given.map((y) => gaveNode(who, y)) : gaveNode(who, given);
    const output = this.backward ? this.withOwnGradient(list, result as Node) : result;
    if (this.activityRegularizer) {
      const penalty = this.activityRegularizer;
      for (const y of isNode(output) ? [output] : output) {
        this.recordLoss(g.div(g.reshape(penalty.call(y), []), y.shape[0] ?? 1));
      }
    }
    return leave ? leave(output) : output;
  }

  /** `call`, as its own class understands inputs and outputs. */
  protected called(inputs: Tensors, options: CallOptions): unknown {
    return this.call(inputs, options);
  }

  private withOwnGradient(inputs: readonly Node[], output: Node): Node {
    const weights = this.trainableWeights.map((w) => w.node);
    return g.customGradient(output, [...inputs, ...weights], (dy) => {
      const result = this.backward!(dy, { inputs, output });
      const parts =
        isNode(result) || Array.isArray(result)
          ? { inputs: result as Tensors }
          : (result as { inputs: Tensors; weights?: Node[] });
      const towardsInputs = isNode(parts.inputs) ? [parts.inputs] : parts.inputs;
      return [...inputs.map((_, i) => towardsInputs[i] ?? null), ...weights.map((_, i) => parts.weights?.[i] ?? null)];
    });
  }

  /** Arrays as constants of a graph. */
  private arrayNodes(inputs: unknown): Tensors {
    if (Array.isArray(inputs) && inputs.length > 0 && inputs.every((x) => x instanceof NDArray)) {
      return inputs.map((x) => asFloat(toNode(x, this.name)));
    }
    return asFloat(toNode(inputs as NDArray, this.name));
  }

  /** Computes at once on arrays. */
  applyArrays(inputs: unknown, { training = false }: CallOptions): NDArray | NDArray[] {
    const nodes = this.arrayNodes(inputs);
    const trace = new Trace(training);
    const result = withTrace(trace, () => this.applyNodes(nodes, { training }));
    const outputs = isNode(result) ? [result] : result;
    const { losses } = trace;
    const arrays = computeOnce([...outputs, ...losses], trace.assigns, this.name);
    // What was added to the loss is known now, and stays so when the weights move on.
    for (const loss of losses.toReversed()) settle(loss, arrays.pop()!.toTyped() as Float32Array);
    return isNode(result) ? arrays[0]! : arrays;
  }

  /** The output shape for an input shape. */
  computeOutputShape(inputShape: SymbolicShape | readonly SymbolicShape[]): SymbolicShape | readonly SymbolicShape[] {
    const several = Array.isArray(inputShape[0]);
    const shapes = (several ? inputShape : [inputShape]) as readonly SymbolicShape[];
    this.ensureBuilt(inputShape);
    const { specs, givesList } = inferOutputs(
      (nodes) => this.applyNodes(several ? nodes : nodes[0]!, { training: false }),
      shapes.map((shape) => ({ shape, dtype: 'float32' as const })),
    );
    return givesList ? specs.map((s) => s.shape) : specs[0]!.shape;
  }

  /** The symbolic input of the layer's first use. */
  get input(): OneOrMore {
    return this.firstCall('input').inputs as OneOrMore;
  }

  /** The symbolic output of the layer's first use: `keras.Model(model.inputs, layer.output)` cuts a model there. */
  get output(): KerasTensor {
    const { outputs, givesList } = this.firstCall('output');
    return (givesList ? outputs : outputs[0]) as KerasTensor;
  }

  private firstCall(what: string): LayerCall {
    const call = this.calls[0];
    if (call) return call;
    throw new NotBuiltError({
      who: `${this.name}.${what}`,
      rule: { en: 'the layer is not part of a model yet', ko: '아직 모델에 들어 있지 않은 층입니다' },
      hint: {
        en: 'Build the model first (keras.Input or inputShape).',
        ko: '먼저 모델을 만드세요(keras.Input 또는 inputShape).',
      },
    });
  }

  /** `<Dense name=dense, built=true>`: what a cell shows. */
  override toString(): string {
    return `<${this.className} name=${this.name}, built=${this.built}>`;
  }

  [displaySymbol](): Record<string, unknown> {
    return { 'text/plain': this.toString() };
  }
}

/**
 * Refuses options that no layer has. A class of one's own may hand all its options on, with those it reads itself among
 * them; there only a common option in another spelling (input_shape) is surely a mistake.
 */
function checkNames(who: string, options: LayerOptions, strict: boolean): void {
  const names = Object.keys(LAYER_DEFAULTS);
  for (const name of Object.keys(options)) {
    if (!names.includes(name) && (strict || names.includes(toCamel(name))))
      throw unknownOption(who, name, names, options);
  }
}

/**
 * Gives a layer a `build` that remembers that it was called: by the first use, by hand, or by a layer around it. The
 * class's own `build` stays the plain method that makes the weights, so that `super.build` reaches it.
 */
function markWhenBuilt(layer: Layer): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with the layer below
  const { build } = layer;
  const marked = (shape: SymbolicShape | readonly SymbolicShape[]): void => {
    checkBuildShape(layer, shape);
    if (layer.built) return; // weights are made once: those that are there may be trained or loaded
    const before = layer.ownWeights.length;
    try {
      // Weights are made and set here and now, also where the first use is part of a graph.
      withTrace(undefined, () => build.call(layer, shape as SymbolicShape));
    } catch (error) {
      // what it had made would stand beside the weights of the next try
      layer.ownWeights.length = before;
      throw error;
    }
    layer.built = true;
    layer.buildShape = shape;
  };
  Object.defineProperty(layer, 'build', { value: marked, writable: true, configurable: true, enumerable: false });
}

function checkBuildShape(layer: Layer, shape: unknown): void {
  const size = (n: unknown): boolean => n === null || Number.isInteger(n);
  const single = (list: unknown): boolean => Array.isArray(list) && list.every(size);
  if (single(shape) || (Array.isArray(shape) && shape.every(single))) return;
  throw new ValueError({
    who: `${layer.name}.build`,
    rule: {
      en: 'needs the shape of an input with the batch in front, such as [null, 28, 28, 1]',
      ko: '[null, 28, 28, 1]처럼 배치가 앞에 있는 입력의 모양이 필요합니다',
    },
    received: describe(shape),
  });
}

/** A layer and all inside it. */
function allWithin(layer: Layer): Layer[] {
  return [layer, ...layer.sublayers.flatMap(allWithin)];
}

/** Weights that were made with `trainable: false` and stay so (running statistics). */
const neverTrained = new WeakSet<Weight>();

/** Whether a weight was made untrainable (and not only frozen). */
export function isStatistic(weight: Weight): boolean {
  return neverTrained.has(weight);
}

function asFloat(x: Node): Node {
  return x.dtype === 'float32' ? x : g.cast(x, 'float32');
}

function asShape(who: string, shape: unknown): SymbolicShape {
  if (typeof shape === 'number') return [shape];
  if (Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && (n as number) > 0)))
    return shape as number[];
  throw new ValueError({
    who,
    rule: {
      en: 'inputShape must be a list of positive whole numbers (null where any size is allowed)',
      ko: 'inputShape는 양의 정수의 리스트여야 합니다(크기를 정하지 않는 자리는 null)',
    },
    received: JSON.stringify(shape),
    hint: { en: 'For 28 x 28 grey pictures it is [28, 28, 1].', ko: '28 x 28 회색 그림이면 [28, 28, 1]입니다' },
  });
}
