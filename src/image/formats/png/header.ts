/**
 * @file What can be said about a PNG before any pixel is unpacked: its chunks, header and size. Every promise of the
 * header is checked here against limits and against the bytes that are there, so that the decoder never allocates
 * for a lie (https://www.w3.org/TR/png-3).
 */
import { checkPixelCount, firstBytes, refusing, type Fail } from '../decoding.ts';
import { crc32 } from '../../../platform/index.ts';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA. */
  readonly colorType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
  readonly chunks: readonly PngChunk[];
}

interface PngChunk {
  readonly type: string;
  /** Of the chunk (its length field) and of its contents. */
  readonly start: number;
  readonly body: number;
  readonly length: number;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
export const samplesOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** Deflate cannot shrink anything further than this. */
const bestDeflateRatio = 1032;

/** Whether bytes start like a PNG. */
export function isPng(bytes: Uint8Array): boolean {
  return signature.every((value, i) => bytes[i] === value);
}

/** Reads and checks header and chunk list. @throws FormatError on anything that is not a whole, legal PNG of at most `maxPixels`. */
export function readPngHeader(bytes: Uint8Array, maxPixels: number, who: string): PngHeader {
  const fail = refusing(who);
  if (!isPng(bytes))
    fail({ en: 'a PNG starts with its 8-byte signature', ko: 'PNG는 8바이트 서명으로 시작합니다' }, firstBytes(bytes));
  const chunks = listChunks(bytes, fail);
  const [first] = chunks;
  if (first?.type !== 'IHDR' || first.length !== 13)
    fail(
      { en: 'the first chunk of a PNG is a 13-byte IHDR', ko: 'PNG의 첫 청크는 13바이트 IHDR입니다' },
      describe(first),
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + first!.body, 13);
  const [width, height, depth, colorType] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)];
  if (width === 0 || height === 0)
    fail({ en: 'the sides of a PNG are at least 1', ko: 'PNG의 한 변은 1 이상입니다' }, `${width} x ${height}`);
  checkPixelCount(width, height, maxPixels, fail);
  if (!depthsOf[colorType]?.includes(depth)) {
    fail(
      {
        en: 'this pair of bit depth and colour type is not in the PNG standard',
        ko: '이 비트 깊이와 색 형식의 조합은 PNG 표준에 없습니다',
      },
      { en: `depth ${depth}, colour type ${colorType}`, ko: `깊이 ${depth}, 색 형식 ${colorType}` },
    );
  }
  if (view.getUint8(10) !== 0 || view.getUint8(11) !== 0 || view.getUint8(12) > 1) {
    fail(
      {
        en: 'a PNG uses compression 0, filter 0 and interlace 0 or 1',
        ko: 'PNG는 압축 0, 필터 0, 인터레이스 0 또는 1을 씁니다',
      },
      [...bytes.subarray(first!.body + 10, first!.body + 13)].join(', '),
    );
  }
  const header = { width, height, depth, colorType, interlaced: view.getUint8(12) === 1, chunks } as PngHeader;
  checkContents(header, fail);
  return header;
}

function listChunks(bytes: Uint8Array, fail: Fail): PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let at = signature.length; ;) {
    if (at + 12 > bytes.length)
      fail(
        {
          en: 'the file ends before the IEND chunk: it is truncated',
          ko: 'IEND 청크가 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
        },
        { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
      );
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) {
      fail(
        { en: 'the file ends inside a chunk: it is truncated', ko: '청크 안에서 파일이 끝납니다. 잘린 파일입니다' },
        {
          en: `chunk ${JSON.stringify(type)} of ${length} bytes at byte ${at}, file of ${bytes.length} bytes`,
          ko: `${bytes.length}바이트 파일의 ${at}번째 바이트에 ${length}바이트 청크 ${JSON.stringify(type)}`,
        },
      );
    }
    // Upper-case types carry the picture; a bad checksum in the others (notes, colour profiles) does not matter here.
    const needed = /^[A-Z]/.test(type) || type === 'tRNS';
    if (needed && crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      fail(
        { en: 'a chunk has a wrong checksum: the file is damaged', ko: '청크의 체크섬이 틀립니다. 손상된 파일입니다' },
        { en: `chunk ${JSON.stringify(type)} at byte ${at}`, ko: `${at}번째 바이트의 청크 ${JSON.stringify(type)}` },
      );
    }
    chunks.push({ type, start: at, body: at + 8, length });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
}

function checkContents(header: PngHeader, fail: Fail): void {
  const data = header.chunks.filter((chunk) => chunk.type === 'IDAT');
  const packed = data.reduce((sum, chunk) => sum + chunk.length, 0);
  if (packed === 0)
    fail(
      { en: 'a PNG has at least one IDAT chunk', ko: 'PNG에는 IDAT 청크가 하나 이상 있습니다' },
      header.chunks.map((chunk) => chunk.type).join(', '),
    );
  if (header.colorType === 3 && !header.chunks.some((chunk) => chunk.type === 'PLTE' && chunk.length >= 3)) {
    fail(
      { en: 'a palette PNG has a PLTE chunk', ko: '팔레트 PNG에는 PLTE 청크가 있습니다' },
      header.chunks.map((chunk) => chunk.type).join(', '),
    );
  }
  const size = unpackedSize(header);
  if (size > (packed + 64) * bestDeflateRatio) {
    fail(
      {
        en: 'the header promises more pixels than the data can hold',
        ko: '헤더가 약속한 픽셀이 데이터에 담길 수 있는 것보다 많습니다',
      },
      {
        en: `${header.width} x ${header.height} in ${packed} bytes`,
        ko: `${packed}바이트에 ${header.width} x ${header.height}`,
      },
    );
  }
}

/** Bytes of filtered scanlines: one filter byte per row, seven passes when interlaced. */
export function unpackedSize({ width, height, depth, colorType, interlaced }: PngHeader): number {
  const bits = depth * samplesOf[colorType];
  const rows = (w: number, h: number): number => (w === 0 ? 0 : h * (1 + Math.ceil((w * bits) / 8)));
  if (!interlaced) return rows(width, height);
  return adam7.reduce(
    (sum, [x0, y0, dx, dy]) => sum + rows(Math.ceil((width - x0) / dx), Math.max(0, Math.ceil((height - y0) / dy))),
    0,
  );
}

/** First column, first row, column step, row step of the seven passes. */
export const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function describe(chunk: PngChunk | undefined): string {
  return chunk ? `chunk ${JSON.stringify(chunk.type)} of ${chunk.length} bytes` : 'no chunk';
}
