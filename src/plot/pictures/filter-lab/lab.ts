/**
 * @file What `plot.filterLab` lies in a notebook as: for pages that know it the picture and the filter (the lab extension and exported
 * pages let one edit it without a kernel), a PNG of picture, filter and result elsewhere, a sentence in a terminal.
 */
import { displaySymbol, type Displayable, type MimeBundle } from '../../../display/index.ts';
import { say, type Translated } from '../../../errors/index.ts';
import { encodePng, toBase64 } from '../../../platform/index.ts';
import { forget, keep } from '../../figure/open-figures.ts';
import * as drawing from '../../output/drawing.ts';
import { showAtCellEnd, showFigures } from '../../output/show.ts';
import { correlated, looked, type Look, type Pixels } from './correlate.ts';
import { presets } from './presets.ts';

/** The MIME type of a filter lab. */
const filterLabMime = 'application/vnd.kernelab.filter-lab+json';

/** What the page gets. */
export interface FilterLabJson {
  readonly version: number;
  readonly summary: string;
  /** A PNG file as base64. */
  readonly picture: string;
  readonly channels: number;
  readonly weights: readonly number[];
  readonly look: Look;
  readonly words: Words;
}

/** What stands on the page. */
export interface Words {
  readonly lang: 'en' | 'ko';
  readonly picture: string;
  readonly filter: string;
  readonly result: string;
  readonly preset: string;
  readonly own: string;
  readonly clip: string;
  readonly stretch: string;
  readonly sum: string;
  readonly row: string;
  readonly column: string;
  readonly presets: readonly { readonly name: string; readonly weights: readonly number[] }[];
}

const both = (en: string, ko: string): Translated => ({ en, ko });

function words(): Words {
  return {
    lang: say(both('en', 'ko')) as 'en' | 'ko',
    picture: say(both('picture', '그림')),
    filter: say(both('filter', '필터')),
    result: say(both('picture ∗ filter', '그림 ∗ 필터')),
    preset: say(both('Filters to begin with', '시작할 필터')),
    own: say(both('my own', '직접 만든 필터')),
    clip: say(both('0 is black, 255 is white', '0은 검정, 255는 흰색')),
    stretch: say(both('least is black, largest is white', '최솟값은 검정, 최댓값은 흰색')),
    sum: say(both('sum of the weights', '가중치의 합')),
    row: say(both('row', '행')),
    column: say(both('column', '열')),
    presets: presets.map(({ name, weights }) => ({ name: say(name), weights })),
  };
}

/** A picture whose filter can be edited. Shown at the end of its cell. */
export class FilterLab implements Displayable {
  /** The picture, bytes. */
  readonly #pixels: Pixels;
  /** The filter, row by row. */
  readonly weights: readonly number[];
  readonly #look: Look;

  constructor(pixels: Pixels, weights: readonly number[], look: Look) {
    [this.#pixels, this.weights, this.#look] = [pixels, weights, look];
    drawing.warmUp();
    showAtCellEnd();
    keep(this);
  }

  /** What it shows, in a sentence. */
  get summary(): string {
    const { width, height } = this.#pixels;
    const side = Math.sqrt(this.weights.length);
    return say(
      both(
        `A picture of ${height} x ${width} and what a filter of ${side} x ${side} makes of it: [${this.weights.join(', ')}].`,
        `${height} x ${width} 그림과 ${side} x ${side} 필터 [${this.weights.join(', ')}]의 결과입니다.`,
      ),
    );
  }

  /**
   * Shows it now.
   * @ko 바로 보여 줍니다.
   */
  show(): void {
    showFigures([this]);
  }

  /** The picture, the filter and the result as SVG text. */
  toSVG(): string {
    const { width, height } = this.#pixels;
    const { picture, filter, result } = words();
    const scale = Math.max(1, Math.floor(220 / Math.max(width, height)));
    const [w, h] = [width * scale, height * scale];
    const side = Math.sqrt(this.weights.length);
    const cell = 44;
    const left = 12 + w + 24;
    const behind = left + side * cell + 24;
    const total = { width: behind + w + 12, height: 34 + Math.max(h, side * cell) + 12 };
    const image = (x: number, png: string): string =>
      `<image x="${x}" y="34" width="${w}" height="${h}" style="image-rendering: ${scale > 1 ? 'pixelated' : 'auto'}" href="data:image/png;base64,${png}"/>`;
    const cells = this.weights.map((weight, at) => {
      const [x, y] = [left + (at % side) * cell, 34 + Math.floor(at / side) * cell];
      return `<rect x="${x}" y="${y}" width="${cell}" height="${cell}" fill="#fff" stroke="#000"/><text x="${x + cell / 2}" y="${y + cell / 2 + 4}" text-anchor="middle" font-size="12">${Number(weight.toPrecision(3))}</text>`;
    });
    const title = (x: number, text: string): string => `<text x="${x}" y="24" font-size="13">${text}</text>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" viewBox="0 0 ${total.width} ${total.height}" font-family="DejaVu Sans, Noto Sans KR, sans-serif"><rect width="100%" height="100%" fill="#fff"/>${title(12, picture)}${title(left, filter)}${title(behind, result)}${image(12, this.#png())}${cells.join('')}${image(behind, this.#resultPng())}</svg>`;
  }

  /** Its summary: what a terminal shows. */
  toString(): string {
    return this.summary;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    forget(this);
    const text = { 'text/plain': this.toString() };
    if (!drawing.arePicturesWanted()) return text;
    const json: FilterLabJson = {
      version: 1,
      summary: this.summary,
      picture: this.#png(),
      channels: this.#pixels.channels,
      weights: this.weights,
      look: this.#look,
      words: words(),
    };
    return { [filterLabMime]: json, 'image/png': toBase64(drawing.drawNow(this.toSVG(), 'png', 1)), ...text };
  }

  #png(): string {
    return pngOf(this.#pixels, Uint8Array.from(this.#pixels.data));
  }

  #resultPng(): string {
    return pngOf(this.#pixels, looked(correlated(this.#pixels, this.weights), this.#look).bytes);
  }
}

function pngOf({ width, height, channels }: Pixels, samples: Uint8Array): string {
  return toBase64(encodePng({ width, height, channels: channels as 1 | 3, samples }));
}
