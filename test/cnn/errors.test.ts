/** @file What the helpers refuse, and in which words. */
import { expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  throw new Error('nothing was refused');
}

const photo = np.zeros([6, 6, 3]);
const flat = np.zeros([6, 6]);

test('filters of the wrong kind', () => {
  const calls = [
    () => cnn.featuring(flat, np.ones([3, 3]), { stride: [1, 2, 3] }),
    () => cnn.featuring(flat, np.ones([3, 3]), { dilation: 3 }),
    () => cnn.featuring(flat, np.ones([3, 3]), { stride: [2, 1] }),
    () => cnn.featuring(photo, np.ones([3, 3, 2])),
    () => cnn.featuring(flat, np.ones([3, 3, 3])),
    () => cnn.featuring(flat, np.ones([7, 7])),
    () => cnn.featuring(flat, np.ones([3])),
    () => cnn.featuring(flat, np.zeros([0, 3])),
    () => cnn.featuring(flat, np.ones([3, 3]), { stride: 2 }),
    () => cnn.featuring(flat, np.ones([3, 3]), { stride: 0 }),
    () => cnn.featuring(flat, np.ones([3, 3]), { padding: 'full' as 'same' }),
    () => cnn.featuring(flat, np.ones([3, 3]), { padding: -1 }),
    () => cnn.ConvD(photo, []),
    () => cnn.ConvD(flat, np.ones([3, 3])),
    () => cnn.ConvMax(photo, undefined as unknown as NDArray),
    () => cnn.convolution(photo, np.ones([3, 3, 3])),
    () => cnn.convolution(photo, np.ones([4, 4])),
    () => cnn.boxFilter(0),
    () => cnn.gaussianFilter(3, 0),
    () => cnn.samePadding(4),
  ];
  expect(`\n${calls.map(refusal).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: cnn.featuring: stride must be a whole number of at least 1, or [m, n] (m to the right, n down). Received [1, 2, 3].
    ValueError: cnn.featuring: the filter must fit into the padded input. Received input 6, filter 3 (7 cells with dilation 3), padding 0.
    ValueError: cnn.featuring: the stride must divide (input + 2 padding - filter). Received (6 + 0 - 3) / 2 = 1.5. With padding 0, a stride of 1 or 3 fits.
    ShapeError: cnn.featuring: the filter must be as thick as the picture. Received picture (6, 6, 3), filter (3, 3, 2). A flat filter (rows, columns) is laid on every channel by itself.
    ShapeError: cnn.featuring: the filter must be as thick as the picture. Received picture (6, 6, 1), filter (3, 3, 3). A flat filter (rows, columns) is laid on every channel by itself.
    ValueError: cnn.featuring: the filter must fit into the padded input. Received input 6, filter 7, padding 0.
    ShapeError: cnn.featuring: the filter must have shape (rows, columns) or (rows, columns, channels). Received (3,).
    ShapeError: cnn.featuring: the filter must not be empty. Received an array of shape (0, 3).
    ValueError: cnn.featuring: the stride must divide (input + 2 padding - filter). Received (6 + 0 - 3) / 2 = 1.5. With padding 0, a stride of 1 or 3 fits.
    ValueError: cnn.featuring: stride must be a whole number of at least 1, or [m, n] (m to the right, n down). Received 0.
    ValueError: cnn.featuring: padding must be a whole number of at least 0, 'same' or 'valid'. Received 'full'.
    ValueError: cnn.featuring: padding must be a whole number of at least 0, 'same' or 'valid'. Received -1.
    ShapeError: cnn.ConvD: at least one filter is needed. Received an empty list.
    ShapeError: cnn.ConvD: filters come as a list, or as one array (n, fh, fw) or (n, fh, fw, c). Received an array of shape (3, 3). Put a single filter into a list: [filter].
    DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received undefined.
    ShapeError: cnn.convolution: the filter must be flat, (rows, columns): it is laid on each channel alone. Received (3, 3, 3).
    ValueError: cnn.convolution: the sides of a filter must be odd, so that it has a middle. Received a filter of 4 x 4. Try 3 x 3 or 5 x 5; cnn.featuring takes even filters too, all channels added up.
    ValueError: cnn.boxFilter: the side of a filter must be a whole number of at least 1. Received size 0.
    ValueError: cnn.gaussianFilter: sigma must be above 0. Received sigma 0.
    ValueError: cnn.samePadding: only an odd filter can keep the size with the same padding on both sides. Received filter 4. cnn.featuring(x, f, { padding: 'same' }) keeps it with an even filter too, by one more zero behind.
    "
  `);
});

