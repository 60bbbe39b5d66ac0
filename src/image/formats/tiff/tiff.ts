/**
 * @file The pixels of a TIFF whose directory was checked: strips and tiles, planes, differences undone, small samples spread
 * over 0..255, palettes looked up, turned as the file says. 16-bit files give uint16, others keep their type (uint8,
 * int16, int32, uint32, float32). Of several pages the first is read, as in Pillow.
 */
import { FormatError, type Translated } from '../../../errors/index.ts';
import type { DType, TypedArray } from '../../../array/index.ts';
import { upright } from '../exif.ts';
import type { Pixels } from '../../pixels.ts';
import { readTiffLayout, type TiffLayout } from './directory.ts';

/** Samples as they are stored: 32 bits as numbers without sign, whatever they mean. */
type Store = Uint8Array | Uint16Array | Uint32Array;

/** Decodes the first picture. @throws FormatError for broken, truncated, too large and foreign forms */
export async function tiffPixels(bytes: Uint8Array, maxPixels: number, who: string): Promise<Pixels> {
  const layout = readTiffLayout(bytes, maxPixels, who);
  const { width, height, channels, orientation } = layout;
  const stored = newStore(layout.bits, width * height * channels);
  await readBlocks(bytes, layout, stored, who);
  const { data, dtype, channels: c } = meaning(layout, stored);
  const pixels: Pixels = { data, height, width, channels: c, flat: c === 1, dtype };
  return upright(pixels, orientation);
}

function newStore(bits: number, length: number): Store {
  return bits <= 8 ? new Uint8Array(length) : bits === 16 ? new Uint16Array(length) : new Uint32Array(length);
}

/** Unpacks strips and tiles one after the other and puts the samples that count in their places. */
async function readBlocks(bytes: Uint8Array, layout: TiffLayout, out: Store, who: string): Promise<void> {
  const { width, height, samples, channels, planes, blockWidth, blockHeight, blocks } = layout;
  const [across, down] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
  const inBlock = planes ? 1 : samples;
  for (const [i, { start, length }] of blocks.entries()) {
    const plane = planes ? Math.floor(i / (across * down)) : 0;
    if (plane >= channels) break;
    const [y0, x0] = [(Math.floor(i / across) % down) * blockHeight, (i % across) * blockWidth];
    // The last strip may be short; tiles are always whole.
    const rows = blockWidth === width ? Math.min(blockHeight, height - y0) : blockHeight;
    const stored = await blockSamples(bytes.subarray(start, start + length), layout, rows, inBlock, (why) => {
      throw new FormatError({
        who,
        rule: { en: 'the packed pixels of the TIFF are broken', ko: 'TIFF의 압축된 픽셀이 손상되었습니다' },
        received: { en: `strip ${i}: ${why.en}`, ko: `조각 ${i}: ${why.ko}` },
      });
    });
    const taken = planes ? 1 : channels;
    for (let y = 0; y < rows && y0 + y < height; y++) {
      for (let x = 0; x < blockWidth && x0 + x < width; x++) {
        const from = (y * blockWidth + x) * inBlock;
        const to = ((y0 + y) * width + x0 + x) * channels + plane;
        for (let k = 0; k < taken; k++) out[to + k] = stored[from + k]!;
      }
    }
  }
}

