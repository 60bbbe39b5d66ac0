/** @file The picture of an explorer, to draw in: by the mouse or a finger, or pixel by pixel with the keys. */
import type { Words } from '../../../src/plot/pictures/explore/words.ts';
import { isVector, mapOf, foldOf, type Range } from '../../../src/plot/pictures/explore/maps.ts';
import { gridOf, type Tensor } from '../../../src/plot/pictures/explore/uses.ts';
import type { MakeElement } from '../element.ts';
import { drawColours, drawMap, sizeTo } from './canvas.ts';

const SIDE = 260;

/** One picture to draw in. */
export class Editor {
  readonly root: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly cursor: HTMLElement;
  private readonly brush: HTMLInputElement;
  private readonly thick: HTMLInputElement;
  private readonly tools: HTMLFieldSetElement;
  private readonly said: HTMLElement;
  private readonly top: HTMLElement;
  private readonly words: Words;
  private readonly changed: (data: Float32Array) => void;
  private tensor: Tensor = { shape: [1, 1, 1], data: new Float32Array(1) };
  private range: Range = { low: 0, high: 1, broken: 0 };
  private at: [row: number, column: number] = [0, 0];
  private last: [row: number, column: number] | undefined;

  /** `changed`: another pixel is another picture; `back`: the picture as it was. */
  constructor(
    make: MakeElement,
    words: Words,
    isColourful: boolean,
    changed: (data: Float32Array) => void,
    back: () => void,
  ) {
    [this.words, this.changed] = [words, changed];
    this.canvas = make('canvas', { class: 'ke-canvas', 'aria-hidden': 'true' });
    this.cursor = make('div', { class: 'ke-cursor' });
    const pad = make('div', { class: 'ke-frame ke-pad', tabindex: '0', role: 'group', 'aria-label': `${words.draw}. ${words.drawKeys}` }, this.canvas, this.cursor); // prettier-ignore
    this.brush = isColourful
      ? make('input', { type: 'color', value: '#ffffff', 'aria-label': words.brush })
      : make('input', { type: 'range', min: '0', max: '1', step: '0.05', value: '1', 'aria-label': words.brush });
    this.thick = make('input', { type: 'range', min: '1', max: '6', step: '1', value: '2', 'aria-label': words.thick });
    const button = (text: string, press: () => void): HTMLButtonElement => {
      const made = make('button', { type: 'button' }, text);
      made.addEventListener('click', press);
      return made;
    };
    this.tools = make(
      'fieldset',
      { class: 'ke-tools' },
      make('label', {}, words.brush, this.brush),
      make('label', {}, words.thick, this.thick),
      button(words.empty, () => this.put(this.tensor.data.slice().fill(this.range.low))),
      button(words.back, back),
    );
    this.said = make('div', { class: 'ke-note', 'aria-live': 'polite' });
    this.top = make('div', { class: 'ke-top', 'aria-live': 'polite' });
    this.root = make('div', { class: 'ke-editor' }, pad, make('div', {}, this.top, this.tools, make('div', { class: 'ke-note' }, words.drawKeys), this.said)); // prettier-ignore
    pad.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      pad.setPointerCapture(event.pointerId);
      pad.focus();
      event.preventDefault();
      this.last = undefined;
      this.drag(event);
    });
    pad.addEventListener('pointermove', (event) => {
      if (event.buttons & 1) this.drag(event);
      else this.point(this.cellOf(event));
    });
    pad.addEventListener('keydown', (event) => this.key(event));
  }

  /** Shows a picture; `range`: of the pictures as they came. */
  show(tensor: Tensor, range: Range, canDraw: boolean): void {
    [this.tensor, this.range] = [tensor, range];
    this.tools.disabled = !canDraw;
    this.tools.hidden = !canDraw;
    const [rows, columns] = this.grid();
    if (canDraw) {
      const size = Math.max(1, Math.round(Math.min(rows, columns) / 14));
      if (this.thick.dataset['size'] !== String(size)) {
        this.thick.dataset['size'] = this.thick.value = String(size);
        this.thick.max = String(Math.max(4, 3 * size));
      }
    }
    this.at = [Math.min(this.at[0], rows - 1), Math.min(this.at[1], columns - 1)];
    sizeTo(this.canvas, rows, columns, SIDE);
    this.draw();
  }

  /** Another picture comes. */
  begin(): void {
    this.said.textContent = '';
  }

  /** What the network makes of the picture. */
  tell(text: string): void {
    this.top.textContent = text;
  }

  private grid(): [number, number] {
    const { shape } = this.tensor;
    const [rows, columns, channels] = gridOf(shape);
    return isVector(shape) ? foldOf(channels) : [rows, columns];
  }

  private draw(): void {
    const { tensor, range } = this;
    const channels = gridOf(tensor.shape)[2];
    const [rows, columns] = this.grid();
    const most = Math.max(rows, columns);
    if (channels === 3 && !isVector(tensor.shape))
      drawColours(this.canvas, [0, 1, 2].map((k) => mapOf(tensor, k, most)), range); // prettier-ignore
    else drawMap(this.canvas, mapOf(tensor, 0, most), range, 'grey', isVector(tensor.shape) ? channels : undefined);
    this.point(this.at);
  }

  private cellOf(event: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    const [rows, columns] = this.grid();
    const clamp = (n: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(n)));
    return [
      clamp(((event.clientY - box.top) / box.height) * rows, rows),
      clamp(((event.clientX - box.left) / box.width) * columns, columns),
    ];
  }

  private point(at: [number, number]): void {
    const [rows, columns] = this.grid();
    this.at = at;
    this.cursor.style.top = `${(100 * at[0]) / rows}%`;
    this.cursor.style.left = `${(100 * at[1]) / columns}%`;
    this.cursor.style.height = `${100 / rows}%`;
    this.cursor.style.width = `${100 / columns}%`;
  }

  /** Draws from where the mouse was to where it is. */
  private drag(event: PointerEvent): void {
    if (this.tools.disabled) return;
    const to = this.cellOf(event);
    const from = this.last ?? to;
    this.last = to;
    const data = this.tensor.data.slice();
    const steps = Math.max(1, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    for (let s = 0; s <= steps; s++) {
      const at = [0, 1].map((axis) => Math.round(from[axis]! + ((to[axis]! - from[axis]!) * s) / steps));
      this.dab(data, at as [number, number], Number(this.thick.value));
    }
    this.at = to;
    this.put(data);
  }

  /** Paints the cells that a brush of this width touches. */
  private dab(data: Float32Array, [row, column]: [number, number], width: number): void {
    const [rows, columns] = this.grid();
    const before = Math.floor((width - 1) / 2);
    for (let i = row - before; i < row - before + width; i++) {
      for (let j = column - before; j < column - before + width; j++) {
        if (i >= 0 && j >= 0 && i < rows && j < columns) this.paint(data, i, j);
      }
    }
  }

  private paint(data: Float32Array, row: number, column: number): void {
    const channels = gridOf(this.tensor.shape)[2];
    const colour = this.colour();
    const at = row * this.grid()[1] + column;
    if (isVector(this.tensor.shape)) {
      if (at < channels) data[at] = colour[0]!;
    } else for (let k = 0; k < channels; k++) data[at * channels + k] = colour[k % colour.length]!;
  }

  /** What the brush writes, per channel. */
  private colour(): number[] {
    const { low, high } = this.range;
    const of = (share: number): number => low + share * (high - low);
    if (this.brush.type !== 'color') return [of(Number(this.brush.value))];
    return [1, 3, 5].map((i) => of(parseInt(this.brush.value.slice(i, i + 2), 16) / 255));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [rows, columns] = this.grid();
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const data = this.tensor.data.slice();
    if (step) {
      const clamp = (n: number, most: number): number => Math.max(0, Math.min(most - 1, n));
      this.point([clamp(this.at[0] + step[0]!, rows), clamp(this.at[1] + step[1]!, columns)]);
      this.speak();
    } else if ((event.key === ' ' || event.key === 'Enter') && !this.tools.disabled) {
      this.dab(data, this.at, 1);
      this.put(data);
      this.speak();
    } else if (['+', '=', '-'].includes(event.key) && !this.tools.disabled) {
      const channels = gridOf(this.tensor.shape)[2];
      const { low, high } = this.range;
      const by = ((event.key === '-' ? -1 : 1) * (high - low)) / 10;
      const first = this.first();
      const last = isVector(this.tensor.shape) ? first + 1 : first + channels;
      for (let i = first; i < last; i++) data[i] = Math.min(high, Math.max(low, data[i]! + by));
      this.put(data);
      this.speak();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where the numbers of the cell under the cursor begin. */
  private first(): number {
    const channels = gridOf(this.tensor.shape)[2];
    return (this.at[0] * this.grid()[1] + this.at[1]) * (isVector(this.tensor.shape) ? 1 : channels);
  }

  private speak(): void {
    const channels = isVector(this.tensor.shape) ? 1 : gridOf(this.tensor.shape)[2];
    const values = Array.from(this.tensor.data.subarray(this.first(), this.first() + channels), (v) => Number(v.toFixed(3))); // prettier-ignore
    this.said.textContent = `${this.words.row} ${this.at[0]}, ${this.words.column} ${this.at[1]}: ${values.join(', ')}`;
  }

  private put(data: Float32Array): void {
    this.tensor = { ...this.tensor, data };
    this.draw();
    this.changed(data);
  }
}
