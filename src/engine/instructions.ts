/**
 * @file What the program of graphs (wasm/graph/program.ts) and its callers agree on, each thing once: the instructions with their
 * argument words, the flags and header of an instruction, and the control words at the start of the shared memory.
 * `npm run generate` writes the AssemblyScript side: wasm/generated/{perform,words}.ts.
 */

/** What Adam reads and writes beside the gradient; alpha is an address, c1, c2, eps are bits of float32. */
const ADAM_STATE = ['m', 'v', 'w', 'alpha', 'c1', 'c2', 'eps', 'nextM', 'nextV', 'nextW'] as const;

/**
 * Argument words by layout, in order, 32 bits each. In AssemblyScript `load<i32>(p, Conv.STRIDE_H)` reads the word `strideH`.
 * Names without a unit are counts of elements; matrices and pictures are addresses of their first byte.
 */
const LAYOUTS = {
  /** y (m, n) = a (m, k) times b (k, n) + bias, relu, `batch` times. ld*: from row to row; step*: to the next of the batch. */
  gemm: [
    'a',
    'b',
    'y',
    'm',
    'n',
    'k',
    'lda',
    'ldb',
    'ldy',
    'transposeA',
    'transposeB',
    'bias',
    'relu',
    'batch',
    'stepA',
    'stepB',
    'stepY',
  ],
  /** Weights of a convolution into panels; `rotate`: for the input gradient, taps reversed, cin and cout exchanged. */
  packConv: ['weights', 'to', 'taps', 'cin', 'cout', 'groups', 'rotate'],
  /**
   * y (rows, n) = x (rows, k) times packed weights + bias + added, relu, at most `ceiling` (bits of a float32; `limited`: whether that
   * counts). Rows of x are `ldx` apart, those of y and of what is added `ldy`. Where `scale` is not 0, relu(x scale + shift) stands for x,
   * with a number of both for each of k. The pieces are rowPieces runs of rows times the rest in runs of columns.
   */
  product: [
    'x',
    'weights',
    'bias',
    'added',
    'y',
    'rows',
    'k',
    'n',
    'ldx',
    'ldy',
    'relu',
    'limited',
    'ceiling',
    'rowPieces',
    'scale',
    'shift',
  ],
  /** `side`: of the kernel, 3 or 5. */
  packWinograd: ['weights', 'to', 'side', 'cin', 'cout', 'rotate'],
  /** Weights of a convolution for its input gradient, by phase of the strides. */
  packUp: ['weights', 'to', 'kh', 'kw', 'cin', 'cout', 'strideH', 'strideW'],
  packSparse: ['weights', 'to', 'kh', 'cin', 'cout'],
  /**
   * All convolutions, their gradients, and pooling.
   * argmax: bytes, the place of the maximum within its pooling window, written by the forward kernels; 0 for none.
   * poolH, poolW: the pooling behind a convolution, window and stride; 0 for none.
   * upH, upW: zeros are put between the cells of x, so that cell (i, j) lands on (i upH, j upW).
   * unpool: when not 0, x is a gradient towards a pooled map; each cell lands where this arg-max says, in windows (upH, upW).
   * dy, part: of gradients, and the partial sums (one block for each piece, partStride bytes apart).
   * divide: of averages, by the number of real cells. wide: whether vectors have 256 bits (Winograd then takes the wider tile).
   * added: a map of y's shape that is added before relu, or 0. limited: whether nothing exceeds `ceiling` (bits of a float32).
   * samplePieces, rowPieces: how the pieces of a convolution divide it: so many runs of samples, of rows of a sample (Winograd:
   * of rows of tiles; its filter gradient: of channels in), and the rest in runs of channels out.
   * ldx (of pooling alone), ldy: from pixel to pixel of x and y, whose channels may be a part of a wider map's.
   */
  conv: [
    'x',
    'weights',
    'bias',
    'y',
    'argmax',
    'n',
    'h',
    'w',
    'cin',
    'kh',
    'kw',
    'strideH',
    'strideW',
    'dilationH',
    'dilationW',
    'top',
    'left',
    'oh',
    'ow',
    'cout',
    'groups',
    'relu',
    'poolH',
    'poolW',
    'upH',
    'upW',
    'unpool',
    'dy',
    'part',
    'partStride',
    'wide',
    'divide',
    'added',
    'limited',
    'ceiling',
    'samplePieces',
    'rowPieces',
    'ldx',
    'ldy',
  ],
  /** Blocks of partial sums added, times scale (bits of a float32); rows > 0: each is [columns][length] with `rows` used of a row, else flat `columns`. */
  sumParts: ['parts', 'stride', 'count', 'out', 'rows', 'columns', 'length', 'scale'],
  /** The dense gradient behind a pooling. */
  unpool: ['dy', 'argmax', 'y', 'n', 'oh', 'ow', 'c', 'poolH', 'poolW'],
  /** n elements through `count` steps, which follow; the first `once` give the same in every block; `sums`: whether any accumulates. */
  chain: ['n', 'count', 'once', 'sums'],
  /**
   * A step of a chain, as many words as a valueStep: of slots, and of memory (loads, stores, random numbers, whose state is at the address; sums, `period` of them at
   * the address, `mode` bytes from one piece's to the next one's).
   */
  valueStep: ['op', 'out', 'a', 'b', 'c', 'd', 'e', 'f'],
  loadStep: ['op', 'slot', 'address', 'mode', 'period'],
  /** Over the last axis. kind: REDUCTION; scale: bits of a float32. */
  reduce: ['x', 'y', 'rows', 'length', 'kind', 'scale'],
  reduceMiddle: ['x', 'y', 'outer', 'length', 'inner', 'kind', 'scale'],
  /** Of the columns of a matrix; `part`: each piece's means and sums of squares, 64 bytes between pieces. */
  moments: ['x', 'part', 'rows', 'columns'],
  joinMoments: ['part', 'count', 'rows', 'columns', 'mean', 'variance'],
  softmax: ['x', 'y', 'rows', 'length', 'isLog'],
  argMax: ['x', 'y', 'rows', 'length'],
  copyBytes: ['from', 'to', 'bytes'],
  fillWords: ['to', 'count', 'value'],
  /** Six axes: their sizes, and how far an element of each goes in the source and in the target. */
  transpose: [
    'from',
    'to',
    'n0',
    'n1',
    'n2',
    'n3',
    'n4',
    'n5',
    'from0',
    'from1',
    'from2',
    'from3',
    'from4',
    'from5',
    'to0',
    'to1',
    'to2',
    'to3',
    'to4',
    'to5',
  ],
  adamState: ADAM_STATE,
  adam: ['n', 'g', ...ADAM_STATE],
  /** The gradient is A' B: A has k rows of `rows` numbers, B k rows of `columns`. */
  adamProduct: ['a', 'b', 'rows', 'columns', 'k', ...ADAM_STATE],
} as const;

