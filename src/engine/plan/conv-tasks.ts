/**
 * @file Tasks of the convolution family: their argument words, which kernel takes which shape, how pieces divide it, packing of weights,
 * scratch sizes. Over 500 lines: these rules follow from one shape and must agree with each other and with the kernels.
 */
import { sizeOf, type Node, type NodeOf, type Window2D } from '../graph/node.ts';
import { wideVectors } from '../wasm-file.ts';
import { instruction, type Words, type WordsOf } from '../instructions.ts';
import { floatBits, pitchOf, temp, value, type BySample, type Cut, type Task, type Value } from './task.ts';

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;
/** Columns of a packed panel (PANEL in wasm/graph/micro.ts). */
const PANEL = 16;
/** TEMP_BYTES of wasm/graph/tiles.ts: two temporary tiles and a row. */
const TILE = 13 * PANEL * 4;

/** Everything a convolution kernel wants to know, in cells. */
export interface ConvShape {
  n: number;
  h: number;
  w: number;
  cin: number;
  kh: number;
  kw: number;
  strides: readonly [number, number];
  dilation: readonly [number, number];
  top: number;
  left: number;
  oh: number;
  ow: number;
  cout: number;
  groups: number;
}

export interface ConvIo {
  x: Value | undefined;
  weights: Value | undefined;
  bias?: Value;
  y?: Value;
  argmax?: Value;
  relu?: boolean;
  /** A map that is added before relu. */
  added?: Value;
  /** Of a 1x1 convolution: relu(x scale + shift) is what it reads. */
  scaled?: { readonly scale: Value; readonly shift: Value };
  /** What nothing exceeds behind relu. */
  ceiling?: number;
  /** How a convolution's pieces divide it. */
  split?: Split;
  /** Of average pooling: by the number of real cells. */
  divide?: boolean;
  pool?: readonly [number, number];
  upsample?: readonly [number, number];
  unpool?: Value;
  dy?: Value;
  part?: Value;
  partStride?: number;
}

/** Pieces of a convolution: so many runs of samples, of rows (of tiles) in a sample, of channels out. */
interface Split {
  readonly samples: number;
  readonly rows: number;
  readonly columns: number;
}

/** The argument words that all convolution kernels share. */
function convWords(s: ConvShape, io: ConvIo): WordsOf<'conv'> {
  const at = (v: Value | undefined): number => v?.address ?? 0;
  const { n, h, w, cin, kh, kw, top, left, oh, ow, cout, groups } = s;
  const [upH, upW] = io.upsample ?? [1, 1];
  const [poolH, poolW] = io.pool ?? [0, 0];
  return {
    n,
    h,
    w,
    cin,
    kh,
    kw,
    top,
    left,
    oh,
    ow,
    cout,
    groups,
    upH,
    upW,
    poolH,
    poolW,
    strideH: s.strides[0],
    strideW: s.strides[1],
    dilationH: s.dilation[0],
    dilationW: s.dilation[1],
    x: at(io.x),
    weights: at(io.weights),
    bias: at(io.bias),
    y: at(io.y),
    argmax: at(io.argmax),
    relu: Number(io.relu ?? false),
    unpool: at(io.unpool),
    dy: at(io.dy),
    part: at(io.part),
    partStride: io.partStride ?? 0,
    wide: Number(wideVectors()),
    divide: Number(io.divide ?? false),
    added: at(io.added),
    limited: Number(io.ceiling !== undefined),
    ceiling: floatBits(io.ceiling ?? 0),
    samplePieces: io.split?.samples ?? 1,
    rowPieces: io.split?.rows ?? 1,
    ldx: pitchOf(io.x, cin),
    ldy: pitchOf(io.y, cout),
  };
}

/** The shape facts of conv2d(x, kernel) -> y. */
export function convShape(
  x: readonly number[],
  kernel: readonly number[],
  y: readonly number[],
  a: Window2D,
  groups: number,
): ConvShape {
  return {
    n: x[0]!,
    h: x[1]!,
    w: x[2]!,
    cin: x[3]!,
    kh: kernel[0]!,
    kw: kernel[1]!,
    strides: a.strides,
    dilation: a.dilation,
    top: a.padding[0],
    left: a.padding[2],
    oh: y[1]!,
    ow: y[2]!,
    cout: y[3]!,
    groups,
  };
}

