/** @file `plot.maximalPatches` and `plot.activationMaximization`: what excites filters, from data and by gradient ascent. */
import { type Words } from '../input/values.ts';
import { integer, number, optionsOf, text } from '../../arguments/index.ts';
import { say } from '../../errors/index.ts';
import type { ActivationMaximization, MaximalPatches } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { picturesOf } from './sources.ts';
import { shortNumber } from './stepper/walkthrough.ts';
import { shown, tiles, type Tile } from './tiles.ts';

export interface PatchesOptions {
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of one patch in inches; default 0.8.
   * @ko 조각 하나의 너비입니다(인치). 기본값 0.8.
   */
  size?: number;
  /**
   * Title above the picture; default the layer.
   * @ko 그림 위의 제목입니다. 기본값은 층의 이름입니다.
   */
  title?: string;
}

const patchesOptions = optionsOf<PatchesOptions>()({
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(0.8),
  title: text(),
});

/**
 * A row per filter: the patches that excite it most, the strongest at the left. `found` is what `keras.utils.maximalPatches` gave.
 * @ko 필터를 가장 크게 반응시킨 그림의 부분을 필터마다 한 줄로 보여 줍니다.
 */
export function maximalPatches(found: MaximalPatches, given?: PatchesOptions): Figure {
  const who = 'plot.maximalPatches';
  const { cmap: colors, size, title } = read(who, given, patchesOptions);
  const { patches, filters, layer } = found;
  const [rows, count, height, width, channels] = patches.shape as [number, number, number, number, number];
  const { pictures, range } = shown(patches.reshape(rows * count, height, width, channels));
  const all = picturesOf(pictures, who);
  const [values, from] = [found.values.toTyped(), found.pictures.toTyped()];
  const table = filters.map((filter, r) =>
    Array.from({ length: count }, (_, c): Tile => {
      const i = r * count + c;
      const answer = shortNumber(Number(values[i]));
      const hover = say({
        en: `filter ${filter}\npicture ${from[i]}\nanswer ${answer}`,
        ko: `필터 ${filter}\n그림 ${from[i]}\n반응 ${answer}`,
      });
      return { picture: all[i]!, hover };
    }),
  );
  const words = { en: `${layer}: patches of ${height} × ${width}`, ko: `${layer}: ${height} × ${width} 부분` };
  const names = filters.map((filter) => say({ en: `filter ${filter}`, ko: `필터 ${filter}` }));
  const fig = tiles({ rows: table, names, size, title: title ?? say(words), cmap: colors, range });
  fig.alt = {
    en: `For ${rows} filters of layer '${layer}' the ${count} patches of ${height} x ${width} pixels that excite each most, a row per filter, the strongest at the left.`,
    ko: `'${layer}' 층의 필터 ${rows}개를 가장 크게 반응시킨 ${height} x ${width} 부분 ${count}개씩. 한 줄이 필터 하나이고 왼쪽이 가장 강합니다.`,
  };
  return fig;
}

export interface ActivationMaximizationPictureOptions extends PatchesOptions {
  /**
   * Pictures in a row; default 4.
   * @ko 한 줄에 놓는 그림의 수입니다. 기본값 4.
   */
  columns?: number;
  /**
   * Names in place of the filters' numbers: of classes, for the last layer.
   * @ko 필터 번호 대신 쓸 이름입니다. 마지막 층이라면 클래스의 이름을 주면 됩니다.
   */
  names?: Words;
}

const maximizationOptions = optionsOf<ActivationMaximizationPictureOptions>()({
  ...patchesOptions.rules,
  size: number({ above: 0 }).or(1.5),
  columns: integer({ from: 1 }).or(4),
  names: words(),
});

/**
 * The pictures that filters answer to most, each with its number. `found` is what `keras.utils.activationMaximization` gave.
 * @ko 필터가 가장 크게 반응하는 그림을 보여 줍니다.
 */
export function activationMaximization(
  found: ActivationMaximization,
  given?: ActivationMaximizationPictureOptions,
): Figure {
  const who = 'plot.activationMaximization';
  const { cmap: colors, size, title, columns, names } = read(who, given, maximizationOptions);
  const { filters, layer, values } = found;
  const { pictures, range } = shown(found.images);
  const pictured = picturesOf(pictures, who).map((picture, i): Tile => {
    const name = names?.[filters[i]!] ?? say({ en: `filter ${filters[i]}`, ko: `필터 ${filters[i]}` });
    const [before, after] = [found.history.item(0, i), values[i]!].map(shortNumber);
    const change = say({ en: `answer ${before} → ${after}`, ko: `반응 ${before} → ${after}` });
    return { picture, title: name, hover: `${name}\n${change}` };
  });
  const fig = tiles({ rows: inRows(pictured, columns), size, title: title ?? layer, cmap: colors, range });
  fig.alt = {
    en: `Pictures that excite ${filters.length} filters of layer '${layer}' most, found by gradient ascent from grey noise.`,
    ko: `'${layer}' 층의 필터 ${filters.length}개를 가장 크게 반응시키는 그림. 회색 잡음에서 시작해 기울기를 따라 만들었습니다.`,
  };
  return fig;
}

/** A list in rows of so many. */
export function inRows<T>(items: readonly T[], columns: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / columns) }, (_, r) =>
    items.slice(r * columns, (r + 1) * columns),
  );
}
