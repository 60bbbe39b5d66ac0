/** @file `plot.adversarial`: pictures, what was added to them, and what the network now takes them for. */
import { type Words } from '../input/values.ts';
import { integer, number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, say, shapeText } from '../../errors/index.ts';
import type { Adversarial } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read, words } from '../input/rules.ts';
import { picturesOf } from './sources.ts';
import { shortNumber } from './stepper/walkthrough.ts';
import { percent } from './misclassified.ts';
import { RIGHT, WRONG, shown, tiles, type Tile } from './tiles.ts';

export interface AdversarialPictureOptions {
  /**
   * Names of the classes.
   * @ko 클래스의 이름입니다.
   */
  names?: Words;
  /**
   * At most this many pictures; default 4.
   * @ko 그림을 많아야 이만큼 그립니다. 기본값 4.
   */
  limit?: number;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of one picture in inches; default 1.5.
   * @ko 그림 하나의 너비입니다(인치). 기본값 1.5.
   */
  size?: number;
  /**
   * Title above the picture; default how many are taken for another class.
   * @ko 그림 위의 제목입니다. 기본값은 다른 클래스로 바뀐 그림의 수입니다.
   */
  title?: string;
}

const options = optionsOf<AdversarialPictureOptions>()({
  names: words(),
  limit: integer({ from: 1 }).or(4),
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(1.5),
  title: text(),
});

/**
 * A row per picture: the picture, the signs of the gradient, the changed picture; above, what the network takes it for and its score
 * (green: right, red: wrong); those that are fooled come first. `x` are the pictures that `keras.utils.adversarial(model, x, y)` got, `found` what it gave.
 * Raises ShapeError when the two do not fit.
 * @ko 원래 그림, 더한 부호, 바뀐 그림을 예측과 함께 보여 줍니다.
 */
export function adversarial(x: ArraySource, found: Adversarial, given?: AdversarialPictureOptions): Figure {
  const who = 'plot.adversarial';
  const { names, limit, cmap: colors, size, title } = read(who, given, options);
  const array = np.asarray(x);
  const before = array.ndim === found.pictures.ndim - 1 ? array.reshape(1, ...array.shape) : array;
  if (shapeText(before.shape) !== shapeText(found.pictures.shape)) {
    throw new ShapeError({
      who,
      rule: {
        en: `x must be the pictures that were changed, ${shapeText(found.pictures.shape)}`,
        ko: `x는 바꾸기 전의 그림 ${shapeText(found.pictures.shape)}이어야 합니다`,
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
    });
  }
  const n = Math.min(limit, before.shape[0]!);
  const isFooled = (i: number): boolean => found.before[i] === found.truths[i] && found.after[i] !== found.truths[i];
  const all = found.truths.map((_, i) => i);
  const some = [...all.filter(isFooled), ...all.filter((i) => !isFooled(i))].slice(0, n);
  // In one scale, so that the change looks as small as it is.
  const both = shown(np.concatenate([np.take(before, some, 0), np.take(found.pictures, some, 0)]));
  const pictures = picturesOf(both.pictures, who);
  const [low, high] = both.range;
  const signs = picturesOf(
    np
      .take(found.signs, some, 0)
      .add(1)
      .div(2)
      .mul(high - low)
      .add(low),
    who,
  );
  const nameOf = (label: number): string => names?.[label] ?? String(label);
  const rows = some.map((i, place): Tile[] => {
    const truth = found.truths[i]!;
    const judged = (picture: Tile['picture'], label: number, scores: Adversarial['scoresBefore']): Tile => {
      const classes = scores.shape[1]!;
      const raw = scores.item(i, classes === 1 ? 0 : label);
      const score = classes === 1 && label === 0 ? 1 - raw : raw;
      const words = `${nameOf(label)} ${score >= 0 && score <= 1 ? percent(score) : shortNumber(score)}`;
      const isRight = label === truth;
      const hover = say({ en: `${words}\nis ${nameOf(truth)}`, ko: `${words}\n정답 ${nameOf(truth)}` });
      return { picture, title: `${isRight ? '✓' : '✗'} ${words}`, color: isRight ? RIGHT : WRONG, hover };
    };
    return [
      judged(pictures[place]!, found.before[i]!, found.scoresBefore),
      {
        picture: signs[place]!,
        title: `+ ${shortNumber(found.epsilon)} · sign(∂L/∂x)`,
        hover: say({ en: 'signs of the gradient\n(white +1, black -1)', ko: '기울기의 부호\n(하양 +1, 검정 -1)' }),
      },
      judged(pictures[n + place]!, found.after[i]!, found.scoresAfter),
    ];
  });
  const right = found.truths.filter((truth, i) => truth === found.before[i]).length;
  const left = found.truths.filter((truth, i) => truth === found.after[i]).length;
  const count = found.truths.length;
  const words = say({
    en: `right: ${right} of ${count} before, ${left} after (ε = ${shortNumber(found.epsilon)})`,
    ko: `정답: 원래 ${count}장 중 ${right}장, 바꾼 뒤 ${left}장 (ε = ${shortNumber(found.epsilon)})`,
  });
  const fig = tiles({ rows, size, title: title ?? words, cmap: colors, range: both.range });
  fig.alt = say({
    en: `${n} pictures, the signs of the gradient that were added, and the changed pictures with what the network takes them for; ${words}.`,
    ko: `그림 ${n}장, 더한 기울기의 부호, 바뀐 그림과 네트워크의 예측. ${words}.`,
  });
  return fig;
}
