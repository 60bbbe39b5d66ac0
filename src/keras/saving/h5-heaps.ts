/** @file Damage at which HDF5 itself would never come to an end; it is looked for before the library opens a file. */
import { readPart, type ByteSource } from '../../platform/index.ts';

/** Bytes looked through at a time. */
const BLOCK = 1 << 22;
/** Of a heap: its mark, its length, and the head of the first object. */
const HEAD = 16;

/**
 * The place of a heap of texts in which HDF5 would look for the next object for ever: free space of length 0, which no
 * writer makes. (H5HG.c goes on by the length it reads there.) Lengths of 8 bytes.
 */
export function endlessHeap(source: ByteSource): number | undefined {
  for (let from = 0; from < source.size; from += BLOCK) {
    // A mark may lie across the end of a block.
    const block = readPart(source, from, BLOCK + HEAD);
    const view = new DataView(block.buffer);
    for (let at = block.indexOf(0x47); at >= 0 && at < BLOCK; at = block.indexOf(0x47, at + 1)) {
      if (at + HEAD > block.length) break;
      // 'GCOL', version 1, three bytes of 0
      if (view.getUint32(at) !== 0x47434f4c || view.getUint32(at + 4) !== 0x01000000) continue;
      const end = endIn(source, from + at, Number(view.getBigUint64(at + 8, true)));
      if (end !== undefined) return end;
    }
  }
  return undefined;
}

/** Walks the objects of one heap; the place where that does not go on. */
function endIn(source: ByteSource, start: number, length: number): number | undefined {
  const end = Math.min(start + length, source.size);
  let from = start;
  let block = readPart(source, from, Math.min(BLOCK, end - from));
  for (let next = start + HEAD; next + HEAD <= end;) {
    if (next + HEAD > from + block.length) {
      from = next;
      block = readPart(source, from, Math.min(BLOCK, end - from));
    }
    const view = new DataView(block.buffer, next - from);
    const size = Number(view.getBigUint64(8, true));
    const step = view.getUint16(0, true) === 0 ? size : HEAD + Math.ceil(size / 8) * 8;
    if (step === 0) return next;
    next += step;
  }
  return undefined;
}
