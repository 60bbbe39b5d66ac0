/** @file Products of tensors by their axes: einsum, tensordot, outer; and moving axes. */
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe, optionNames } from '../../arguments/index.ts';
import { known, refuseOptions } from '../common/arguments.ts';
import { binaryOp, dispatch, unaryOp, type Arg, type Result } from './dispatch.ts';

/** A tensor whose axes have letters. */
interface Lettered {
  readonly node: Node;
  readonly axes: string;
}

/**
 * Sums of products in Einstein's notation: `ops.einsum('bij,bjk->bik', a, b)`. One letter for each axis; letters that are
 * not behind the arrow are summed over; each letter at most once in a tensor, and without `...`.
 * @ko 아인슈타인 표기로 텐서의 곱의 합을 구합니다.
 */
export function einsum<A extends Arg>(subscripts: string, ...tensors: readonly A[]): Result<A> {
  if (typeof subscripts !== 'string') {
    throw new ValueError({
      who: 'ops.einsum',
      rule: { en: 'the letters of the axes come first, as a text', ko: '첫 인수는 축의 글자를 적은 문자열입니다' },
      received: describe(subscripts),
      hint: { en: "For example ops.einsum('ij,jk->ik', a, b)", ko: "예: ops.einsum('ij,jk->ik', a, b)" },
    });
  }
  const [left, right] = subscripts.replaceAll(' ', '').split('->') as [string, string | undefined];
  const inputs = left.split(',');
  const bad = !/^[A-Za-z,]*$/.test(left) || inputs.some((axes) => new Set(axes).size < axes.length);
  if (bad || inputs.length !== tensors.length) {
    throw new ValueError({
      who: 'ops.einsum',
      rule: {
        en: "needs one group of different letters for each tensor, such as 'bij,bjk->bik'",
        ko: "'bij,bjk->bik'처럼 텐서마다 서로 다른 글자의 묶음이 하나씩 필요합니다",
      },
      received: {
        en: `'${subscripts}' for ${tensors.length} tensors`,
        ko: `텐서 ${tensors.length}개에 '${subscripts}'`,
      },
    });
  }
  // without an arrow: the letters that stand once, in alphabetical order
  const once = [...new Set(left.replaceAll(',', ''))].filter((c) => left.split(c).length === 2).sort();
  const output = right ?? once.join('');
  const f = (...nodes: Node[]): Node => {
    const sizes = new Map<string, number>();
    const parts = nodes.map((node, i): Lettered => {
      const axes = inputs[i]!;
      if (axes.length !== node.shape.length) throw mismatch(subscripts, nodes);
      Array.from(axes).forEach((c, d) => {
        if ((sizes.get(c) ?? node.shape[d]) !== node.shape[d]) throw mismatch(subscripts, nodes);
        sizes.set(c, node.shape[d]!);
      });
      return { node: g.cast(node, 'float32'), axes };
    });
    if (Array.from(output).some((c) => !sizes.has(c))) throw mismatch(subscripts, nodes);
    const result = parts.reduce((a, b, i) => contract(a, b, output + inputs.slice(i + 1).join('')));
    return arranged(summed(result, output), output);
  };
  return dispatch('einsum', f, tensors, { saved: { config: { subscripts } } });
}

function mismatch(subscripts: string, nodes: readonly Node[]): ShapeError {
  return new ShapeError({
    who: 'ops.einsum',
    rule: {
      en: `the shapes must fit '${subscripts}': one letter for each axis, one size for each letter`,
      ko: `모양이 '${subscripts}'에 맞아야 합니다. 축마다 글자 하나, 글자마다 크기 하나입니다`,
    },
    received: nodes.map(({ shape }) => shapeText(shape)).join(', '),
  });
}