/** The samples of one strip or tile, (rows, blockWidth, inBlock). */
async function blockSamples(
  packed: Uint8Array,
  layout: TiffLayout,
  rows: number,
  inBlock: number,
  fail: (why: Translated) => never,
): Promise<Store> {
  const { bits, blockWidth, predictor, littleEndian, reversed, unpack, jpegTables: tables, isYCbCr } = layout;
  const rowSamples = blockWidth * inBlock;
  const rowBytes = Math.ceil((rowSamples * bits) / 8);
  const raw = new Uint8Array(rowBytes * rows);
  const block = { width: blockWidth, rows, samples: inBlock, twoDimensional: layout.twoDimensional, tables, isYCbCr };
  const why = await unpack(reversed ? packed.map(reverseBits) : packed, raw, block);
  if (why !== undefined) fail(why);
  if (predictor === 3) {
    for (let y = 0; y < rows; y++) mergeFloatBytes(raw.subarray(y * rowBytes, (y + 1) * rowBytes), inBlock);
  }
  const out = bits === 8 ? raw : newStore(bits, rowSamples * rows);
  if (bits < 8) spread(raw, out, rows, rowSamples, bits);
  else if (bits > 8) {
    const view = new DataView(raw.buffer);
    const little = littleEndian && predictor !== 3;
    for (let i = 0; i < out.length; i++)
      out[i] = bits === 16 ? view.getUint16(2 * i, little) : view.getUint32(4 * i, little);
  }
  if (predictor === 2) {
    // The store wraps around as the sums of the format do.
    for (let y = 0; y < rows; y++)
      for (let i = y * rowSamples + inBlock; i < (y + 1) * rowSamples; i++) out[i]! += out[i - inBlock]!;
  }
  return out;
}

function reverseBits(byte: number): number {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) out |= ((byte >> bit) & 1) << (7 - bit);
  return out;
}

/** Bits to one sample a byte. */
function spread(raw: Uint8Array, out: Store, rows: number, rowSamples: number, bits: number): void {
  const rowBytes = raw.length / rows;
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0; x < rowSamples; x++) {
      const bit = x * bits;
      out[to++] = (raw[y * rowBytes + (bit >> 3)]! >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
    }
  }
}

/**
 * Predictor 3 (Adobe's TIFF technote 3): a row holds the highest bytes of all its floats, then the next ones, each as
 * the difference from the byte `step` before. Leaves big-endian floats.
 */
function mergeFloatBytes(row: Uint8Array, step: number): void {
  for (let i = step; i < row.length; i++) row[i]! += row[i - step]!;
  const planes = row.slice();
  const count = row.length / 4;
  for (let i = 0; i < count; i++) for (let byte = 0; byte < 4; byte++) row[4 * i + byte] = planes[byte * count + i]!;
}

/** From stored samples to values: grey spread and turned round, palette colours, alpha divided out, signs and floats. */
function meaning(layout: TiffLayout, stored: Store): { data: TypedArray; dtype: DType; channels: number } {
  const { bits, kind, colour, channels, palette, premultiplied } = layout;
  if (colour === 'palette') return { data: lookUp(stored, palette, 2 ** bits), dtype: 'uint8', channels: 3 };
  if (bits === 32) {
    const { buffer } = stored;
    if (kind === 'float') return { data: new Float32Array(buffer), dtype: 'float32', channels };
    if (kind === 'int') return { data: new Int32Array(buffer), dtype: 'int32', channels };
    return { data: stored, dtype: 'uint32', channels };
  }
  const top = 2 ** bits - 1;
  if (kind === 'int' && bits === 16) return { data: new Int16Array(stored.buffer), dtype: 'int16', channels };
  if (colour === 'white is zero') for (let i = 0; i < stored.length; i += channels) stored[i] = top - stored[i]!;
  if (bits < 8) for (let i = 0; i < stored.length; i++) stored[i]! *= 255 / top;
  if (premultiplied) divideOut(stored, channels, bits === 16 ? 65535 : 255);
  return { data: stored, dtype: bits === 16 ? 'uint16' : 'uint8', channels };
}

/** Palette numbers to RGB; a palette has 16 bits, of which the higher byte is shown. */
function lookUp(indices: Store, palette: readonly number[], entries: number): Uint8Array {
  const data = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++)
    for (let k = 0; k < 3; k++) data[3 * i + k] = palette[k * entries + indices[i]!]! >> 8;
  return data;
}

/** Colour times alpha back to colour, cut off below as Pillow does. */
function divideOut(data: Store, channels: number, top: number): void {
  for (let i = 0; i < data.length; i += channels) {
    const alpha = data[i + channels - 1]!;
    if (alpha === top) continue;
    for (let k = 0; k < channels - 1; k++)
      data[i + k] = alpha === 0 ? 0 : Math.min(top, Math.trunc((top * data[i + k]!) / alpha));
  }
}
