/** @file Words in a plot: `text`, `bar_label` and `annotate` with its arrow. */
import { Artist, axisValue, type Coverage, type Extent, type Parts, type Place, type View } from './artist.ts';
import { checkRule, number } from '../../arguments/index.ts';
import { checkedNumber } from '../input/checked.ts';
import { checkWeight, type FontWeight } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { fontPoints, isBold } from '../style/theme.ts';
import { roughWidth } from '../text/width.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import { pointPixels } from '../style/points.ts';

/** Where a position counts from: the data, or (0, 0) to (1, 1) of the frame. */
export type Coordinates = 'data' | 'axes';

export interface TextLook {
  color: string | undefined;
  /** Size in points. */
  fontsize: number;
  ha: 'left' | 'center' | 'right';
  va: 'top' | 'center' | 'bottom' | 'baseline';
  rotation: number;
  bold: boolean;
  italic?: boolean;
  alpha?: number;
  family?: string;
  /** The box behind the words, if any. */
  box?: { face: string; edge?: string; width: number };
  coordinates: Coordinates;
  /** Pixels to the right and upwards from the position. */
  shift?: readonly [number, number];
}

/** An arrow from the words to a place. */
export interface Arrow {
  to: readonly [number, number];
  toCoordinates: Coordinates;
  /** Where the words stand: as a position, or in pixels from the place the arrow points to. */
  from: 'data' | 'axes' | 'offset';
  color: string | undefined;
  /** Line width in points. */
  width: number;
  /** Plotly's arrow head (0 to 8) and its size against the line. */
  head: number;
  size: number;
  sides: 'end' | 'start' | 'end+start' | 'none';
}

/** How high a line of text is, in parts of its size. */
const lineHeight = 1.2;
/** Pixels between words and the box around them. */
const boxPad = 4;
/** How far letters such as g reach below the baseline. */
const descent = 0.24;

/** Words at a place; with an arrow they say something about another place. */
export class Text extends Artist {
  x: number;
  y: number;
  words: string;
  readonly look: TextLook;
  readonly arrow: Arrow | undefined;

  constructor(x: number, y: number, words: string, look: TextLook, arrow?: Arrow) {
    super();
    this.x = x;
    this.y = y;
    this.words = words;
    this.look = look;
    this.arrow = arrow;
  }

  get_text(): string {
    return this.words;
  }

  set_text(words: unknown): void {
    this.words = String(words);
  }

  get_position(): [number, number] {
    return [this.x, this.y];
  }

  set_x(x: number): void {
    this.x = x;
  }

  set_y(y: number): void {
    this.y = y;
  }

  set_color(color: Color): void {
    this.look.color = cssColor(color, 'set_color');
  }

  /** In points, or a word such as 'small'. */
  set_fontsize(size: number | string): void {
    this.look.fontsize = fontPoints(size, this.look.fontsize, 'set_fontsize');
  }

  set_size(size: number | string): void {
    this.set_fontsize(size);
  }

  set_fontweight(weight: FontWeight): void {
    checkWeight(weight, 'set_fontweight', 'weight');
    this.look.bold = isBold(weight);
  }

  set_weight(weight: FontWeight): void {
    this.set_fontweight(weight);
  }

  /** Anticlockwise in degrees. */
  set_rotation(degrees: number): void {
    checkRule('set_rotation', 'rotation', degrees, number());
    this.look.rotation = degrees;
  }

  set_alpha(alpha: number): void {
    this.look.alpha = checkedNumber('set_alpha', 'alpha', alpha, 1);
  }

  set_position([x, y]: readonly [number, number]): void {
    [this.x, this.y] = [x, y];
  }

  override get namedByLegend(): boolean {
    return false;
  }

  extent(): Extent {
    return {};
  }

  /** The box around words that stand in the data. */
  override covers({ part, frame }: View): Coverage {
    const { look, words } = this;
    if (look.coordinates !== 'data') return {};
    const width = roughWidth(words, look.fontsize) / frame.width;
    const height = (lineHeight * look.fontsize * pointPixels) / frame.height;
    const left = part('x', this.x) - { left: 0, center: width / 2, right: width }[look.ha];
    const bottom = part('y', this.y) - { baseline: 0, bottom: 0, center: height / 2, top: height }[look.va];
    return { boxes: [[left, bottom, left + width, bottom + height]] };
  }

