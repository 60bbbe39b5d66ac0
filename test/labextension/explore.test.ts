/** @file The page's half of `plot.explore` without a browser: it computes what the kernel does, and speaks the kernel's language. */
import { expect, it } from 'vitest';
import { KernelSource, PageSource, type Line } from '../../labextension/src/explore/source.ts';
import { np } from '../../src/array/index.ts';
import { keras, modelAndBatches } from '../../src/keras/index.ts';
import { plot } from '../../src/plot/index.ts';
import { textOf } from '../../src/plot/pictures/explore/explored.ts';
import { PageLine } from '../../src/plot/pictures/explore/line.ts';
import { Network } from '../../src/plot/pictures/explore/network.ts';

const { layers } = keras;
const rng = np.random.defaultRng(8);
const x = rng.uniform(0, 1, [3, 6, 6, 2]).astype('float32');
const model = keras.Sequential([
  keras.Input([6, 6, 2]),
  layers.Conv2D(3, 3, { activation: 'relu' }),
  layers.BatchNormalization(),
  layers.AveragePooling2D(2),
  layers.Dropout(0.3),
  layers.Flatten(),
  layers.Dense(4, { activation: 'softmax' }),
]);

/** A line to a kernel in this process, over what a comm carries. */
function lineTo(network: Network): Line {
  const page = new PageLine(network);
  const line: Line = {
    send: (data, buffers = []) => {
      const bytes = buffers.map((buffer) => new Uint8Array(buffer));
      const { answer, buffers: back } = page.hear(JSON.parse(JSON.stringify(data)), bytes);
      const views = back.map((each) => new DataView(each.slice().buffer));
      queueMicrotask(() => line.onMessage({ text: textOf(answer) }, views));
    },
    onMessage: () => {},
    onClose: () => {},
  };
  return line;
}

it('the page without a kernel gives the numbers that the kernel gives: maps, ranges, values taken apart', async () => {
  const { explored } = plot.explore(model, x);
  const { batches } = modelAndBatches(model, x, 'test');
  const page = new PageSource(explored);
  const kernel = new KernelSource(lineTo(new Network(model, batches, 'test')), 3);
  expect([page.canDraw, page.places, kernel.places]).toEqual([true, [0, 1, 2], [0, 1, 2]]);
  const drawn = [Float32Array.from({ length: 72 }, (_, i) => Math.cos(i))];
  for (const wanted of [1, drawn]) {
    const [here, there] = await Promise.all([page.show(wanted), kernel.show(wanted)]);
    expect(here.inputs).toEqual(there.inputs);
    for (let use = 0; use < explored.uses.length; use++) {
      expect(here.ranges[use]!.high).toBeCloseTo(there.ranges[use]!.high, 4);
      const [[a], [b]] = await Promise.all([page.maps(use, [0], 64), kernel.maps(use, [0], 64)]);
      expect([a!.rows, a!.columns, a!.step]).toEqual([b!.rows, b!.columns, b!.step]);
      a!.data.forEach((value, i) => expect(value).toBeCloseTo(b!.data[i]!, 4));
      const [one, other] = await Promise.all([page.explain(use, [0, 0, 1]), kernel.explain(use, [0, 0, 1])]);
      expect(one!.value).toBeCloseTo(other!.value, 4);
      expect(one!.terms.length).toBe(other!.terms.length);
    }
  }
});

it('a network that is too large for a page: the first maps, the first values, and nothing invented', async () => {
  const { explored } = plot.explore(model, x, { weights: 60 });
  const page = new PageSource(explored);
  expect([page.canDraw, page.places]).toEqual([false, [0]]);
  await page.show(0);
  const exact = new PageSource(plot.explore(model, x).explored);
  await exact.show(0);
  const [[still], [whole]] = await Promise.all([page.maps(2, [0], 64), exact.maps(2, [0], 64)]);
  const step = (explored.ranges[2]![1] - explored.ranges[2]![0]) / 254;
  whole!.data.forEach((value, i) => expect(Math.abs(value - still!.data[i]!)).toBeLessThanOrEqual(0.51 * step));
  // The first layer's weights are there: it is exact. The second layer's are not.
  expect([explored.still[1], explored.uses[2]!.arithmetic]).toMatchObject([null, { mean: { at: -1 } }]);
  expect((await page.explain(1, [1, 1, 0]))!.value).toBeCloseTo((await exact.explain(1, [1, 1, 0]))!.value, 5);
  expect(await page.explain(2, [1, 1, 0])).toBeUndefined();
  const [[scores], [exactScores]] = await Promise.all([page.maps(6, [0], 64), exact.maps(6, [0], 64)]);
  scores!.data.forEach((value, i) => expect(value).toBeCloseTo(exactScores!.data[i]!, 5));
});

it('an error of the kernel is one here, and a kernel that goes leaves nobody waiting', async () => {
  const { batches } = modelAndBatches(model, x, 'test');
  const kernel = new KernelSource(lineTo(new Network(model, batches, 'test')), 3);
  await expect(kernel.show(7)).rejects.toThrow('picture is a whole number below 3. Received picture 7.');
  const silent = new KernelSource({ send: () => {}, onMessage: () => {}, onClose: () => {} }, 3);
  const waiting = silent.explain(1, [0, 0, 0]);
  silent.close('gone');
  await expect(waiting).rejects.toThrow('gone');
});
