/**
 * @file 8,000 damaged picture files from a fixed seed: each decodes to a picture or raises a FormatError, quickly. PNG
 * checksums are put right in half of the cases, so that the damage gets past them. TIFF, PPM and run-length coded BMP start from the golden files.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fromTyped, type NDArray } from '../../src/array/index.ts';
import { FormatError } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';

const maxPixels = 200_000;
let samples: Record<'png' | 'jpeg' | 'bmp' | 'tiff' | 'pnm', Uint8Array[]>;

const files = JSON.parse(readFileSync(new URL('image-tiff.json', import.meta.url), 'utf8')) as Record<
  'tiff' | 'pnm',
  { file: string }[]
>;

const { bmp: bmpFiles } = JSON.parse(readFileSync(new URL('image.json', import.meta.url), 'utf8')) as {
  bmp: { name: string; file: string }[];
};

beforeAll(async () => {
  const [grey, rgb, rgba] = [scene(24, 31), scene(24, 31, 3), scene(24, 31, 4)];
  const wide = fromTyped(
    Uint16Array.from(rgb.toTyped(), (v) => v * 257),
    rgb.shape,
  );
  samples = {
    png: [
      await image.imencode(grey),
      await image.imencode(rgb),
      await image.imencode(rgba),
      await image.imencode(wide),
      interlaced,
      palette,
    ],
    jpeg: [
      await image.imencode(rgb, 'jpeg'),
      await image.imencode(rgb, 'jpeg', { progressive: true, subsample: false }),
      await image.imencode(grey, 'jpeg'),
    ],
    bmp: [
      await image.imencode(grey, 'bmp'),
      await image.imencode(rgb, 'bmp'),
      ...bmpFiles.filter(({ name }) => name.startsWith('RLE')).map(({ file }) => fromBase64(file)),
    ],
    tiff: files.tiff.map(({ file }) => fromBase64(file)),
    pnm: files.pnm.map(({ file }) => fromBase64(file)),
  };
});

test.each([
  ['png', 2500],
  ['jpeg', 1500],
  ['bmp', 1000],
  ['tiff', 2000],
  ['pnm', 1000],
] as const)('%s: %i damaged files', async (format, count) => {
  const random = generator(20261122 + count);
  const seen = { decoded: 0, refused: 0 };
  for (let k = 0; k < count; k++) {
    const sources = samples[format];
    const source = sources[k % sources.length]!;
    const bytes = damage(source, random, format === 'tiff' ? source.length - 240 : 2);
    if (format === 'png' && random() < 0.5) repairChecksums(bytes);
    try {
      const picture = await image.decode(bytes, { maxPixels });
      expect(picture.size).toBeGreaterThan(0);
      seen.decoded++;
    } catch (error) {
      if (!(error instanceof FormatError))
        throw new Error(`file ${k} of ${format} raised something else`, { cause: error });
      seen.refused++;
    }
  }
  expect(seen.decoded + seen.refused).toBe(count);
  // Both ends of the code are reached, or the test would say nothing.
  expect(Math.min(seen.decoded, seen.refused)).toBeGreaterThan(count / 50);
});

function scene(...shape: [number, number, number?]): NDArray {
  const [h, w, c = 1] = shape;
  const data = Uint8Array.from(
    { length: h * w * c },
    (_, i) => 128 + 100 * Math.sin(i / 9) * Math.cos(i / (w * c * 3)),
  );
  return fromTyped(data, c === 1 ? [h, w] : [h, w, c]);
}

/** Up to eight bytes changed, half of them where the header is; sometimes a piece cut out or the end cut off. */
function damage(source: Uint8Array, random: () => number, header: number): Uint8Array {
  const bytes = source.slice();
  const changes = 1 + Math.floor(random() * 8);
  for (let i = 0; i < changes; i++) {
    const at =
      random() < 0.5 ? Math.max(0, header) + Math.floor(random() * 80) : Math.floor(random() * bytes.length);
    bytes[at % bytes.length] = Math.floor(random() * 256);
  }
  const kind = random();
  if (kind < 0.1) return bytes.slice(0, Math.floor(random() * bytes.length));
  if (kind < 0.2) bytes.copyWithin(Math.floor(random() * bytes.length), Math.floor(random() * bytes.length));
  return bytes;
}

/** A linear congruential generator: the same damage on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function repairChecksums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    let crc = -1;
    for (let i = at + 4; i < end; i++) {
      crc ^= bytes[i]!;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    view.setUint32(end, ~crc >>> 0);
    at = end + 4;
  }
}

/** An interlaced RGBA and a palette PNG with transparency; pngjs writes neither. */
const interlaced = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAYAAAGTY+a7AAAA1UlEQVR4nAGfAWD+AB4Eszqm1v8yAEH3AAlV31BaAONE0koAAtOGiQA22O3tM94OqqYLN1cATGKyc4QMRGp64ZIzAGjmu/GzTh3rwnV/+AAfINvS1LF86HwBjTsARz2/X7H4c9qqan49tTSyqUXv3Gjp5L8aAJb3JVeBTDfP2s5G1hj6ZEddFYFw0gTC8QARg++zj9cOBtj+6zoJpjEnxrTQKQDagMus026yc6LzWhHylh5H4JhQFwAhnh1a1VjdFuQ7spEaVwAyVP0vNwBElNDxCx0PuwH5mLb6Ohy7AAAA1UlEQVTZhSE2prgixwA28aSID26LtlwM7tIbRXLJUmnQVQAAuxHWqEE2F1aWTn+gej/It3Yuf1x8IHQNZ7IpIEvnQ/E/DsgeHYg0moa2UACOZK7iifEx59/T8zsxCMFzShBD9RICQFMyNIsD+39eEzHmVbApXlPXZsvsUwA0AeFLUdKfGOTtAtUtJMOXb44zsVtOj2IQPfpKZSwN55jj1Fx7scZ9CUdPWQBkP41KNdWZ5Le8yVUhdvjVuVs1znDINnfM5QtiRL/Ho75UDogFm5uJ2Bxn/RlHwOU630xbAAAAAElFTkSuQmCC',
);
const palette = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJBAMAAAAWSsseAAAAMFBMVEVXojXPsJ21qRmdNEHKYMjYP/JyLkgCK/Yl3Kib4dGEmP3nVT4JcZ+r/zd/thdDvLVnQ1AyAAAACXRSTlPbbcPEvMP/O4+XtskCAAAAJUlEQVR4nAE/AMD/ADzWX0pckAAAH7X0p+AAcG5uCiaAALs7oL6DQADAUg6JVwAAACVJREFUIz0T4UAAPIKe7t3wAJ5XUg+jUACSQdYzazAAPQkKRYKwDiAX/Pk4IwQAAAAASUVORK5CYII=',
);

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
