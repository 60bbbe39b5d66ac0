/**
 * @file Picture files as a dataset's elements, read and resized as Keras's `image_dataset_from_directory` does: TensorFlow's
 * resampling (pixel centres at half, no smoothing), float32 from 0 to 255. This runs on spare threads.
 */
import { fromTyped, np, type NDArray } from '../../array/index.ts';
import { resizeTaps, type Interpolation as Resampling } from '../../engine/index.ts';
import { FormatError } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import { readPicture } from '../augment/load.ts';
import type { Picture } from '../augment/warp.ts';
import { spareThreads } from '../augment/threads.ts';
import { turn } from './turns.ts';
import type { Pass } from './stages.ts';

/** How pictures are brought to one size. */
export interface PictureForm {
  /** Height and width. */
  readonly size: readonly [number, number];
  readonly colorMode: 'rgb' | 'rgba' | 'grayscale';
  readonly interpolation: Resampling;
  /** What is done about other proportions: the picture is stretched, its middle cut out, or black put around it. */
  readonly proportions: 'stretch' | 'crop' | 'pad';
}

/** Pictures of one group are shared among the threads; so many groups are under way at once. */
const GROUP = 16;
const AHEAD = 3;

/** Elements `path` or `[path, label]` with the picture in the path's place. */
export async function* withPictures(pass: Pass, form: PictureForm, who: string): AsyncGenerator {
  const groups: Promise<ReadGroup>[] = [];
  const size = spareThreads() ? GROUP : 1;
  const ahead = size === 1 ? 1 : AHEAD;
  let group: unknown[] = [];
  const begin = (): void => {
    const made = readGroup(group, form, who);
    made.catch(() => undefined); // raised when its turn comes
    groups.push(made);
    group = [];
  };
  for await (const element of pass) {
    group.push(element);
    if (group.length < size) continue;
    begin();
    if (groups.length >= ahead) yield* upToFailure(await groups.shift()!);
  }
  if (group.length > 0) begin();
  for (const each of groups) yield* upToFailure(await each);
}

interface ReadGroup {
  readonly elements: readonly unknown[];
  readonly failure?: Error | undefined;
}

/** A file that cannot be read is raised in its turn, so that what stands before it is the same however many threads read. */
function* upToFailure({ elements, failure }: ReadGroup): Generator {
  yield* elements;
  if (failure) throw failure;
}

async function readGroup(elements: readonly unknown[], form: PictureForm, who: string): Promise<ReadGroup> {
  const due = turn();
  if (due) await due;
  const paths = elements.map((element) => (Array.isArray(element) ? element[0] : element) as string);
  const pool = spareThreads();
  const { pictures, failure } = pool ? await pool.read(paths, form, who) : await readPictures(paths, form, who);
  const whole = pictures.map(({ data, h, w, c }, i) => {
    const picture = fromTyped(data, [h, w, c]);
    const element = elements[i];
    return Array.isArray(element) ? [picture, ...(element.slice(1) as unknown[])] : picture;
  });
  return { elements: whole, failure };
}

/** The pictures of files, up to the first that cannot be read. */
export interface ReadPictures {
  readonly pictures: Picture[];
  readonly failure?: Error | undefined;
}

/** Reads files one after the other; this is what a thread runs. */
export async function readPictures(paths: readonly string[], form: PictureForm, who: string): Promise<ReadPictures> {
  const pictures: Picture[] = [];
  for (const path of paths) {
    try {
      pictures.push(sized(inColours(await readPicture(path, true, who), form, path, who), form));
    } catch (error) {
      return { pictures, failure: error instanceof Error ? error : new Error(String(error)) };
    }
  }
  return { pictures };
}

