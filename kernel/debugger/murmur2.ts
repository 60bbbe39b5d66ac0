/** @file MurmurHash2 (32 bits) of a text in UTF-8: by it a front end and the kernel call the same cell the same file. */

const M = 0x5b_d1_e9_95;

/** The hash as a number without sign. Source: Austin Appleby, MurmurHash2. */
export function murmur2(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let i = 0; i < whole; i += 4) {
    let word = Math.imul(view.getUint32(i, true), M);
    word = Math.imul(word ^ (word >>> 24), M);
    hash = Math.imul(hash, M) ^ word;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i]!;
  if (bytes.length > whole) hash = Math.imul(hash ^ rest, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return (hash ^ (hash >>> 15)) >>> 0;
}
