/**
 * @file What `plot.explore` lies in a notebook as: for pages that know it the network with a few pictures (the lab extension and exported
 * pages show it without a kernel, and ask the kernel where there is one), a PNG elsewhere, a sentence in a terminal.
 */
import { displaySymbol, type Displayable, type MimeBundle } from '../../../display/index.ts';
import { say } from '../../../errors/index.ts';
import { toBase64 } from '../../../platform/index.ts';
import { forget, keep } from '../../figure/open-figures.ts';
import * as drawing from '../../output/drawing.ts';
import { showAtCellEnd, showFigures } from '../../output/show.ts';
import type { Explored, ExploreJson } from './explored.ts';
import { answerPages } from './line.ts';
import type { Network } from './network.ts';
import { savedOf } from './saved.ts';
import { sheetOf } from './sheet.ts';
import type { Tensor } from './uses.ts';

/** The MIME type of an explorer. */
const exploreMime = 'application/vnd.kernelab.explore+json';

/** What the call chose. */
export interface Chosen {
  readonly first: number;
  readonly maps: number;
  readonly weights: number;
  readonly names: readonly string[] | null;
}

/** A network that one can look into. Shown at the end of its cell. */
export class Explorer implements Displayable {
  /**
   * The name that pages know it by.
   * @ko 페이지에서 부르는 이름입니다.
   */
  readonly id: string = crypto.randomUUID();
  readonly #network: Network;
  readonly #chosen: Chosen;
  readonly #results: readonly Tensor[];

  constructor(network: Network, chosen: Chosen) {
    [this.#network, this.#chosen] = [network, chosen];
    this.#results = network.run(network.sample(chosen.first));
    answerPages(this.id, network);
    drawing.warmUp();
    showAtCellEnd();
    keep(this);
  }

  /** What it shows, in a sentence. */
  get summary(): string {
    const { name, uses, outputs } = this.#network;
    const layers = uses.length - this.#network.inputs.length;
    const shapes = (places: readonly number[]): string => places.map((i) => uses[i]!.shape.join('×')).join(', ');
    const ins = shapes(this.#network.inputs.map((_, i) => i));
    const outs = shapes(outputs);
    const best = this.#best();
    return say({
      en: `The network '${name}' from the inside: ${layers} layers from ${ins} to ${outs}, with the maps of picture ${this.#chosen.first}.${best ? ` Largest output: ${best}.` : ''}`,
      ko: `네트워크 '${name}'의 속: ${ins}에서 ${outs}까지 층 ${layers}개와 그림 ${this.#chosen.first}의 맵입니다.${best ? ` 가장 큰 출력: ${best}.` : ''}`,
    });
  }

  /**
   * Shows it now.
   * @ko 바로 보여 줍니다.
   */
  show(): void {
    showFigures([this]);
  }

  /** What lies in the notebook. */
  get explored(): Explored {
    return savedOf(this.#network, this.#results, { id: this.id, summary: this.summary, ...this.#chosen });
  }

  /** The layers with their first maps as SVG text. */
  toSVG(): string {
    return sheetOf(this.#network, this.#results, this.#chosen.names);
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
    const json: ExploreJson = { version: 1, summary: this.summary, explored: JSON.stringify(this.explored) };
    return { [exploreMime]: json, 'image/png': toBase64(drawing.drawNow(this.toSVG(), 'png', 1)), ...text };
  }

  /** The output of most, where the model gives one vector. */
  #best(): string | undefined {
    const [only, ...others] = this.#network.outputs;
    const result = only === undefined ? undefined : this.#results[only];
    if (!result || others.length > 0 || result.shape.length !== 1 || result.data.length < 2) return undefined;
    const best = result.data.indexOf(result.data.reduce((a, b) => (b > a ? b : a), -Infinity));
    if (best < 0) return undefined;
    return `${this.#chosen.names?.[best] ?? best} (${Number(result.data[best]!.toPrecision(3))})`;
  }
}
