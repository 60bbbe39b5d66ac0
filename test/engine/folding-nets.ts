/** @file Random networks of convolutions whose weights are variables, with all that may be folded: from a seed. */
import { g, Variable, type Node } from '../../src/engine/graph/index.ts';
import { Dice } from './random-graphs.ts';

/** A network of convolutions and all that may stand behind one, from a seed. */
export class Net {
  readonly dice: Dice;
  readonly variables: Variable[] = [];
  readonly x: Node;
  readonly y: Node;

  constructor(seed: number) {
    this.dice = new Dice(seed);
    const { dice } = this;
    const side = dice.int(3, 15);
    this.x = g.input('x', [dice.int(1, 5), side, side + dice.int(0, 3), dice.pick([3, 8, 16, 32])]);
    let y: Node = this.x;
    for (let i = dice.int(2, 5); i > 0; i--) y = this.block(y);
    this.y = dice.uniform() < 0.5 ? y : this.dense(g.mean(y, { axis: [1, 2] }));
  }

  weight(shape: readonly number[], scale = 1): Node {
    const data = this.dice.floats(shape).map((v) => v * scale);
    const variable = new Variable(shape, { data: Float32Array.from(data) });
    this.variables.push(variable);
    return g.variable(variable);
  }

  /** A frozen batch normalization, sometimes without its scale or its shift. */
  norm(y: Node): Node {
    const c = y.shape.at(-1)!;
    const shape = [...y.shape.slice(1).map(() => 1), c];
    if (this.dice.uniform() < 0.8) {
      const factor = g.rsqrt(g.add(g.square(this.weight([c])), 0.5));
      y = g.mul(y, g.reshape(this.dice.uniform() < 0.5 ? factor : g.mul(factor, this.weight([c])), shape));
    }
    return this.dice.uniform() < 0.8 ? g.add(y, g.reshape(this.weight([c]), shape)) : y;
  }

  act(y: Node): Node {
    const kind = this.dice.int(0, 3);
    if (kind === 0) return y;
    return kind === 1 ? g.minimum(g.relu(y), 0.5) : g.relu(y);
  }

  dense(y: Node): Node {
    const made = g.matmul(y, this.weight([y.shape[1]!, 20]));
    return this.norm(g.add(made, this.weight([20])));
  }

  conv(y: Node, cout: number, kernel: readonly [number, number], groups = 1, keepsSize = false): Node {
    const { dice } = this;
    if (!keepsSize && dice.uniform() < 0.3) {
      const some = (): number[] => [0, dice.int(0, 2), dice.int(0, 2), 0];
      y = g.pad(y, some(), some());
    }
    const cin = y.shape[3]!;
    const w = this.weight([...kernel, cin / groups, cout], 2 / Math.sqrt((kernel[0] * kernel[1] * cin) / groups));
    const strides = keepsSize || dice.uniform() < 0.6 ? ([1, 1] as const) : ([2, 2] as const);
    let made: Node = g.conv2d(y, w, { padding: 'same', groups, strides });
    if (dice.uniform() < 0.3) made = g.add(made, this.weight([cout]));
    return made;
  }

  block(x: Node): Node {
    const { dice } = this;
    const kernel = dice.pick([
      [1, 1],
      [1, 1],
      [3, 3],
      [3, 3],
      [1, 7],
      [7, 1],
      [5, 5],
    ] as const);
    const c = x.shape[3]!;
    const kind = dice.int(0, 5);
    if (kind === 0) return this.act(this.norm(this.conv(x, c, kernel, c)));
    if (kind === 1) {
      const y = this.act(this.norm(this.conv(x, dice.pick([8, 17, 32]), kernel, 1, true)));
      const last = this.norm(this.conv(y, c, dice.pick([[1, 1] as const, kernel]), 1, true));
      const shortcut = dice.uniform() < 0.5 ? x : this.norm(this.conv(x, c, [1, 1], 1, true));
      return this.act(dice.uniform() < 0.5 ? g.add(last, shortcut) : g.add(shortcut, last));
    }
    if (kind === 2) {
      const joined = g.concat([x, this.act(x), x], 3);
      return this.act(this.norm(joined));
    }
    if (kind === 3) {
      const padded = dice.uniform() < 0.5 ? g.pad(this.act(x), [0, 1, 1, 0], [0, 1, 1, 0]) : x;
      const strides = dice.pick([[1, 1] as const, [2, 2] as const]);
      return dice.pick([g.maxPool, g.avgPool])(padded, [3, 3], { strides, padding: padded === x ? 'same' : 'valid' });
    }
    return this.act(this.norm(this.conv(x, dice.pick([4, 16, 24, 33, 64]), kernel)));
  }

  feed(): { x: Float32Array } {
    return { x: Float32Array.from(this.dice.floats(this.x.shape)) };
  }
}
