/**
 * @file What `plot.playground` lies in a notebook as: for pages that know it the setting (the lab extension and exported pages let one
 * train in the page), elsewhere a PNG of the network after some hundred epochs, a sentence in a terminal.
 */
import { displaySymbol, type Displayable, type MimeBundle } from '../../../display/index.ts';
import { getLanguage, say, type Language, type Translated } from '../../../errors/index.ts';
import { encodePng, toBase64 } from '../../../platform/index.ts';
import { forget, keep } from '../../figure/open-figures.ts';
import * as drawing from '../../output/drawing.ts';
import { showAtCellEnd, showFigures } from '../../output/show.ts';
import { REACH } from './points.ts';
import { cssOf, curveOf, featureText, heightOf, highestOf, linesOf, pixelsOf, placesOf, UNIT } from './scene.ts';
import type { Setting } from './setting.ts';
import { Toy } from './toy.ts';

/** The MIME type of a playground. */
const playgroundMime = 'application/vnd.kernelab.playground+json';

/** Epochs of the picture on paper, where nobody can press Play. */
const EPOCHS = 300;

/** Places along a side of a surface on paper: squares of 5 pixels, of which a PNG of some kilobytes can be made. */
const GRID = 44;

/** What the page gets. */
export interface PlaygroundJson {
  readonly version: number;
  readonly summary: string;
  readonly lang: Language;
  readonly setting: Setting;
  readonly play: boolean;
}

const both = (en: string, ko: string): Translated => ({ en, ko });

/** A network that learns in the page. Shown at the end of its cell. */
export class Playground implements Displayable {
  /** What it begins with. */
  readonly setting: Setting;
  readonly #play: boolean;
  #trained: Toy | undefined;

  constructor(setting: Setting, play: boolean) {
    [this.setting, this.#play] = [setting, play];
    drawing.warmUp();
    showAtCellEnd();
    keep(this);
  }

  /** What it shows, in two sentences. */
  get summary(): string {
    const { data, points, noise, features, layers, activation } = this.setting;
    const toy = this.#toy();
    const [train, test] = [toy.losses.train, toy.losses.test].map((list) => list.at(-1)!.toPrecision(3));
    const hidden = layers.length === 0 ? '0' : layers.join(', ');
    return say(
      both(
        `A network (features ${features.join(', ')}; hidden units ${hidden}; ${activation}) learns to tell ${points} points of two classes apart (${data}, noise ${noise}). After ${EPOCHS} epochs its loss is ${train}, on points kept back ${test}.`,
        `신경망(특성 ${features.join(', ')}, 은닉 유닛 ${hidden}, ${activation})이 두 클래스의 점 ${points}개(${data}, 잡음 ${noise})를 가르는 법을 배웁니다. 에포크 ${EPOCHS}개 뒤의 손실은 ${train}, 남겨 둔 점에서는 ${test}입니다.`,
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

  /** The network, the surface and the loss after 300 epochs as SVG text. */
  toSVG(): string {
    const toy = this.#toy();
    const { features, layers } = this.setting;
    const widths = [features.length, ...layers, 1];
    const surfaces = toy.surfaces(GRID);
    const wide = 150 + 62 * widths.length;
    const places = placesOf(widths, wide);
    const right = wide + 30;
    const side = 220;
    const height = Math.max(heightOf(widths) + 44, side + 150);
    const picture = (surface: Float32Array, isOutput: boolean, x: number, y: number, size: number): string => {
      const png = encodePng({ width: GRID, height: GRID, channels: 3, samples: pixelsOf(surface, isOutput) });
      const how = isOutput ? 'pixelated' : 'auto';
      return `<image x="${x}" y="${y}" width="${size}" height="${size}" style="image-rendering: ${how}" href="data:image/png;base64,${toBase64(png)}"/><rect x="${x}" y="${y}" width="${size}" height="${size}" fill="none" stroke="#000" stroke-opacity="0.6"/>`;
    };
    const text = (x: number, y: number, inside: string, more = ''): string =>
      `<text x="${x}" y="${y}" font-size="12"${more}>${inside}</text>`;
    const lines = linesOf(toy.net, places).map(
      ({ from, to, weight, thick }) =>
        `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${cssOf(Math.sign(weight))}" stroke-width="${thick.toFixed(1)}"/>`,
    );
    const units = places.flatMap((layer, l) =>
      layer.map(({ x, y }, u) => picture(surfaces[l]![u]!, l === widths.length - 1, x - UNIT / 2, y - UNIT / 2, UNIT)),
    );
    const names = places[0]!.map(({ x, y }, u) =>
      text(x - UNIT / 2 - 6, y + 4, featureText(features[u]!), ' text-anchor="end"'),
    );
    const at = (value: number): number => ((value + REACH) / (2 * REACH)) * side;
    const dots = [...toy.train.points, ...toy.test.points].map(({ x, y, label }, i) => {
      const own =
        i < toy.train.points.length
          ? 'stroke="#fff" stroke-width="0.8"'
          : 'stroke="#fff" stroke-width="0.8" fill-opacity="0.45"';
      return `<circle cx="${at(x).toFixed(1)}" cy="${at(-y).toFixed(1)}" r="3" fill="${cssOf(label === 1 ? 1 : -1)}" ${own}/>`;
    });
    const most = highestOf(toy.losses);
    const curve = (losses: readonly number[], dash: string): string =>
      `<polyline points="${curveOf(losses, most, side, 60)}" fill="none" stroke="#000" stroke-width="1.5"${dash}/>`;
    const [train, test] = [toy.losses.train, toy.losses.test].map((list) => list.at(-1)!.toPrecision(3));
    const head = say(both(`after ${EPOCHS} epochs`, `에포크 ${EPOCHS}개 뒤`));
    const said = say(both(`loss ${train}, test ${test} (- -)`, `손실 ${train}, 시험 ${test} (- -)`));
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${right + side + 14}" height="${height}" viewBox="0 0 ${right + side + 14} ${height}" font-family="DejaVu Sans, Noto Sans KR, sans-serif"><rect width="100%" height="100%" fill="#fff"/>${text(12, 22, head, ' font-weight="bold"')}<g transform="translate(12 34)">${lines.join('')}${units.join('')}${names.join('')}</g>${picture(surfaces.at(-1)![0]!, true, right, 34, side)}<clipPath id="square"><rect width="${side}" height="${side}"/></clipPath><g transform="translate(${right} 34)" clip-path="url(#square)">${dots.join('')}</g>${text(right, 34 + side + 22, said)}<g transform="translate(${right} ${34 + side + 32})">${curve(toy.losses.train, '')}${curve(toy.losses.test, ' stroke-dasharray="4 3"')}</g></svg>`;
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
    const json: PlaygroundJson = {
      version: 1,
      summary: this.summary,
      lang: getLanguage(),
      setting: this.setting,
      play: this.#play,
    };
    return { [playgroundMime]: json, 'image/png': toBase64(drawing.drawNow(this.toSVG(), 'png', 1)), ...text };
  }

  /** The network as paper shows it. */
  #toy(): Toy {
    if (this.#trained) return this.#trained;
    const toy = new Toy(this.setting);
    for (let epoch = 0; epoch < EPOCHS; epoch++) toy.step();
    return (this.#trained = toy);
  }
}
