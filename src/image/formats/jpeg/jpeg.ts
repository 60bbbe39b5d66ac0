/**
 * @file JPEG in and out through `@jsquash/jpeg` (mozjpeg, that is libjpeg-turbo's decoder, compiled to WebAssembly), which gives
 * the same pixels as Pillow bit for bit (`saturate.ts` has the part of that which is ours). Ours is also what stands around it: the
 * size is read and bounded before anything is allocated, libjpeg's own words become the text of a FormatError, grey stays grey, EXIF
 * orientation is applied.
 */
import { flag, number, optionsOf } from '../../../arguments/index.ts';
import decoderFactory from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import encoderFactory from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { FormatError, ValueError, shapeText } from '../../../errors/index.ts';
import { upright } from '../exif.ts';
import { machine } from '../../../platform/index.ts';
import { readJpegHeader } from './header.ts';
import { saturating } from './saturate.ts';
import type { Pixels } from '../../pixels.ts';
import { byteSamples, checkChannels } from '../samples.ts';

export interface JpegOptions {
  /**
   * 1 (small) to 100 (good). Default 75.
   * @ko 1(작은 파일)부터 100(좋은 화질)까지입니다. 기본값 75.
   */
  quality?: number;
  /**
   * Sends a coarse picture first. Default false.
   * @ko 거친 그림부터 차례로 보냅니다. 기본값 false.
   */
  progressive?: boolean;
  /**
   * Halves the colour resolution in both directions (4:2:0). Default true.
   * @ko 색의 해상도를 가로세로 절반으로 줄입니다(4:2:0). 기본값 true.
   */
  subsample?: boolean;
}

export const jpegOptions = optionsOf<JpegOptions>()({
  quality: number({ from: 1, to: 100 }).or(75),
  progressive: flag().or(false),
  subsample: flag().or(true),
});

interface Decoder {
  decode(
    bytes: Uint8Array,
    keepOrientation: boolean,
  ): { data: Uint8ClampedArray; width: number; height: number } | null;
  readonly HEAPU8?: Uint8Array;
}
interface Encoder {
  readonly HEAPU8?: Uint8Array;
  encode(rgba: Uint8Array, width: number, height: number, options: object): Uint8Array;
}
type Factory<T> = (options: object) => Promise<T>;

/**
 * Decodes a baseline or progressive JPEG, grey (h, w) or colour (h, w, 3).
 * @throws FormatError for broken, truncated, too large and CMYK files
 */
export async function jpegPixels(bytes: Uint8Array, maxPixels: number, orient: boolean, who: string): Promise<Pixels> {
  const header = readJpegHeader(bytes, maxPixels, who);
  if (header.components === 4) {
    throw new FormatError({
      who,
      rule: { en: 'a JPEG is grey or in colour (YCbCr, RGB)', ko: 'JPEG는 회색이거나 컬러(YCbCr, RGB)입니다' },
      received: { en: 'four inks (CMYK), as made for printing', ko: '인쇄용 네 가지 잉크(CMYK)' },
      hint: { en: 'Save the picture as RGB first', ko: '그림을 먼저 RGB로 저장하세요' },
    });
  }
  const image = decode(await getDecoder(), bytes, who);
  if (image.width !== header.width || image.height !== header.height) {
    throw new FormatError({
      who,
      rule: { en: 'a JPEG holds one picture', ko: 'JPEG 하나에는 그림이 한 장 들어 있습니다' },
      received: { en: 'several frame headers', ko: '여러 개의 프레임 헤더' },
    });
  }
  const channels = header.components === 1 ? 1 : 3;
  const data = dropAlpha(image.data, channels);
  const pixels: Pixels = { ...header, data, channels, flat: channels === 1, dtype: 'uint8' };
  return orient ? upright(pixels, header.orientation) : pixels;
}

/** The last thing libjpeg said, by the channel it uses for warnings and errors. */
let said: string[] = [];
let decoder: Promise<Decoder> | undefined;
let encoder: Promise<Encoder> | undefined;
const modules: Partial<Record<'dec' | 'enc', WebAssembly.Module>> = {};

/** The WebAssembly half of the decoder or encoder, which lies beside the package's JavaScript. */
function compiled(part: 'dec' | 'enc'): WebAssembly.Module {
  const bytes = machine.assets.ofPackage(`@jsquash/jpeg/codec/${part}/mozjpeg_${part}.wasm`);
  return new WebAssembly.Module(part === 'dec' ? saturating(bytes) : bytes);
}

