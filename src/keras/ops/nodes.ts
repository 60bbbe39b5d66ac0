/** @file What several ops compute with, on nodes: picking cells by whole numbers, the order of values, erf's inverse. */
import { g, type Node } from '../../engine/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';

/** 0, 1, … n - 1 as int32. */
export function range(n: number): Node {
  return g.constant(Int32Array.from({ length: n }, (_, i) => i), [n]); // prettier-ignore
}

/** Places counted from the end (below 0) counted from the beginning. */
function fromStart(indices: Node, n: number): Node {
  const whole = g.cast(indices, 'int32');
  return g.select(g.less(whole, 0), g.add(whole, n), whole);
}

/** `x[…, indices[…], …]` cell by cell along an axis; the other axes broadcast. */
export function takeAlong(x: Node, indices: Node, axis: number): Node {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const places = fromStart(indices, x.shape[at]!);
  const rank = x.shape.length;
  let flat: Node | undefined;
  let stride = 1;
  for (let d = rank - 1; d >= 0; d--) {
    const n = x.shape[d]!;
    const place =
      d === at
        ? places
        : g.reshape(
            range(n),
            x.shape.map((_, i) => (i === d ? n : 1)),
          );
    const part = stride === 1 ? place : g.mul(place, stride);
    flat = flat ? g.add(flat, part) : part;
    stride *= n;
  }
  return g.gather(g.reshape(x, [-1]), flat ?? places, 0);
}

/** Cells of an axis that all pairs of can be held in memory. */
const MOST = 4096;

/** The places that sort an axis, equal values in their order. @throws ValueError for an axis of more than 4096 */
export function argsortNode(x: Node, axis: number, who: string): Node {
  const last = x.shape.length - 1;
  const at = axis < 0 ? axis + x.shape.length : axis;
  const n = x.shape[at]!;
  if (n > MOST) {
    throw new ValueError({
      who,
      rule: {
        en: `inside a model at most ${MOST} values of an axis can be ordered`,
        ko: `모델 안에서는 한 축의 값을 ${MOST}개까지만 정렬할 수 있습니다`,
      },
      received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
    });
  }
  const swap = x.shape.map((_, i) => (i === at ? last : i === last ? at : i));
  const v = g.cast(at === last ? x : g.transpose(x, swap), 'float32');
  const count = g.cast(range(n), 'float32');
  const [self, others] = [g.reshape(v, [...v.shape, 1]), g.reshape(v, [...v.shape.slice(0, -1), 1, n])];
  const earlier = g.less(g.reshape(count, [1, n]), g.reshape(count, [n, 1]));
  const before = g.logicalOr(g.less(others, self), g.logicalAnd(g.equal(others, self), earlier));
  const rank = g.sum(g.cast(before, 'float32'), { axis: -1 });
  // the place whose rank is r, for every r
  const hits = g.cast(g.equal(g.reshape(rank, [...v.shape.slice(0, -1), 1, n]), g.reshape(count, [n, 1])), 'float32');
  const order = g.cast(g.sum(g.mul(hits, count), { axis: -1 }), 'int32');
  return at === last ? order : g.transpose(order, swap);
}

/**
 * The number whose `erf` is x, for x in (-1, 1). Two polynomials of log(1 - x²), exact to about float32
 * (Giles 2010, "Approximating the erfinv function").
 */
export function erfinvNode(x: Node): Node {
  const w = g.neg(g.log(g.mul(g.sub(1, x), g.add(1, x))));
  const middle = polynomial(
    g.sub(w, 2.5),
    [
      2.81022636e-8, 3.43273939e-7, -35233877e-13, -439150654e-14, 0.00021858087, -0.00125372503, -0.00417768164,
      0.246640727, 1.50140941,
    ],
  );
  const ends = polynomial(
    g.sub(g.sqrt(g.maximum(w, 5)), 3),
    [
      -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
      1.00167406, 2.83297682,
    ],
  );
  return g.mul(g.select(g.less(w, 5), middle, ends), x);
}

/** Horner's rule, the highest coefficient first. */
function polynomial(x: Node, [first, ...rest]: readonly number[]): Node {
  return rest.reduce<Node>((sum, c) => g.add(g.mul(sum, x), c), g.full([], first!));
}
