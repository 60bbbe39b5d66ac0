/**
 * @file Arrays as pictures: `imshow`, `matshow`. A 2-D array goes through a colormap; what the notebook carries is a small
 * PNG shown as a Plotly image trace, with the numbers beside it for hovering as long as they are few.
 */
import { DTypeError, ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { colorIndex, colormap, type Colormap, type ColormapLike } from '../style/colormap.ts';
import { encodePng, toBase64, type PngPicture } from '../../platform/index.ts';
import { plotlyText } from '../output/plotly.ts';
import { pngDataUri } from '../output/png.ts';
import { type Grid, rangeOf } from '../input/values.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';

/** More numbers than this are not sent along for hovering: stored in a notebook each takes a line of its own. */
const hoverLimit = 1024;

export interface ImageLook {
  cmap: ColormapLike;
  vmin?: number;
  vmax?: number;
  /** 'nearest' or 'antialiased' keep magnified pixels square; the others smooth them. */
  interpolation: string;
  alpha?: number;
  /** Left, right, bottom, top of the picture in data coordinates. */
  extent?: readonly [number, number, number, number];
  origin: 'upper' | 'lower';
}

/** Those that smooth magnified pixels. */
const smooth = ['bilinear', 'bicubic', 'spline16', 'spline36', 'hanning', 'hamming', 'hermite', 'lanczos', 'gaussian'];

/** What `interpolation` may be. */
export const interpolations: readonly string[] = ['nearest', 'none', 'auto', 'antialiased', ...smooth];

/** A picture in axes. `vmin` and `vmax` are the numbers at the ends of its colormap. */
export class AxesImage extends Artist {
  readonly grid: Grid;
  readonly height: number;
  readonly width: number;
  cmap: Colormap;
  vmin: number;
  vmax: number;
  readonly look: ImageLook;
  /** Words for hovering, in place of the pixel's numbers. */
  hover: string | undefined;

  constructor(grid: Grid, look: ImageLook, who: string) {
    super();
    this.grid = checked(grid, who);
    [this.height, this.width] = this.grid.shape as [number, number];
    this.cmap = colormap(look.cmap, who);
    if (this.isColor) warnClipped(this.grid, who);
    const range = this.isColor ? undefined : rangeOf(this.grid.data);
    this.vmin = look.vmin ?? range?.[0] ?? 0;
    this.vmax = look.vmax ?? range?.[1] ?? 1;
    if (this.vmin > this.vmax) {
      throw new ValueError({
        who,
        rule: { en: 'vmin must not be above vmax', ko: 'vmin은 vmax보다 클 수 없습니다' },
        received: `vmin ${this.vmin}, vmax ${this.vmax}`,
      });
    }
    this.look = look;
  }

  /** Whether the array holds colours (h, w, 3 or 4) and not numbers to be mapped. */
  get isColor(): boolean {
    return this.grid.shape.length === 3;
  }

  /** Left, right, bottom, top in data coordinates. */
  get bounds(): readonly [number, number, number, number] {
    const { extent, origin } = this.look;
    if (extent) return extent;
    const [w, h] = [this.width - 0.5, this.height - 0.5];
    return origin === 'upper' ? [-0.5, w, h, -0.5] : [-0.5, w, -0.5, h];
  }

  /** Sets the numbers at the ends of the colormap. */
  set_clim(vmin: number, vmax: number): void {
    this.vmin = vmin;
    this.vmax = vmax;
  }

  set_cmap(cmap: ColormapLike): void {
    this.cmap = colormap(cmap, 'set_cmap');
  }

  override get isPicture(): boolean {
    return true;
  }

  extent(): Extent {
    const [left, right, bottom, top] = this.bounds;
    const x: [number, number] = left < right ? [left, right] : [right, left];
    const y: [number, number] = bottom < top ? [bottom, top] : [top, bottom];
    return { x, y, stickyX: x, stickyY: y, reversed: { x: left > right, y: bottom > top } };
  }

  draw(parts: Parts, place: Place): void {
    const [left, right, bottom, top] = this.bounds;
    // Plotly's rows run towards larger y (and columns towards larger x); ours run from the top or the bottom edge.
    const firstRowEdge = this.look.origin === 'upper' ? top : bottom;
    const flipRows = firstRowEdge > Math.min(bottom, top);
    const flipColumns = left > right;
    const dx = Math.abs(right - left) / this.width;
    const dy = Math.abs(top - bottom) / this.height;
    const numbers = !this.isColor && this.width * this.height <= hoverLimit;
    parts.traces.push({
      type: 'image',
      source: pngDataUri(this.pixels(flipRows, flipColumns)),
      x0: Math.min(left, right) + dx / 2,
      dx,
      y0: Math.min(bottom, top) + dy / 2,
      dy,
      ...onAxes(place),
      ...(this.smoothed(place) ? { zsmooth: 'fast' } : {}),
      ...(this.look.alpha === undefined ? {} : { opacity: this.look.alpha }),
      ...(this.hover !== undefined
        ? { hovertemplate: `${plotlyText(this.hover)}<extra></extra>` }
        : numbers
          ? {
              text: this.hoverNumbers(flipRows, flipColumns),
              hovertemplate: 'x: %{x}<br>y: %{y}<br>%{text:.5~g}<extra></extra>',
            }
          : { hovertemplate: `x: %{x}<br>y: %{y}${this.isColor ? '<br>%{z}' : ''}<extra></extra>` }),
    });
  }

  /** The picture alone, one pixel per number, as the bytes of a PNG file. */
  toPng(): Uint8Array {
    return encodePng(this.pixels(this.look.origin === 'lower', false));
  }

  /** Smooth when asked, and when there are more pixels than the screen has: dropping every other one would show moiré. */
  private smoothed(place: Place): boolean {
    const { interpolation } = this.look;
    const shrunk = this.width > place.width || this.height > place.height;
    return smooth.includes(interpolation) || (shrunk && interpolation !== 'nearest' && interpolation !== 'none');
  }

  /** The numbers in drawing order, packed: as a JSON list each would stand on a line of its own in the notebook file. */
  private hoverNumbers(flipRows: boolean, flipColumns: boolean): { dtype: string; bdata: string; shape: string } {
    const { width, height } = this;
    const { data } = this.grid;
    const [name, store] = packing(this.grid);
    const numbers = new store(width * height);
    for (let r = 0, to = 0; r < height; r++) {
      const row = (flipRows ? height - 1 - r : r) * width;
      for (let c = 0; c < width; c++) numbers[to++] = data[row + (flipColumns ? width - 1 - c : c)]!;
    }
    return { dtype: name, bdata: toBase64(new Uint8Array(numbers.buffer)), shape: `${height}, ${width}` };
  }

  private pixels(flipRows: boolean, flipColumns: boolean): PngPicture {
    const { width, height } = this;
    const at = (r: number, c: number): number =>
      (flipRows ? height - 1 - r : r) * width + (flipColumns ? width - 1 - c : c);
    return this.isColor ? this.colorPixels(at) : this.mappedPixels(at);
  }

  private colorPixels(at: (r: number, c: number) => number): PngPicture {
    const { width, height } = this;
    const { data, dtype } = this.grid;
    const channels = this.grid.shape[2] as 3 | 4;
    const factor = dtype.startsWith('float') ? 255 : 1;
    const bytes = new Uint8ClampedArray(width * height * channels);
    for (let r = 0, to = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const from = at(r, c) * channels;
        for (let k = 0; k < channels; k++) bytes[to++] = data[from + k]! * factor;
      }
    }
    return { width, height, channels, samples: new Uint8Array(bytes.buffer) };
  }

  private mappedPixels(at: (r: number, c: number) => number): PngPicture {
    const { width, height, vmin, vmax } = this;
    const { rgb, size, name } = this.cmap;
    const { data } = this.grid;
    const indices = new Int16Array(width * height);
    let gaps = false;
    for (let r = 0, to = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const value = data[at(r, c)]!;
        const index = Number.isFinite(value) ? colorIndex(value, vmin, vmax, size) : -1;
        if (index < 0) gaps = true;
        indices[to++] = index;
      }
    }
    if (gaps) {
      // NaN and infinity are holes in the picture.
      const bytes = new Uint8Array(4 * indices.length);
      indices.forEach((index, i) => index >= 0 && bytes.set([...rgb.subarray(3 * index, 3 * index + 3), 255], 4 * i));
      return { width, height, channels: 4, samples: bytes };
    }
    if (name === 'gray') return { width, height, channels: 1, samples: Uint8Array.from(indices) };
    // Only the colours in use go into the palette: for a 28 x 28 picture 768 bytes of it would outweigh the pixels.
    const used = [...new Set(indices)].sort((a, b) => a - b);
    const place = new Uint8Array(size);
    const palette = new Uint8Array(3 * used.length);
    used.forEach((index, i) => {
      place[index] = i;
      palette.set(rgb.subarray(3 * index, 3 * index + 3), 3 * i);
    });
    return { width, height, channels: 1, samples: Uint8Array.from(indices, (index) => place[index]!), palette };
  }
}

