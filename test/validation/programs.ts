/**
 * @file Random programs of 1 to 10 array operations. A program is built while our `np` runs it, so that shapes and dtypes
 * are known when the next operation is drawn; NumPy then runs the same steps. Values that passed a transcendental
 * function differ in the last bits between libraries, so they go on only into continuous functions.
 */
import { NDArray, np, type DType } from '../../src/array/index.ts';
import { call, decode, type Arg, type Call, type Encoded } from '../golden/array-calls.ts';

export interface Step extends Call {
  to: string;
  /** Ours gave a plain number. */
  scalar?: boolean;
  /** Relative tolerance; 0 means equal to the last bit. */
  rtol: number;
}

export interface Program {
  inputs: Record<string, [Encoded, Arg[]]>;
  steps: Step[];
}

/** What ours gave at each step: a value, or the text of a refusal. */
export type Trace = ({ value: unknown } | { error: string })[];

const dtypes: DType[] = ['bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32', 'float64'];
const shapes = [[], [5], [1], [3, 4], [4, 1], [2, 3, 4], [0], [3, 0], [1, 4], [13], [2, 2], [6, 7], [40], [3, 3]];
const views: Arg[][] = [
  ['...'],
  ['::-1'],
  ['1:'],
  ['::2'],
  ['...', '::-1'],
  ['...', 'newaxis'],
  [':2'],
  ['-2:'],
  ['...', '1:3'],
];

const exactOne = [
  'negative',
  'absolute',
  'sign',
  'square',
  'floor',
  'ceil',
  'trunc',
  'isnan',
  'isfinite',
  'logical_not',
  'invert',
  'positive',
];
const smoothOne = ['exp', 'log1p', 'sin', 'cos', 'tanh', 'sqrt', 'arctan', 'expm1', 'cbrt'];
/** For what is rounded already: log1p turns a last bit near -1 into a billionth. */
const steadyOne = smoothOne.filter((name) => name !== 'log1p');
const exactTwo = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'floor_divide',
  'remainder',
  'maximum',
  'minimum',
  'equal',
  'less',
  'greater_equal',
  'not_equal',
  'logical_and',
  'logical_xor',
  'bitwise_and',
  'bitwise_or',
  'bitwise_xor',
  'fmax',
];
const smoothTwo = ['add', 'subtract', 'multiply', 'maximum', 'minimum'];
const reductions = ['sum', 'prod', 'mean', 'max', 'min', 'any', 'all', 'count_nonzero', 'argmax', 'argmin'];
const smoothReductions = ['sum', 'mean', 'max', 'min'];
const moves: [string, Arg[], Record<string, Arg>][] = [
  ['transpose', [], {}],
  ['ravel', [], {}],
  ['flip', [], {}],
  ['flip', [], { axis: 0 }],
  ['roll', [2], {}],
  ['roll', [-1], { axis: 0 }],
  ['squeeze', [], {}],
  ['expand_dims', [], { axis: 0 }],
  ['expand_dims', [], { axis: -1 }],
  ['repeat', [2], {}],
  ['repeat', [2], { axis: 0 }],
  ['tile', [2], {}],
  ['atleast_2d', [], {}],
  ['pad', [1, 'edge'], {}],
  ['pad', [1, 'reflect'], {}],
  ['pad', [2, 'constant'], {}],
  ['rot90', [], {}],
  ['tril', [], {}],
  ['reshape', [[-1]], {}],
  ['reshape', [[2, -1]], {}],
  ['cumsum', [], {}],
  ['cumsum', [], { axis: 0 }],
  ['diff', [], {}],
  ['swapaxes', [0, 1], {}],
  ['moveaxis', [0, -1], {}],
];

/** A small generator of its own, so that a seed names a program for ever. */
function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The program that a seed names, with what our `np` gave for every step. */
export function makeProgram(seed: number): { program: Program; trace: Trace } {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const program: Program = { inputs: {}, steps: [] };
  const env: Record<string, NDArray> = {};
  const rough = new Map<string, boolean>();
  for (const name of ['a', 'b', 'c']) {
    const dtype = pick(dtypes);
    const shape = pick(shapes);
    const data = Array.from({ length: shape.reduce((n, m) => n * m, 1) }, () => element(dtype, next));
    const spec: Encoded = { dtype, shape, data };
    const view = shape.length > 0 && next() < 0.6 ? pick(views) : [];
    program.inputs[name] = [spec, view];
    const whole = decode(spec);
    env[name] = view.length > 0 ? (call({ fn: 'at', args: [{ ref: 'x' }, view] }, { x: whole }) as NDArray) : whole;
    rough.set(name, false);
  }
  const trace: Trace = [];
  const count = 1 + Math.floor(next() * 10);
  for (let k = 0; k < count; k++) {
    const step = draw(env, rough, pick, next, `t${k}`);
    program.steps.push(step);
    try {
      const value = call(step, env);
      trace.push({ value });
      // A lone number goes on as float64 on both sides: JavaScript numbers carry no dtype.
      if (!(value instanceof NDArray)) step.scalar = true;
      const kept = value instanceof NDArray ? value : np.array(Number(value), 'float64');
      if (kept.size < 4000) {
        env[step.to] = kept;
        rough.set(step.to, step.rtol > 0);
      }
    } catch (error) {
      trace.push({ error: String(error) });
    }
  }
  return { program, trace };
}

