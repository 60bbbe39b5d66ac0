/** @file `plot.embedding`: samples as points in a plane, coloured by class. */
import { type Words } from '../input/values.ts';
import { anything, flag, number, optionsOf, text } from '../../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, say, shapeText } from '../../errors/index.ts';
import type { Embedding } from '../../keras/index.ts';
import { makeImage } from '../calls/imshow.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { tab10 } from '../style/color-cycle.ts';
import { colormap, colorOf } from '../style/colormap.ts';
import { picturesOf, wordsOf } from './sources.ts';
import { percent } from './misclassified.ts';
import { shown } from './tiles.ts';

export interface EmbeddingPictureOptions {
  /**
   * The class of each sample: its colour, and a legend.
   * @ko 샘플마다의 클래스입니다. 색과 범례로 나타냅니다.
   */
  labels?: ArraySource | Words;
  /**
   * Names for numeric labels: class 3 is shown as `names[3]`.
   * @ko 숫자 레이블의 이름입니다: 클래스 3은 `names[3]`으로 보입니다.
   */
  names?: Words;
  /**
   * Pictures of the samples: some are drawn at their points.
   * @ko 샘플의 그림입니다. 그 가운데 일부를 점 자리에 그립니다.
   */
  images?: ArraySource;
  /**
   * Whether there is a legend; default true where there are labels.
   * @ko 범례를 그릴지 정합니다. 레이블이 있으면 기본값 true.
   */
  legend?: boolean;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of the picture in inches; default 6.
   * @ko 그림의 너비입니다(인치). 기본값 6.
   */
  size?: number;
  /**
   * Title above the picture; default the method.
   * @ko 그림 위의 제목입니다. 기본값은 방법의 이름입니다.
   */
  title?: string;
}

const options = optionsOf<EmbeddingPictureOptions>()({
  labels: anything({ en: 'a label for each sample', ko: '샘플마다 레이블 하나' }),
  names: words(),
  images: anything({ en: 'a picture for each sample', ko: '샘플마다 그림 하나' }),
  legend: flag(),
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(6),
  title: text(),
});

/** Pictures that are drawn at points; more would hide each other. */
const PICTURES = 80;

/**
 * A point per sample, (n, 2) or what `keras.utils.embedding` gave; hovering names the sample and its class, a click on a class in the
 * legend hides it. Raises ShapeError when labels or images are not as many as points.
 * @ko 샘플을 평면의 점으로 그리고 클래스마다 색을 달리합니다.
 */
export function embedding(points: Embedding | ArraySource, given?: EmbeddingPictureOptions): Figure {
  const who = 'plot.embedding';
  const { labels, names, images, size, title, cmap: colors, legend = labels !== undefined } = read(who, given, options);
  const found = isEmbedding(points) ? points : undefined;
  const array = np.asarray(found ? found.points : (points as ArraySource));
  if (array.ndim !== 2 || array.shape[1] !== 2 || array.shape[0] === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'points are (n, 2)', ko: '점은 (n, 2)입니다' },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint: {
        en: 'keras.utils.embedding(features) makes points of features',
        ko: 'keras.utils.embedding(features)로 특성을 점으로 만드세요',
      },
    });
  }
  const n = array.shape[0]!;
  const words = wordsOf(labels, names);
  const places = Float64Array.from(array.toTyped());
  const at = (members: readonly number[], axis: 0 | 1): Float64Array =>
    Float64Array.from(members, (i) => places[2 * i + axis]!);
  checkCount(words?.length, n, 'labels', who);
  const groups = groupsOf(words, n, names);
  const fig = figure({ figsize: [size + (legend ? 1.6 : 0), 0.8 * size], layout: 'tight' });
  const axes = fig.gca();
  const many = colormap('hsv', who);
  groups.forEach(([name, members], g) => {
    const color = groups.length <= tab10.length ? tab10[g]! : colorOf(many, g / groups.length);
    const label = name === undefined ? {} : { label: name };
    const dots = axes.scatter(at(members, 0), at(members, 1), {
      s: images ? 9 : n > 500 ? 12 : 24,
      color,
      alpha: images ? 1 : 0.8,
      ...label,
    });
    dots.hover = members.map((i) => {
      const number = say({ en: `sample ${i}`, ko: `샘플 ${i}` });
      return name === undefined ? number : `${name}\n${number}`;
    });
  });
  if (images !== undefined) drawPictures(axes, images, places, colors, who);
  axes.set_xticks([]);
  axes.set_yticks([]);
  const explained = found?.explained;
  if (explained) {
    axes.set_xlabel(
      say({
        en: `component 1: ${percent(explained[0])} of the variance`,
        ko: `주성분 1: 분산의 ${percent(explained[0])}`,
      }),
    );
    axes.set_ylabel(say({ en: `component 2: ${percent(explained[1])}`, ko: `주성분 2: ${percent(explained[1])}` }));
  }
  const method = found?.method === 'pca' ? 'PCA' : found ? 't-SNE' : undefined;
  if (title ?? method) axes.set_title(title ?? method);
  if (legend && words) axes.legend({ loc: 'center left', bbox_to_anchor: [1.01, 0.5], fontsize: 9 });
  fig.alt = {
    en: `${n} samples as points in a plane${method ? ` by ${method}` : ''}${words ? `, coloured by ${groups.length} classes` : ''}.`,
    ko: `샘플 ${n}개를 ${method ? `${method}로 ` : ''}평면의 점으로 나타냈습니다${words ? `. 색은 클래스 ${groups.length}개를 뜻합니다` : ''}.`,
  };
  return fig;
}

