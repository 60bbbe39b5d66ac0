/** @file Lengths of SVG paths, which Plotly asks for when it draws arrows and writes on contour lines. */

type Point = readonly [number, number];

/** The corners of a path; curves are cut into 8 straight pieces. Only absolute commands occur in Plotly's drawings. */
function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  let start: Point = [0, 0];
  const to = (nx: number, ny: number): void => {
    points.push([(x = nx), (y = ny)]);
  };
  for (const [, command, rest] of d.matchAll(/([MLHVZCQ])([^MLHVZCQ]*)/gi)) {
    const n = (rest!.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    switch (command!.toUpperCase()) {
      case 'M':
      case 'L':
        for (let i = 0; i + 1 < n.length; i += 2) to(n[i]!, n[i + 1]!);
        if (command === 'M' && points.length > 0) start = points.at(-1)!;
        break;
      case 'H':
        for (const value of n) to(value, y);
        break;
      case 'V':
        for (const value of n) to(x, value);
        break;
      case 'Q':
      case 'C': {
        const each = command === 'Q' ? 4 : 6;
        for (let i = 0; i + each <= n.length; i += each)
          curve([x, y], n.slice(i, i + each)).forEach(([a, b]) => to(a, b));
        break;
      }
      default:
        to(start[0], start[1]);
    }
  }
  return points;
}

/** A Bézier curve of second or third degree, sampled. */
function curve([x, y]: Point, controls: readonly number[]): Point[] {
  const xs = [x, ...controls.filter((_, i) => i % 2 === 0)];
  const ys = [y, ...controls.filter((_, i) => i % 2 === 1)];
  return Array.from({ length: 8 }, (_, i) => [bezier(xs, (i + 1) / 8), bezier(ys, (i + 1) / 8)]);
}

function bezier(points: readonly number[], t: number): number {
  if (points.length === 1) return points[0]!;
  return (1 - t) * bezier(points.slice(0, -1), t) + t * bezier(points.slice(1), t);
}

/** The length of a path in pixels. */
export function pathLength(d: string): number {
  const points = pathPoints(d);
  let length = 0;
  for (let i = 1; i < points.length; i++) length += distance(points[i - 1]!, points[i]!);
  return length;
}

/** The point `length` pixels along a path. */
export function pointAtLength(d: string, length: number): { x: number; y: number } {
  const points = pathPoints(d);
  let left = Math.max(0, length);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    const step = distance(from, to);
    if (step > 0 && left <= step) {
      const part = left / step;
      return { x: from[0] + (to[0] - from[0]) * part, y: from[1] + (to[1] - from[1]) * part };
    }
    left -= step;
  }
  const [x, y] = points.at(-1) ?? [0, 0];
  return { x, y };
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(bx - ax, by - ay);
}
