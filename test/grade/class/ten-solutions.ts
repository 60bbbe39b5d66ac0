/**
 * @file Ten right answers to one exercise (the convolution of `notebooks/exercises`), each written on its own, as students write who
 * have heard the same lecture: loops in several orders, patches, matrix products, shifted pictures, lists, helpers.
 */

/** What students get of the exercise. */
export const handedOut = `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {\n  // Write your code here.\nthrow new Error('There is no answer here yet.');\n}`;
/** In the order of how they go about it; the first is that of the exercise. */
export const tenSolutions: readonly string[] = [
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const [h, w, c] = x.shape;
  const [kh, kw, , n] = kernels.shape;
  const oh = Math.floor((h - kh) / stride) + 1;
  const ow = Math.floor((w - kw) / stride) + 1;
  const out = np.zeros([oh, ow, n]);
  for (let i = 0; i < oh; i++) {
    for (let j = 0; j < ow; j++) {
      for (let f = 0; f < n; f++) {
        let sum = 0;
        for (let a = 0; a < kh; a++) {
          for (let b = 0; b < kw; b++) {
            for (let k = 0; k < c; k++) sum += x.item(i * stride + a, j * stride + b, k) * kernels.item(a, b, k, f);
          }
        }
        out.set(i, j, f, sum);
      }
    }
  }
  return out;
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const H = x.shape[0], W = x.shape[1], C = x.shape[2];
  const KH = kernels.shape[0], KW = kernels.shape[1], F = kernels.shape[3];
  const outH = Math.floor((H - KH) / stride) + 1;
  const outW = Math.floor((W - KW) / stride) + 1;
  const result = np.zeros([outH, outW, F]);
  for (let f = 0; f < F; f++) {
    for (let row = 0; row < outH; row++) {
      for (let col = 0; col < outW; col++) {
        let total = 0;
        for (let c = 0; c < C; c++) {
          for (let i = 0; i < KH; i++) {
            for (let j = 0; j < KW; j++) {
              const pixel = x.item(row * stride + i, col * stride + j, c);
              const weight = kernels.item(i, j, c, f);
              total += pixel * weight;
            }
          }
        }
        result.set(row, col, f, total);
      }
    }
  }
  return result;
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const [kh, kw, , filters] = kernels.shape;
  const rows = Math.floor((x.shape[0] - kh) / stride) + 1;
  const cols = Math.floor((x.shape[1] - kw) / stride) + 1;
  const y = np.zeros([rows, cols, filters]);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const top = r * stride;
      const left = c * stride;
      const patch = x.at(np.slice(top, top + kh), np.slice(left, left + kw), ':');
      for (let f = 0; f < filters; f++) {
        y.set(r, c, f, patch.mul(kernels.at(':', ':', ':', f)).sum());
      }
    }
  }
  return y;
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const [kh, kw, c, n] = kernels.shape;
  const oh = Math.floor((x.shape[0] - kh) / stride) + 1;
  const ow = Math.floor((x.shape[1] - kw) / stride) + 1;
  const flat = kernels.reshape([kh * kw * c, n]);
  const patches = [];
  for (let i = 0; i < oh; i++) {
    for (let j = 0; j < ow; j++) {
      const patch = x.at(\`\${i * stride}:\${i * stride + kh}\`, \`\${j * stride}:\${j * stride + kw}\`, ':');
      patches.push(patch.reshape([kh * kw * c]));
    }
  }
  return np.dot(np.stack(patches), flat).reshape([oh, ow, n]);
}`,
  `const dims = (size: number, k: number, s: number): number => Math.floor((size - k) / s) + 1;

function dotAt(x: np.ndarray, kernels: np.ndarray, top: number, left: number, f: number): number {
  const [kh, kw, channels] = kernels.shape;
  let acc = 0;
  for (let dy = 0; dy < kh; dy++)
    for (let dx = 0; dx < kw; dx++)
      for (let ch = 0; ch < channels; ch++) acc += x.item(top + dy, left + dx, ch) * kernels.item(dy, dx, ch, f);
  return acc;
}

function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const height = dims(x.shape[0], kernels.shape[0], stride);
  const width = dims(x.shape[1], kernels.shape[1], stride);
  const output = np.zeros([height, width, kernels.shape[3]]);
  for (let f = 0; f < kernels.shape[3]; f++)
    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++) output.set(i, j, f, dotAt(x, kernels, i * stride, j * stride, f));
  return output;
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const maps: np.ndarray[] = [];
  const count = kernels.shape.at(-1)!;
  for (let f = 0; f < count; f += 1) {
    const filter = kernels.at('...', f);
    const lines: number[][] = [];
    let top = 0;
    while (top + filter.shape[0] <= x.shape[0]) {
      const line: number[] = [];
      let left = 0;
      while (left + filter.shape[1] <= x.shape[1]) {
        const region = x.at(np.slice(top, top + filter.shape[0]), np.slice(left, left + filter.shape[1]));
        line.push(np.sum(np.multiply(region, filter)));
        left += stride;
      }
      lines.push(line);
      top += stride;
    }
    maps.push(np.array(lines));
  }
  return np.stack(maps, { axis: -1 });
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const [h, w] = x.shape;
  const [kh, kw, inC, outC] = kernels.shape;
  const oh = Math.floor((h - kh) / stride) + 1, ow = Math.floor((w - kw) / stride) + 1;
  let out = np.zeros([oh, ow, outC]);
  // add the shifted picture, one kernel cell after the other
  for (let a = 0; a < kh; a++) {
    for (let b = 0; b < kw; b++) {
      const shifted = x.at(\`\${a}:\${a + (oh - 1) * stride + 1}:\${stride}\`, \`\${b}:\${b + (ow - 1) * stride + 1}:\${stride}\`, ':');
      const part = np.dot(shifted.reshape([oh * ow, inC]), kernels.at(a, b));
      out = out.add(part.reshape([oh, ow, outC]));
    }
  }
  return out;
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const size = [0, 1].map((d) => Math.floor((x.shape[d] - kernels.shape[d]) / stride) + 1);
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const value = (i: number, j: number, f: number) =>
    range(kernels.shape[0]).reduce(
      (s, a) => s + range(kernels.shape[1]).reduce(
        (t, b) => t + range(kernels.shape[2]).reduce(
          (u, c) => u + x.item(i * stride + a, j * stride + b, c) * kernels.item(a, b, c, f), 0), 0), 0);
  return np.array(range(size[0]).map((i) => range(size[1]).map((j) => range(kernels.shape[3]).map((f) => value(i, j, f)))));
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const kernelHeight = kernels.shape[0];
  const kernelWidth = kernels.shape[1];
  const channels = kernels.shape[2];
  const numFilters = kernels.shape[3];
  const outHeight = (x.shape[0] - kernelHeight - (x.shape[0] - kernelHeight) % stride) / stride + 1;
  const outWidth = (x.shape[1] - kernelWidth - (x.shape[1] - kernelWidth) % stride) / stride + 1;
  const answer: number[][][] = [];
  for (let y = 0; y < outHeight; y++) {
    answer.push([]);
    for (let z = 0; z < outWidth; z++) {
      answer[y].push([]);
      for (let f = 0; f < numFilters; f++) {
        let s = 0.0;
        for (let c = 0; c < channels; c++) {
          for (let p = 0; p < kernelHeight; p++) {
            for (let q = 0; q < kernelWidth; q++) {
              s = s + x.item(y * stride + p, z * stride + q, c) * kernels.item(p, q, c, f);
            }
          }
        }
        answer[y][z].push(s);
      }
    }
  }
  return np.array(answer);
}`,
  `function convolve(x: np.ndarray, kernels: np.ndarray, stride: number): np.ndarray {
  const [ih, iw, ic] = x.shape;
  const [fh, fw, fc, fn] = kernels.shape;
  if (ic !== fc) throw new Error('channels differ');
  const oh = 1 + Math.floor((ih - fh) / stride);
  const ow = 1 + Math.floor((iw - fw) / stride);
  const res = np.zeros([oh, ow, fn]);
  for (let n = 0; n < fn; ++n) {
    for (let c = 0; c < ic; ++c) {
      for (let i = 0, y = 0; y < oh; i += stride, ++y) {
        for (let j = 0, z = 0; z < ow; j += stride, ++z) {
          for (let u = 0; u < fh; ++u) {
            for (let v = 0; v < fw; ++v) {
              res.set(y, z, n, res.item(y, z, n) + x.item(i + u, j + v, c) * kernels.item(u, v, c, n));
            }
          }
        }
      }
    }
  }
  return res;
}`,
];
