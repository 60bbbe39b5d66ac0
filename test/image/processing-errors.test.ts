/** @file What image processing says about input it cannot work with. */
import { expect, test } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';

const byte = np.arange(48).reshape([4, 4, 3]).astype('uint8');
const grey = byte.at(':', ':', 0);

test('filters', () => {
  expect(() => image.correlate(byte, [1, 2, 3])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.correlate: the weights of a picture (h, w, c) are (kh, kw) or (kh, kw, kc). Received (3,).]`,
  );
  expect(() => image.correlate(grey.mul(9), [[0, -1, 0], [-1, 4, -1], [0, -1, 0]])).toThrowErrorMatchingInlineSnapshot(`[ValueError: image.correlate: the results must fit into uint8. Received results from -512 to 512. Begin with floats: x.astype('float64'), or x.div(255) for a picture.]`); // prettier-ignore
  expect(() => image.convolve([[1, 2]] as never, [[1]])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.convolve: what is filtered is an array. Received a list. Make one of a list: np.array(list).]`,
  );
  expect(() => image.convolve(np.zeros([2, 3, 3, 1]), [[1]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.convolve: what is filtered has shape (n), (h, w) or (h, w, c), with at least one element. Received (2, 3, 3, 1). One picture of a batch is x.at(0).]`,
  );
  expect(() => image.convolve(np.zeros([0, 3]), [[1]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.convolve: what is filtered has shape (n), (h, w) or (h, w, c), with at least one element. Received (0, 3).]`,
  );
  expect(() => image.convolve(grey, np.zeros([0, 3]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.convolve: there is at least one weight. Received (0, 3).]`,
  );
  expect(() => image.convolve(grey, [[1, 2, 1]], { mode: 'symmetric' as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.convolve: mode must be 'reflect', 'constant', 'nearest', 'mirror' or 'wrap'. Received 'symmetric'.]`,
  );
  expect(() => image.convolve(grey, [[1, 2, 1]], { origin: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.convolve: origin keeps the pixel under the window. Received origin 2, a window of 1.]`,
  );
  expect(() => image.correlate1d(grey, [[1]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.correlate1d: the weights along one axis are (k). Received (1, 1).]`,
  );
  expect(() => image.correlate1d(grey, [1], { axis: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[AxisError: image.correlate1d: the array has 2 axes, -2 to 1. Received axis 2.]`,
  );
  expect(() => image.convolve2d(byte, [[1]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.convolve2d: both arrays are (h, w). Received (4, 4, 3) and (1, 1). One channel of a picture is x.at(":", ":", 0); all of them at once: image.convolve(x, weights).]`,
  );
  expect(() =>
    image.convolve2d(np.ones([3, 9]), np.ones([5, 2]), { mode: 'valid' }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.convolve2d: for mode 'valid' one array lies inside the other. Received (3, 9) and (5, 2).]`,
  );
  expect(() => image.gaussian(byte, -1)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.gaussian: sigma is a number of at least 0, or a list of them. Received -1.]`,
  );
  expect(() => image.gaussianFilter(grey, [1, 2, 3])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.gaussianFilter: a list of sigma has one number for each axis. Received 3 for an array (4, 4).]`,
  );
  expect(() => image.gaussianFilter(grey, undefined as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.gaussianFilter: sigma is a number of at least 0, or a list of them. Received undefined.]`,
  );
  expect(() => image.medianFilter(grey, 0)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.medianFilter: the window is a whole number above 0, or [rows, columns]. Received 0.]`,
  );
  expect(() => image.medianFilter(grey, {})).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.medianFilter: the window is a whole number above 0, or [rows, columns]. Received {}.]`,
  );
  expect(() => image.median(grey, [0, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.median: a footprint is an array (kh, kw) of zeros and ones. Received (2,). A round one: image.disk(2).]`,
  );
  expect(() => image.median(grey, [[0, 0]])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.median: a footprint holds at least one neighbour. Received zeros alone.]`,
  );
  expect(() => image.percentileFilter(grey, 120, 3)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.percentileFilter: the percentile is a number from -100 to 100. Received 120.]`,
  );
  expect(() => image.sobel(grey, { axis: 2 as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.sobel: axis must be 0 or 1. Received 2.]`,
  );
  expect(() => image.filter(byte, 'BLURR' as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.filter: filter must be 'BLUR', 'CONTOUR', 'DETAIL', 'EDGE_ENHANCE', 'EDGE_ENHANCE_MORE', 'EMBOSS', 'FIND_EDGES', 'SHARPEN', 'SMOOTH' or 'SMOOTH_MORE'. Received 'BLURR'. Did you mean 'BLUR'?]`,
  );
  expect(() => image.filter(byte, { kernel: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.filter: a kernel has 9 weights (3×3) or 25 (5×5). Received 2.]`,
  );
  expect(() => image.filter(byte, { kernel: [0, 1, 0, 1, -4, 1, 0, 1, 0] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.filter: a kernel is not divided by 0. Received weights that add up to 0, scale not given. Write { scale: 1 }.]`,
  );
  expect(() => image.gaussianBlur(byte, -2)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.gaussianBlur: radius is a number of at least 0, or [rows, columns]. Received -2.]`,
  );
});

test('masks, areas, thresholds, contrast', () => {
  expect(() => image.erosion(byte, [1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.erosion: a footprint is an array (kh, kw) of zeros and ones. Received (2,). A round one: image.disk(2).]`,
  );
  expect(() => image.erosion(byte, undefined, { mode: 'edge' as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.erosion: mode must be 'reflect', 'constant', 'nearest', 'mirror', 'wrap', 'max', 'min' or 'ignore'. Received 'edge'.]`,
  );
  expect(() => image.disk(-1)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.disk: radius is a number of at least 0. Received -1.]`,
  );
  expect(() => image.square(2.5)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.square: width is a whole number above 0. Received 2.5.]`,
  );
  expect(() => image.footprintRectangle([2] as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.footprintRectangle: the size is [rows, columns], whole numbers above 0. Received [2].]`,
  );
  expect(() => image.label(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.label: the picture must be grey, (h, w). Received (4, 4, 3). Write image.rgb2gray(picture).]`,
  );
  expect(() => image.label(grey, { connectivity: 8 as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.label: connectivity must be 1 or 2. Received 8.]`,
  );
  expect(() => image.otsu(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.otsu: the picture must be grey, (h, w). Received (4, 4, 3). Write image.rgb2gray(picture).]`,
  );
  expect(() => image.thresholdLocal(grey, 4)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.thresholdLocal: blockSize is an odd whole number above 0. Received 4.]`,
  );
  expect(() => image.histogram(np.array([[0, Number.NaN]]))).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.histogram: a picture holds finite numbers. Received NaN. np.nanToNum(x) takes them away.]`,
  );
  expect(() => image.histogram(np.array([[0, 2 ** 40]]))).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.histogram: whole numbers have a bin each, at most 67,108,864. Received values from 0 to 1099511627776.]`,
  );
  expect(() => image.equalizeHist(grey, { mask: np.zeros([2, 2]) })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.equalizeHist: the mask has the shape of the picture and holds a pixel. Received a mask (2, 2) for a picture (4, 4).]`,
  );
  expect(() => image.rescaleIntensity(grey, { outRange: 'uint8' as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.rescaleIntensity: outRange must be 'image', 'dtype' or [low, high]. Received 'uint8'.]`,
  );
  expect(() => image.adjustGamma(grey, -1)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.adjustGamma: gamma is a number of at least 0. Received -1.]`,
  );
  expect(() => image.adjustGamma(np.array([[-1, 0.5]]), 2)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.adjustGamma: the values are at least 0. Received -1. Write image.rescaleIntensity(picture, { outRange: [0, 1] }) first.]`,
  );
});

test('regionprops measures each area', () => {
  const labels = np.array([
    [1, 1, 0, 0],
    [0, 0, 0, 2],
  ]);
  expect(image.regionprops(labels)).toEqual([
    { label: 1, area: 2, bbox: [0, 0, 1, 2], centroid: [0, 0.5] },
    { label: 2, area: 1, bbox: [1, 3, 2, 4], centroid: [1, 3] },
  ]);
});

test('colours', () => {
  expect(() => image.rgb2hsv(grey)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.rgb2hsv: the last axis has 3 channels, (h, w, 3). Received (4, 4). Grey becomes RGB by image.gray2rgb(picture).]`,
  );
  expect(() => image.rgb2lab(np.zeros([2, 2, 4]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.rgb2lab: the last axis has 3 channels, (h, w, 3). Received (2, 2, 4). Drop the alpha channel first: picture.at("...", ":3").]`,
  );
  expect(() => image.hsv2rgb([[0, 0, 0]] as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.hsv2rgb: a picture is an array. Received a list.]`,
  );
  expect(() => image.gray2rgb(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.gray2rgb: the picture must be grey, (h, w). Received (4, 4, 3). Write image.rgb2gray(picture).]`,
  );
  expect(() => image.rgba2rgb(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.rgba2rgb: the picture must be RGBA, (h, w, 4). Received (4, 4, 3).]`,
  );
  expect(() => image.rgba2rgb(np.zeros([2, 2, 4]), { background: [255, 0, 0] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.rgba2rgb: background must be a list of 3 values, each a number from 0 to 1. Received [255, 0, 0].]`,
  );
  expect(() => image.equalizeAdapthist(np.zeros([4, 4, 2]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.equalizeAdapthist: the picture is (h, w), RGB or RGBA. Received (4, 4, 2).]`,
  );
  expect(() => image.equalizeAdapthist(grey, { kernelSize: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.equalizeAdapthist: kernelSize must be a whole number above 0, or [rows, columns]. Received 0.]`,
  );
  expect(() => image.posterize(grey, 9)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.posterize: bits is a whole number from 1 to 8. Received 9.]`,
  );
  expect(() => image.autocontrast(np.array([[2.5, 3]]))).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.autocontrast: float pictures are saved from values in 0..1. Received float64, values from 2.5 to 3. For values 0..255: x.round().clip(0, 255).astype("uint8").]`,
  );
});

test('geometry', () => {
  expect(() => image.warp(byte, [[1, 2], [3, 4]])).toThrowErrorMatchingInlineSnapshot(`[ShapeError: image.warp: the matrix is (3, 3), or (2, 3) without its last row. Received (2, 2).]`); // prettier-ignore
  expect(() => image.warp(byte, 'left' as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.warp: inverseMap is a transform, a matrix (3, 3) or a function of points. Received 'left'.]`,
  );
  expect(() => image.warp(byte, (xy) => xy.at(':', 0))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.warp: inverseMap takes points (n, 2) to points (n, 2), each [column, row]. Received (16, 2) to (16,).]`,
  );
  expect(() => image.warp(grey.gt(3), np.eye(3), { order: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.warp: a bool picture can only be warped with order 0. Received order 1.]`,
  );
  expect(() => image.warp(byte, np.eye(3), { outputShape: [0, 4] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.warp: outputShape must be a list [rows, columns] of whole numbers above 0. Received [0, 4].]`,
  );
  expect(() => image.AffineTransform({ matrix: np.eye(3), scale: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.AffineTransform: takes a matrix or its parts, not both. Received matrix, scale.]`,
  );
  expect(() => image.AffineTransform({ rotation: '30' as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.AffineTransform: rotation must be a number. Received '30'.]`,
  );
  expect(() => image.AffineTransform({ scale: 0 }).inverse).toThrowErrorMatchingInlineSnapshot(
    `[LinAlgError: np.linalg.inv: a singular matrix has no inverse. Received a 3 x 3 matrix with determinant 0. A row or column is a combination of the others. np.linalg.lstsq or np.linalg.pinv give the nearest answer.]`,
  );
  expect(() => image.AffineTransform().apply([1, 2])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: AffineTransform.apply: points are (n, 2), each [column, row]. Received (2,).]`,
  );
  expect(() => image.estimateTransform('affine', [[0, 0], [1, 1]], [[0, 0], [1, 1]])).toThrowErrorMatchingInlineSnapshot(`[ShapeError: image.estimateTransform: 'affine' takes two lists of the same length, at least 3 points [column, row]. Received (2, 2), (2, 2).]`); // prettier-ignore
  expect(() => image.estimateTransform('affin' as never, [], [])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.estimateTransform: kind must be 'euclidean', 'similarity', 'affine' or 'projective'. Received 'affin'. Did you mean 'affine'?]`,
  );
  expect(() => image.rescale(byte, 0)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.rescale: scale is a number above 0, or [rows, columns]. Received 0.]`,
  );
  expect(() => image.montage(grey)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.montage: a batch of pictures is (n, h, w) or (n, h, w, c). Received (4, 4). A batch of a list of pictures: np.stack(pictures).]`,
  );
  expect(() => image.montage(np.zeros([5, 2, 2]), { gridShape: [2, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.montage: the grid has a place for every picture. Received 5 pictures for 2 × 2 places.]`,
  );
  expect(() => image.montage(np.zeros([5, 2, 2, 3]), { fill: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.montage: fill has one number for each channel. Received 2 for 3 channels.]`,
  );
  expect(() => image.expand(byte, { fill: [255, 0] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.expand: fill has one number for each channel. Received 2 for 3 channels.]`,
  );
  expect(() => image.expand(byte, { border: [1, 2, 3] })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.expand: border must be a whole number of at least 0, or a list of two or four. Received [1, 2, 3].]`,
  );
  expect(() => image.fit(byte, [0, 2])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.fit: the new size is [rows, columns], whole numbers above 0. Received [0, 2].]`,
  );
  expect(() => image.contain(byte, 5 as never)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.contain: the new size is [rows, columns], whole numbers above 0. Received 5.]`,
  );
});

test('transforms say themselves, go on after one another and come back', () => {
  const move = image.AffineTransform({ translation: [2, 1] });
  const twice = move.followedBy(image.SimilarityTransform({ scale: 2 }));
  expect(twice.apply([[1, 1]]).toList()).toEqual([[6, 4]]);
  expect(twice.inverse.apply([[6, 4]]).toList()).toEqual([[1, 1]]);
  expect(String(move)).toMatchInlineSnapshot(`
    "AffineTransform([[ 1. -0.  2.]
     [ 0.  1.  1.]
     [ 0.  0.  1.]])"
  `);
});

test('features, noise, likeness', () => {
  expect(() => image.canny(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.canny: the picture must be grey, (h, w). Received (4, 4, 3). Write image.rgb2gray(picture).]`,
  );
  expect(() => image.canny(grey.astype('int64'))).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.canny: int64 pictures do not say which value is white. Begin with x.astype("uint8") for values 0..255.]`,
  );
  expect(() => image.canny(grey, { lowThreshold: 90, highThreshold: 20 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.canny: lowThreshold is at most highThreshold. Received 90 and 20.]`,
  );
  expect(() => image.canny(grey, { useQuantiles: true, highThreshold: 20 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.canny: 0 ≤ lowThreshold ≤ highThreshold ≤ 1 with useQuantiles. Received 0.1 and 20.]`,
  );
  expect(() => image.canny(grey, { mask: np.ones([2, 2]) })).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.canny: the mask has the shape of the picture. Received a mask (2, 2) for a picture (4, 4).]`,
  );
  expect(() => image.hog(byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.hog: the picture holds at least one block. Received (4, 4, 3), a block of 24 × 24 pixels. Make pixelsPerCell or cellsPerBlock smaller.]`,
  );
  expect(() => image.hog(byte, { pixelsPerCell: 8 as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.hog: pixelsPerCell must be a list [rows, columns] of whole numbers above 0. Received 8.]`,
  );
  expect(() => image.hogImage(np.full([9, 9], -1), { transformSqrt: true })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.hogImage: transformSqrt wants values of at least 0. Received -1.]`,
  );
  expect(() => image.randomNoise(byte, { amount: 0.1 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.randomNoise: mode 'gaussian' has no option amount. Received amount. It has mean, var.]`,
  );
  expect(() => image.randomNoise(byte, { mode: 'poisson', var: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.randomNoise: mode 'poisson' has no option var. Received var. It has none of its own.]`,
  );
  expect(() => image.randomNoise(byte, { mode: 'salt & pepper' as never })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.randomNoise: mode must be 'gaussian', 'localvar', 'poisson', 'salt', 'pepper', 's&p' or 'speckle'. Received 'salt & pepper'. Did you mean 'salt'?]`,
  );
  expect(() => image.randomNoise(byte, { rng: -1 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.randomNoise: rng must be a seed or a generator of np.random.defaultRng. Received -1.]`,
  );
  expect(() =>
    image.randomNoise(grey, { mode: 'localvar', localVars: np.zeros([4, 4]) }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.randomNoise: localVars has the shape of the picture and values above 0. Received (4, 4), the smallest 0.]`,
  );
  expect(() => image.mse(byte, grey)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.mse: both pictures have the same shape. Received (4, 4, 3) and (4, 4).]`,
  );
  expect(() => image.psnr(byte.astype('float64'), byte)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.psnr: float pictures hold values between -1 and 1. Received values from 0 to 47. Say the range: { dataRange: 255 }.]`,
  );
  expect(() => image.ssim(byte, byte)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.ssim: the window is odd and at most as large as the picture. Received winSize 7, a picture (4, 4, 3). Write { winSize: 3 } for small ones.]`,
  );
  expect(() => image.ssim(np.zeros([9, 9]), np.zeros([9, 9]))).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.ssim: float pictures need a dataRange. Received float64. Write { dataRange: 1 } for values in 0..1.]`,
  );
});

