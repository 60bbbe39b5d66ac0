/**
 * @file A playground (`plot.playground`) in a page: choices, the network, what it says about the plane, its loss. It trains here, an epoch
 * per frame while it plays; no kernel is asked. Used by the lab extension and by exported pages.
 */
import { elementsOf, type MakeElement } from './element.ts';
import { keepKeys } from './keys.ts';
import { playgroundWords, type PlaygroundWords } from './playground-words.ts';
import { codeOf } from '../../src/plot/pictures/playground/code.ts';
import type { PlaygroundJson } from '../../src/plot/pictures/playground/playground.ts';
import { REACH } from '../../src/plot/pictures/playground/points.ts';
import {
  cssOf,
  curveOf,
  featureText,
  heightOf,
  highestOf,
  linesOf,
  pixelsOf,
  placesOf,
  UNIT,
} from '../../src/plot/pictures/playground/scene.ts';
import {
  activationNames,
  batchSizes,
  dataNames,
  featureNames,
  learningRates,
  MOST_LAYERS,
  MOST_UNITS,
  regularizationNames,
  regularizationRates,
  type Setting,
} from '../../src/plot/pictures/playground/setting.ts';
import { Toy } from '../../src/plot/pictures/playground/toy.ts';

/** Places along a side at which the network is asked. */
const GRID = 40;
/** The surface in the page, in pixels. */
const SURFACE = 240;
const CURVE = { width: 240, height: 64 };

/** One playground inside `host`. */
export class PlaygroundView {
  private readonly make: MakeElement;
  private readonly words: PlaygroundWords;
  private readonly root: HTMLElement;
  private readonly player: HTMLButtonElement;
  private readonly epoch: HTMLElement;
  private readonly hidden: HTMLElement;
  private readonly network: HTMLCanvasElement;
  private readonly surface: HTMLCanvasElement;
  private readonly curve: HTMLElement;
  private readonly said: HTMLElement;
  private readonly code: HTMLElement;
  private readonly watch: ResizeObserver;
  /** A picture of GRID pixels a side, to be drawn larger. */
  private readonly tile: HTMLCanvasElement;
  private setting: Setting;
  private toy: Toy;
  private frame: number | undefined;

