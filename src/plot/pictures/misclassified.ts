/** @file `plot.misclassified`: the pictures that were taken for another class, with truth and prediction. */
import { type Words } from '../input/values.ts';
import { integer, number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, say } from '../../errors/index.ts';
import { keras } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { picturesOf } from './sources.ts';
import { inRows } from './patches.ts';
import { RIGHT, WRONG, shown, tiles, type Tile } from './tiles.ts';

export interface MisclassifiedPictureOptions {
  /**
   * Names of the classes.
   * @ko 클래스의 이름입니다.
   */
  names?: Words;
  /**
   * At most this many pictures; default 15.
   * @ko 그림을 많아야 이만큼 그립니다. 기본값 15.
   */
  limit?: number;
  /**
   * Pictures in a row; default 5.
   * @ko 한 줄에 놓는 그림의 수입니다. 기본값 5.
   */
  columns?: number;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of one picture in inches; default 1.3.
   * @ko 그림 하나의 너비입니다(인치). 기본값 1.3.
   */
  size?: number;
  /**
   * Title above the picture; default how many are wrong.
   * @ko 그림 위의 제목입니다. 기본값은 틀린 그림의 수입니다.
   */
  title?: string;
}

const options = optionsOf<MisclassifiedPictureOptions>()({
  names: words(),
  limit: integer({ from: 1 }).or(15),
  columns: integer({ from: 1 }).or(5),
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(1.3),
  title: text(),
});

/**
 * The pictures of `x`, (n, h, w) or (n, h, w, c), that were taken for another class, those the network was surest of first: above
 * each what it was taken for with the score, below that what it is. `yTrue` and `yPred` as `plot.confusionMatrix` takes them. When
 * nothing is wrong the least certain ones are shown.
 * Raises ShapeError when there are not as many classes as pictures.
 * @ko 틀린 그림을 예측, 점수, 정답과 함께 보여 줍니다.
 */
export function misclassified(
  x: ArraySource,
  yTrue: ArraySource,
  yPred: ArraySource,
  given?: MisclassifiedPictureOptions,
): Figure {
  const who = 'plot.misclassified';
  const { names, limit, columns, cmap: colors, size, title } = read(who, given, options);
  const found = keras.utils.misclassified(yTrue, yPred);
  const array = np.asarray(x);
  if (array.shape[0] !== found.total) {
    throw new ShapeError({
      who,
      rule: {
        en: 'x must hold one picture per class in yTrue',
        ko: 'x에는 yTrue의 클래스마다 그림이 하나씩 있어야 합니다',
      },
      received: {
        en: `${array.shape[0] ?? 0} pictures, ${found.total} classes`,
        ko: `그림 ${array.shape[0] ?? 0}장, 클래스 ${found.total}개`,
      },
    });
  }
  const wrong = found.places.length;
  const places = wrong > 0 ? found.places : leastCertain(yPred, found.total);
  const some = places.slice(0, limit);
  const { pictures, range } = shown(np.take(array, [...some], 0));
  const nameOf = (label: number): string => names?.[label] ?? String(label);
  const tilesOf = picturesOf(pictures, who).map((picture, i): Tile => {
    const number = say({ en: `picture ${some[i]}`, ko: `그림 ${some[i]}` });
    if (wrong === 0) return { picture, hover: number };
    const sure = found.scores ? ` ${percent(found.scores[i]!)}` : '';
    const [guess, truth] = [nameOf(found.predictions[i]!), nameOf(found.truths[i]!)];
    const hover = say({
      en: `${number}\ntaken for ${guess}${sure}\nis ${truth}`,
      ko: `${number}\n예측 ${guess}${sure}\n정답 ${truth}`,
    });
    return { picture, title: `✗ ${guess}${sure}\n(${truth})`, color: WRONG, hover };
  });
  const share = percent(wrong / Math.max(1, found.total));
  const head =
    wrong > 0
      ? say({
          en: `${wrong} of ${found.total} wrong (${share})`,
          ko: `${found.total}장 가운데 ${wrong}장 틀림 (${share})`,
        })
      : say({
          en: `None of ${found.total} is wrong; these are the least certain`,
          ko: `${found.total}장을 모두 맞혔습니다. 가장 자신 없는 그림들입니다`,
        });
  const fig = tiles({ rows: inRows(tilesOf, columns), size, title: title ?? head, cmap: colors, range });
  if (wrong === 0 && fig.title && title === undefined) fig.title.color = RIGHT;
  const shownWords = say({
    en: `${some.length} of them with what they were taken for and what they are`,
    ko: `그 가운데 ${some.length}장을 예측과 정답과 함께 보여 줍니다`,
  });
  fig.alt = wrong > 0 ? `${head}; ${shownWords}.` : `${head}.`;
  return fig;
}

/** Those whose best score is smallest; of class numbers the first ones. */
function leastCertain(yPred: ArraySource, n: number): number[] {
  const array = np.asarray(yPred);
  const values = array.toTyped();
  const classes = array.ndim === 2 ? array.shape[1]! : 1;
  const sure = Array.from({ length: n }, (_, i) => {
    if (classes === 1) return Math.abs(Number(values[i]) - 0.5);
    let best = -Infinity;
    for (let c = 0; c < classes; c++) best = Math.max(best, Number(values[i * classes + c]));
    return best;
  });
  return sure.map((_, i) => i).sort((a, b) => sure[a]! - sure[b]! || a - b);
}

/** `97%`, and what is below a tenth with a digit more: `5.7%`, `<0.1%`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  return `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)}%`;
}