test('noise without a seed comes from np.random', () => {
  np.random.seed(3);
  const first = image.randomNoise(byte, { mode: 's&p', amount: 0.5 });
  const second = image.randomNoise(byte, { mode: 's&p', amount: 0.5 });
  np.random.seed(3);
  const again = image.randomNoise(byte, { mode: 's&p', amount: 0.5 });
  expect(again.toList()).toEqual(first.toList());
  expect(second.toList()).not.toEqual(first.toList());
});

test('equal pictures: no error, infinite PSNR, similarity 1', () => {
  const big = np.arange(64).reshape([8, 8]).astype('uint8');
  expect([image.mse(big, big), image.psnr(big, big), image.ssim(big, big)]).toEqual([0, Infinity, 1]);
});

test('drawing', async () => {
  expect(() => image.drawLine(byte, [0] as never, [1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawLine: from is a list of two numbers, [row, column]. Received [0].]`,
  );
  expect(() => image.drawLine(byte, [0, 0], [1, 1], { color: 'redd' })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawLine: a colour is a name or '#rrggbb'. Received 'redd'. Did you mean 'red'?]`,
  );
  expect(() => image.drawLine(byte, [0, 0], [1, 1], { color: [255, 0] })).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.drawLine: a colour has one number for each channel. Received 2 for 3 channels.]`,
  );
  expect(() => image.drawLine(byte, [0, 0], [1, 1], { color: 300 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawLine: a colour of a picture of uint8 has whole numbers from 0 to 255. Received 300.]`,
  );
  expect(() => image.drawLine(byte, [0, 0], [1, 1], { width: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawLine: width must be a number of at least 1. Received 0.]`,
  );
  expect(() => image.drawCircle(byte, [0, 0], -1)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawCircle: a radius is a number of at least 0. Received -1.]`,
  );
  expect(() => image.drawPolygon(byte, [[0, 0]])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawPolygon: a polygon is a list of at least two corners [row, column]. Received [[0, 0]].]`,
  );
  expect(() => image.drawRectangle(np.zeros([2, 2, 2, 2]), [0, 0], [1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: image.drawRectangle: a picture has shape (h, w) or (h, w, c). Received (2, 2, 2, 2). One picture of a batch is x.at(0).]`,
  );
  await expect(image.drawText(byte, ['a'] as never, [0, 0])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawText: what is written is a text. Received ['a'].]`,
  );
  await expect(image.drawText(byte, 'a', 3 as never)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[ValueError: image.drawText: the place is a list of two numbers, [row, column]. Received 3.]`,
  );
});
