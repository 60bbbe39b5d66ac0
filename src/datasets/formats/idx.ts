/** @file IDX, the format of MNIST and Fashion-MNIST. */
import { fromTyped, type NDArray } from '../../array/index.ts';
import { FormatError, type Translated } from '../../errors/index.ts';
import type { Pairs } from '../array-set.ts';
import { gunzip, readBytes } from '../files.ts';

/** Four gzipped IDX files: training pictures and labels, then those for testing. */
export function idxPairs(paths: readonly string[]): Pairs {
  const [a, b, c, d] = paths.map((path) => parseIdx(gunzip(readBytes(path), path), path));
  return [
    [a!, b!],
    [c!, d!],
  ];
}

/** IDX with bytes: two zeros, type 8, the number of axes, the sides (big-endian), then the elements. */
export function parseIdx(bytes: Uint8Array, name: string): NDArray {
  const broken = (rule: Translated): FormatError => new FormatError({ who: 'datasets', rule, received: `'${name}'` });
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8)
    throw broken({ en: 'this is not an IDX file of bytes', ko: '바이트로 된 IDX 파일이 아닙니다' });
  const ndim = bytes[3]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 4 + 4 * ndim)
    throw broken({ en: 'the IDX file ends inside its header', ko: 'IDX 파일이 헤더가 끝나기 전에 끝납니다' });
  const shape = Array.from({ length: ndim }, (_, d) => view.getUint32(4 + 4 * d));
  const size = shape.reduce((a, b) => a * b, 1);
  if (bytes.length !== 4 + 4 * ndim + size)
    throw broken({
      en: 'the IDX file has another length than its header says',
      ko: 'IDX 파일의 길이가 헤더와 다릅니다',
    });
  return fromTyped(new Uint8Array(bytes.subarray(4 + 4 * ndim)), shape);
}
