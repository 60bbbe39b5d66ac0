/** @file `plot.probabilities`: the scores of samples as bars, the true class in its own colour. */
import { type Words } from '../input/values.ts';
import { anything, integer, number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { picturesOf } from './sources.ts';
import { percent } from './misclassified.ts';
import { RIGHT, WRONG, shown } from './tiles.ts';

export interface ProbabilitiesOptions {
  /**
   * The true class of each sample: its bar is green; a wrong prediction's is red.
   * @ko 샘플마다의 정답 클래스입니다. 정답의 막대는 초록, 틀린 예측의 막대는 빨강입니다.
   */
  truth?: ArraySource | number;
  /**
   * Names of the classes.
   * @ko 클래스의 이름입니다.
   */
  names?: Words;
  /**
   * A picture for each sample, beside its bars.
   * @ko 샘플마다의 그림입니다. 막대 옆에 그립니다.
   */
  images?: ArraySource;
  /**
   * How many classes, the likeliest (and the true one); default 10.
   * @ko 확률이 높은 순서로 보여 줄 클래스의 수입니다(정답은 언제나 보입니다). 기본값 10.
   */
  top?: number;
  /**
   * Samples in a row; default 2 with pictures, else 3.
   * @ko 한 줄에 놓는 샘플의 수입니다. 기본값은 그림이 있으면 2, 없으면 3.
   */
  columns?: number;
  /**
   * At most this many samples; default 8.
   * @ko 샘플을 많아야 이만큼 그립니다. 기본값 8.
   */
  limit?: number;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of one sample's bars in inches; default 2.6.
   * @ko 샘플 하나의 막대가 차지하는 너비입니다(인치). 기본값 2.6.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<ProbabilitiesOptions>()({
  truth: anything({ en: 'a class for each sample', ko: '샘플마다 클래스 하나' }),
  names: words(),
  images: anything({ en: 'a picture for each sample', ko: '샘플마다 그림 하나' }),
  top: integer({ from: 1 }).or(10),
  columns: integer({ from: 1 }),
  limit: integer({ from: 1 }).or(8),
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(2.6),
  title: text(),
});

const OTHER = '#7f93ad';

/**
 * Horizontal bars of `scores`, (n, classes) or those of one sample (classes,), as `model.predict` gives them: the true class green, a
 * wrong prediction red, all others grey; the number behind each bar.
 * Raises ShapeError when truth or images are not as many as samples.
 * @ko 점수를 막대로 그립니다. 정답은 초록, 틀린 예측은 빨강입니다.
 */
export function probabilities(scores: ArraySource, given?: ProbabilitiesOptions): Figure {
  const who = 'plot.probabilities';
  const { truth, names, images, top, limit, size, title, cmap: colors, ...rest } = read(who, given, options);
  const array = np.asarray(scores);
  const table = array.ndim === 1 ? array.reshape(1, array.size) : array;
  if (table.ndim !== 2 || table.size === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'scores are (n, classes), or (classes,) of one sample',
        ko: '점수는 (n, 클래스)이거나 샘플 하나의 (클래스,)입니다',
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
    });
  }
  const [all, classes] = table.shape as [number, number];
  const truths = truth === undefined ? undefined : truthsOf(truth, all, classes, who);
  const pictured = images === undefined ? undefined : imagesOf(images, all, who);
  const count = Math.min(all, limit);
  const columns = Math.min(count, rest.columns ?? (pictured ? 2 : 3));
  const rows = Math.ceil(count / columns);
  const bars = Math.min(top, classes);
  const tall = Math.max(pictured ? 1.3 : 1, 0.19 * bars + 0.45);
  const wide = size + (pictured ? 1.4 : 0) + 0.9;
  const fig = figure({ figsize: [columns * wide + 0.1, rows * tall + (title ? 0.5 : 0.1)], layout: 'tight' });
  if (title) fig.suptitle(title);
  const values = table.toTyped();
  const per = pictured ? 2 : 1;
  const grid = fig.add_gridspec(rows, columns * per, pictured ? { width_ratios: Array.from({ length: 2 * columns }, (_, i) => (i % 2 === 0 ? 1 : size / 1.3)) } : {}); // prettier-ignore
  const told: string[] = [];
  for (let i = 0; i < count; i++) {
    const [r, c] = [Math.floor(i / columns), i % columns];
    if (pictured) {
      const left = fig.add_subplot(grid.at(r, c * per));
      left.imshow(pictured.pictures[i]!, { cmap: colors, vmin: pictured.range[0], vmax: pictured.range[1] });
      left.axis('off');
    }
    const own = Array.from({ length: classes }, (_, k) => Number(values[i * classes + k]));
    const order = own.map((_, k) => k).sort((a, b) => own[b]! - own[a]! || a - b);
    const right = truths?.[i];
    const best = order[0]!;
    const chosen = order.slice(0, bars);
    // The true class is always among them.
    if (right !== undefined && !chosen.includes(right)) chosen[chosen.length - 1] = right;
    const axes = fig.add_subplot(grid.at(r, c * per + per - 1));
    const nameOf = (k: number): string => names?.[k] ?? String(k);
    const colorOf = (k: number): string => (k === right ? RIGHT : k === best && right !== undefined ? WRONG : OTHER);
    const places = chosen.map((_, k) => k);
    axes.barh(places, chosen.map((k) => own[k]!), { color: chosen.map(colorOf) }); // prettier-ignore
    axes.set_yticks(places, chosen.map((k) => (k === right ? `✓ ${nameOf(k)}` : nameOf(k))), { fontsize: 9 }); // prettier-ignore
    axes.set_ylim(chosen.length - 0.4, -0.6);
    const most = Math.max(...own.map(Math.abs)) || 1;
    const isShare = own.every((v) => v >= 0 && v <= 1.0001);
    axes.set_xlim(Math.min(0, ...own), isShare ? 1.28 : 1.25 * most);
    axes.set_xticks([]);
    chosen.forEach((k, place) => {
      const words = isShare ? percent(own[k]!) : own[k]!.toFixed(2);
      axes.text(Math.max(0, own[k]!) + 0.02 * (isShare ? 1 : most), place, words, { va: 'center', fontsize: 8 });
    });
    for (const side of ['top', 'right', 'bottom'] as const) axes.spines[side].set_visible(false);
    told.push(
      say({
        en: `${nameOf(best)} ${isShare ? percent(own[best]!) : own[best]!.toFixed(2)}${right === undefined ? '' : right === best ? ', right' : `, but it is ${nameOf(right)}`}`,
        ko: `${nameOf(best)} ${isShare ? percent(own[best]!) : own[best]!.toFixed(2)}${right === undefined ? '' : right === best ? ', 정답' : `, 정답은 ${nameOf(right)}`}`,
      }),
    );
  }
  fig.alt = {
    en: `Bars of the scores of ${count} sample${count === 1 ? '' : 's'}, each with its highest: ${told.join('; ')}.`,
    ko: `샘플 ${count}개의 점수를 막대로 그렸습니다. 샘플마다 가장 높은 것: ${told.join('; ')}.`,
  };
  return fig;
}

