/**
 * @file The lower half of an explorer: a result of a layer, the cell of it that is looked at, the windows of the inputs that this value
 * comes from, with their weights, and the value written out.
 */
import type { Explained, Term } from '../../../src/plot/pictures/explore/explain.ts';
import type { Explored } from '../../../src/plot/pictures/explore/explored.ts';
import { linesOf, placeOf, short } from '../../../src/plot/pictures/explore/lines.ts';
import { colourOf, foldOf, isVector, type Range } from '../../../src/plot/pictures/explore/maps.ts';
import { gridOf, type Place } from '../../../src/plot/pictures/explore/uses.ts';
import type { MakeElement } from '../element.ts';
import { drawMap, inkOn, sizeTo } from './canvas.ts';
import type { Source } from './source.ts';

/** Side of the result and of an input, in pixels; cells that are fetched of a large one. */
const RESULT = 210;
const INPUT = 120;
const MOST = 128;
/** Windows with more cells have no numbers. */
const NUMBERED = 49;

/** What the detail needs of the explorer around it. */
export interface Around {
  readonly explored: Explored;
  readonly make: MakeElement;
  readonly source: () => Source;
  readonly ranges: () => readonly Range[];
  /** The place that is looked at has moved. */
  readonly moved: (use: number, place: Place) => void;
  /** Why there is nothing to show. */
  readonly fail: (error: unknown) => void;
}

/** The selected value. */
export class Detail {
  readonly root: HTMLElement;
  private readonly around: Around;
  private readonly title: HTMLElement;
  private readonly result: HTMLCanvasElement;
  private readonly frame: HTMLElement;
  private readonly cursor: HTMLElement;
  private readonly note: HTMLElement;
  private readonly parts: HTMLElement;
  private readonly lines: HTMLElement;
  private use = -1;
  private place: Place = [0, 0, 0];
  private isBusy = false;
  private isStale = false;
  private terms: readonly Term[] = [];
  private readonly drawn = new Map<HTMLCanvasElement, string>();

  constructor(around: Around) {
    this.around = around;
    const { make } = around;
    const { words } = around.explored;
    this.title = make('div', { class: 'ke-title' });
    this.result = make('canvas', { class: 'ke-canvas', 'aria-hidden': 'true' });
    this.cursor = make('div', { class: 'ke-cursor' });
    this.frame = make('div', { class: 'ke-frame ke-result', tabindex: '0', role: 'group' }, this.result, this.cursor);
    this.note = make('div', { class: 'ke-note' });
    this.parts = make('div', { class: 'ke-parts' });
    this.lines = make('div', { class: 'ke-lines', 'aria-live': 'polite' });
    this.root = make(
      'div',
      { class: 'ke-detail' },
      make(
        'div',
        { class: 'ke-side' },
        this.title,
        this.frame,
        make('div', { class: 'ke-note' }, words.keys),
        this.note,
      ),
      make('div', { class: 'ke-reason' }, this.parts, this.lines),
    );
    this.frame.addEventListener('pointermove', (event) => this.point(event));
    this.frame.addEventListener('pointerdown', (event) => this.point(event));
    this.frame.addEventListener('keydown', (event) => this.key(event));
  }

  /** Looks at a place of a use. */
  look(use: number, place: Place): void {
    this.use = use;
    this.go(place, true);
    void this.draw();
  }

  /** The numbers have changed. */
  async draw(): Promise<void> {
    const { explored, source, ranges, fail } = this.around;
    const use = explored.uses[this.use]!;
    const range = ranges()[this.use];
    if (!range) return; // no picture has gone through the network yet
    const vector = isVector(use.shape);
    try {
      const [map] = await source().maps(this.use, [vector ? 0 : this.place[2]], MOST);
      const { words } = explored;
      this.result.hidden = map === undefined;
      if (map) {
        drawMap(this.result, map, range, use.arithmetic === 'input' ? 'grey' : 'signed', countOf(use.shape, map.step));
        const [rows, columns] = this.grid();
        sizeTo(this.result, rows, columns, RESULT);
      }
      this.note.textContent = [
        map && map.step > 1 ? words.sampled.replace('{n}', String(map.step)) : '',
        range.broken > 0 ? words.broken.replace('{n}', String(range.broken)) : '',
        map ? '' : words.needsKernel,
      ]
        .filter((each) => each !== '')
        .join(' · ');
      this.drawn.clear();
      this.mark();
      await this.tell();
    } catch (error) {
      fail(error);
    }
  }

