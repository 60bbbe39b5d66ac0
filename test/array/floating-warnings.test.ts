/** @file What np does about infinity and NaN: notices, errors, calls; which operands deserve them is in test/golden/array-warnings.test.ts. */
import { afterEach, expect, test } from 'vitest';
import { np } from '../../src/index.ts';
import { NotebookHost } from './host.ts';

const host = new NotebookHost();
afterEach(() => {
  host.leave();
  np.seterr({ all: 'warn', under: 'ignore' });
  np.seterrcall(null);
});

const zero = np.zeros([3]);

test('a notice names the cause, the remedy and how to say that it is meant', () => {
  host.enter();
  np.ones([3]).div(zero);
  np.log(zero);
  np.exp(np.full([3], 1000));
  np.sqrt(np.full([3], -1));
  np.array([1, 2], 'int32').floorDiv(0);
  np.array([NaN, 1]).astype('uint8');
  zero.std({ ddof: 3 });
  np.mean([]);
  np.array([Infinity, 1]).std();
  np.nanmax([NaN, NaN]);
  expect(host.texts()).toMatchInlineSnapshot(`
    [
      "np.divide: divide by zero encountered, a result is inf or -inf. Keep the divisor away from 0: a.div(b.add(1e-7)), a.div(np.maximum(b, 1)). If it is meant: np.errstate({ divide: 'ignore' }, () => …)",
      "np.log: divide by zero encountered, a result is inf or -inf. The logarithm of 0 is -inf; add a small number: np.log(x.add(1e-7)). If it is meant: np.errstate({ divide: 'ignore' }, () => …)",
      "np.exp: overflow encountered, a result is too large for its dtype and is inf. Subtract the largest first, as softmax does: np.exp(x.sub(x.max())). If it is meant: np.errstate({ over: 'ignore' }, () => …)",
      "np.sqrt: invalid value encountered, a result is not defined and is nan. A negative number has no real root: np.sqrt(np.maximum(x, 0)), np.sqrt(np.abs(x)). If it is meant: np.errstate({ invalid: 'ignore' }, () => …)",
      "np.floorDivide: divide by zero encountered, a whole number divided by 0 gives 0. Keep the divisor away from 0: a.floorDiv(np.maximum(b, 1)). If it is meant: np.errstate({ divide: 'ignore' }, () => …)",
      "astype: invalid value encountered, a number has no like among the whole numbers of the dtype. Replace nan, inf and numbers beyond the range first: np.nanToNum(x), np.clip(x, low, high). If it is meant: np.errstate({ invalid: 'ignore' }, () => …)",
      "np.std: there are not more elements than ddof (degrees of freedom <= 0), and the result is nan or inf. Use more elements, or ddof: 0",
      "np.mean: there are no elements to average (mean of empty slice), and the result is nan. Look at the shape first: x.shape, x.size",
      "np.std: invalid value encountered, a result is not defined and is nan. Where they are: np.nonzero(np.isnan(result)). If it is meant: np.errstate({ invalid: 'ignore' }, () => …)",
      "np.nanmax: there is nothing but nan along the axis (All-NaN slice), and the result is nan. Where: np.isnan(x).all(axis)",
    ]
  `);
});

test('what is not odd, or was odd before, is not said', () => {
  host.enter();
  np.array([NaN, Infinity]).add(1);
  np.ones([3]).div(2);
  np.array([1, 0], 'int32').mul(0);
  np.maximum(np.array([NaN]), 1);
  np.array([300, -1]).astype('uint8');
  np.isnan(np.array([NaN]));
  np.where(np.array([NaN]).gt(0), 1, 0);
  np.nanmean([NaN, 2]);
  np.exp(np.full([3], -1000));
  expect(host.texts()).toEqual([]);
});