/** What rounding and resizing leave beyond the ends of 0..1. */
const SLACK = 1e-5;

/** Colours beyond 0..1 (floats) or 0..255 (integers) are cut off, with the notice that matplotlib logs. */
function warnClipped({ data, dtype }: Grid, who: string): void {
  const isFloat = dtype.startsWith('float');
  const [low, high] = rangeOf(data) ?? [0, 0];
  const top = isFloat ? 1 : 255;
  if (low >= (isFloat ? -SLACK : 0) && high <= (isFloat ? top + SLACK : top)) return;
  const got = `${Number(low.toPrecision(4))}..${Number(high.toPrecision(4))}`;
  const bytes = isFloat && low >= 0 && high > 2 && high <= 255 + SLACK;
  const remedy = bytes ? "x.div(255), x.astype('uint8')" : `np.clip(x, 0, ${top})`;
  warnOfTrap('clipped picture', {
    en: `${who}: colours of ${dtype} lie in 0..${top}; these are ${got}, and what lies outside is cut off. Write: ${remedy}${bytes ? '' : ', or scale x to that range'}`,
    ko: `${who}: ${dtype} 색은 0..${top} 범위여야 합니다. 이 그림은 ${got}이므로 벗어난 값이 잘립니다. 이렇게 쓰세요: ${remedy}${bytes ? '' : ' (또는 x를 이 범위로 바꾸기)'}`,
  });
}

