/** @file Damage at which HDF5 itself would never come to an end; it is looked for before the library opens a file. */
import type { Translated } from '../../errors/index.ts';
import { readPart, type ByteSource } from '../../platform/index.ts';

/** Bytes looked through at a time. */
const BLOCK = 1 << 22;
/** Of a heap: its mark and its length; of a tree: its mark, level, count. */
const HEAD = 16;

/** What has no end in a file, and where; undefined where all that is looked at has. */
export function withoutEnd(source: ByteSource): Translated | undefined {
  const heap = endlessHeap(source);
  if (heap !== undefined)
    return { en: `a heap without an end at byte ${heap}`, ko: `${heap}번째 바이트에서 끝나지 않는 힙` };
  const list = endlessFreeList(source);
  if (list !== undefined) {
    return {
      en: `a heap whose free places have no end at byte ${list}`,
      ko: `${list}번째 바이트에서 빈자리 목록이 끝나지 않는 힙`,
    };
  }
  const tree = endlessTree(source);
  if (tree === undefined) return undefined;
  return {
    en: `a tree that leads back to itself at byte ${tree}`,
    ko: `${tree}번째 바이트에서 자기 자신으로 돌아오는 트리`,
  };
}

/**
 * The place of a heap of texts in which HDF5 would look for the next object for ever: free space of length 0, which no
 * writer makes. (H5HG.c goes on by the length it reads there.) Lengths of 8 bytes.
 */
function endlessHeap(source: ByteSource): number | undefined {
  // 'GCOL'; version 1, three bytes of 0
  return firstAt(source, 0x47434f4c, (view, at) => {
    if (view.getUint32(4) !== 0x01000000) return undefined;
    return endIn(source, at, Number(view.getBigUint64(8, true)));
  });
}

/** Levels of a tree of members that no file has. */
const TALLEST = 8;

/**
 * The place of a tree of a group's members that leads back to itself: HDF5 (H5B.c) goes down by the children's addresses and
 * does not look whether they are one level lower. Addresses of 8 bytes.
 */
function endlessTree(source: ByteSource): number | undefined {
  // 'TREE'; members of a group, above the lowest level
  return firstAt(source, 0x54524545, (view, at) => {
    const [kind, level, count] = [view.getUint8(4), view.getUint8(5), view.getUint16(6, true)];
    if (kind !== 0 || level === 0 || level > TALLEST) return undefined;
    const entries = readPart(source, at + 24, 16 * count);
    const children = viewOf(entries);
    for (let i = 8; i + 8 <= entries.length; i += 16) {
      const child = readPart(source, Number(children.getBigUint64(i, true)), HEAD);
      const head = viewOf(child);
      const isLower = child.length === HEAD && head.getUint32(0) === 0x54524545 && head.getUint8(5) === level - 1;
      if (!isLower) return at;
    }
    return undefined;
  });
}

/** What stands for the end of a list of free places. */
const NO_MORE = 1;

/**
 * The place of a heap of names whose list of free places comes round again: HDF5 (H5HL.c) follows it until the memory is full.
 */
function endlessFreeList(source: ByteSource): number | undefined {
  // 'HEAP'; version 0
  return firstAt(source, 0x48454150, (view, at) => {
    if (view.getUint32(4) !== 0) return undefined;
    const rest = viewOf(readPart(source, at + HEAD, 16));
    if (rest.byteLength < 16) return undefined;
    const [size, start] = [Number(view.getBigUint64(8, true)), Number(rest.getBigUint64(8, true))];
    let next = Number(rest.getBigUint64(0, true));
    // Every free place takes 16 bytes.
    for (let left = Math.min(size, source.size) / 16; next !== NO_MORE; left--) {
      const place = viewOf(readPart(source, start + next, 8));
      if (next >= size || place.byteLength < 8) return undefined; // HDF5 refuses that itself
      if (left <= 0) return at;
      next = Number(place.getBigUint64(0, true));
    }
    return undefined;
  });
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** The first thing that `look` finds at a mark of four letters; it gets a view of the HEAD bytes there and their place. */
function firstAt(
  source: ByteSource,
  mark: number,
  look: (view: DataView, at: number) => number | undefined,
): number | undefined {
  const first = mark >>> 24;
  for (let from = 0; from < source.size; from += BLOCK) {
    // A mark may lie across the end of a block.
    const block = readPart(source, from, BLOCK + HEAD);
    for (let at = block.indexOf(first); at >= 0 && at < BLOCK; at = block.indexOf(first, at + 1)) {
      if (at + HEAD > block.length) break;
      const view = new DataView(block.buffer, block.byteOffset + at, HEAD);
      const found = view.getUint32(0) === mark ? look(view, from + at) : undefined;
      if (found !== undefined) return found;
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
