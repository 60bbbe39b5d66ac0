/** @file Networks that Keras does not have, against the sizes and parameter counts of their papers, and by one pass forward. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const { applications } = keras;
const shapes = (model: ReturnType<typeof keras.Model>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, model.getLayer(name).output.shape.slice(1)]));

describe('sizes and parameters of the papers', () => {
  it('LeNet-5: figure 2', () => {
    const model = applications.LeNet5();
    expect(shapes(model, ['C1', 'S2', 'C3', 'S4', 'C5', 'F6', 'predictions'])).toEqual({
      C1: [28, 28, 6],
      S2: [14, 14, 6],
      C3: [10, 10, 16],
      S4: [5, 5, 16],
      C5: [1, 1, 120],
      F6: [84],
      predictions: [10],
    });
    expect(model.countParams()).toBe(61_706);
    expect(model.getLayer('C1').countParams()).toBe(156);
    expect(model.getLayer('C5').countParams()).toBe(48_120);
    // MNIST as it comes
    expect(applications.LeNet5({ inputShape: [28, 28, 1] }).countParams()).toBe(61_706);
  });

  it('AlexNet: figure 2, with its two groups and without', () => {
    const model = applications.AlexNet();
    expect(shapes(model, ['conv1', 'pool1', 'conv2', 'pool2', 'conv3', 'conv4', 'conv5', 'pool5', 'flatten'])).toEqual({
      conv1: [55, 55, 96],
      pool1: [27, 27, 96],
      conv2: [27, 27, 256],
      pool2: [13, 13, 256],
      conv3: [13, 13, 384],
      conv4: [13, 13, 384],
      conv5: [13, 13, 256],
      pool5: [6, 6, 256],
      flatten: [9216],
    });
    expect(model.getLayer('conv2').weights[0]!.shape).toEqual([5, 5, 48, 256]);
    expect(model.getLayer('conv3').weights[0]!.shape).toEqual([3, 3, 256, 384]);
    expect(model.getLayer('conv4').weights[0]!.shape).toEqual([3, 3, 192, 384]);
    expect(model.getLayer('conv5').weights[0]!.shape).toEqual([3, 3, 192, 256]);
    expect(model.countParams()).toBe(60_965_224);
    expect(applications.AlexNet({ groups: 1 }).countParams()).toBe(62_378_344);
  });

  it('ZFNet: figure 3', () => {
    const model = applications.ZFNet();
    expect(shapes(model, ['conv1', 'pool1', 'conv2', 'pool2', 'conv5', 'pool5'])).toEqual({
      conv1: [110, 110, 96],
      pool1: [55, 55, 96],
      conv2: [26, 26, 256],
      pool2: [13, 13, 256],
      conv5: [13, 13, 256],
      pool5: [6, 6, 256],
    });
    expect(model.countParams()).toBe(62_357_608);
  });

  it('Network in Network for CIFAR-10', () => {
    const model = applications.NetworkInNetwork();
    expect(shapes(model, ['cccp2', 'pool1', 'cccp4', 'pool2', 'cccp6', 'predictions'])).toEqual({
      cccp2: [32, 32, 96],
      pool1: [16, 16, 96],
      cccp4: [16, 16, 192],
      pool2: [8, 8, 192],
      cccp6: [8, 8, 10],
      predictions: [10],
    });
    expect(model.countParams()).toBe(966_986);
  });

  it('GoogLeNet: table 1, and the auxiliary classifiers of figure 3', () => {
    const model = applications.GoogLeNet();
    const modules = ['3a', '3b', '4a', '4b', '4c', '4d', '4e', '5a', '5b'].map((id) => `inception_${id}_output`);
    expect(Object.values(shapes(model, ['conv1', 'pool1', 'conv2', 'pool2', ...modules, 'avg_pool']))).toEqual([
      [112, 112, 64],
      [56, 56, 64],
      [56, 56, 192],
      [28, 28, 192],
      [28, 28, 256],
      [28, 28, 480],
      [14, 14, 512],
      [14, 14, 512],
      [14, 14, 512],
      [14, 14, 528],
      [14, 14, 832],
      [7, 7, 832],
      [7, 7, 1024],
      [1024],
    ]);
    expect(model.countParams()).toBe(6_998_552);
    expect(model.layers.filter((layer) => layer.className === 'LocalResponseNormalization')).toHaveLength(2);
    const three = applications.GoogLeNet({ auxiliary: true });
    expect(three.outputNames).toEqual(['predictions', 'auxiliary_1', 'auxiliary_2']);
    expect(shapes(three as never, ['auxiliary_1_pool', 'auxiliary_2_pool'])).toEqual({
      auxiliary_1_pool: [4, 4, 512],
      auxiliary_2_pool: [4, 4, 528],
    });
    expect(three.countParams()).toBe(13_378_280);
  });

  it('ResNeXt-50 (32 x 4d): table 1', () => {
    const model = applications.ResNeXt50();
    expect(model.getLayer('conv2_block1_2_conv').weights[0]!.shape).toEqual([3, 3, 4, 128]);
    expect(shapes(model, ['conv2_block3_out', 'conv3_block4_out', 'conv4_block6_out', 'conv5_block3_out'])).toEqual({
      conv2_block3_out: [56, 56, 256],
      conv3_block4_out: [28, 28, 512],
      conv4_block6_out: [14, 14, 1024],
      conv5_block3_out: [7, 7, 2048],
    });
    expect(model.trainableWeights.reduce((n, w) => n + w.variable.size, 0)).toBe(25_028_904);
    expect(model.countParams()).toBe(25_097_128);
  });

  it('SE-ResNet-50: table 1', () => {
    const model = applications.SEResNet50();
    expect(model.getLayer('conv5_block3_se_reduce').weights[0]!.shape).toEqual([2048, 128]);
    expect(model.trainableWeights.reduce((n, w) => n + w.variable.size, 0)).toBe(28_088_024);
  });

  it('SqueezeNet: table 1, and version 1.1', () => {
    const model = applications.SqueezeNet();
    expect(shapes(model, ['conv1', 'pool1', 'fire4_concat', 'pool4', 'fire8_concat', 'pool8', 'conv10'])).toEqual({
      conv1: [111, 111, 96],
      pool1: [55, 55, 96],
      fire4_concat: [55, 55, 256],
      pool4: [27, 27, 256],
      fire8_concat: [27, 27, 512],
      pool8: [13, 13, 512],
      conv10: [13, 13, 1000],
    });
    expect(model.countParams()).toBe(1_248_424);
    expect(applications.SqueezeNet({ version: '1.1' }).countParams()).toBe(1_235_496);
  });
});

describe('one pass forward', () => {
  it.each([
    ['LeNet5', applications.LeNet5(), [32, 32, 1], 10],
    ['NetworkInNetwork', applications.NetworkInNetwork(), [32, 32, 3], 10],
    ['SqueezeNet', applications.SqueezeNet({ inputShape: [64, 64, 3], classes: 4 }), [64, 64, 3], 4],
    ['GoogLeNet', applications.GoogLeNet({ inputShape: [64, 64, 3], classes: 3 }), [64, 64, 3], 3],
    ['SEResNet50', applications.SEResNet50({ inputShape: [32, 32, 3], classes: 3 }), [32, 32, 3], 3],
  ] as const)('%s gives probabilities', async (_, model, shape, classes) => {
    const y = await model.predict(np.ones([2, ...shape]), { verbose: 0 });
    expect(y.shape).toEqual([2, classes]);
    expect(Array.from(y.sum(1).data)).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
  });

  it('GoogLeNet trains with its auxiliary classifiers', async () => {
    const model = applications.GoogLeNet({ auxiliary: true, inputShape: [79, 79, 3], classes: 2 });
    model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', lossWeights: [1, 0.3, 0.3] });
    const y = np.array([0, 1]);
    const { history } = await model.fit(np.ones([2, 79, 79, 3]), [y, y, y], { epochs: 1, verbose: 0 });
    expect(history['loss']![0]).toBeGreaterThan(0);
    const outputs = await model.predict(np.ones([1, 79, 79, 3]), { verbose: 0 });
    expect(outputs.map((o) => o.shape)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });
});
