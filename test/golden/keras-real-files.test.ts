/**
 * @file Two real networks in Keras's files: SqueezeNet (.keras, a whole model) names photographs as Keras does, and the
 * layers of MobileNetV2 (legacy .h5, gzip) are read by name. The files are looked for in KERNELAB_DATA; without them the tests are skipped and say so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';
import { keras } from '../../src/keras/index.ts';
import { readH5 } from '../../src/keras/saving/h5.ts';
import { realData } from '../real-data.ts';

const { layers } = keras;
const folder = realData('weights/squeezenet_v1.1.keras');
const why = folder ? '' : ' (skipped: no weights in KERNELAB_DATA)';
const at = (path: string) => join(folder!, path);

type Top3 = [number, string, number][];
const top3 = (file: string): [photo: string, top3: Top3][] => {
  const golden = JSON.parse(readFileSync(at('weights/golden.json'), 'utf8')) as Record<string, Record<string, unknown>>;
  return Object.entries(golden[file]!['top3 [class, name, probability] by Keras 3'] as Record<string, Top3>);
};

/** The middle square, Pillow's bilinear to `side`; pixels of 0 to 255. */
async function squared(path: string, to: number) {
  const photo = await image.imread(path);
  const [h, w] = photo.shape as [number, number, number];
  const side = Math.min(h, w);
  const [top, left] = [Math.floor((h - side) / 2), Math.floor((w - side) / 2)];
  const square = photo.at(`${top}:${top + side}`, `${left}:${left + side}`, ':3').copy();
  return image.resizePillow(square, [to, to], { method: 'bilinear' }).astype('float32').at(np.newaxis, '...');
}

/** For SqueezeNet: BGR minus the mean colour. */
async function prepared(path: string) {
  return (await squared(path, 227)).at('...', '::-1').sub(np.array([104, 117, 123], 'float32'));
}

describe.skipIf(!folder)(`real files${why}`, () => {
  it('SqueezeNet names four photographs as Keras does', { timeout: 60_000 }, async () => {
    const model = await keras.models.loadModel(at('weights/squeezenet_v1.1.keras'));
    for (const [photo, expected] of top3('squeezenet_v1.1.keras')) {
      const x = await prepared(at(photo));
      const scores = Array.from((await model.predict(x, { verbose: 0 })).data);
      const best = scores
        .map((score, label) => [label, score] as const)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 3);
      expect(best.map(([label]) => label), photo).toEqual(expected.map(([label]) => label));
      best.forEach(([, score], i) => expect(Math.abs(score - expected[i]![2]), photo).toBeLessThan(0.01));
    }
  });

  describe('through keras.applications, from the mirror', () => {
    const { applications } = keras;
    beforeEach(() => {
      vi.stubEnv('KERNELAB_DATA', folder);
      vi.stubEnv('KERNELAB_OFFLINE', '1');
      vi.stubEnv('KERNELAB_CACHE', join(import.meta.dirname, '../../build/no-such-cache'));
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });

    it('MobileNetV2 takes the file that the mirror has in place of the published one, says so, and names photographs', async () => {
      const notices: string[] = [];
      vi.spyOn(console, 'warn').mockImplementation((text: string) => void notices.push(text));
      const model = await applications.MobileNetV2({ weights: 'imagenet' });
      for (const [photo, expected] of top3('mobilenet_v2_1.0_224.h5')) {
        const x = applications.mobilenetV2.preprocessInput(await squared(at(photo), 224));
        const [best] = await applications.mobilenetV2.decodePredictions(await model.predict(x, { verbose: 0 }), { top: 3 });
        expect(best!.map(([, name]) => name), photo).toEqual(expected.map(([, name]) => name));
        best!.forEach(([, , score], i) => expect(Math.abs(score - expected[i]![2]), photo).toBeLessThan(0.001));
      }
      expect(notices).toMatchInlineSnapshot(`
        [
          "MobileNetV2: the published weights (weights/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5) are not here; used instead: MobileNetV2 of google-coral/edgetpu (8 bits, dequantised to float32), from https://github.com/google-coral/edgetpu, commit 5020de93, test_data/mobilenet_v2_1.0_224_quant.tflite (Apache-2.0).",
        ]
      `);
      // Without its classifier: the same layers, from the same file.
      const body = await applications.MobileNetV2({ includeTop: false, inputShape: [224, 224, 3] });
      const values = (of: typeof model): number[][] => of.weights.map((weight) => Array.from(weight.variable.data));
      expect(values(body)).toEqual(values(model).slice(0, body.weights.length));
    });

    it('SqueezeNet by the path of its file', async () => {
      const model = await applications.SqueezeNet({ version: '1.1', weights: at('weights/squeezenet_v1.1.keras') });
      for (const [photo, expected] of top3('squeezenet_v1.1.keras')) {
        const scores = await model.predict(await prepared(at(photo)), { verbose: 0 });
        const [best] = await applications.imagenetUtils.decodePredictions(scores, { top: 3 });
        expect(best!.map(([, name]) => name), photo).toEqual(expected.map(([, name]) => name));
      }
    });
  });

  it('layers of MobileNetV2 are found by name in a gzip-compressed legacy file', async () => {
    const input = keras.Input({ shape: [32, 32, 3] });
    const x = layers.Conv2D({ filters: 32, kernelSize: 3, strides: 2, useBias: false, name: 'Conv1' })(input);
    const output = layers.BatchNormalization({ name: 'bn_Conv1' })(layers.ReLU({ name: 'mine' })(x));
    const model = keras.Model(input, output);
    await model.loadWeights(at('weights/mobilenet_v2_1.0_224.h5'), { byName: true });
    const file = await readH5(readFileSync(at('weights/mobilenet_v2_1.0_224.h5')), 'mobilenet');
    expect(file.strings('layer_names')!.length).toBeGreaterThan(100);
    for (const [layer, names] of [
      ['Conv1', ['kernel']],
      ['bn_Conv1', ['gamma', 'beta', 'moving_mean', 'moving_variance']],
    ] as const) {
      const saved = names.map((name) => Array.from(file.dataset(`${layer}/${layer}/${name}`)!.data));
      expect(model.getLayer(layer).getWeights().map((w) => Array.from(w.data))).toEqual(saved);
      expect(saved.every((values) => values.some((v) => v !== 0)) || layer === 'bn_Conv1').toBe(true);
    }
  });

  it('a model that does not fit says where', async () => {
    const model = keras.Sequential([keras.Input({ shape: [32, 32, 3] }), layers.Conv2D(8, 3, { name: 'Conv1' })]);
    const path = at('weights/mobilenet_v2_1.0_224.h5');
    await expect(model.loadWeights(path)).rejects.toThrow('the model has 1 layers with weights');
    await expect(model.loadWeights(path, { byName: true })).rejects.toThrow("layer 'Conv1' has 2 weights");
    await model.loadWeights(path, { byName: true, skipMismatch: true });
  });
});