/** The convolution that computes the gradient towards x: rotated weights over the (spread) gradient of y. */
export function inputGradShape(s: ConvShape): ConvShape {
  return {
    ...s,
    h: s.oh,
    w: s.ow,
    cin: s.cout,
    oh: s.h,
    ow: s.w,
    cout: s.cin,
    strides: [1, 1],
    top: (s.kh - 1) * s.dilation[0] - s.top,
    left: (s.kw - 1) * s.dilation[1] - s.left,
  };
}

const paddedH = (s: ConvShape): number => (s.oh - 1) * s.strides[0] + (s.kh - 1) * s.dilation[0] + 1;
const paddedW = (s: ConvShape): number => (s.ow - 1) * s.strides[1] + (s.kw - 1) * s.dilation[1] + 1;
const paddedBytes = (s: ConvShape): number => 4 * Math.max(paddedH(s) * paddedW(s), s.h * s.w) * s.cin;

/**
 * Whether a convolution, and the pooling behind it, is done by Winograd's kernel. `isFew`: there are fewer samples than threads. The
 * number of samples must not decide otherwise: a sample's values would depend on the batch that it is in.
 */
export function takesWinograd(s: ConvShape, isFew: boolean, pool?: readonly [number, number]): boolean {
  const isPooled = pool === undefined || (pool[0] === 2 && pool[1] === 2);
  if (!isWinogradKernel(s) || !isPooled) return false;
  // The weights are more than they were: a few tiles are not worth fetching them.
  const tiles = s.n * tilesOf(s);
  if (isFew && 4 * pointsOf(s) * s.cin * s.cout > 4 * FAR_WEIGHTS && tiles < 12) return false;
  const least = s.cin >= 64 && s.cout >= 64 && !isFew ? 3 : 6;
  return s.oh >= least && s.ow >= least;
}

/** Whether Winograd's kernels know the kernel and have channels enough: 3x3 or 5x5, every pixel. */
function isWinogradKernel(s: ConvShape): boolean {
  const isKnown = s.kh === s.kw && (s.kh === 3 || s.kh === 5) && s.groups === 1;
  return (
    isKnown && [...s.strides, ...s.dilation].every((k) => k === 1) && s.cin % 4 === 0 && s.cin >= 16 && s.cout >= 16
  );
}

/** The points of Winograd's transforms, of both axes: 6 or 8 of each. */
const pointsOf = (s: ConvShape): number => (s.kh + 3) ** 2;

/** Winograd tiles of a sample, 4x4 outputs each. */
const tilesOf = (s: ConvShape): number => Math.ceil(s.oh / 4) * Math.ceil(s.ow / 4);

/** Pixels of a sample that Winograd's kernels pad to whole tiles. */
const tiledPixels = (s: ConvShape): number =>
  (Math.ceil(s.oh / 4) * 4 + s.kh - 1) * (Math.ceil(s.ow / 4) * 4 + s.kh - 1);

/** Pairs of channels up to which pieces of Winograd's filter gradient are samples: their sums are then at most 9 MiB a thread. */
const MOST_PAIRS = 1 << 16;
/** Beyond it a piece has at most so many channels in and out, whose sums stay near the core. */
const PIECE_CHANNELS = 128;

/** How Winograd's filter gradient is divided, by samples or by channels (rows: in, columns: out); undefined where it is not used. */
function winogradGradSplit(s: ConvShape, parts: number): Split | undefined {
  if (!isWinogradKernel(s) || s.oh < 4 || s.ow < 4) return undefined;
  const tiles = s.n * tilesOf(s);
  // Enough tiles to pay for the sums of a piece.
  if (s.cin * s.cout <= MOST_PAIRS) return tiles >= 16 * parts ? { samples: parts, rows: 1, columns: 1 } : undefined;
  const runs = (channels: number): number => Math.ceil(channels / PIECE_CHANNELS);
  return tiles >= 16 ? { samples: 1, rows: runs(s.cin), columns: runs(s.cout) } : undefined;
}

/** Whether each channel is convolved on its own, one filter a channel. */
export function isDepthwise(s: ConvShape): boolean {
  return s.groups > 1 && s.groups === s.cin && s.cout === s.cin;
}

/** Whether the convolution is the product of its pixels with a matrix: 1x1, every pixel once. */
export function isPointwise(s: ConvShape): boolean {
  const isOne = s.kh === 1 && s.kw === 1 && s.groups === 1 && s.strides[0] === 1 && s.strides[1] === 1;
  return isOne && s.top === 0 && s.left === 0 && s.oh === s.h && s.ow === s.w;
}

/** Scratch of the depthwise kernels: a number, and the list of the cells under a window. */
const listBytes = (s: ConvShape): number => 8 * s.kh * s.kw + 128;

