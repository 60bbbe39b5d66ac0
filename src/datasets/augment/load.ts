/** @file A picture file as Keras's `load_img` gives it: colour mode, centred crop to the aspect ratio, Pillow's resize. */
import type { NDArray } from '../../array/index.ts';
import { FileError, FormatError } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import type { Picture } from './warp.ts';

export type ColorMode = 'rgb' | 'rgba' | 'grayscale';
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic' | 'hamming' | 'box' | 'lanczos';

export interface LoadOptions {
  /** (height, width) */
  targetSize: readonly [number, number];
  colorMode: ColorMode;
  interpolation: Interpolation;
  /** Crops the centre to the target's aspect ratio first. */
  keepAspectRatio: boolean;
  /** As Keras: do not turn pictures as the camera noted, and cut grey of more than 8 bits off at 255 in colour modes. */
  kerasCompat: boolean;
}

/** Reads a file and brings it to `targetSize` × channels. */
export async function loadPicture(path: string, options: LoadOptions, dtype: 'float32' | 'float64'): Promise<Picture> {
  const sized = await loadImage(path, options, 'ImageDataGenerator');
  const pixels = sized.toTyped();
  const data = dtype === 'float32' ? Float32Array.from(pixels) : Float64Array.from(pixels);
  return { data, h: sized.shape[0]!, w: sized.shape[1]!, c: sized.ndim === 2 ? 1 : sized.shape[2]! };
}

/** The same as an array of the file's type, (h, w) for grey; in its own size without `targetSize`. */
export async function loadImage(
  path: string,
  options: Omit<LoadOptions, 'targetSize'> & { targetSize: LoadOptions['targetSize'] | undefined },
  who: string,
): Promise<NDArray> {
  const coloured = toColorMode(await readPicture(path, !options.kerasCompat, who), options);
  if (options.targetSize === undefined) return coloured;
  const [height, width] = options.targetSize;
  if (coloured.shape[0] === height && coloured.shape[1] === width) return coloured;
  const box = options.keepAspectRatio ? centredBox(coloured, height, width) : undefined;
  return image.resizePillow(coloured, [height, width], { method: options.interpolation, box });
}

/** The picture; a file that is none, or became unreadable since it was checked, is named. */
export async function readPicture(path: string, orient: boolean, who: string): Promise<NDArray> {
  try {
    return await image.imread(path, { orient });
  } catch (cause) {
    if (cause instanceof FileError) throw new FileError({ ...cause.facts, who });
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError({ ...cause.facts, who, received: `'${path}', ${cause.received}` });
  }
}

/**
 * As Pillow's `convert`. Grey pictures of 16 and 32 bits keep their values in grey (floats only without `kerasCompat`).
 * In colour 16 bits become the high byte, and signed numbers and floats are cut off at 0 and 255; Keras cuts off all grey.
 */
function toColorMode(
  picture: NDArray,
  { colorMode, kerasCompat }: Pick<LoadOptions, 'colorMode' | 'kerasCompat'>,
): NDArray {
  const { dtype, ndim } = picture;
  if (dtype === 'uint8') return image.convert(picture, colorMode);
  if (colorMode === 'grayscale' && ndim === 2 && !(dtype === 'float32' && kerasCompat)) return picture;
  const cutOff = dtype !== 'uint16' || (kerasCompat && ndim === 2);
  return image.convert(cutOff ? picture.clip(0, 255).astype('uint8') : picture, colorMode);
}

/** The largest centred box with the target's aspect ratio, in whole pixels as Keras counts them. */
function centredBox(picture: NDArray, targetHeight: number, targetWidth: number): [number, number, number, number] {
  const [h, w] = picture.shape as [number, number];
  const height = Math.min(h, Math.floor((w * targetHeight) / targetWidth));
  const width = Math.min(w, Math.floor((h * targetWidth) / targetHeight));
  return [Math.floor((h - height) / 2), Math.floor((w - width) / 2), height, width];
}
