/**
 * @file A filter lab (`plot.filterLab`) in a page, without a kernel: the picture, a filter to edit, and what it makes of the picture,
 * which follows each key. Used by the lab extension and by exported pages.
 */
import { elementsOf } from './element.ts';
import { keepKeys } from './keys.ts';
import { correlated, looked, type Look, type Pixels } from '../../src/plot/pictures/filter-lab/correlate.ts';
import type { FilterLabJson } from '../../src/plot/pictures/filter-lab/lab.ts';

/** One filter lab inside `host`. */
export class FilterLabView {
  private readonly json: FilterLabJson;
  private readonly result: HTMLCanvasElement;
  private readonly cells: readonly HTMLInputElement[];
  private readonly preset: HTMLSelectElement;
  private readonly looks: Readonly<Record<Look, HTMLInputElement>>;
  private readonly said: HTMLElement;
  private pixels: Pixels | undefined;

  constructor(host: HTMLElement, json: FilterLabJson) {
    this.json = json;
    const { words, weights, look } = json;
    const make = elementsOf(host.ownerDocument);
    const picture = make('img', {
      class: 'kf-picture',
      alt: words.picture,
      src: `data:image/png;base64,${json.picture}`,
    });
    this.result = make('canvas', { class: 'kf-picture', role: 'img', 'aria-label': words.result });
    const side = Math.sqrt(weights.length);
    this.cells = weights.map((weight, at) =>
      make('input', {
        type: 'number',
        step: 'any',
        value: String(weight),
        'aria-label': `${words.row} ${Math.floor(at / side) + 1}, ${words.column} ${(at % side) + 1}`,
      }),
    );
    this.preset = make('select', { 'aria-label': words.preset });
    this.preset.append(new Option(words.own, ''));
    if (side === 3) words.presets.forEach(({ name }, i) => this.preset.append(new Option(name, String(i))));
    const group = `kf-${Math.random().toString(36).slice(2)}`;
    this.looks = {
      clip: make('input', { type: 'radio', name: group }),
      stretch: make('input', { type: 'radio', name: group }),
    };
    this.looks[look].checked = true;
    this.said = make('div', { class: 'kf-said', 'aria-live': 'polite' });
    const column = (title: string, ...inside: (Node | string)[]): HTMLElement =>
      make('div', { class: 'kf-column' }, make('div', { class: 'kf-title' }, title), ...inside);
    const root = make(
      'div',
      {
        class: 'kf-lab',
        role: 'group',
        'aria-label': json.summary,
        lang: words.lang,
      },
      make('style', {}, STYLE),
      column(words.picture, picture),
      column(
        words.filter,
        make('div', { class: 'kf-filter', style: `grid-template-columns: repeat(${side}, 1fr)` }, ...this.cells),
        this.said,
        this.preset,
        ...(['clip', 'stretch'] as const).map((each) =>
          make('label', { class: 'kf-look' }, this.looks[each], words[each]),
        ),
      ),
      column(words.result, this.result),
    );
    host.replaceChildren(root);
    keepKeys(root);
    for (const cell of this.cells) {
      cell.addEventListener('input', () => this.draw());
      cell.addEventListener('keydown', (event) => this.key(event, cell, side));
      cell.addEventListener('focus', () => cell.select());
    }
    this.preset.addEventListener('change', () => {
      const chosen = words.presets[Number(this.preset.value)];
      if (this.preset.value === '' || !chosen) return;
      chosen.weights.forEach((weight, at) => (this.cells[at]!.value = String(weight)));
      this.looks[chosen.weights.some((weight) => weight < 0) ? 'stretch' : 'clip'].checked = true;
      this.draw();
    });
    for (const radio of Object.values(this.looks)) radio.addEventListener('change', () => this.draw());
    picture.addEventListener('load', () => this.begin(picture));
  }

  /** The picture's numbers, once it is there. */
  private begin(picture: HTMLImageElement): void {
    const [width, height] = [picture.naturalWidth, picture.naturalHeight];
    [this.result.width, this.result.height] = [width, height];
    // Small pictures grow by whole steps, so that their pixels are seen.
    const shownWidth = `${width * Math.max(1, Math.floor(240 / Math.max(width, height)))}px`;
    for (const each of [picture, this.result]) each.style.width = shownWidth;
    const context = this.result.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const { channels } = this.json;
    const bytes = new Uint8Array(width * height * channels);
    for (let i = 0; i < width * height; i++)
      for (let k = 0; k < channels; k++) bytes[i * channels + k] = data[4 * i + k]!;
    this.pixels = { width, height, channels, data: bytes };
    this.draw();
  }

  /** Up and down change a weight, by tenths with Shift; with Control the arrows walk through the filter. */
  private key(event: KeyboardEvent, cell: HTMLInputElement, side: number): void {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const walk = { ArrowUp: -side, ArrowDown: side, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.ctrlKey && walk !== undefined) this.cells[this.cells.indexOf(cell) + walk]?.focus();
    else if (step !== undefined) {
      cell.value = String(Number(((Number(cell.value) || 0) + step * (event.shiftKey ? 0.1 : 1)).toFixed(4)));
      this.draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private draw(): void {
    const { pixels } = this;
    if (!pixels) return;
    const weights = this.cells.map((cell) => Number(cell.value) || 0);
    const { bytes, range } = looked(correlated(pixels, weights), this.looks.stretch.checked ? 'stretch' : 'clip');
    const { width, height, channels } = pixels;
    const drawn = new ImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      for (let k = 0; k < 3; k++) drawn.data[4 * i + k] = bytes[i * channels + (channels === 1 ? 0 : k)]!;
      drawn.data[4 * i + 3] = 255;
    }
    this.result.getContext('2d')!.putImageData(drawn, 0, 0);
    const { words } = this.json;
    const same = words.presets.findIndex((each) => each.weights.every((weight, at) => weight === weights[at]));
    this.preset.value = weights.length === 9 && same >= 0 ? String(same) : '';
    const sum = Number(weights.reduce((total, each) => total + each, 0).toFixed(4));
    this.said.textContent = `${words.sum}: ${sum} · ${Math.round(range[0])} … ${Math.round(range[1])}`;
  }
}

const STYLE = `
.kf-lab { display: flex; flex-wrap: wrap; gap: 10px 22px; align-items: flex-start; padding: 8px 6px; max-width: 100%; box-sizing: border-box; color: var(--jp-content-font-color1, inherit); font: 14px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); }
.kf-column { display: flex; flex-direction: column; gap: 6px; min-width: 0; max-width: 100%; }
.kf-title { font-size: 12px; }
.kf-picture { display: block; max-width: 100%; height: auto; image-rendering: pixelated; }
.kf-filter { display: grid; gap: 3px; justify-content: start; }
.kf-filter input { width: 58px; height: 42px; box-sizing: border-box; padding: 2px 4px; font: inherit; text-align: center; color: inherit; background: var(--jp-layout-color1, Canvas); border: 1px solid currentColor; border-radius: 3px; appearance: textfield; }
.kf-filter input::-webkit-inner-spin-button { display: none; }
.kf-lab select { font: inherit; padding: 4px; color: inherit; background: var(--jp-layout-color1, Canvas); border: 1px solid currentColor; border-radius: 3px; max-width: 100%; }
.kf-lab :focus-visible { outline: 2px solid #1f6fd1; outline-offset: 1px; }
.kf-look { display: flex; gap: 6px; font-size: 12px; align-items: center; }
.kf-said { font-size: 12px; }
@media print { .kf-lab { break-inside: avoid; } }
`;
