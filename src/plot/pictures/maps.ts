/** @file Many small pictures at once: the maps of a layer, its filters, a grid of images with labels. */
import {
  anything,
  flag,
  integer,
  list,
  number,
  optionsOf,
  refuseSurplus,
  text,
  type Rule,
  type Filled,
} from '../../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import type { AxesImage } from '../artists/image.ts';
import type { Figure } from '../figure/figure.ts';
import { splitOptions } from '../input/options.ts';
import { cmap, read } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { colorIndex } from '../style/colormap.ts';
import { shortNumber } from './stepper/walkthrough.ts';

export { shortNumber };

export interface MapsOptions {
  /**
   * Maps in a row; default 8, or fewer when there are fewer or numbers need the width.
   * @ko 한 줄에 놓을 맵의 수입니다. 기본값 8.
   */
  columns?: number;
  /**
   * Colormap of the values: a name such as 'gray' or 'viridis' (default).
   * @ko 컬러맵의 이름입니다('gray', 'viridis' …). 기본값 'viridis'.
   */
  cmap?: string;
  /**
   * True (default): all maps share one colour scale, so that they can be compared.
   * @ko true(기본값)이면 모든 맵이 같은 색 눈금을 써서 서로 견줄 수 있습니다.
   */
  shared?: boolean;
  /**
   * A title above each picture.
   * @ko 그림마다 위에 붙이는 제목입니다.
   */
  titles?: readonly string[];
  /**
   * Width of one map in inches; default 1.5, or more where numbers need it.
   * @ko 맵 하나의 너비(인치)입니다. 기본값 1.5, 숫자를 적을 자리가 필요하면 더 넓습니다.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
  /**
   * At most this many maps are shown; default 64.
   * @ko 많아야 이만큼의 맵을 보여 줍니다. 기본값 64.
   */
  limit?: number;
  /**
   * Writes the values into the squares. Default false.
   * @ko 값을 칸 안에 적습니다. 기본값 false.
   */
  numbers?: boolean;
}

const mapsOptions = optionsOf<MapsOptions>()({
  columns: columnsRule(),
  cmap: cmap<string>(),
  shared: flag().or(true),
  titles: list(text()),
  size: number({ above: 0 }),
  title: text(),
  limit: integer({ from: 1 }),
  numbers: flag(),
});

/** How many pictures stand in a row, in one word for all calls. */
function columnsRule(): Rule<number> {
  return integer({ from: 1 }).known(
    'cols',
    'ncols',
    'nCols',
    'ncol',
    'imagesPerRow',
    'images_per_row',
    'mapsPerRow',
    'perRow',
    'per_row',
  );
}

export interface FiltersOptions extends MapsOptions {
  /**
   * Which input channel; default all of them, one per row (at most 4).
   * @ko 보여 줄 입력 채널입니다. 기본값은 모두이고, 한 줄에 하나씩 보입니다(많아야 4줄).
   */
  channel?: number;
  /**
   * Writes the weights into the squares; default when a filter has at most 25 of them and there are at most 24 filters.
   * @ko 가중치를 칸 안에 적습니다. 기본값은 필터의 값이 25개 이하이고 필터가 24개 이하일 때 true입니다.
   */
  numbers?: boolean;
  /**
   * Colormap of the weights; default 'RdBu_r': blue below zero, red above.
   * @ko 컬러맵의 이름입니다. 기본값 'RdBu_r'(0보다 작으면 파랑, 크면 빨강).
   */
  cmap?: string;
  /**
   * At most this many filters are shown; default 16.
   * @ko 많아야 이만큼의 필터를 보여 줍니다. 기본값 16.
   */
  limit?: number;
}

const filtersOptions = optionsOf<FiltersOptions>()({
  ...mapsOptions.rules,
  channel: number(),
});