  constructor(host: HTMLElement, json: PlaygroundJson) {
    this.setting = json.setting;
    this.toy = new Toy(this.setting);
    const make = (this.make = elementsOf(host.ownerDocument));
    const words = (this.words = playgroundWords(json.lang));
    this.tile = make('canvas', { width: String(GRID), height: String(GRID) });
    this.player = make('button', { type: 'button', class: 'kp-play' });
    this.epoch = make('span', { class: 'kp-epoch' });
    this.hidden = make('div', { class: 'kp-hidden' });
    this.network = make('canvas', { class: 'kp-network', role: 'img', 'aria-label': words.network });
    this.surface = make('canvas', { class: 'kp-surface', role: 'img', 'aria-label': words.surface });
    this.curve = make('div', { class: 'kp-curve', role: 'img', 'aria-label': words.curve });
    this.said = make('div', { class: 'kp-said', 'aria-live': 'polite' });
    this.code = make('code', {});
    this.root = make(
      'div',
      {
        class: 'kp-playground',
        role: 'group',
        'aria-label': json.summary,
        lang: json.lang,
      },
      make('style', {}, STYLE),
      this.controls(),
      make(
        'div',
        { class: 'kp-body' },
        this.choices(),
        make(
          'div',
          { class: 'kp-middle' },
          make('div', { class: 'kp-title' }, words.hidden),
          this.hidden,
          this.network,
        ),
        make(
          'div',
          { class: 'kp-right' },
          make('div', { class: 'kp-title' }, words.output),
          this.surface,
          this.said,
          this.curve,
        ),
      ),
      make('details', { class: 'kp-code' }, make('summary', {}, words.code), make('pre', {}, this.code)),
    );
    host.replaceChildren(this.root);
    keepKeys(this.root);
    this.player.addEventListener('click', () => this.play(this.frame === undefined));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.network);
    this.begin({});
    if (json.play) this.play(true);
  }

  dispose(): void {
    this.play(false);
    this.watch.disconnect();
  }

  /** A row of buttons and rates. */
  private controls(): HTMLElement {
    const { make, words } = this;
    const button = (text: string, act: () => void): HTMLElement => {
      const made = make('button', { type: 'button' }, text);
      made.addEventListener('click', act);
      return made;
    };
    return make(
      'div',
      { class: 'kp-controls' },
      this.player,
      button(words.step, () => {
        this.play(false);
        this.step();
      }),
      button(words.reset, () => this.begin({})),
      button(words.newSeed, () => this.begin({ seed: this.setting.seed + 1 })),
      this.epoch,
      // Rates change while it trains; what makes another network begins anew.
      this.select('learningRate', learningRates, (learningRate) => this.change({ learningRate })),
      this.select('activation', activationNames, (activation) => this.begin({ activation })),
      this.select('regularization', regularizationNames, (regularization) => this.change({ regularization })),
      this.select('regularizationRate', regularizationRates, (regularizationRate) =>
        this.change({ regularizationRate }),
      ),
      this.select('batchSize', batchSizes, (batchSize) => this.change({ batchSize })),
    );
  }

  /** A choice; a value of the cell that the page does not offer is put among the others. */
  private select<T extends string | number>(
    name: 'learningRate' | 'activation' | 'regularization' | 'regularizationRate' | 'batchSize',
    offered: readonly T[],
    act: (value: T) => void,
  ): HTMLElement {
    const { make } = this;
    const own = this.setting[name] as T;
    const all = offered.includes(own) ? offered : [...offered, own].sort((a, b) => Number(a) - Number(b));
    const select = make('select', {}, ...all.map((value) => make('option', { value: String(value) }, String(value))));
    select.value = String(own);
    select.addEventListener('change', () => act(all[select.selectedIndex]!));
    return make('label', { class: 'kp-choice' }, this.words[name], select);
  }

  /** Data, noise and features. */
  private choices(): HTMLElement {
    const { make, words } = this;
    const group = `kp-${Math.random().toString(36).slice(2)}`;
    const sets = dataNames.map((data) => {
      const radio = make('input', { type: 'radio', name: group });
      radio.checked = data === this.setting.data;
      radio.addEventListener('change', () => this.begin({ data }));
      return make('label', { class: 'kp-check' }, radio, words.sets[data]);
    });
    const noise = make('input', { type: 'range', min: '0', max: '0.5', step: '0.05' });
    noise.value = String(this.setting.noise);
    const shown = make('output', {}, String(this.setting.noise));
    noise.addEventListener('input', () => {
      shown.textContent = noise.value;
      this.begin({ noise: Number(noise.value) });
    });
    const boxes = featureNames.map((feature) => {
      const box = make('input', { type: 'checkbox' });
      box.checked = this.setting.features.includes(feature);
      box.addEventListener('change', () => {
        const features = featureNames.filter((name) =>
          name === feature ? box.checked : this.setting.features.includes(name),
        );
        // A network needs something to look at.
        if (features.length === 0) box.checked = true;
        else this.begin({ features });
      });
      return make('label', { class: 'kp-check' }, box, featureText(feature));
    });
    return make(
      'div',
      { class: 'kp-left' },
      make(
        'div',
        { role: 'radiogroup', 'aria-label': words.data },
        make('div', { class: 'kp-title' }, words.data),
        make('div', { class: 'kp-list' }, ...sets),
      ),
      make('label', { class: 'kp-noise' }, words.noise, noise, shown),
      make(
        'div',
        { role: 'group', 'aria-label': words.features },
        make('div', { class: 'kp-title' }, words.features),
        make('div', { class: 'kp-list' }, ...boxes),
      ),
    );
  }

  /** + and − for layers and for the units of each. */
  private showLayers(): void {
    const { make, words } = this;
    const { layers } = this.setting;
    const active = this.root.ownerDocument.activeElement;
    const focused = active instanceof HTMLElement && this.hidden.contains(active) ? active.dataset['key'] : undefined;
    const button = (key: string, sign: string, label: string, next: readonly number[] | undefined): HTMLElement => {
      const made = make('button', { type: 'button', 'aria-label': label, title: label, 'data-key': key }, sign);
      made.disabled = next === undefined;
      made.addEventListener('click', () => next && this.begin({ layers: next }));
      return made;
    };
    const count = layers.length;
    const row = [
      make(
        'span',
        { class: 'kp-count', role: 'group', 'aria-label': words.hidden },
        button('-', '−', words.fewerLayers, count > 0 ? layers.slice(0, -1) : undefined),
        make('b', {}, String(count)),
        button('+', '+', words.moreLayers, count < MOST_LAYERS ? [...layers, layers.at(-1) ?? 4] : undefined),
      ),
      ...layers.map((units, l) => {
        const name = `${words.layer} ${l + 1}`;
        const changed = (by: number): number[] => layers.map((each, k) => (k === l ? each + by : each));
        return make(
          'span',
          { class: 'kp-count', role: 'group', 'aria-label': name },
          make('span', {}, name),
          button(`-${l}`, '−', `${name}: ${words.fewerUnits}`, units > 1 ? changed(-1) : undefined),
          make('b', {}, String(units)),
          button(`+${l}`, '+', `${name}: ${words.moreUnits}`, units < MOST_UNITS ? changed(1) : undefined),
        );
      }),
    ];
    this.hidden.replaceChildren(...row);
    if (focused !== undefined) this.hidden.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A network anew, with some choices changed. */
  private begin(changed: Partial<Setting>): void {
    this.setting = { ...this.setting, ...changed };
    this.toy = new Toy(this.setting);
    const isPlaying = this.frame !== undefined;
    this.play(isPlaying);
    this.showLayers();
    this.code.textContent = codeOf(this.setting);
    this.draw();
  }

  /** Choices that the network goes on with. */
  private change(changed: Partial<Setting>): void {
    this.setting = { ...this.setting, ...changed };
    this.code.textContent = codeOf(this.setting);
  }

  private play(on: boolean): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { words } = this;
    this.player.textContent = on ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    // A sentence every moment would not let a screen reader finish any.
    this.said.setAttribute('aria-live', on ? 'off' : 'polite');
    if (!on) return;
    const next = (): void => {
      // A page that was closed, or an output that was cleared.
      if (!this.root.isConnected) return this.play(false);
      this.frame = requestAnimationFrame(next);
      this.step();
    };
    this.frame = requestAnimationFrame(next);
  }

  private step(): void {
    this.toy.step(this.setting);
    if (!Number.isFinite(this.toy.losses.train.at(-1)!)) this.play(false);
    this.draw();
  }

  private draw(): void {
    const { toy, words } = this;
    const surfaces = toy.surfaces(GRID);
    this.drawNetwork(surfaces);
    this.drawSurface(surfaces.at(-1)![0]!);
    const [train, test] = [toy.losses.train.at(-1)!, toy.losses.test.at(-1)!];
    this.epoch.textContent = `${words.epoch} ${toy.epoch}`;
    this.said.textContent = Number.isFinite(train)
      ? `${words.loss} ${train.toFixed(3)} · ${words.testLoss} ${test.toFixed(3)} (- -) · ${words.accuracy} ${Math.round(100 * toy.accuracy)}%`
      : words.lost;
    const most = highestOf(toy.losses);
    const { width, height } = CURVE;
    const line = (losses: readonly number[], more: string): string =>
      `<polyline points="${curveOf(losses, most, width, height)}" fill="none" stroke="currentColor" stroke-width="1.5"${more}/>`;
    this.curve.innerHTML = `<svg viewBox="-1 -1 ${width + 2} ${height + 2}" aria-hidden="true"><path d="M0 0V${height}H${width}" fill="none" stroke="currentColor" stroke-opacity="0.4"/>${line(toy.losses.train, '')}${line(toy.losses.test, ' stroke-dasharray="4 3"')}</svg>`;
  }

  private drawNetwork(surfaces: readonly (readonly Float32Array[])[]): void {
    const widths = surfaces.map((layer) => layer.length);
    const width = this.network.clientWidth || 320;
    const height = heightOf(widths);
    const context = sharp(this.network, width, height);
    const ink = getComputedStyle(this.root).color;
    const places = placesOf(widths, width);
    for (const { from, to, weight, thick } of linesOf(this.toy.net, places)) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      const middle = (from.x + to.x) / 2;
      context.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
      context.lineWidth = thick;
      context.strokeStyle = cssOf(Math.sign(weight));
      context.stroke();
    }
    context.lineWidth = 1;
    context.strokeStyle = context.fillStyle = ink;
    context.font = '12px system-ui, sans-serif';
    [context.textAlign, context.textBaseline, context.imageSmoothingEnabled] = ['right', 'middle', true];
    places.forEach((layer, l) =>
      layer.forEach(({ x, y }, u) => {
        const [left, top] = [x - UNIT / 2, y - UNIT / 2];
        this.paint(context, surfaces[l]![u]!, l === places.length - 1, left, top, UNIT);
        context.strokeRect(left + 0.5, top + 0.5, UNIT - 1, UNIT - 1);
        if (l === 0) context.fillText(featureText(this.setting.features[u]!), left - 6, y);
      }),
    );
  }

  private drawSurface(surface: Float32Array): void {
    const context = sharp(this.surface, SURFACE, SURFACE);
    this.paint(context, surface, true, 0, 0, SURFACE);
    const at = (value: number): number => ((value + REACH) / (2 * REACH)) * SURFACE;
    for (const [points, isTest] of [[this.toy.test.points, true] as const, [this.toy.train.points, false] as const]) {
      for (const { x, y, label } of points) {
        context.beginPath();
        context.arc(at(x), at(-y), isTest ? 2.5 : 3.5, 0, 2 * Math.PI);
        const colour = cssOf(label === 1 ? 1 : -1);
        [context.fillStyle, context.strokeStyle] = isTest ? ['#fff', colour] : [colour, '#fff'];
        context.lineWidth = isTest ? 1.5 : 1;
        context.fill();
        context.stroke();
      }
    }
  }

  /** A surface as a square of colours. */
  private paint(
    context: CanvasRenderingContext2D,
    surface: Float32Array,
    isOutput: boolean,
    left: number,
    top: number,
    side: number,
  ): void {
    const pixels = pixelsOf(surface, isOutput);
    const drawn = new ImageData(GRID, GRID);
    for (let at = 0; at < GRID * GRID; at++) {
      drawn.data.set(pixels.subarray(3 * at, 3 * at + 3), 4 * at);
      drawn.data[4 * at + 3] = 255;
    }
    this.tile.getContext('2d')!.putImageData(drawn, 0, 0);
    context.drawImage(this.tile, left, top, side, side);
  }
}

