/**
 * @file Colour spaces as `skimage.color`: RGB to hue, saturation, value; to luma and chroma; to CIE XYZ and Lab; and back. Whole
 * numbers are read as 0..1 first, results are floats (float32 stays float32) in the space's own ranges.
 */
import { checkCall } from '../../arguments/index.ts';
import { NDArray, fromTyped, toTyped, type TypedArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { floatsOf } from './range.ts';
import { nameOf } from '../pixels.ts';

type Three = [number, number, number];

/** One pixel of a space, written over by its pixel in another. */
type Change = (pixel: Three) => void;

/** Every pixel of a picture (…, 3) changed. */
function changed(picture: NDArray, who: string, args: ArrayLike<unknown>, change: Change, asFloats = true): NDArray {
  if (args.length > 1) checkCall(who, args, 1);
  if (!(picture instanceof NDArray)) {
    throw new ValueError({
      who,
      rule: { en: 'a picture is an array', ko: '그림은 배열입니다' },
      received: nameOf(picture),
    });
  }
  const { shape } = picture;
  if (shape.length < 1 || shape.at(-1) !== 3) {
    throw new ShapeError({
      who,
      rule: { en: 'the last axis has 3 channels, (h, w, 3)', ko: '마지막 축은 채널 3개, (h, w, 3)입니다' },
      received: shapeText(shape),
      hint:
        shape.length > 2 && shape.at(-1) === 4
          ? { en: 'Drop the alpha channel first: picture.at("...", ":3")', ko: '먼저 알파 채널을 빼세요: picture.at("...", ":3")' }
          : { en: 'Grey becomes RGB by image.gray2rgb(picture)', ko: '회색조는 image.gray2rgb(picture)로 RGB가 됩니다' },
    });
  }
  const { data, dtype } = floatsOf(toTyped(picture), picture.dtype, !asFloats);
  const out: TypedArray = dtype === 'float32' ? new Float32Array(data.length) : new Float64Array(data.length);
  const pixel: Three = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    [pixel[0], pixel[1], pixel[2]] = [data[i]!, data[i + 1]!, data[i + 2]!];
    change(pixel);
    out[i] = pixel[0];
    out[i + 1] = pixel[1];
    out[i + 2] = pixel[2];
  }
  return fromTyped(out, shape, dtype);
} // prettier-ignore

/**
 * Hue, saturation and value, each 0..1 (`skimage.color.rgb2hsv`). (…, 3) → (…, 3).
 * @ko RGB를 색상, 채도, 명도(모두 0~1)로 바꿉니다.
 */
export function rgb2hsv(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2hsv', arguments, hsvOf);
}

function hsvOf(pixel: Three): void {
  const [r, g, b] = pixel;
  const value = Math.max(r, g, b);
  const delta = value - Math.min(r, g, b);
  const hue = delta === 0 ? 0 : hueOf(pixel, value, delta);
  pixel[0] = hue;
  pixel[1] = delta === 0 ? 0 : delta / value;
  pixel[2] = value;
}

/** Where on the colour circle: of equal largest channels the last one counts, as in scikit-image. */
function hueOf([r, g, b]: Three, value: number, delta: number): number {
  const sixth = b === value ? 4 + (r - g) / delta : g === value ? 2 + (b - r) / delta : (g - b) / delta;
  const turn = (sixth / 6) % 1;
  return turn < 0 ? turn + 1 : turn;
}

/**
 * Hue, saturation and value in 0..1 back to RGB in 0..1 (`skimage.color.hsv2rgb`).
 * @ko 색상, 채도, 명도를 RGB로 바꿉니다.
 */
export function hsv2rgb(picture: NDArray): NDArray {
  return changed(picture, 'image.hsv2rgb', arguments, rgbOfHsv);
}

