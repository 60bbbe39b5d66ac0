/**
 * @file The pixels of a PNG whose header was checked: inflate no further than promised, undo the row filters, put the seven
 * interlaced passes in their places, spread small samples, look colours up. `fflate` does the packing's arithmetic; the rest
 * is the standard's (https://www.w3.org/TR/png-3). pngjs is not used for reading: it refuses files with a byte too many at
 * the end of their data (Pillow opens them), inflates interlaced files without limit, and needs four samples for every pixel.
 */
import { inflateInto, refusing, type Fail } from '../decoding.ts';
import { adam7, samplesOf, unpackedSize, type PngHeader } from './header.ts';

/** Samples in the file's own channels (a palette is looked up), 16-bit files as Uint16Array. */
export interface Samples {
  readonly data: Uint8Array | Uint16Array;
  readonly channels: number;
}

/** Unpacks the pixels. @throws FormatError when the packed data are broken or end early */
export function unpackPng(bytes: Uint8Array, header: PngHeader, who: string): Samples {
  const fail = refusing(who);
  const { width, height, depth, colorType } = header;
  const channels = samplesOf[colorType];
  const raw = inflate(bytes, header, fail);
  const total = width * height * channels;
  const data = depth === 16 ? new Uint16Array(total) : new Uint8Array(total);
  const bits = depth * channels;
  let at = 0;
  for (const [x0, y0, dx, dy] of header.interlaced ? adam7 : [[0, 0, 1, 1] as const]) {
    const [w, h] = [Math.ceil((width - x0) / dx), Math.ceil((height - y0) / dy)];
    if (w <= 0 || h <= 0) continue;
    const rowBytes = Math.ceil((w * bits) / 8);
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let y = 0; y < h; y++, at += rowBytes + 1) {
      const row = raw.subarray(at + 1, at + 1 + rowBytes);
      if (!unfilter(raw[at]!, row, above, Math.max(1, bits >> 3)))
        fail(
          { en: 'row filters are numbered 0 to 4', ko: '행 필터의 번호는 0부터 4까지입니다' },
          { en: `filter ${raw[at]!}`, ko: `필터 ${raw[at]!}` },
        );
      place(row, depth, w, channels, data, ((y0 + y * dy) * width + x0) * channels, dx * channels);
      above = row;
    }
  }
  if (colorType === 3) return lookUp(bytes, header, data, fail);
  if (depth < 8) for (let i = 0; i < total; i++) data[i]! *= 255 / (2 ** depth - 1);
  return { data, channels };
}

/** All scanlines; what the file has beyond them is left packed. */
function inflate(bytes: Uint8Array, header: PngHeader, fail: Fail): Uint8Array {
  const out = new Uint8Array(unpackedSize(header));
  const pieces = header.chunks
    .filter(({ type }) => type === 'IDAT')
    .map(({ body, length }) => bytes.subarray(body, body + length));
  const { filled, broken } = inflateInto(out, pieces);
  if (broken !== undefined)
    fail({ en: 'the packed data of the PNG are broken', ko: 'PNG의 압축된 데이터가 손상되었습니다' }, broken);
  if (filled < out.length)
    fail(
      {
        en: 'the data end before the last row: the PNG is truncated',
        ko: '마지막 행이 나오기 전에 데이터가 끝납니다. 잘린 PNG입니다',
      },
      { en: `${filled} of ${out.length} bytes`, ko: `${out.length}바이트 가운데 ${filled}바이트` },
    );
  return out;
}

/** Adds back, in place, what a row's filter took away: left, above, their mean, or Paeth's choice. False: no such filter. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): boolean {
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let i = step; i < row.length; i++) row[i]! += row[i - step]!;
      return true;
    case 2:
      for (let i = 0; i < row.length; i++) row[i]! += above[i]!;
      return true;
    case 3:
      for (let i = 0; i < row.length; i++) row[i]! += ((i < step ? 0 : row[i - step]!) + above[i]!) >> 1;
      return true;
    case 4:
      for (let i = 0; i < row.length; i++) {
        const left = i < step ? 0 : row[i - step]!;
        const corner = i < step ? 0 : above[i - step]!;
        const up = above[i]!;
        const a = Math.abs(up - corner);
        const b = Math.abs(left - corner);
        const c = Math.abs(left + up - 2 * corner);
        row[i]! += a <= b && a <= c ? left : b <= c ? up : corner;
      }
      return true;
    default:
      return false;
  }
}

/** Writes one row of `w` pixels from `to` on, `step` samples from pixel to pixel. */
function place(
  row: Uint8Array,
  depth: number,
  w: number,
  channels: number,
  data: Samples['data'],
  to: number,
  step: number,
): void {
  if (depth === 8 && step === channels) {
    data.set(row, to);
    return;
  }
  const top = 2 ** depth - 1;
  for (let x = 0, i = 0; x < w; x++, to += step) {
    for (let k = 0; k < channels; k++, i++) {
      if (depth === 8) data[to + k] = row[i]!;
      else if (depth === 16) data[to + k] = (row[2 * i]! << 8) | row[2 * i + 1]!;
      else data[to + k] = (row[(i * depth) >> 3]! >> (8 - depth - ((i * depth) & 7))) & top;
    }
  }
}

/** Palette numbers to RGB, or to RGBA when the file gives some colours an alpha. */
function lookUp(bytes: Uint8Array, header: PngHeader, indices: Samples['data'], fail: Fail): Samples {
  const body = (type: string): Uint8Array | undefined => {
    const chunk = header.chunks.find((c) => c.type === type);
    return chunk && bytes.subarray(chunk.body, chunk.body + chunk.length);
  };
  const [palette, alpha] = [body('PLTE')!, body('tRNS')];
  const entries = Math.floor(palette.length / 3);
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0, to = 0; i < indices.length; i++, to += channels) {
    const index = indices[i]!;
    if (index >= entries)
      fail(
        { en: 'every pixel names a palette entry', ko: '모든 픽셀은 팔레트의 항목을 가리킵니다' },
        { en: `entry ${index} of ${entries}`, ko: `항목 ${entries}개 가운데 ${index}번` },
      );
    for (let k = 0; k < 3; k++) data[to + k] = palette[3 * index + k]!;
    if (alpha) data[to + 3] = alpha[index] ?? 255;
  }
  return { data, channels };
}
