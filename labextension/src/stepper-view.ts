/**
 * @file A walkthrough (`plot.stepper`) in a page, without a kernel: its panels, its sentence, and what steps through it: buttons, a
 * slider, a click on a cell of the result, the keys ←, →, Home, End and space. Further sliders move the window otherwise; the
 * walkthrough is then computed here. On paper stand the steps that were chosen for it. Used by the lab extension and by exported pages.
 */
import { elementsOf, type MakeElement } from './element.ts';
import { keepKeys } from './keys.ts';
import { StepperSliders } from './stepper-sliders.ts';
import { Drawer, EDGE, type Drawing } from '../../src/plot/pictures/stepper/draw.ts';
import { draftOf, type Recipe } from '../../src/plot/pictures/stepper/recipe.ts';
import { sheetOf } from '../../src/plot/pictures/stepper/sheet.ts';
import { isSame } from '../../src/plot/pictures/stepper/sliders.ts';
import { walkthroughOf } from '../../src/plot/pictures/stepper/spoken.ts';
import type { StepperJson } from '../../src/plot/pictures/stepper/stepper.ts';
import { stepOf, type Walkthrough } from '../../src/plot/pictures/stepper/walkthrough.ts';

/** From one step to the next while it plays, in milliseconds. */
const PACE = 700;
/** Small pictures grow up to this, so that their numbers are seen from a seat in the room. */
const GROW = 1.35;

/** One walkthrough inside `host`. */
export class StepperView {
  private readonly make: MakeElement;
  private readonly root: HTMLElement;
  private readonly heading: HTMLElement;
  private readonly lines: HTMLElement;
  private readonly paper: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly player: HTMLButtonElement;
  private readonly buttons: { readonly back: HTMLButtonElement; readonly next: HTMLButtonElement };
  private readonly watch: ResizeObserver;
  private walkthrough: Walkthrough;
  private panels: readonly HTMLElement[] = [];
  private drawer: Drawer;
  private grow = 1;
  private step: number;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** What stands in each panel: what is the same is not drawn again. */
  private readonly shown = new Map<HTMLElement, string>();

  constructor(host: HTMLElement, json: StepperJson) {
    const own = JSON.parse(json.walkthrough) as Walkthrough;
    this.walkthrough = own;
    const { words } = own;
    this.step = own.first;
    this.drawer = new Drawer(own);
    const make = (this.make = elementsOf(host.ownerDocument));
    this.heading = make('div', { class: 'kl-heading' });
    this.lines = make('div', {});
    this.paper = make('div', { class: 'kl-paper', role: 'img' });
    this.buttons = {
      back: make('button', { type: 'button', 'aria-label': words.back, title: words.back }, '◀'),
      next: make('button', { type: 'button', 'aria-label': words.next, title: words.next }, '▶'),
    };
    this.player = make('button', { type: 'button', class: 'kl-play' });
    this.slider = make('input', { type: 'range', min: '1', class: 'kl-steps', 'aria-label': words.step });
    this.sentence = make('p', { class: 'kl-sentence', 'aria-live': 'polite' });
    this.root = make(
      'div',
      {
        class: 'kl-stepper',
        role: 'group',
        lang: words.lang,
        tabindex: '0',
      },
      make('style', {}, STYLE),
      make(
        'div',
        { class: 'kl-screen' },
        this.heading,
        ...this.sliders(json, own),
        make(
          'div',
          { class: 'kl-controls' },
          this.buttons.back,
          this.player,
          this.buttons.next,
          this.slider,
          make('span', { class: 'kl-keys' }, words.keys),
        ),
        this.lines,
        this.sentence,
      ),
      this.paper,
    );
    host.replaceChildren(this.root);
    keepKeys(this.root);

    this.buttons.back.addEventListener('click', () => this.go(this.step - 1));
    this.buttons.next.addEventListener('click', () => this.go(this.step + 1));
    this.player.addEventListener('click', () => this.play(this.timer === undefined));
    this.slider.addEventListener('input', () => this.go(Number(this.slider.value) - 1));
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(host);
    this.load(own);
  }

  /** What moves the window otherwise. Notebooks of before have nothing to compute it from. */
  private sliders({ recipe: packed }: StepperJson, own: Walkthrough): HTMLElement[] {
    if (packed === undefined) return [];
    const recipe = JSON.parse(packed) as Recipe;
    const lang = own.words.lang === 'ko' ? 'ko' : 'en';
    const sliders = new StepperSliders(recipe, lang, this.make, (setting) =>
      this.load(isSame(setting, recipe.setting) ? own : walkthroughOf(draftOf(recipe, setting), lang)),
    );
    return [sliders.root];
  }

