/** @file Every function of `image` refuses what it does not know. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';
import { itRefusesUnknownOptions } from '../options.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-image-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const picture = np.zeros([4, 4, 3], 'uint8');
const png = image.encodePng(picture);
const grey = np.zeros([9, 8]);
const window = np.ones([3, 3]);

describe('options', () => {
  itRefusesUnknownOptions(
    'image',
    image,
    {
      imread: [png],
      imsave: [join(folder, 'a.png'), picture],
      imencode: [picture, 'png'],
      decode: [png],
      decodePng: [png],
      encodePng: [picture],
      resize: [picture, [2, 2]],
      resizePillow: [picture, [2, 2]],
      rgb2gray: [picture],
      convert: [picture, 'L'],
      imgAsFloat: [picture],
      imgAsUbyte: [picture],
      crop: [picture, { top: 0, left: 0, height: 2, width: 2 }],
      centerCrop: [picture, 2, 2],
      pad: [picture, 1],
      flip: [picture],
      rotate: [picture, 30],
      camera: [join(folder, 'camera')],
      correlate: [grey, window],
      convolve: [grey, window],
      correlate1d: [grey, [1, 2]],
      convolve1d: [grey, [1, 2]],
      convolve2d: [grey, window],
      correlate2d: [grey, window],
      gaussian: [picture, 1],
      gaussianFilter: [picture, 1],
      sobel: [picture],
      sobelH: [grey],
      sobelV: [grey],
      prewitt: [picture],
      prewittH: [grey],
      prewittV: [grey],
      scharr: [picture],
      laplace: [picture],
      median: [picture, window],
      medianFilter: [picture, 3],
      minimumFilter: [picture, 3],
      maximumFilter: [picture, 3],
      percentileFilter: [picture, 20, 3],
      uniformFilter: [picture, 3],
      unsharpMask: [picture],
      denoiseBilateral: [picture],
      filter: [picture, 'BLUR'],
      gaussianBlur: [picture, 2],
      boxBlur: [picture, 2],
      disk: [2],
      diamond: [2],
      square: [3],
      footprintRectangle: [[2, 3]],
      erosion: [picture, window],
      dilation: [picture, window],
      opening: [picture, window],
      closing: [picture, window],
      whiteTophat: [picture, window],
      blackTophat: [picture, window],
      label: [grey],
      regionprops: [grey],
      histogram: [picture],
      equalizeHist: [picture],
      rescaleIntensity: [picture],
      adjustGamma: [picture, 2],
      thresholdOtsu: [grey],
      otsu: [grey],
      thresholdMean: [grey],
      thresholdLocal: [grey, 3],
    },
    {
      gaussianFilter: { ordr: 'order' },
      disk: { strict_radius: 'strictRadius' },
      label: { conectivity: 'connectivity' },
      histogram: { bins: 'nbins' },
      rescaleIntensity: { out_range: 'outRange' },
      convolve2d: { fill_value: 'fillvalue' },
      unsharpMask: { preserve_range: 'preserveRange' },
      resize: { ordr: 'order', anti_aliasing: 'antiAliasing', preserverange: 'preserveRange' },
      resizePillow: { methd: 'method' },
      rotate: { centre: 'center', resise: 'resize' },
      imread: { max_pixels: 'maxPixels' },
      imencode: { qualty: 'quality', levl: 'level' },
      pad: { mod: 'mode' },
      camera: { label: 'labels' },
    },
  );
});