function rgbOfHsv(pixel: Three): void {
  const [h, s, v] = pixel;
  const sector = Math.floor(h * 6);
  const f = h * 6 - sector;
  const [p, q, t] = [v * (1 - s), v * (1 - f * s), v * (1 - (1 - f) * s)];
  const colours: Three[] = [[v, t, p], [q, v, p], [p, v, t], [p, q, v], [t, p, v], [v, p, q]];
  [pixel[0], pixel[1], pixel[2]] = colours[((sector % 6) + 6) % 6]!;
} // prettier-ignore

/**
 * Hue, lightness and saturation, each 0..1 (Python's `colorsys.rgb_to_hls`). (…, 3) → (…, 3).
 * @ko RGB를 색상, 밝기, 채도(모두 0~1)로 바꿉니다.
 */
export function rgb2hls(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2hls', arguments, (pixel) => {
    const [high, low] = [Math.max(...pixel), Math.min(...pixel)];
    const [sum, delta] = [high + low, high - low];
    // colorsys lets the first of equal largest channels count.
    const [r, g, b] = pixel;
    const sixth = r === high ? (g - b) / delta : g === high ? 2 + (b - r) / delta : 4 + (r - g) / delta;
    const turn = delta === 0 ? 0 : (sixth / 6) % 1;
    pixel[0] = turn < 0 ? turn + 1 : turn;
    pixel[1] = sum / 2;
    pixel[2] = delta === 0 ? 0 : sum / 2 <= 0.5 ? delta / sum : delta / (2 - sum);
  });
}

/**
 * Hue, lightness and saturation in 0..1 back to RGB in 0..1 (Python's `colorsys.hls_to_rgb`).
 * @ko 색상, 밝기, 채도를 RGB로 바꿉니다.
 */
export function hls2rgb(picture: NDArray): NDArray {
  return changed(picture, 'image.hls2rgb', arguments, (pixel) => {
    const [h, l, s] = pixel;
    const high = l <= 0.5 ? l * (1 + s) : l + s - l * s;
    const low = 2 * l - high;
    const channel = (turn: number): number => {
      const t = ((turn % 1) + 1) % 1;
      if (t < 1 / 6) return low + (high - low) * t * 6;
      if (t < 0.5) return high;
      return t < 2 / 3 ? low + (high - low) * (2 / 3 - t) * 6 : low;
    };
    [pixel[0], pixel[1], pixel[2]] = [channel(h + 1 / 3), channel(h), channel(h - 1 / 3)];
  });
}

type Matrix = readonly [Readonly<Three>, Readonly<Three>, Readonly<Three>];

const xyzFromRgb: Matrix = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const yuvFromRgb: Matrix = [
  [0.299, 0.587, 0.114],
  [-0.14714119, -0.28886916, 0.43601035],
  [0.61497538, -0.51496512, -0.10001026],
];
const ycbcrFromRgb: Matrix = [
  [65.481, 128.553, 24.966],
  [-37.797, -74.203, 112],
  [112, -93.786, -18.214],
];
const rgbFromXyz = inverse(xyzFromRgb);
const rgbFromYuv = inverse(yuvFromRgb);
const rgbFromYcbcr = inverse(ycbcrFromRgb);