/** The gradient of a depthwise convolution towards x; `s` is the forward convolution's shape. */
export function depthwiseInputTask(
  s: ConvShape,
  kernel: Value,
  { dy, y, rank, label, pieces }: { dy: Value; y: Value; rank: number; label: string; pieces: number },
): Task {
  const words = () => [instruction('depthwiseInputGrad', convWords(s, { x: undefined, weights: kernel, y, dy }))];
  return {
    name: `depthwise ${label}`,
    reads: [dy, kernel],
    writes: [y],
    inStep: new Set(),
    solo: false,
    pieces: Math.min(pieces, s.n * s.h),
    scratch: listBytes(s),
    rank,
    words,
    bySample: byRows(s, [dy], words),
  };
}

/** How a task whose words do not say how it is divided is cut by samples. */
function byRows(s: ConvShape, along: readonly (Value | undefined)[], words: () => Words[]): BySample {
  return {
    samples: s.n,
    along: new Set(along.filter((v) => v !== undefined)),
    fits: () => true,
    cut: (pieces) => ({ pieces, words }),
  };
}

/** Whether an input gradient is done phase by phase of the strides. */
export function takesPhases(forward: ConvShape): boolean {
  const isStrided = forward.strides[0] > 1 || forward.strides[1] > 1;
  return isStrided && forward.groups === 1 && forward.dilation[0] === 1 && forward.dilation[1] === 1;
}

/** The gradient of a strided convolution towards x (wasm/graph/conv-up.ts); `s` is the forward convolution's shape. */
export function phasesTasks(
  s: ConvShape,
  kernel: Value,
  { dy, y, rank, label, pieces }: { dy: Value; y: Value; rank: number; label: string; pieces: number },
): Task[] {
  const [strideH, strideW] = s.strides;
  const packed = temp(s.kh * s.kw * s.cout * Math.ceil(s.cin / PANEL) * PANEL);
  const turned: ConvShape = { ...s, h: s.oh, w: s.ow, cin: s.cout, oh: s.h, ow: s.w, cout: s.cin };
  const rows = Math.floor((s.kh - 1) / strideH) + Math.max(s.oh, Math.floor((s.h - 1 + s.top) / strideH) + 1);
  const columns = Math.floor((s.kw - 1) / strideW) + Math.max(s.ow, Math.floor((s.w - 1 + s.left) / strideW) + 1);
  const common = { inStep: new Set<Value>(), solo: false, rank };
  const words = () => [instruction('convUp', convWords(turned, { x: dy, weights: packed, y }))];
  return [
    {
      ...common,
      name: `pack ${label}`,
      reads: [kernel],
      writes: [packed],
      scratch: 0,
      part: 'pack',
      words: () => {
        const { kh, kw, cin, cout } = s;
        const places = { weights: kernel.address, to: packed.address };
        return [instruction('packUp', { ...places, kh, kw, cin, cout, strideH, strideW })];
      },
    },
    {
      ...common,
      name: `phases ${label}`,
      reads: [dy, packed],
      writes: [y],
      pieces: Math.min(pieces, s.n * s.h),
      scratch: TILE + 4 * s.kh + 4 * s.w + 4 * rows * columns * s.cout + 128,
      words,
      bySample: { ...byRows(s, [dy], words), weights: packed.bytes },
    },
  ];
}

/** Pieces of a convolution's work: runs of samples, as many as asked for where there are samples enough. */
function piecesOf(s: ConvShape, wanted: number): number {
  return Math.max(1, Math.min(wanted, s.n));
}

/** Packed weights that are more than this come from beyond L2: they should go by once for many pixels or tiles. */
const FAR_WEIGHTS = 1 << 20;

/** Pieces that are asked for a thread. */
const PIECES = 4;

/**
 * Runs of samples where there are enough of them; otherwise of rows (a piece has at least two) or of channels out. Where the weights
 * are many, the samples of a piece have at least `together` pixels or tiles, `each` of them in a sample, and channels are divided rather
 * than rows, so that each thread fetches its part of the weights only.
 */
function splitOf(
  s: ConvShape,
  {
    wanted,
    weights,
    each,
    together,
    rows,
    columns,
  }: { wanted: number; weights: number; each: number; together: number; rows: number; columns: number },
): Split {
  const isFar = weights > FAR_WEIGHTS;
  const most = isFar ? Math.max(1, Math.floor((s.n * each) / together)) : s.n;
  const samples = Math.max(1, Math.min(wanted, s.n, most));
  const left = Math.ceil(wanted / samples);
  const byRows =
    isFar && (s.n > 1 || columns >= wanted / PIECES) ? 1 : Math.max(1, Math.min(left, Math.floor(rows / 2)));
  const byColumns = Math.max(1, Math.min(left, columns));
  return byRows >= byColumns ? { samples, rows: byRows, columns: 1 } : { samples, rows: 1, columns: byColumns };
}