  /** Shows a walkthrough from its first step. */
  private load(walkthrough: Walkthrough): void {
    this.play(false);
    this.walkthrough = walkthrough;
    const { title, summary, panels, steps, first } = walkthrough;
    this.step = first;
    this.heading.textContent = title;
    this.root.setAttribute('aria-label', summary);
    this.panels = panels.map((panel, p) => {
      const table = this.make('div', { class: 'kl-table', role: 'img', 'aria-label': panel.title, tabindex: '-1' });
      table.addEventListener('click', (event) => this.pick(table, p, event));
      return table;
    });
    const lines = new Map<number, HTMLElement>();
    panels.forEach((panel, p) => {
      const line = lines.get(panel.line) ?? this.make('div', { class: 'kl-line' });
      lines.set(panel.line, line);
      const heading = this.make('div', { class: 'kl-title' }, panel.title);
      line.append(this.make('div', { class: 'kl-panel' }, heading, this.panels[p]!));
    });
    this.lines.replaceChildren(...lines.values());
    this.shown.clear();
    this.slider.max = String(steps.length);
    this.paper.setAttribute('aria-label', summary);
    this.paper.innerHTML = sheetOf(walkthrough).svg.replace('<svg ', '<svg aria-hidden="true" ');
    this.drawer = new Drawer(walkthrough, this.grow);
    this.fit();
    this.draw();
  }

  dispose(): void {
    this.play(false);
    this.watch.disconnect();
  }

  /** Goes to a step and stops playing. */
  private go(step: number): void {
    this.play(false);
    this.to(step);
  }

  private to(step: number): void {
    const wanted = Math.min(this.walkthrough.steps.length - 1, Math.max(0, step));
    if (wanted === this.step) return;
    this.step = wanted;
    this.draw();
  }

