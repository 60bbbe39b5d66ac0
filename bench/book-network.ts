/**
 * @file The network from scratch of *Deep Learning from Scratch* (chapter 7) as a student carries it over, line for line from
 * peers/numpy_book.py: convolution by im2col and one product, ReLU, max pooling by im2col and argmax, two affine layers, softmax
 * with loss, Adam. In float64, as NumPy's own.
 */
import { np, type NDArray } from '../src/array/index.ts';

function im2col(pictures: NDArray, fh: number, fw: number, stride = 1, pad = 0): NDArray {
  const [n, c, h, w] = pictures.shape as [number, number, number, number];
  const [oh, ow] = [Math.floor((h + 2 * pad - fh) / stride) + 1, Math.floor((w + 2 * pad - fw) / stride) + 1];
  const img = np.pad(pictures, [[0, 0], [0, 0], [pad, pad], [pad, pad]]); // prettier-ignore
  const col = np.zeros([n, c, fh, fw, oh, ow]);
  for (let y = 0; y < fh; y++) {
    for (let x = 0; x < fw; x++) {
      const part = img.at(':', ':', `${y}:${y + stride * oh}:${stride}`, `${x}:${x + stride * ow}:${stride}`);
      col.set(':', ':', y, x, ':', ':', part);
    }
  }
  return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1);
}

function col2im(cols: NDArray, shape: readonly number[], fh: number, fw: number, stride = 1, pad = 0): NDArray {
  const [n, c, h, w] = shape as [number, number, number, number];
  const [oh, ow] = [Math.floor((h + 2 * pad - fh) / stride) + 1, Math.floor((w + 2 * pad - fw) / stride) + 1];
  const col = cols.reshape(n, oh, ow, c, fh, fw).transpose(0, 3, 4, 5, 1, 2);
  const img = np.zeros([n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1]);
  for (let y = 0; y < fh; y++) {
    for (let x = 0; x < fw; x++) {
      const part = img.at(':', ':', `${y}:${y + stride * oh}:${stride}`, `${x}:${x + stride * ow}:${stride}`);
      np.add(part, col.at(':', ':', y, x), { out: part });
    }
  }
  return img.at(':', ':', `${pad}:${h + pad}`, `${pad}:${w + pad}`);
}

interface Layer {
  forward(x: NDArray): NDArray;
  backward(dout: NDArray): NDArray;
}

/** What the layers keep from their way forward. */
type Kept = NDArray | undefined;

class Convolution implements Layer {
  readonly w: NDArray;
  readonly b: NDArray;
  dw: Kept;
  db: Kept;
  private x: Kept;
  private col: Kept;
  private colW: Kept;
  constructor(w: NDArray, b: NDArray) {
    [this.w, this.b] = [w, b];
  }
  forward(x: NDArray): NDArray {
    const [fn, , fh, fw] = this.w.shape as [number, number, number, number];
    const [n, , h, w] = x.shape as [number, number, number, number];
    [this.x, this.col, this.colW] = [x, im2col(x, fh, fw), this.w.reshape(fn, -1).T];
    const out = np.dot(this.col, this.colW).add(this.b);
    return out.reshape(n, h - fh + 1, w - fw + 1, -1).transpose(0, 3, 1, 2);
  }
  backward(dout: NDArray): NDArray {
    const [fn, c, fh, fw] = this.w.shape as [number, number, number, number];
    const rows = dout.transpose(0, 2, 3, 1).reshape(-1, fn);
    this.db = np.sum(rows, 0);
    this.dw = np.dot(this.col!.T, rows).transpose(1, 0).reshape(fn, c, fh, fw);
    return col2im(np.dot(rows, this.colW!.T), this.x!.shape, fh, fw);
  }
}

