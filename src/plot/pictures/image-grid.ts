/** @file Pictures with their labels in rows. */
import { type Words } from '../input/values.ts';
import { anything, flag, integer, number, optionsOf, refuseSurplus, text } from '../../arguments/index.ts';
import type { ArraySource, NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { splitOptions } from '../input/options.ts';
import { cmap, read, words, type Read } from '../input/rules.ts';
import { columnsOf, columnsRule, sheet, sizeForNumbers, writeValues } from './sheet.ts';
import { picturesOf, wordsOf } from './sources.ts';

export interface ImageGridOptions {
  /**
   * A word or number under each picture's place.
   * @ko 그림마다 붙이는 글이나 번호입니다.
   */
  labels?: ArraySource | Words;
  /**
   * Names for numeric labels: class 3 is shown as `names[3]`.
   * @ko 번호로 된 레이블의 이름입니다. 클래스 3은 `names[3]`으로 보입니다.
   */
  names?: Words;
  /**
   * Predicted labels: a title is red where they differ, with the true one behind it.
   * @ko 예측한 레이블입니다. 정답과 다르면 제목이 빨갛고 정답이 뒤에 붙습니다.
   */
  predictions?: ArraySource | Words;
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
  names: words(),
  predictions: anything({ en: 'a label for each picture', ko: '그림마다 레이블 하나' }),
  columns: columnsRule(),
  cmap: cmap<string>(),
  size: number({ above: 0 }),
  title: text(),
  numbers: flag(),
});

/**
 * Pictures with labels: (n, h, w), (n, h, w, c) or a list of pictures. `numbers: true` writes the values into grey ones.
 * @ko 여러 그림을 격자로 늘어놓습니다.
 */
export function imageGrid(images: ArraySource | readonly ArraySource[], options?: ImageGridOptions): Figure {
  return drawGrid(images, read('plot.imageGrid', options, imageGridOptions), 'plot.imageGrid');
}

function drawGrid(
  images: ArraySource | readonly ArraySource[],
  options: Read<ImageGridOptions, typeof imageGridOptions.rules>,
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
  labels?: ArraySource | Words,
  images_per_row?: number | PlotImagesOptions,
): Figure {
  const who = 'plot.plot_images';
  if (arguments.length > 3) refuseSurplus(who, arguments, 3);
  const [args, last] = splitOptions<PlotImagesOptions>([labels, images_per_row]);
  const given = read(who, last ?? { images_per_row: args[1] as number | undefined }, plotImagesOptions);
  const columns = given.images_per_row ?? given.columns;
  return drawGrid(images, read(who, { labels: args[0] as ArraySource | undefined, columns }, imageGridOptions), who);
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
