/** @file Moving data as it is: bytes, fills, and strided copies. */
import { CopyBytes, FillWords, Transpose } from '../generated/words';
import { part } from './threads';

export function copyBytes(p: usize, tid: i32, threads: i32): void {
  const bytes = load<i32>(p, CopyBytes.BYTES);
  const first = part(bytes, tid, threads, 64);
  const last = part(bytes, tid + 1, threads, 64);
  if (last > first)
    memory.copy(load<u32>(p, CopyBytes.TO) + <usize>first, load<u32>(p, CopyBytes.FROM) + <usize>first, last - first);
}

export function fillWords(p: usize, tid: i32, threads: i32): void {
  const to = <usize>load<u32>(p, FillWords.TO);
  const words = load<i32>(p, FillWords.COUNT);
  const value = load<u32>(p, FillWords.VALUE);
  const last = part(words, tid + 1, threads, 16);
  for (let i = part(words, tid, threads, 16); i < last; i++) store<u32>(to + ((<usize>i) << 2), value);
}

/**
 * Moves 32-bit words between two strided views of the same shape: transposition, slice, broadcast, concatenation, padding.
 * Strides are signed, the outermost axis comes first.
 */
export function transpose(p: usize, tid: i32, threads: i32): void {
  const n0 = load<i32>(p, Transpose.N0);
  const n1 = load<i32>(p, Transpose.N1);
  const n2 = load<i32>(p, Transpose.N2);
  const n3 = load<i32>(p, Transpose.N3);
  const n4 = load<i32>(p, Transpose.N4);
  const n5 = load<i32>(p, Transpose.N5);
  const s5 = load<i32>(p, Transpose.FROM5) << 2;
  const t5 = load<i32>(p, Transpose.TO5) << 2;
  const s4 = load<i32>(p, Transpose.FROM4) << 2;
  const t4 = load<i32>(p, Transpose.TO4) << 2;
  // All axes but the last are dealt to the threads as one.
  const all = n0 * n1 * n2 * n3 * n4;
  const last = part(all, tid + 1, threads, 1);
  for (let o = part(all, tid, threads, 1); o < last;) {
    const first = o % n4;
    const taken = min<i32>(n4 - first, last - o);
    let q = o / n4;
    const i3 = q % n3;
    q /= n3;
    const i2 = q % n2;
    q /= n2;
    const i1 = q % n1;
    const i0 = q / n1;
    let f =
      <i32>load<u32>(p, Transpose.FROM) +
      first * s4 +
      ((i0 * load<i32>(p, Transpose.FROM0) +
        i1 * load<i32>(p, Transpose.FROM1) +
        i2 * load<i32>(p, Transpose.FROM2) +
        i3 * load<i32>(p, Transpose.FROM3)) <<
        2);
    let t =
      <i32>load<u32>(p, Transpose.TO) +
      first * t4 +
      ((i0 * load<i32>(p, Transpose.TO0) +
        i1 * load<i32>(p, Transpose.TO1) +
        i2 * load<i32>(p, Transpose.TO2) +
        i3 * load<i32>(p, Transpose.TO3)) <<
        2);
    for (let i4 = 0; i4 < taken; i4++) {
      let from = <usize>f;
      let to = <usize>t;
      if (s5 == 4 && t5 == 4) {
        let i = 0;
        for (; i + 4 <= n5; i += 4) {
          v128.store(to, v128.load(from));
          from += 16;
          to += 16;
        }
        for (; i < n5; i++) {
          store<u32>(to, load<u32>(from));
          from += 4;
          to += 4;
        }
      } else {
        for (let i = 0; i < n5; i++) {
          store<u32>(to, load<u32>(from));
          from += s5;
          to += t5;
        }
      }
      f += s4;
      t += t4;
    }
    o += taken;
  }
}