/** Each piece of a Winograd transforms its tiles for itself: few columns of many channels, as many for each thread. */
function winogradSplit(s: ConvShape, wanted: number): Split {
  const panels = Math.ceil(s.cout / 8);
  const th = Math.ceil(s.oh / 4);
  const threads = Math.ceil(wanted / PIECES);
  const columns = Math.min(Math.floor(panels / 2), threads * Math.max(1, Math.floor(panels / 12 / threads)));
  return splitOf(s, {
    wanted,
    weights: 4 * pointsOf(s) * s.cin * s.cout,
    each: tilesOf(s),
    together: 48,
    rows: th,
    columns,
  });
}

/** Rows of a product, or tiles of Winograd's, that a piece has where it is cut by samples: its weights go by once for them. */
const LEAST_ROWS = 48;
const LEAST_TILES = 96;

/** A product of so many rows of k values with weights (k, n), as a 1x1 convolution. */
export function rowsShape(rows: number, k: number, n: number): ConvShape {
  const one = [1, 1] as const;
  const window = { kh: 1, kw: 1, strides: one, dilation: one, top: 0, left: 0, groups: 1 };
  return { ...window, n: 1, h: 1, w: rows, oh: 1, ow: rows, cin: k, cout: n };
}

/** Tasks of a 1x1 convolution over all pixels at once, as one product. */
export function pointwiseTasks(
  s: ConvShape,
  kernel: Value,
  io: Omit<ConvIo, 'weights'>,
  { rank, rotate, label, pieces }: { rank: number; rotate: boolean; label: string; pieces: number },
): Task[] {
  const rows = s.n * s.h * s.w;
  const panels = Math.ceil(s.cout / PANEL);
  const packed = temp(panels * PANEL * s.cin);
  const rowPieces = Math.max(1, Math.min(pieces, Math.floor(rows / 24)));
  const columnPieces = Math.max(1, Math.min(Math.ceil(pieces / rowPieces), panels));
  // Many weights are better divided than gone through by each run of few rows.
  const isWide = rows < 4 * s.cout && panels >= 2 * pieces;
  const solo = rows * s.cin * s.cout < 32768;
  const whole = { rows: 1, columns: 1 };
  const divided = isWide ? { rows: 1, columns: pieces } : { rows: rowPieces, columns: columnPieces };
  const split = solo ? whole : divided;
  const words = (runs: number): Words[] => [
    instruction('product', {
      x: io.x!.address,
      weights: packed.address,
      bias: io.bias?.address ?? 0,
      added: io.added?.address ?? 0,
      y: io.y!.address,
      rows,
      k: s.cin,
      n: s.cout,
      ldx: pitchOf(io.x, s.cin),
      ldy: pitchOf(io.y, s.cout),
      relu: Number(io.relu ?? false),
      limited: Number(io.ceiling !== undefined),
      ceiling: floatBits(io.ceiling ?? 0),
      rowPieces: runs,
      scale: io.scaled?.scale.address ?? 0,
      shift: io.scaled?.shift.address ?? 0,
    }),
  ];
  return [
    packTask(s, kernel, packed, { rank, rotate, label, isWinograd: false }),
    {
      name: `product ${label}`,
      reads: [io.x, packed, io.bias, io.added, io.scaled?.scale, io.scaled?.shift].filter((v) => v !== undefined),
      writes: [io.y!],
      inStep: new Set(),
      solo,
      pieces: split.rows * split.columns,
      scratch: TILE + 64 + 4 * 240 + 64 + (io.scaled ? Math.max(192 << 10, 24 * s.cin) : 0),
      rank,
      words: () => words(split.rows),
      bySample: {
        samples: s.n,
        along: new Set([io.x, io.added].filter((v) => v !== undefined)),
        weights: packed.bytes,
        fits: (runs) => !solo && !isWide && rows / runs >= LEAST_ROWS,
        cut: (runs) => ({ pieces: runs, words: () => words(runs) }),
      },
    },
  ];
}

