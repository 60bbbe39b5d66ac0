/** @file Where the windows of a convolution lie, along both sides of a picture. */
import { sideOf } from './side.ts';
import { bothWays, type Pace, type Padding } from './options.ts';

/** The windows along one side, all in cells of the picture without its padding. */
export interface Walk {
  /** Cells of the picture. */
  readonly side: number;
  /** Cells of the filter. */
  readonly filter: number;
  /** Zeros before the first cell and behind the last one. */
  readonly before: number;
  readonly behind: number;
  /** From one window to the next, and from one cell of the filter to the next. */
  readonly stride: number;
  readonly dilation: number;
  /** How many windows there are. */
  readonly count: number;
}

/** The windows of a picture. */
export interface Places {
  readonly rows: Walk;
  readonly columns: Walk;
}

/**
 * The windows of a filter over a picture. 'same' puts filter - 1 zeros around it, the odd one of an even filter behind, as Keras
 * does at a stride of 1.
 *
 * @throws ValueError when the filter does not fit or the stride does not divide the way it has to go
 */
export function placesOf(
  picture: { readonly h: number; readonly w: number },
  filter: { readonly h: number; readonly w: number },
  options: { readonly stride: Pace; readonly padding: Padding; readonly dilation: Pace },
  who: string,
): Places {
  const [down, right] = bothWays(options.stride);
  const [spreadDown, spreadRight] = bothWays(options.dilation);
  return {
    rows: along(picture.h, filter.h, options.padding, down, spreadDown, who),
    columns: along(picture.w, filter.w, options.padding, right, spreadRight, who),
  };
}

function along(side: number, filter: number, padding: Padding, stride: number, dilation: number, who: string): Walk {
  const [before, behind] = zeros(padding, (filter - 1) * dilation);
  const count = sideOf(side, filter, [before, behind], stride, who, dilation);
  return { side, filter, before, behind, stride, dilation, count };
}

/** `over` is by how much a filter is larger than one cell. */
function zeros(padding: Padding, over: number): [number, number] {
  if (padding === 'valid') return [0, 0];
  return padding === 'same' ? [Math.floor(over / 2), Math.ceil(over / 2)] : [padding, padding];
}
