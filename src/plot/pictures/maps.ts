/** @file The maps of a layer and its filters, side by side. */
import { type Words } from '../input/values.ts';
import { flag, integer, number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { columnsOf, columnsRule, sheet, sizeForNumbers, writeNumbers, writeValues } from './sheet.ts';
import { filterShape, largestOf, planesOf, rangeOfAll } from './sources.ts';

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
  titles?: Words;
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
  titles: words(),
  size: number({ above: 0 }),
  title: text(),
  limit: integer({ from: 1 }),
  numbers: flag(),
});

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
