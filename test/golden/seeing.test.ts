/** @file The seeing calls against Keras (FGSM) and scikit-learn (PCA, t-SNE): test/golden/make_seeing.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromTyped, type NDArray } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const golden = JSON.parse(readFileSync(new URL('data/seeing.json', import.meta.url), 'utf8')) as {
  fgsm: { last: string; labels: number[]; signs: number[]; before: number[]; after: number[] }[];
  embedding: {
    data: string;
    labels: number[];
    pca: number[];
    explained: [number, number];
    trustworthiness: number;
    divergence: number;
    neighbours: number;
  };
};
const { layers, utils } = keras;

function wave(shape: readonly number[], k: number): NDArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return fromTyped(Float32Array.from({ length: size }, (_, i) => Math.sin(k * (i + 1))), [...shape]); // prettier-ignore
}

describe('adversarial', () => {
  it.each(golden.fgsm.map((c) => [c.last, c] as const))('%s', (last, c) => {
    const model = keras.Sequential([
      keras.Input([6, 5, 2]),
      layers.Conv2D(4, 3, { activation: 'relu' }),
      layers.Flatten(),
      layers.Dense(last === 'softmax' ? 3 : 1, { activation: last }),
    ]);
    model.setWeights(model.weights.map((w, i) => wave(w.shape, 0.7 + 0.1 * i).mul(0.5)));
    const x = wave([4, 6, 5, 2], 1.3).add(1).div(2);
    const found = utils.adversarial(model, x, c.labels, { epsilon: 0.05 });
    expect(Array.from(found.signs.toTyped(), Number)).toEqual(c.signs);
    for (const [ours, theirs] of [
      [found.scoresBefore, c.before],
      [found.scoresAfter, c.after],
    ] as const) {
      Array.from(ours.toTyped(), Number).forEach((v, i) => expect(v).toBeCloseTo(theirs[i]!, 5));
    }
  });
});

describe('embedding', () => {
  const { embedding: wanted } = golden;
  const n = wanted.labels.length;
  const data = fromTyped(new Uint8Array(Buffer.from(wanted.data, 'base64')), [n, 64]);

  it("PCA equals scikit-learn's", async () => {
    const found = await utils.embedding(data, { method: 'pca', verbose: 0 });
    Array.from(found.points.toTyped(), Number).forEach((v, i) => expect(v).toBeCloseTo(wanted.pca[i]!, 6));
    found.explained!.forEach((v, i) => expect(v).toBeCloseTo(wanted.explained[i]!, 9));
  });

  it("t-SNE keeps neighbours as well as scikit-learn's, and twice alike", async () => {
    const found = await utils.embedding(data, { verbose: 0 });
    const points = Float64Array.from(found.points.toTyped() as Float64Array);
    expect(trustworthiness(Float64Array.from(data.toTyped() as Uint8Array), 64, points, 5)).toBeGreaterThan(
      wanted.trustworthiness - 0.005,
    );
    expect(found.divergence!).toBeLessThan(1.05 * wanted.divergence);
    const near = nearest(points, 2).map(([first]) => first!);
    const alike = near.filter((j, i) => wanted.labels[j] === wanted.labels[i]).length / n;
    expect(alike).toBeGreaterThan(wanted.neighbours - 0.02);
    const short = { iterations: 40, init: 'random', seed: 7, verbose: 0 } as const;
    const [once, twice] = [await utils.embedding(data, short), await utils.embedding(data, short)];
    expect(Array.from(twice.points.toTyped(), Number)).toEqual(Array.from(once.points.toTyped(), Number));
  });
});

/** Of each point the others, the nearest first. */
function nearest(points: Float64Array, d: number): number[][] {
  const n = points.length / d;
  return Array.from({ length: n }, (_, i) => {
    const distance = Array.from({ length: n }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += (points[i * d + k]! - points[j * d + k]!) ** 2;
      return sum;
    });
    const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    return others.sort((a, b) => distance[a]! - distance[b]! || a - b);
  });
}

/** Venna and Kaski 2001: 1 when the k nearest in the plane are among the nearest of the data. */
function trustworthiness(data: Float64Array, d: number, points: Float64Array, k: number): number {
  const [original, plane] = [nearest(data, d), nearest(points, 2)];
  const n = original.length;
  let penalty = 0;
  plane.forEach((order, i) => {
    const rank = new Map(original[i]!.map((j, r) => [j, r + 1]));
    for (const j of order.slice(0, k)) penalty += Math.max(0, rank.get(j)! - k);
  });
  return 1 - (penalty * 2) / (n * k * (2 * n - 3 * k - 1));
}
