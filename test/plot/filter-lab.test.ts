/** @file `plot.filterLab`: its arithmetic against image.correlate2d and by hand, what lies in the notebook, what it refuses. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { plot } from '../../src/plot/index.ts';
import { correlated, looked } from '../../src/plot/pictures/filter-lab/correlate.ts';
import type { FilterLabJson } from '../../src/plot/pictures/filter-lab/lab.ts';

const rng = np.random.defaultRng(3);

describe('the arithmetic', () => {
  it('of a 3 x 3 picture by hand: zeros around, not mirrored', () => {
    const data = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const weights = [0, 0, 1, 0, 0, 0, 0, 0, 0]; // one up, one to the right
    const out = correlated({ width: 3, height: 3, channels: 1, data }, weights);
    expect(Array.from(out)).toEqual([0, 0, 0, 2, 3, 0, 5, 6, 0]);
  });

  it.each([3, 5, 7])('a filter of %i x %i: as image.correlate2d, channel by channel', (side) => {
    const [h, w] = [11, 6];
    const picture = rng.integers(0, 256, [h, w, 3]);
    const filter = rng.integers(-3, 4, [side, side]);
    const data = Array.from(picture.ravel().data, Number);
    const out = correlated({ width: w, height: h, channels: 3, data }, Array.from(filter.ravel().data, Number));
    for (let k = 0; k < 3; k++) {
      const channel = image.correlate2d(picture.at(':', ':', k), filter, { mode: 'same' });
      expect(np.array(Array.from(out)).reshape(h, w, 3).at(':', ':', k).toList()).toEqual(channel.toList());
    }
  });

  it('looks: cut at 0 and 255, or stretched; one number alone is black', () => {
    const values = Float32Array.of(-10, 0, 245, 500);
    expect(Array.from(looked(values, 'clip').bytes)).toEqual([0, 0, 245, 255]);
    expect(looked(values, 'stretch')).toEqual({ bytes: Uint8Array.of(0, 5, 128, 255), range: [-10, 500] });
    expect(Array.from(looked(Float32Array.of(7, 7), 'stretch').bytes)).toEqual([0, 0]);
  });
});

describe('in the notebook', () => {
  const jsonOf = (...call: Parameters<typeof plot.filterLab>): FilterLabJson => {
    const bundle = plot.filterLab(...call)[displaySymbol]();
    return bundle['application/vnd.kernelab.filter-lab+json'] as FilterLabJson;
  };

  it('the picture as bytes, whatever it was; large ones are made smaller', async () => {
    const grey = np.linspace(0, 1, 64).reshape(8, 8);
    const read = async (json: FilterLabJson): Promise<number[][]> =>
      (await image.decode(Uint8Array.from(atob(json.picture), (c) => c.charCodeAt(0)))).toList() as number[][];
    const [json, bytes] = [jsonOf(grey), jsonOf(np.round(grey.mul(255)).astype('uint8'))];
    expect(await read(json)).toEqual(await read(bytes));
    expect(json).toMatchObject({ channels: 1, weights: [-1, 0, 1, -2, 0, 2, -1, 0, 1], look: 'stretch' });
    const large = jsonOf(np.zeros([300, 600, 3]), { filter: np.ones([5, 5]).div(25), size: 60 });
    expect(large).toMatchObject({ channels: 3, look: 'clip', weights: Array.from({ length: 25 }, () => 0.04) });
    expect(large.summary).toContain('30 x 60');
  });

  it('a line in a terminal', () => {
    const lab = plot.filterLab(np.zeros([4, 4]), { filter: [[0, 0, 0], [0, 1, 0], [0, 0, 0]] }); // prettier-ignore
    expect(String(lab)).toMatchInlineSnapshot(
      `"A picture of 4 x 4 and what a filter of 3 x 3 makes of it: [0, 0, 0, 0, 1, 0, 0, 0, 0]."`,
    );
    expect(lab.toSVG()).toMatch(/^<svg [^>]* viewBox/);
  });
});

it('what does not fit is refused', () => {
  const messages = [
    () => plot.filterLab(np.zeros([4])),
    () => plot.filterLab(np.zeros([3, 8, 8])),
    () => plot.filterLab(np.zeros([8, 8]), { filter: np.zeros([4, 4]) }),
    () => plot.filterLab(np.zeros([8, 8]), { filtr: 1 } as never),
    () => plot.filterLab(np.zeros([8, 8]), { look: 'strech' as never }),
  ].map((call) => {
    try {
      return call().summary;
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "plot.filterLab: the picture has shape (h, w) or (h, w, 3). Received array (4,).
    plot.filterLab: the picture has shape (h, w) or (h, w, 3). Received array (3, 8, 8). The channels stand first: put them last with x.transpose(1, 2, 0).
    plot.filterLab: the filter has shape (3, 3), (5, 5) or (7, 7). Received array (4, 4).
    plot.filterLab: there is no option 'filtr'. Received { filtr: 1 }. Did you mean 'filter'?
    plot.filterLab: look must be 'clip' or 'stretch'. Received 'strech'. Did you mean 'stretch'?"
  `);
});

it('what is no array of numbers is refused in its own words, in both languages', () => {
  const loose = plot.filterLab as (...args: unknown[]) => { summary: string };
  const model = keras.Sequential([layers.Input({ shape: [2] }), layers.Dense(1)]);
  const picture = np.zeros([8, 8]);
  const said = (...args: unknown[]): string => {
    try {
      return loose(...args).summary;
    } catch (error) {
      return String(error);
    }
  };
  const calls: unknown[][] = [
    ['cat.png'],
    [],
    [null],
    [model],
    [Promise.resolve(picture)],
    [5],
    [{ data: picture }],
    [[['a', 'b']]],
    [[[1, 2], [3]]],
    [np.zeros([2, 8, 8, 3])],
    [np.zeros([8, 8, 4])],
    [np.zeros([0, 8])],
    [picture, { filter: 'edges' }],
    [picture, { filter: null }],
    [picture, { filter: model }],
    [picture, { filter: np.full([3, 3], NaN) }],
    [picture, np.zeros([3, 3])],
  ];
  expect(`\n${calls.map((call) => said(...call)).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received 'cat.png'. Read a file first: await image.imread("cat.png").
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received undefined.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received null.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received a model. plot.explore(model, x) shows what a model makes of a picture.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received a Promise. It is not there yet: write await before it.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received 5.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received { data: an NDArray }.
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received [['a', 'b']].
    ValueError: plot.filterLab: the picture is an array of numbers, (h, w) or (h, w, 3). Received [[1, 2], [3]]. Its rows must be of one length.
    ShapeError: plot.filterLab: the picture has shape (h, w) or (h, w, 3). Received array (2, 8, 8, 3).
    ShapeError: plot.filterLab: the picture has shape (h, w) or (h, w, 3). Received array (8, 8, 4).
    ShapeError: plot.filterLab: the picture has shape (h, w) or (h, w, 3). Received array (0, 8).
    ValueError: plot.filterLab: the filter is an array of numbers, (3, 3), (5, 5) or (7, 7). Received 'edges'.
    ValueError: plot.filterLab: the filter is an array of numbers, (3, 3), (5, 5) or (7, 7). Received null.
    ValueError: plot.filterLab: the filter is an array of numbers, (3, 3), (5, 5) or (7, 7). Received a model.
    ValueError: plot.filterLab: every weight of the filter must be finite. Received NaN.
    ValueError: plot.filterLab: options come as one object, { filter: … }. Received an NDArray.
    "
  `);
  setLanguage('ko');
  const korean = calls.map((call) => said(...call)).join('\n');
  setLanguage('en');
  expect(`\n${korean}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: 'cat.png'. 파일이면 먼저 읽으세요: await image.imread("cat.png").
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: undefined.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: null.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: 모델. 모델이 그림으로 무엇을 만드는지는 plot.explore(model, x)가 보여 줍니다.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: Promise 객체. 아직 값이 없습니다. 앞에 await를 쓰세요.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: 5.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: { data: NDArray 객체 }.
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: [['a', 'b']].
    ValueError: plot.filterLab: 그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다. 받은 값: [[1, 2], [3]]. 행의 길이가 모두 같아야 합니다.
    ShapeError: plot.filterLab: 그림의 모양은 (h, w)나 (h, w, 3)입니다. 받은 값: 배열 (2, 8, 8, 3).
    ShapeError: plot.filterLab: 그림의 모양은 (h, w)나 (h, w, 3)입니다. 받은 값: 배열 (8, 8, 4).
    ShapeError: plot.filterLab: 그림의 모양은 (h, w)나 (h, w, 3)입니다. 받은 값: 배열 (0, 8).
    ValueError: plot.filterLab: 필터는 수로 된 배열 (3, 3), (5, 5), (7, 7)이어야 합니다. 받은 값: 'edges'.
    ValueError: plot.filterLab: 필터는 수로 된 배열 (3, 3), (5, 5), (7, 7)이어야 합니다. 받은 값: null.
    ValueError: plot.filterLab: 필터는 수로 된 배열 (3, 3), (5, 5), (7, 7)이어야 합니다. 받은 값: 모델.
    ValueError: plot.filterLab: 필터의 수는 모두 유한해야 합니다. 받은 값: NaN.
    ValueError: plot.filterLab: 옵션은 객체 하나로 씁니다, { filter: … }. 받은 값: NDArray 객체.
    "
  `);
});