/** The product of two, summed over the letters that nobody needs any more, as one matrix product of a batch. */
function contract(first: Lettered, second: Lettered, needed: string): Lettered {
  const a = summed(first, needed + second.axes);
  const b = summed(second, needed + first.axes);
  const both = Array.from(a.axes).filter((c) => b.axes.includes(c));
  const batch = both.filter((c) => needed.includes(c)).join('');
  const inner = both.filter((c) => !needed.includes(c)).join('');
  const rows = Array.from(a.axes)
    .filter((c) => !both.includes(c))
    .join('');
  const columns = Array.from(b.axes)
    .filter((c) => !both.includes(c))
    .join('');
  const size = (part: Lettered, letters: string): number[] =>
    Array.from(letters).map((c) => part.node.shape[part.axes.indexOf(c)]!);
  const total = (part: Lettered, letters: string): number => size(part, letters).reduce((x, y) => x * y, 1);
  const left = g.reshape(arranged(a, batch + rows + inner), [total(a, batch), total(a, rows), total(a, inner)]);
  const right = g.reshape(arranged(b, batch + inner + columns), [total(a, batch), total(a, inner), total(b, columns)]);
  const shape = [...size(a, batch), ...size(a, rows), ...size(b, columns)];
  return { node: g.reshape(g.matmul(left, right), shape), axes: batch + rows + columns };
}

/** Summed over the letters that are not needed. */
function summed({ node, axes }: Lettered, needed: string): Lettered {
  const gone = Array.from(axes).flatMap((c, d) => (needed.includes(c) ? [] : [d]));
  if (gone.length === 0) return { node, axes };
  return {
    node: g.sum(node, { axis: gone }),
    axes: Array.from(axes)
      .filter((c) => needed.includes(c))
      .join(''),
  };
}

function arranged({ node, axes }: Lettered, order: string): Node {
  return axes === order
    ? node
    : g.transpose(
        node,
        Array.from(order).map((c) => axes.indexOf(c)),
      );
}

/** Every product of a value of x and one of y: (n,), (m,) -> (n, m). */
export const outer = binaryOp('outer', (a, b) => g.mul(g.reshape(a, [-1, 1]), g.reshape(b, [1, -1])));

/** The product summed over the last `axes` axes of x and the first of y (default 2). */
export function tensordot<A extends Arg, B extends Arg>(
  x: A,
  y: B,
  options: {
    /** How many axes. Default 2. */
    axes?: number;
  } = {},
): Result<A | B> {
  const { axes = 2 } = known('ops.tensordot', options, optionNames<{ axes: number }>()('axes'));
  const f = (a: Node, b: Node): Node => {
    const [last, first] = [a.shape.slice(a.shape.length - axes), b.shape.slice(0, axes)];
    if (last.length !== axes || last.some((n, i) => n !== first[i])) {
      throw new ShapeError({
        who: 'ops.tensordot',
        rule: {
          en: `the last ${axes} axes of x must be as long as the first ${axes} of y`,
          ko: `x의 마지막 ${axes}개 축은 y의 처음 ${axes}개 축과 길이가 같아야 합니다`,
        },
        received: `x ${shapeText(a.shape)}, y ${shapeText(b.shape)}, axes ${axes}`,
      });
    }
    const inner = first.reduce((m, n) => m * n, 1);
    const product = g.matmul(g.reshape(a, [-1, inner]), g.reshape(b, [inner, -1]));
    return g.reshape(product, [...a.shape.slice(0, a.shape.length - axes), ...b.shape.slice(axes)]);
  };
  return dispatch('tensordot', f, [x, y], { saved: { config: { axes } } });
}

/** An axis brought to another place. */
export function moveaxis<A extends Arg>(x: A, source: number, destination: number): Result<A> {
  if (arguments.length > 3) refuseOptions('ops.moveaxis', arguments, 3);
  const f = (v: Node): Node => {
    const n = v.shape.length;
    const [from, to] = [source, destination].map((axis) => (axis < 0 ? axis + n : axis)) as [number, number];
    const order = v.shape.map((_, i) => i).filter((i) => i !== from);
    order.splice(to, 0, from);
    return g.transpose(v, order);
  };
  return dispatch('moveaxis', f, [x], { saved: { config: { source, destination } } });
}

/** Two axes exchanged. */
export function swapaxes<A extends Arg>(x: A, axis1: number, axis2: number): Result<A> {
  if (arguments.length > 3) refuseOptions('ops.swapaxes', arguments, 3);
  const f = (v: Node): Node => {
    const [a, b] = [axis1, axis2].map((axis) => (axis < 0 ? axis + v.shape.length : axis));
    return g.transpose(
      v,
      v.shape.map((_, i) => (i === a ? b! : i === b ? a! : i)),
    );
  };
  return dispatch('swapaxes', f, [x], { saved: { config: { axis1, axis2 } } });
}

/** All cells in one row. */
export const ravel = unaryOp('ravel', (x) => g.reshape(x, [-1]));
