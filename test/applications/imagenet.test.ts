/** @file Scaling of pixels as Keras does it, on arrays and in models; what decodePredictions refuses. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { golden } from './golden.ts';

const { applications } = keras;
const { imagenetUtils } = applications;
const pixels = np.arange(24).mul(37).mod(256).reshape(2, 2, 2, 3);
const close = (values: readonly number[]) => values.map((v) => expect.closeTo(v, 4));

describe('preprocessInput', () => {
  it.each(['tf', 'torch', 'caffe'] as const)('%s equals Keras, channels last and first', (mode) => {
    const bytes = pixels.astype('uint8');
    const last = imagenetUtils.preprocessInput(bytes, { mode });
    expect(last.dtype).toBe('float32');
    expect(Array.from(last.data)).toEqual(close(golden.scalings[mode]));
    const first = imagenetUtils.preprocessInput(bytes.transpose([0, 3, 1, 2]), { mode, dataFormat: 'channels_first' });
    expect(Array.from(first.data)).toEqual(close(golden.scalings_first[mode]));
    expect(Array.from(bytes.data)).toEqual(Array.from(pixels.data)); // the input stays as it was
  });

  it.each([
    ['inceptionV3', 'tf'],
    ['densenet', 'torch'],
    ['vgg16', 'caffe'],
    ['resnet', 'caffe'],
    ['resnetV2', 'tf'],
  ] as const)('%s scales as %s, one picture or many, in a model too', (family, mode) => {
    const { preprocessInput } = applications[family];
    const wanted = Array.from(imagenetUtils.preprocessInput(pixels.astype('float32'), { mode }).data);
    expect(Array.from(preprocessInput(pixels.astype('float32').at(0)).data)).toEqual(wanted.slice(0, 12));
    const input = keras.Input([2, 2, 3]);
    const model = keras.Model(input, preprocessInput(input));
    expect(Array.from(model.predictOnBatch(pixels.astype('float32')).data)).toEqual(close(wanted));
  });

  it('leaves pixels alone where the model scales them', () => {
    const x = pixels.astype('float32');
    for (const family of ['mobilenetV3', 'efficientnet', 'convnext'] as const) {
      expect(applications[family].preprocessInput(x)).toBe(x);
    }
  });

  it('LeNet-5: background -0.1, ink 1.175', () => {
    const y = applications.lenet.preprocessInput(np.array([0, 255], 'uint8'));
    expect(Array.from(y.data)).toEqual([expect.closeTo(-0.1, 6), expect.closeTo(1.175, 6)]);
  });

  it('refuses what are no colour pictures', () => {
    const { preprocessInput } = applications.vgg16;
    expect(() => preprocessInput(np.ones([4, 8, 8, 1]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: preprocessInput: takes colour pictures, (h, w, 3) or (n, h, w, 3). Received shape (4, 8, 8, 1). Grey pictures: np.repeat(x, 3, { axis: -1 }) first.]`,
    );
    expect(() => preprocessInput(np.ones([8, 8]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: preprocessInput: takes colour pictures, (h, w, 3) or (n, h, w, 3). Received shape (8, 8).]`,
    );
    expect(() =>
      preprocessInput(np.ones([8, 8, 3]), { dataFormat: 'last' as never }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: preprocessInput: dataFormat must be 'channels_last' or 'channels_first'. Received dataFormat 'last'.]`,
    );
    expect(() =>
      imagenetUtils.preprocessInput(np.ones([8, 8, 3]), { mode: 'keras' as never }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: preprocessInput: mode must be 'caffe', 'tf' or 'torch'. Received 'keras'.]`,
    );
  });
});

describe('decodePredictions', () => {
  it('refuses what are not the scores of ImageNet', async () => {
    const { decodePredictions } = applications.vgg16;
    await expect(decodePredictions(np.ones([2, 10]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: decodePredictions: takes the scores of ImageNet, (n, 1000). Received an array of shape (2, 10).]`,
    );
    await expect(decodePredictions(np.ones([1000]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: decodePredictions: takes the scores of ImageNet, (n, 1000). Received an array of shape (1000,). One row: scores.reshape(1, 1000).]`,
    );
    await expect(decodePredictions(np.ones([1, 1000]), { top: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: decodePredictions: top must be a whole number above 0. Received top 0.]`,
    );
    await expect(
      decodePredictions(np.ones([1, 1000]), { tops: 3 } as never),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: decodePredictions: there is no option 'tops'. Received { tops: 3 }. Did you mean 'top'?]`,
    );
  });
});