function element(dtype: DType, next: () => number): number {
  if (dtype === 'bool') return next() < 0.5 ? 0 : 1;
  if (dtype.startsWith('float')) return Math.round((next() * 20 - 10) * 64) / 64 + 0;
  const whole = Math.floor(next() * 24);
  return dtype.startsWith('u') ? whole : whole - 12;
}

function draw(
  env: Record<string, NDArray>,
  rough: Map<string, boolean>,
  pick: <T>(list: readonly T[]) => T,
  next: () => number,
  to: string,
): Step {
  const names = Object.keys(env);
  const x = pick(names);
  const soft = rough.get(x)!;
  const ref = (name: string): Arg => ({ ref: name });
  const close = 1e-6;
  const rtol = soft ? close : 0;
  const kind = next();
  if (kind < 0.3) {
    const y = pick(names);
    const mixed = soft || rough.get(y)!;
    const fn = pick(mixed ? smoothTwo : exactTwo);
    const other = next() < 0.3 ? pick([0, 1, 2, 3, -1, 2.5, 0.1, 7]) : ref(y);
    return { fn, args: next() < 0.9 ? [ref(x), other] : [other, ref(x)], to, rtol: mixed ? close : 0 };
  }
  if (kind < 0.42) {
    const smooth = soft || (next() < 0.35 && small(env[x]!));
    const usable = smooth && !(soft && !small(env[x]!));
    if (smooth && usable) return { fn: pick(soft ? steadyOne : smoothOne), args: [ref(x)], to, rtol: close };
    return { fn: pick(soft ? ['negative', 'absolute'] : exactOne), args: [ref(x)], to, rtol };
  }
  if (kind < 0.58) {
    const fn = pick(soft ? smoothReductions : reductions);
    const axis = pick([null, null, 0, -1, 1]);
    const kwargs: Record<string, Arg> = axis === null ? {} : { axis };
    if (next() < 0.25 && !fn.startsWith('arg')) kwargs['keepdims'] = true;
    return { fn, args: [ref(x)], kwargs, to, rtol };
  }
  if (kind < 0.74) {
    const [fn, args, kwargs] = pick(moves);
    return { fn, args: [ref(x), ...args], kwargs, to, rtol };
  }
  if (kind < 0.84) {
    const index = pick<Arg[]>([
      ...views,
      [0],
      [-1],
      [[0, 1]],
      [[0, -1, 0]],
      ['...', [0, 0]],
      [0, '...'],
      ['newaxis', '...', 0],
    ]);
    return { fn: 'at', args: [ref(x), index], to, rtol };
  }
  if (kind < 0.89) {
    const index = pick<Arg[]>([[0], ['::2'], ['...'], ['...', -1], [[0, 0]]]);
    const value =
      next() < 0.5 ? pick<Arg>([1, 0, 2.5, -3, true, 200]) : ref(pick(names.filter((n) => !rough.get(n) || soft)));
    return { fn: 'set', args: [ref(x), index, value], to, rtol };
  }
  if (kind < 0.94) {
    const y = pick(names.filter((n) => rough.get(n) === soft));
    return { fn: pick(['concatenate', 'stack', 'vstack', 'hstack']), args: [{ list: [ref(x), ref(y)] }], to, rtol };
  }
  if (soft) return { fn: 'clip', args: [ref(x), -2, 2], to, rtol };
  const y = pick(names.filter((n) => !rough.get(n)));
  const masks = names.filter((n) => env[n]!.dtype === 'bool' && !rough.get(n));
  const choice = next();
  if (choice < 0.35) {
    const test: Arg = masks.length > 0 ? ref(pick(masks)) : true;
    return { fn: 'where', args: [test, ref(x), next() < 0.3 ? pick([0, 1.5, -2]) : ref(y)], to, rtol: 0 };
  }
  if (choice < 0.6) {
    const float = env[x]!.dtype.startsWith('float');
    return {
      fn: 'astype',
      args: [ref(x), float ? pick(['float32', 'float64', 'int32', 'int64', 'bool']) : pick(dtypes)],
      to,
      rtol: 0,
    };
  }
  if (choice < 0.8) return { fn: 'clip', args: [ref(x), pick([0, -1, 1.5]), pick([2, 5, 3.25])], to, rtol: 0 };
  return { fn: 'matmul', args: [ref(x), ref(y)], to, rtol: 1e-6 };
}

/** Whether a transcendental function of it stays in a tame range. */
function small(a: NDArray): boolean {
  return a.toTyped().every((v) => Math.abs(v) < 30);
}