/** Whether an instance grew so much that it is better thrown away after use: WebAssembly memory never shrinks. */
function tooBig({ HEAPU8 }: Decoder | Encoder): boolean {
  return (HEAPU8?.length ?? 0) > 64 * 2 ** 20;
}

function decode(
  codec: Decoder,
  bytes: Uint8Array,
  who: string,
): { data: Uint8ClampedArray; width: number; height: number } {
  said = [];
  try {
    const image = codec.decode(bytes, false);
    // Only a cut file is refused; other complaints are warnings about noise that libjpeg skips, as Pillow does.
    const cut = said.some((text) => /premature end/i.test(text));
    if (image && !cut) return image;
    throw new Error(cut ? 'Premature end of JPEG file' : 'no picture');
  } catch (cause) {
    decoder = undefined;
    const words = said.at(-1) ?? (cause as Error).message;
    throw new FormatError({
      who,
      rule: /premature end|missing SOS/i.test(words)
        ? { en: 'the JPEG is truncated', ko: 'JPEG가 잘렸습니다' }
        : { en: 'the contents of the JPEG are broken', ko: 'JPEG의 내용이 손상되었습니다' },
      received: {
        en: `${bytes.length} bytes; libjpeg says: ${words}`,
        ko: `${bytes.length}바이트, libjpeg의 말: ${words}`,
      },
    });
  } finally {
    if (tooBig(codec)) decoder = undefined;
  }
}

function getDecoder(): Promise<Decoder> {
  return (decoder ??= start<Decoder>('dec', decoderFactory));
}

async function start<T>(part: 'dec' | 'enc', factory: Factory<T>): Promise<T> {
  const module = (modules[part] ??= compiled(part));
  return factory({
    noInitialRun: true,
    print: () => {},
    printErr: (text: string) => said.push(text),
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  });
}

function dropAlpha(rgba: Uint8ClampedArray, channels: 1 | 3): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    for (let k = 0; k < channels; k++) out[to++] = rgba[from + k]!;
  }
  return out;
}

/** A drawing (RGB, 8 bits) as JPEG, with sharp colours. */
export function encodeJpeg(rgb: Uint8Array, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const pixels: Pixels = { data: rgb, width, height, channels: 3, flat: false, dtype: 'uint8' };
  return packJpeg(pixels, { quality: 92, progressive: false, subsample: false }, 'savefig');
}

/** Encodes a uint8 picture, grey or RGB, as JPEG. */
export async function packJpeg(
  pixels: Pixels,
  { quality, progressive, subsample }: Required<JpegOptions>,
  who: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, channels } = pixels;
  checkChannels(pixels, 'a JPEG', [1, 3], who);
  if (width > longestSide || height > longestSide) {
    throw new ValueError({
      who,
      rule: { en: `the sides of a JPEG are at most ${longestSide}`, ko: `JPEG의 한 변은 최대 ${longestSide}입니다` },
      received: {
        en: `shape ${shapeText([height, width, channels])}`,
        ko: `모양 ${shapeText([height, width, channels])}`,
      },
      hint: { en: 'Save as PNG', ko: 'PNG로 저장하세요' },
    });
  }
  const started = (encoder ??= start<Encoder>('enc', encoderFactory));
  const codec = await started;
  const rgba = addAlpha(byteSamples(pixels, who), channels);
  // An instance that failed is not used again.
  encoder = undefined;
  const packed = codec.encode(rgba, width, height, {
    ...encoderDefaults,
    quality,
    chroma_quality: quality,
    progressive,
    baseline: !progressive,
    color_space: channels === 1 ? 1 : 3,
    chroma_subsample: subsample ? 2 : 1,
  });
  const bytes = packed.slice();
  if (!tooBig(codec)) encoder = started;
  return bytes;
}

/** libjpeg's own limit. */
const longestSide = 65_500;

/** mozjpeg's own settings, except that quality alone never switches the colour subsampling. */
const encoderDefaults = {
  arithmetic: false,
  optimize_coding: true,
  smoothing: 0,
  quant_table: 0,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: false,
  separate_chroma_quality: false,
};

function addAlpha(samples: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array((samples.length / channels) * 4).fill(255);
  for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
    for (let k = 0; k < 3; k++) out[to + k] = samples[from + (channels === 1 ? 0 : k)]!;
  }
  return out;
}