function truthsOf(truth: ArraySource | number, n: number, classes: number, who: string): number[] {
  const array = np.asarray(truth);
  const hot = array.ndim === 2 && array.shape[1] === classes && classes > 1;
  const labels = Array.from((hot ? np.argmax(array, { axis: 1 }) : array).toTyped(), Number);
  if (labels.length !== n) {
    throw new ShapeError({
      who,
      rule: { en: 'truth must hold a class for each sample', ko: 'truth에는 샘플마다 클래스가 하나씩 있어야 합니다' },
      received: { en: `${n} samples, ${labels.length} classes`, ko: `샘플 ${n}개, 클래스 ${labels.length}개` },
    });
  }
  const wrong = labels.find((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (wrong === undefined) return labels;
  throw new ValueError({
    who,
    rule: { en: `classes are whole numbers below ${classes}`, ko: `클래스는 ${classes}보다 작은 정수입니다` },
    received: { en: `class ${wrong}`, ko: `클래스 ${wrong}` },
  });
}

function imagesOf(
  images: ArraySource,
  n: number,
  who: string,
): { pictures: ReturnType<typeof picturesOf>; range: readonly [number, number] } {
  const array = np.asarray(images);
  // One sample may come with its picture alone.
  const batch =
    n === 1 && (array.ndim === 2 || (array.ndim === 3 && array.shape[2]! <= 4))
      ? array.reshape(1, ...array.shape)
      : array;
  const { pictures, range } = shown(batch);
  const list = picturesOf(pictures, who);
  if (list.length === n) return { pictures: list, range };
  throw new ShapeError({
    who,
    rule: { en: 'images must be as many as samples', ko: 'images는 샘플의 수만큼 있어야 합니다' },
    received: { en: `${n} samples, ${list.length} images`, ko: `샘플 ${n}개, 그림 ${list.length}장` },
  });
}
