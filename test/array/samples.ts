/**
 * @file A call that works for every function of np, its modules, generators and arrays: for tests that walk over all of them. A new
 * export without a sample fails there.
 */
import { np, type NDArray } from '../../src/array/index.ts';

export type Call = (...args: unknown[]) => unknown;
/** Arguments of a call that works; a function makes them anew for calls that write. */
export type Sample = readonly unknown[] | (() => readonly unknown[]);

export const line = np.array([3, 1, 2]);
export const square = np.array([
  [4, 1],
  [1, 3],
]);
export const floats = np.array([0.5, 0.25]);
export const bits = np.array([1, 2]);

const pairwise: Sample = [floats, floats];
const ufuncs = {
  one: 'abs absolute acos arccos arccosh arcsin arcsinh arctan arctanh asin atan cbrt ceil cos cosh deg2rad degrees exp exp2 expm1 fabs fix floor isfinite isinf isnan log log10 log1p log2 logicalNot negative positive rad2deg radians reciprocal rint sign signbit sin sinh sqrt square tan tanh trunc',
  two: 'add arctan2 atan2 copysign divide equal floatPower floorDivide fmax fmin fmod greater greaterEqual heaviside hypot less lessEqual logaddexp logicalAnd logicalOr logicalXor maximum minimum mod multiply notEqual pow power remainder subtract trueDivide',
  bits: 'bitwiseAnd bitwiseOr bitwiseXor gcd lcm leftShift rightShift',
};
const reductions =
  'all amax amin any argmax argmin countNonzero cumprod cumsum max mean median min nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar prod ptp std sum var';
const scalars = 'bool float32 float64 int16 int32 int64 int8 uint16 uint32 uint8';

export const samples: Record<string, Sample> = {
  ...each(ufuncs.one, [floats]),
  ...each(ufuncs.two, pairwise),
  ...each(ufuncs.bits, [bits, bits]),
  ...each('invert bitwiseNot', [bits]),
  ...each(reductions, [line]),
  ...each(scalars, [1]),
  ...each('quantile nanquantile', [line, 0.5]),
  ...each('percentile nanpercentile', [line, 50]),
  ...each('sort argsort unique argwhere flatnonzero nonzero ravel copy ndim shape size toList toTyped', [line]),
  ...each('atleast1d atleast2d atleast3d diag diagflat average bincount gradient trapezoid flip meshgrid', [line]),
  ...each('flipud squeeze nanToNum modf round around array asarray zerosLike onesLike emptyLike', [line]),
  ...each('transpose permuteDims fliplr rot90 diagonal trace tril triu cov corrcoef', [square]),
  ...each('complex conj conjugate real imag angle iscomplexobj', [line]),
  ...each('ndenumerate polyder polyint poly1d', [line]),
  ...each('partition argpartition', [line, 1]),
  ...each('zeros ones empty eye identity tri', [2]),
  ...each('vstack hstack dstack columnStack stack concatenate concat lexsort', [[line, line]]),
  ...each('matmul dot vdot inner outer kron cross union1d intersect1d setdiff1d setxor1d isin', [line, line]),
  ...each('allclose isclose arrayEqual divmod append convolve correlate searchsorted', [line, line]),
  ...each('split arraySplit hsplit vsplit', [np.arange(4), 2]),
  ...each('finfo', ['float32']),
  ...each('linspace logspace geomspace', [1, 2]),
  ...each('histogram histogramBinEdges', [line]),
  applyAlongAxis: [(one: NDArray) => one, 0, line],
  arange: [1, 4],
  broadcastArrays: [line, 1],
  broadcastShapes: [[[3], [1]]],
  broadcastTo: [line, [2, 3]],
  clip: [line, 0, 2],
  delete: [line, 1],
  diff: [line],
  digitize: [line, [0, 2]],
  dsplit: [np.zeros([1, 1, 2]), 2],
  einsum: ['i->', line],
  expandDims: [line, 0],
  fillDiagonal: () => [square.copy(), 0],
  fromTyped: [new Float32Array(2), [2]],
  fromfunction: [(i: NDArray) => i, [2]],
  full: [2, 1],
  fullLike: [line, 1],
  geterr: [],
  geterrcall: [],
  getPrintoptions: [],
  iinfo: ['uint8'],
  indices: [[2, 2]],
  insert: [line, 1, 5],
  interp: [0.5, [0, 1], [0, 1]],
  load: [npyBytes()],
  loadtxt: [['1 2']],
  moveaxis: [square, 0, 1],
  ndindex: [2, 2],
  pad: [line, 1],
  polyfit: [line, line, 1],
  polyval: [line, line],
  promoteTypes: ['uint8', 'int8'],
  ravelMultiIndex: [
    [1, 1],
    [2, 2],
  ],
  repeat: [line, 2],
  reshape: [line, [3, 1]],
  resultType: [line, 1],
  roll: [line, 1],
  rollaxis: [square, 1],
  slice: [0, 2, 1],
  slidingWindowView: [line, 2],
  swapaxes: [square, 0, 1],
  take: [line, 0],
  takeAlongAxis: [line, [0], 0],
  tensordot: [square, square],
  tile: [line, 2],
  unravelIndex: [1, [2, 2]],
  vectorize: [(x: number) => x],
  where: [line, 0, 1],
};

