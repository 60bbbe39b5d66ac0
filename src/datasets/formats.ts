/** @file The file formats of the data sets: IDX (MNIST and Fashion-MNIST) and the CIFAR-10 records in a tar archive. */
import { fromTyped, type NDArray } from '../array/index.ts';
import { FormatError } from '../errors/index.ts';

/** IDX with bytes: two zeros, type 8, the number of axes, the sides (big-endian), then the elements. */
export function parseIdx(bytes: Uint8Array, name: string): NDArray {
  const broken = (rule: string): FormatError => new FormatError({ who: 'datasets', rule, received: `'${name}'` });
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8)
    throw broken('this is no IDX file of bytes');
  const ndim = bytes[3]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 4 + 4 * ndim) throw broken('the IDX file ends inside its header');
  const shape = Array.from({ length: ndim }, (_, d) => view.getUint32(4 + 4 * d));
  const size = shape.reduce((a, b) => a * b, 1);
  if (bytes.length !== 4 + 4 * ndim + size) throw broken('the IDX file has another length than its header says');
  return fromTyped(new Uint8Array(bytes.subarray(4 + 4 * ndim)), shape);
}

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE;

/** Pictures (n, 32, 32, 3) and labels (n, 1). */
interface Cifar {
  readonly x: NDArray;
  readonly y: NDArray;
}

/** The unpacked archive of the binary version: five files for training, one for testing. */
export function parseCifarArchive(bytes: Uint8Array, name: string): { train: Cifar; test: Cifar } {
  const files = parseTar(bytes, name);
  const part = (wanted: string): Uint8Array => {
    const found = [...files].find(([key]) => key.endsWith(`/${wanted}`))?.[1];
    if (found) return found;
    throw new FormatError({
      who: 'datasets.cifar10',
      rule: `the archive must hold ${wanted}`,
      received: `'${name}'`,
    });
  };
  const train = [1, 2, 3, 4, 5].map((i) => part(`data_batch_${i}.bin`));
  return { train: parseCifar(train, name), test: parseCifar([part('test_batch.bin')], name) };
}

/** Records of a label and three planes (red, green, blue) to labels and pictures (h, w, c). */
export function parseCifar(files: readonly Uint8Array[], name: string): Cifar {
  const count = files.reduce((n, file) => n + file.length / RECORD, 0);
  if (!Number.isInteger(count) || count === 0) {
    throw new FormatError({
      who: 'datasets',
      rule: `CIFAR-10 files consist of records of ${RECORD} bytes`,
      received: `'${name}'`,
    });
  }
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  let to = 0;
  let at = 0;
  for (const file of files) {
    for (let start = 0; start < file.length; start += RECORD) {
      labels[to++] = file[start]!;
      for (let p = 0; p < PLANE; p++, at += 3) {
        pixels[at] = file[start + 1 + p]!;
        pixels[at + 1] = file[start + 1 + PLANE + p]!;
        pixels[at + 2] = file[start + 1 + 2 * PLANE + p]!;
      }
    }
  }
  return { x: fromTyped(pixels, [count, SIDE, SIDE, 3]), y: fromTyped(labels, [count, 1]) };
}

/** The files of a plain tar archive by name. */
export function parseTar(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0[^]*$/, '');
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12).trim(), 8);
    if (!Number.isFinite(size) || at + 512 + size > bytes.length) {
      throw new FormatError({ who: 'datasets', rule: 'the tar archive is damaged or cut off', received: `'${name}'` });
    }
    files.set(text(at, 100), bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