function isEmbedding(value: Embedding | ArraySource): value is Embedding {
  return typeof value === 'object' && value !== null && 'points' in value && value.points instanceof NDArray;
}

/** The samples of each class, in the order of the names (or of the words). */
function groupsOf(
  words: readonly string[] | undefined,
  n: number,
  names: readonly string[] | undefined,
): [string | undefined, number[]][] {
  if (!words) return [[undefined, Array.from({ length: n }, (_, i) => i)]];
  const groups = new Map<string, number[]>();
  words.forEach((word, i) => groups.set(word, [...(groups.get(word) ?? []), i]));
  const rank = (word: string): number => names?.indexOf(word) ?? -1;
  const byNumber = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || byNumber(a, b));
}

/** Some pictures at their points, never two close together. */
function drawPictures(
  axes: ReturnType<Figure['gca']>,
  images: ArraySource,
  places: Float64Array,
  colors: string,
  who: string,
): void {
  const n = places.length / 2;
  const array = np.asarray(images);
  checkCount(array.shape[0], n, 'images', who);
  const { pictures, range } = shown(array);
  const limits = [0, 1].map((axis) => {
    const along = Float64Array.from({ length: n }, (_, i) => places[2 * i + axis]!);
    return [Math.min(...along), Math.max(...along)] as const;
  });
  // The frame is 5 wide by 4 high: a picture is as wide as it is high, in pixels of the page.
  const [wide, tall] = limits.map(([low, high]) => high - low || 1) as [number, number];
  const [rows, columns] = [array.shape[1]!, array.shape[2]!];
  const side = [wide / 15, ((tall / 15) * 1.25 * rows) / columns] as const;
  const taken: [number, number][] = [];
  for (let i = 0; i < n && taken.length < PICTURES; i++) {
    const [x, y] = [places[2 * i]!, places[2 * i + 1]!];
    if (taken.some(([a, b]) => Math.abs(a - x) < side[0] && Math.abs(b - y) < side[1])) continue;
    taken.push([x, y]);
    const extent = [x - side[0] / 2, x + side[0] / 2, y - side[1] / 2, y + side[1] / 2] as const;
    const [one] = picturesOf(pictures.at(`${i}:${i + 1}`), who);
    const plane = one!.ndim === 3 && one!.shape[2] === 1 ? one!.at('...', 0) : one!;
    const image = makeImage(plane, { cmap: colors, vmin: range[0], vmax: range[1], extent }, who);
    image.hover = say({ en: `sample ${i}`, ko: `샘플 ${i}` });
    image.zorder = 5;
    axes.add(image);
  }
  const margin = [0, 1].map((axis) => side[axis]!);
  axes.set_xlim(limits[0]![0] - margin[0]!, limits[0]![1] + margin[0]!);
  axes.set_ylim(limits[1]![0] - margin[1]!, limits[1]![1] + margin[1]!);
}

function checkCount(count: number | undefined, n: number, name: string, who: string): void {
  if (count === undefined || count === n) return;
  throw new ShapeError({
    who,
    rule: { en: `${name} must be as many as points`, ko: `${name}은(는) 점의 수만큼 있어야 합니다` },
    received: { en: `${n} points, ${count} ${name}`, ko: `점 ${n}개, ${name} ${count}개` },
  });
}
