/** @file `plot.compareAugmentations`: one picture, and what augmentations make of it. */
import { describe, integer, number, optionsOf, text } from '../../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read } from '../input/rules.ts';
import { shown, tiles, type Tile } from './tiles.ts';

/** A layer of keras.layers, an ImageDataGenerator, or a function that gives the changed picture. */
export type Augmentation =
  { randomTransform(x: NDArray, seed?: number): NDArray } | ((x: NDArray, options: { training: boolean }) => unknown);

export interface CompareAugmentationsOptions {
  /**
   * Changed pictures per row; default 6.
   * @ko 한 줄에 그릴 바뀐 그림의 수입니다. 기본값 6.
   */
  count?: number;
  /**
   * Seed of an ImageDataGenerator's pictures; layers have their own, `layers.RandomFlip({ seed: 1 })`. Default 0.
   * @ko ImageDataGenerator가 뽑는 그림의 씨앗입니다. 층에는 따로 씁니다: `layers.RandomFlip({ seed: 1 })`. 기본값 0.
   */
  seed?: number;
  /**
   * Colormap of pictures without colours: a name such as 'gray' (default) or 'viridis'.
   * @ko 색이 없는 그림의 컬러맵입니다: 'gray'(기본값), 'viridis' 같은 이름.
   */
  cmap?: string;
  /**
   * Width of one picture in inches; default 1.
   * @ko 그림 하나의 너비입니다(인치). 기본값 1.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<CompareAugmentationsOptions>()({
  count: integer({ from: 1 }).or(6),
  seed: integer({ from: 0 }).or(0),
  cmap: cmap<string>().or('gray'),
  size: number({ above: 0 }).or(1),
  title: text(),
});

/**
 * A row per augmentation with its name: the picture itself, then `count` changed ones. `picture` (h, w) or (h, w, c); `augmentations` by
 * name: `{ flip: layers.RandomFlip('horizontal'), turn: ImageDataGenerator({ rotationRange: 20 }), own: (x) => x.mul(0.5) }`.
 * Raises ShapeError for a batch, ValueError for what is no augmentation.
 * @ko 그림 한 장을 증강마다 어떻게 바꾸는지 나란히 보여 줍니다.
 */
export function compareAugmentations(
  picture: ArraySource,
  augmentations: Readonly<Record<string, Augmentation>>,
  given?: CompareAugmentationsOptions,
): Figure {
  const who = 'plot.compareAugmentations';
  const { count, seed, cmap: colors, size, title } = read(who, given, options);
  const array = np.asarray(picture);
  const one = array.ndim === 2 ? array.reshape(...array.shape, 1) : array;
  if (one.ndim !== 3) {
    throw new ShapeError({
      who,
      rule: {
        en: 'takes one picture of shape (h, w) or (h, w, c)',
        ko: '모양이 (h, w) 또는 (h, w, c)인 그림 한 장을 받습니다',
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint: array.ndim === 4 ? { en: 'Take one: x.at(0)', ko: '한 장을 고르세요: x.at(0)' } : undefined,
    });
  }
  const names = Object.keys(augmentations);
  if (names.length === 0) {
    throw new ValueError({
      who,
      rule: { en: 'there must be at least one augmentation', ko: '증강이 하나 이상 있어야 합니다' },
      received: '{}',
    });
  }
  const same = say({ en: 'the picture itself', ko: '원래 그림' });
  const all = names.map((name) => [
    one,
    ...Array.from({ length: count }, (_, i) => changed(augmentations[name]!, one, seed + i, name, who)),
  ]);
  const { range } = shown(np.concatenate(all.flat().map((each) => each.reshape(-1)))); // prettier-ignore
  const inBytes = array.dtype === 'uint8' || range[1] === 255;
  const rows = all.map((row, r) =>
    row.map((each, i): Tile => ({
      picture: visible(each, inBytes, one),
      hover: i === 0 ? same : `${names[r]}, ${i}`,
    })),
  );
  const heads = [same, ...Array.from({ length: count }, (_, i) => String(i + 1))];
  const fig = tiles({ rows, names, heads, size, title, cmap: colors, range: inBytes ? [0, 255] : range });
  fig.alt = {
    en: `A picture and ${count} changed versions of it for each of ${names.length} augmentations: ${names.join(', ')}.`,
    ko: `그림 한 장과, 증강 ${names.length}가지(${names.join(', ')})로 바꾼 ${count}장씩.`,
  };
  return fig;
}

function changed(augmentation: Augmentation, picture: NDArray, seed: number, name: string, who: string): NDArray {
  let got: unknown;
  if (typeof augmentation === 'object' && augmentation !== null && 'randomTransform' in augmentation) {
    got = augmentation.randomTransform(picture.astype('float32'), seed);
  } else if (typeof augmentation === 'function') {
    // Layers take batches, functions of one's own the picture.
    const isLayer = 'getConfig' in augmentation;
    const batch = isLayer ? picture.astype('float32').reshape(1, ...picture.shape) : picture;
    got = augmentation(batch, { training: true });
  }
  if (got instanceof NDArray && got.ndim === 4 && got.shape[0] === 1) got = got.at(0);
  if (got instanceof NDArray && got.ndim === 2) got = got.reshape(...got.shape, 1);
  if (got instanceof NDArray && got.ndim === 3 && got.shape[2] === picture.shape[2]) return got;
  throw new ValueError({
    who,
    rule: {
      en: `'${name}' must be a layer, an ImageDataGenerator or a function that gives a picture`,
      ko: `'${name}'은(는) 층, ImageDataGenerator, 또는 그림을 돌려주는 함수여야 합니다`,
    },
    received:
      got instanceof NDArray
        ? { en: `an array of shape ${shapeText(got.shape)}`, ko: `모양이 ${shapeText(got.shape)}인 배열` }
        : describe(typeof augmentation === 'function' ? got : augmentation),
  });
}

/** In bytes or 0 … 1, whichever the picture is in; of another size it is shown in its own proportions. */
function visible(picture: NDArray, inBytes: boolean, first: NDArray): NDArray {
  if (inBytes) return np.clip(picture, 0, 255).astype('uint8');
  const [low, high] = [Math.min(0, first.min()), Math.max(1, first.max())];
  if (picture.shape[2] !== 3) return picture;
  return np.clip(picture.sub(low).div(high - low), 0, 1);
}