  draw(parts: Parts, place: Place): void {
    const { look } = this;
    const styled = (words: string, tag: string, on: boolean | undefined): string =>
      on ? `<${tag}>${words}</${tag}>` : words;
    parts.annotations.push({
      text: styled(styled(plotlyText(this.words), 'i', look.italic), 'b', look.bold),
      ...(this.arrow ? this.pointing(this.arrow, place) : this.standing(place)),
      align: look.ha,
      ...(look.rotation === 0 ? {} : { textangle: -look.rotation }),
      font: {
        size: look.fontsize * pointPixels,
        ...(look.color ? { color: look.color } : {}),
        ...(look.family === 'monospace' ? { family: 'DejaVu Sans Mono, monospace' } : {}),
      },
      ...(look.box
        ? {
            bgcolor: look.box.face,
            borderpad: boxPad,
            ...(look.box.edge ? { bordercolor: look.box.edge, borderwidth: look.box.width * pointPixels } : {}),
          }
        : {}),
      ...(look.alpha === undefined ? {} : { opacity: look.alpha }),
    });
  }

  private standing(place: Place): PlotlyPart {
    const { ha, va, coordinates, shift = [0, 0], rotation, fontsize } = this.look;
    const sunk = va === 'baseline' && rotation === 0 ? descent * fontsize * pointPixels : 0;
    // A box stands around the words; Plotly would set the box at the position.
    const pad = this.look.box ? boxPad + this.look.box.width * pointPixels : 0;
    const right = shift[0] + { left: -pad, center: 0, right: pad }[ha];
    const up = shift[1] - sunk + { bottom: -pad, baseline: -pad, center: 0, top: pad }[va];
    return {
      ...position(coordinates, [this.x, this.y], place),
      showarrow: false,
      borderpad: 0,
      xanchor: ha,
      yanchor: { top: 'top', center: 'middle', bottom: 'bottom', baseline: 'bottom' }[va],
      ...(right === 0 ? {} : { xshift: right }),
      ...(up === 0 ? {} : { yshift: up }),
    };
  }

  /** The arrow starts at the middle of the words, and Plotly cuts off what would run through them. */
  private pointing(arrow: Arrow, place: Place): PlotlyPart {
    const [right, up] = this.middle();
    const sides = arrow.sides;
    return {
      ...position(arrow.toCoordinates, arrow.to, place),
      ...(arrow.from === 'offset'
        ? { axref: 'pixel', ayref: 'pixel', ax: this.x + right, ay: -(this.y + up) }
        : {
            axref: place.x,
            ayref: place.y,
            ax: this.tail('x', right, arrow.from, place),
            ay: this.tail('y', up, arrow.from, place),
          }),
      xanchor: 'center',
      yanchor: 'middle',
      showarrow: true,
      arrowside: sides,
      arrowhead: arrow.head,
      startarrowhead: arrow.head,
      arrowwidth: arrow.width * pointPixels,
      arrowsize: arrow.size,
      startarrowsize: arrow.size,
      standoff: 2 * pointPixels,
      borderpad: 2,
      ...(arrow.color ? { arrowcolor: arrow.color } : {}),
    };
  }

  /** From the position to the middle of the words, in pixels to the right and upwards. */
  private middle(): [number, number] {
    const { ha, va, fontsize } = this.look;
    const width = roughWidth(this.words, fontsize);
    const height = this.words.split('\n').length * lineHeight * fontsize * pointPixels;
    return [
      { left: width / 2, center: 0, right: -width / 2 }[ha],
      { bottom: height / 2, baseline: height / 2 - descent * fontsize * pointPixels, center: 0, top: -height / 2 }[va],
    ];
  }

  /** The tail of the arrow in the units of an axis. */
  private tail(axis: 'x' | 'y', pixels: number, from: Coordinates | 'offset', place: Place): number {
    const [low, high] = place.limits[axis].map((limit) => axisValue(place, axis, limit)) as [number, number];
    const at = from === 'axes' ? low + this[axis] * (high - low) : axisValue(place, axis, this[axis]);
    return at + (pixels * (high - low)) / (axis === 'x' ? place.width : place.height);
  }
}

/** Plotly's fields for a place in data or in parts of the frame. */
function position(coordinates: Coordinates, [x, y]: readonly [number, number], place: Place): PlotlyPart {
  const inAxes = coordinates === 'axes';
  return {
    xref: inAxes ? `${place.x} domain` : place.x,
    yref: inAxes ? `${place.y} domain` : place.y,
    x: inAxes ? x : axisValue(place, 'x', x),
    y: inAxes ? y : axisValue(place, 'y', y),
  };
}
