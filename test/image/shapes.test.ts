/** @file Sizes, frames, mirrors and refusals. Values against scikit-image and Pillow: test/golden/image.test.ts. */
import { describe, expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';

const three = np.array(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  'uint8',
);

function rows(a: NDArray): unknown {
  return a.toList();
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  throw new Error('nothing was refused');
}

describe('crop, pad, flip', () => {
  test('crop takes a box, centerCrop the middle', () => {
    expect(rows(image.crop(three, { top: 0, left: 1, height: 2, width: 2 }))).toEqual([
      [2, 3],
      [5, 6],
    ]);
    expect(rows(image.centerCrop(three, 1, 2))).toEqual([[1, 2]]);
  });

  test('pad in every mode', () => {
    const side = { left: 2, right: 2 };
    const first = (mode: 'constant' | 'edge' | 'symmetric' | 'reflect' | 'wrap'): unknown =>
      (rows(image.pad(three, side, { mode })) as number[][])[0];
    expect(first('constant')).toEqual([0, 0, 1, 2, 3, 0, 0]);
    expect(first('edge')).toEqual([1, 1, 1, 2, 3, 3, 3]);
    expect(first('symmetric')).toEqual([2, 1, 1, 2, 3, 3, 2]);
    expect(first('reflect')).toEqual([3, 2, 1, 2, 3, 2, 1]);
    expect(first('wrap')).toEqual([2, 3, 1, 2, 3, 1, 2]);
    expect(rows(image.pad(three, 1, { value: 9 }))).toEqual([
      [9, 9, 9, 9, 9],
      [9, 1, 2, 3, 9],
      [9, 4, 5, 6, 9],
      [9, 9, 9, 9, 9],
    ]);
    expect(image.pad(np.zeros([32, 32, 3]), 2).shape).toEqual([36, 36, 3]); // L1.5
  });

  test('flip', () => {
    expect(rows(image.flip(three))).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    expect(rows(image.flip(three, 'vertical'))).toEqual([
      [4, 5, 6],
      [1, 2, 3],
    ]);
  });

  test('a view is read as it looks', () => {
    expect(rows(image.flip(three.T))).toEqual([
      [4, 1],
      [5, 2],
      [6, 3],
    ]);
  });
});

test('four quarter turns of a square are the picture itself', () => {
  const square = np.array([
    [0.1, 0.9],
    [0.4, 0.3],
  ]);
  let turned = square;
  for (let i = 0; i < 4; i++) turned = image.rotate(turned, 90);
  const [a, b] = [turned.toTyped(), square.toTyped()];
  for (let i = 0; i < 4; i++) expect(a[i]).toBeCloseTo(b[i]!, 12);
  expect(image.rotate(square, 90).item(0, 0)).toBeCloseTo(0.9, 12);
});

test('whole numbers of every width become bytes by their highest bits, floats by the largest value', () => {
  const bytes = (values: number[], dtype: 'int8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'bool'): unknown =>
    rows(image.imgAsUbyte(np.array([values], dtype)));
  expect(bytes([-128, -1, 0, 1, 64, 127], 'int8')).toEqual([[0, 0, 0, 2, 129, 255]]);
  expect(bytes([-32768, 127, 128, 32767], 'int16')).toEqual([[0, 0, 1, 255]]);
  expect(bytes([255, 256, 65535], 'uint16')).toEqual([[0, 1, 255]]);
  expect(bytes([-1, 2 ** 23, 2 ** 31 - 1], 'int32')).toEqual([[0, 1, 255]]);
  expect(bytes([2 ** 24 - 1, 2 ** 24, 2 ** 32 - 1], 'uint32')).toEqual([[0, 1, 255]]);
  expect(bytes([0, 1], 'bool')).toEqual([[0, 255]]);
  expect(rows(image.imgAsFloat(np.array([[-128, -127, 127]], 'int8')))).toEqual([[-1, -1, 1]]);
  expect(rows(image.imgAsFloat(np.array([[0, 200]])))).toEqual([[0, 200]]);
});

test('bool stays bool: turned and resized by the nearest pixel', () => {
  const flags = np.array([[true, false, false]]);
  expect(rows(image.resizePillow(flags, [1, 6], { method: 'bicubic' }))).toEqual([
    [true, true, false, false, false, false],
  ]);
  expect(rows(image.rotate(flags, 180))).toEqual([[false, false, true]]);
});

test('what lies beyond the border of whole numbers keeps to what they can hold', () => {
  const turned = (cval: number): number =>
    image.rotate(three, 45, { order: 0, resize: true, cval, clip: false }).item(0, 0);
  expect([turned(-1), turned(300), turned(6.5)]).toEqual([0, 255, 7]);
});

test('resize keeps a picture that has the size already, as a copy', () => {
  const picture = np.array([[0.25, 0.5]]);
  const same = image.resize(picture, [1, 2]);
  same.set(0, 0, 1);
  expect(picture.item(0, 0)).toBe(0.25);
});

test('refusals', () => {
  const calls = [
    () => image.crop(three, { top: 1, left: 0, height: 2, width: 2 }),
    () => image.pad(three, -1),
    () => image.pad(three, 1, { mode: 'mirror' as 'reflect' }),
    () => image.pad(three, [1, 1] as unknown as number),
    () => image.pad(three, { upper: 1 } as object),
    () => image.pad(three, 1, { value: 300 }),
    () => image.pad(three, 1, { value: 0.5 }),
    () => image.centerCrop(three, 3, 2),
    () => image.pad(three, 1e7),
    () => image.resize(three, [1e7, 1e7]),
    () => image.resizePillow(three, [1e7, 1e7]),
    () => image.rotate(np.zeros([1, 1_000_000], 'uint8'), 45, { resize: true }),
    () => image.resize(three, 2 as unknown as number[]),
    () => image.rgb2gray(np.zeros([2, 2, 1])),
    () => image.convert(three, 'gray' as 'L'),
    () => image.flip(three, 'diagonal' as 'vertical'),
    () => image.resize(np.zeros([3]), [2, 2]),
    () => image.resize(three, [0, 2]),
    () => image.resize(np.zeros([4, 4, 3]), [2, 2, 1]),
    () => image.resize(three, [2, 2], { order: 6 as 5 }),
    () => image.resize(three.astype('bool'), [2, 2], { order: 1 }),
    () => image.resize(three, [1, 1], { antiAliasingSigma: -1 }),
    () => image.resizePillow(three, [2, 2], { method: 'bilnear' as 'bilinear' }),
    () => image.resizePillow(three.astype('int16'), [2, 2]),
    () => image.rgb2gray(three),
    () => image.rgb2gray(np.zeros([2, 2, 4])),
    () => image.imgAsUbyte(np.array([[1.5]])),
    () => image.convert(three, 'CMYK' as 'RGB'),
    () => image.rotate(three, 10, { order: 6 as 5 }),
    () => image.rotate(three.astype('bool'), 10, { order: 1 }),
    () => image.rotate(three, NaN),
    () => image.resize(three.astype('bool'), [1, 1], { antiAliasing: true }),
    () => image.imgAsUbyte(np.array([[0, 255]])),
  ];
  expect(`\n${calls.map(refusal).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    IndexError: image.crop: the box must lie inside the picture and hold at least one pixel. Received top 1, left 0, height 2, width 2 of a picture (2, 3).
    ValueError: image.pad: margins are whole numbers, 0 or more. Received -1, -1, -1, -1.
    ValueError: image.pad: mode must be 'constant', 'edge', 'symmetric', 'reflect' or 'wrap'. Received 'mirror'.
    ValueError: image.pad: margins are one number, or { top, bottom, left, right }. Received [1, 1].
    ValueError: image.pad: there is no option 'upper'. Received { upper: 1 }. The options are top, bottom, left, right.
    ValueError: image.pad: the frame of a picture of uint8 is a whole number from 0 to 255. Received value 300.
    ValueError: image.pad: the frame of a picture of uint8 is a whole number from 0 to 255. Received value 0.5.
    ShapeError: image.centerCrop: the middle is at most as big as the picture. Received height 3, width 2 of a picture (2, 3).
    ValueError: image.pad: there is no memory for a picture of that size. Received 20000002 rows of 20000003 pixels.
    ValueError: image.resize: there is no memory for a picture of that size. Received 10000000 rows of 10000000 pixels.
    ValueError: image.resizePillow: there is no memory for a picture of that size. Received 10000000 rows of 10000000 pixels.
    ValueError: image.rotate: there is no memory for a picture of that size. Received 707107 rows of 707107 pixels.
    ShapeError: image.resize: the new size is a list, [rows, columns]. Received a number.
    ShapeError: image.rgb2gray: the picture must be RGB, (h, w, 3). Received (2, 2, 1). The first channel alone is picture.at("...", 0), a picture (h, w).
    ValueError: image.convert: mode must be 'L', 'LA', 'RGB', 'RGBA', 'rgb', 'rgba' or 'grayscale'. Received 'gray'. Did you mean 'grayscale'?
    ValueError: image.flip: direction must be 'horizontal' or 'vertical'. Received 'diagonal'.
    ShapeError: image.resize: a picture has shape (h, w) or (h, w, c). Received (3,).
    ShapeError: image.resize: the new size is [rows, columns], whole numbers above 0. Received (0, 2).
    ShapeError: image.resize: resizing keeps the channels. Received size (2, 2, 1), 3 channels.
    ValueError: image.resize: order must be 0, 1, 2, 3, 4 or 5. Received 6.
    ValueError: image.resize: a bool picture can only be resized with order 0. Received order 1.
    ValueError: image.resize: antiAliasingSigma must be a number of at least 0, or [rows, columns]. Received -1.
    ValueError: image.resizePillow: method must be 'nearest', 'box', 'bilinear', 'hamming', 'bicubic' or 'lanczos'. Received 'bilnear'. Did you mean 'bilinear'?
    ValueError: image.resizePillow: only uint8, uint16, int32 and float pictures are interpolated. Received dtype int16. Use image.resize, or convert first.
    ShapeError: image.rgb2gray: the picture must be RGB, (h, w, 3). Received (2, 3). A picture (h, w) is grey already.
    ShapeError: image.rgb2gray: the picture must be RGB, (h, w, 3). Received (2, 2, 4). Drop the alpha channel first: picture.at("...", ":3").
    ValueError: image.imgAsUbyte: float pictures hold values between -1 and 1. Received 1.5. For values 0..255: x.round().clip(0, 255).astype("uint8"); for others divide by the largest value first.
    ValueError: image.convert: mode must be 'L', 'LA', 'RGB', 'RGBA', 'rgb', 'rgba' or 'grayscale'. Received 'CMYK'.
    ValueError: image.rotate: order must be 0, 1, 2, 3, 4 or 5. Received 6.
    ValueError: image.rotate: a bool picture can only be turned with order 0. Received order 1.
    ValueError: image.rotate: the angle is a number of degrees, center is [column, row]. Received angle NaN, center [1, 0.5].
    ValueError: image.resize: a bool picture cannot be blurred. Received antiAliasing true.
    ValueError: image.imgAsUbyte: int64 pictures do not say which value is white. For values 0..255: x.clip(0, 255).astype("uint8").
    "
  `);
});