/** Packs weights for `convTasks`. */
function packTask(
  s: ConvShape,
  kernel: Value,
  packed: Value,
  { rank, rotate, label, isWinograd }: { rank: number; rotate: boolean; label: string; isWinograd: boolean },
): Task {
  const cinG = s.cin / s.groups;
  const coutG = s.cout / s.groups;
  // The kernel's own channel counts: exchanged when rotated.
  const [cin, cout] = rotate ? [coutG, s.cin] : [cinG, s.cout];
  return {
    name: `pack ${label}`,
    reads: [kernel],
    writes: [packed],
    inStep: new Set(),
    solo: false,
    scratch: 8192,
    rank,
    part: 'pack',
    words: () => {
      const common = { weights: kernel.address, to: packed.address, cin, cout, rotate: Number(rotate) };
      if (isWinograd) return [instruction('winogradWeights', { ...common, side: s.kh })];
      return [instruction('packConv', { ...common, taps: s.kh * s.kw, groups: s.groups })];
    },
  };
}

/** Tasks of one convolution: pack the weights, convolve. `rotate`: an input gradient. */
export function convTasks(
  s: ConvShape,
  kernel: Value,
  io: Omit<ConvIo, 'weights'>,
  {
    rank,
    rotate,
    label,
    pieces,
    isFew,
  }: { rank: number; rotate: boolean; label: string; pieces: number; isFew: boolean },
): Task[] {
  if (isDepthwise(s) && !rotate && !io.pool) {
    const words = () => [instruction('depthwise', convWords(s, { ...io, weights: kernel }))];
    return [
      {
        name: `depthwise ${label}`,
        reads: [io.x, kernel, io.bias].filter((v) => v !== undefined),
        writes: [io.y!],
        inStep: new Set(),
        solo: false,
        pieces: Math.min(pieces, s.n * s.oh),
        scratch: listBytes(s),
        rank,
        words,
        bySample: byRows(s, [io.x], words),
      },
    ];
  }
  const upsampled = (io.upsample?.[0] ?? 1) !== 1 || (io.upsample?.[1] ?? 1) !== 1;
  if (isPointwise(s) && !io.pool && !upsampled) return pointwiseTasks(s, kernel, io, { rank, rotate, label, pieces });
  const isWinograd = (!upsampled || io.unpool !== undefined) && takesWinograd(s, isFew, io.pool);
  const cinG = s.cin / s.groups;
  const coutG = s.cout / s.groups;
  const columns = Math.ceil(coutG / PANEL) * PANEL * s.groups;
  const packed = temp(
    isWinograd ? pointsOf(s) * (Math.ceil(s.cout / 8) * 8 * s.cin + 16) : columns * s.kh * s.kw * cinG,
  );
  const split = isWinograd ? winogradSplit(s, pieces) : convSplit(s, io, pieces);
  const words = (by: Split): Words[] => [
    instruction(isWinograd ? 'winograd' : 'conv', convWords(s, { ...io, weights: packed, split: by })),
  ];
  const main: Task = {
    name: `${isWinograd ? 'winograd' : 'direct'} ${label}`,
    reads: [io.x, packed, io.bias, io.unpool, io.added].filter((v) => v !== undefined),
    writes: [io.y!, io.argmax].filter((v) => v !== undefined),
    inStep: new Set(),
    solo: false,
    pieces: split.samples * split.rows * split.columns,
    scratch: isWinograd ? winogradScratch(s, split) : convScratch(s, io.pool, split),
    rank,
    words: () => words(split),
    bySample: {
      samples: s.n,
      along: new Set([io.x, io.unpool, io.added].filter((v) => v !== undefined)),
      weights: packed.bytes,
      fits: (runs) =>
        isWinograd ? (s.n / runs) * tilesOf(s) >= LEAST_TILES : (s.n / runs) * s.oh * s.ow >= GROUP_PIXELS,
      cut: (runs) => ({ pieces: runs, words: () => words({ samples: runs, rows: 1, columns: 1 }) }),
    },
  };
  return [packTask(s, kernel, packed, { rank, rotate, label, isWinograd }), main];
}

/** Small maps are taken together until they have so many pixels (wasm/graph/conv.ts). */
const GROUP_PIXELS = 96;

/** Whether a kernel row has so few values that patches are made (wasm/graph/conv.ts). */
const isThin = (s: ConvShape): boolean => s.kw * s.cin < 8 && s.groups === 1;