export interface ImageGridOptions {
  /**
   * A word or number under each picture's place.
   * @ko 그림마다 붙이는 글이나 번호입니다.
   */
  labels?: ArraySource | readonly string[];
  /**
   * Names for numeric labels: class 3 is shown as `names[3]`.
   * @ko 번호로 된 레이블의 이름입니다. 클래스 3은 `names[3]`으로 보입니다.
   */
  names?: readonly string[];
  /**
   * Predicted labels: a title is red where they differ, with the true one behind it.
   * @ko 예측한 레이블입니다. 정답과 다르면 제목이 빨갛고 정답이 뒤에 붙습니다.
   */
  predictions?: ArraySource | readonly string[];
  /**
   * Pictures in a row; default 5, or fewer where numbers need the width.
   * @ko 한 줄에 놓을 그림의 수입니다. 기본값 5.
   */
  columns?: number;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림에 쓸 컬러맵의 이름입니다('gray', 'viridis' …). 기본값 'gray'.
   */
  cmap?: string;
  /**
   * Width of one picture in inches; default 1.8, or more where numbers need it.
   * @ko 그림 하나의 너비(인치)입니다. 기본값 1.8, 숫자를 적을 자리가 필요하면 더 넓습니다.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
  /**
   * Writes the values of grey pictures into their squares. Default false.
   * @ko 회색 그림의 값을 칸 안에 적습니다. 기본값 false.
   */
  numbers?: boolean;
}

const imageGridOptions = optionsOf<ImageGridOptions>()({
  labels: anything({ en: 'a label for each picture', ko: '그림마다 레이블 하나' }),
  names: list(text()),
  predictions: anything({ en: 'a label for each picture', ko: '그림마다 레이블 하나' }),
  columns: columnsRule(),
  cmap: cmap<string>(),
  size: number({ above: 0 }),
  title: text(),
  numbers: flag(),
});

/**
 * The maps of a layer: (h, w, n), (1, h, w, n) or a list of 2-D maps.
 * @ko 층이 낸 특성 맵을 채널마다 보여 줍니다.
 */
export function featureMaps(maps: ArraySource, given?: MapsOptions): Figure {
  const who = 'plot.featureMaps';
  const options = read(who, given, mapsOptions);
  const all = planesOf(maps, who);
  const { limit = 64, cmap = 'viridis', shared } = options;
  const shown = all.slice(0, limit);
  const [vmin, vmax] = shared ? rangeOfAll(shown) : [undefined, undefined];
  const size = options.size ?? (options.numbers ? sizeForNumbers(shown, 1.5) : 1.5);
  const columns = Math.min(options.columns ?? columnsOf(8, size, options.numbers), shown.length);
  const { fig, place } = sheet(shown.length, columns, size, shown[0]!.shape, options.title);
  shown.forEach((map, i) => {
    const axes = place(i);
    const drawn = axes.imshow(map, { cmap, vmin, vmax });
    if (options.numbers) writeValues(axes, map, drawn);
    axes.set_title(options.titles?.[i] ?? String(i), { fontsize: 9 });
    axes.axis('off');
  });
  if (all.length > shown.length) fig.suptitle(`${options.title ?? ''} ${shown.length} / ${all.length}`.trim());
  const [h, w] = shown[0]!.shape;
  fig.alt = {
    en: `${shown.length} of ${all.length} maps of ${h} x ${w}${options.title ? `: ${options.title}` : ''}.`,
    ko: `${h} x ${w} 맵 ${all.length}개 가운데 ${shown.length}개${options.title ? `: ${options.title}` : ''}.`,
  };
  return fig;
}

/**
 * The filters of a layer, (kh, kw, channels, n), (kh, kw, n) or one (kh, kw): blue below zero, red above.
 * @ko 필터의 값을 그림과 숫자로 보여 줍니다.
 */
