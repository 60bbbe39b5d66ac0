/** @file Plain row-major matrices: memory that is used again, transposes, rows reordered or rotated, scaling against overflow. */

/** Elements of the largest piece of memory that is kept (2 MB). */
const KEPT = 1 << 18;
const kept = new Map<string, Float64Array>();

/**
 * Memory for `n` elements, undefined in content, until the next call with that name: fresh arrays for every step would keep the
 * collector busy for as long as the arithmetic takes.
 */
export function workspace(name: 'rows' | 'left' | 'right' | 'product' | 'first' | 'second', n: number): Float64Array {
  if (n > KEPT) return new Float64Array(n);
  let memory = kept.get(name);
  if (memory === undefined || memory.length < n) kept.set(name, (memory = new Float64Array(n)));
  return memory.subarray(0, n);
}

/** Side of the squares by which matrices are transposed, which stay in the cache. */
const TILE = 16;

/** The transpose of a row-major (rows, cols) matrix. */
export function transposed(x: Float64Array, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let top = 0; top < rows; top += TILE) {
    const end = Math.min(rows, top + TILE);
    for (let j = 0; j < cols; j++) {
      for (let i = top, to = j * rows + top; i < end; i++, to++) out[to] = x[i * cols + j]!;
    }
  }
  return out;
}

/**
 * The power of two by which all elements are divided so that no square over- or underflows: 1 for usual sizes, undefined for NaN
 * and infinities.
 */
export function scaleOf(a: Float64Array): number | undefined {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]!));
  if (!Number.isFinite(most)) return undefined;
  if (most === 0 || (most > 1e-90 && most < 1e90)) return 1;
  return 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(most))));
}

/** The elements times a factor; the same array for 1. */
export function scaled(a: Float64Array, factor: number): Float64Array {
  if (factor === 1) return a;
  const out = a.slice();
  for (let i = 0; i < out.length; i++) out[i]! *= factor;
  return out;
}

/** Puts row order[i] (of n elements) into place i, in place. */
export function reorder(rows: Float64Array, n: number, order: readonly number[]): void {
  const done = new Uint8Array(order.length);
  const first = new Float64Array(n);
  for (let start = 0; start < order.length; start++) {
    if (done[start] === 1) continue;
    first.set(rows.subarray(start * n, start * n + n));
    for (let to = start; ;) {
      done[to] = 1;
      const from = order[to]!;
      if (from === start) {
        rows.set(first, to * n);
        break;
      }
      rows.copyWithin(to * n, from * n, from * n + n);
      to = from;
    }
  }
}

/** Rows x and y become c x + s y and c y - s x. */
export function rotate(data: Float64Array, x: number, y: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [a, b] = [data[x + k]!, data[y + k]!];
    data[x + k] = c * a + s * b;
    data[y + k] = c * b - s * a;
  }
}
