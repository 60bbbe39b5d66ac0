/**
 * @file The one thing we want from EXIF and XMP: how the camera was held. Tag 0x0112 of EXIF's first directory, or
 * tiff:Orientation of XMP where EXIF says nothing, 1..8, as Pillow's exif_transpose looks for it; anything unreadable counts
 * as 1 (upright), because a broken note must not hide a good picture.
 */
import type { TypedArray } from '../../array/index.ts';
import { storeLike, type Pixels } from '../pixels.ts';
import { inflateInto } from './decoding.ts';

const orientationTag = 0x0112;

/** The orientation in the payload of a JPEG's APP1 segment (EXIF, or XMP), undefined where it is about something else. */
export function app1Orientation(app1: Uint8Array): { exif: number } | { xmp: number } | undefined {
  if (startsWith(app1, 'Exif\0\0')) return { exif: tiffOrientation(app1.subarray(6)) };
  const xmp = 'http://ns.adobe.com/xap/1.0/\0';
  return startsWith(app1, xmp) ? { xmp: xmpOrientation(app1.subarray(xmp.length)) } : undefined;
}

/** The orientation in the text of an XMP packet, or 1. */
function xmpOrientation(packet: Uint8Array): number {
  const value = Number(/tiff:Orientation(?:="|>)([0-9])/.exec(new TextDecoder('latin1').decode(packet))?.[1] ?? 1);
  return value >= 1 && value <= 8 ? value : 1;
}

/** The most of a packed XMP packet that is unpacked. */
const longestPacket = 1 << 20;

/** The orientation in a PNG's iTXt chunk of XMP (`keyword 0 packed method language 0 keyword 0 text`), or 1. */
export function itxtOrientation(chunk: Uint8Array): number {
  const keyword = 'XML:com.adobe.xmp\0';
  if (!startsWith(chunk, keyword)) return 1;
  const isPacked = chunk[keyword.length] === 1;
  const language = chunk.indexOf(0, keyword.length + 2);
  const translated = language < 0 ? -1 : chunk.indexOf(0, language + 1);
  if (translated < 0) return 1;
  const text = chunk.subarray(translated + 1);
  if (!isPacked) return xmpOrientation(text);
  const unpacked = new Uint8Array(longestPacket);
  return xmpOrientation(unpacked.subarray(0, inflateInto(unpacked, [text]).filled));
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return String.fromCharCode(...bytes.subarray(0, text.length)) === text;
}

/** The orientation in an EXIF block, which is laid out as a TIFF (in a PNG: the chunk eXIf), or 1. */
export function tiffOrientation(block: Uint8Array): number {
  if (block.length < 8) return 1;
  const tiff = new DataView(block.buffer, block.byteOffset, block.length);
  const little = tiff.getUint16(0) === 0x4949;
  const start = tiff.getUint32(4, little);
  if (start + 2 > tiff.byteLength) return 1;
  const entries = tiff.getUint16(start, little);
  for (let i = 0; i < entries; i++) {
    const at = start + 2 + 12 * i;
    if (at + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(at, little) !== orientationTag) continue;
    const value = tiff.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** The picture as it should be seen, given how it was stored (EXIF values: 3 is upside down, 6 and 8 lie on a side). */
export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels;
  const { data, height: h, width: w, channels: c } = pixels;
  const turned = orientation >= 5;
  const [height, width] = turned ? [w, h] : [h, w];
  const out: TypedArray = storeLike(data, data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = source(orientation, y, x, h, w) * c;
      const to = (y * width + x) * c;
      for (let k = 0; k < c; k++) out[to + k] = data[from + k]!;
    }
  }
  return { ...pixels, data: out, height, width };
}

/** Which stored pixel shows at (y, x) of the upright picture; h and w are the stored sides. */
function source(orientation: number, y: number, x: number, h: number, w: number): number {
  switch (orientation) {
    case 2:
      return y * w + (w - 1 - x);
    case 3:
      return (h - 1 - y) * w + (w - 1 - x);
    case 4:
      return (h - 1 - y) * w + x;
    case 5:
      return x * w + y;
    case 6:
      return (h - 1 - x) * w + y;
    case 7:
      return (h - 1 - x) * w + (w - 1 - y);
    default:
      return x * w + (w - 1 - y);
  }
}
