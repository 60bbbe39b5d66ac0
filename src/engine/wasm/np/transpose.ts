/**
 * @file Transposing matrices of 1, 2, 4 and 8-byte elements: bands of 16 (4 bytes) or 8 rows (8 bytes), whose blocks of
 * 4 x 4 or 2 x 2 are transposed in registers, so that every row of the result gets whole cache lines.
 */

/** (rows, cols) at p -> (cols, rows) at o; a row of the result starts every `wide` bytes. */
@inline
function plain<T>(p: usize, row: i32, rows: i32, col: i32, cols: i32, o: usize, wide: usize): void {
  const line = <usize>cols * sizeof<T>();
  for (let j = col; j < cols; j++) {
    const from = p + <usize>j * sizeof<T>();
    const to = o + <usize>j * wide;
    for (let i = row; i < rows; i++) store<T>(to + <usize>i * sizeof<T>(), load<T>(from + <usize>i * line));
  }
}

@inline
export function block4(p: usize, line: usize, o: usize, wide: usize): void {
  const a = v128.load(p);
  const b = v128.load(p + line);
  const c = v128.load(p + 2 * line);
  const d = v128.load(p + 3 * line);
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(o, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(o + wide, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(o + 2 * wide, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(o + 3 * wide, v128.shuffle<i64>(ab1, cd1, 1, 3));
}

export function transpose_32(p: usize, rows: i32, cols: i32, o: usize): void {
  const line = (<usize>cols) << 2;
  const wide = (<usize>rows) << 2;
  let i = 0;
  for (; i + 16 <= rows; i += 16) {
    let from = p + <usize>i * line;
    let to = o + ((<usize>i) << 2);
    let j = 0;
    for (; j + 4 <= cols; j += 4, from += 16, to += 4 * wide) {
      block4(from, line, to, wide);
      block4(from + 4 * line, line, to + 16, wide);
      block4(from + 8 * line, line, to + 32, wide);
      block4(from + 12 * line, line, to + 48, wide);
    }
    plain<u32>(p, i, i + 16, j, cols, o, wide);
  }
  plain<u32>(p, i, rows, 0, cols, o, wide);
}

@inline
export function block2(p: usize, line: usize, o: usize, wide: usize): void {
  const a = v128.load(p);
  const b = v128.load(p + line);
  v128.store(o, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(o + wide, v128.shuffle<i64>(a, b, 1, 3));
}

export function transpose_64(p: usize, rows: i32, cols: i32, o: usize): void {
  const line = (<usize>cols) << 3;
  const wide = (<usize>rows) << 3;
  let i = 0;
  for (; i + 8 <= rows; i += 8) {
    let from = p + <usize>i * line;
    let to = o + ((<usize>i) << 3);
    let j = 0;
    for (; j + 2 <= cols; j += 2, from += 16, to += 2 * wide) {
      block2(from, line, to, wide);
      block2(from + 2 * line, line, to + 16, wide);
      block2(from + 4 * line, line, to + 32, wide);
      block2(from + 6 * line, line, to + 48, wide);
    }
    plain<u64>(p, i, i + 8, j, cols, o, wide);
  }
  plain<u64>(p, i, rows, 0, cols, o, wide);
}

/** Small elements in squares of 32, so that cache lines are used up before they go. */
@inline
function tiles<T>(p: usize, rows: i32, cols: i32, o: usize): void {
  const line = <usize>cols * sizeof<T>();
  const wide = <usize>rows * sizeof<T>();
  for (let i = 0; i < rows; i += 32) {
    const below = min(i + 32, rows);
    for (let j = 0; j < cols; j++) {
      const from = p + <usize>j * sizeof<T>();
      const to = o + <usize>j * wide;
      for (let k = i; k < below; k++) store<T>(to + <usize>k * sizeof<T>(), load<T>(from + <usize>k * line));
    }
  }
}

export function transpose_8(p: usize, rows: i32, cols: i32, o: usize): void {
  tiles<u8>(p, rows, cols, o);
}
export function transpose_16(p: usize, rows: i32, cols: i32, o: usize): void {
  tiles<u16>(p, rows, cols, o);
}