/** The smallest of Plotly's packed types that holds the numbers (hovering shows five digits of a float). */
function packing({ data, dtype }: Grid) {
  if (dtype === 'uint8' || dtype === 'bool') return ['u1', Uint8Array] as const;
  if (dtype.startsWith('float')) return ['f4', Float32Array] as const;
  const [low, high] = rangeOf(data) ?? [0, 0];
  if (low >= 0 && high < 256) return ['u1', Uint8Array] as const;
  return low >= -(2 ** 31) && high < 2 ** 31 ? (['i4', Int32Array] as const) : (['f8', Float64Array] as const);
}

function checked(grid: Grid, who: string): Grid {
  const { shape, data, dtype } = grid;
  const received = { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` };
  if (shape.includes(0))
    throw new ShapeError({ who, rule: { en: 'the array is empty', ko: '배열이 비어 있습니다' }, received });
  if (shape.length === 3 && shape[2] === 1) return { data, dtype, shape: shape.slice(0, 2) };
  if (shape.length === 2) return grid;
  if (shape.length !== 3 || (shape[2] !== 3 && shape[2] !== 4)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'a picture is (height, width) or (height, width, 3 or 4)',
        ko: '그림은 (높이, 너비)이거나 (높이, 너비, 3 또는 4)입니다',
      },
      received,
      hint: hintFor(shape),
    });
  }
  if (dtype === 'bool')
    throw new DTypeError({
      who,
      rule: { en: 'a colour picture must be uint8 or float', ko: '컬러 그림은 uint8이나 실수여야 합니다' },
      received: { en: `${received.en} of bool`, ko: `bool ${received.ko}` },
    });
  return grid;
}

/** What to do with a single picture whose channels stand first, as a batch of one or as PyTorch lays them out; undefined for others. */
export function channelsFirstHint([channels, ...size]: readonly number[]): Translated | undefined {
  if (channels === 1)
    return {
      en: 'The first axis has one element only: write x.at(0) or x.squeeze()',
      ko: '첫 축에는 원소가 하나뿐입니다. x.at(0)이나 x.squeeze()로 쓰세요',
    };
  if ((channels !== 3 && channels !== 4) || size.some((length) => length <= 4)) return undefined;
  return {
    en: 'The channels stand first: put them last with x.transpose(1, 2, 0)',
    ko: '채널이 첫 축에 있습니다. x.transpose(1, 2, 0)으로 마지막 축에 두세요',
  };
}

function hintFor(shape: readonly number[]): Translated {
  if (shape.length === 4) {
    return {
      en: 'This is a batch of pictures: take one with x.at(0), or use plot.imageGrid(x)',
      ko: '여러 장의 그림입니다. x.at(0)으로 한 장을 고르거나 plot.imageGrid(x)를 쓰세요',
    };
  }
  if (shape.length === 3) {
    return (
      channelsFirstHint(shape) ?? {
        en: "Show one channel with x.at(':', ':', 0), or all with plot.featureMaps(x)",
        ko: "x.at(':', ':', 0)으로 채널 하나를 보거나 plot.featureMaps(x)로 모두 보세요",
      }
    );
  }
  return { en: 'Check x.shape', ko: 'x.shape을 확인하세요' };
}
