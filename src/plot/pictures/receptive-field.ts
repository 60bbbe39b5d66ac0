/** @file `plot.receptiveField`: the part of a picture that values of layers depend on, as frames over the picture. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { ReceptiveField } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { tab10 } from '../style/color-cycle.ts';
import { shown } from './tiles.ts';

export interface ReceptiveFieldPictureOptions {
  /**
   * Colormap of a picture without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of the picture in inches; default 4.
   * @ko 그림의 너비입니다(인치). 기본값 4.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<ReceptiveFieldPictureOptions>()({
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(4),
  title: text(),
});

/**
 * One field, or a list of them (of several layers: how it grows), over the picture (h, w), (h, w, c) or a batch of one. `fields` are what
 * `keras.utils.receptiveField` gives. Where a window hangs over the border the frame runs on outside of the picture.
 * Raises ShapeError for a picture of another size than the model's.
 * @ko 수용장을 그림 위에 네모로 그립니다.
 */
export function receptiveField(
  picture: ArraySource,
  fields: ReceptiveField | readonly ReceptiveField[],
  given?: ReceptiveFieldPictureOptions,
): Figure {
  const who = 'plot.receptiveField';
  const { cmap: colors, size, title } = read(who, given, options);
  const list = [fields].flat() as readonly ReceptiveField[];
  const array = np.asarray(picture);
  const one = array.ndim === 4 && array.shape[0] === 1 ? array.at(0) : array;
  const plane = one.ndim === 3 && one.shape[2] === 1 ? one.at('...', 0) : one;
  const [first] = list;
  if (first === undefined) {
    throw new ValueError({
      who,
      rule: { en: 'there must be at least one field', ko: '수용장이 하나 이상 있어야 합니다' },
      received: '[]',
    });
  }
  const [height, width] = first.picture;
  if (
    plane.shape[0] !== height ||
    plane.shape[1] !== width ||
    list.some((f) => f.picture[0] !== height || f.picture[1] !== width)
  ) {
    throw new ShapeError({
      who,
      rule: {
        en: `the picture must be as large as the model's, ${height} x ${width}`,
        ko: `그림은 모델의 그림과 크기(${height} x ${width})가 같아야 합니다`,
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint: {
        en: `image.resize(picture, [${height}, ${width}]) brings it to that size`,
        ko: `image.resize(picture, [${height}, ${width}])로 크기를 맞추세요`,
      },
    });
  }
  const reach = {
    left: Math.min(0, ...list.map((f) => f.left)),
    right: Math.max(width, ...list.map((f) => f.right)),
    top: Math.min(0, ...list.map((f) => f.top)),
    bottom: Math.max(height, ...list.map((f) => f.bottom)),
  };
  const tall = (size * (reach.bottom - reach.top)) / (reach.right - reach.left);
  const fig = figure({ figsize: [size + 2.6, Math.max(1.8, tall) + 0.5], layout: 'tight' });
  const axes = fig.gca();
  const { pictures, range } = shown(plane);
  axes.imshow(pictures, { cmap: colors, vmin: range[0], vmax: range[1] });
  // The smallest last, so that no frame covers one inside it.
  const area = ({ top, bottom, left, right }: ReceptiveField): number => (bottom - top) * (right - left);
  for (const field of [...list].sort((a, b) => area(b) - area(a))) {
    const [left, right, top, bottom] = [field.left, field.right, field.top, field.bottom].map((n) => n - 0.5);
    const frame = [[left!, right!, right!, left!, left!], [top!, top!, bottom!, bottom!, top!]] as const; // prettier-ignore
    // A light line under the coloured one, so that it is seen on any picture.
    axes.plot(frame[0], frame[1], { color: 'white', linewidth: 4, alpha: 0.8 });
    axes.plot(frame[0], frame[1], {
      color: tab10[list.indexOf(field) % tab10.length],
      linewidth: 2,
      label: labelOf(field),
    });
  }
  axes.set_xlim(reach.left - 0.5 - 0.02 * width, reach.right - 0.5 + 0.02 * width);
  axes.set_ylim(reach.bottom - 0.5 + 0.02 * height, reach.top - 0.5 - 0.02 * height);
  axes.legend({ loc: 'center left', bbox_to_anchor: [1.02, 0.5], fontsize: 9 });
  if (title !== undefined) axes.set_title(title);
  fig.alt = {
    en: `A picture of ${height} x ${width} pixels with frames around what one value of a layer sees: ${list.map(labelOf).join('; ')}.`,
    ko: `${height} x ${width} 그림 위에, 층의 값 하나가 보는 부분을 네모로 표시했습니다: ${list.map(labelOf).join('; ')}.`,
  };
  return fig;
}

/** `conv2d_1 [3, 4]: 5 × 5`. */
function labelOf({ layer, at, size }: ReceptiveField): string {
  const whole = say({ en: 'the whole picture', ko: '그림 전체' });
  const seen = size.every(Number.isFinite) ? size.join(' × ') : whole;
  return `${layer}${at === null ? '' : ` [${at.join(', ')}]`}: ${seen}`;
}
