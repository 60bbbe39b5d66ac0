/** @file The upper half of an explorer: the layers as columns of maps, the largest outputs as bars, and what connects them. */
import { reaches } from '../../../src/plot/pictures/explore/channels.ts';
import type { Explored } from '../../../src/plot/pictures/explore/explored.ts';
import { short } from '../../../src/plot/pictures/explore/lines.ts';
import { isVector, type Range } from '../../../src/plot/pictures/explore/maps.ts';
import { columnsOf, gridOf, isColourful } from '../../../src/plot/pictures/explore/uses.ts';
import type { MakeElement } from '../element.ts';
import { drawColours, drawMap, sizeTo } from './canvas.ts';
import type { Source } from './source.ts';

/** Between two columns, in pixels: as wide as connections look best, and as narrow as they can still be told apart. */
const GAP = { wide: 30, narrow: 16 };
/** Side of a map in pixels, and of a folded vector. */
const MAP = 44;
const VECTOR = 88;
/** Networks with so many layers are always drawn whole. */
const FEW = 40;
/** So many outputs are shown as bars. */
const BARS = 10;

/** What the layers need of the explorer around them. */
export interface Around {
  readonly explored: Explored;
  readonly make: MakeElement;
  readonly source: () => Source;
  readonly ranges: () => readonly Range[];
  readonly select: (use: number, channel: number) => void;
  readonly fail: (error: unknown) => void;
}

/** A layer on the page. */
interface Block {
  readonly root: HTMLElement;
  readonly maps: HTMLElement;
  readonly range: HTMLElement;
  readonly pager: { readonly back: HTMLButtonElement; readonly next: HTMLButtonElement } | undefined;
  /** The first map that is shown. */
  first: number;
  isSeen: boolean;
  isStale: boolean;
}

/** All layers. */
export class Layers {
  readonly root: HTMLElement;
  private readonly around: Around;
  private readonly scene: HTMLElement;
  private readonly wires: SVGSVGElement;
  private readonly blocks: readonly Block[];
  private readonly watch: ResizeObserver;
  private readonly sight: IntersectionObserver;
  private selected: { use: number; channel: number } = { use: -1, channel: -1 };
  /** The outputs of the unedited picture, by use. */
  private readonly original = new Map<number, Float32Array>();