export function filters(weights: ArraySource, given?: FiltersOptions): Figure {
  const who = 'plot.filters';
  const options = read(who, given, filtersOptions);
  const array = np.asarray(weights);
  const [kh, kw, channels, n] = filterShape(array, who);
  const data = array.toTyped();
  const rows =
    options.channel === undefined ? Array.from({ length: Math.min(channels, 4) }, (_, c) => c) : [options.channel];
  if (rows.some((c) => !(Number.isInteger(c) && c >= 0 && c < channels))) {
    throw new ValueError({
      who,
      rule: {
        en: `channel must be a whole number below ${channels}`,
        ko: `channel은 ${channels}보다 작은 정수여야 합니다`,
      },
      received: `channel ${options.channel}`,
    });
  }
  const count = Math.min(n, options.limit ?? 16);
  const top = largestOf(data) || 1;
  const numbers = options.numbers ?? (kh * kw <= 25 && rows.length * count <= 24);
  const planes = rows.map((channel) =>
    Array.from({ length: count }, (_, i) =>
      Float64Array.from({ length: kh * kw }, (_, k) => data[(k * channels + channel) * n + i]!),
    ),
  );
  const tables = planes.flat().map((plane) => np.asarray(plane).reshape(kh, kw));
  const size = options.size ?? (numbers ? sizeForNumbers(tables, 1.5) : 1.5);
  const columns = rows.length > 1 ? count : Math.min(options.columns ?? columnsOf(8, size, numbers), count);
  const { fig, place } = sheet(rows.length * count, columns, size, [kh, kw], options.title);
  rows.forEach((channel, r) => {
    for (let i = 0; i < count; i++) {
      const axes = place(r * count + i);
      const plane = planes[r]![i]!;
      const reach = options.shared ? top : largestOf(plane) || 1;
      axes.imshow(np.asarray(plane).reshape(kh, kw), { cmap: options.cmap ?? 'RdBu_r', vmin: -reach, vmax: reach });
      if (numbers) writeNumbers(axes, plane, kw, (value) => (Math.abs(value) > 0.6 * reach ? 'white' : 'black'));
      const name = options.titles?.[i] ?? String(i);
      axes.set_title(channels > 1 ? `${name}, c${channel}` : name, { fontsize: 9 });
      axes.axis('off');
    }
  });
  fig.alt = {
    en: `${count} of ${n} filters of ${kh} x ${kw}, blue below zero, red above${options.title ? `: ${options.title}` : ''}.`,
    ko: `${kh} x ${kw} 필터 ${n}개 가운데 ${count}개. 파랑은 0보다 작고 빨강은 큽니다${options.title ? `: ${options.title}` : ''}.`,
  };
  return fig;
}

/**
 * Pictures with labels: (n, h, w), (n, h, w, c) or a list of pictures. `numbers: true` writes the values into grey ones.
 * @ko 여러 그림을 격자로 늘어놓습니다.
 */
export function imageGrid(images: ArraySource | readonly ArraySource[], options?: ImageGridOptions): Figure {
  return drawGrid(images, read('plot.imageGrid', options, imageGridOptions), 'plot.imageGrid');
}

function drawGrid(
  images: ArraySource | readonly ArraySource[],
  options: Filled<ImageGridOptions, typeof imageGridOptions.rules>,
  who: string,
): Figure {
  const pictures = picturesOf(images, who);
  const [labels, predictions] = [wordsOf(options.labels, options.names), wordsOf(options.predictions, options.names)];
  for (const [name, words] of [
    ['labels', labels],
    ['predictions', predictions],
  ] as const) {
    if (words && words.length !== pictures.length) {
      throw new ShapeError({
        who,
        rule: { en: `${name} must be as many as images`, ko: `${name}은(는) 그림의 수만큼 있어야 합니다` },
        received: {
          en: `${pictures.length} images, ${words.length} ${name}`,
          ko: `그림 ${pictures.length}장, ${name} ${words.length}개`,
        },
      });
    }
  }
  if (options.numbers) refuseColours(pictures, who);
  const size = options.size ?? (options.numbers ? sizeForNumbers(pictures, 1.8) : 1.8);
  const columns = Math.min(options.columns ?? columnsOf(5, size, options.numbers), pictures.length);
  const { fig, place } = sheet(pictures.length, columns, size, pictures[0]!.shape, options.title);
  pictures.forEach((picture, i) => {
    const axes = place(i);
    const drawn = axes.imshow(picture, { cmap: options.cmap ?? 'gray' });
    if (options.numbers) writeValues(axes, picture, drawn);
    const wrong = predictions !== undefined && labels !== undefined && predictions[i] !== labels[i];
    const words = predictions ? (wrong ? `${predictions[i]} (${labels[i]})` : predictions[i]) : labels?.[i];
    if (words !== undefined) axes.set_title(words, { fontsize: 10, ...(wrong ? { color: 'red' } : {}) });
    axes.axis('off');
  });
  const wrongs = predictions && labels ? predictions.filter((word, i) => word !== labels[i]).length : undefined;
  const title = options.title ? `: ${options.title}` : '';
  fig.alt = {
    en: `${pictures.length} pictures${labels ? ' with their labels' : ''}${wrongs === undefined ? '' : `, ${wrongs} of them predicted wrongly`}${title}.`,
    ko: `그림 ${pictures.length}장${labels ? '과 레이블' : ''}${wrongs === undefined ? '' : `, 그 가운데 ${wrongs}장은 예측이 틀림`}${title}.`,
  };
  return fig;
}

