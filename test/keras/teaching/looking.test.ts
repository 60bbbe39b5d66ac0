/** @file featureMaps, gradCam and occlusion on networks whose answer is known by hand; what is refused. */
import { beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';

const { layers, utils } = keras;
beforeEach(() => utils.clearSession());

/** Class 0 looks at red, class 1 at green: a 1 × 1 convolution that copies the colours, the mean of each, softmax. */
function colours(last = 'softmax') {
  const input = keras.Input([8, 8, 3]);
  const maps = layers.Conv2D(2, 1, { useBias: false, name: 'maps' })(input);
  const means = layers.GlobalAveragePooling2D({ name: 'means' })(maps);
  const model = keras.Model(input, layers.Dense(2, { activation: last, useBias: false, name: 'scores' })(means));
  model.getLayer('maps').setWeights([[[[[1, 0], [0, 1], [0, 0]]]] as never]); // prettier-ignore
  model.getLayer('scores').setWeights([[[50, 0], [0, 50]] as never]); // prettier-ignore
  return model;
}

/** Red at the top left, green at the bottom right. */
function picture() {
  const x = np.zeros([8, 8, 3], 'float32');
  x.set('0:3', '0:3', 0, 1);
  x.set('5:8', '4:8', 1, 1);
  return x;
}

describe('featureMaps', () => {
  it('gives what any layer inside gives', () => {
    const x = picture();
    const maps = utils.featureMaps(colours(), x, { layer: 'maps' });
    expect(maps.shape).toEqual([1, 8, 8, 2]);
    expect(Array.from(maps.at(0, '...', 0).copy().data)).toEqual(Array.from(x.at('...', 0).copy().data));
    expect(utils.featureMaps(colours(), x).shape).toEqual([1, 8, 8, 2]); // the last maps
    expect(utils.featureMaps(colours(), x, { layer: -1 }).shape).toEqual([1, 2]);
    const model = colours();
    expect(utils.featureMaps(model, x, { layer: model.getLayer('means') }).shape).toEqual([1, 2]);
  });

  it('refuses layers and pictures that do not fit', () => {
    expect(() => utils.featureMaps(colours(), picture(), { layer: 'map' })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: featureMaps: layer must be the name of a layer of the model, its place in model.layers, or the layer itself. Received 'map'. Did you mean 'maps'?]`,
    );
    expect(() => utils.featureMaps(colours(), picture(), { layer: 9 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: featureMaps: layer must be the name of a layer of the model, its place in model.layers, or the layer itself. Received 9. Its layers are input_layer_1, maps, means, scores.]`,
    );
    expect(() => utils.featureMaps(colours(), np.zeros([9, 8, 3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: featureMaps: the model takes pictures of shape (8, 8, 3). Received an array of shape (9, 8, 3). Resize them with image.resize.]`,
    );
    expect(() =>
      utils.featureMaps(colours(), picture(), { layers: 'maps' } as never),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: featureMaps: there is no option 'layers'. Received { layers: 'maps' }. Did you mean 'layer'?]`,
    );
  });
});

describe('gradCam', () => {
  it('is warm where the class is seen, although the network is quite sure', () => {
    const x = picture();
    for (const [classIndex, channel] of [
      [0, 0],
      [1, 1],
    ]) {
      const cam = utils.gradCam(colours(), x, { classIndex: classIndex! });
      expect(cam.heat.shape).toEqual([1, 8, 8]);
      expect(Array.from(cam.heat.data)).toEqual(Array.from(x.at('...', channel!).copy().data));
      expect(cam.layer).toBe('maps');
    }
  });

  it('asks about the best class of each picture', () => {
    const red = np.zeros([8, 8, 3], 'float32');
    red.set(':', ':', 0, 1);
    const green = np.zeros([8, 8, 3], 'float32');
    green.set(':', ':', 1, 1);
    const cam = utils.gradCam(colours(), np.stack([red, green]));
    expect(cam.classes).toEqual([0, 1]);
    expect(cam.scores).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
  });

  it('equals the formula, worked out with numpy functions', () => {
    const input = keras.Input([6, 6, 2]);
    const maps = layers.Conv2D(3, 3, { activation: 'relu', name: 'maps' })(input);
    const model = keras.Model(input, layers.Dense(4)(layers.Flatten()(maps)));
    const x = np.random
      .defaultRng(3)
      .normal({ size: [1, 6, 6, 2] })
      .astype('float32');
    const cam = utils.gradCam(model, x, { classIndex: 2, layer: 'maps' });
    const a = utils.featureMaps(model, x, { layer: 'maps' }).at(0);
    // of a Dense layer on flattened maps the gradient is its kernel
    const gradient = model.layers.at(-1)!.getWeights()[0]!.at(':', 2).reshape(4, 4, 3);
    const weighed = a.mul(gradient.mean(0).mean(0)).sum(2);
    const wanted = np.maximum(weighed, 0);
    cam.maps
      .at(0)
      .copy()
      .data.forEach((v, i) => expect(v).toBeCloseTo(wanted.data[i]!, 5));
  });

  it('sees layers inside nested models', () => {
    const flat = colours();
    const base = keras.Model(flat.input, flat.getLayer('maps').output, { name: 'base' });
    const head = [
      layers.GlobalAveragePooling2D(),
      layers.Dense(2, { activation: 'softmax', useBias: false, name: 'end' }),
    ];
    const nested = keras.Sequential([keras.Input([8, 8, 3]), base, ...head]);
    nested.getLayer('end').setWeights([[[50, 0], [0, 50]] as never]); // prettier-ignore
    const x = picture();
    const wanted = utils.gradCam(flat, x, { classIndex: 1 });
    for (const layer of ['maps', 'base']) {
      const cam = utils.gradCam(nested, x, { classIndex: 1, layer });
      expect(Array.from(cam.heat.data)).toEqual(Array.from(wanted.heat.data));
      expect(cam.scores[0]).toBeCloseTo(wanted.scores[0]!, 6);
    }
    expect(utils.featureMaps(nested, x, { layer: 'maps' }).toList()).toEqual(
      utils.featureMaps(flat, x, { layer: 'maps' }).toList(),
    );
    expect(() => utils.gradCam(nested, x, { layer: 'mapss' })).toThrow("Did you mean 'maps'?");
  });

  it('has no heat where nothing speaks for the class', () => {
    const cam = utils.gradCam(colours(), np.zeros([8, 8, 3]), { classIndex: 0 });
    expect(cam.heat.max()).toBe(0);
  });

  it('refuses classes, layers and models that do not fit', () => {
    expect(() => utils.gradCam(colours(), picture(), { classIndex: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: gradCam: classIndex must be a whole number below 2, or null for the best class. Received classIndex 2.]`,
    );
    expect(() => utils.gradCam(colours(), picture(), { layer: 'means' })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradCam: the layer must give maps of shape (n, h, w, c). Received 'means', which gives (1, 2).]`,
    );
    const maps = keras.Sequential([keras.Input([8, 8, 3]), layers.Conv2D(2, 3)]);
    expect(() => utils.gradCam(maps, picture())).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradCam: the model must give scores of shape (n, classes). Received an output of shape (1, 6, 6, 2). Take the network with its top, or put GlobalAveragePooling2D and Dense behind it.]`,
    );
    const dense = keras.Sequential([keras.Input([4]), layers.Dense(2)]);
    expect(() => utils.gradCam(dense, np.ones([1, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: gradCam: no layer of the model gives maps of shape (n, h, w, c). Received model 'sequential_1'.]`,
    );
  });
});

describe('occlusion', () => {
  it('falls where what the class needs is covered', async () => {
    const found = await utils.occlusion(colours('linear'), picture(), { size: 2, stride: 2, value: 0, classIndex: 0 });
    expect(found.classIndex).toBe(0);
    expect(found.score).toBeCloseTo((50 * 9) / 64, 4);
    expect(found.scores.shape).toEqual([4, 4]);
    const drop = (n: number) => expect.closeTo((50 * (9 - n)) / 64, 4);
    expect(Array.from(found.scores.data)).toEqual([4, 2, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((n) => drop(n)));
    expect(found.heat.shape).toEqual([8, 8]);
    expect(found.heat.argmax()).toBe(0);
  });

  it('covers the far edges too', async () => {
    const found = await utils.occlusion(colours(), picture(), { size: 3, stride: 3 });
    expect(found.scores.shape).toEqual([3, 3]); // at 0, 3 and 5
  });

  it('refuses patches that do not fit', async () => {
    const model = colours();
    await expect(utils.occlusion(model, picture(), { size: 9 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: occlusion: size must be a whole number from 1 to 8. Received size 9.]`,
    );
    await expect(utils.occlusion(model, picture(), { stride: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: occlusion: stride must be a whole number of at least 1 or null. Received 0.]`,
    );
    await expect(utils.occlusion(model, np.zeros([2, 8, 8, 3]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: occlusion: takes one picture of shape (h, w, c). Received an array of shape (2, 8, 8, 3).]`,
    );
    await expect(utils.occlusion(model, picture(), { classIndex: -1 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: occlusion: classIndex must be a whole number below 2, or null for the best class. Received classIndex -1.]`,
    );
  });
});
