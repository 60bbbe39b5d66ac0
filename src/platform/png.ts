/**
 * @file The one way to a PNG file, for pictures, array thumbnails and figures: samples of one to four channels, or indices
 * into a palette. A palette is a file of indices as greys whose header is turned into one of colours (PNG 3rd edition, 11.2):
 * no package at hand writes palettes.
 */
import { crc32 } from './crc.ts';
import { machine } from './current.ts';

/** What goes into a PNG file. Samples go row by row, channel by channel. */
export interface PngPicture {
  width: number;
  height: number;
  /** Grey, grey and alpha, RGB, RGBA. */
  channels: 1 | 2 | 3 | 4;
  /** 8 bits each, or 16 as Uint16Array. */
  samples: Uint8Array | Uint16Array;
  /** RGB bytes of at most 256 colours; `samples` (of one channel) are then places in it. */
  palette?: Uint8Array;
  /** Effort of the packing, 0..9. Default 6. */
  level?: number;
}

/** The bytes of the PNG file. */
export function encodePng({ palette, level = 6, ...picture }: PngPicture): Uint8Array<ArrayBuffer> {
  // Differences between neighbouring indices mean nothing, so that filters would only make the file larger.
  const file = machine.codecs.png({ ...picture, level, filtered: palette === undefined });
  return palette === undefined ? file : withPalette(file, palette);
}

/** Where a file's first chunk (the header) ends: behind 8 bytes of signature, 8 of length and name, 13 of body, 4 of sum. */
const headerEnd = 33;
const colorTypeAt = 25;
const indexed = 3;

function withPalette(file: Uint8Array, palette: Uint8Array): Uint8Array<ArrayBuffer> {
  const entries = chunk('PLTE', palette);
  const out = new Uint8Array(file.length + entries.length);
  out.set(file.subarray(0, headerEnd));
  out[colorTypeAt] = indexed;
  new DataView(out.buffer).setUint32(headerEnd - 4, crc32(out.subarray(12, headerEnd - 4)));
  out.set(entries, headerEnd);
  out.set(file.subarray(headerEnd), headerEnd + entries.length);
  return out;
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(body.length + 8, crc32(out.subarray(4, body.length + 8)));
  return out;
}

/** Bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
