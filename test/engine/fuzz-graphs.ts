/**
 * @file Random graphs of convolutions, poolings and products with all their gradients, from a seed: odd sizes, every channel
 * count up to 40, groups, strides, dilations, paddings, and often enough the shapes that the special kernels take.
 */
import { g, gradients, sizeOf, type Feeds, type Node, type Padding2D } from '../../src/engine/graph/index.ts';
import { Dice } from './random-graphs.ts';

export interface FuzzCase {
  readonly label: string;
  readonly outputs: readonly Node[];
  readonly inputs: readonly Node[];
  /** Maps of which a relu (`pool` absent) or a max-pooling takes a gradient: near ties may go either way. */
  readonly choices: readonly { readonly map: Node; readonly pool?: Node }[];
  /** Numbers for every input; `whole`: small integers, of which float32 sums are exact. */
  readonly feeds: (whole: boolean) => Feeds;
}

type Pair = readonly [number, number];

const POOLS: readonly Pair[] = [
  [2, 2],
  [2, 2],
  [2, 2],
  [3, 3],
  [2, 1],
  [1, 2],
  [4, 1],
  [3, 2],
];

class Builder {
  readonly dice: Dice;
  readonly inputs: Node[] = [];
  readonly sparse = new Set<Node>();
  readonly choices: { map: Node; pool?: Node }[] = [];

  constructor(seed: number) {
    this.dice = new Dice(seed);
  }

  chance(p: number): boolean {
    return this.dice.uniform() < p;
  }

  /** An input; `sparse`: many of its numbers are 0 (dead units, dropout). */
  input(shape: readonly number[], sparse = false): Node {
    const made = g.input(`i${this.inputs.length}`, shape);
    this.inputs.push(made);
    if (sparse) this.sparse.add(made);
    return made;
  }

  relu(map: Node): Node {
    this.choices.push({ map });
    return g.relu(map);
  }

  maxPool(map: Node, pool: Pair, options: { strides: Pair; padding?: 'same' | 'valid' }): Node {
    const made = g.maxPool(map, pool, options);
    this.choices.push({ map, pool: made });
    return made;
  }

  finish(label: string, y: Node): FuzzCase {
    const outputs = [y];
    if (this.chance(0.8)) {
      const weight = this.input(y.shape, this.chance(0.4));
      outputs.push(...gradients(g.sum(g.mul(y, weight)), this.inputs.slice(0, -1)));
    }
    const { dice, inputs, sparse, choices } = this;
    return {
      label: `${label} -> ${y.shape.join('x')}${outputs.length > 1 ? ', gradients' : ''}`,
      outputs,
      inputs,
      choices,
      feeds: (whole) => {
        const made: Record<string, Float32Array> = {};
        for (const node of inputs) {
          if (node.op !== 'input') continue;
          const zeros = sparse.has(node) ? 0.5 : 0;
          const number = (): number => (whole ? dice.int(-3, 3) : 2 * dice.uniform() - 1);
          const values = Float32Array.from({ length: sizeOf(node.shape) }, () => (this.chance(zeros) ? 0 : number()));
          made[node.attrs.name] = values;
        }
        return made;
      },
    };
  }
}

/** Window and channels of a convolution: of any kind, or such as a special kernel takes. */
function convShape(b: Builder): {
  kernel: Pair;
  cin: number;
  cout: number;
  groups: number;
  strides: Pair;
  dilation: Pair;
} {
  const { dice } = b;
  const unit = { groups: 1, strides: [1, 1], dilation: [1, 1] } as const;
  const kind = dice.int(0, 9);
  // One channel in; few values a window; Winograd; arg-max driven gradients.
  if (kind === 0) return { ...unit, kernel: [3, 3], cin: 1, cout: dice.pick([8, 16, 24, 40, dice.int(1, 40)]) };
  if (kind === 1) {
    const cout = dice.pick([4 * dice.int(1, 10), dice.int(1, 40)]);
    const strides = dice.pick<Pair>([
      [1, 1],
      [1, 1],
      [2, 1],
      [2, 3],
    ]);
    return { ...unit, strides, kernel: [dice.int(1, 5), dice.int(1, 3)], cin: dice.int(1, 3), cout };
  }
  if (kind <= 4) {
    const side = dice.pick([3, 3, 5]);
    return { ...unit, kernel: [side, side], cin: 4 * dice.int(4, 10), cout: dice.int(16, 40) };
  }
  if (kind <= 6) {
    const rows = dice.pick([3, 3, 1, 2, 5]);
    return { ...unit, kernel: [rows, 3], cin: dice.pick([16, 32]), cout: dice.pick([32, 36, 39, dice.int(1, 40)]) };
  }
  const groups = dice.pick([1, 1, 1, 2, 3, 5, dice.int(6, 40)]);
  // Every third with groups is depthwise: one channel in and out of each.
  const most = dice.int(0, 2) === 0 ? 1 : Math.floor(40 / groups);
  return {
    kernel: [dice.int(1, 5), dice.int(1, 5)],
    cin: groups * dice.int(1, most),
    cout: groups * dice.int(1, most),
    groups,
    strides: [dice.int(1, 3), dice.int(1, 3)],
    dilation: [dice.pick([1, 1, 2]), dice.pick([1, 1, 3])],
  };
}

