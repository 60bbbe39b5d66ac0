/** @file Keras's arguments and checks: what each network refuses, and that nothing is built or read when it does. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const { applications, layers } = keras;
const message = (f: () => unknown): string => {
  try {
    f();
  } catch (error) {
    return String(error);
  }
  return 'nothing refused';
};

beforeEach(() => keras.utils.clearSession());

describe('what is refused', () => {
  it('weights', () => {
    expect(message(() => applications.VGG16({ weights: 'imagnet' }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: weights must be null (fresh ones), 'imagenet' or the path of a .h5, .weights.h5 or .keras file. Received weights 'imagnet'. Did you mean 'imagenet'?"`,
    );
    expect(message(() => applications.VGG16({ weights: 3 as never }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: weights must be null (fresh ones), 'imagenet' or the path of a .h5, .weights.h5 or .keras file. Received weights 3."`,
    );
    expect(message(() => applications.AlexNet({ weights: 'imagenet' }))).toMatchInlineSnapshot(
      `"ValueError: AlexNet: there are no official weights of this network. Received weights 'imagenet'. Give the path of a file, { weights: path }, or null for fresh weights."`,
    );
    expect(message(() => applications.VGG16({ weights: 'imagenet', classes: 10 }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: with weights 'imagenet' and the top, classes must be 1000. Received classes 10. Leave the top out ({ includeTop: false }) and put your own Dense behind."`,
    );
    expect(message(() => applications.VGG16({ classifierActivation: 'sigmoid' }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: with weights 'imagenet' and the top, classifierActivation must be 'softmax' or null. Received classifierActivation 'sigmoid'."`,
    );
  });

  it('shapes', () => {
    const { InceptionV3 } = applications;
    expect(
      message(() => InceptionV3({ weights: null, inputShape: [74, 75, 3], includeTop: false })),
    ).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: pictures must be at least 75 x 75. Received inputShape (74, 75, 3). Resize them (image.resize), or choose a network for smaller ones."`,
    );
    expect(message(() => InceptionV3({ inputShape: [75, 75, 3] }))).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: with weights 'imagenet' and the top, inputShape must be (299, 299, 3). Received inputShape (75, 75, 3). Resize the pictures, or leave the top out ({ includeTop: false })."`,
    );
    expect(message(() => InceptionV3({ inputShape: [75, 75, 1], includeTop: false }))).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: with weights 'imagenet' the pictures must have 3 channels. Received inputShape (75, 75, 1). Grey pictures become colour pictures by np.repeat(x, 3, { axis: -1 })."`,
    );
    expect(message(() => InceptionV3({ weights: null, inputShape: [75, 75] as never }))).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: inputShape must be [height, width, channels]. Received [75, 75]. For colour pictures of 224 x 224 it is [224, 224, 3]."`,
    );
    expect(message(() => InceptionV3({ weights: null, inputShape: [null, 75, 3] }))).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: with the top, inputShape must say height, width and channels. Received inputShape (None, 75, 3)."`,
    );
    const inputTensor = keras.Input([40, 40, 3]);
    expect(message(() => InceptionV3({ weights: null, inputTensor, includeTop: false }))).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: pictures must be at least 75 x 75. Received an inputTensor of shape (None, 40, 40, 3). Resize them (image.resize), or choose a network for smaller ones."`,
    );
    const large = keras.Input([80, 80, 3]);
    expect(
      message(() => InceptionV3({ weights: null, inputTensor: large, inputShape: [90, 90, 3], includeTop: false })),
    ).toMatchInlineSnapshot(
      `"ValueError: InceptionV3: inputTensor and inputShape must agree. Received (None, 80, 80, 3) and (90, 90, 3). One of them is enough."`,
    );
    expect(
      message(() => applications.VGG16({ weights: null, inputTensor: np.ones([2, 2]) as never })),
    ).toMatchInlineSnapshot(
      `"ValueError: VGG16: inputTensor must be a symbolic tensor. Received an NDArray. It comes from keras.Input or a layer called on one."`,
    );
  });

  it('words and numbers', () => {
    expect(message(() => applications.VGG16({ weights: null, pooling: 'mean' as never }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: pooling must be null, 'avg' or 'max'. Received pooling 'mean'."`,
    );
    expect(message(() => applications.VGG16({ weights: null, classes: 2.5 }))).toMatchInlineSnapshot(
      `"ValueError: VGG16: classes must be a whole number above 0. Received classes 2.5."`,
    );
    expect(message(() => applications.VGG16({ weights: null, include_top: false } as never))).toMatchInlineSnapshot(
      `"ValueError: VGG16: there is no option 'include_top'. Received { weights: null, include_top: false }. Did you mean 'includeTop'?"`,
    );
    expect(message(() => applications.VGG16({ weights: null, alpha: 1 } as never))).toMatchInlineSnapshot(
      `"ValueError: VGG16: there is no option 'alpha'. Received { weights: null, alpha: 1 }. The options are includeTop, weights, inputTensor, inputShape, pooling, classes, classifierActivation, name."`,
    );
    expect(message(() => applications.MobileNetV2({ alpha: 0.6 }))).toMatchInlineSnapshot(
      `"ValueError: MobileNetV2: with weights 'imagenet', alpha must be one of 0.35, 0.5, 0.75, 1, 1.3, 1.4. Received alpha 0.6."`,
    );
    expect(message(() => applications.MobileNet({ depthMultiplier: 2 }))).toMatchInlineSnapshot(
      `"ValueError: MobileNet: with weights 'imagenet', depthMultiplier must be 1. Received depthMultiplier 2."`,
    );
    expect(message(() => applications.MobileNetV3Large({ alpha: 0.75, minimalistic: true }))).toMatchInlineSnapshot(
      `"ValueError: MobileNetV3Large: with weights 'imagenet', alpha must be 1 or 0.75 (1 when minimalistic). Received alpha 0.75, minimalistic true."`,
    );
    expect(message(() => applications.AlexNet({ groups: 3 as never }))).toMatchInlineSnapshot(
      `"ValueError: AlexNet: groups must be 1 or 2. Received 3."`,
    );
    expect(message(() => applications.SqueezeNet({ version: '2' as never }))).toMatchInlineSnapshot(
      `"ValueError: SqueezeNet: version must be '1.0' or '1.1'. Received '2'."`,
    );
    expect(message(() => applications.GoogLeNet({ auxiliary: true, includeTop: false }))).toMatchInlineSnapshot(
      `"ValueError: GoogLeNet: auxiliary classifiers belong to the top. Received auxiliary true, includeTop false."`,
    );
    expect(message(() => applications.lenet.decodePredictions())).toMatchInlineSnapshot(
      `"ValueError: lenet.decodePredictions: LeNet-5 tells ten digits apart, not the classes of ImageNet. The digit of each row is np.argmax(scores, 1)."`,
    );
  });

  it('a file that is not there, of another network, or no weights at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-applications-'));
    const refused = async (promise: Promise<unknown>): Promise<string> =>
      (await promise.then(() => 'nothing refused', String)).replaceAll(folder, '…');
    const missing = applications.SqueezeNet({ weights: join(folder, 'none.h5') });
    expect(await refused(missing)).toMatchInlineSnapshot(
      `"FileError: SqueezeNet: there is no such file. Received '…/none.h5'."`,
    );
    await applications.LeNet5().saveWeights(join(folder, 'lenet.weights.h5'));
    const other = applications.NetworkInNetwork({ weights: join(folder, 'lenet.weights.h5') });
    expect(await refused(other)).toMatchInlineSnapshot(
      `"ValueError: NetworkInNetwork: the file does not fit this model. Received '…/lenet.weights.h5': weight 'conv1/kernel' has shape (5, 5, 3, 192), the file has (5, 5, 1, 6); weight 'cccp1/kernel' has shape (1, 1, 192, 160), the file has (5, 5, 6, 16); weight 'cccp2/kernel' has shape (1, 1, 160, 96), the file has (5, 5, 16, 120) and 6 more. Is it the same architecture, with the same number of classes?"`,
    );
  });
});

describe('what is built', () => {
  it('is there at once without weights, and after await with a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-applications-'));
    const first = applications.LeNet5();
    for (const path of ['l.weights.h5', 'l.h5']) {
      await first.saveWeights(join(folder, path));
      const again = await applications.LeNet5({ weights: join(folder, path) });
      expect(again.getWeights().map((w) => Array.from(w.data))).toEqual(
        first.getWeights().map((w) => Array.from(w.data)),
      );
    }
    await first.save(join(folder, 'l.keras'));
    const whole = await applications.LeNet5({ weights: join(folder, 'l.keras') });
    expect(Array.from(whole.getWeights()[0]!.data)).toEqual(Array.from(first.getWeights()[0]!.data));
    const either = null as string | null;
    expect((await applications.LeNet5({ weights: either })).name).toBe('lenet5');
  });

  it('says that await is missing', () => {
    const pending = applications.LeNet5({ weights: 'no-such-file.h5' });
    pending.catch(() => undefined);
    expect(message(() => (pending as never as { layers: unknown }).layers)).toMatchInlineSnapshot(
      `"ValueError: LeNet5(…).layers: the model is not there yet, its weights are being read. Received a promise of a model. Put await in front: const model = await keras.applications.LeNet5(…)."`,
    );
    expect(message(() => (pending as never as { predict(): void }).predict())).toMatchInlineSnapshot(
      `"ValueError: LeNet5(…).predict: the model is not there yet, its weights are being read. Received a promise of a model. Put await in front: const model = await keras.applications.LeNet5(…)."`,
    );
  });

  it('takes arguments by position in Keras’s order', () => {
    const model = (applications.VGG16 as unknown as (...args: unknown[]) => ReturnType<typeof keras.Model>)(
      false,
      null,
    );
    expect(model.name).toBe('vgg16');
    expect(model.layers.at(-1)!.name).toBe('block5_pool');
  });

  it('stands on a tensor', () => {
    const input = keras.Input({ shape: [48, 48, 3], name: 'pixels' });
    const x = applications.mobilenetV2.preprocessInput(input);
    const model = applications.MobileNetV2({
      weights: null,
      inputTensor: x,
      includeTop: false,
      pooling: 'avg',
      alpha: 0.35,
    });
    expect(model.inputNames).toEqual(['pixels']);
    expect(model.output.shape).toEqual([null, 1280]);
    const whole = keras.Model(model.input, layers.Dense(2)(model.output));
    expect(whole.predictOnBatch(np.ones([1, 48, 48, 3])).shape).toEqual([1, 2]);
  });

  it('freezes, saves and opens again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-applications-'));
    const base = applications.MobileNetV3Small({
      weights: null,
      includeTop: false,
      inputShape: [32, 32, 3],
      pooling: 'avg',
    });
    base.trainable = false;
    expect(base.trainableWeights).toHaveLength(0);
    await base.save(join(folder, 'base.keras'));
    const again = await keras.models.loadModel(join(folder, 'base.keras'));
    const x = np.ones([1, 32, 32, 3]).mul(100);
    expect(Array.from(again.predictOnBatch(x).data)).toEqual(Array.from(base.predictOnBatch(x).data));
  });
});
