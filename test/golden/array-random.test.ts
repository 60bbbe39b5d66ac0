/** @file np.random against NumPy: every stream to the bit, for many seeds, distributions, sizes and dtypes. */
import { readFileSync } from 'node:fs';
import { crc32, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { exactLog } from '../../src/array/random/exact-log.ts';
import { log1pDouble, log1pSingle } from '../../src/array/random/exact-log1p.ts';
import { NDArray as ArrayClass, toTyped } from '../../src/array/index.ts';

interface Case {
  seed: string | string[];
  name: string;
  args: unknown[];
  options: Record<string, unknown>;
  scalar: boolean;
  shape: number[];
  dtype: string;
  crc: number;
  head: number[];
}

interface Golden {
  numpy: string;
  legacy: Case[][];
  generator: Case[][];
  logs: Record<'log' | 'log1p' | 'log1pf', number>;
  spawned: number[][];
  randn: number[][];
  rand: number[][];
}

const golden = JSON.parse(
  gunzipSync(readFileSync(new URL('./data/array-random.json.gz', import.meta.url))).toString(),
) as Golden;

const camel = (name: string) => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase());

function run(rng: object, { name, args, options }: Case): number | NDArray {
  if (name === 'shuffle') {
    const x = np.array(args[0] as number[]);
    (rng as { shuffle(x: NDArray): void }).shuffle(x);
    return x;
  }
  const method = (rng as Record<string, (...given: unknown[]) => number | NDArray>)[camel(name)]!;
  return method.apply(rng, Object.keys(options).length > 0 ? [...args, options] : args);
}

function facts(value: number | NDArray, like: Case): unknown {
  const scalar = !(value instanceof ArrayClass);
  const flat = scalar ? [value] : Array.from(toTyped(value));
  const stored = like.dtype === 'float32' ? Float32Array.from(flat) : Float64Array.from(flat);
  return {
    shape: scalar ? [] : [...value.shape],
    dtype: scalar ? like.dtype : value.dtype,
    head: flat.slice(0, 3).map(Number),
    crc: crc32(new Uint8Array(stored.buffer)),
  };
}

const big = (text: string | string[]) => (Array.isArray(text) ? text.map(BigInt) : BigInt(text));
const small = (text: string | string[]) => (Array.isArray(text) ? text.map(Number) : Number(text));

describe('np.random equals NumPy bit for bit', () => {
  for (const cases of golden.generator) {
    it(`defaultRng(${String(cases[0]!.seed)}): ${cases.length} calls in a row`, () => {
      const rng = np.random.defaultRng(big(cases[0]!.seed));
      for (const c of cases) {
        const { shape, dtype, head, crc } = c;
        expect({ call: c.name, args: c.options, ...(facts(run(rng, c), c) as object) }).toEqual({
          call: c.name,
          args: c.options,
          shape,
          dtype,
          head,
          crc,
        });
      }
    });
  }
  for (const cases of golden.legacy) {
    it(`RandomState(${String(cases[0]!.seed)}): ${cases.length} calls in a row`, () => {
      const rng = new np.random.RandomState(small(cases[0]!.seed));
      for (const c of cases) {
        const { shape, dtype, head, crc } = c;
        expect({ call: c.name, args: c.options, ...(facts(run(rng, c), c) as object) }).toEqual({
          call: c.name,
          args: c.options,
          shape,
          dtype,
          head,
          crc,
        });
      }
    });
  }

  it('the logarithms behind the draws, 20,000 arguments each', () => {
    const x = new np.random.RandomState(3).rand(20000).toTyped() as Float64Array;
    const crc = (values: Float64Array | Float32Array) => crc32(new Uint8Array(values.buffer));
    expect({
      log: crc(x.map(exactLog)),
      log1p: crc(x.map((v) => log1pDouble(-v))),
      log1pf: crc(Float32Array.from(x, (v) => (Math.fround(v) < 1 ? log1pSingle(-Math.fround(v)) : 0))),
    }).toEqual(golden.logs);
  });

  it('spawned generators', () => {
    const draws = np.random.defaultRng(11).spawn(3).map((g) => Array.from(g.random(3).toTyped()));
    expect(draws).toEqual(golden.spawned);
  });

  it('the shared state: seed, rand, randn', () => {
    np.random.seed(5);
    expect(Array.from(np.random.randn(2, 3).toTyped())).toEqual(golden.randn.flat());
    np.random.seed(5);
    expect(Array.from(np.random.rand(2, 3).toTyped())).toEqual(golden.rand.flat());
  });
});
