/** @file A convolutional layer by plain loops, forward and backward. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { cnn } from '../../../src/cnn/index.ts';
import type { Homework } from '../tools.ts';

const range = (from: number, count: number): `${number}:${number}` => `${from}:${from + count}`;

/** y[n, f, i, j] = b[f] + Σ x[n, c, i·s + p, j·s + q] w[f, c, p, q] over the padded x. */
function forward(x: NDArray, w: NDArray, b: NDArray, stride: number, pad: number): NDArray {
  const [n, , h, wide] = x.shape as [number, number, number, number];
  const [f, , p, q] = w.shape as [number, number, number, number];
  const padded = np.pad(x, [[0, 0], [0, 0], [pad, pad], [pad, pad]]); // prettier-ignore
  const [oh, ow] = [1 + (h + 2 * pad - p) / stride, 1 + (wide + 2 * pad - q) / stride];
  const y = np.zeros([n, f, oh, ow]);
  for (let k = 0; k < n; k++) {
    for (let o = 0; o < f; o++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++) {
          const [top, left] = [i * stride, j * stride];
          const patch = padded.at(k, ':', range(top, p), range(left, q));
          y.set(k, o, i, j, patch.mul(w.at(o)).sum() + b.item(o));
        }
      }
    }
  }
  return y;
}

function backward(
  dy: NDArray,
  x: NDArray,
  w: NDArray,
  stride: number,
  pad: number,
): { dx: NDArray; dw: NDArray; db: NDArray } {
  const [p, q] = w.shape.slice(2) as [number, number];
  const padded = np.pad(x, [[0, 0], [0, 0], [pad, pad], [pad, pad]]); // prettier-ignore
  const [dPadded, dw] = [np.zerosLike(padded), np.zerosLike(w)];
  const [n, f, oh, ow] = dy.shape as [number, number, number, number];
  for (let k = 0; k < n; k++) {
    for (let o = 0; o < f; o++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++) {
          const [rows, cols] = [range(i * stride, p), range(j * stride, q)];
          const g = dy.item(k, o, i, j);
          dw.set(o, dw.at(o).add(padded.at(k, ':', rows, cols).mul(g)));
          dPadded.set(k, ':', rows, cols, dPadded.at(k, ':', rows, cols).add(w.at(o).mul(g)));
        }
      }
    }
  }
  const [h, wide] = x.shape.slice(2) as [number, number];
  return { dx: dPadded.at(':', ':', range(pad, h), range(pad, wide)), dw, db: dy.sum([0, 2, 3]) };
}

export default {
  about: 'CS231n: convolution from scratch, gradients checked numerically and against PyTorch',
  run(t) {
    const rng = np.random.defaultRng(231);
    const [x, w, b] = [rng.standardNormal([2, 3, 5, 5]), rng.standardNormal([2, 3, 3, 3]), rng.standardNormal(2)];
    for (const [stride, pad] of [
      [1, 1],
      [2, 1],
      [1, 0],
    ] as const) {
      const y = forward(x, w, b, stride, pad);
      const dout = rng.standardNormal(y.shape);
      const { dx, dw, db } = backward(dout, x, w, stride, pad);
      const loss = (): number => forward(x, w, b, stride, pad).mul(dout).sum();
      t.close('dx is the numerical slope', dx, cnn.numericalGradient(loss, x, { h: 1e-5 }), 1e-7);
      t.close('dw is the numerical slope', dw, cnn.numericalGradient(loss, w, { h: 1e-5 }), 1e-7);
      t.close('db is the numerical slope', db, cnn.numericalGradient(loss, b, { h: 1e-5 }), 1e-7);
      const theirs = t.peer('conv_layer', ['torch'], { x, w, b, dout, stride, pad });
      if (theirs === undefined) continue;
      for (const [name, ours] of Object.entries({ y, dx, dw, db })) t.close(name, ours, theirs[name]!, 1e-12);
    }
  },
} satisfies Homework;