/** Exports without a sample call, and why. */
export const apart: Record<string, string> = {
  StringArray: 'the class; arrays of texts are made by np.array',
  ComplexArray: 'the class; arrays of complex numbers are made by np.complex and np.fft',
  ndarray: 'the class; arrays are made by np.array',
  save: 'writes a file; tested below',
  savez: 'writes a file; tested below',
  savezCompressed: 'writes a file; tested below',
  savetxt: 'writes a file; tested below',
  errstate: 'takes its options first; tested in floating-warnings.test.ts',
  seterr: 'takes nothing but options; tested in floating-warnings.test.ts',
  seterrcall: 'takes a function; tested in floating-warnings.test.ts',
  setPrintoptions: 'takes nothing but options; tested below',
};

export const linalg: Record<string, Sample> = {
  ...each('cholesky cond det eig eigh eigvals eigvalsh inv matrixRank norm pinv qr slogdet svd', [square]),
  lstsq: [square, [1, 2]],
  matrixPower: [square, 2],
  solve: [square, [1, 2]],
};

export const fft: Record<string, Sample> = {
  ...each('fft ifft rfft irfft fftn ifftn fftshift ifftshift', [line]),
  ...each('fft2 ifft2', [square]),
  ...each('fftfreq rfftfreq', [4]),
};

export const testing: Record<string, Sample> = each('assertAllclose assertAlmostEqual assertArrayEqual', [line, line]);

const draws: Record<string, Sample> = {
  beta: [1, 2],
  binomial: [4, 0.5],
  chisquare: [2],
  choice: [3],
  exponential: [1],
  gamma: [2, 1],
  geometric: [0.5],
  laplace: [0, 1],
  normal: [0, 1],
  permutation: [3],
  poisson: [2],
  random: [],
  shuffle: () => [line.copy()],
  standardExponential: [],
  standardNormal: [],
  triangular: [0, 1, 2],
  uniform: [0, 1],
};

const { chisquare: _, standardExponential: __, ...legacyDraws } = draws;
export const random: Record<string, Sample> = {
  ...legacyDraws,
  defaultRng: [0],
  getState: [],
  rand: [2],
  randint: [5],
  randn: [2],
  randomSample: [],
  seed: [0],
  setState: () => [np.random.getState()],
};
export const randomClasses: Record<string, Sample> = {
  Generator: [new np.random.PCG64(0)],
  MT19937: [0],
  PCG64: [0],
  RandomState: [0],
  SeedSequence: [0],
};

export const generator: Record<string, Sample> = { ...draws, integers: [5], permuted: [line], spawn: [1] };
export const randomState: Record<string, Sample> = {
  ...draws,
  getState: [],
  rand: [2],
  randint: [5],
  randn: [2],
  randomSample: [],
  seed: [0],
  setState: () => [new np.random.RandomState(0).getState()],
};

export const methods: Record<string, Sample> = {
  ...each('abs exp log neg not sqrt square', []),
  ...each('add and div dot eq floorDiv ge gt le lt matmul mod mul ne or pow searchsorted sub xor', [bits]),
  ...each('all any argmax argmin cumprod cumsum max mean min prod ptp std sum var', []),
  ...each('argsort copy flatten nonzero ravel repr round sort squeeze toList toTyped transpose', []),
  ...each('argpartition partition repeat take', [1]),
  ...each('diagonal trace swapaxes', []),
  astype: ['float32'],
  clip: [0, 1],
  fill: [1],
  reshape: [[2, 1]],
  swapaxes: [0, 0],
};
/** Methods whose arguments are indices, and those that JavaScript itself calls. */
export const methodsApart = ['at', 'item', 'set', 'toString', 'toJSON', 'constructor'];

function each(names: string, sample: Sample): Record<string, Sample> {
  return Object.fromEntries(names.split(' ').map((name) => [name, sample]));
}

/** A npy file of one byte, 7. */
function npyBytes(): Uint8Array {
  const head = `${"{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }".padEnd(117)}\n`;
  return Uint8Array.of(0x93, ...new TextEncoder().encode(`NUMPY\u0001\u0000v\u0000${head}`), 7);
}

export function argsOf(sample: Sample): readonly unknown[] {
  return typeof sample === 'function' ? sample() : sample;
}

/** The names of the functions and classes of a module. */
export function functionsOf(module: object): string[] {
  return Object.entries(module)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name);
}
