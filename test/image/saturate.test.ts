/** @file The decoder's transform is found in the pinned package; in other programs nothing is changed. */
import { expect, test } from 'vitest';
import { saturating } from '../../src/image/formats/jpeg/saturate.ts';
import { machine } from '../../src/platform/index.ts';

const bytesOf = (part: 'dec' | 'enc'): Uint8Array<ArrayBuffer> =>
  machine.assets.ofPackage(`@jsquash/jpeg/codec/${part}/mozjpeg_${part}.wasm`);

test('the decoder gets three functions more, and stays a valid program', () => {
  const [before, after] = [bytesOf('dec'), saturating(bytesOf('dec'))];
  expect(after.length).toBeGreaterThan(before.length);
  expect(WebAssembly.validate(after)).toBe(true);
  const names = (bytes: Uint8Array<ArrayBuffer>): unknown =>
    WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name, kind }) => [name, kind]);
  expect(names(after)).toEqual(names(before));
  expect(saturating(after)).toBe(after); // it no longer looks like the transform that wraps
});

test('what has no such transform stays as it is', () => {
  const encoder = bytesOf('enc');
  expect(saturating(encoder)).toBe(encoder);
  const empty = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]);
  expect(saturating(empty)).toBe(empty);
});
