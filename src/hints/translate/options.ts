/** @file The arguments of a call as they are called here: shapes as lists, dtypes as words, options under their own names. */
import type { Argument, Expr } from './parse.ts';
import { pictureArguments } from './pictures.ts';
import { pathOf } from './trees.ts';

/** `learning_rate` → `learningRate`; names in capitals and private ones stay. */
export function camelCase(name: string): string {
  if (/^_|^[A-Z\d_]+$/.test(name)) return name;
  return name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** Words that calls of the library take; as names nobody has them. */
export const words = new Set(
  `relu sigmoid softmax tanh linear elu selu gelu swish same valid adam sgd rmsprop adagrad adamw nadam mse mae
  mean_squared_error sparse_categorical_crossentropy categorical_crossentropy binary_crossentropy accuracy gray viridis jet
  hot cool bone on off equal tight auto uint8 int8 uint16 int16 int32 uint32 int64 float32 float64 average reflect edge
  constant red green blue black white nearest bilinear bicubic`.split(/\s+/),
);

/** Arguments that Python's users name and that come first here, without a name. */
const firsts: readonly [call: RegExp, name: string][] = [
  [/^np\.(?:zeros|ones|empty|full)$/, 'shape'],
  [/\blayers\.Dense$/, 'units'],
  [/\blayers\.Dropout$/, 'rate'],
  [/\.(?:shuffle|prefetch)$/, 'buffer_size'],
  [/\.batch$/, 'batch_size'],
  [/\.(?:repeat|take|skip)$/, 'count'],
  [/\bDataset\.fromTensorSlices$/, 'tensors'],
  [/\bDataset\.fromGenerator$/, 'generator'],
  [/\bDataset\.listFiles$/, 'file_pattern'],
  [/\.(?:loadImg|saveImg)$/, 'path'],
  [/\.imageDatasetFromDirectory$/, 'directory'],
];
/** What TensorFlow must be told and what is seen here from the elements. */
const unneeded: readonly [call: RegExp, names: RegExp][] = [
  [/\bDataset\.fromGenerator$/, /^output_(?:signature|types|shapes)$/],
  [/\bDataset\.fromCsv$/, /^(?:num_epochs|num_parallel_reads|shuffle\w*|ignore_errors)$/],
];

/** A shape is one list, or where NumPy wants so one argument per axis. */
export function laidOut(head: string, given: readonly Argument[]): readonly Argument[] {
  const [, left] = unneeded.find(([call]) => call.test(head)) ?? [];
  const args = left ? given.filter(({ name }) => name === undefined || !left.test(name)) : given;
  const ofPictures = pictureArguments(head, args);
  if (ofPictures !== undefined) return ofPictures;
  const [first] = args;
  if (head.endsWith('.compile') && args.some(({ name }) => name !== undefined)) {
    const names = ['optimizer', 'loss', 'metrics'];
    return args.map((arg, i) =>
      arg.name === undefined && arg.value.kind !== 'dict' ? { ...arg, name: names[i]! } : arg,
    );
  }
  // The first argument by its name, where it has none here
  const [, name] = firsts.find(([call]) => call.test(head)) ?? [];
  if (name !== undefined && args[0]?.name === name) return [{ value: args[0].value }, ...args.slice(1)];
  // Several arrays are one list
  const arrays = args.filter((arg) => arg.name === undefined && arg.value.kind !== 'number');
  if (/^np\.(?:concatenate|stack|vstack|hstack|dstack|columnStack)$/.test(head) && arrays.length > 1) {
    const list: Expr = { kind: 'list', items: arrays.map(({ value }) => value), round: false };
    return [{ value: list }, ...args.filter((arg) => !arrays.includes(arg))];
  }
  // An axis before other options is one of them
  if (/\.(?:sum|mean|std|var|max|min|prod|any|all)$/.test(head) && args.some((arg) => arg.name !== undefined)) {
    const at = head.startsWith('np.') ? 1 : 0;
    const axis = args[at];
    if (axis?.name === undefined && axis !== undefined)
      return args.map((arg) => (arg === axis ? { ...arg, name: 'axis' } : arg));
  }
  if (/^np\.random\.randn?$/.test(head) && args.length === 1 && first!.value.kind === 'list') {
    return first!.value.items.map((value) => ({ value }));
  }
  const lists = args.filter(({ name, value }) => name === undefined && value.kind === 'list');
  if (head === 'np.array' && lists.length > 1) {
    return [
      { value: { kind: 'list', items: lists.map(({ value }) => value), round: false } },
      ...args.filter((arg) => !lists.includes(arg)),
    ];
  }
  if (
    head === 'np.array' &&
    args.length > 1 &&
    args.every(({ name, value }) => name === undefined && value.kind === 'number')
  ) {
    return [{ value: { kind: 'list', items: args.map(({ value }) => value), round: false } }];
  }
  const sizes = args.filter(({ name, value }) => name === undefined && value.kind === 'number');
  if (/^np\.(?:zeros|ones|empty)$/.test(head) && sizes.length > 1) {
    const shape: Expr = { kind: 'list', items: sizes.map(({ value }) => value), round: false };
    return [{ value: shape }, ...args.filter((arg) => !sizes.includes(arg))];
  }
  return args;
}

/** Methods of matplotlib's axes. */
export const ofAxes =
  /^(?:[gs]et_(?:title|[xy]label|[xy]lim|[xy]ticks|[xy]ticklabels|[xy]scale|aspect|axis_o\w+|facecolor|visible)|tick_params|bar_label|fill_between|add_patch)$/;

/** matplotlib's names stay as they are, and a history's. */
export function keepsNames(head: string): boolean {
  return /^(?:plt|ax\w*|fig\w*)\b|\bhistory\b/.test(head);
}

export function dtypeText(value: Expr, text: string): string {
  const types: Record<string, string> = { int: "'int64'", float: "'float64'", bool: "'bool'", 'np.int': "'int64'", 'np.float': "'float64'",
    "'int'": "'int64'", "'float'": "'float64'" }; // prettier-ignore
  const written = value.kind === 'text' ? value.text.replace(/"/g, "'") : (pathOf(value) ?? '');
  return types[written] ?? text;
}

/** A list of whole numbers of which one is written as `1.`. */
export function isOfFloats(x: Expr): boolean {
  const numbers: string[] = [];
  const visit = (part: Expr): void => {
    if (part.kind === 'list') part.items.forEach(visit);
    else numbers.push(part.kind === 'number' ? part.text : 'x');
  };
  visit(x);
  return x.kind === 'list' && numbers.some((text) => /\.0*$/.test(text)) && numbers.every((text) => Number.isInteger(Number(text)));
} // prettier-ignore

/** What options are called for short, or were called in other versions; by what is called. */
const shortened: readonly [call: RegExp, names: Readonly<Record<string, string>>][] = [
  [/\b(?:optimizers\.\w+|Adam\w*|SGD|RMSprop|Adagrad|Nadam)$/, { lr: 'learningRate', rate: 'learningRate', eps: 'epsilon', wd: 'weightDecay', clip: 'clipnorm', b1: 'beta1', b2: 'beta2' }],
  [/\.(?:fit|fitGenerator|evaluate|predict)$/, {
    epoch: 'epochs', nbEpoch: 'epochs', nEpochs: 'epochs', numEpochs: 'epochs', batch: 'batchSize', bs: 'batchSize', batchsize: 'batchSize',
    valData: 'validationData', valSplit: 'validationSplit', validation: 'validationData', valid: 'validationData', val: 'validationData',
    callback: 'callbacks', cb: 'callbacks', classWeights: 'classWeight', verb: 'verbose', steps: 'stepsPerEpoch',
  }],
  [/\.compile$/, { opt: 'optimizer', optim: 'optimizer', losses: 'loss', lossFn: 'loss', metric: 'metrics', lossWeight: 'lossWeights' }],
  [/\blayers\.\w*Pool\w*$/, { pool: 'poolSize', size: 'poolSize', kernelSize: 'poolSize', kernel: 'poolSize', stride: 'strides', pad: 'padding' }],
  [/\blayers\.\w*Conv\w*$/, {
    kernel: 'kernelSize', ksize: 'kernelSize', kSize: 'kernelSize', size: 'kernelSize', filterSize: 'kernelSize', filter: 'filters', outChannels: 'filters', stride: 'strides',
    pad: 'padding', act: 'activation', dilation: 'dilationRate', bias: 'useBias',
  }],
  [/\blayers\.\w+$/, { act: 'activation', unit: 'units', bias: 'useBias', inShape: 'inputShape', p: 'rate', prob: 'rate', momentumRate: 'momentum', eps: 'epsilon' }],
  [/\bcallbacks\.\w+$/, { restoreBest: 'restoreBestWeights', restoreWeights: 'restoreBestWeights', delta: 'minDelta', lr: 'minLr', saveBest: 'saveBestOnly', wait: 'patience' }],
]; // prettier-ignore

/** An option under the name it has here. `head`: what is called. */
export function optionName(name: string, head: string): string {
  if (keepsNames(head)) return head.endsWith('.hist') && /^(?:n_?bins?|bin)$/i.test(name) ? 'bins' : name;
  const own = camelCase(name).replace(/^keepDims$/, 'keepdims');
  const names = shortened.find(([call, each]) => call.test(head) && Object.hasOwn(each, own))?.[1];
  return names?.[own] ?? own;
}