function convSplit(s: ConvShape, io: Omit<ConvIo, 'weights'>, wanted: number): Split {
  if (s.cin === 1) return { samples: piecesOf(s, wanted), rows: 1, columns: 1 };
  const rows = io.pool ? Math.floor(s.oh / io.pool[0]) : s.oh;
  const columns = io.pool || isThin(s) ? 1 : Math.ceil(s.cout / s.groups / PANEL);
  const weights = (4 * s.kh * s.kw * s.cin * s.cout) / s.groups;
  return splitOf(s, { wanted, weights, each: s.oh * s.ow, together: GROUP_PIXELS, rows, columns });
}

function convScratch(s: ConvShape, pool: readonly [number, number] | undefined, split: Split): number {
  const thin = isThin(s);
  const group = Math.min(Math.ceil(s.n / split.samples), Math.ceil(GROUP_PIXELS / (s.oh * s.ow)));
  const rows = pool?.[0] ?? (thin ? 2 : s.oh);
  const patch = thin ? rows * s.ow * (s.kh * s.kw * s.cin + 4) * 4 : 0;
  const strip = pool ? rows * s.ow * s.cout * 4 : 0;
  return TILE + 4 * s.kh * s.kw + group * (4 * rows * s.ow + paddedBytes(s)) + patch + strip + 1024;
}

/** In the order in which wasm/graph/winograd.ts lays it out; 4 KiB more than alignment takes. */
function winogradScratch(s: ConvShape, split: Split): number {
  const [th, tw] = [Math.ceil(s.oh / 4), Math.ceil(s.ow / 4)];
  const points = pointsOf(s);
  const pixels = tiledPixels(s);
  const tiles = Math.ceil(s.n / split.samples) * Math.ceil(th / split.rows) * tw;
  let chunk = Math.max(6, Math.min(96, Math.floor((320 << 10) / (points * (s.cin + s.cout) * 4 * 6)) * 6));
  if (4 * points * s.cin * s.cout > 1 << 20) chunk = Math.max(chunk, 96);
  chunk = Math.min(chunk, Math.ceil(tiles / 6) * 6);
  const cout = Math.ceil(Math.ceil(s.cout / 8) / split.columns) * 8;
  // Planes of V and M, each up to 127 bytes longer than its rows; up to 6 rows are written past the last.
  const planes = points * (chunk * (s.cin + cout) * 4 + 2 * 127) + 6 * cout * 4 + 4 * chunk;
  return 37 * 64 + pixels * s.cin * 4 + planes + pixels + 4096;
}

/** In the order in which wasm/graph/winograd-grad.ts lays it out; 4 KiB more than alignment takes. */
function winogradGradScratch(s: ConvShape, split: Split): number {
  const pixels = tiledPixels(s);
  const points = pointsOf(s);
  const most = (channels: number, runs: number): number => Math.min(channels, Math.ceil(channels / 16 / runs) * 16);
  const [cin, cout] = [most(s.cin, split.rows), Math.ceil(most(s.cout, split.columns) / 8) * 8];
  // A piece with fewer channels than the largest takes more tiles at a time, up to 96.
  const chunk =
    split.rows * split.columns > 1
      ? 96
      : Math.max(32, Math.min(96, Math.floor((512 << 10) / (4 * points * (s.cin + s.cout)))));
  const planes = points * (chunk * (cin + cout) * 4 + cin * cout * 4 + 3 * 127);
  return TILE + 66 * 32 + 64 + pixels * s.cin * 4 + 64 * s.cout + planes + 4096;
}

/** A gradient that is known by the arg-max of a fused pooling. */
export interface SparseDy {
  readonly dy: Value;
  readonly argmax: Value;
  readonly pool: readonly [number, number];
  /** Whether no relu stands between convolution and pooling, so that every pooled cell has a gradient. */
  readonly isFull: boolean;
}

/** The arg-max driven filter gradients: instruction, floats of a piece's block, and how `sumParts` reads it. */
const SPARSE = {
  wide: { op: 'convFilterGradSparse', row: (depth: number) => depth },
  thin: { op: 'convFilterGradSparseThin', row: () => 12 },
  one: { op: 'convFilterGradOne', row: () => 0 },
} as const;

/** Whether the arg-max driven filter gradient has a kernel for this shape. */
export function sparseFilterKernel(s: ConvShape, pool: readonly [number, number]): keyof typeof SPARSE | undefined {
  if (s.groups !== 1) return undefined;
  const isDense = s.strides[0] === 1 && s.strides[1] === 1 && s.dilation[1] === 1;
  if (s.kw === 3 && s.cin % 16 === 0 && isDense) return 'wide';
  const isSquare = s.kh === 3 && s.kw === 3 && pool[0] === 2 && pool[1] === 2;
  if (isSquare && s.cin === 1 && s.cout % 8 === 0 && isDense && s.dilation[0] === 1) return 'one';
  if (s.kh * s.kw * s.cin <= 12 && s.cout % 4 === 0) return 'thin';
  return undefined;
}

