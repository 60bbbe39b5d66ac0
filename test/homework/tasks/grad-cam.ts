/** @file Grad-CAM written out with a tape: which places of the last maps speak for a class. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

export default {
  about: 'Keras examples: Grad-CAM with a gradient towards inner maps',
  async run(t) {
    const x = np.random.defaultRng(5).random([2, 16, 16, 3]).astype('float32');
    const features = keras.Sequential([
      keras.Input([16, 16, 3]),
      layers.Conv2D(6, 3, { activation: 'relu' }),
      layers.Conv2D(8, 3, { activation: 'relu', name: 'last' }),
    ]);
    const head = keras.Sequential([keras.Input([12, 12, 8]), layers.GlobalAveragePooling2D(), layers.Dense(4)]);
    const path = await saved(
      keras.Sequential([keras.Input([16, 16, 3]), ...features.layers, ...head.layers]),
      t,
      'cam',
    );
    let maps!: NDArray;
    const tape = keras.GradientTape(() => {
      maps = features(x);
      return ops.sum(ops.take(head(maps), [2], { axis: 1 }));
    });
    const slopes = tape.gradient(maps);
    const seen = await features.predict(x, { verbose: 0 });
    const weights = slopes.mean([1, 2], { keepdims: true });
    const cam = np.maximum(seen.mul(weights).sum(-1), 0);
    const theirs = t.peer('grad_cam', ['keras', 'tensorflow'], { x, index: 2 }, { path, layer: 'last' });
    if (theirs) t.close('the maps of the class', cam, theirs['cam']!, 1e-4);
  },
} satisfies Homework;
