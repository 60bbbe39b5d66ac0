/**
 * @file Every call of image processing with every type of picture and with odd shapes: it gives a result without NaN, or refuses
 * with one of the library's own errors; and it leaves the picture as it was, however that lies in memory.
 */
import { describe, expect, it } from 'vitest';
import { NDArray, np, type DType } from '../../src/array/index.ts';
import { KernelabError } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';

const kernel = np.array([
  [0, 0.125, 0],
  [0.125, 0.5, 0.125],
  [0, 0.125, 0],
]);

/** Each call with one picture. */
const calls: Readonly<Record<string, (x: NDArray) => unknown>> = {
  correlate: (x) => image.correlate(x, kernel),
  convolve: (x) => image.convolve(x, kernel, { mode: 'wrap' }),
  correlate1d: (x) => image.correlate1d(x, [0.25, 0.5, 0.25]),
  convolve1d: (x) => image.convolve1d(x, [0.5, 0.5], { axis: 0 }),
  convolve2d: (x) => image.convolve2d(x, kernel),
  correlate2d: (x) => image.correlate2d(x, kernel, { mode: 'same', boundary: 'symm' }),
  gaussian: (x) => image.gaussian(x, 1.5),
  gaussianFilter: (x) => image.gaussianFilter(x, 1.5),
  sobel: (x) => image.sobel(x),
  prewitt: (x) => image.prewitt(x, { axis: 1 }),
  scharr: (x) => image.scharr(x),
  laplace: (x) => image.laplace(x),
  median: (x) => image.median(x),
  medianFilter: (x) => image.medianFilter(x, 4),
  minimumFilter: (x) => image.minimumFilter(x, [2, 3]),
  maximumFilter: (x) => image.maximumFilter(x, { footprint: image.disk(2) }),
  percentileFilter: (x) => image.percentileFilter(x, 30, 3),
  uniformFilter: (x) => image.uniformFilter(x, 5),
  unsharpMask: (x) => image.unsharpMask(x),
  denoiseBilateral: (x) => image.denoiseBilateral(x),
  filter: (x) => image.filter(x, 'SMOOTH_MORE'),
  gaussianBlur: (x) => image.gaussianBlur(x, 1.3),
  boxBlur: (x) => image.boxBlur(x, 1),
  erosion: (x) => image.erosion(x, image.square(2)),
  dilation: (x) => image.dilation(x, undefined, { mode: 'ignore' }),
  opening: (x) => image.opening(x),
  closing: (x) => image.closing(x),
  whiteTophat: (x) => image.whiteTophat(x),
  blackTophat: (x) => image.blackTophat(x),
  label: (x) => image.label(x),
  regionprops: (x) => image.regionprops(x),
  histogram: (x) => image.histogram(x),
  equalizeHist: (x) => image.equalizeHist(x),
  equalizeAdapthist: (x) => image.equalizeAdapthist(x),
  rescaleIntensity: (x) => image.rescaleIntensity(x),
  adjustGamma: (x) => image.adjustGamma(x, 0.7),
  autocontrast: (x) => image.autocontrast(x, { cutoff: 1 }),
  equalize: (x) => image.equalize(x),
  posterize: (x) => image.posterize(x, 2),
  solarize: (x) => image.solarize(x),
  invert: (x) => image.invert(x),
  thresholdOtsu: (x) => image.thresholdOtsu(x),
  thresholdMean: (x) => image.thresholdMean(x),
  thresholdLocal: (x) => image.thresholdLocal(x, 3),
  canny: (x) => image.canny(x),
  hog: (x) => image.hog(x, { pixelsPerCell: [2, 2], cellsPerBlock: [1, 1] }),
  hogImage: (x) => image.hogImage(x, { pixelsPerCell: [2, 3] }),
  rgb2hsv: (x) => image.rgb2hsv(x),
  rgb2hls: (x) => image.rgb2hls(x),
  rgb2lab: (x) => image.rgb2lab(x),
  rgb2ycbcr: (x) => image.rgb2ycbcr(x),
  gray2rgb: (x) => image.gray2rgb(x),
  rgba2rgb: (x) => image.rgba2rgb(x),
  rescale: (x) => image.rescale(x, 1.4),
  warp: (x) => image.warp(x, image.AffineTransform({ rotation: 0.3, scale: 1.1 })),
  montage: (x) => image.montage(x, { paddingWidth: 1 }),
  mirror: (x) => image.mirror(x),
  expand: (x) => image.expand(x, { border: [1, 2] }),
  fit: (x) => image.fit(x, [3, 4]),
  contain: (x) => image.contain(x, [3, 4]),
  randomNoise: (x) => image.randomNoise(x, { rng: 1 }),
  poisson: (x) => image.randomNoise(x, { mode: 'poisson', rng: 1 }),
  specks: (x) => image.randomNoise(x, { mode: 's&p', rng: 1 }),
  mse: (x) => image.mse(x, x),
  psnr: (x) => image.psnr(x, x.copy()),
  ssim: (x) => image.ssim(x, x, { winSize: 3 }),
  drawLine: (x) => image.drawLine(x, [-1, 0], [9, 4], { width: 2 }),
  drawRectangle: (x) => image.drawRectangle(x, [0, 0], [2, 2], { fill: 'red', opacity: 0.5 }),
  drawCircle: (x) => image.drawCircle(x, [2, 2], 3, { color: 'cyan' }),
  drawEllipse: (x) => image.drawEllipse(x, [2, 2], [3, 1], { rotation: 1 }),
  drawPolygon: (x) => image.drawPolygon(x, [[0, 0], [4, 1], [2, 5]], { fill: 'blue' }), // prettier-ignore
};