test('errstate: for the work in it, whatever becomes of that', async () => {
  host.enter();
  expect(np.errstate({ divide: 'ignore' }, () => np.ones([1]).div(0).item())).toBe(Infinity);
  expect(() => np.errstate({ all: 'raise' }, () => np.ones([1]).div(0))).toThrowErrorMatchingInlineSnapshot(
    `[FloatingPointError: np.divide: divide by zero encountered: a result is inf or -inf. Keep the divisor away from 0: a.div(b.add(1e-7)), a.div(np.maximum(b, 1)).]`,
  );
  expect(() => np.errstate({ under: 'raise' }, () => np.exp(np.array([-1000])))).toThrow(/underflow encountered/);
  const state = { divide: 'warn', over: 'warn', under: 'ignore', invalid: 'warn' };
  expect(np.geterr()).toEqual(state);
  const later = np.errstate({ all: 'ignore' }, async () => {
    await Promise.resolve();
    return np.log(zero).item(0);
  });
  expect(np.geterr().divide).toBe('ignore');
  expect(await later).toBe(-Infinity);
  expect(np.geterr()).toEqual(state);
  expect(host.texts()).toEqual([]);
});

test('errstate: works that overlap leave all as it was, whichever ends first', async () => {
  const before = np.geterr();
  const ends: (() => void)[] = [];
  const wait = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  const first = np.errstate({ divide: 'ignore' }, wait);
  const second = np.errstate({ over: 'raise' }, wait);
  ends[0]!();
  await first;
  expect(np.errstate({ invalid: 'raise' }, () => np.geterr())).toMatchObject({ over: 'raise', invalid: 'raise' });
  expect(np.geterr().over).toBe('raise');
  ends[1]!();
  await second;
  expect(np.geterr()).toEqual(before);
});

test('seterr gives what was before; call, log and print', () => {
  const said: unknown[] = [];
  expect(np.seterr({ all: 'call', invalid: 'ignore' })).toEqual({
    divide: 'warn',
    over: 'warn',
    under: 'ignore',
    invalid: 'warn',
  });
  np.seterrcall((kind, flag) => said.push([kind, flag]));
  np.array([1, 0, -1]).div(0);
  np.array([1e300]).mul(1e300);
  expect(said).toEqual([
    ['divide by zero', 1],
    ['overflow', 2],
  ]);
  const lines: string[] = [];
  np.errstate({ divide: 'log', call: { write: (line) => void lines.push(line) } }, () => np.log(zero));
  expect(lines).toEqual(['Warning: divide by zero encountered in log']);
});

test('what they refuse', () => {
  const messages = [
    () => np.errstate({ divde: 'ignore' } as object, () => 1),
    () => np.errstate({ divide: 'off' as 'ignore' }, () => 1),
    () => np.errstate({ divide: 'ignore' }, 1 as unknown as () => number),
    () => np.seterr({ under: 'stop' as 'warn' }),
    () => np.seterrcall('print' as never),
  ].map((call) => {
    try {
      return call();
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(messages).toMatchInlineSnapshot(`
    [
      "np.errstate: there is no option 'divde'. Received { divde: 'ignore' }. Did you mean 'divide'?",
      "np.errstate: divide must be 'ignore', 'warn', 'raise', 'call', 'print' or 'log'. Received 'off'.",
      "np.errstate: the second argument is a function with the work. Received number. np.errstate({ divide: 'ignore' }, () => a.div(b)).",
      "np.seterr: under must be 'ignore', 'warn', 'raise', 'call', 'print' or 'log'. Received 'stop'.",
      "np.seterrcall: the handler must be a function, an object with write, or null. Received string.",
    ]
  `);
});

test('a promise in errstate that never settles ends with the cell that was stopped', () => {
  const key = Symbol.for('kernelab.host');
  const world = globalThis as unknown as Record<symbol, unknown>;
  const before = world[key];
  const stop = new AbortController();
  world[key] = { onCellEnd: () => {}, display: () => {}, signal: stop.signal };
  try {
    const usual = np.geterr();
    void np.errstate({ all: 'ignore' }, () => new Promise(() => {}));
    expect(np.geterr()).not.toEqual(usual);
    stop.abort();
    expect(np.geterr()).toEqual(usual);
  } finally {
    if (before === undefined) delete world[key];
    else world[key] = before;
  }
});