/** The instructions: the layout of their words, and the kernel in wasm/graph that does a piece. The code is the place, from 1. */
export const INSTRUCTIONS = {
  gemm: { words: 'gemm', kernel: 'gemm<f32>', from: 'gemm' },
  gemm64: { words: 'gemm', kernel: 'gemm<f64>', from: 'gemm' },
  packConv: { words: 'packConv', kernel: 'packConv', from: 'conv' },
  product: { words: 'product', kernel: 'product', from: 'product' },
  conv: { words: 'conv', kernel: 'conv', from: 'conv' },
  convFilterGrad: { words: 'conv', kernel: 'convFilterGrad', from: 'conv-grad' },
  convFilterGradSparse: { words: 'conv', kernel: 'convFilterGradSparse', from: 'conv-grad' },
  convFilterGradSparseThin: { words: 'conv', kernel: 'convFilterGradSparseThin', from: 'conv-grad' },
  sumParts: { words: 'sumParts', kernel: 'sumParts', from: 'conv-grad' },
  winogradWeights: { words: 'packWinograd', kernel: 'winogradWeights', from: 'winograd-weights' },
  winograd: { words: 'conv', kernel: 'winograd', from: 'winograd' },
  chain: { words: 'chain', kernel: 'chain', from: 'chain' },
  reduce: { words: 'reduce', kernel: 'reduce', from: 'rows' },
  reduceMiddle: { words: 'reduceMiddle', kernel: 'reduceMiddle', from: 'rows' },
  softmax: { words: 'softmax', kernel: 'softmax', from: 'rows' },
  maxPool: { words: 'conv', kernel: 'maxPool', from: 'pool-forward' },
  maxPoolGrad: { words: 'conv', kernel: 'maxPoolGrad', from: 'pool' },
  avgPool: { words: 'conv', kernel: 'avgPool', from: 'pool-forward' },
  avgPoolGrad: { words: 'conv', kernel: 'avgPoolGrad', from: 'pool' },
  copyBytes: { words: 'copyBytes', kernel: 'copyBytes', from: 'copies' },
  argMaxLast: { words: 'argMax', kernel: 'argMaxLast', from: 'rows' },
  fillWords: { words: 'fillWords', kernel: 'fillWords', from: 'copies' },
  transpose: { words: 'transpose', kernel: 'transpose', from: 'copies' },
  unpool: { words: 'unpool', kernel: 'unpool', from: 'pool' },
  packSparse: { words: 'packSparse', kernel: 'packSparse', from: 'conv-input-sparse' },
  convInputGradSparse: { words: 'conv', kernel: 'convInputGradSparse', from: 'conv-input-sparse' },
  adam: { words: 'adam', kernel: 'adam', from: 'adam' },
  adamProduct: { words: 'adamProduct', kernel: 'adamProduct', from: 'adam' },
  convFilterGradOne: { words: 'conv', kernel: 'convFilterGradOne', from: 'conv-grad-one' },
  depthwise: { words: 'conv', kernel: 'depthwise', from: 'depthwise' },
  depthwiseInputGrad: { words: 'conv', kernel: 'depthwiseInputGrad', from: 'depthwise' },
  winogradFilterGrad: { words: 'conv', kernel: 'winogradFilterGrad', from: 'winograd-grad' },
  moments: { words: 'moments', kernel: 'moments', from: 'moments' },
  joinMoments: { words: 'joinMoments', kernel: 'joinMoments', from: 'moments' },
  packUp: { words: 'packUp', kernel: 'packUp', from: 'conv-up' },
  convUp: { words: 'conv', kernel: 'convUp', from: 'conv-up' },
  depthwiseFilterGrad: { words: 'conv', kernel: 'depthwiseFilterGrad', from: 'depthwise' },
} as const satisfies Record<string, { words: keyof typeof LAYOUTS; kernel: string; from: string }>;

