/**
 * @file Image processing against SciPy, scikit-image and Pillow: the values in image-processing/*.json, written by
 * make_image_processing.py. A case is a call with its arguments; `{ picture: n }` among them is an array of the file.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NDArray, fromTyped, type DType, type TypedArray } from '../../src/array/index.ts';
import { isPlainObject } from '../../src/arguments/index.ts';
import { image } from '../../src/image/index.ts';

interface GoldenArray {
  dtype: DType;
  shape: number[];
  data: string;
}
interface Golden {
  pictures: GoldenArray[];
  cases: { call: string; args: unknown[]; near?: number; want: GoldenArray | GoldenArray[] }[];
}

const folder = new URL('image-processing/', import.meta.url);
const calls = image as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;

describe.each(readdirSync(folder).sort())('%s', (name) => {
  const golden = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden;
  const pictures = golden.pictures.map(unpack);
  const names = [...new Set(golden.cases.map(({ call }) => call))];
  test.each(names)('image.%s', (call) => {
    for (const each of golden.cases.filter((other) => other.call === call)) {
      const got = calls[call]!(...each.args.map((arg) => argument(arg, pictures)));
      const wanted = [each.want].flat();
      const given = got instanceof Object && 'params' in got ? [got.params] : Array.isArray(got) && wanted.length > 1 ? got : [got];
      const label = `${call}(${each.args.map((arg) => JSON.stringify(arg)).join(', ')})`;
      wanted.forEach((want, i) => near(given[i], want, label, each.near));
    }
  });
});

function argument(arg: unknown, pictures: readonly NDArray[]): unknown {
  if (Array.isArray(arg)) return arg.map((each) => argument(each, pictures));
  if (!isPlainObject(arg)) return arg;
  const { picture, places } = arg as { picture?: number; places?: number };
  if (places !== undefined) return () => pictures[places]!;
  // A view that lies otherwise in memory must give the same: every picture is handed over as a turned copy turned back.
  if (picture !== undefined) return pictures[picture]!.transpose().copy().transpose();
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, argument(value, pictures)]));
}

function unpack(packed: GoldenArray): NDArray {
  return fromTyped(samples(packed), packed.shape, packed.dtype);
}

function samples({ dtype, data }: GoldenArray): TypedArray {
  const { buffer } = new Uint8Array(Buffer.from(data, 'base64'));
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int8':
      return new Int8Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    default:
      return new Float64Array(buffer);
  }
}

/** Whole numbers exactly; doubles to 1e-12, singles to 1e-6, or to what the case says. A single number is compared alone. */
function near(got: unknown, want: GoldenArray, label: string, tolerance?: number): void {
  const wanted = samples(want);
  const limit = tolerance ?? (want.dtype === 'float64' ? 1e-12 : want.dtype === 'float32' ? 1e-6 : 0);
  const values = got instanceof NDArray ? got.toTyped() : Float64Array.of(Number(got));
  if (got instanceof NDArray) expect([label, got.dtype, ...got.shape]).toEqual([label, want.dtype, ...want.shape]);
  let worst = 0;
  wanted.forEach((v, i) => {
    if (!Object.is(v, values[i])) worst = Math.max(worst, Math.abs(values[i]! - v) / Math.max(1, Math.abs(v)));
  });
  if (values.some(Number.isNaN) !== wanted.some(Number.isNaN)) worst = Infinity;
  expect(worst, `${label}: largest difference ${worst}`).toBeLessThanOrEqual(limit);
}
