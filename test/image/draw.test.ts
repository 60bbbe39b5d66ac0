/** @file Drawing on a picture: colours in each type, opacity, letters. The pixels of shapes are held to skimage.draw and Pillow. */
import { describe, expect, test } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';

describe('colours', () => {
  const dot = (picture: ReturnType<typeof np.zeros>, color?: string | number | number[]): unknown =>
    image
      .drawLine(picture, [0, 0], [0, 0], color === undefined ? {} : { color })
      .at(0, 0)
      .toList();

  test('white is the default, in the unit of each type', () => {
    expect(dot(np.zeros([1, 1, 3], 'uint8'))).toEqual([255, 255, 255]);
    expect(dot(np.zeros([1, 1, 3]))).toEqual([1, 1, 1]);
    expect(dot(np.zeros([1, 1], 'uint16'))).toEqual(65535);
    expect(dot(np.zeros([1, 1], 'bool'))).toEqual(true);
  });

  test('names and #rrggbb; grey pictures take their brightness, alpha covers', () => {
    expect(dot(np.zeros([1, 1, 3], 'uint8'), 'orange')).toEqual([255, 165, 0]);
    expect(dot(np.zeros([1, 1, 4], 'uint8'), '#0f0')).toEqual([0, 255, 0, 255]);
    expect(dot(np.zeros([1, 1, 2], 'uint8'), '#00ff00')).toEqual([150, 255]);
    expect(dot(np.zeros([1, 1, 3]), [0.5, 0, 1])).toEqual([0.5, 0, 1]);
    expect(dot(np.zeros([1, 1, 4], 'uint8'), [1, 2, 3])).toEqual([1, 2, 3, 255]);
    expect(dot(np.zeros([1, 1, 4], 'uint8'), 7)).toEqual([7, 7, 7, 255]);
  });

  test('opacity mixes, every pixel once, and the picture itself stays', () => {
    const page = np.full([3, 3], 100, 'uint8');
    const drawn = image.drawPolygon(page, [[0, 0], [0, 2], [2, 2], [2, 0]], { color: 200, opacity: 0.5 }); // prettier-ignore
    expect(drawn.toList()).toEqual([
      [150, 150, 150],
      [150, 100, 150],
      [150, 150, 150],
    ]);
    expect(page.max()).toBe(100);
  });
});

test('letters: Korean and Latin, three alignments, lines below one another', async () => {
  const page = np.zeros([40, 120], 'uint8');
  const ink = async (text: string, at: [number, number], options?: object): Promise<[number, number, number, number]> => {
    const [rows, cols] = np.nonzero(await image.drawText(page, text, at, { size: 12, ...options }));
    return [rows!.min(), cols!.min(), rows!.max(), cols!.max()];
  };
  const latin = await ink('cat', [5, 60]);
  expect(latin[0]).toBeGreaterThanOrEqual(5);
  expect(latin[2]).toBeLessThan(20);
  expect(latin[1]).toBeGreaterThanOrEqual(59);
  expect((await ink('cat', [5, 60], { align: 'right' }))[3]).toBeLessThanOrEqual(60);
  const middle = await ink('cat', [5, 60], { align: 'center' });
  expect(Math.abs((middle[1] + middle[3]) / 2 - 60)).toBeLessThan(2);
  const korean = await ink('고양이', [5, 10]);
  expect(korean[3] - korean[1]).toBeGreaterThan(25);
  expect((await ink('a\nb', [0, 0]))[2]).toBeGreaterThan(15);
  expect((await image.drawText(page, '', [0, 0])).max()).toBe(0);
  expect((await image.drawText(np.zeros([20, 40, 3]), '<&>', [2, 2], { color: [1, 0, 0] })).at('...', 1).max()).toBe(0);
}); // prettier-ignore
