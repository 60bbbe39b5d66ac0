/**
 * @file The backbone that labs ask for by name, with nothing within reach: another one takes its place and that is said; what
 * comes with the project tells the drawn faces and animals apart; with the mirror the lecture's pictures too.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { np, type NDArray } from '../../../src/array/index.ts';
import { datasets } from '../../../src/datasets/index.ts';
import { setLanguage } from '../../../src/errors/index.ts';
import { keras } from '../../../src/keras/index.ts';

const { applications } = keras;
let cache = '';
let notices: string[] = [];

beforeEach(() => {
  setLanguage('en');
  notices = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void notices.push(text));
  cache = mkdtempSync(join(tmpdir(), 'kernelab-backbone-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(cache, { recursive: true });
});

/** How a ridge regression on these features scores others: above 0 for label 1. */
function scorer(features: NDArray, labels: NDArray): (x: NDArray) => NDArray {
  const [mean, deviation] = [features.mean(0), features.std(0).add(1e-3)];
  const scaled = (x: NDArray): NDArray => x.sub(mean).div(deviation).astype('float64');
  const a = scaled(features);
  const similar = np.dot(a, a.T).div(a.shape[1]!);
  const weights = np.linalg.solve(similar.add(np.eye(a.shape[0]!).mul(0.1)), labels.astype('float64').mul(2).sub(1));
  return (x) => np.dot(np.dot(scaled(x), a.T).div(a.shape[1]!), weights);
}

/** How many are right when each is left out of the training once. */
function leaveOneOut(features: NDArray, labels: NDArray): number {
  let right = 0;
  const n = labels.shape[0]!;
  for (let i = 0; i < n; i++) {
    const others = np.array(Array.from({ length: n }, (_, k) => k).filter((k) => k !== i));
    const score = scorer(
      np.take(features, others, 0),
      np.take(labels, others, 0),
    )(features.at(`${i}:${i + 1}`)).item(0);
    if (score > 0 === (labels.item(i) === 1)) right++;
  }
  return right;
}

describe('with nothing within reach', () => {
  beforeEach(() => {
    vi.stubEnv('KERNELAB_CACHE', cache);
    vi.stubEnv('KERNELAB_DATA', '');
    vi.stubEnv('KERNELAB_OFFLINE', '1');
  });

  it('falls to the network of this project and says so', async () => {
    const { name, model, side, cut } = await applications.backbone('VGG16');
    expect({ name, side, shape: model.getLayer(cut).output.shape }).toEqual({
      name: 'SmallNet',
      side: 75,
      shape: [null, 6, 6, 128],
    });
    expect(notices).toMatchInlineSnapshot(`
      [
        "SmallNet: weights trained by kernelab itself on 4000 small pictures of CIFAR-10, not on ImageNet. Good for trying things out; the networks of the lecture see far more.",
        "The weights of VGG16 cannot be had here (no network, no mirror). This notebook goes on with SmallNet.",
      ]
    `);
  });

  it('tells the drawn faces and animals apart, each left out once, in at least 26 of 30', async () => {
    const { model, preprocessInput } = await applications.backbone('SmallNet');
    const { x, y } = await datasets.facesAndAnimals();
    const maps = await model.predict(preprocessInput(x.mul(255)), { verbose: 0 });
    expect(leaveOneOut(maps.mean([1, 2]), y)).toBeGreaterThanOrEqual(26);
  });

  it('refuses other names', async () => {
    await expect(applications.backbone('InceptionV4' as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: backbone: name must be 'InceptionV3', 'VGG16', 'MobileNetV2', 'SqueezeNet' or 'SmallNet'. Received 'InceptionV4'. Did you mean 'InceptionV3'?]`,
    );
  });
});

describe('SmallNet', () => {
  it('is a small file without a top', async () => {
    expect(statSync(new URL('../../../data/weights/small-net.weights.h5', import.meta.url)).size).toBeLessThan(2e6);
    expect(applications.SmallNet({ weights: null }).countParams()).toBe(209_696);
    expect(() => applications.SmallNet({ includeTop: true })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: SmallNet: the trained weights are those of a network without a top. Received includeTop true. Leave the top out and put your own Dense behind, or give { weights: null }.]`,
    );
    expect(() => applications.smallNet.decodePredictions()).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: smallNet.decodePredictions: SmallNet has no classes of its own. Put a Dense layer behind it and train that.]`,
    );
    expect(applications.SmallNet({ weights: null, includeTop: true }).outputShape).toEqual([null, 10]);
  });
});

const mirror = process.env['KERNELAB_DATA'] ?? '';
describe.skipIf(mirror === '')("the lecture's pictures (KERNELAB_DATA)", () => {
  it('28 of 30 left out once are right, and the five people score highest of the ten', async () => {
    const { name, model, side, preprocessInput } = await applications.backbone('MobileNetV2');
    expect(name).toBe('MobileNetV2');
    const { x, y, xTest, yTest } = await datasets.facesAndAnimals({ size: [side, side] });
    const features = async (pictures: NDArray): Promise<NDArray> =>
      (await model.predict(preprocessInput(pictures.mul(255)), { verbose: 0 })).mean([1, 2]);
    const known = await features(x);
    expect(leaveOneOut(known, y)).toBeGreaterThanOrEqual(28);
    const best = np.argsort(scorer(known, y)(await features(xTest))).at('-5:');
    expect(Array.from(np.sort(best).toTyped(), Number)).toEqual(Array.from(np.flatnonzero(yTest).toTyped(), Number));
  });
});