  /** Rows and columns as they are looked at: vectors are folded. */
  private grid(): [rows: number, columns: number] {
    const { shape } = this.around.explored.uses[this.use]!;
    const [rows, columns, channels] = gridOf(shape);
    return isVector(shape) ? foldOf(channels) : [rows, columns];
  }

  private go(place: Place, anyway = false): void {
    if (!anyway && place.every((n, i) => n === this.place[i])) return;
    this.place = place;
    this.mark();
    this.around.moved(this.use, place);
    if (!anyway) void this.tell();
  }

  /** The frame around the cell, and what stands above the result. */
  private mark(): void {
    const { explored } = this.around;
    const { words, uses } = explored;
    const use = uses[this.use]!;
    const [rows, columns] = this.grid();
    const [row, column] = this.cell();
    frame(this.cursor, row, column, 1, 1, rows, columns);
    const vector = isVector(use.shape);
    const where = vector ? `[${this.place[2]}]` : `[${this.place[2]}] ${words.row} ${row}, ${words.column} ${column}`;
    this.title.textContent = `${use.name} ${where}`;
    this.frame.setAttribute('aria-label', `${words.result}: ${use.name} ${where}. ${words.keys}`);
  }

  private cell(): [row: number, column: number] {
    const { shape } = this.around.explored.uses[this.use]!;
    const [, columns] = this.grid();
    return isVector(shape)
      ? [Math.floor(this.place[2] / columns), this.place[2] % columns]
      : [this.place[0], this.place[1]];
  }

  /** The place of a cell of the grid; undefined: behind the end of a vector. */
  private placeAt(row: number, column: number): Place | undefined {
    const { shape } = this.around.explored.uses[this.use]!;
    const [rows, columns] = this.grid();
    if (row < 0 || column < 0 || row >= rows || column >= columns) return undefined;
    if (!isVector(shape)) return [row, column, this.place[2]];
    const channel = row * columns + column;
    return channel < gridOf(shape)[2] ? [0, 0, channel] : undefined;
  }

  private point(event: PointerEvent): void {
    const box = this.result.getBoundingClientRect();
    const [rows, columns] = this.grid();
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const place = this.placeAt(row, column);
    // A sentence at every move of the mouse would not let a screen reader finish any.
    this.lines.setAttribute('aria-live', 'off');
    if (place) this.go(place);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const [row, column] = this.cell();
    const far = event.shiftKey ? 5 : 1;
    const place = this.placeAt(row + step[0]! * far, column + step[1]! * far);
    this.lines.setAttribute('aria-live', 'polite');
    if (place) this.go(place);
  }

