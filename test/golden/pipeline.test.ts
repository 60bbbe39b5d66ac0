/** @file Datasets against tf.data, and folders of pictures against Keras (make_pipeline.py). */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NDArray, fromTyped, np } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';
import { keras } from '../../src/keras/index.ts';

const { Dataset } = datasets;

type Plain = { shape: number[]; values: number[] } | Plain[] | string | { [name: string]: Plain };

interface Golden {
  recipes: { name: string; cardinality: number; elements: Plain[] }[];
  files: Record<string, string>;
  folder: {
    options: Record<string, unknown>;
    parts: {
      files: string[];
      classNames: string[] | null;
      length: number;
      xShapes: number[][];
      yShapes: number[][];
      x: string | null;
      y: number[] | null;
      sum: number;
      ySum: number;
    }[];
  }[];
  load: { file: string; options: Record<string, unknown>; mode: string; shape: number[]; x: string }[];
  arrayToImg: { shape: number[]; scale: boolean; a: string; img: number[] }[];
}

const golden = JSON.parse(
  gunzipSync(readFileSync(new URL('data/pipeline.json.gz', import.meta.url))).toString(),
) as Golden;
const floats = (text: string): Float32Array => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

const x = np.arange(14).reshape(7, 2).astype('float32');
const y = np.arange(7).mul(10);
const both = Dataset.fromTensorSlices([x, y]);
const range = (...bounds: [number, number, number?]): datasets.Dataset<number> => Dataset.range(...bounds);

const recipes: Record<string, datasets.Dataset> = {
  slices: both,
  dict: Dataset.fromTensorSlices({ a: x, b: y }).batch(3),
  batch: both.batch(3),
  dropRemainder: both.batch(3, { dropRemainder: true }),
  'map batch': both.map((a, b) => [a.mul(2), b.add(1)]).batch(4),
  filter: both.filter((_, b) => b.gt(25)).batch(2),
  'take skip': both.skip(2).take(3),
  'take all': both.take(-1).batch(7),
  'skip all': both.skip(-1),
  'take more': both.take(100).batch(5),
  'repeat batch': both.repeat(2).batch(5),
  'batch repeat': both.batch(5).repeat(2),
  'repeat none': both.repeat(0),
  'repeat take': both.repeat().take(9).batch(4),
  enumerate: both.enumerate(5).take(2),
  zip: Dataset.zip(Dataset.range(5), both.batch(2)),
  'zip dict': Dataset.zip({ i: range(2, 9, 3), x: Dataset.fromTensorSlices(y) }),
  unbatch: both.batch(3).unbatch().batch(7),
  concatenate: Dataset.range(3).concatenate(range(10, 12)).batch(4),
  'batch batch': Dataset.range(8).batch(2).batch(3, { dropRemainder: true }),
  texts: Dataset.fromTensorSlices([
    ['a', 'b', 'c'],
    [1, 2, 3],
  ]).batch(2),
  tensors: Dataset.fromTensors([x, y]).repeat(2),
  generator: Dataset.fromGenerator(function* () {
    for (let i = 0; i < 3; i++) yield [i, np.array([i, i])] as const;
  }).map((i, p) => [i, p.add(0)]),
};

/** An element as the golden file writes it. */
function plain(value: unknown): unknown {
  if (value instanceof NDArray) return { shape: value.shape, values: Array.from(value.toTyped(), Number) };
  if (typeof value === 'number') return { shape: [], values: [value] };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  return value;
}

describe('recipes', () => {
  it.each(golden.recipes)('$name', async ({ name, cardinality, elements }) => {
    const made = recipes[name]!;
    expect((await made.toArray()).map(plain)).toEqual(elements);
    // tf counts unknown as -2 and endless as -1; where it does not know, ours may.
    if (cardinality >= 0) expect(made.length).toBe(cardinality);
    expect(await made.toArray()).toHaveLength(elements.length);
  });

  it('has one of each', () => {
    expect(golden.recipes.map(({ name }) => name)).toEqual(Object.keys(recipes));
  });
});

const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
beforeAll(() => {
  for (const [name, bytes] of Object.entries(golden.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const close = (got: Float32Array, wanted: Float32Array, within: number): void => {
  expect(got.length).toBe(wanted.length);
  let worst = 0;
  for (let i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i]! - wanted[i]!));
  expect(worst).toBeLessThanOrEqual(within);
};

describe('imageDatasetFromDirectory', () => {
  it.each(golden.folder.map((one) => [JSON.stringify(one.options), one] as const))('%s', async (_, one) => {
    const options = { ...one.options, verbose: false } as Parameters<typeof keras.utils.imageDatasetFromDirectory>[1];
    const made: unknown = keras.utils.imageDatasetFromDirectory(folder, options);
    const parts = (Array.isArray(made) ? made : [made]) as (datasets.Dataset & { filePaths: string[] })[];
    expect(parts).toHaveLength(one.parts.length);
    for (const [i, part] of parts.entries()) {
      const wanted = one.parts[i]!;
      expect(part.filePaths.map((path) => relative(folder, path).replaceAll('\\', '/'))).toEqual(wanted.files);
      expect(part.classNames ?? null).toEqual(wanted.classNames);
      expect(part.length).toBe(wanted.length);
      const batches = (await part.toArray()).map((batch) => (Array.isArray(batch) ? batch : [batch]) as NDArray[]);
      expect(batches.map(([pictures]) => pictures!.shape)).toEqual(wanted.xShapes);
      expect(batches.flatMap(([, labels]) => (labels ? [labels.shape] : []))).toEqual(wanted.yShapes);
      const values = Float32Array.from(batches.flatMap(([pictures]) => Array.from(pictures!.toTyped())));
      const labels = batches.flatMap(([, each]) => (each ? Array.from(each.toTyped()) : []));
      // TensorFlow reads grey out of a colour PNG by libpng's weights, which differ in the last step of a byte.
      const within = options?.colorMode === 'grayscale' ? 1.01 : options?.interpolation === 'bicubic' ? 0.25 : 2e-3;
      if (wanted.x !== null) close(values, floats(wanted.x), within);
      else expect(Math.abs(values.reduce((a, b) => a + b, 0) - wanted.sum) / wanted.sum).toBeLessThan(1e-5);
      if (wanted.y !== null) expect(labels).toEqual(wanted.y);
      expect(labels.reduce((a, b) => a + b, 0)).toBe(wanted.ySum);
    }
  });
});

describe('loadImg', () => {
  it.each(golden.load.map((one) => [`${one.file} ${JSON.stringify(one.options)}`, one] as const))('%s', async (_, one) => {
    const picture = await keras.utils.loadImg(join(folder, one.file), one.options);
    const array = keras.utils.imgToArray(picture);
    expect(array.shape).toEqual(one.shape);
    expect(array.dtype).toBe('float32');
    close(array.toTyped() as Float32Array, floats(one.x), 0);
  });
});

describe('arrayToImg', () => {
  it.each(golden.arrayToImg)('$shape, scale: $scale', ({ shape, scale, a, img }) => {
    const picture = keras.utils.arrayToImg(fromTyped(floats(a), shape), { scale });
    expect(Array.from(picture.toTyped())).toEqual(img);
  });
});