const types: DType[] = ['bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32', 'float64'];
const shapes = [[6, 7], [1, 1], [1, 5], [4, 1], [5, 4, 1], [4, 5, 2], [5, 4, 3], [1, 1, 3], [3, 4, 4], [3, 3, 6]]; // prettier-ignore

/** A picture of a type: 0..1 for floats, with negative values where the type has them. */
function pictureOf(shape: readonly number[], dtype: DType): NDArray {
  const noise = np.random.defaultRng(4).random(shape);
  if (dtype.startsWith('float')) return noise.astype(dtype);
  if (dtype === 'bool') return noise.gt(0.5);
  return noise.mul(dtype.startsWith('int') && dtype !== 'int64' ? 200 : 250).sub(dtype.startsWith('int') && dtype !== 'int64' ? 100 : 0).astype(dtype);
} // prettier-ignore

function hasNaN(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasNaN);
  return value instanceof NDArray && value.dtype.startsWith('float') && value.toTyped().some(Number.isNaN);
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  it('answers or refuses by name, and leaves the picture alone', () => {
    const faults: string[] = [];
    let answers = 0;
    for (const dtype of types) {
      for (const shape of shapes) {
        const plain = pictureOf(shape, dtype);
        // The same values, lying the other way round in memory.
        const turned = plain.at('::-1').copy().at('::-1');
        const before = plain.copy();
        const results = [plain, turned].map((x) => {
          try {
            return call(x);
          } catch (error) {
            if (!(error instanceof KernelabError)) faults.push(`${dtype} ${shape.join('x')}: ${String(error)}`);
            return undefined;
          }
        });
        if (results[0] !== undefined) answers++;
        if (results.some(hasNaN)) faults.push(`${dtype} ${shape.join('x')}: NaN`);
        if (JSON.stringify(listed(results[0])) !== JSON.stringify(listed(results[1])))
          faults.push(`${dtype} ${shape.join('x')}: differs by layout`);
        if (!np.arrayEqual(plain, before)) faults.push(`${dtype} ${shape.join('x')}: changed the picture`);
      }
    }
    expect(faults).toEqual([]);
    expect(answers).toBeGreaterThan(0);
  });
});

function listed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(listed);
  return value instanceof NDArray ? [value.dtype, value.shape, value.toList()] : value;
}