  /** Writes the value out; the newest place wins where the kernel is slower than the mouse. */
  private async tell(): Promise<void> {
    if (this.isBusy) {
      this.isStale = true;
      return;
    }
    this.isBusy = true;
    try {
      do {
        this.isStale = false;
        const [use, place] = [this.use, this.place];
        const explained = await this.around.source().explain(use, place);
        if (use === this.use) await this.write(explained);
      } while (this.isStale);
    } catch (error) {
      this.around.fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  private async write(explained: Explained | undefined): Promise<void> {
    const { explored, make } = this.around;
    const { words, uses } = explored;
    const names = uses[this.use]!.from.map((from) => uses[from]!.name);
    if (!explained) {
      const isOwn = uses[this.use]!.arithmetic === null;
      this.lines.replaceChildren(make('div', {}, isOwn ? words.ownArithmetic : words.needsKernel));
      this.parts.replaceChildren();
      return;
    }
    const order = [...explained.terms].sort((a, b) => a.seen.input - b.seen.input || a.seen.channel - b.seen.channel);
    this.lines.replaceChildren(
      ...linesOf({ ...explained, terms: order }, words, names).map((line) => make('div', {}, line)),
    );
    this.terms = order;
    await this.drawParts();
  }

  /** The inputs with their windows: of vectors one picture for all cells. */
  private async drawParts(): Promise<void> {
    const { explored, make } = this.around;
    const { uses, words } = explored;
    const from = uses[this.use]!.from;
    const groups = new Map<string, Term[]>();
    for (const term of this.terms) {
      const { input, channel } = term.seen;
      const key = isVector(uses[from[input]!]!.shape) ? `${input}` : `${input} ${channel}`;
      groups.set(key, [...(groups.get(key) ?? []), term]);
    }
    const lists = [...groups.values()];
    while (this.parts.children.length > lists.length) this.parts.lastElementChild!.remove();
    while (this.parts.children.length < lists.length) {
      const canvas = make('canvas', { class: 'ke-canvas', 'aria-hidden': 'true' });
      canvas.addEventListener('pointermove', (event) => this.pointInput(canvas, event));
      this.parts.append(
        make(
          'div',
          { class: 'ke-part' },
          make('div', {}, make('div', { class: 'ke-title' }), make('div', { class: 'ke-frame' }, canvas)),
          make('div', { class: 'ke-tables' }),
        ),
      );
    }
    await Promise.all(
      lists.map(async (terms, i) => {
        const part = this.parts.children[i] as HTMLElement;
        const [first] = terms as [Term];
        const source = uses[from[first.seen.input]!]!;
        part.querySelector('.ke-title')!.textContent = isVector(source.shape)
          ? source.name
          : placeOf(first, from.map((each) => uses[each]!.name)); // prettier-ignore
        const shown = part.querySelector<HTMLElement>('.ke-frame')!;
        const canvas = shown.querySelector('canvas')!;
        const size = await this.drawInput(canvas, from[first.seen.input]!, first.seen.channel);
        for (const old of shown.querySelectorAll('.ke-window')) old.remove();
        for (const { seen } of terms) {
          const mark = make('div', { class: 'ke-window' });
          const folded = isVector(source.shape);
          const [top, left] = folded
            ? [Math.floor(seen.channel / size[1]), seen.channel % size[1]]
            : [seen.top, seen.left];
          const high = (seen.rows - 1) * seen.down + 1;
          const wide = (seen.columns - 1) * seen.right + 1;
          frame(mark, top, left, high, wide, ...size);
          shown.append(mark);
        }
        part.querySelector('.ke-tables')!.replaceChildren(...this.tables(first, terms.length, words));
      }),
    );
  }

  private async drawInput(canvas: HTMLCanvasElement, use: number, channel: number): Promise<[number, number]> {
    const { explored, source, ranges } = this.around;
    const { shape, arithmetic } = explored.uses[use]!;
    const [rows, columns, channels] = gridOf(shape);
    const size: [number, number] = isVector(shape) ? foldOf(channels) : [rows, columns];
    const key = `${use} ${isVector(shape) ? 0 : channel}`;
    if (this.drawn.get(canvas) === key) return size;
    this.drawn.set(canvas, key);
    const [map] = await source().maps(use, [isVector(shape) ? 0 : channel], MOST);
    canvas.hidden = map === undefined;
    if (map) drawMap(canvas, map, ranges()[use]!, arithmetic === 'input' ? 'grey' : 'signed', countOf(shape, map.step));
    sizeTo(canvas, ...size, INPUT);
    return size;
  }

  /** Cells × weights = sum, as tables of numbers. */
  private tables({ values, weights, seen, sum }: Term, terms: number, words: Explored['words']): Node[] {
    const { make } = this.around;
    if (terms > 1 || values.length === 1 || values.length > NUMBERED) return [];
    const from = this.around.explored.uses[this.use]!.from[seen.input]!;
    const grey = this.around.explored.uses[from]!.arithmetic === 'input';
    const reach = weights ? Math.max(...weights.map(Math.abs)) || 1 : 1;
    const seenTable = this.table(values, seen.columns, this.around.ranges()[from]!, grey ? 'grey' : 'signed', words.window); // prettier-ignore
    if (!weights) return [seenTable];
    return [
      seenTable,
      make('span', { class: 'ke-sign' }, '×'),
      this.table(weights, seen.columns, { low: -reach, high: reach, broken: 0 }, 'signed', words.kernel),
      make('span', { class: 'ke-sign' }, `= ${short(sum)}`),
    ];
  }

  private table(
    values: readonly (number | null)[],
    columns: number,
    range: Range,
    colours: 'grey' | 'signed',
    title: string,
  ): HTMLElement {
    const { make } = this.around;
    const cells = values.map((value) => {
      if (value === null) return make('span', { class: 'ke-cell ke-padding' }, '0');
      const colour = colourOf(value, range, colours);
      return make('span', { class: 'ke-cell', style: `background: rgb(${colour.join(',')}); color: ${inkOn(colour)}` }, tiny(value)); // prettier-ignore
    });
    return make(
      'div',
      { class: 'ke-table' },
      make('div', { class: 'ke-title' }, title),
      make('div', { class: columns > 5 ? 'ke-cells ke-small' : 'ke-cells', style: `--columns: ${columns}` }, ...cells),
    );
  }

  /** Over an input the mouse chooses the value whose window is nearest. */
  private pointInput(canvas: HTMLCanvasElement, event: PointerEvent): void {
    const use = this.around.explored.uses[this.use]!;
    const { arithmetic, shape, from } = use;
    if (arithmetic === null || arithmetic === 'input' || isVector(shape)) return;
    const source = this.around.explored.uses[from[0]!]!;
    const [rows, columns] = gridOf(source.shape);
    const box = canvas.getBoundingClientRect();
    const at = [
      Math.floor(((event.clientY - box.top) / box.height) * rows),
      Math.floor(((event.clientX - box.left) / box.width) * columns),
    ];
    const grid = gridOf(shape);
    const moved = [0, 1].map((axis) => {
      const n = at[axis]!;
      const clamp = (value: number): number => Math.max(0, Math.min(grid[axis]! - 1, Math.round(value)));
      if (arithmetic.rule === 'repeat') return clamp(n * arithmetic.times[axis]!);
      if (arithmetic.rule === 'move') return clamp(n + arithmetic.by[axis]!);
      // A picture in another size: the nearest cell.
      if (arithmetic.rule === 'mix' || (arithmetic.rule === 'pool' && arithmetic.window === 'shares')) {
        return clamp(((n + 0.5) * grid[axis]!) / [rows, columns][axis]! - 0.5);
      }
      if (!('window' in arithmetic) || arithmetic.window === 'shares') return clamp(n);
      const { size, strides, dilation, before } = arithmetic.window;
      const middle = ((size[axis]! - 1) * dilation[axis]!) / 2;
      return arithmetic.rule === 'transposed'
        ? clamp(n * strides[axis]! + middle - before[axis]!)
        : clamp((n + before[axis]! - middle) / strides[axis]!);
    });
    this.lines.setAttribute('aria-live', 'off');
    this.go([moved[0]!, moved[1]!, this.place[2]]);
  }
}

/** Lays an element around cells of a grid that fills its parent. */
function frame(
  mark: HTMLElement,
  top: number,
  left: number,
  high: number,
  wide: number,
  rows: number,
  columns: number,
): void {
  // prettier-ignore
  mark.style.top = `${(100 * top) / rows}%`;
  mark.style.left = `${(100 * left) / columns}%`;
  mark.style.height = `${(100 * high) / rows}%`;
  mark.style.width = `${(100 * wide) / columns}%`;
}

function countOf(shape: readonly number[], step: number): number | undefined {
  return isVector(shape) && step === 1 ? gridOf(shape)[2] : undefined;
}

/** A number for a cell of a table. */
function tiny(value: number): string {
  if (!Number.isFinite(value)) return short(value);
  const size = Math.abs(value);
  const text = size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : String(Number(size.toFixed(2)));
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
