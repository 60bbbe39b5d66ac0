/** @file `plot.filterLab`: its arithmetic against image.correlate2d and by hand, what lies in the notebook, what it refuses. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { image } from '../../src/image/index.ts';
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
