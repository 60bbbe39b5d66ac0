/** @file `plot.overlay`: a picture, heat over it (Grad-CAM, occlusion), and both on top of each other. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { alpha, cmap, read } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';

export interface OverlayOptions {
  /**
   * Colours of the heat. Default 'jet'.
   * @ko 열지도의 컬러맵입니다. 기본값 'jet'.
   */
  cmap?: string;
  /**
   * How much the heat covers the picture, 0 … 1. Default 0.45.
   * @ko 열 지도가 그림을 덮는 정도입니다(0~1). 기본값 0.45.
   */
  alpha?: number;
  /**
   * Width of one picture in inches. Default 3.
   * @ko 그림 하나의 너비(인치)입니다. 기본값 3.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<OverlayOptions>()({
  cmap: cmap<string>().or('jet'),
  alpha: alpha().or(0.45),
  size: number({ above: 0 }).or(3),
  title: text(),
});

/**
 * Three pictures in a row: the picture, the heat with its colour bar, the heat laid over the picture. `picture` (h, w), (h, w, c) or a
 * batch of one, in bytes or in any range (it is stretched to 0 … 1 for display); `heat` (h, w) or (1, h, w). Where heat is below 0
 * (occlusion) the colours are centred on 0.
 * @ko 그림 위에 열지도를 겹쳐 그립니다.
 */
export function overlay(picture: ArraySource, heat: ArraySource, given?: OverlayOptions): Figure {
  const who = 'plot.overlay';
  const { cmap: colors, alpha: cover, size, title } = read(who, given, options);
  const shown = pictureOf(picture, who);
  const warmth = single(np.asarray(heat));
  if (warmth.ndim !== 2 || warmth.shape.some((n, i) => n !== shown.shape[i])) {
    throw new ShapeError({
      who,
      rule: {
        en: 'heat must have the height and width of the picture',
        ko: '열지도는 그림과 높이와 너비가 같아야 합니다',
      },
      received: {
        en: `picture ${shapeText(shown.shape)}, heat ${shapeText(warmth.shape)}`,
        ko: `그림 ${shapeText(shown.shape)}, 열지도 ${shapeText(warmth.shape)}`,
      },
      hint: {
        en: 'image.resize(heat, [height, width]) brings it to that size.',
        ko: 'image.resize(heat, [높이, 너비])로 크기를 맞추세요',
      },
    });
  }
  const values = warmth.toTyped() as ArrayLike<number>;
  let [low, high] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const most = Math.max(high, -low) || 1;
  const range = { cmap: colors, vmin: low < 0 ? -most : 0, vmax: most };
  const fig = figure({ figsize: [3 * size + 1.2, size + 0.5], layout: 'tight' });
  if (title !== undefined) fig.suptitle(title);
  const [left, middle, right] = fig.subplots(1, 3);
  const grey = shown.ndim === 2 ? { cmap: 'gray' } : {};
  left.imshow(shown, grey);
  const warm = middle.imshow(warmth, range);
  right.imshow(shown, grey);
  right.imshow(warmth, { ...range, alpha: cover });
  for (const axes of [left, middle, right]) axes.axis('off');
  fig.colorbar(warm, { ax: middle });
  const at = warmth.argmax();
  const [row, column] = [Math.floor(at / warmth.shape[1]!), at % warmth.shape[1]!];
  const words = title === undefined ? '' : `: ${title}`;
  fig.alt = {
    en: `A picture, its heat, and both on top of each other${words}. The heat is highest at row ${row}, column ${column} of ${warmth.shape.join(' x ')}.`,
    ko: `그림, 열지도, 둘을 겹친 그림${words}. 열지도는 ${warmth.shape.join(' x ')} 가운데 ${row}행 ${column}열에서 가장 뜨겁습니다.`,
  };
  return fig;
}

/** A batch of one without its first axis. */
function single(array: NDArray): NDArray {
  return array.ndim > 2 && array.shape[0] === 1 ? array.reshape(...array.shape.slice(1)) : array;
}

/** A picture that imshow takes: bytes as they are, everything else stretched to 0 … 1; one channel as grey. */
function pictureOf(picture: ArraySource, who: string): NDArray {
  const given = np.asarray(picture);
  const batch = given.ndim === 4 ? single(given) : given;
  const array = batch.ndim === 3 && batch.shape[2] === 1 ? batch.reshape(batch.shape[0]!, batch.shape[1]!) : batch;
  if (array.ndim !== 2 && !(array.ndim === 3 && array.shape[2] === 3)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'picture must be (h, w), (h, w, 1) or (h, w, 3)',
        ko: '그림은 (h, w), (h, w, 1), (h, w, 3) 가운데 하나여야 합니다',
      },
      received: { en: `an array of shape ${shapeText(given.shape)}`, ko: `모양이 ${shapeText(given.shape)}인 배열` },
      ...(given.ndim === 4
        ? { hint: { en: 'Take one of the batch: x.at(0).', ko: '배치에서 한 장을 고르세요: x.at(0)' } }
        : {}),
    });
  }
  if (array.dtype === 'uint8') return array;
  const [least, most] = [array.min(), array.max()];
  return array.sub(least).div(most > least ? most - least : 1);
}
