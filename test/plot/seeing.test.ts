/** @file The pictures of what a network sees: what stands in them, their words for those who do not see them, what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromTyped, np } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras } from '../../src/keras/index.ts';
import { plot, plt } from '../../src/plot/index.ts';

afterEach(() => {
  plt.close('all');
  setLanguage('en');
});
beforeEach(() => keras.utils.setRandomSeed(4));

type Trace = Record<string, unknown>;
const traces = (figure: ReturnType<typeof plot.filters>): Trace[] => figure.toPlotly().data as Trace[];
const hovers = (figure: ReturnType<typeof plot.filters>): string[] =>
  traces(figure).flatMap(({ hovertemplate }) =>
    typeof hovertemplate === 'string' ? [hovertemplate.replace('<extra></extra>', '')] : [],
  );
const words = (figure: ReturnType<typeof plot.filters>): string[] =>
  (figure.toPlotly().layout['annotations'] as { text: string }[]).map(({ text }) => text);
const altOf = (figure: ReturnType<typeof plot.filters>): string =>
  (figure.toPlotly().layout['meta'] as { kernelab: { alt: string } }).kernelab.alt;
const random = (shape: number[]) => np.random.defaultRng(1).uniform(0, 1, shape).astype('float32');

const { layers } = keras;
const model = keras.Sequential([
  keras.Input([6, 6, 1]),
  layers.Conv2D(2, 3, { name: 'conv', padding: 'same' }),
  layers.Flatten(),
  layers.Dense(3, { activation: 'softmax', name: 'scores' }),
]);
model.setWeights(model.getWeights());

describe('pictures of what a network sees', () => {
  it('compareFilters: before, after and change in one scale', () => {
    const before = np.arange(18).reshape(3, 3, 1, 2);
    const figure = plot.compareFilters(before, before.mul(2));
    expect(words(figure)).toEqual(['before', 'after', 'change', '0', '1']);
    expect(hovers(figure)).toHaveLength(6);
    expect(altOf(figure)).toBe(
      '2 of 2 filters of 3 x 3 before and after training, with the change between them. The change is 100% as large as the filters were.',
    );
  });

  it('maximalPatches: a row per filter, each patch with its answer and its picture', async () => {
    const found = await keras.utils.maximalPatches(model, random([4, 6, 6, 1]), { count: 2, verbose: 0 });
    const figure = plot.maximalPatches(found);
    expect(words(figure)).toEqual(['filter 0', 'filter 1', 'conv: patches of 3 × 3']);
    expect(hovers(figure)[0]).toMatch(/^filter 0<br>picture \d<br>answer [-\d.]+$/);
    expect(altOf(figure)).toContain("For 2 filters of layer 'conv' the 2 patches of 3 x 3 pixels");
  });

  it('activationMaximization: a picture per filter, names for classes', async () => {
    const found = await keras.utils.activationMaximization(model, { layer: 'scores', steps: 2, verbose: 0 });
    expect(words(plot.activationMaximization(found, { names: ['a', 'b', 'c'] }))).toEqual(['a', 'b', 'c', 'scores']);
  });

  it('receptiveField: frames with the layer and the size, also beyond the border', () => {
    const fields = ['conv', 'scores'].map((layer) => keras.utils.receptiveField(model, { layer }));
    const corner = keras.utils.receptiveField(model, { layer: 'conv', at: [0, 0] });
    const figure = plot.receptiveField(random([6, 6, 1]), [...fields, corner]);
    const named = traces(figure).filter(({ name }) => name !== undefined);
    expect(named.map(({ name }) => name)).toEqual([
      'scores: the whole picture',
      'conv [2, 2]: 3 × 3',
      'conv [0, 0]: 3 × 3',
    ]);
    expect(named[2]!['x']).toEqual([-1.5, 1.5, 1.5, -1.5, -1.5]);
  });

  it('misclassified: what it was taken for, how surely, what it is; when nothing is wrong it says so', () => {
    const scores = [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8]]; // prettier-ignore
    const names = ['cat', 'dog'];
    const figure = plot.misclassified(random([3, 4, 4]), [0, 0, 1], scores, { names });
    expect(words(figure)).toEqual(['✗ dog 60%<br>(cat)', '1 of 3 wrong (33%)']);
    expect(hovers(figure)).toEqual(['picture 1<br>taken for dog 60%<br>is cat']);
    const fine = plot.misclassified(random([3, 4, 4]), [0, 1, 1], scores, { names });
    expect(words(fine)).toEqual(['None of 3 is wrong; these are the least certain']);
    expect(hovers(fine)).toEqual(['picture 1', 'picture 2', 'picture 0']);
  });

  it('probabilities: the true class green, a wrong prediction red; the true one is always among them', () => {
    const figure = plot.probabilities([[0.6, 0.3, 0.1, 0]], { truth: [3], top: 2, names: ['a', 'b', 'c', 'd'] });
    const [bars] = traces(figure).filter(({ type }) => type === 'bar');
    expect((bars!['marker'] as { color: string[] }).color).toEqual(['#dc3545', '#2b8a57']);
    expect(words(figure)).toEqual(['60%', '0%']);
    expect(altOf(figure)).toBe('Bars of the scores of 1 sample, each with its highest: a 60%, but it is d.');
    expect(plot.probabilities([0.2, 0.8], { truth: 1, images: random([4, 4]) }).axes).toHaveLength(2);
  });

  it('embedding: a trace per class, hovering names the sample', () => {
    const figure = plot.embedding(random([4, 2]), { labels: [1, 0, 1, 0], names: ['cat', 'dog'] });
    expect(traces(figure).map(({ name, text }) => [name, text])).toEqual([
      ['cat', ['cat<br>sample 1', 'cat<br>sample 3']],
      ['dog', ['dog<br>sample 0', 'dog<br>sample 2']],
    ]);
    const pictured = plot.embedding(random([4, 2]), { images: random([4, 3, 3, 1]) });
    expect(traces(pictured).filter(({ type }) => type === 'image')).not.toHaveLength(0);
  });

  it('compareAugmentations: layers, generators and functions, the same twice', () => {
    const picture = fromTyped(Uint8Array.from({ length: 48 }, (_, i) => 5 * i), [4, 4, 3]); // prettier-ignore
    const draw = () =>
      plot.compareAugmentations(
        picture,
        {
          flip: layers.RandomFlip('horizontal', { seed: 2 }),
          own: (x) => x.mul(0),
          generator: { randomTransform: (x, seed) => x.add(seed ?? 0) },
        },
        { count: 2, seed: 1 },
      );
    const figure = draw();
    expect(hovers(figure)).toEqual(['flip', 'own', 'generator'].flatMap((name) => ['the picture itself', `${name}, 1`, `${name}, 2`])); // prettier-ignore
    expect(traces(draw()).map(({ source }) => source)).toEqual(traces(figure).map(({ source }) => source));
  });

  it('adversarial: what each picture was and is taken for', () => {
    const x = random([2, 6, 6, 1]);
    const found = keras.utils.adversarial(model, x, [0, 1], { epsilon: 0.2 });
    const figure = plot.adversarial(x, found, { names: ['a', 'b', 'c'] });
    expect(words(figure)).toHaveLength(7);
    expect(words(figure)[6]).toMatch(/^right: \d of 2 before, \d after \(ε = 0.2\)$/);
    expect(hovers(figure)).toHaveLength(6);
  });

  it('lossLandscape: a map and two cuts, the model in the middle', () => {
    const losses = np.array([[3, 2, 3], [2, 1, 2], [3, 2, 300]]); // prettier-ignore
    const figure = plot.lossLandscape({ losses, steps: [-1, 0, 1], loss: 1 });
    expect(figure.axes).toHaveLength(2);
    expect(traces(figure).filter(({ name }) => name === 'the model')).toHaveLength(1);
    expect(altOf(figure)).toContain('1 in the middle, 1 at the lowest and 300 at the highest place of 3 x 3');
  });

  it('speaks Korean', () => {
    setLanguage('ko');
    expect(words(plot.compareFilters(np.ones([2, 2]), np.zeros([2, 2])))).toEqual(['학습 전', '학습 후', '변화', '0']);
    expect(words(plot.misclassified(random([1, 2, 2]), [0], [[0.2, 0.8]]))[1]).toBe('1장 가운데 1장 틀림 (100%)');
  });

  it.each([
    ['filters of two shapes', () => plot.compareFilters(np.ones([3, 3]), np.ones([2, 2]))],
    ['a channel that is not there', () => plot.compareFilters(np.ones([3, 3]), np.ones([3, 3]), { channel: 1 })],
    ['a picture of another size', () => plot.receptiveField(np.ones([5, 5]), keras.utils.receptiveField(model))],
    ['fewer classes than pictures', () => plot.misclassified(random([3, 4, 4]), [0], [0])],
    ['scores of no table', () => plot.probabilities(random([2, 2, 2]))],
    ['a truth that is no class', () => plot.probabilities([[0.5, 0.5]], { truth: [2] })],
    ['points in space', () => plot.embedding(random([4, 3]))],
    ['labels that do not fit', () => plot.embedding(random([4, 2]), { labels: [0, 1] })],
    ['a batch to augment', () => plot.compareAugmentations(random([2, 4, 4, 1]), { own: (x) => x })],
    ['what is no augmentation', () => plot.compareAugmentations(random([4, 4]), { flip: 'flip' as never })],
    ['other pictures', () => plot.adversarial(random([1, 5, 5, 1]), keras.utils.adversarial(model, random([1, 6, 6, 1]), [0]))], // prettier-ignore
    ['an option that is not there', () => plot.probabilities([0.5, 0.5], { label: 1 } as never)],
  ])('%s', (_, call) => {
    let message = 'accepted';
    try {
      call();
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatchSnapshot();
  });
});
