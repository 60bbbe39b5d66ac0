/**
 * @file The packing of GIF: LZW with codes that grow from 3 to 12 bits, lowest bit first, in blocks of at most 255 bytes.
 * Unpacks as many indices as the frame has and never more.
 */

const maxCodes = 4096;

/** Fills `out` with the indices of a frame; `at` is where its blocks start. Gives the number that came. */
export function unpackLzw(bytes: Uint8Array, at: number, codeSize: number, out: Uint8Array): number {
  const clear = 1 << codeSize;
  const end = clear + 1;
  // A string is its last index behind a shorter string.
  const before = new Uint16Array(maxCodes);
  const last = new Uint8Array(maxCodes);
  const lengths = new Uint16Array(maxCodes);
  for (let i = 0; i < clear; i++) [last[i], lengths[i]] = [i, 1];

  let filled = 0;
  let next = end + 1;
  let width = codeSize + 1;
  let previous = -1;
  let [bits, count] = [0, 0];
  /** Writes a string backwards from where it will end; what is beyond the frame is dropped. */
  const write = (code: number): number => {
    const length = lengths[code]!;
    let place = filled + length;
    for (let c = code, i = 0; i < length; i++, c = before[c]!) {
      place--;
      if (place < out.length) out[place] = last[c]!;
    }
    filled = Math.min(out.length, filled + length);
    return first(code);
  };
  const first = (code: number): number => {
    let c = code;
    for (let i = lengths[code]!; i > 1; i--) c = before[c]!;
    return last[c]!;
  };

  for (let size = bytes[at]!; size > 0 && filled < out.length; at += size + 1, size = bytes[at] ?? 0) {
    const stop = Math.min(bytes.length, at + 1 + size);
    for (let i = at + 1; i < stop && filled < out.length; i++) {
      bits |= bytes[i]! << count;
      count += 8;
      while (count >= width && filled < out.length) {
        const code = bits & ((1 << width) - 1);
        bits >>>= width;
        count -= width;
        if (code === clear) {
          [next, width, previous] = [end + 1, codeSize + 1, -1];
          continue;
        }
        if (code === end) return filled;
        if (code > next || (code === next && previous < 0) || (previous < 0 && code >= clear)) return filled;
        if (previous >= 0 && next < maxCodes) {
          before[next] = previous;
          lengths[next] = lengths[previous]! + 1;
          // A code may stand for the very string that it completes: that starts as the previous one does.
          last[next] = first(code === next ? previous : code);
          next++;
          if (next === 1 << width && width < 12) width++;
        }
        write(code);
        previous = code;
      }
    }
  }
  return filled;
}
