import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { Figure, Stepper, plot, plt } from '../../src/plot/index.ts';
import { Explorer } from '../../src/plot/pictures/explore/explorer.ts';
import { FilterLab } from '../../src/plot/pictures/filter-lab/lab.ts';
import { Playground } from '../../src/plot/pictures/playground/playground.ts';
import { unpack } from './packed.ts';
import { samples } from './samples.ts';

afterEach(() => plt.close('all'));

type Trace = Record<string, never>;

describe('pictures of a CNN', () => {
  it('featureMaps takes (h, w, n), (1, h, w, n) and lists alike', () => {
    const maps = np.arange(24).reshape(2, 3, 4);
    const first = (figure: ReturnType<typeof plot.featureMaps>): unknown => unpack(figure.toPlotly().data[1]!['text']);
    const planes = [0, 1, 2, 3].map((k) => [
      [k, k + 4, k + 8],
      [k + 12, k + 16, k + 20],
    ]);
    expect(first(plot.featureMaps(maps))).toEqual(planes[1]);
    expect(first(plot.featureMaps(maps.reshape(1, 2, 3, 4)))).toEqual(planes[1]);
    expect(first(plot.featureMaps(planes))).toEqual(planes[1]);
  });

  it('filters share a scale around zero', () => {
    const figure = plot.filters(
      np.array([
        [-2, 0],
        [0, 1],
      ]),
    );
    expect(figure.axes[0]!.artists[0]).toMatchObject({ vmin: -2, vmax: 2 });
  });

  it('filters each with a scale and a title of its own, when asked', () => {
    const two = np.stack([np.full([2, 2], 3), np.eye(2)], 2); // (2, 2, 2 filters)
    const figure = plot.filters(two, { shared: false, titles: ['flat', 'diagonal'] });
    expect(figure.axes.map(({ titles: [title] }) => title!.text)).toEqual(['flat', 'diagonal']);
    expect(figure.axes.map(({ artists: [drawn] }) => drawn)).toMatchObject([{ vmax: 3 }, { vmax: 1 }]);
  });

  it('filters of a fully connected layer: more weights than a call takes arguments', () => {
    const units = np.ones([28, 28, 1, 512]); // what firstFilters gives for Dense(512) on MNIST
    expect(plot.filters(units, { limit: 2 }).axes).toHaveLength(2);
    expect(plot.compareFilters(units, units, { limit: 2 }).alt).toMatchObject({
      en: expect.stringContaining('2 of 512'),
    });
  });

  it('imageGrid names classes and marks wrong predictions', () => {
    const images = np.zeros([3, 4, 4]);
    const figure = plot.imageGrid(images, { labels: [0, 1, 1], predictions: [0, 0, 1], names: ['cat', 'dog'] });
    const titles = figure.axes.map(({ titles: [title] }) => [title!.text, title!.color]);
    expect(titles).toEqual([
      ['cat', undefined],
      ['cat (dog)', 'red'],
      ['dog', undefined],
    ]);
    expect(plot.plot_images(images, ['a', 'b', 'c'], 2).axes).toHaveLength(3);
  });

  it('learningCurves pairs each metric with its validation', () => {
    const figure = plot.learningCurves({ history: { accuracy: [0.5, 0.6], loss: [2, 1], val_loss: [2.5, 2] } });
    expect(figure.axes.map(({ titles: [title] }) => title!.text)).toEqual(['loss', 'accuracy']);
    expect((figure.toPlotly().data as Trace[]).map(({ name, x }) => [name, x])).toEqual([
      ['loss', [1, 2]],
      ['val_loss', [1, 2]],
      ['accuracy', [1, 2]],
    ]);
  });

  it('confusionMatrix writes its numbers, normalised when asked', () => {
    const words = (figure: ReturnType<typeof plot.confusionMatrix>): string[] =>
      (figure.toPlotly().layout['annotations'] as { text: string }[]).map(({ text }) => text);
    expect(
      words(
        plot.confusionMatrix([
          [8, 2],
          [1, 9],
        ]),
      ),
    ).toEqual(['8', '2', '1', '9']);
    expect(
      words(
        plot.confusionMatrix(
          [
            [8, 2],
            [1, 9],
          ],
          ['a', 'b'],
          { normalize: 'true' },
        ),
      ),
    ).toEqual(['0.80', '0.20', '0.10', '0.90']);
  });

  it('imageGrid and featureMaps write numbers, light ones on dark squares', () => {
    const words = (figure: ReturnType<typeof plot.imageGrid>): unknown[] =>
      (figure.toPlotly().layout['annotations'] as { text: string; font: { color: string } }[])
        .filter(({ text }) => text !== '0')
        .map(({ text, font }) => [text, font.color]);
    const picture = np.array([[[0.5, 255]]]);
    expect(words(plot.imageGrid(picture, { numbers: true }))).toEqual([
      ['0.5', 'white'],
      ['255', 'black'],
    ]);
    expect(words(plot.featureMaps(picture.at(0).at('...', np.newaxis), { numbers: true, cmap: 'gray_r' }))).toEqual([
      ['0.5', 'black'],
      ['255', 'white'],
    ]);
    expect(() => plot.imageGrid(np.zeros([1, 2, 2, 3]), { numbers: true })).toThrow('grey pictures');
  });

  /** The sentence of a picture that is no figure, in both languages. */
  const summaries = (shown: { summary: string }): { en: string; ko: string } => {
    const en = shown.summary;
    setLanguage('ko');
    const ko = shown.summary;
    setLanguage('en');
    return { en, ko };
  };

  it('every picture says what it shows, in both languages', () => {
    const silent: string[] = [];
    for (const [name, make] of Object.entries(samples.plot)) {
      const shown = (plot as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...make());
      // stepper.test.ts, live-training.test.ts
      if (shown instanceof Stepper || name === 'liveTraining') continue;
      const isLive = shown instanceof FilterLab || shown instanceof Explorer || shown instanceof Playground;
      const alt = shown instanceof Figure ? shown.alt : isLive ? summaries(shown) : undefined;
      if (alt === undefined || (typeof alt !== 'string' && alt.en === alt.ko)) silent.push(name);
    }
    expect(silent).toEqual([]);
  });

  it('how many stand in a row is `columns` in every call', () => {
    const loose = plot as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of ['imageGrid', 'featureMaps', 'filters']) {
      for (const slip of ['imagesPerRow', 'images_per_row', 'ncols', 'cols'])
        expect(() => loose[name]!(np.zeros([2, 3, 3]), { [slip]: 2 })).toThrow("Did you mean 'columns'?");
    }
  });

  it.each([
    ['flat maps', () => plot.featureMaps([1, 2, 3])],
    ['a batch of maps', () => plot.featureMaps(np.zeros([2, 3, 3, 4]))],
    ['labels that do not fit', () => plot.imageGrid(np.zeros([2, 3, 3]), { labels: [1] })],
    [
      'a matrix that is not square',
      () =>
        plot.confusionMatrix([
          [1, 2, 3],
          [4, 5, 6],
        ]),
    ],
    ['a history without numbers', () => plot.learningCurves({ history: { loss: [] } })],
    ['a picture too large to follow', () => plot.stepper(np.zeros([100, 100]), np.zeros([3, 3]))],
    ['a filter larger than the picture', () => plot.stepper(np.zeros([2, 2]), np.zeros([3, 3]))],
    ['a picture with eight channels', () => plot.stepper(np.zeros([5, 5, 8]), np.zeros([3, 3]))],
  ])('%s is refused with a reason', (_, call) => {
    let message = 'accepted';
    try {
      call();
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatchSnapshot();
  });
});