  private play(on: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    const { words, steps } = this.walkthrough;
    if (on) {
      if (this.step === steps.length - 1) this.to(0);
      this.timer = setInterval(() => {
        this.to(this.step + 1);
        if (this.step === steps.length - 1) this.play(false);
      }, PACE);
    }
    const word = on ? words.pause : words.play;
    this.player.textContent = on ? `❚❚ ${word}` : `▶ ${word}`;
    // A sentence every moment would not let a screen reader finish any.
    this.sentence.setAttribute('aria-live', on ? 'off' : 'polite');
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A slider of the window has the arrow keys for itself.
    if (event.target instanceof Element && event.target.closest('.kl-sliders')) return;
    const isButton = event.target instanceof HTMLButtonElement;
    switch (event.key) {
      case 'ArrowLeft':
        this.go(this.step - 1);
        break;
      case 'ArrowRight':
        this.go(this.step + 1);
        break;
      case 'Home':
        this.go(0);
        break;
      case 'End':
        this.go(this.walkthrough.steps.length - 1);
        break;
      case ' ':
        if (isButton) return; // which is pressed by it
        this.play(this.timer === undefined);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** A click on a number that a step wrote leads to that step. */
  private pick(panel: HTMLElement, p: number, event: MouseEvent): void {
    const box = panel.querySelector('svg')!.getBoundingClientRect();
    const { wide, high } = this.drawer.grids[p]!;
    const { rows, columns } = this.walkthrough.panels[p]!;
    const column = Math.floor((event.clientX - box.left - EDGE) / wide);
    const row = Math.floor((event.clientY - box.top - EDGE) / high);
    if (row < 0 || row >= rows || column < 0 || column >= columns) return;
    const step = stepOf(this.walkthrough, p, row * columns + column);
    if (step !== undefined && this.isFilled(p)) this.go(step);
  }

  /** Whether the steps fill a panel bit by bit: one that every step writes anew leads nowhere. */
  private isFilled(p: number): boolean {
    const writes = this.walkthrough.steps.map((step) => step.writes.find(({ panel }) => panel === p)?.at.length ?? 0);
    const { rows, columns } = this.walkthrough.panels[p]!;
    return Math.max(...writes) < rows * columns || writes.length === 1;
  }

  /** As large as the page allows: the widest line of panels fills it, within reason. */
  private fit(): void {
    const width = this.root.clientWidth;
    if (width === 0) return;
    const lines = new Map<number, number>();
    const natural = new Drawer(this.walkthrough).grids;
    this.walkthrough.panels.forEach(({ line }, p) => lines.set(line, (lines.get(line) ?? 0) + natural[p]!.width + 22));
    const grow = Math.min(GROW, Math.max(1, width / Math.max(...lines.values())));
    if (Math.abs(grow - this.grow) < 0.02) return;
    this.grow = grow;
    this.drawer = new Drawer(this.walkthrough, grow);
    this.draw();
  }

  private draw(): void {
    const { steps, words } = this.walkthrough;
    this.drawer.panelsAt(this.step).forEach((drawing, p) => this.show(this.panels[p]!, drawing));
    const count = `${this.step + 1}/${steps.length}`;
    this.sentence.textContent = `${words.step} ${count}. ${steps[this.step]!.text}`;
    this.slider.value = String(this.step + 1);
    this.slider.setAttribute('aria-valuetext', `${words.step} ${count}`);
    this.buttons.back.disabled = this.step === 0;
    this.buttons.next.disabled = this.step === steps.length - 1;
    this.follow();
  }

  private show(panel: HTMLElement, { body, width, height }: Drawing): void {
    const inside = `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" text-anchor="middle" aria-hidden="true">${body}</svg>`;
    if (this.shown.get(panel) === inside) return;
    this.shown.set(panel, inside);
    panel.innerHTML = inside;
  }

  /** A panel wider than the page shows the part that the step is about. */
  private follow(): void {
    for (const mark of this.walkthrough.steps[this.step]!.marks) {
      const panel = this.panels[mark.panel]!;
      const { wide } = this.drawer.grids[mark.panel]!;
      const isWide = panel.scrollWidth > panel.clientWidth;
      panel.tabIndex = isWide ? 0 : -1; // so that keys can scroll it
      if (!isWide) continue;
      const [left, right] = [
        mark.left * wide,
        (mark.left + (mark.columns - 1) * (mark.right ?? 1) + 1) * wide + 2 * EDGE,
      ];
      if (left < panel.scrollLeft) panel.scrollLeft = left;
      else if (right > panel.scrollLeft + panel.clientWidth) panel.scrollLeft = right - panel.clientWidth;
    }
  }
}

const STYLE = `
.kl-stepper { color: var(--jp-content-font-color1, inherit); font: 14px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); padding: 8px 6px; box-sizing: border-box; max-width: 100%; border-radius: 4px; }
.kl-stepper:focus-visible, .kl-stepper button:focus-visible, .kl-stepper input:focus-visible, .kl-table:focus-visible { outline: 2px solid #1f6fd1; outline-offset: 1px; }
.kl-heading { font-weight: 600; margin-bottom: 6px; }
.kl-line { display: flex; flex-wrap: wrap; gap: 10px 22px; align-items: flex-start; margin-bottom: 10px; }
.kl-panel { min-width: 0; max-width: 100%; }
.kl-title { font-size: 12px; margin-left: 4px; }
.kl-table { overflow-x: auto; max-width: 100%; }
.kl-table svg { display: block; max-width: none; }
/* Of tall tables at a phone the controls stay in sight. */
.kl-controls { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 6px; padding: 4px; position: sticky; top: 0; background: var(--jp-layout-color0, Canvas); }
.kl-controls button { min-width: 36px; min-height: 32px; padding: 0 10px; font: inherit; color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; cursor: pointer; }
.kl-controls button:disabled { opacity: 0.4; cursor: default; }
.kl-controls .kl-play { min-width: 92px; }
.kl-controls input { flex: 1 1 160px; max-width: 420px; min-width: 100px; height: 32px; margin: 0; accent-color: #1f6fd1; }
.kl-keys { font-size: 12px; }
.kl-sliders { margin: 0 0 6px; padding: 0 4px; font-size: 13px; }
.kl-setting { display: grid; grid-template-columns: repeat(auto-fill, minmax(225px, 1fr)); gap: 0 22px; max-width: 1000px; }
.kl-row { display: flex; gap: 8px; align-items: center; min-height: 30px; }
.kl-row > span:first-child { flex: 0 0 76px; white-space: nowrap; }
.kl-row input[type='range'] { flex: 1 1 80px; min-width: 60px; margin: 0; accent-color: #1f6fd1; }
.kl-row input:disabled { opacity: 0.45; }
.kl-row output { flex: 0 0 32px; font-variant-numeric: tabular-nums; }
.kl-same > span:last-child { flex: 1; }
.kl-said { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; min-height: 30px; }
.kl-formula { font-variant-numeric: tabular-nums; }
.kl-reset { min-height: 28px; padding: 0 8px; font: inherit; color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; cursor: pointer; }
.kl-reset[hidden] { display: none; }
.kl-stepper .kl-sentence { margin: 4px; min-height: 4.5em; overflow-wrap: anywhere; }
.kl-paper { display: none; background: #fff; }
.kl-paper svg { max-width: 100%; height: auto; }
@media (max-width: 480px) {
  .kl-keys { display: none; }
}
@media print {
  .kl-stepper, .kl-table { -webkit-print-color-adjust: exact; print-color-adjust: exact; break-inside: avoid; }
  .kl-screen { display: none; }
  .kl-paper { display: block; }
}
`;
