/**
 * @file Takes out of a drawing what lies far outside of it: curves beside the limits of an axis, which nobody sees. The rasterizer
 * ends the whole process where something with a layer of its own (clipped, or half transparent) is more than two widths away.
 */

type Point = readonly [x: number, y: number];
/** x' = a·x + c·y + e, y' = b·x + d·y + f, as in SVG. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;

/** The drawing without the shapes, pictures and texts of which nothing is nearer than its own width (or height). */
export function withoutFar(svg: string): string {
  const size = (name: string): number => Number(attribute(/<svg\b[^>]*>/.exec(svg)?.[0] ?? '', name) ?? Number.NaN);
  const [width, height] = [size('width'), size('height')];
  if (!(width > 0 && height > 0)) return svg;
  return svg.replace(/<(path|rect|image|text)\b[^>]*?(?:\/>|>(?:.*?)<\/\1>)/gs, (element, kind: string) => {
    const tag = element.slice(0, element.indexOf('>') + 1);
    const matrix = matrixOf(attribute(tag, 'transform') ?? '');
    if (matrix === undefined) return element;
    // The groups around move a shape by less than the drawing, so what is dropped here is outside of it in any case.
    let [left, right, above, below] = [true, true, true, true];
    let known = false;
    for (const [x0, y0] of cornersOf(kind, tag)) {
      const [x, y] = placed(matrix, x0, y0);
      known = true;
      left &&= x < -width;
      right &&= x > 2 * width;
      above &&= y < -height;
      below &&= y > 2 * height;
      if (!(left || right || above || below)) return element; // mostly at the first point of a long curve
    }
    return known ? '' : element;
  });
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(String.raw`\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** Points between which a shape lies; none where that is not known. */
function* cornersOf(kind: string, tag: string): Generator<Point> {
  if (kind === 'path') {
    const d = attribute(tag, 'd') ?? '';
    yield* pathCorners(d);
    return;
  }
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(attribute(tag, name) ?? 0));
  yield [x!, y!];
  if (kind === 'text') return;
  yield [x! + width!, y!];
  yield [x!, y! + height!];
  yield [x! + width!, y! + height!];
}

/** How many numbers a command of a path takes at a time. */
const takes: Readonly<Record<string, number>> = { M: 2, L: 2, T: 2, H: 1, V: 1, S: 4, Q: 4, C: 6, A: 7 };

/** The ends and control points of a path. */
function* pathCorners(d: string): Generator<Point> {
  let [x, y] = [0, 0];
  let start: Point = [0, 0];
  for (const [, letter, rest] of d.matchAll(/([MLTHVSQCAZ])([^MLTHVSQCAZ]*)/gi)) {
    const command = letter!.toUpperCase();
    const relative = command !== letter;
    if (command === 'Z') [x, y] = start;
    const n = (rest!.match(numbers) ?? []).map(Number);
    const step = takes[command] ?? n.length + 1;
    const controls = command === 'A' ? 0 : step - 2;
    for (let i = 0; i + step <= n.length; i += step) {
      const [fromX, fromY] = relative ? [x, y] : [0, 0];
      if (command === 'H') x = fromX + n[i]!;
      else if (command === 'V') y = fromY + n[i]!;
      else {
        // Control points come before the end; an arc reaches no further from its end than its ellipse is wide.
        for (let k = i; k < i + controls; k += 2) yield [fromX + n[k]!, fromY + n[k + 1]!];
        [x, y] = [fromX + n[i + step - 2]!, fromY + n[i + step - 1]!];
      }
      const [rx, ry] = command === 'A' ? [2 * n[i]!, 2 * n[i + 1]!] : [0, 0];
      yield [x - rx, y - ry];
      yield [x + rx, y + ry];
      if (command === 'M' && i === 0) start = [x, y];
    }
  }
}

/** What a `transform` does; undefined for what is not known here. */
function matrixOf(transform: string): Matrix | undefined {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, list] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const n = (list!.match(numbers) ?? []).map(Number);
    const next = oneMatrix(name!, n);
    if (next === undefined) return undefined;
    matrix = product(matrix, next);
  }
  return matrix;
}

function oneMatrix(name: string, n: readonly number[]): Matrix | undefined {
  const [first = 0, second] = n;
  if (name === 'translate') return [1, 0, 0, 1, first, second ?? 0];
  if (name === 'scale') return [first, 0, 0, second ?? first, 0, 0];
  if (name === 'matrix' && n.length === 6) return [n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!];
  if (name !== 'rotate') return undefined;
  const [cos, sin] = [Math.cos((first * Math.PI) / 180), Math.sin((first * Math.PI) / 180)];
  const [x, y] = [second ?? 0, n[2] ?? 0];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

function product(m: Matrix, k: Matrix): Matrix {
  return [
    m[0] * k[0] + m[2] * k[1],
    m[1] * k[0] + m[3] * k[1],
    m[0] * k[2] + m[2] * k[3],
    m[1] * k[2] + m[3] * k[3],
    ...placed(m, k[4], k[5]),
  ];
}

function placed(m: Matrix, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}
