/** @file architectureTable and timePerLayer: sums and fields worked out by hand, the papers' multiply-adds, what is refused. */
import { beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';

const { layers, utils, applications } = keras;
const close = (value: number, share = 0.02) => ({
  asymmetricMatch: (got: number) => Math.abs(got / value - 1) < share,
});
beforeEach(() => utils.clearSession());

function small() {
  return keras.Sequential([
    keras.Input([8, 8, 3]),
    layers.Conv2D(4, 3, { padding: 'same', name: 'conv' }),
    layers.MaxPooling2D(2, { name: 'pool' }),
    layers.Conv2D(6, [3, 1], { strides: 2, name: 'halve' }),
    layers.DepthwiseConv2D(2, { padding: 'same', name: 'depth' }),
    layers.Flatten({ name: 'flat' }),
    layers.Dense(5, { name: 'dense' }),
  ]);
}

describe('architectureTable', () => {
  it('equals what is worked out by hand', () => {
    const table = utils.architectureTable(small());
    expect(table.rows.slice(1)).toEqual([
      {
        name: 'conv',
        className: 'Conv2D',
        output: [8, 8, 4],
        parameters: 112,
        multiplyAdds: 64 * 4 * 27,
        memory: 1024,
        receptiveField: [3, 3],
      },
      {
        name: 'pool',
        className: 'MaxPooling2D',
        output: [4, 4, 4],
        parameters: 0,
        multiplyAdds: 0,
        memory: 256,
        receptiveField: [4, 4],
      },
      {
        name: 'halve',
        className: 'Conv2D',
        output: [1, 2, 6],
        parameters: 78,
        multiplyAdds: 12 * 12,
        memory: 48,
        receptiveField: [8, 4],
      },
      {
        name: 'depth',
        className: 'DepthwiseConv2D',
        output: [1, 2, 6],
        parameters: 30,
        multiplyAdds: 12 * 4,
        memory: 48,
        receptiveField: [12, 8],
      },
      {
        name: 'flat',
        className: 'Flatten',
        output: [12],
        parameters: 0,
        multiplyAdds: 0,
        memory: 48,
        receptiveField: [12, 8],
      },
      {
        name: 'dense',
        className: 'Dense',
        output: [5],
        parameters: 65,
        multiplyAdds: 60,
        memory: 20,
        receptiveField: [Infinity, Infinity],
      },
    ]);
    expect(table.parameters).toBe(285);
    expect(table.multiplyAdds).toBe(64 * 4 * 27 + 144 + 48 + 60);
  });

  it('is shown as text, as HTML and as a picture', async () => {
    const table = utils.architectureTable(small());
    expect(table.toString()).toMatchInlineSnapshot(`
      "Architecture of "sequential"
      layer        type             output     parameters  multiply-adds   memory  receptive field
      ────────────────────────────────────────────────────────────────────────────────────────────
      input_layer  InputLayer       (8, 8, 3)           0              0    768 B                1
      conv         Conv2D           (8, 8, 4)         112          6,912  1.00 KB                3
      pool         MaxPooling2D     (4, 4, 4)           0              0    256 B                4
      halve        Conv2D           (1, 2, 6)          78            144     48 B            8 x 4
      depth        DepthwiseConv2D  (1, 2, 6)          30             48     48 B           12 x 8
      flat         Flatten          (12)                0              0     48 B           12 x 8
      dense        Dense            (5)                65             60     20 B              all
      ────────────────────────────────────────────────────────────────────────────────────────────
      parameters 285 (1.11 KB), multiply-adds 7,164 per sample, results 1.41 KB per sample"
    `);
    const show = Symbol.for('Jupyter.display');
    const bundle = await (table as never as Record<symbol, () => Promise<Record<string, string>>>)[show]!();
    expect(bundle['text/plain']).toBe(table.toString());
    expect(bundle['text/html']).toContain('<td style="text-align:left;">conv</td>');
    const png = Buffer.from(bundle['image/png']!, 'base64');
    const picture = table.toPicture();
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([picture.width, picture.height]);
    for (const text of ['DepthwiseConv2D', '12 x 8', '7,164 per sample']) expect(picture.svg).toContain(text);
  });

  it('gives the multiply-adds of the papers', () => {
    // AlexNet's 714 M in two groups, MobileNetV2's 300 M, SqueezeNet's, GoogLeNet's 1.5 G, ResNet's 3.8 G
    const sums = {
      alexnet: utils.architectureTable(applications.AlexNet()).multiplyAdds,
      mobilenetV2: utils.architectureTable(applications.MobileNetV2({ weights: null })).multiplyAdds,
      googlenet: utils.architectureTable(applications.GoogLeNet()).multiplyAdds,
      resnet50: utils.architectureTable(applications.ResNet50({ weights: null })).multiplyAdds,
    };
    expect(sums).toEqual({
      alexnet: close(714e6),
      mobilenetV2: close(300e6),
      googlenet: close(1.58e9),
      resnet50: close(3.86e9),
    });
  });

  it('gives the receptive fields of the papers', () => {
    const field = (model: Parameters<typeof utils.architectureTable>[0], name: string, options = {}) =>
      utils.architectureTable(model, options).rows.find((row) => row.name === name)!.receptiveField;
    // two 3 × 3 see as far as one 5 × 5
    const vgg = applications.VGG16({ weights: null, includeTop: false });
    expect(field(vgg, 'block1_conv2', { inputShape: [64, 64, 3] })).toEqual([5, 5]);
    expect(field(vgg, 'block5_pool', { inputShape: [64, 64, 3] })).toEqual([212, 212]);
    expect(field(applications.AlexNet(), 'pool5')).toEqual([195, 195]);
  });

  it('shows the layers of nested models on request, and does not count them twice', () => {
    const inner = keras.Sequential([keras.Input([4]), layers.Dense(3, { name: 'a' }), layers.Dense(2, { name: 'b' })], {
      name: 'inner',
    });
    const model = keras.Sequential([keras.Input([4]), inner, layers.Dense(1, { name: 'c' })]);
    const names = (options = {}) => utils.architectureTable(model, options).rows.map((row) => row.name);
    expect(names().filter((name) => !name.startsWith('input'))).toEqual(['inner', 'c']);
    expect(names({ expandNested: true }).filter((name) => !name.startsWith('input'))).toEqual([
      'inner',
      'inner/a',
      'inner/b',
      'c',
    ]);
    expect(utils.architectureTable(model, { expandNested: true }).multiplyAdds).toBe(12 + 6 + 2);
  });

  it('counts layers of one’s own by what they compute', () => {
    class Twice extends keras.layers.Layer {
      override call(x: never) {
        return keras.ops.matmul(x, keras.ops.ones([4, 7]) as never) as never;
      }
    }
    const model = keras.Sequential([keras.Input([4]), new Twice()]);
    expect(utils.architectureTable(model).multiplyAdds).toBe(28);
  });

  it('refuses models whose size it does not know', () => {
    const { architectureTable } = utils;
    const any = applications.VGG16({ weights: null, includeTop: false });
    expect(() => architectureTable(any)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: architectureTable: needs the size of the pictures. Received a model for (None, None, None, 3). Give it: { inputShape: [224, 224, 3] }.]`,
    );
    expect(() => architectureTable(small(), { inputShape: [9, 9, 3] })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: architectureTable: inputShape must fit the model. Received a model for (None, 8, 8, 3), inputShape (9, 9, 3).]`,
    );
    expect(() => architectureTable(keras.Sequential([layers.Dense(1)]))).toThrowErrorMatchingInlineSnapshot(
      `[NotBuiltError: architectureTable: the model must know its input (functional, or Sequential with an Input). Received Sequential 'sequential_1'. Give it keras.Input or inputShape, or train it once.]`,
    );
    expect(() => architectureTable(small(), { inputShapes: [8, 8, 3] } as never)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: architectureTable: there is no option 'inputShapes'. Received { inputShapes: [8, 8, 3] }. Did you mean 'inputShape'?]`,
    );
  });
});

describe('timePerLayer', () => {
  it('takes the time of each layer on what the layers before it give', () => {
    const table = utils.timePerLayer(small(), np.ones([2, 8, 8, 3]), { repeats: 1 });
    expect(table.rows.map(({ name, output }) => [name, output])).toEqual([
      ['conv', [2, 8, 8, 4]],
      ['pool', [2, 4, 4, 4]],
      ['halve', [2, 1, 2, 6]],
      ['depth', [2, 1, 2, 6]],
      ['flat', [2, 12]],
      ['dense', [2, 5]],
    ]);
    expect(table.rows.every(({ ms }) => ms > 0)).toBe(true);
    expect(table.rows.reduce((n, { share }) => n + share, 0)).toBeCloseTo(1, 6);
    expect(table.whole).toBeGreaterThan(0);
    expect(table.toString()).toContain('layers one by one');
  });

  it('follows branches', () => {
    const model = applications.MobileNetV3Small({ weights: null, inputShape: [32, 32, 3], classes: 2 });
    const table = utils.timePerLayer(model, np.ones([1, 32, 32, 3]), { repeats: 1 });
    expect(table.rows.at(-1)!.output).toEqual([1, 2]);
  });

  it('refuses other batches', () => {
    expect(() => utils.timePerLayer(small(), np.ones([8, 8, 3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: timePerLayer: the model takes batches of shape (None, 8, 8, 3). Received an array of shape (8, 8, 3). One picture is a batch of one: x.at(np.newaxis, '...').]`,
    );
    expect(() => utils.timePerLayer(small(), np.ones([2, 8, 8, 3]), { repeats: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: timePerLayer: repeats must be a whole number of at least 1. Received 0.]`,
    );
  });
});
