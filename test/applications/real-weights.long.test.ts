/**
 * @file Two networks with weights trained on ImageNet, through the public calls: they name photographs as Keras does. The files are
 * looked for in KERNELAB_DATA; without them the tests are skipped and say so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';
import { keras } from '../../src/keras/index.ts';
import { realData } from '../real-data.ts';

const { applications } = keras;
const folder = realData('weights/golden.json');
const why = folder ? '' : ' (skipped: no weights in KERNELAB_DATA)';

type Top3 = [number, string, number][];
function golden(file: string): [photo: string, top: Top3][] {
  const all = JSON.parse(readFileSync(join(folder!, 'weights/golden.json'), 'utf8')) as Record<
    string,
    Record<string, unknown>
  >;
  return Object.entries(all[file]!['top3 [class, name, probability] by Keras 3'] as Record<string, Top3>);
}

/** The middle square, made small by Pillow's bilinear. */
async function square(photo: string, side: number) {
  const picture = await image.imread(join(folder!, photo));
  const [h, w] = picture.shape as [number, number, number];
  const n = Math.min(h, w);
  const [top, left] = [Math.floor((h - n) / 2), Math.floor((w - n) / 2)];
  const middle = picture.at(`${top}:${top + n}`, `${left}:${left + n}`, ':3').copy();
  return image.resizePillow(middle, [side, side], { method: 'bilinear' }).at(np.newaxis, '...');
}

const before = process.env['KERNELAB_DATA'];
beforeAll(() => {
  if (folder) process.env['KERNELAB_DATA'] = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env['KERNELAB_DATA'];
  else process.env['KERNELAB_DATA'] = before;
});

describe.skipIf(!folder)(`trained networks${why}`, () => {
  it('MobileNetV2 by name, with decodePredictions', { timeout: 120_000 }, async () => {
    const model = await applications.MobileNetV2({ weights: 'imagenet' });
    const { preprocessInput, decodePredictions } = applications.mobilenetV2;
    for (const [photo, expected] of golden('mobilenet_v2_1.0_224.h5')) {
      const scores = await model.predict(preprocessInput(await square(photo, 224)), { verbose: 0 });
      const [best] = await decodePredictions(scores, { top: 3 });
      expect(
        best!.map(([, name]) => name),
        photo,
      ).toEqual(expected.map(([, name]) => name));
      best!.forEach(([, , score], i) => expect(Math.abs(score - expected[i]![2]), photo).toBeLessThan(0.01));
    }
  });

  it('SqueezeNet 1.1 by name and by path', { timeout: 120_000 }, async () => {
    const byPath = await applications.SqueezeNet({
      version: '1.1',
      weights: join(folder!, 'weights/squeezenet_v1.1.keras'),
    });
    const model = await applications.SqueezeNet({ version: '1.1', weights: 'imagenet' });
    const { preprocessInput, decodePredictions } = applications.squeezenet;
    for (const [photo, expected] of golden('squeezenet_v1.1.keras')) {
      const x = preprocessInput(await square(photo, 227));
      const scores = await model.predict(x, { verbose: 0 });
      expect(Array.from((await byPath.predict(x, { verbose: 0 })).data)).toEqual(Array.from(scores.data));
      const [best] = await decodePredictions(scores, { top: 3 });
      expect(
        best!.map(([, name]) => name),
        photo,
      ).toEqual(expected.map(([, name]) => name));
      best!.forEach(([, , score], i) => expect(Math.abs(score - expected[i]![2]), photo).toBeLessThan(0.01));
    }
  });

  it('without its top MobileNetV2 is the same network up to there', { timeout: 120_000 }, async () => {
    const base = await applications.MobileNetV2({ includeTop: false, pooling: 'avg' });
    const whole = await applications.MobileNetV2();
    expect(base.getLayer('Conv_1').getWeights()[0]!.data).toEqual(whole.getLayer('Conv_1').getWeights()[0]!.data);
  });
});
