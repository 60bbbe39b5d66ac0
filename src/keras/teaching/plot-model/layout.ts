/**
 * @file Where the boxes of a diagram stand: in rows by their longest way from the input, within a row so that lines cross little
 * (barycentres) and run straight (each box as near as possible to the middle of its neighbours, by pooling those that push each
 * other). Sugiyama, Tagawa and Toda 1981, in the simple form that networks need.
 */

export interface Place {
  /** Middle and top. */
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly places: readonly Place[];
  /** For each connection its way: points from the lower edge of one box to the upper edge of the other. */
  readonly lines: readonly {
    readonly from: number;
    readonly to: number;
    readonly points: readonly [number, number][];
  }[];
  readonly width: number;
  readonly height: number;
}

interface Sizes {
  readonly width: (i: number) => number;
  readonly height: number;
  /** Between rows, and between boxes of a row. */
  readonly rowGap: number;
  readonly boxGap: number;
  /** Boxes that stand in the middle, one below the other. */
  readonly trunk: readonly number[];
}

/** A box, or a bend of a line that passes a row. */
interface Item {
  readonly width: number;
  /** What it stands for: a box of the trunk, another box, or a bend. */
  readonly kind: 'trunk' | 'box' | 'bend';
  up: Item[];
  down: Item[];
  x: number;
}

const SWEEPS = 8;
/** How hard each pulls where they push each other: bends more than boxes, so that long lines stay straight. */
const WEIGHTS = { trunk: 1000, box: 1, bend: 4 };

/** Places for boxes whose `inputs` are numbers of earlier boxes. */
export function layOut(boxes: readonly { readonly inputs: readonly number[] }[], sizes: Sizes): Layout {
  const ranks: number[] = [];
  const trunk = new Set(sizes.trunk);
  for (const [i, { inputs }] of boxes.entries()) ranks[i] = Math.max(-1, ...inputs.map((from) => ranks[from]!)) + 1;
  const rows: Item[][] = Array.from({ length: Math.max(...ranks) + 1 }, () => []);
  const items = boxes.map((_, i) => {
    const kind = trunk.has(i) ? 'trunk' : 'box';
    const item: Item = { width: sizes.width(i), kind, up: [], down: [], x: 0 };
    rows[ranks[i]!]!.push(item);
    return item;
  });
  const lines: { from: number; to: number; bends: Item[] }[] = [];
  for (const [to, { inputs }] of boxes.entries()) {
    for (const from of inputs) {
      const bends: Item[] = [];
      let last = items[from]!;
      for (let row = ranks[from]! + 1; row < ranks[to]!; row++) {
        const bend: Item = { width: 8, kind: 'bend', up: [last], down: [], x: 0 };
        last.down.push(bend);
        rows[row]!.push(bend);
        bends.push(bend);
        last = bend;
      }
      last.down.push(items[to]!);
      items[to]!.up.push(last);
      lines.push({ from, to, bends });
    }
  }
  // At first branches stand in the order in which they are joined.
  const order = joiningOrder(boxes);
  const orderOf = new Map(items.map((item, i) => [item, order[i]!]));
  for (const { to, bends } of lines) for (const bend of bends) orderOf.set(bend, order[to]! - 0.5);
  for (const row of rows) row.sort((a, b) => orderOf.get(a)! - orderOf.get(b)!);
  for (let sweep = 0; sweep < SWEEPS; sweep++) sortRows(rows, sweep % 2 === 0);
  for (const row of rows) spread(row, sizes.boxGap);
  for (let sweep = 0; sweep < 2 * SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) straighten(row, down, sizes.boxGap);
  }
  const left = Math.min(...rows.flat().map((item) => item.x - item.width / 2));
  const right = Math.max(...rows.flat().map((item) => item.x + item.width / 2));
  const top = (row: number): number => row * (sizes.height + sizes.rowGap);
  return {
    places: items.map((item, i) => ({ x: item.x - left, y: top(ranks[i]!) })),
    lines: lines.map(({ from, to, bends }) => ({
      from,
      to,
      points: [
        [items[from]!.x - left, top(ranks[from]!) + sizes.height],
        ...bends.flatMap((bend, k): [number, number][] => {
          const y = top(ranks[from]! + 1 + k);
          return [[bend.x - left, y], [bend.x - left, y + sizes.height]]; // prettier-ignore
        }),
        [items[to]!.x - left, top(ranks[to]!)],
      ],
    })),
    width: right - left,
    height: top(rows.length - 1) + sizes.height,
  };
}

/** A number for each box: those of the first input of a box come before those of its second. */
function joiningOrder(boxes: readonly { readonly inputs: readonly number[] }[]): number[] {
  const order: number[] = [];
  let next = 0;
  const visit = (i: number): void => {
    if (order[i] !== undefined) return;
    order[i] = -1;
    for (const from of boxes[i]!.inputs) visit(from);
    order[i] = next++;
  };
  for (let i = boxes.length - 1; i >= 0; i--) visit(i);
  return order;
}

/** Each row in the order of the mean places of its neighbours above (or below). */
function sortRows(rows: Item[][], down: boolean): void {
  const place = new Map<Item, number>();
  for (const row of rows) row.forEach((item, i) => place.set(item, i));
  for (const row of down ? rows : rows.toReversed()) {
    const wish = new Map(
      row.map((item, i) => {
        const near = down ? item.up : item.down;
        return [item, near.length === 0 ? i : near.reduce((sum, other) => sum + place.get(other)!, 0) / near.length];
      }),
    );
    row.sort((a, b) => wish.get(a)! - wish.get(b)!);
    row.forEach((item, i) => place.set(item, i));
  }
}

/** A row side by side around 0. */
function spread(row: Item[], gap: number): void {
  let x = 0;
  for (const item of row) {
    item.x = x + item.width / 2;
    x += item.width + gap;
  }
  for (const item of row) item.x -= (x - gap) / 2;
}

/**
 * Every item at the mean of its neighbours, as far as order and gaps allow: items that would overlap are pooled and stand together at
 * the mean of their wishes (the best solution in least squares).
 */
function straighten(row: Item[], down: boolean, gap: number): void {
  const pools: { items: Item[]; offsets: number[]; wish: number; weight: number; width: number }[] = [];
  for (const item of row) {
    const near = down ? item.up : item.down;
    const mean = near.length === 0 ? item.x : near.reduce((sum, other) => sum + other.x, 0) / near.length;
    const wish = item.kind === 'trunk' ? 0 : mean;
    const weight = WEIGHTS[item.kind];
    let pool = { items: [item], offsets: [item.width / 2], wish: wish - item.width / 2, weight, width: item.width };
    for (let last = pools.at(-1); last && last.wish + last.width + gap > pool.wish; last = pools.at(-1)) {
      pools.pop();
      const shift = last.width + gap;
      const total = last.weight + pool.weight;
      pool = {
        items: [...last.items, ...pool.items],
        offsets: [...last.offsets, ...pool.offsets.map((offset) => offset + shift)],
        wish: (last.wish * last.weight + (pool.wish - shift) * pool.weight) / total,
        weight: total,
        width: shift + pool.width,
      };
    }
    pools.push(pool);
  }
  for (const { items, offsets, wish } of pools) items.forEach((item, i) => (item.x = wish + offsets[i]!));
}
