/** @file Max pooling by plain loops, forward and backward. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { cnn } from '../../../src/cnn/index.ts';
import type { Homework } from '../tools.ts';

function eachWindow(
  shape: readonly number[],
  size: number,
  stride: number,
  visit: (k: number, c: number, i: number, j: number) => void,
): void {
  const [n, channels, h, w] = shape as [number, number, number, number];
  for (let k = 0; k < n; k++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i * stride + size <= h; i++) for (let j = 0; j * stride + size <= w; j++) visit(k, c, i, j);
    }
  }
}

const part = (i: number, stride: number, size: number): `${number}:${number}` => `${i * stride}:${i * stride + size}`;

function forward(x: NDArray, size: number, stride: number): NDArray {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  const y = np.zeros([n, c, Math.floor((h - size) / stride) + 1, Math.floor((w - size) / stride) + 1]);
  eachWindow(x.shape, size, stride, (k, ch, i, j) =>
    y.set(k, ch, i, j, x.at(k, ch, part(i, stride, size), part(j, stride, size)).max()),
  );
  return y;
}

function backward(dy: NDArray, x: NDArray, size: number, stride: number): NDArray {
  const dx = np.zerosLike(x);
  eachWindow(x.shape, size, stride, (k, c, i, j) => {
    const at = x.at(k, c, part(i, stride, size), part(j, stride, size)).argmax();
    const [row, col] = [i * stride + Math.floor(at / size), j * stride + (at % size)];
    dx.set(k, c, row, col, dx.item(k, c, row, col) + dy.item(k, c, i, j));
  });
  return dx;
}

export default {
  about: 'CS231n: max pooling from scratch, also overlapping',
  run(t) {
    const rng = np.random.defaultRng(7);
    const x = rng.standardNormal([2, 3, 6, 6]);
    for (const [size, stride] of [
      [2, 2],
      [3, 1],
    ] as const) {
      const y = forward(x, size, stride);
      const dout = rng.standardNormal(y.shape);
      const dx = backward(dout, x, size, stride);
      t.close('dx is the numerical slope', dx, cnn.numericalGradient(() => forward(x, size, stride).mul(dout).sum(), x, { h: 1e-5 }), 1e-7); // prettier-ignore
      const theirs = t.peer('max_pool', ['torch'], { x, dout, size, stride });
      if (theirs) for (const [name, ours] of Object.entries({ y, dx })) t.close(name, ours, theirs[name]!, 1e-12);
    }
  },
} satisfies Homework;
