/**
 * @file Where points with three coordinates stand on the sheet: the perspective view of `mpl_toolkits.mplot3d`, from ten units
 * away at the middle of a box of 4 by 4 by 3.
 */

/** The three axes. */
export type SpaceAxis = 'x' | 'y' | 'z';
export const spaceAxes: readonly SpaceAxis[] = ['x', 'y', 'z'];

/** From where to where an axis reaches. */
export type Span = readonly [low: number, high: number];

type Vector = readonly [number, number, number];

/** matplotlib's size of the box in the units of the view. */
const scale = (1.8294640721620434 * 25) / 24 / Math.hypot(4, 4, 3);
const box: Vector = [4 * scale, 4 * scale, 3 * scale];
const distance = 10;

/** The part of the view that the frame shows, with space for numbers below and at the left. */
export const viewWindow: Span = [-0.095, 0.09];

/** One look at the box. */
export class View {
  readonly #limits: readonly Span[];
  readonly #eye: Vector;
  /** To the right, upwards, and from the middle towards the eye. */
  readonly #right: Vector;
  readonly #up: Vector;
  readonly #towards: Vector;

  /** @param elev, azim height and direction of the eye in degrees, as `view_init` takes them */
  constructor(elev: number, azim: number, limits: Readonly<Record<SpaceAxis, Span>>) {
    this.#limits = spaceAxes.map((axis) => limits[axis]);
    const [e, a] = [(elev * Math.PI) / 180, (azim * Math.PI) / 180];
    const towards: Vector = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
    const vertical: Vector = [0, 0, Math.cos(e) < 0 ? -1 : 1];
    this.#towards = towards;
    this.#right = unit(cross(vertical, towards));
    this.#up = cross(towards, this.#right);
    this.#eye = box.map((side, i) => side / 2 + distance * towards[i]!) as unknown as Vector;
  }

  /** To the right, upwards, and how far from the eye. */
  place(x: number, y: number, z: number): Vector {
    const from = [x, y, z].map((value, i) => {
      const [low, high] = this.#limits[i]!;
      return ((value - low) / (high - low)) * box[i]! - this.#eye[i]!;
    }) as unknown as Vector;
    const depth = -dot(this.#towards, from);
    return [dot(this.#right, from) / depth, dot(this.#up, from) / depth, depth];
  }

  /** The end of an axis that lies farther from the eye, and the other one. */
  ends(axis: SpaceAxis): { far: number; near: number } {
    const i = spaceAxes.indexOf(axis);
    const [low, high] = this.#limits[i]!;
    return this.#towards[i]! < 0 ? { far: high, near: low } : { far: low, near: high };
  }
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Vector): Vector {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
}