export type Instruction = keyof typeof INSTRUCTIONS;
type Layout = keyof typeof LAYOUTS;
/** The words of a layout by name. */
export type WordsOf<L extends Layout> = Readonly<Record<(typeof LAYOUTS)[L][number], number>>;

/** One instruction: code and argument words; numbers above 2^31 are unsigned. */
export type Words = readonly number[];

const CODES = new Map(Object.keys(INSTRUCTIONS).map((name, i) => [name, i + 1]));

/** An instruction with its words, and what follows them. */
export function instruction<N extends Instruction>(
  name: N,
  words: WordsOf<(typeof INSTRUCTIONS)[N]['words']>,
  tail: readonly number[] = [],
): Words {
  const layout: readonly string[] = LAYOUTS[INSTRUCTIONS[name].words];
  return [CODES.get(name)!, ...layout.map((word) => (words as Readonly<Record<string, number>>)[word]!), ...tail];
}

/** How many argument words an instruction has. */
export function wordCount(name: Instruction): number {
  return LAYOUTS[INSTRUCTIONS[name].words].length;
}

/** What stands before the argument words, in words: code, bytes to the next instruction, flags, a counter of pieces taken. */
export const HEADER = { code: 0, bytes: 1, flags: 2, taken: 3, words: 4 } as const;
/**
 * Flags of an instruction; the number of pieces stands above them. `onward`: whoever has done a piece of it does the same piece of the
 * next one at once, which has as many.
 */
export const FLAGS = { barrier: 1, solo: 2, onward: 4, piecesShift: 8 } as const;
/** What `reduce` and `reduceMiddle` do. */
export const REDUCTION = { sum: 0, max: 1, min: 2 } as const;

/**
 * Byte addresses of the control words at the start of the shared memory, on lines of their own where several threads write.
 * `zeros`: 64 bytes that stay 0; `idle`: a word that nobody writes; memory is given out from `end`.
 */
export const CONTROL = {
  generation: 64,
  stop: 68,
  pc: 72,
  programEnd: 76,
  threads: 80,
  scratch: 84,
  scratchStride: 88,
  spin: 92,
  ready: 96,
  idleSpin: 100,
  idleSleepers: 128,
  barrierCount: 192,
  barrierTurn: 256,
  barrierSleepers: 260,
  gate: 320,
  gateSleepers: 324,
  idle: 512,
  zeros: 640,
  end: 1024,
} as const;

/** Words of a step of a chain. */
export const STEP_WORDS = LAYOUTS.valueStep.length;

/** The layouts, for the generator. */
export const layouts: Readonly<Record<string, readonly string[]>> = LAYOUTS;

/** What both languages must agree on here, as text: for the number that a built program carries (abi.ts). */
export const AGREED = JSON.stringify([LAYOUTS, INSTRUCTIONS, HEADER, FLAGS, REDUCTION, CONTROL]);
