/** @file A picture with the content of one and the style of another: Gram matrices, and a gradient towards the picture. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras, type Tensor } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

/** What goes together with what: channels × channels, over all places. */
function gram(maps: Tensor | NDArray) {
  const flat = ops.reshape(maps, [-1, maps.shape.at(-1)!]);
  return ops.divide(ops.matmul(ops.transpose(flat), flat), flat.shape[0]!);
}

const apart = (a: Tensor, b: Tensor | NDArray) => ops.mean(ops.square(ops.subtract(a, b)));

export default {
  about: 'Coursera CNN, TensorFlow tutorials: style transfer with Gram matrices',
  async run(t) {
    const rng = np.random.defaultRng(12);
    const content = rng.random([1, 16, 16, 3]).astype('float32');
    const target = rng.random([1, 16, 16, 3]).astype('float32');
    const input = keras.Input([16, 16, 3]);
    const shallow = layers.Conv2D(6, 3, { activation: 'tanh', name: 'shallow' })(input);
    const deep = layers.Conv2D(8, 3, { activation: 'tanh', strides: 2, name: 'deep' })(shallow);
    const network = keras.Model(input, layers.GlobalAveragePooling2D()(deep));
    const path = await saved(network, t, 'network');
    const inner = keras.Model(network.input, [network.getLayer('deep').output, network.getLayer('shallow').output]);

    const [wantedContent] = inner(content);
    const [, wantedStyle] = inner(target);

    const look = (picture: NDArray) =>
      keras.GradientTape((tape) => {
        const [maps, styled] = inner(tape.watch(picture));
        const style = apart(gram(styled!), gram(wantedStyle!));
        return ops.add(apart(maps!, wantedContent!), ops.multiply(0.1, style));
      });
    let image = rng.random([1, 16, 16, 3]).astype('float32');
    const first = look(image);
    const theirs = t.peer(
      'style',
      ['keras', 'tensorflow'],
      { image, content, target },
      { path, layer_content: 'deep', layer_style: 'shallow' },
    );
    if (theirs) {
      t.close('the loss', first.value, theirs['loss']!, 1e-5);
      t.close('its gradient towards the picture', first.gradient(image), theirs['grad']!, 1e-4);
    }
    for (let step = 0; step < 20; step++) {
      const slope = look(image).gradient(image);
      image = image.sub(slope.div(np.abs(slope).max()).mul(0.02)).clip(0, 1);
    }
    const after = look(image).value;
    t.holds('the picture comes nearer', after < first.value, [first.value, after]);
  },
} satisfies Homework;