/** By cofactors. */
function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const det = a * A + b * B + c * C;
  return [
    [A / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [B / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [C / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}

function times(matrix: Matrix, pixel: Three): void {
  const [x, y, z] = pixel;
  for (let k = 0; k < 3; k++) pixel[k] = x * matrix[k]![0] + y * matrix[k]![1] + z * matrix[k]![2];
}

/**
 * Luma and chroma of video, y 16..235, cb and cr 16..240 (`skimage.color.rgb2ycbcr`, ITU-R BT.601).
 * @ko RGB를 밝기와 색차(YCbCr)로 바꿉니다.
 */
export function rgb2ycbcr(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2ycbcr', arguments, (pixel) => {
    times(ycbcrFromRgb, pixel);
    pixel[0] += 16;
    pixel[1] += 128;
    pixel[2] += 128;
  });
}

/**
 * Luma and chroma back to RGB in 0..1 (`skimage.color.ycbcr2rgb`); values keep their size, 16..240.
 * @ko YCbCr을 RGB로 바꿉니다.
 */
export function ycbcr2rgb(picture: NDArray): NDArray {
  const change: Change = (pixel) => {
    pixel[0] -= 16;
    pixel[1] -= 128;
    pixel[2] -= 128;
    times(rgbFromYcbcr, pixel);
  };
  return changed(picture, 'image.ycbcr2rgb', arguments, change, false);
}

/**
 * Luma and chroma of PAL (`skimage.color.rgb2yuv`).
 * @ko RGB를 YUV로 바꿉니다.
 */
export function rgb2yuv(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2yuv', arguments, (pixel) => times(yuvFromRgb, pixel));
}

/**
 * YUV back to RGB in 0..1 (`skimage.color.yuv2rgb`).
 * @ko YUV를 RGB로 바꿉니다.
 */
export function yuv2rgb(picture: NDArray): NDArray {
  return changed(picture, 'image.yuv2rgb', arguments, (pixel) => times(rgbFromYuv, pixel));
}

/**
 * CIE XYZ of sRGB under D65 (`skimage.color.rgb2xyz`).
 * @ko sRGB를 CIE XYZ로 바꿉니다.
 */
export function rgb2xyz(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2xyz', arguments, xyzOf);
}

function xyzOf(pixel: Three): void {
  for (let k = 0; k < 3; k++) {
    const v = pixel[k]!;
    pixel[k] = v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92;
  }
  times(xyzFromRgb, pixel);
}

/**
 * CIE XYZ to sRGB, cut off at 0 and 1 (`skimage.color.xyz2rgb`).
 * @ko CIE XYZ를 sRGB로 바꿉니다.
 */
export function xyz2rgb(picture: NDArray): NDArray {
  return changed(picture, 'image.xyz2rgb', arguments, rgbOfXyz);
}

function rgbOfXyz(pixel: Three): void {
  times(rgbFromXyz, pixel);
  for (let k = 0; k < 3; k++) {
    const v = pixel[k]!;
    const bent = v > 0.0031308 ? 1.055 * v ** (1 / 2.4) - 0.055 : v * 12.92;
    pixel[k] = Math.min(1, Math.max(0, bent));
  }
}

/** XYZ of white under D65, seen at 2°. */
const white: Readonly<Three> = [0.95047, 1, 1.08883];

/**
 * CIE Lab of sRGB under D65: L 0..100, a and b about -128..127 (`skimage.color.rgb2lab`).
 * @ko sRGB를 CIE Lab으로 바꿉니다. L은 0~100입니다.
 */
export function rgb2lab(picture: NDArray): NDArray {
  return changed(picture, 'image.rgb2lab', arguments, (pixel) => {
    xyzOf(pixel);
    for (let k = 0; k < 3; k++) {
      const v = pixel[k]! / white[k]!;
      pixel[k] = v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116;
    }
    const [x, y, z] = pixel;
    [pixel[0], pixel[1], pixel[2]] = [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  });
}

/**
 * CIE Lab to sRGB in 0..1 (`skimage.color.lab2rgb`); colours that sRGB does not have are cut off. Values keep their size.
 * @ko CIE Lab을 sRGB로 바꿉니다.
 */
export function lab2rgb(picture: NDArray): NDArray {
  const change: Change = (pixel) => {
    const [l, a, b] = pixel;
    const y = (l + 16) / 116;
    [pixel[0], pixel[1], pixel[2]] = [a / 500 + y, y, Math.max(0, y - b / 200)];
    for (let k = 0; k < 3; k++) {
      const v = pixel[k]!;
      pixel[k] = (v > 0.2068966 ? v ** 3 : (v - 16 / 116) / 7.787) * white[k]!;
    }
    rgbOfXyz(pixel);
  };
  return changed(picture, 'image.lab2rgb', arguments, change, false);
}