/** The canvas in that size, emptied, with as many pixels as the screen shows. */
function sharp(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const scale = globalThis.devicePixelRatio || 1;
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

const STYLE = `
.kp-playground { color: var(--jp-content-font-color1, inherit); font: 13px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); padding: 8px 6px; box-sizing: border-box; max-width: 1000px; }
.kp-playground :focus-visible { outline: 2px solid #1f6fd1; outline-offset: 1px; }
.kp-playground button { min-width: 30px; min-height: 30px; padding: 0 9px; font: inherit; color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; cursor: pointer; }
.kp-playground button:disabled { opacity: 0.4; cursor: default; }
.kp-playground .kp-play { min-width: 104px; color: #fff; background: #1f6fd1; border-color: #1f6fd1; }
.kp-playground select { font: inherit; padding: 3px; color: inherit; background: var(--jp-layout-color1, Canvas); border: 1px solid currentColor; border-radius: 3px; }
.kp-controls { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; margin-bottom: 10px; }
.kp-epoch { min-width: 84px; font-weight: 600; font-variant-numeric: tabular-nums; }
.kp-choice { display: inline-flex; gap: 5px; align-items: center; font-size: 12px; }
.kp-body { display: flex; flex-wrap: wrap; gap: 12px 22px; align-items: flex-start; }
.kp-left { flex: 0 1 130px; }
.kp-middle { flex: 1 1 320px; min-width: 0; }
.kp-right { flex: 0 0 ${SURFACE}px; }
.kp-title { font-weight: 600; margin-bottom: 2px; }
.kp-list { display: flex; flex-wrap: wrap; gap: 0 12px; margin-bottom: 6px; }
.kp-left .kp-list { flex-direction: column; }
.kp-check { display: inline-flex; gap: 6px; align-items: center; min-height: 24px; }
.kp-check input { margin: 0; accent-color: #1f6fd1; }
.kp-noise { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin-bottom: 6px; }
.kp-noise input { flex: 1 1 60px; min-width: 60px; margin: 0; accent-color: #1f6fd1; }
.kp-hidden { display: flex; flex-wrap: wrap; gap: 4px 12px; margin-bottom: 8px; }
.kp-count { display: inline-flex; gap: 5px; align-items: center; }
.kp-playground .kp-count button { min-width: 26px; min-height: 26px; padding: 0; }
.kp-network { display: block; width: 100%; }
.kp-surface { display: block; width: ${SURFACE}px; }
.kp-said { min-height: 3em; font-variant-numeric: tabular-nums; }
.kp-curve svg { display: block; width: 100%; }
.kp-code pre { margin: 4px 0; padding: 6px 8px; overflow-x: auto; font-size: 12px; background: var(--jp-layout-color2, rgba(128, 128, 128, 0.12)); color: inherit; }
.kp-code summary { cursor: pointer; margin-top: 6px; }
@media (max-width: 600px) {
  .kp-left { flex-basis: 100%; }
  .kp-left .kp-list { flex-direction: row; }
  .kp-right { flex-basis: 100%; }
}
@media print { .kp-playground { -webkit-print-color-adjust: exact; print-color-adjust: exact; break-inside: avoid; } .kp-controls, .kp-hidden button, .kp-code { display: none; } }
`;