/** As bytes in the wanted channels; 16 bits become the high byte, as in TensorFlow. */
function inColours(picture: NDArray, { colorMode }: PictureForm, path: string, who: string): NDArray {
  const bytes = picture.dtype === 'uint16' ? np.floorDivide(picture, 256).astype('uint8') : picture;
  if (bytes.dtype === 'uint8') return image.convert(bytes, colorMode);
  throw new FormatError({
    who,
    rule: { en: 'pictures must have 8 or 16 bits per channel', ko: '채널마다 8비트나 16비트인 그림이어야 합니다' },
    received: { en: `'${path}' of ${picture.dtype}`, ko: `'${path}'은(는) ${picture.dtype}` },
  });
}

function sized(picture: NDArray, { size: [height, width], interpolation, proportions }: PictureForm): Picture {
  const whole = pictureOf(picture);
  if (proportions === 'crop') return resized(middleOf(whole, height, width), height, width, interpolation);
  if (proportions === 'pad') return padded(whole, height, width, interpolation);
  return resized(whole, height, width, interpolation);
}

function pictureOf(picture: NDArray): Picture {
  const [h, w, c = 1] = picture.shape as [number, number, number?];
  return { data: Float32Array.from(picture.toTyped()), h, w, c };
}

/** The largest centred part with the target's proportions (Keras's `smart_resize`). */
function middleOf(picture: Picture, height: number, width: number): Picture {
  const { h, w } = picture;
  const rows = Math.max(1, Math.min(h, Math.trunc(Math.fround((w * height) / width))));
  const cols = Math.max(1, Math.min(w, Math.trunc(Math.fround((h * width) / height))));
  const [top, left] = [Math.trunc((h - rows) / 2), Math.trunc((w - cols) / 2)];
  return placed(picture, { h: rows, w: cols }, { from: [top, left], to: [0, 0], size: [rows, cols] });
}

/** The whole picture as large as fits, with black around it (`tf.image.resize_with_pad`). */
function padded(picture: Picture, height: number, width: number, interpolation: Resampling): Picture {
  const { h, w } = picture;
  const ratio = Math.max(w / width, h / height);
  const [rows, cols] = [Math.max(1, Math.floor(h / ratio)), Math.max(1, Math.floor(w / ratio))];
  const small = resized(picture, rows, cols, interpolation);
  const top = Math.max(0, Math.floor((height - h / ratio) / 2));
  const left = Math.max(0, Math.floor((width - w / ratio) / 2));
  return placed(small, { h: height, w: width }, { from: [0, 0], to: [top, left], size: [rows, cols] });
}

/** A part of a picture at a place of a black one. */
function placed(
  { data, w, c }: Picture,
  to: { h: number; w: number },
  part: { from: readonly [number, number]; to: readonly [number, number]; size: readonly [number, number] },
): Picture {
  const out = new Float32Array(to.h * to.w * c);
  for (let y = 0; y < part.size[0]; y++) {
    const start = ((part.from[0] + y) * w + part.from[1]) * c;
    out.set(data.subarray(start, start + part.size[1] * c), ((part.to[0] + y) * to.w + part.to[1]) * c);
  }
  return { data: out, h: to.h, w: to.w, c };
}

/** Rows first, then columns. */
function resized(picture: Picture, height: number, width: number, interpolation: Resampling): Picture {
  const { h, w, c } = picture;
  if (h === height && w === width) return picture;
  const rows = resizeTaps(h, height, interpolation);
  const cols = resizeTaps(w, width, interpolation);
  const out = new Float32Array(height * width * c);
  const line = new Float32Array(w * c);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let t = rows.start[y]!; t < rows.start[y + 1]!; t++) {
      const weight = rows.weight[t]!;
      const from = rows.index[t]! * w * c;
      for (let i = 0; i < w * c; i++) line[i]! += weight * picture.data[from + i]!;
    }
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * c;
      for (let t = cols.start[x]!; t < cols.start[x + 1]!; t++) {
        const weight = cols.weight[t]!;
        const from = cols.index[t]! * c;
        for (let i = 0; i < c; i++) out[at + i]! += weight * line[from + i]!;
      }
    }
  }
  return { data: out, h: height, w: width, c };
}
