/**
 * @file From sources (pixels or files) and drawn transforms to one batch. Work goes to spare threads when there is a
 * pool and no user's function in between; the arithmetic is the same either way, so threads never change a result.
 */
import { elementsToKeep, fromTyped, np, type NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { applyTransform, standardizePixels, type PixelSettings, type Statistics } from './apply.ts';
import { spareThreads } from './threads.ts';
import { toChannelsFirst, toChannelsLast } from './layout.ts';
import { loadPicture, type LoadOptions } from './load.ts';
import type { Settings } from './options.ts';
import type { TransformParameters } from './transform.ts';
import type { Picture } from './warp.ts';

/** A picture in memory, (h, w, c) or (c, h, w) as the settings say, or a file to read. */
export type Source = { pixels: NDArray } | { path: string; load: LoadOptions };

/** One picture's work as plain data, ready to be sent to a thread. */
export interface Job {
  source: { pixels: Picture } | { path: string; load: LoadOptions };
  transform: TransformParameters;
}

/** Everything the jobs of one batch share. */
export interface Shared {
  settings: PixelSettings;
  statistics: Statistics;
}

/** Runs one job; this is what the threads run too. */
export async function runJob({ source, transform }: Job, { settings, statistics }: Shared): Promise<Picture> {
  const picture = 'path' in source ? await loadPicture(source.path, source.load, settings.dtype) : source.pixels;
  const out = applyTransform(picture, transform, settings);
  const own = out.data === picture.data && !('path' in source) ? { ...out, data: out.data.slice() } : out;
  standardizePixels(own, settings, statistics);
  return own;
}

/** Makes the batch (n, h, w, c), or (n, c, h, w) with channels_first. */
export async function processPictures(
  sources: readonly Source[],
  transforms: readonly TransformParameters[],
  settings: Settings,
  statistics: Statistics,
): Promise<NDArray> {
  const { preprocessingFunction, ...plain } = settings;
  const jobs = sources.map((source, i): Job => ({ source: plainSource(source, settings), transform: transforms[i]! }));
  const shared = { settings: plain, statistics };
  let pictures: Picture[];
  if (preprocessingFunction) {
    // The user's function runs here, between the transform and the rest.
    const none = {
      settings: { ...plain, rescale: 0, samplewiseCenter: false, samplewiseStdNormalization: false },
      statistics: {},
    };
    const moved = await Promise.all(jobs.map((job) => runJob(job, none)));
    pictures = moved.map((picture) => {
      const given = arrayOf(picture, settings.dataFormat);
      const made = preprocessingFunction(given);
      if (shapeText(made.shape) !== shapeText(given.shape)) {
        throw new ShapeError({
          who: 'ImageDataGenerator',
          rule: {
            en: 'preprocessingFunction returns a picture of the same shape',
            ko: 'preprocessingFunction은 모양이 같은 그림을 돌려줍니다',
          },
          received: {
            en: `${shapeText(made.shape)} for ${shapeText(given.shape)}`,
            ko: `${shapeText(given.shape)}에 대해 ${shapeText(made.shape)}`,
          },
        });
      }
      const prepared = pictureOf(made.astype(settings.dtype).copy(), settings.dataFormat);
      standardizePixels(prepared, plain, statistics);
      return prepared;
    });
  } else {
    const pool = spareThreads();
    pictures = pool ? await pool.run(jobs, shared) : await Promise.all(jobs.map((job) => runJob(job, shared)));
  }
  return stack(pictures, settings);
}

function plainSource(source: Source, settings: Settings): Job['source'] {
  return 'path' in source ? source : { pixels: pictureOf(source.pixels, settings.dataFormat) };
}

function pictureOf(x: NDArray, format: Settings['dataFormat']): Picture {
  const channelsLast = format === 'channels_last' ? x : toChannelsLast(x);
  const [h, w, c] = channelsLast.shape as [number, number, number];
  return { data: elementsToKeep(channelsLast) as Float32Array, h, w, c };
}

function arrayOf({ data, h, w, c }: Picture, format: Settings['dataFormat']): NDArray {
  const out = fromTyped(data, [h, w, c]);
  return format === 'channels_last' ? out : toChannelsFirst(out);
}

function stack(pictures: readonly Picture[], { dtype, dataFormat }: Settings): NDArray {
  const { h, w, c } = pictures[0]!;
  const each = h * w * c;
  const data =
    dtype === 'float32' ? new Float32Array(each * pictures.length) : new Float64Array(each * pictures.length);
  for (const [i, picture] of pictures.entries()) data.set(picture.data, i * each);
  const batch = fromTyped(data, [pictures.length, h, w, c]);
  return dataFormat === 'channels_last' ? batch : np.array(toChannelsFirst(batch));
}