/** A convolution with whatever may be fused into it; picture sizes are chosen so that the twins take about `work` products. */
function convolution(b: Builder, given: Node | undefined, work: number): { y: Node; label: string } | undefined {
  const { dice } = b;
  const { kernel, cin: wanted, cout, strides, dilation, ...rest } = convShape(b);
  const groups = given && given.shape[3]! % rest.groups !== 0 ? 1 : rest.groups;
  const cin = given ? given.shape[3]! : wanted;
  if (cout % groups !== 0) return undefined;
  const [kh, kw] = [(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1];
  let x = given;
  if (x === undefined) {
    const [h, w] = [dice.int(kh, kh + 17), dice.int(kw, kw + 17)];
    const one = (h * w * kernel[0] * kernel[1] * cin * cout) / groups / (strides[0] * strides[1]);
    x = b.input([Math.max(1, Math.min(dice.int(1, 7), Math.floor(work / one))), h, w, cin], b.chance(0.2));
    if (b.chance(0.25)) x = b.relu(x);
  } else if (x.shape[1]! < kh || x.shape[2]! < kw) return undefined;
  const around = (): number => dice.int(0, 3);
  const padding = dice.pick<'same' | 'valid' | Padding2D>(['same', 'valid', [around(), around(), around(), around()]]);
  const weights = b.input([kernel[0], kernel[1], cin / groups, cout]);
  let y = g.conv2d(x, weights, { strides, dilation, padding, groups });
  let label = `${x.shape.join('x')} * ${weights.shape.join('x')}`;
  label += ` strides ${strides.join('x')} dilation ${dilation.join('x')} groups ${groups} padding ${String(padding)}`;
  if (b.chance(0.6)) {
    y = g.add(y, b.input([cout]));
    label += ' +bias';
  }
  if (b.chance(0.5)) {
    y = b.relu(y);
    label += ' +relu';
  }
  const pool = dice.pick(POOLS);
  if (b.chance(0.6) && y.shape[1]! >= pool[0] && y.shape[2]! >= pool[1]) {
    y = b.maxPool(y, pool, { strides: pool });
    label += ` +pool ${pool.join('x')}`;
  }
  return { y, label };
}

/** The graph of a seed. */
export function fuzzCase(seed: number): FuzzCase {
  const b = new Builder(seed * 7919 + 13);
  const { dice } = b;
  const work = b.chance(0.1) ? 4_000_000 : 400_000;
  const kind = dice.int(0, 9);
  if (kind === 0) {
    const [m, k, n] = [dice.int(1, 40), dice.int(1, 90), dice.int(1, 40)];
    const [transposeA, transposeB] = [b.chance(0.3), b.chance(0.3)];
    const x = b.input(transposeA ? [k, m] : [m, k], b.chance(0.3));
    let y = g.matmul(x, b.input(transposeB ? [n, k] : [k, n]), { transposeA, transposeB });
    if (b.chance(0.6)) y = g.add(y, b.input([n]));
    if (b.chance(0.5)) y = b.relu(y);
    if (b.chance(0.4)) y = g.matmul(y, b.input([n, dice.int(1, 20)]));
    return b.finish(`matmul ${m} ${k} ${n}`, y);
  }
  if (kind === 1) {
    const x = b.input([dice.int(1, 7), dice.int(5, 17), dice.int(5, 17), dice.int(1, 40)]);
    const pool = [dice.int(1, 3), dice.int(1, 3)] as const;
    const options = {
      strides: [dice.int(1, 3), dice.int(1, 3)] as const,
      padding: dice.pick(['same', 'valid'] as const),
    };
    const y = b.chance(0.5) ? b.maxPool(x, pool, options) : g.avgPool(x, pool, { ...options, divide: b.chance(0.7) });
    return b.finish(`${y.op} ${x.shape.join('x')} by ${pool.join('x')} strides ${options.strides.join('x')}`, y);
  }
  let first = convolution(b, undefined, work);
  while (first === undefined) first = convolution(b, undefined, work);
  if (kind > 4) return b.finish(first.label, first.y);
  const second = kind === 2 ? undefined : convolution(b, first.y, work);
  let { y, label } = second ?? first;
  if (second) label = `${first.label}; ${label}`;
  if (b.chance(0.5)) {
    const flat = g.reshape(y, [y.shape[0]!, sizeOf(y.shape) / y.shape[0]!]);
    y = g.add(g.matmul(flat, b.input([flat.shape[1]!, dice.int(8, 20)])), 0.5);
    label += '; dense';
  }
  return b.finish(label, y);
}