/** Whether the arg-max driven input gradient takes this (forward) shape: long enough lists, a window of four cells. */
export function sparseInputKernel(s: ConvShape, pool: readonly [number, number]): boolean {
  const fits =
    s.kw === 3 && s.groups === 1 && s.cin % 16 === 0 && s.cout >= 32 && s.cout <= 1024 && pool[0] * pool[1] === 4;
  return fits && [...s.strides, ...s.dilation].every((k) => k === 1) && s.top >= 0 && s.left >= 0;
}

/** Tasks of the gradient towards x (where `mask` > 0, if given) from an arg-max; `s` is the forward convolution's shape. */
export function sparseInputTasks(
  s: ConvShape,
  {
    kernel,
    sparse,
    mask,
    y,
    rank,
    label,
    pieces,
  }: { kernel: Value; sparse: SparseDy; mask?: Value; y: Value; rank: number; label: string; pieces: number },
): Task[] {
  const packed = temp(s.kh * 3 * s.cin * s.cout);
  const { dy, argmax, pool } = sparse;
  const cells = Math.floor(s.oh / pool[0]) * Math.floor(s.ow / pool[1]);
  const padded = Math.max(paddedH(s), s.h + s.top) * Math.max(paddedW(s), s.w + s.left) * s.cin * 4;
  const common = { inStep: new Set<Value>(), solo: false };
  return [
    {
      ...common,
      name: `pack ${label}`,
      reads: [kernel],
      writes: [packed],
      scratch: 0,
      rank,
      part: 'pack',
      words: () => [
        instruction('packSparse', { weights: kernel.address, to: packed.address, kh: s.kh, cin: s.cin, cout: s.cout }),
      ],
    },
    {
      ...common,
      name: `sparse ${label}`,
      reads: mask ? [dy, argmax, packed, mask] : [dy, argmax, packed],
      writes: [y],
      pieces: piecesOf(s, pieces),
      scratch: 4096 + cells * pool[0] * pool[1] * (12 + s.cout * 8) + padded,
      rank,
      words: () => [
        instruction('convInputGradSparse', convWords(s, { x: mask, weights: packed, y, argmax, dy, pool })),
      ],
    },
  ];
}

/** Tasks of the gradient towards a kernel: partial sums a piece, then their sum. */
export function filterGradTasks(
  s: ConvShape,
  {
    x,
    dy,
    sparse,
    out,
    pieces,
    rank,
    label,
  }: {
    x: Value;
    dy: Value | undefined;
    sparse: SparseDy | undefined;
    out: Value;
    pieces: number;
    rank: number;
    label: string;
  },
): Task[] {
  const alone = isDepthwise(s);
  const depth = (s.kh * s.kw * s.cin) / s.groups;
  const kind = sparse && sparseFilterKernel(s, sparse.pool);
  const row = kind ? SPARSE[kind].row(depth) : 0;
  const split = kind || alone ? undefined : winogradGradSplit(s, piecesOf(s, pieces));
  const cut: Cut = { pieces: split?.samples ?? piecesOf(s, pieces) };
  const blockFloats = (row === 0 ? depth : row) * s.cout;
  const partStride = align(blockFloats * 4) + 192;
  // A single block in the order of the result is the result.
  const isSum = cut.pieces > 1 || row !== 0;
  const part = isSum ? value('temp', 'float32', partStride * cut.pieces) : out;
  const { pool, ...rest } = sparse ?? { pool: undefined, dy, argmax: undefined };
  const io = { x, weights: undefined, ...rest, pool, part, partStride };
  const words = (by: Split | undefined): Words[] => [instruction(op, convWords(s, { ...io, split: by }))];
  const cells = pool ? Math.floor(s.oh / pool[0]) * Math.floor(s.ow / pool[1]) : 0;
  const scratch =
    kind === 'wide'
      ? 4096 + s.cout * (cells * 8 + 4) + paddedBytes(s)
      : kind === 'thin' || kind === 'one'
        ? 4096 + s.oh * s.ow * 48 + paddedBytes(s)
        : alone
          ? 0
          : split
            ? winogradGradScratch(s, split)
            : TILE + 128 + paddedBytes(s);
  const dense = split ? 'winogradFilterGrad' : alone ? 'depthwiseFilterGrad' : 'convFilterGrad';
  const op = kind ? SPARSE[kind].op : dense;
  const sum =
    row === 0 ? { rows: 0, columns: depth * s.cout, length: 0 } : { rows: depth, columns: s.cout, length: row };
  return [
    {
      name: `${split ? 'winograd ' : ''}filter gradient${kind ? ` from arg-max (${kind})` : ''} ${label}`,
      reads: [x, io.dy!, io.argmax].filter((v) => v !== undefined),
      writes: [part],
      inStep: new Set(),
      solo: false,
      pieces: split ? split.samples * split.rows * split.columns : cut.pieces,
      scratch,
      rank,
      words: () => words(split),
      bySample:
        kind === undefined && isSum
          ? {
              samples: s.n,
              along: new Set([x, io.dy!]),
              // Each piece has a block of its own, which is written and read once more.
              fits: (runs) =>
                2 * partStride * runs <= x.bytes + io.dy!.bytes && (!split || (s.n / runs) * tilesOf(s) >= LEAST_TILES),
              cut: (runs) => {
                cut.pieces = runs;
                part.bytes = partStride * runs;
                return { pieces: runs, words: () => words(split && { samples: runs, rows: 1, columns: 1 }) };
              },
            }
          : undefined,
    },
    ...(isSum ? [sumPartsTask(`sum parts ${label}`, { part, stride: partStride, cut, out, rank, ...sum })] : []),
  ];
}