  constructor(around: Around) {
    this.around = around;
    const { make, explored } = around;
    this.blocks = explored.uses.map((_, i) => this.block(i));
    this.scene = make('div', { class: 'ke-scene' });
    this.wires = this.scene.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.wires.setAttribute('class', 'ke-wires');
    this.wires.setAttribute('aria-hidden', 'true');
    this.scene.append(
      this.wires,
      ...columnsOf(explored.uses).map((column) =>
        make(
          'div',
          { class: column.some((i) => this.isOutput(i)) ? 'ke-column ke-end' : 'ke-column' },
          ...column.map((i) => this.blocks[i]!.root),
        ),
      ),
    );
    this.root = make(
      'div',
      { class: 'ke-layers', tabindex: '0', role: 'region', 'aria-label': explored.words.layers },
      this.scene,
    );
    // Outputs stay where they are while the rest is scrolled.
    this.root.addEventListener('scroll', () => {
      this.edges();
      this.wire();
    });
    this.watch = new ResizeObserver(() => {
      this.fit();
      this.edges();
      this.wire();
    });
    this.watch.observe(this.scene);
    this.watch.observe(this.root);
    // Some networks have hundreds of layers: those out of sight are drawn when they come.
    this.sight = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const block = this.blocks[Number((target as HTMLElement).dataset['use'])]!;
          block.isSeen = isIntersecting || this.isAlwaysDrawn(Number(block.root.dataset['use']));
          if (isIntersecting && block.isStale) void this.drawBlock(block);
        }
      },
      { rootMargin: '200px' },
    );
    for (const { root } of this.blocks) this.sight.observe(root);
  }

  dispose(): void {
    this.watch.disconnect();
    this.sight.disconnect();
  }

  /** Draws the maps anew. `isOriginal`: of a picture as it came. */
  async draw(isOriginal: boolean): Promise<void> {
    if (isOriginal) this.original.clear();
    for (const block of this.blocks) block.isStale = true;
    await Promise.all(this.blocks.filter(({ isSeen }) => isSeen).map((block) => this.drawBlock(block)));
    this.wire();
  }

  /** Marks the map that is looked at. */
  mark(use: number, channel: number): void {
    if (use === this.selected.use && channel === this.selected.channel) return;
    this.selected = { use, channel };
    for (const [i, { maps }] of this.blocks.entries()) {
      for (const map of maps.querySelectorAll<HTMLElement>('[data-channel]')) {
        const whole = map.dataset['channel'] === 'all';
        const isIt = i === use && (whole || Number(map.dataset['channel']) === channel);
        if (map.getAttribute('aria-pressed') !== String(isIt)) map.setAttribute('aria-pressed', String(isIt));
      }
    }
    this.wire();
  }

  private isOutput(use: number): boolean {
    return this.around.explored.outputs.includes(use) && this.around.explored.uses[use]!.shape.length === 1;
  }

  private isAlwaysDrawn(use: number): boolean {
    return this.isOutput(use) || this.around.explored.uses.length <= FEW;
  }

  private block(i: number): Block {
    const { make, explored } = this.around;
    const { words, maps: perPage } = explored;
    const use = explored.uses[i]!;
    const maps = make('div', { class: this.isOutput(i) ? 'ke-bars' : 'ke-maps' });
    const range = make('div', { class: 'ke-range' });
    const pages = !isVector(use.shape) && !isColourful(use) && gridOf(use.shape)[2] > perPage;
    const pager = pages
      ? {
          back: make('button', { type: 'button', class: 'ke-page', 'aria-label': `${use.name}: ${words.fewer}` }, '▲'),
          next: make('button', { type: 'button', class: 'ke-page' }),
        }
      : undefined;
    const facts = [
      use.name,
      use.type,
      use.shape.join(' × '),
      words.parameters.replace('{n}', use.parameters.toLocaleString('en')),
    ];
    const root = make(
      'div',
      { class: 'ke-block', 'data-use': String(i), title: facts.join('\n') },
      make('div', { class: 'ke-name' }, use.name),
      make('div', { class: 'ke-shape' }, use.shape.join('×')),
      ...(pager ? [pager.back] : []),
      maps,
      ...(pager ? [pager.next] : []),
      range,
    );
    const block: Block = { root, maps, range, pager, first: 0, isSeen: this.isAlwaysDrawn(i), isStale: true };
    const turn = (by: number): void => {
      block.first = Math.max(0, block.first + by * perPage);
      void this.drawBlock(block).then(() => this.wire());
    };
    pager?.back.addEventListener('click', () => turn(-1));
    pager?.next.addEventListener('click', () => turn(1));
    return block;
  }

  private async drawBlock(block: Block): Promise<void> {
    block.isStale = false;
    const i = Number(block.root.dataset['use']);
    const { explored, source, ranges, fail } = this.around;
    const use = explored.uses[i]!;
    const range = ranges()[i];
    if (!range) return;
    const channels = gridOf(use.shape)[2];
    try {
      if (this.isOutput(i)) return await this.drawBars(block, i, range);
      const list = isVector(use.shape)
        ? [0]
        : isColourful(use)
          ? [0, 1, 2]
          : Array.from({ length: Math.min(explored.maps, channels - block.first) }, (_, k) => block.first + k);
      const maps = await source().maps(i, list, 2 * MAP);
      this.frames(block, i, isVector(use.shape) || isColourful(use) ? ['all'] : list);
      const canvases = [...block.maps.querySelectorAll('canvas')];
      if (isColourful(use) && maps.every((map) => map !== undefined)) {
        drawColours(canvases[0]!, maps, range);
        sizeTo(canvases[0]!, use.shape[0]!, use.shape[1]!, MAP * 1.5);
      } else {
        const [rows, columns] = gridOf(use.shape);
        maps.forEach((map, k) => {
          const canvas = canvases[k];
          if (!canvas) return;
          canvas.parentElement!.toggleAttribute('data-missing', map === undefined);
          if (!map) return sizeTo(canvas, rows, columns, MAP);
          const count = isVector(use.shape) && map.step === 1 ? channels : undefined;
          drawMap(canvas, map, range, use.arithmetic === 'input' ? 'grey' : 'signed', count);
          const side = isVector(use.shape) ? VECTOR : list.length === 1 ? MAP * 1.5 : MAP;
          sizeTo(canvas, isVector(use.shape) ? map.rows : rows, isVector(use.shape) ? map.columns : columns, side);
        });
      }
      block.range.textContent = `${short(range.low)} … ${short(range.high)}`;
      block.range.classList.toggle('ke-broken', range.broken > 0);
      if (range.broken > 0) block.range.textContent += ` · NaN ${range.broken}`;
      this.turnable(block, channels);
    } catch (error) {
      fail(error);
    }
  }

  private turnable({ pager, first }: Block, channels: number): void {
    if (!pager) return;
    const { words, maps } = this.around.explored;
    const left = channels - first - maps;
    pager.back.hidden = first === 0;
    pager.next.hidden = left <= 0;
    pager.next.textContent = words.more.replace('{n}', String(left));
  }

  /** As many buttons as there are maps; they stay where they are the same, so that the focus does. */
  private frames({ maps }: Block, use: number, channels: readonly (number | 'all')[]): void {
    const { make, explored, select } = this.around;
    const { words, uses } = explored;
    while (maps.children.length > channels.length) maps.lastElementChild!.remove();
    channels.forEach((channel, k) => {
      let button = maps.children[k] as HTMLButtonElement | undefined;
      if (!button) {
        button = make('button', { type: 'button', class: 'ke-map' }, make('canvas', { class: 'ke-canvas', 'aria-hidden': 'true' })); // prettier-ignore
        const made = button;
        made.addEventListener('click', () => {
          const chosen = made.dataset['channel'];
          select(use, chosen === 'all' ? 0 : Number(chosen));
        });
        maps.append(made);
      }
      button.dataset['channel'] = String(channel);
      button.setAttribute('aria-label', channel === 'all' ? uses[use]!.name : `${uses[use]!.name}, ${words.map} ${channel}`); // prettier-ignore
      const { selected } = this;
      const isIt = use === selected.use && (channel === 'all' || channel === selected.channel);
      button.setAttribute('aria-pressed', String(isIt));
    });
  }

  /** The outputs as bars, of many the largest; a line marks what the unedited picture gave. */
  private async drawBars(block: Block, use: number, range: Range): Promise<void> {
    const { make, explored, source, select } = this.around;
    const { words, names, uses } = explored;
    const n = uses[use]!.shape[0]!;
    const [map] = await source().maps(use, [0], 4096);
    if (!map) return;
    const values = map.data.subarray(0, n);
    if (!this.original.has(use)) this.original.set(use, values.slice());
    const before = this.original.get(use)!;
    const order = Array.from(values.keys());
    const shown = n > BARS ? order.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, BARS) : order;
    const { arithmetic } = uses[use]!;
    const curve = arithmetic !== null && arithmetic !== 'input' && 'curve' in arithmetic ? arithmetic.curve.name : '';
    // Shares are bars of one length, so that pictures can be compared.
    const isShare = curve === 'softmax' || curve === 'sigmoid';
    const reach = isShare ? 1 : Math.max(Math.abs(range.low), Math.abs(range.high)) || 1;
    const focused = (block.maps.querySelector(':focus') as HTMLElement | null)?.dataset['channel'];
    block.maps.replaceChildren(
      ...shown.map((i) => {
        const share = (value: number): number => (Number.isFinite(value) ? Math.min(100, (100 * Math.abs(value)) / reach) : 0); // prettier-ignore
        const fill = make('span', { class: values[i]! < 0 ? 'ke-fill ke-negative' : 'ke-fill', style: `width: ${share(values[i]!)}%` }); // prettier-ignore
        const mark = make('span', { class: 'ke-was', style: `left: ${share(before[i]!)}%` });
        const changed = !Object.is(before[i], values[i]);
        const name = names?.[i] ?? String(i);
        const button = make(
          'button',
          {
            type: 'button',
            class: 'ke-score',
            'data-channel': String(i),
            'aria-pressed': String(this.selected.use === use && this.selected.channel === i),
          },
          make('span', { class: 'ke-class' }, name),
          make('span', { class: 'ke-number' }, short(values[i]!)),
          make('span', { class: 'ke-track' }, fill, ...(changed ? [mark] : [])),
        );
        button.addEventListener('click', () => select(use, i));
        return button;
      }),
    );
    if (focused !== undefined) block.maps.querySelector<HTMLElement>(`[data-channel="${focused}"]`)?.focus();
    const isChanged = shown.some((i) => !Object.is(before[i], values[i]));
    block.range.textContent = [
      n > BARS ? words.best.replace('{n}', String(BARS)).replace('{m}', String(n)) : '',
      isChanged ? words.original : '',
      range.broken > 0 ? words.broken.replace('{n}', String(range.broken)) : '',
    ]
      .filter((each) => each !== '')
      .join(' ');
  }

  /** Columns move together before any must be scrolled to; what is then reached by keyboard stops beside the outputs, not below. */
  private fit(): void {
    const { root, scene } = this;
    const gaps = scene.querySelectorAll('.ke-column').length - 1;
    const used = parseFloat(scene.style.getPropertyValue('--ke-gap')) || GAP.wide;
    const natural = scene.offsetWidth + (GAP.wide - used) * gaps;
    const fitting = Math.floor(GAP.wide - Math.max(0, natural - root.clientWidth) / Math.max(1, gaps));
    scene.style.setProperty('--ke-gap', `${Math.max(GAP.narrow, fitting)}px`);
    const end = scene.querySelector<HTMLElement>('.ke-end');
    const isFixed = end !== null && getComputedStyle(end).position === 'sticky';
    root.style.scrollPaddingRight = isFixed ? `${end.offsetWidth + GAP.narrow}px` : '';
  }

  /** Marks the edges beyond which there is more. */
  private edges(): void {
    const { scrollLeft, scrollWidth, clientWidth, classList } = this.root;
    const most = scrollWidth - clientWidth;
    // Where everything has found a place, the browser may still say how far it was scrolled before.
    classList.toggle('ke-more-left', Math.min(scrollLeft, most) > 1);
    classList.toggle('ke-more-right', most - scrollLeft > 1);
  }

  /** Draws what connects the layers; to the selected map from each of the maps it is computed from. */
  private wire(): void {
    const { scene, wires, blocks, selected } = this;
    const { uses } = this.around.explored;
    const origin = scene.getBoundingClientRect();
    if (origin.width === 0) return;
    wires.setAttribute('width', String(scene.offsetWidth));
    wires.setAttribute('height', String(scene.offsetHeight));
    const boxOf = (element: Element): { left: number; right: number; middle: number } => {
      const { left, right, top, height } = element.getBoundingClientRect();
      return { left: left - origin.left, right: right - origin.left, middle: top - origin.top + height / 2 };
    };
    const line = (from: Element, to: Element, kind: string): string => {
      const [a, b] = [boxOf(from), boxOf(to)];
      const bend = Math.max(12, (b.left - a.right) / 2);
      return `<path class="${kind}" d="M${a.right} ${a.middle}C${a.right + bend} ${a.middle} ${b.left - bend} ${b.middle} ${b.left} ${b.middle}"/>`;
    };
    const anchor = (use: number): Element => blocks[use]!.maps.firstElementChild ?? blocks[use]!.root;
    const plain = uses.flatMap(({ from }, i) => from.map((source) => line(anchor(source), anchor(i), 'ke-wire')));
    const target = uses[selected.use] && blocks[selected.use]!.maps.querySelector('[aria-pressed="true"]');
    const chosen = target
      ? uses[selected.use]!.from.flatMap((source, input) =>
          [...blocks[source]!.maps.querySelectorAll<HTMLElement>('[data-channel]')]
            .filter(({ dataset }) => this.feeds(input, dataset['channel']!))
            .map((map) => line(map, target, 'ke-wire ke-chosen')),
        )
      : [];
    wires.innerHTML = [...plain, ...chosen].join('');
  }

  /** Whether a map of an input is among those that the selected map is computed from. */
  private feeds(input: number, channel: string): boolean {
    const { uses } = this.around.explored;
    const use = uses[this.selected.use]!;
    if (channel === 'all' || isVector(use.shape)) return true;
    const shapes = use.from.map((from) => uses[from]!.shape);
    return reaches(use, shapes, input, Number(channel), this.selected.channel);
  }
}