test('pictures and maps of the wrong kind', () => {
  const calls = [
    () => cnn.featuring(np.zeros([5]), np.ones([3, 3])),
    () => cnn.featuring(np.zeros([0, 5]), np.ones([3, 3])),
    () => cnn.conv([1, 2, 3], [1, 2]),
    () => cnn.conv([], []),
    () => cnn.MaxPooling(photo),
    () => cnn.MaxPooling(np.zeros([0, 2])),
    () => cnn.Pooling(flat),
    () => cnn.Pooling([]),
    () => cnn.Pooling([np.zeros([2, 2]), np.zeros([3, 3])]),
    () => cnn.pooling(np.zeros([5, 6])),
    () => cnn.pooling(flat, { size: 7 }),
    () => cnn.pooling(flat, { size: 0 }),
    () => cnn.pooling(flat, { size: [2, 4] }),
    () => cnn.pooling(flat, { size: [2, 0] }),
    () => cnn.pooling(flat, { kind: 'mean' as 'average' }),
    () => cnn.ReLU([]),
    () => cnn.join([photo]),
    () => cnn.to_img(flat),
  ];
  expect(`\n${calls.map(refusal).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ShapeError: cnn.featuring: the picture must have shape (rows, columns) or (rows, columns, channels). Received (5,).
    ShapeError: cnn.featuring: the picture must not be empty. Received an array of shape (0, 5).
    ShapeError: cnn.conv: both arrays must have the same shape. Received (3,) and (2,).
    ShapeError: cnn.conv: the arrays must not be empty. Received an array of shape (0,).
    ValueError: cnn.MaxPooling: one map (rows, columns) is pooled at a time. Received 3 channels. Use cnn.pooling for a picture with channels, or cnn.Pooling for a list of maps.
    ShapeError: cnn.MaxPooling: the map must not be empty. Received an array of shape (0, 2).
    ShapeError: cnn.Pooling: maps come as a list, or as one array (n, h, w). Received (6, 6). Put a single map into a list: [map].
    ShapeError: cnn.Pooling: at least one map is needed. Received an empty list.
    ShapeError: cnn.Pooling: all maps must have the same size. Received (2, 2) and (3, 3).
    ValueError: cnn.pooling: the windows must fill the side: the stride must divide (side - window). Received (5 - 2) / 2 = 1.5. A stride of 1 or 3 fits; cnn.MaxPooling fills an odd side up with zeros.
    ValueError: cnn.pooling: the window must fit into the map. Received side 6, window 7.
    ValueError: cnn.pooling: size must be a whole number of at least 1, or [rows, columns]. Received 0.
    ValueError: cnn.pooling: the windows must fill the side: the stride must divide (side - window). Received (6 - 4) / 4 = 0.5. A stride of 1 or 2 fits; cnn.MaxPooling fills an odd side up with zeros.
    ValueError: cnn.pooling: size must be a whole number of at least 1, or [rows, columns]. Received [2, 0].
    ValueError: cnn.pooling: kind must be 'max', 'average', 'min' or 'l2'. Received 'mean'.
    ShapeError: cnn.ReLU: the array must not be empty. Received an array of shape (0,).
    ShapeError: cnn.join: a map has shape (rows, columns). Received (6, 6, 3).
    ShapeError: cnn.to_img: maps come as a list, or as one array (n, h, w). Received (6, 6). Put a single map into a list: [map].
    "
  `);
});

test('sizes and the book’s layout', () => {
  const calls = [
    () => cnn.outputSize(5, 7),
    () => cnn.outputSize(7.5, 3),
    () => cnn.outputSize(8, 3, { stride: 2 }),
    () => cnn.poolSize(7, 2),
    () => cnn.im2col(photo, 3, 3),
    () => cnn.im2col(np.zeros([1, 3, 6, 6]), 3, 3, 2),
    () => cnn.col2im(np.zeros([9, 9]), [1, 1, 6, 6], 3, 3),
    () => cnn.convForward(np.zeros([2, 6, 6]), np.zeros([3, 3, 3])),
    () => cnn.convForward(photo, np.zeros([3, 3, 3])),
    () => cnn.convForward(np.zeros([3, 6, 6]), np.zeros([4, 3, 3, 3]), { bias: np.zeros([3]) }),
  ];
  expect(`\n${calls.map(refusal).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: cnn.outputSize: the filter must fit into the padded input. Received input 5, filter 7, padding 0.
    ValueError: cnn.outputSize: input, filter and stride are whole numbers from 1, padding from 0. Received input 7.5, filter 3, padding 0, stride 1.
    ValueError: cnn.outputSize: the stride must divide (input + 2 padding - filter). Received (8 + 0 - 3) / 2 = 2.5. With padding 0, a stride of 1 or 5 fits.
    ValueError: cnn.poolSize: the windows must fill the side: the stride must divide (side - window). Received (7 - 2) / 2 = 2.5. A stride of 1 or 5 fits; cnn.MaxPooling fills an odd side up with zeros.
    ShapeError: cnn.im2col: the input must be (N, C, H, W). Received (6, 6, 3).
    ValueError: cnn.im2col: the stride must divide (input + 2 padding - filter). Received (6 + 0 - 3) / 2 = 1.5. With padding 0, a stride of 1 or 3 fits.
    ShapeError: cnn.col2im: for these windows col must be (16, 9). Received (9, 9).
    ShapeError: cnn.convForward: pictures are (C, H, W) or (N, C, H, W), filters (C, FH, FW) or (FN, C, FH, FW), with the same C. Received pictures (2, 6, 6), filters (3, 3, 3).
    ShapeError: cnn.convForward: pictures are (C, H, W) or (N, C, H, W), filters (C, FH, FW) or (FN, C, FH, FW), with the same C. Received pictures (6, 6, 3), filters (3, 3, 3). Channels come first here: x.transpose(2, 0, 1).
    ShapeError: cnn.convForward: the bias needs one number for each of the 4 filters. Received (3,).
    "
  `);
});
