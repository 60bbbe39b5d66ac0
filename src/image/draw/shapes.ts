/**
 * @file Which pixels a shape covers, as `skimage.draw` counts them: Bresenham's lines and circles, discs and ellipses by their
 * equation, polygons by crossings with their edges counted in. Places are [row, column].
 */

export type Point = readonly [row: number, col: number];

/** The pixels of a line from one place to another, both in it (Bresenham). */
export function linePoints(row: number, col: number, endRow: number, endCol: number): Point[] {
  const [height, width] = [Math.abs(endRow - row), Math.abs(endCol - col)];
  const [down, right] = [endRow > row ? 1 : -1, endCol > col ? 1 : -1];
  const steep = height > width;
  const [long, short] = steep ? [height, width] : [width, height];
  const points: Point[] = [];
  let [r, c, error] = [row, col, 2 * short - long];
  for (let i = 0; i < long; i++) {
    points.push([r, c]);
    if (error >= 0) {
      if (steep) c += right;
      else r += down;
      error -= 2 * long;
    }
    if (steep) r += down;
    else c += right;
    error += 2 * short;
  }
  points.push([endRow, endCol]);
  return points;
}

/** The pixels of a circle, one wide (Bresenham). */
export function circlePoints(row: number, col: number, radius: number): Point[] {
  const points: Point[] = [];
  let [x, y, error] = [0, radius, 3 - 2 * radius];
  while (y >= x) {
    for (const [r, c] of [[y, x], [x, y]] as const) points.push([row + r, col + c], [row - r, col + c], [row + r, col - c], [row - r, col - c]); // prettier-ignore
    if (error < 0) error += 4 * x + 6;
    else {
      error += 4 * (x - y) + 10;
      y--;
    }
    x++;
  }
  return points;
}

/** The pixels of an upright ellipse, one wide (Zingl 2012). */
export function ellipsePoints(row: number, col: number, rowRadius: number, colRadius: number): Point[] {
  if (rowRadius === 0 && colRadius === 0) return [[row, col]];
  const [wide, high] = [colRadius ** 2, rowRadius ** 2];
  const points: Point[] = [];
  let [x, y] = [-colRadius, 0];
  let error = x * (2 * high + x) + high;
  while (x <= 0) {
    points.push([row + y, col - x], [row + y, col + x], [row - y, col + x], [row - y, col - x]);
    const twice = 2 * error;
    if (twice >= (2 * x + 1) * high) {
      x++;
      error += (2 * x + 1) * high;
    }
    if (twice <= (2 * y + 1) * wide) {
      y++;
      error += (2 * y + 1) * wide;
    }
  }
  // The tip of a very flat one.
  while (y < rowRadius) {
    y++;
    points.push([row + y, col], [row - y, col]);
  }
  return points;
}

/** Whether a place is in an ellipse, turned by `rotation` radians against the clock. */
export function inEllipse([r, c]: Point, [row, col]: Point, [rowRadius, colRadius]: Point, rotation: number): boolean {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const [y, x] = [r - row, c - col];
  return ((y * cos + x * sin) / rowRadius) ** 2 + ((y * sin - x * cos) / colRadius) ** 2 < 1;
}

/** Whether a place is in a polygon or on its edge. */
export function inPolygon([r, c]: Point, corners: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0; i < corners.length; i++) {
    const [[r0, c0], [r1, c1]] = [corners[i]!, corners[(i + 1) % corners.length]!];
    const across = (c1 - c0) * (r - r0) - (r1 - r0) * (c - c0);
    const between = Math.min(r0, r1) <= r && r <= Math.max(r0, r1) && Math.min(c0, c1) <= c && c <= Math.max(c0, c1);
    if (across === 0 && between) return true;
    if (r0 > r !== r1 > r && across > 0 === r1 > r0) inside = !inside;
  }
  return inside;
}

/** The squared distance of a place from a line between two others. */
export function squaredDistance([r, c]: Point, [r0, c0]: Point, [r1, c1]: Point): number {
  const [dr, dc] = [r1 - r0, c1 - c0];
  const length = dr * dr + dc * dc;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((r - r0) * dr + (c - c0) * dc) / length));
  return (r - r0 - share * dr) ** 2 + (c - c0 - share * dc) ** 2;
}
