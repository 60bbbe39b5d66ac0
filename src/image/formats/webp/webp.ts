/**
 * @file WebP in through `@jsquash/webp` (libwebp compiled to WebAssembly), with Pillow's pixels: RGB, or RGBA where the file says
 * that something shows through; of an animation the first frame. Ours is the walk over the RIFF container: size, transparency,
 * orientation, the frame. Source: RFC 9649.
 */
import { machine } from '../../../platform/index.ts';
import { storeLike, type Pixels } from '../../pixels.ts';
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import { tiffOrientation, upright } from '../exif.ts';

/** Whether bytes start like a WebP picture. */
export function isWebp(bytes: Uint8Array): boolean {
  return /^RIFF[^]{4}WEBP/.test(String.fromCharCode(...bytes.subarray(0, 12)));
}

interface Chunk {
  readonly name: string;
  readonly body: Uint8Array;
  /** With its head and padding. */
  readonly whole: Uint8Array;
}

/** The chunks of a container, as far as they go. */
function chunksOf(bytes: Uint8Array, fail: Fail): Chunk[] {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size;
    if (end > bytes.length) {
      fail(
        { en: 'the WebP picture is truncated', ko: 'WebP 그림이 잘렸습니다' },
        { en: `${bytes.length} bytes of ${end}`, ko: `${end}바이트 가운데 ${bytes.length}바이트` },
      );
    }
    const padded = Math.min(bytes.length, end + (size & 1));
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    chunks.push({ name, body: bytes.subarray(at + 8, end), whole: bytes.subarray(at, padded) });
    at = padded;
  }
  return chunks;
}

/** Decodes a WebP picture. @throws FormatError for truncated, too large or broken files */
export async function webpPixels(bytes: Uint8Array, maxPixels: number, orient: boolean, who: string): Promise<Pixels> {
  const fail = refusing(who);
  const chunks = chunksOf(bytes.subarray(12), fail);
  const of = (name: string): Uint8Array | undefined => chunks.find((chunk) => chunk.name === name)?.body;
  const head = of('VP8X');
  const canvas = head && head.length >= 10 ? { width: size24(head, 4), height: size24(head, 7) } : undefined;
  const frame = head && (head[0]! & 2) !== 0 ? firstFrame(chunks, fail) : undefined;
  const parts = frame?.parts ?? chunks;
  const still = stillSize(parts, fail);
  const { width, height } = canvas ?? still;
  checkPixelCount(width, height, maxPixels, fail);
  checkPixelCount(still.width, still.height, maxPixels, fail);
  const hasAlpha = head ? (head[0]! & 16) !== 0 : still.hasAlpha;
  const drawn = await decode(frame ? container(parts, still) : bytes, fail);
  if (drawn.width !== still.width || drawn.height !== still.height)
    fail(broken, { en: 'a picture of another size', ko: '크기가 다른 그림' });
  const { left, top } = frame ?? { left: 0, top: 0 };
  const channels = hasAlpha ? 4 : 3;
  const data = storeLike(new Uint8Array(0), width * height * channels);
  // What a frame leaves open of the canvas is black, and transparent where something may be.
  for (let y = 0; y < Math.min(still.height, height - top); y++) {
    for (let x = 0; x < Math.min(still.width, width - left); x++) {
      const [from, to] = [4 * (y * still.width + x), channels * ((y + top) * width + x + left)];
      for (let k = 0; k < channels; k++) data[to + k] = drawn.data[from + k]!;
    }
  }
  const pixels: Pixels = { data, width, height, channels, flat: false, dtype: 'uint8' };
  const exif = orient ? of('EXIF') : undefined;
  if (!exif) return pixels;
  const marked = String.fromCharCode(...exif.subarray(0, 6)) === 'Exif\0\0';
  return upright(pixels, tiffOrientation(marked ? exif.subarray(6) : exif));
}

const broken = { en: 'the contents of the WebP picture are broken', ko: 'WebP 그림의 내용이 손상되었습니다' };

/** Size and transparency as the compressed picture itself says them. */
function stillSize(parts: readonly Chunk[], fail: Fail): { width: number; height: number; hasAlpha: boolean } {
  const picture = parts.find(({ name }) => name === 'VP8 ' || name === 'VP8L');
  if (!picture || picture.body.length < 10)
    return fail(broken, { en: 'no picture inside', ko: '그림이 들어 있지 않음' });
  const { name, body } = picture;
  const view = viewOf(body);
  if (name === 'VP8 ') {
    const hasAlpha = parts.some((part) => part.name === 'ALPH');
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff, hasAlpha };
  }
  const bits = view.getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, hasAlpha: ((bits >>> 28) & 1) === 1 };
}

/** The first frame of an animation: where it is and its chunks. */
function firstFrame(chunks: readonly Chunk[], fail: Fail): { left: number; top: number; parts: Chunk[] } {
  const body = chunks.find(({ name }) => name === 'ANMF')?.body;
  if (!body || body.length < 16) return fail(broken, { en: 'no frame inside', ko: '프레임이 들어 있지 않음' });
  return {
    left: 2 * (size24(body, 0) - 1),
    top: 2 * (size24(body, 3) - 1),
    parts: chunksOf(body.subarray(16), fail).filter(({ name }) => /^(?:ALPH|VP8[ L])$/.test(name)),
  };
}

/** A file of one picture from a frame's chunks. */
function container(parts: readonly Chunk[], { width, height, hasAlpha }: ReturnType<typeof stillSize>): Uint8Array {
  const head = new Uint8Array(18);
  head.set([0x56, 0x50, 0x38, 0x58, 10]); // 'VP8X'
  head[8] = hasAlpha ? 16 : 0;
  [width - 1, height - 1].forEach((side, i) => head.set([side, side >> 8, side >> 16], 12 + 3 * i));
  const bodies = [head, ...parts.map(({ whole }) => whole)];
  const length = bodies.reduce((sum, body) => sum + body.length, 4);
  const file = new Uint8Array(8 + length);
  file.set([0x52, 0x49, 0x46, 0x46]); // 'RIFF'
  viewOf(file).setUint32(4, length, true);
  file.set([0x57, 0x45, 0x42, 0x50], 8); // 'WEBP'
  let at = 12;
  for (const body of bodies) {
    file.set(body, at);
    at += body.length;
  }
  return file;
}

interface Decoded {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
interface Decoder {
  decode(bytes: Uint8Array): Decoded | null;
  readonly HEAPU8?: Uint8Array;
}

let decoder: Promise<Decoder> | undefined;
let compiled: WebAssembly.Module | undefined;

async function decode(bytes: Uint8Array, fail: Fail): Promise<Decoded> {
  const codec = await (decoder ??= start());
  // An instance that failed, or grew a lot, is not used again: WebAssembly memory never shrinks.
  const kept = decoder;
  decoder = undefined;
  let drawn: Decoded | null = null;
  try {
    drawn = codec.decode(bytes);
  } catch {
    // Said below.
  }
  if (drawn === null) return fail(broken, { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` });
  if ((codec.HEAPU8?.length ?? 0) <= 64 * 2 ** 20) decoder = kept;
  return drawn;
}

async function start(): Promise<Decoder> {
  // Loaded at the first WebP picture.
  const { default: factory } = await import('@jsquash/webp/codec/dec/webp_dec.js');
  compiled ??= new WebAssembly.Module(machine.assets.ofPackage('@jsquash/webp/codec/dec/webp_dec.wasm'));
  const module = compiled;
  return factory({
    noInitialRun: true,
    print: () => {},
    printErr: () => {},
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  });
}

/** A number of 24 bits that is stored less one. */
function size24(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) + 1;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
