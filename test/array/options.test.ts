/**
 * @file Every public function of np refuses an option it does not know and names the nearest it has. The walk goes over all exports:
 * a new one without a sample call fails here. Also what `out` of the element-wise functions takes.
 */
import { afterAll, describe, expect, it, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import {
  apart,
  argsOf,
  bits,
  fft,
  floats,
  functionsOf,
  generator,
  linalg,
  line,
  methods,
  methodsApart,
  random,
  randomClasses,
  randomState,
  samples,
  square,
  testing,
  type Call,
  type Sample,
} from './samples.ts';

/** The call works with its sample and refuses one option more, with ValueError and a hint. */
function refuses(call: Call, sample: Sample): void {
  expect(() => call(...argsOf(sample))).not.toThrow();
  expect(() => call(...argsOf(sample), { noSuchOption: 1 })).toThrow(
    /^ValueError: [\w.]+: there is no option 'noSuchOption'\. Received \{ noSuchOption: 1 \}\. (The options are |[\w.]+ takes no options)/,
  );
}

/** Shows the name before the message, as a cell does. */
function withNames(call: Call): Call {
  return (...args) => {
    try {
      return call(...args);
    } catch (error) {
      throw new Error(String(error), { cause: error });
    }
  };
}

const state = np.random.getState();
afterAll(() => np.random.setState(state));

describe('every function refuses an option it does not know', () => {
  it('np: every export has a sample', () => {
    const known = [...Object.keys(samples), ...Object.keys(apart)];
    expect(functionsOf(np).filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !functionsOf(np).includes(name))).toEqual([]);
  });
  const functions = new Map(Object.entries(np)) as Map<string, unknown>;
  it.each(Object.keys(samples))('np.%s', (name) => {
    refuses(withNames(functions.get(name) as Call), samples[name]!);
  });

  it.each([
    ['np.linalg', np.linalg, { ...linalg, LinAlgError: [] }],
    ['np.fft', np.fft, fft],
    ['np.testing', np.testing, testing],
    ['np.random', np.random, { ...random, ...randomClasses }],
  ] as const)('%s: every export has a sample', (_, module, known) => {
    expect(Object.keys(known).sort()).toEqual(functionsOf(module).sort());
  });
  it.each(Object.keys(linalg))('np.linalg.%s', (name) => {
    refuses(withNames(np.linalg[name as keyof typeof np.linalg] as Call), linalg[name]!);
  });
  it.each(Object.keys(fft))('np.fft.%s', (name) => {
    refuses(withNames(np.fft[name as keyof typeof np.fft] as Call), fft[name]!);
  });
  it.each(Object.keys(testing))('np.testing.%s', (name) => {
    refuses(withNames(np.testing[name as keyof typeof np.testing] as Call), testing[name]!);
  });
  it.each(Object.keys(random))('np.random.%s', (name) => {
    refuses(withNames(np.random[name as keyof typeof np.random] as Call), random[name]!);
  });
  it.each(Object.keys(randomClasses))('new np.random.%s', (name) => {
    const make = np.random[name as keyof typeof np.random] as unknown as new (...args: unknown[]) => unknown;
    refuses(
      withNames((...args) => new make(...args)),
      randomClasses[name]!,
    );
  });

  it.each([
    ['rng', np.random.defaultRng(0), generator],
    ['RandomState', new np.random.RandomState(0), randomState],
  ] as const)('%s: every method has a sample, and refuses', (_, object, known) => {
    const inside = ['constructor', 'normalDraw', 'exponentialDraw', 'floats', 'mix', 'gammaDraw', 'betaDraw', 'draws'];
    const within = new Set([...inside, 'uniformDraws', 'sample', 'check', 'shapeOf', 'floatType']);
    const names = new Set<string>();
    for (let at: object = object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
      for (const name of Object.getOwnPropertyNames(at)) {
        if (typeof (object as unknown as Record<string, unknown>)[name] === 'function' && !within.has(name))
          names.add(name);
      }
    }
    expect([...names].sort()).toEqual(Object.keys(known).sort());
    const methodsOf = object as unknown as Record<string, Call>;
    for (const name of names)
      refuses(
        withNames((...args) => methodsOf[name]!(...args)),
        known[name]!,
      );
  });

  it('arrays: every method has a sample', () => {
    const prototype = Object.getOwnPropertyDescriptors(np.ndarray.prototype);
    const names = Object.entries(prototype)
      .filter(([name, { value }]) => typeof value === 'function' && !methodsApart.includes(name))
      .map(([name]) => name);
    expect(names.sort()).toEqual(Object.keys(methods).sort());
  });
  it.each(Object.keys(methods))('a.%s', (name) => {
    const make = (): NDArray => (['diagonal', 'trace'].includes(name) ? square : bits).copy();
    refuses(
      withNames((...args) => (make() as unknown as Record<string, Call>)[name]!(...args)),
      methods[name]!,
    );
  });
  it('indices are no options', () => {
    expect(() => line.at({ start: 1 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an object.]`,
    );
  });

  it('functions that write files or take nothing but options', () => {
    const [save, savez, packed, savetxt] = [np.save, np.savez, np.savezCompressed, np.savetxt] as unknown as Call[];
    expect(() => save!('never', line, { foo: 1 })).toThrow(/there is no option 'foo'/);
    expect(() => savez!('never', { line }, { foo: 1 })).toThrow(/there is no option 'foo'/);
    expect(() => packed!('never', { line }, { foo: 1 })).toThrow(/there is no option 'foo'/);
    expect(() => savetxt!('never', line, { delimeter: ',' })).toThrow(/Did you mean 'delimiter'\?/);
    expect(() => np.setPrintoptions({ precison: 2 } as object)).toThrow(/Did you mean 'precision'\?/);
  });
});

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

test('the nearest option is named, wherever the options stand', () => {
  const untyped = np as unknown as Record<string, Call> & Record<'random' | 'linalg', Record<string, Call>>;
  const rng = np.random.defaultRng(0) as unknown as Record<string, Call>;
  const a = square as unknown as Record<string, Call>;
  expect(
    [
      () => untyped['sum']!(square, { axs: 0 }),
      () => untyped['sum']!(square, 0, { keepdim: true }),
      () => untyped['std']!(square, { ddoff: 1 }),
      () => a['sum']!({ axs: 0 }),
      () => untyped['zeros']!([2], { dtyp: 'int32' }),
      () => untyped['arange']!(0, 4, { dtyp: 'int32' }),
      () => untyped['sqrt']!(floats, { otu: floats }),
      () => a['add']!(1, { otu: square }),
      () => untyped.random['normal']!({ sze: 3 }),
      () => rng['integers']!(0, 9, { end_point: true }),
      () => untyped.linalg['svd']!(square, { full_matrices: false }),
      () => untyped['concatenate']!([line, line], { ax: 0 }),
      () => untyped['transpose']!(square, [1, 0], { foo: 1 }),
      () => a['reshape']!(2, 2, { order: 'F' }),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "ValueError: np.sum: there is no option 'axs'. Received { axs: 0 }. Did you mean 'axis'?",
      "ValueError: np.sum: there is no option 'keepdim'. Received { keepdim: true }. Did you mean 'keepdims'?",
      "ValueError: np.std: there is no option 'ddoff'. Received { ddoff: 1 }. Did you mean 'ddof'?",
      "ValueError: np.sum: there is no option 'axs'. Received { axs: 0 }. Did you mean 'axis'?",
      "ValueError: np.zeros: there is no option 'dtyp'. Received { dtyp: 'int32' }. Did you mean 'dtype'?",
      "ValueError: np.arange: there is no option 'dtyp'. Received { dtyp: 'int32' }. Did you mean 'dtype'?",
      "ValueError: np.sqrt: there is no option 'otu'. Received { otu: an NDArray }. Did you mean 'out'?",
      "ValueError: np.add: there is no option 'otu'. Received { otu: an NDArray }. Did you mean 'out'?",
      "ValueError: np.random.normal: there is no option 'sze'. Received { sze: 3 }. Did you mean 'size'?",
      "ValueError: rng.integers: there is no option 'end_point'. Received { end_point: true }. Did you mean 'endpoint'?",
      "ValueError: np.linalg.svd: there is no option 'full_matrices'. Received { full_matrices: false }. Did you mean 'fullMatrices'?",
      "ValueError: np.concatenate: there is no option 'ax'. Received { ax: 0 }. The options are axis, dtype.",
      "ValueError: np.transpose: there is no option 'foo'. Received { foo: 1 }. The options are axes.",
      "ValueError: reshape: there is no option 'order'. Received { order: 'F' }. reshape takes no options.",
    ]
  `);
});

test('options that another function has are refused too', () => {
  const untyped = np as unknown as Record<string, Call>;
  expect(refusal(() => untyped['sum']!(line, { ddof: 1 }))).toMatch("there is no option 'ddof'");
  expect(refusal(() => untyped['max']!(line, { dtype: 'float32' }))).toMatch("there is no option 'dtype'");
});

test('values of options', () => {
  const untyped = np as unknown as Record<string, Call>;
  expect(
    [
      () => untyped['sum']!(line, { keepdims: 'yes' }),
      () => untyped['sum']!(line, 0, 1),
      () => untyped['pad']!(line, 1, 'reflct'),
      () => untyped['searchsorted']!(line, 1, { side: 'rigth' }),
      () => untyped['histogram']!(line, 'sturgess'),
      () => untyped['zeros']!([2], 'unit8'),
      () => untyped['unique']!(line, { returnCounts: 1 }),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "ValueError: np.sum: keepdims must be true or false. Received 'yes'.",
      "ValueError: np.sum: options come as one object, { axis: … }. Received 1.",
      "ValueError: np.pad: mode must be 'constant', 'edge', 'linear_ramp', 'maximum', 'mean', 'median', 'minimum', 'reflect', 'symmetric', 'wrap' or 'empty'. Received 'reflct'. Did you mean 'reflect'?",
      "ValueError: np.searchsorted: side must be 'left' or 'right'. Received 'rigth'. Did you mean 'right'?",
      "ValueError: np.histogram: bins must be 'sqrt', 'sturges', 'rice', 'scott', 'fd', 'auto' or 'doane'. Received 'sturgess'. Did you mean 'sturges'?",
      "DTypeError: np.zeros: dtype must be 'bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32' or 'float64'. Received 'unit8'. Did you mean 'uint8'?",
      "ValueError: np.unique: returnCounts must be true or false. Received 1.",
    ]
  `);
});

test('keyword arguments of Python, as options', () => {
  expect(np.diag([1, 2], { k: 1 }).toList()).toEqual(np.diag([1, 2], 1).toList());
  expect(np.round([1.25], { decimals: 1 }).toList()).toEqual([1.2]);
  expect(np.transpose(square, { axes: [0, 1] }).toList()).toEqual(square.toList());
  expect(np.rot90(square, { k: 2 }).toList()).toEqual(np.rot90(square, 2).toList());
  expect(np.logspace(0, 2, { num: 3 }).toList()).toEqual([1, 10, 100]);
  expect(np.geomspace(1, 100, { num: 3 }).size).toBe(3);
  expect(np.size(square, { axis: 0 })).toBe(2);
  expect(np.linspace(0, 1, { num: 3 }, { endpoint: false }).size).toBe(3);
});

test('functions as callbacks of map and reduce, which hand over places and lists', () => {
  expect([4, 9].map(np.sqrt)).toEqual([2, 3]);
  expect([line, line].map(np.ravel)).toHaveLength(2);
  expect([1, 2, 3].reduce(np.add)).toBe(6);
  expect(Array.from([line, bits], (a) => np.size(a))).toEqual([3, 2]);
});

describe('out', () => {
  it('takes the result, also one of the operands and a stretched result', () => {
    const a = np.array([1, 2]);
    expect(np.add(a, 1, { out: a })).toBe(a);
    expect(a.toList()).toEqual([2, 3]);
    const wide = np.zeros([2, 2], 'float32');
    np.multiply(a, 0.5, { out: wide });
    expect(wide.toList()).toEqual([
      [1, 1.5],
      [1, 1.5],
    ]);
    expect(np.sqrt(4, { out: np.zeros([]) }).item()).toBe(2);
    expect(a.mul(2, { out: a })).toBe(a);
    const view = np.zeros([2, 4]);
    np.exp([[0], [0]], { out: view.at(':', '::2') });
    expect(view.toList()).toEqual([
      [1, 0, 1, 0],
      [1, 0, 1, 0],
    ]);
  });

  it('is refused where NumPy refuses', () => {
    const u8 = np.ones([2], 'uint8');
    expect(
      [
        () => np.add(u8, 0.5, { out: u8 }),
        () => np.divide([1, 2], [1, 2], { out: np.zeros([2], 'int64') }),
        () => np.subtract(np.int8(1), np.zeros([2], 'int8'), { out: u8 }),
        () => np.add(u8, u8, { out: np.zeros([3], 'uint8') }),
        () => np.add(u8, u8, { out: np.broadcastTo(np.zeros([], 'uint8'), [2]) }),
        () => np.add(u8, u8, { out: [0, 0] as unknown as NDArray }),
        () => np.add(u8, u8, u8 as object),
      ].map(refusal),
    ).toMatchInlineSnapshot(`
      [
        "DTypeError: np.add: a result of float64 does not go into an array of uint8. Received out of dtype uint8. Leave out away and convert the result with .astype('uint8').",
        "DTypeError: np.divide: a result of float64 does not go into an array of int64. Received out of dtype int64. Leave out away and convert the result with .astype('int64').",
        "DTypeError: np.subtract: a result of int8 does not go into an array of uint8. Received out of dtype uint8. Leave out away and convert the result with .astype('uint8').",
        "ShapeError: np.add: out must have the shape of the result. Received out (3,), result (2,).",
        "ValueError: np.add: out must not be a read-only view (broadcasting shows one element at many places). Received shape (2,). Make a copy() first.",
        "ValueError: np.add: out must be an array. Received [0, 0].",
        "ValueError: np.add: options come as one object, { out: … }. Received an NDArray.",
      ]
    `);
    expect(u8.toList()).toEqual([1, 1]);
    expect(np.add(u8, u8, { out: np.zeros([2], 'int32') }).toList()).toEqual([2, 2]);
    expect(np.greater(u8, 0, { out: np.zeros([2]) }).toList()).toEqual([1, 1]);
  });
});
