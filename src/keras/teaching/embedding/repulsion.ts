/**
 * @file The forces that keep points apart in t-SNE: over all pairs, and by a quadtree that takes far groups as one point. Barnes and
 * Hut 1986; for t-SNE van der Maaten 2014, arXiv 1301.3342.
 */

/** A group counts as one point from where it looks smaller than this (its side by its distance). */
const ANGLE = 0.5;
/** Below this side points count as being in one place. */
const DEEPEST = 40;

/** Fills `fx`, `fy` with Σ (yi - yj) / (1 + |yi - yj|²)²; gives Σ 1 / (1 + |yi - yj|²) over all pairs. */
export type Repulsion = (xs: Float64Array, ys: Float64Array, fx: Float64Array, fy: Float64Array) => number;

/** Over all pairs. */
export const pairRepulsion: Repulsion = (xs, ys, fx, fy) => {
  fx.fill(0);
  fy.fill(0);
  let z = 0;
  for (let i = 0; i < xs.length; i++) {
    for (let j = i + 1; j < xs.length; j++) {
      const dx = xs[i]! - xs[j]!;
      const dy = ys[i]! - ys[j]!;
      const near = 1 / (1 + dx * dx + dy * dy);
      z += 2 * near;
      fx[i]! += near * near * dx;
      fy[i]! += near * near * dy;
      fx[j]! -= near * near * dx;
      fy[j]! -= near * near * dy;
    }
  }
  return z;
};

/** By a quadtree, within a few thousandths of the sum over all pairs. */
export const treeRepulsion: Repulsion = (xs, ys, fx, fy) => {
  const tree = new Tree(xs, ys);
  let z = 0;
  for (let i = 0; i < xs.length; i++) z += tree.forceOn(i, fx, fy);
  return z;
};

class Tree {
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  /** Of each cell: its four parts (0: none), how many points, the sums of their coordinates, its side. */
  #parts = new Int32Array(4 * 1024);
  #mass = new Float64Array(1024);
  #sumX = new Float64Array(1024);
  #sumY = new Float64Array(1024);
  #side = new Float64Array(1024);
  #cells = 0;
  readonly #stack = new Int32Array(4 * (DEEPEST + 2));

  constructor(xs: Float64Array, ys: Float64Array) {
    this.#xs = xs;
    this.#ys = ys;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < xs.length; i++) {
      left = Math.min(left, xs[i]!);
      right = Math.max(right, xs[i]!);
      top = Math.min(top, ys[i]!);
      bottom = Math.max(bottom, ys[i]!);
    }
    const side = Math.max(right - left, bottom - top) || 1;
    this.#cell(side);
    for (let i = 0; i < xs.length; i++) this.#insert(i, left, top, side);
  }

  #cell(side: number): number {
    const cell = this.#cells++;
    if (cell === this.#mass.length) {
      const larger = <T extends Float64Array | Int32Array>(old: T): T => {
        const made = new (old.constructor as new (n: number) => T)(2 * old.length);
        made.set(old);
        return made;
      };
      this.#parts = larger(this.#parts);
      this.#mass = larger(this.#mass);
      this.#sumX = larger(this.#sumX);
      this.#sumY = larger(this.#sumY);
      this.#side = larger(this.#side);
    }
    this.#side[cell] = side;
    return cell;
  }

  /** A cell with one place has no parts; the second place that comes sends the first one down. */
  #insert(i: number, left: number, top: number, side: number): void {
    const [x, y] = [this.#xs[i]!, this.#ys[i]!];
    let cell = 0;
    for (let depth = 0; ; depth++) {
      const mass = this.#mass[cell]!;
      const isLeaf = !this.#hasParts(cell);
      if (isLeaf && mass > 0 && depth < DEEPEST) {
        const [oldX, oldY] = [this.#sumX[cell]! / mass, this.#sumY[cell]! / mass];
        if (oldX !== x || oldY !== y) {
          const half = side / 2;
          const down = this.#part(cell, oldX >= left + half, oldY >= top + half, half);
          this.#mass[down] = mass;
          this.#sumX[down] = this.#sumX[cell]!;
          this.#sumY[down] = this.#sumY[cell]!;
        }
      }
      this.#mass[cell]! += 1;
      this.#sumX[cell]! += x;
      this.#sumY[cell]! += y;
      if (!this.#hasParts(cell)) return;
      side /= 2;
      const [isRight, isLow] = [x >= left + side, y >= top + side];
      cell = this.#part(cell, isRight, isLow, side);
      if (isRight) left += side;
      if (isLow) top += side;
    }
  }

  #hasParts(cell: number): boolean {
    const p = this.#parts;
    return (p[4 * cell]! | p[4 * cell + 1]! | p[4 * cell + 2]! | p[4 * cell + 3]!) !== 0;
  }

  #part(cell: number, isRight: boolean, isLow: boolean, side: number): number {
    const at = 4 * cell + (isRight ? 1 : 0) + (isLow ? 2 : 0);
    if (this.#parts[at] === 0) {
      const made = this.#cell(side);
      this.#parts[at] = made;
    }
    return this.#parts[at]!;
  }

  forceOn(i: number, fx: Float64Array, fy: Float64Array): number {
    const parts = this.#parts;
    const masses = this.#mass;
    const [sumX, sumY, sides, stack] = [this.#sumX, this.#sumY, this.#side, this.#stack];
    const x = this.#xs[i]!;
    const y = this.#ys[i]!;
    let z = -1; // the point itself, which is met at distance 0
    let forceX = 0;
    let forceY = 0;
    let top = 1;
    stack[0] = 0;
    while (top > 0) {
      const cell = stack[--top]!;
      const mass = masses[cell]!;
      const dx = x - sumX[cell]! / mass;
      const dy = y - sumY[cell]! / mass;
      const square = dx * dx + dy * dy;
      const side = sides[cell]!;
      const a = parts[4 * cell]!;
      const b = parts[4 * cell + 1]!;
      const c = parts[4 * cell + 2]!;
      const d = parts[4 * cell + 3]!;
      if (side * side < ANGLE * ANGLE * square || (a | b | c | d) === 0) {
        const near = 1 / (1 + square);
        z += mass * near;
        forceX += mass * near * near * dx;
        forceY += mass * near * near * dy;
        continue;
      }
      if (a !== 0) stack[top++] = a;
      if (b !== 0) stack[top++] = b;
      if (c !== 0) stack[top++] = c;
      if (d !== 0) stack[top++] = d;
    }
    fx[i] = forceX;
    fy[i] = forceY;
    return z;
  }
}
