/**
 * @file An explorer (`plot.explore`) in a page: the layers as columns of maps with what connects them, the pictures to choose from, the
 * picture to draw in, and below the value that is looked at. With a kernel (`connect`) that computes, else the page does as far as it can.
 * Used by the lab extension and by exported pages.
 */
import type { Explored, ExploreJson } from '../../../src/plot/pictures/explore/explored.ts';
import { gridOf, isColourful, type Place } from '../../../src/plot/pictures/explore/uses.ts';
import { isVector, mapOf, rangeOf, type Range } from '../../../src/plot/pictures/explore/maps.ts';
import { unpack } from '../../../src/plot/pictures/explore/packed.ts';
import { short } from '../../../src/plot/pictures/explore/lines.ts';
import { elementsOf, type MakeElement } from '../element.ts';
import { keepKeys } from '../keys.ts';
import { drawColours, drawMap, sizeTo } from './canvas.ts';
import { Detail } from './detail.ts';
import { Editor } from './editor.ts';
import { Layers } from './layers.ts';
import { KernelSource, PageSource, type Line, type Source, type Wanted } from './source.ts';
import { STYLE } from './style.ts';

/** Opens a line to the kernel that knows an explorer; undefined: there is none. `ready` is called when the kernel answers. */
export type Connect = (id: string, ready: (line: Line) => void) => void;

/** One explorer inside `host`. */
export class ExploreView {
  private readonly explored: Explored;
  private readonly make: MakeElement;
  private readonly root: HTMLElement;
  private readonly layers: Layers;
  private readonly detail: Detail;
  private readonly editors = new Map<number, Editor>();
  private readonly status: HTMLElement;
  private readonly fault: HTMLElement;
  private readonly again: HTMLButtonElement;
  private readonly lower: HTMLElement;
  private readonly where: HTMLElement;
  private readonly steps: { readonly back: HTMLButtonElement; readonly next: HTMLButtonElement };
  private readonly thumbs: readonly HTMLButtonElement[];
  private readonly page: PageSource;
  private source: Source;
  private ranges: readonly Range[] = [];
  /** Ranges of the inputs of the unedited picture: what the brush can write. */
  private inkRanges: readonly Range[] = [];
  private inputs: readonly Float32Array[] = [];
  private picture: number;
  private isEdited = false;
  private wanted: Wanted | undefined;
  private isLoading = false;
  private line: Line | undefined;

  constructor(host: HTMLElement, json: ExploreJson, connect?: Connect) {
    const explored = JSON.parse(json.explored) as Explored;
    this.explored = explored;
    this.picture = explored.first;
    this.page = new PageSource(explored);
    this.source = this.page;
    const make = elementsOf(host.ownerDocument);
    this.make = make;
    const { words } = explored;
    const around = {
      explored,
      make,
      source: () => this.source,
      ranges: () => this.ranges,
      fail: (error: unknown) => this.fail(error),
    };
    this.layers = new Layers({ ...around, select: (use, channel) => this.select(use, channel) });
    this.detail = new Detail({ ...around, moved: (use, place) => this.layers.mark(use, place[2]) });
    this.status = make('span', { class: 'ke-status' });
    this.fault = make('div', { class: 'ke-fault', role: 'alert' });
    this.fault.hidden = true;
    this.again = make('button', { type: 'button' }, words.again);
    this.again.hidden = true;
    this.where = make('span', { class: 'ke-where' });
    this.steps = {
      back: make('button', { type: 'button', 'aria-label': words.before, title: words.before }, '◀'),
      next: make('button', { type: 'button', 'aria-label': words.next, title: words.next }, '▶'),
    };
    this.thumbs = explored.pictures.map((_, i) => this.thumb(i));
    this.lower = make('div', { class: 'ke-lower' }, this.detail.root);
    this.root = make(
      'div',
      {
        class: 'ke-explore',
        role: 'group',
        'aria-label': explored.summary,
        lang: words.lang,
      },
      make('style', {}, STYLE),
      make(
        'div',
        { class: 'ke-bar' },
        make('strong', {}, explored.title),
        this.steps.back,
        this.where,
        this.steps.next,
        make('span', { class: 'ke-thumbs' }, ...(this.thumbs.length > 1 ? this.thumbs : [])),
      ),
      this.layers.root,
      this.fault,
      this.lower,
      make('div', { class: 'ke-foot' }, this.status, this.again),
    );
    host.replaceChildren(this.root);
    keepKeys(this.root);
    this.steps.back.addEventListener('click', () => this.step(-1));
    this.steps.next.addEventListener('click', () => this.step(1));
    this.again.addEventListener('click', () => this.load(this.isEdited ? this.inputs : this.picture));
    this.begin();
    connect?.(explored.id, (line) => this.connected(line));
  }

  dispose(): void {
    this.layers.dispose();
    if (this.source instanceof KernelSource) this.source.close('');
    this.line = undefined;
  }

  /** The first maps, and a value to begin with: in the middle of the first layer that has a filter. */
  private begin(): void {
    const { uses } = this.explored;
    this.say();
    this.load(this.picture);
    const first = uses.findIndex(({ arithmetic }) => arithmetic !== null && arithmetic !== 'input' && 'kernel' in arithmetic); // prettier-ignore
    this.select(first >= 0 ? first : uses.length - 1, 0);
  }

  private connected(line: Line): void {
    const source = new KernelSource(line, this.explored.total);
    this.line = line;
    this.source = source;
    line.onClose = () => {
      if (this.line !== line) return;
      this.line = undefined;
      this.source = this.page;
      source.close(this.explored.words.needsKernel);
      this.say();
      this.fault.hidden = true;
      const canKeep = this.page.canDraw && this.isEdited;
      if (!canKeep && !this.page.places.includes(this.picture)) this.picture = this.explored.first;
      if (!canKeep) this.isEdited = false;
      this.load(canKeep ? this.inputs : this.picture);
    };
    this.say();
    this.load(this.isEdited ? this.inputs : this.picture);
  }