/** Adds the blocks that pieces have left; `rows`, `columns`, `length`: see sumParts. */
export function sumPartsTask(
  name: string,
  {
    part,
    stride,
    cut,
    out,
    rank,
    scale = 1,
    ...sizes
  }: {
    part: Value;
    stride: number;
    cut: Readonly<Cut>;
    out: Value;
    rank: number;
    scale?: number;
    rows: number;
    columns: number;
    length: number;
  },
): Task {
  return {
    name,
    reads: [part],
    writes: [out],
    inStep: new Set(),
    solo: cut.pieces * sizes.columns * Math.max(1, sizes.rows) < 4096,
    scratch: 0,
    rank,
    part: 'sum',
    words: () => [
      instruction('sumParts', {
        parts: part.address,
        stride,
        count: cut.pieces,
        out: out.address,
        scale: floatBits(scale),
        ...sizes,
      }),
    ],
  };
}

/** A pooling op that stands alone. */
export function poolTask(
  node: NodeOf<'maxPool'> | NodeOf<'maxPoolGrad'> | NodeOf<'avgPool'> | NodeOf<'avgPoolGrad'>,
  values: { x?: Value; y: Value; dy?: Value },
  { rank, pieces }: { rank: number; pieces: number },
): Task {
  const isGrad = node.op === 'maxPoolGrad' || node.op === 'avgPoolGrad';
  const input = node.inputs[0]!.shape;
  const [big, small] = isGrad ? [node.shape, node.inputs.at(-1)!.shape] : [input, node.shape];
  const c = big[3]!;
  const s = convShape(big, [...node.attrs.pool, 1, c], small, node.attrs, 1);
  const divide = 'divide' in node.attrs && node.attrs.divide;
  const reads = [values.x, values.dy].filter((v) => v !== undefined);
  const words = (): Words[] => [
    instruction(
      node.op,
      convWords(s, { x: values.x ?? values.dy!, weights: undefined, y: values.y, dy: values.dy, divide }),
    ),
  ];
  return {
    name: `${node.op} ${s.kh}x${s.kw} ${big.join('x')}`,
    reads,
    writes: [values.y],
    inStep: new Set(),
    solo: !isGrad && sizeOf(small) * s.kh * s.kw < 16384,
    pieces: isGrad ? undefined : Math.min(pieces, s.n * s.oh),
    scratch: isGrad ? 0 : listBytes(s),
    rank,
    words,
    bySample: byRows(s, reads, words),
  };
}

/** Makes a pooled gradient dense. */
export function unpoolTask(sparse: SparseDy, node: Node, out: Value, rank: number): Task {
  const [n, oh, ow, c] = node.shape as [number, number, number, number];
  return {
    name: `unpool ${node.shape.join('x')}`,
    reads: [sparse.dy, sparse.argmax],
    writes: [out],
    inStep: new Set(),
    solo: sizeOf(node.shape) < 2048,
    scratch: 0,
    rank,
    words: () => {
      const [poolH, poolW] = sparse.pool;
      const at = { dy: sparse.dy.address, argmax: sparse.argmax.address, y: out.address };
      return [instruction('unpool', { ...at, n, oh, ow, c, poolH, poolW })];
    },
  };
}