export interface PlotImagesOptions {
  /**
   * Pictures in a row.
   * @ko 한 줄에 놓을 그림의 수입니다.
   */
  columns?: number;
  /** The lecture's name for `columns`. */
  images_per_row?: number;
}

const plotImagesOptions = optionsOf<PlotImagesOptions>()({
  columns: integer({ from: 1 }),
  images_per_row: integer({ from: 1 }),
});

/**
 * The lecture's name and order of arguments for `imageGrid`: `plot_images(images, labels, 10)`.
 * @ko 여러 그림을 레이블과 함께 격자로 늘어놓습니다.
 */
export function plot_images(
  images: ArraySource | readonly ArraySource[],
  labels?: ArraySource | readonly string[],
  images_per_row?: number | PlotImagesOptions,
): Figure {
  const who = 'plot.plot_images';
  if (arguments.length > 3) refuseSurplus(who, arguments, 3);
  const [args, last] = splitOptions<PlotImagesOptions>([labels, images_per_row]);
  const given = read(who, last ?? { images_per_row: args[1] as number | undefined }, plotImagesOptions);
  const columns = given.images_per_row ?? given.columns;
  return drawGrid(images, read(who, { labels: args[0] as ArraySource | undefined, columns }, imageGridOptions), who);
}

/** Numbers in the middle of the squares of a picture. */
export function writeNumbers(
  axes: ReturnType<Figure['gca']>,
  values: ArrayLike<number>,
  columns: number,
  color: (value: number, index: number) => string,
  format: (value: number) => string = shortNumber,
): void {
  for (let i = 0; i < values.length; i++) {
    axes.text(i % columns, Math.floor(i / columns), format(values[i]!), {
      ha: 'center',
      va: 'center',
      fontsize: 8,
      color: color(values[i]!, i),
    });
  }
}

/** The values of a drawn table in its squares, dark on light and light on dark. */
function writeValues(axes: ReturnType<Figure['gca']>, table: NDArray, drawn: AxesImage): void {
  const { rgb, size } = drawn.cmap;
  const isLight = (value: number): boolean => {
    const at = 3 * Math.max(0, colorIndex(value, drawn.vmin, drawn.vmax, size));
    return 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]! > 120;
  };
  writeNumbers(axes, table.toTyped(), table.shape[1]!, (value) => (isLight(value) ? 'black' : 'white'));
}

/** Inches between the margins of a notebook's page. */
const PAGE = 9.6;

/** Inches that a picture needs for its numbers to stand beside each other. */
function sizeForNumbers(tables: readonly NDArray[], least: number): number {
  let longest = 1;
  for (const table of tables)
    for (const value of table.toTyped()) longest = Math.max(longest, shortNumber(value).length);
  const cell = 0.075 * longest + 0.08; // letters of 8 points at 100 dots per inch
  return Math.max(least, cell * tables[0]!.shape[1]! + 0.1);
}

/** As many as usual, or as a page is wide: a wider figure is shown smaller, and nobody reads its numbers. */
function columnsOf(usual: number, size: number, numbers: boolean | undefined): number {
  return numbers ? Math.max(1, Math.min(usual, Math.floor(PAGE / size))) : usual;
}

function refuseColours(pictures: readonly NDArray[], who: string): void {
  const coloured = pictures.find((picture) => picture.ndim !== 2 && picture.shape[2] !== 1);
  if (!coloured) return;
  throw new ShapeError({
    who,
    rule: {
      en: 'numbers are written into grey pictures, one value per square',
      ko: '수는 칸마다 값이 하나인 흑백 그림에만 씁니다',
    },
    received: { en: `a picture ${shapeText(coloured.shape)}`, ko: `그림 ${shapeText(coloured.shape)}` },
    hint: { en: "Take one channel: x.at('...', 0)", ko: "채널 하나를 고르세요: x.at('...', 0)" },
  });
}