  /** Where the numbers come from. */
  private say(): void {
    const { words } = this.explored;
    this.status.textContent = this.source.isLive ? words.live : this.source.canDraw ? words.offline : words.partly;
    this.again.hidden = !this.source.isLive;
  }

  private fail(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.fault.textContent = text;
    this.fault.hidden = text === '';
  }

  /** Puts a picture through the network; the newest one wins where that takes long. */
  private load(wanted: Wanted): void {
    this.wanted = wanted;
    if (!this.isLoading) void this.run();
  }

  private async run(): Promise<void> {
    this.isLoading = true;
    try {
      while (this.wanted !== undefined) {
        const wanted = this.wanted;
        this.wanted = undefined;
        const { inputs, ranges } = await this.source.show(wanted);
        this.ranges = ranges;
        if (typeof wanted === 'number') this.inkRanges = inputs.map(rangeOf);
        // Somebody has drawn on meanwhile: what is drawn now is not undone by what was then.
        if (this.wanted === undefined) {
          this.inputs = inputs;
          this.isEdited = typeof wanted !== 'number';
        }
        this.fault.hidden = true;
        await this.drawAll(typeof wanted === 'number');
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.isLoading = false;
    }
  }

  private async drawAll(isOriginal: boolean): Promise<void> {
    const { words, places, total } = this.explored;
    const known = this.source.places;
    const of = words.of.replace('{a}', String(this.picture)).replace('{b}', String(total));
    this.where.textContent = `${words.picture} ${of}${this.isEdited ? ` (${words.edited})` : ''}`;
    const at = known.indexOf(this.picture);
    this.steps.back.disabled = at <= 0;
    this.steps.next.disabled = at < 0 || at === known.length - 1;
    this.thumbs.forEach((thumb, i) => {
      thumb.setAttribute('aria-pressed', String(places[i] === this.picture && !this.isEdited));
      thumb.disabled = !known.includes(places[i]!);
    });
    this.showEditors();
    await Promise.all([this.layers.draw(isOriginal), this.detail.draw(), this.tellBest()]);
  }

  /** The largest outputs beside the picture that is drawn in. */
  private async tellBest(): Promise<void> {
    const { outputs, uses, names } = this.explored;
    const use = outputs.find((output) => uses[output]!.shape.length === 1);
    if (use === undefined || this.editors.size === 0) return;
    const [map] = await this.source.maps(use, [0], 4096);
    if (!map) return;
    const values = map.data.subarray(0, uses[use]!.shape[0]);
    const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
    const best = order.slice(0, 3).map((i) => `${names?.[i] ?? i}: ${short(values[i]!)}`);
    for (const editor of this.editors.values()) editor.tell(best.join(' · '));
  }

  private step(by: number): void {
    const known = this.source.places;
    const next = known[known.indexOf(this.picture) + by];
    if (next !== undefined) this.choose(next);
  }

  private choose(picture: number): void {
    this.picture = picture;
    for (const editor of this.editors.values()) editor.begin();
    this.isEdited = false;
    this.load(picture);
  }

  private thumb(i: number): HTMLButtonElement {
    const { uses, pictures, places, words } = this.explored;
    const canvas = this.make('canvas', { class: 'ke-canvas', 'aria-hidden': 'true' });
    const tensor = { shape: uses[0]!.shape, data: unpack(pictures[i]![0]!) };
    const range = rangeOf(tensor.data);
    const colourful = isColourful(uses[0]!);
    if (colourful)
      drawColours(canvas, [0, 1, 2].map((k) => mapOf(tensor, k, 32)), range); // prettier-ignore
    else drawMap(canvas, mapOf(tensor, 0, 32), range, 'grey');
    sizeTo(canvas, canvas.height, canvas.width, 32);
    const button = this.make('button', { type: 'button', class: 'ke-map', 'aria-label': `${words.picture} ${places[i]!}` }, canvas); // prettier-ignore
    button.addEventListener('click', () => this.choose(places[i]!));
    return button;
  }

  private select(use: number, channel: number): void {
    const { shape, arithmetic } = this.explored.uses[use]!;
    const [rows, columns] = gridOf(shape);
    // The middle of a map says more than its corner, which is half padding.
    const place: Place = isVector(shape) ? [0, 0, channel] : [Math.floor(rows / 2), Math.floor(columns / 2), channel];
    this.layers.mark(use, channel);
    if (arithmetic === 'input') {
      this.lower.replaceChildren(this.editor(use).root);
      this.showEditors();
      this.tellBest().catch((error: unknown) => this.fail(error));
    } else {
      this.lower.replaceChildren(this.detail.root);
      this.detail.look(use, place);
    }
  }

  private editor(use: number): Editor {
    let editor = this.editors.get(use);
    if (!editor) {
      const { uses, words } = this.explored;
      editor = new Editor(
        this.make,
        words,
        isColourful(uses[use]!),
        (data) => {
          this.isEdited = true;
          this.inputs = this.inputs.map((each, i) => (i === use ? data : each));
          this.load(this.inputs);
        },
        () => this.choose(this.picture),
      );
      this.editors.set(use, editor);
    }
    return editor;
  }

  private showEditors(): void {
    for (const [use, editor] of this.editors) {
      const data = this.inputs[use];
      if (data) editor.show({ shape: this.explored.uses[use]!.shape, data }, this.inkRanges[use]!, this.source.canDraw);
    }
  }
}