class Pooling implements Layer {
  private readonly side: number;
  private x: Kept;
  private argMax: Kept;
  constructor(side: number) {
    this.side = side;
  }
  forward(x: NDArray): NDArray {
    const [n, c, h, w] = x.shape as [number, number, number, number];
    const s = this.side;
    const col = im2col(x, s, s, s).reshape(-1, s * s);
    [this.x, this.argMax] = [x, np.argmax(col, 1)];
    return np
      .max(col, 1)
      .reshape(n, Math.floor(h / s), Math.floor(w / s), c)
      .transpose(0, 3, 1, 2);
  }
  backward(dout: NDArray): NDArray {
    const given = dout.transpose(0, 2, 3, 1);
    const size = this.side * this.side;
    const dmax = np.zeros([given.size, size]);
    dmax.set(np.arange(this.argMax!.size), this.argMax!.flatten(), given.flatten());
    const [n, oh, ow] = given.shape as [number, number, number];
    return col2im(dmax.reshape(n * oh * ow, -1), this.x!.shape, this.side, this.side, this.side);
  }
}

class Relu implements Layer {
  private mask: Kept;
  forward(x: NDArray): NDArray {
    this.mask = x.le(0);
    const out = x.copy();
    out.set(this.mask, 0);
    return out;
  }
  backward(dout: NDArray): NDArray {
    const dx = dout.copy();
    dx.set(this.mask!, 0);
    return dx;
  }
}

class Affine implements Layer {
  readonly w: NDArray;
  readonly b: NDArray;
  dw: Kept;
  db: Kept;
  private x: Kept;
  private shape: readonly number[] = [];
  constructor(w: NDArray, b: NDArray) {
    [this.w, this.b] = [w, b];
  }
  forward(x: NDArray): NDArray {
    [this.shape, this.x] = [x.shape, x.reshape(x.shape[0]!, -1)];
    return np.dot(this.x, this.w).add(this.b);
  }
  backward(dout: NDArray): NDArray {
    this.dw = np.dot(this.x!.T, dout);
    this.db = np.sum(dout, 0);
    return np.dot(dout, this.w.T).reshape(this.shape);
  }
}

class Adam {
  private t = 0;
  private m: NDArray[] = [];
  private v: NDArray[] = [];
  update(params: readonly NDArray[], grads: readonly NDArray[]): void {
    if (this.t === 0) [this.m, this.v] = [params.map((p) => np.zerosLike(p)), params.map((p) => np.zerosLike(p))];
    this.t++;
    const rate = (0.001 * Math.sqrt(1 - 0.999 ** this.t)) / (1 - 0.9 ** this.t);
    params.forEach((p, k) => {
      const [g, m, v] = [grads[k]!, this.m[k]!, this.v[k]!];
      m.add(g.sub(m).mul(0.1), { out: m });
      v.add(g.pow(2).sub(v).mul(0.001), { out: v });
      p.sub(m.mul(rate).div(np.sqrt(v).add(1e-7)), { out: p });
    });
  }
}

/** The network with weights of a seed, as the peer makes them. */
export class BookNetwork {
  private readonly conv: Convolution;
  private readonly affine1: Affine;
  private readonly affine2: Affine;
  private readonly layers: readonly Layer[];
  private readonly adam = new Adam();

  constructor(filters: number, hidden = 100) {
    const rng = np.random.defaultRng(0);
    this.conv = new Convolution(rng.standardNormal([filters, 1, 5, 5]).mul(0.01), np.zeros(filters));
    this.affine1 = new Affine(rng.standardNormal([filters * 144, hidden]).mul(0.01), np.zeros(hidden));
    this.affine2 = new Affine(rng.standardNormal([hidden, 10]).mul(0.01), np.zeros(10));
    this.layers = [this.conv, new Relu(), new Pooling(2), this.affine1, new Relu(), this.affine2];
  }

  /** One step of training; the loss before it. */
  step(x: NDArray, t: NDArray): number {
    let out = x;
    for (const layer of this.layers) out = layer.forward(out);
    out = out.sub(np.max(out, -1, { keepdims: true }));
    const y = np.exp(out).div(np.sum(np.exp(out), -1, { keepdims: true }));
    const n = y.shape[0]!;
    const rows = np.arange(n);
    const loss = -np.sum(np.log(y.at(rows, t).add(1e-7))) / n;
    let dout = y.copy();
    dout.set(rows, t, dout.at(rows, t).sub(1));
    dout = dout.div(n);
    for (const layer of this.layers.toReversed()) dout = layer.backward(dout);
    const own = [this.conv, this.affine1, this.affine2];
    this.adam.update(
      own.flatMap((layer) => [layer.w, layer.b]),
      own.flatMap((layer) => [layer.dw!, layer.db!]),
    );
    return loss;
  }
}