function planesOf(maps: ArraySource, who: string): NDArray[] {
  let array = np.asarray(maps);
  const received = { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` };
  // A list of 2-D maps is (n, h, w); a layer's output is (h, w, n).
  const list = Array.isArray(maps) && array.ndim === 3;
  if (array.ndim === 4 && array.shape[0] === 1) array = array.reshape(...array.shape.slice(1));
  if (array.ndim === 2) array = array.reshape(...array.shape, 1);
  if (array.ndim !== 3) {
    throw new ShapeError({
      who,
      rule: {
        en: 'maps are (h, w, n), (1, h, w, n) or a list of 2-D maps',
        ko: '맵은 (h, w, n), (1, h, w, n), 또는 2차원 맵의 리스트입니다',
      },
      received,
      ...(array.ndim === 4
        ? { hint: { en: 'Take the maps of one picture: maps.at(0)', ko: '그림 한 장의 맵을 고르세요: maps.at(0)' } }
        : {}),
    });
  }
  if (array.size === 0)
    throw new ShapeError({
      who,
      rule: { en: 'there must be at least one map', ko: '맵이 하나 이상 있어야 합니다' },
      received,
    });
  const data = array.toTyped();
  if (list) {
    const [n, h, w] = array.shape as [number, number, number];
    return Array.from({ length: n }, (_, i) => np.asarray(data.slice(i * h * w, (i + 1) * h * w)).reshape(h, w));
  }
  const [h, w, n] = array.shape as [number, number, number];
  return Array.from({ length: n }, (_, k) =>
    np.asarray(Float64Array.from({ length: h * w }, (_, i) => data[i * n + k]!)).reshape(h, w),
  );
}

export function picturesOf(images: ArraySource | readonly ArraySource[], who: string): NDArray[] {
  if (
    Array.isArray(images) &&
    images.length > 0 &&
    images.every((image) => image instanceof NDArray && image.ndim >= 2)
  ) {
    return images as NDArray[];
  }
  const array = np.asarray(images);
  const received = { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` };
  if (array.ndim !== 3 && array.ndim !== 4) {
    throw new ShapeError({
      who,
      rule: {
        en: 'images are (n, h, w), (n, h, w, c) or a list of pictures',
        ko: '그림은 (n, h, w), (n, h, w, c), 또는 그림의 리스트입니다',
      },
      received,
    });
  }
  if (array.size === 0)
    throw new ShapeError({
      who,
      rule: { en: 'there must be at least one picture', ko: '그림이 한 장 이상 있어야 합니다' },
      received,
    });
  const [n, ...shape] = array.shape;
  const data = array.toTyped();
  const each = data.length / n!;
  return Array.from({ length: n! }, (_, i) => np.asarray(data.slice(i * each, (i + 1) * each)).reshape(...shape));
}

export function filterShape(array: NDArray, who: string): [number, number, number, number] {
  const { shape } = array;
  if (shape.length === 4) return shape as unknown as [number, number, number, number];
  if (shape.length === 3) return [shape[0]!, shape[1]!, 1, shape[2]!];
  if (shape.length === 2) return [shape[0]!, shape[1]!, 1, 1];
  throw new ShapeError({
    who,
    rule: {
      en: 'filters are (kh, kw, channels, n), (kh, kw, n) or (kh, kw)',
      ko: '필터는 (kh, kw, 채널, n), (kh, kw, n), (kh, kw) 가운데 하나입니다',
    },
    received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
  });
}

export function wordsOf(
  labels: ArraySource | readonly string[] | undefined,
  names?: readonly string[],
): string[] | undefined {
  if (labels === undefined) return undefined;
  if (Array.isArray(labels) && labels.every((label) => typeof label === 'string')) return labels;
  return Array.from(np.asarray(labels as ArraySource).toTyped(), (label) => names?.[label] ?? shortNumber(label));
}

/** The largest of the values without their signs. A loop: kernels have more values than a call takes arguments. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function rangeOfAll(maps: readonly NDArray[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const map of maps) {
    for (const value of map.toTyped()) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low < high ? [low, high] : [Math.min(low, 0), Math.max(high, 1)];
}

/** A tight figure for `n` pictures of that shape, and the axes of each. */
function sheet(
  n: number,
  columns: number,
  size: number,
  shape: readonly number[],
  title: string | undefined,
): { fig: Figure; place: (i: number) => ReturnType<Figure['gca']> } {
  const rows = Math.ceil(n / columns);
  const tall = Math.min(3, Math.max(0.3, shape[0]! / shape[1]!));
  const fig = figure({
    figsize: [Math.min(40, columns * size + 0.2), Math.min(90, rows * (size * tall + 0.3) + (title ? 0.6 : 0.2))],
    layout: 'tight',
  });
  if (title) fig.suptitle(title);
  return { fig, place: (i) => fig.add_subplot(rows, columns, i + 1) };
}
