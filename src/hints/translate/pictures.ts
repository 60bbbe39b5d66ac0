/**
 * @file Calls of SciPy, scikit-image, OpenCV and Pillow on pictures, and the calls of `image` that do the same. Arguments that
 * Python takes by position or by name are brought into the order they have here.
 */
import type { Argument, Expr } from './parse.ts';
import { pathOf } from './trees.ts';

/**
 * The calls of `image` that have their counterpart's name, with the parameters of Python in their order. Those before `|` stand by
 * position here, the others are options.
 */
const laid: Readonly<Record<string, string>> = {
  // scipy.ndimage, scipy.signal
  gaussianFilter: 'input sigma | order output mode cval truncate',
  medianFilter: 'input size | footprint output mode cval origin',
  minimumFilter: 'input size | footprint output mode cval origin',
  maximumFilter: 'input size | footprint output mode cval origin',
  uniformFilter: 'input size | output mode cval origin',
  percentileFilter: 'input percentile size | footprint output mode cval origin',
  convolve: 'input weights | output mode cval origin',
  correlate: 'input weights | output mode cval origin',
  convolve1d: 'input weights | axis output mode cval origin',
  correlate1d: 'input weights | axis output mode cval origin',
  convolve2d: 'in1 in2 | mode boundary fillvalue',
  correlate2d: 'in1 in2 | mode boundary fillvalue',
  // skimage.filters, restoration
  gaussian: 'image sigma | mode cval preserve_range truncate',
  sobel: 'image | mask',
  sobelH: 'image',
  sobelV: 'image',
  prewitt: 'image | mask',
  prewittH: 'image',
  prewittV: 'image',
  scharr: 'image | mask',
  laplace: 'image | ksize',
  median: 'image footprint | mode cval',
  unsharpMask: 'image | radius amount preserve_range',
  thresholdOtsu: 'image | nbins',
  thresholdMean: 'image',
  thresholdLocal: 'image block_size | method offset mode param cval',
  denoiseBilateral: 'image | win_size sigma_color sigma_spatial bins mode cval',
  // skimage.feature, exposure
  canny: 'image | sigma low_threshold high_threshold mask use_quantiles',
  hog: 'image | orientations pixels_per_cell cells_per_block block_norm visualize transform_sqrt feature_vector',
  histogram: 'image | nbins source_range normalize',
  equalizeHist: 'image | nbins mask',
  equalizeAdapthist: 'image | kernel_size clip_limit nbins',
  rescaleIntensity: 'image | in_range out_range',
  adjustGamma: 'image gamma | gain',
  // skimage.morphology, measure
  erosion: 'image footprint | out mode cval',
  dilation: 'image footprint | out mode cval',
  opening: 'image footprint | out mode cval',
  closing: 'image footprint | out mode cval',
  whiteTophat: 'image footprint | out mode cval',
  blackTophat: 'image footprint | out mode cval',
  disk: 'radius | dtype strict_radius',
  diamond: 'radius | dtype',
  square: 'width | dtype',
  footprintRectangle: 'shape | dtype',
  label: 'label_image | background return_num connectivity',
  regionprops: 'label_image | intensity_image',
  // skimage.color
  rgb2gray: 'rgb', rgb2hsv: 'rgb', hsv2rgb: 'hsv', rgb2ycbcr: 'rgb', ycbcr2rgb: 'ycbcr', rgb2yuv: 'rgb', yuv2rgb: 'yuv',
  rgb2xyz: 'rgb', xyz2rgb: 'xyz', rgb2lab: 'rgb', lab2rgb: 'lab', gray2rgb: 'image', rgba2rgb: 'rgba | background',
  // skimage.transform, util
  resize: 'image output_shape | order mode cval clip preserve_range anti_aliasing anti_aliasing_sigma',
  rescale: 'image scale | order mode cval clip preserve_range anti_aliasing anti_aliasing_sigma',
  rotate: 'image angle | resize center order mode cval clip preserve_range',
  warp: 'image inverse_map | map_args output_shape order mode cval clip preserve_range',
  AffineTransform: '| matrix scale shear rotation translation',
  SimilarityTransform: '| scale rotation translation',
  ProjectiveTransform: '| matrix',
  estimateTransform: 'ttype src dst',
  montage: 'arr_in | fill rescale_intensity grid_shape padding_width',
  randomNoise: 'image | mode rng clip',
  invert: 'image | signed_float',
  imgAsFloat: 'image',
  imgAsUbyte: 'image',
  // skimage.metrics
  meanSquaredError: 'image0 image1',
  peakSignalNoiseRatio: 'image_true image_test | data_range',
  structuralSimilarity: 'im1 im2 | win_size gradient data_range channel_axis gaussian_weights full',
  normalizedRootMse: 'image_true image_test | normalization',
}; // prettier-ignore

/** Names that OpenCV's and older users know, under the name here. */
const renamed: Readonly<Record<string, string>> = { selem: 'footprint', seed: 'rng', random_state: 'rng' };

/** What Python must be told and what is seen here from the shape, or is not needed. */
const unneeded =
  /^(?:channel_axis|multichannel|output|out|dtype|visualize|return_num|full|gradient|map_args|axes|as_gray|signed_float|intensity_image)$/;

/** Modules of Python that hold such functions. */
const modulePath =
  /^(?:(?:scipy\.|sp\.)?(?:ndimage|ndi|signal)|(?:(?:skimage|ski)\.)?(?:filters|feature|exposure|morphology|measure|color|transform|util|metrics|restoration))\.(\w+)$/;

/** `skimage.filters.threshold_otsu` → `image.thresholdOtsu`; undefined for what `image` has not. */
export function pictureName(path: string): string | undefined {
  const name = modulePath.exec(path)?.[1];
  return name === undefined ? undefined : ownName(name);
}

/** A function of those libraries as `image` has it. */
function ownName(python: string): string | undefined {
  const name = python.replace(/^binary_(?=erosion|dilation|opening|closing)/, '').replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(laid, name) ? `image.${name}` : undefined;
} // prettier-ignore

/** Whether a module of Python is one of these libraries. */
export function isPictureModule(module: string): boolean {
  return /^(?:scipy\.(?:ndimage|signal)|skimage(?:\.\w+)?)(?:\.\w+)?$/.test(module);
}

/** The arguments of a call of `image` in the order they have here; undefined for other calls. */
export function pictureArguments(head: string, given: readonly Argument[]): readonly Argument[] | undefined {
  const name = head.startsWith('image.') ? head.slice('image.'.length) : '';
  if (!Object.hasOwn(laid, name)) return undefined;
  const [own, others = ''] = laid[name]!.split('|');
  const places = own!.trim().split(/\s+/).filter(Boolean);
  const names = [...places, ...others.trim().split(/\s+/)];
  let place = 0;
  const all = given.flatMap(spread).map((arg) => {
    if (arg.name !== undefined) return { ...arg, name: renamed[arg.name] ?? arg.name };
    return arg.value.kind === 'dict' ? arg : { value: arg.value, name: names[place++] ?? '' };
  });
  const byPlace = places.map((each) => all.find((arg) => arg.name === each));
  const missing = byPlace.indexOf(undefined);
  const first = missing < 0 ? byPlace : byPlace.slice(0, missing);
  // What comes after a place that is left open keeps its name.
  const rest = all.filter((arg) => !first.includes(arg) && !(arg.name !== undefined && unneeded.test(arg.name)));
  return [...first.map((arg) => ({ value: arg!.value })), ...rest];
}

/** Options come as an object in the end where the line is half in TypeScript: each is an argument with its name. */
function spread(arg: Argument): Argument[] {
  if (arg.name !== undefined || arg.value.kind !== 'dict') return [arg];
  const named = arg.value.entries.map(({ key, value }): Argument | undefined => {
    const name = key.kind === 'text' ? key.text.slice(1, -1) : pathOf(key);
    return name !== undefined && /^\w+$/.test(name) ? { value: value ?? key, name: snake(name) } : undefined;
  });
  return named.every((each) => each !== undefined) ? named : [arg];
}

/** `lowThreshold` → `low_threshold` */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Out = (x: Expr, level?: number) => string;

/** Calls that are put together otherwise here, as text; undefined for others. */
export function pictureCall(fn: Expr, args: readonly Argument[], out: Out): string | undefined {
  const path = pathOf(fn) ?? '';
  const plain = args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const named = (name: string): Expr | undefined => args.find((arg) => arg.name === name)?.value;
  if (path.startsWith('cv2.')) return openCv(path.slice(4), inPlace(path.slice(4), plain, named), named, out);
  const ops = /^(?:PIL\.)?ImageOps\.(\w+)$/.exec(path)?.[1];
  if (ops !== undefined) return imageOps(ops, plain, named, out);
  if (fn.kind === 'attribute' && plain.length === 1) {
    const own = pillowMethod(fn.of, fn.name, plain[0]!, out);
    if (own !== undefined) return own;
  }
  const [x] = plain;
  const nd = /^(?:(?:scipy\.|sp\.)?ndimage|ndi)\.(\w+)$/.exec(path)?.[1];
  if (nd === undefined || x === undefined) return undefined;
  const axis = named('axis') ?? plain[1];
  const along = axis === undefined || out(axis) === '-1' ? '1' : out(axis);
  switch (nd) {
    case 'sobel':
      return `image.sobel(${out(x)}, { axis: ${along} }).mul(4)`;
    case 'prewitt':
      return `image.prewitt(${out(x)}, { axis: ${along} }).mul(3)`;
    case 'laplace':
      return `image.laplace(${out(x)}).neg()`;
    case 'grey_erosion':
    case 'grey_dilation': {
      const size = named('size') ?? plain[1];
      const shape = named('footprint');
      const footprint = shape ? out(shape) : size ? (size.kind === 'list' ? `image.footprintRectangle(${out(size)})` : `image.square(${out(size)})`) : ''; // prettier-ignore
      return footprint === '' ? undefined : `image.${nd.slice(5)}(${out(x)}, ${footprint})`;
    }
    case 'label':
      return `((labels) => [labels, labels.max()] as const)(image.label(${out(x)}, { connectivity: 1 }))`;
  }
  return undefined;
}

type Named = (name: string) => Expr | undefined;

/** Two numbers the other way round: OpenCV and Pillow have columns first. */
function turned(pair: Expr | undefined, out: Out): string | undefined {
  return pair?.kind === 'list' && pair.items.length === 2
    ? `[${out(pair.items[1]!)}, ${out(pair.items[0]!)}]`
    : undefined;
}

const lastName = (x: Expr | undefined): string => (x === undefined ? '' : (pathOf(x) ?? '').split('.').at(-1)!);

/** The parameters of OpenCV's calls, which may be given by name. */
const ofOpenCv: Readonly<Record<string, string>> = {
  GaussianBlur: 'src ksize sigmaX', blur: 'src ksize', medianBlur: 'src ksize', bilateralFilter: 'src d sigmaColor sigmaSpace',
  filter2D: 'src ddepth kernel', Sobel: 'src ddepth dx dy', Laplacian: 'src ddepth', Canny: 'image threshold1 threshold2',
  erode: 'src kernel', dilate: 'src kernel', morphologyEx: 'src op kernel', threshold: 'src thresh maxval type',
  cvtColor: 'src code', equalizeHist: 'src', resize: 'src dsize', flip: 'src flipCode', imread: 'filename flags',
}; // prettier-ignore

/** What stands by position, and what is given by the name of such a place. */
function inPlace(name: string, plain: readonly Expr[], named: Named): readonly (Expr | undefined)[] {
  const places = Object.hasOwn(ofOpenCv, name) ? ofOpenCv[name]!.split(' ') : [];
  return [...places.map((each, i) => plain[i] ?? named(each)), ...plain.slice(places.length)];
}

function openCv(name: string, plain: readonly (Expr | undefined)[], named: Named, out: Out): string | undefined {
  const [x, a, b, c] = plain;
  if (x === undefined) return undefined;
  const source = out(x);
  switch (name) {
    case 'GaussianBlur': {
      const sigma = named('sigmaX') ?? b;
      const side = a?.kind === 'list' ? Number(a.items[0]?.kind === 'number' ? a.items[0].text : Number.NaN) : Number.NaN;
      // OpenCV's own rule where the width is left to it.
      const own = Number.isFinite(side) && side > 0 ? String(Number((0.3 * ((side - 1) * 0.5 - 1) + 0.8).toFixed(2))) : '1';
      return `image.gaussianFilter(${source}, ${sigma === undefined || out(sigma) === '0' ? own : out(sigma)})`;
    }
    case 'blur':
      return a && `image.uniformFilter(${source}, ${turned(a, out) ?? out(a)})`;
    case 'medianBlur':
      return a && `image.medianFilter(${source}, ${out(a)}, { mode: 'nearest' })`;
    case 'bilateralFilter':
      return a && b && c && `image.denoiseBilateral(${source}, { winSize: ${out(a)}, sigmaColor: ${out(b, 8)} / 255, sigmaSpatial: ${out(c)} })`;
    case 'filter2D':
      // Sharpening leaves the range of bytes.
      return b && `image.correlate(${out(x, 20)}.astype('float64'), ${out(b)}, { mode: 'mirror' })`;
    case 'Sobel':
      return b && `image.sobel(${out(x, 20)}.astype('float64'), { axis: ${out(b) === '1' ? 1 : 0}, mode: 'mirror' }).mul(4)`;
    case 'Laplacian':
      return `image.laplace(${out(x, 20)}.astype('float64')).neg()`;
    case 'Canny':
      return a && b && `image.canny(${source}, { lowThreshold: ${out(a)}, highThreshold: ${out(b)} })`;
    case 'erode':
    case 'dilate':
      return a && repeated(`image.${name === 'erode' ? 'erosion' : 'dilation'}`, source, out(a), named('iterations'));
    case 'morphologyEx': {
      const kinds: Record<string, string> = { MORPH_OPEN: 'opening', MORPH_CLOSE: 'closing', MORPH_TOPHAT: 'whiteTophat', MORPH_BLACKHAT: 'blackTophat', MORPH_ERODE: 'erosion', MORPH_DILATE: 'dilation' };
      const kind = kinds[lastName(a)];
      return kind && b && `image.${kind}(${source}, ${out(b)})`;
    }
    case 'threshold': {
      // Of the other kinds values are kept or cut off.
      if (a === undefined || b === undefined || c === undefined || /TRUNC|TOZERO/.test(out(c))) return undefined;
      const otsu = out(c).includes('THRESH_OTSU');
      const at = otsu ? `image.otsu(${source})` : out(a);
      return `[${at}, ${out(x, 20)}.${out(c).includes('_INV') ? 'le' : 'gt'}(${at}).mul(${out(b)}).astype('uint8')]`;
    }
    case 'cvtColor':
      return colourOf(lastName(a), source);
    case 'equalizeHist':
      return `image.equalize(${source})`;
    case 'imread': {
      const read = `await image.imread(${source})`;
      return a && (out(a) === '0' || out(a).endsWith('IMREAD_GRAYSCALE')) ? `image.convert(${read}, 'L')` : read;
    }
    case 'resize': {
      const order = lastName(named('interpolation') ?? plain[5]) === 'INTER_NEAREST' ? ', { order: 0 }' : '';
      const [fx, fy] = [named('fx') ?? b, named('fy') ?? c];
      const size = turned(a, out);
      if (size) return `image.resize(${source}, ${size}${order})`;
      return fx && fy && `image.rescale(${source}, ${out(fx) === out(fy) ? out(fx) : `[${out(fy)}, ${out(fx)}]`}${order})`;
    }
    case 'imwrite':
      return a && `await image.imsave(${source}, ${out(a)})`;
    case 'imshow':
      return a && `plt.imshow(${out(a)})`;
    case 'flip':
      if (a === undefined || out(a) === '1') return a && `image.flip(${source})`;
      return `image.flip(${out(a) === '0' ? source : `image.flip(${source})`}, 'vertical')`;
    case 'line':
    case 'rectangle': {
      const [from, to] = [turned(a, out), turned(b, out)];
      return from && to && `image.draw${name === 'line' ? 'Line' : 'Rectangle'}(${source}, ${from}, ${to}${inkOf(c ?? named('color'), plain[4] ?? named('thickness'), out)})`;
    }
    case 'circle': {
      const centre = turned(a, out);
      return centre && b && `image.drawCircle(${source}, ${centre}, ${out(b)}${inkOf(c ?? named('color'), plain[4] ?? named('thickness'), out)})`;
    }
    case 'putText': {
      const at = turned(b, out);
      const colour = named('color') ?? plain[5];
      return a && at && `await image.drawText(${source}, ${out(a)}, ${at}${colour ? `, { color: ${rgbOf(colour, out)} }` : ''})`;
    }
  }
  return undefined;
} // prettier-ignore

/** `iterations=2`: the call around itself. */
function repeated(call: string, source: string, shape: string, times: Expr | undefined): string | undefined {
  if (times !== undefined && (times.kind !== 'number' || !/^[1-5]$/.test(times.text))) return undefined;
  let text = source;
  for (let i = 0; i < Number(times?.text ?? 1); i++) text = `${call}(${text}, ${shape})`;
  return text;
}

/** A colour of OpenCV has blue first; one written out is turned. */
function rgbOf(colour: Expr, out: Out): string {
  return out(
    colour.kind === 'list' && colour.items.length === 3 ? { ...colour, items: colour.items.toReversed() } : colour,
  );
}

/** A colour and a width of OpenCV; a negative width fills. */
function inkOf(colour: Expr | undefined, width: Expr | undefined, out: Out): string {
  if (colour === undefined) return '';
  const wide = width === undefined ? '1' : out(width);
  const fills = wide === '-1' || wide.endsWith('FILLED');
  return `, { ${fills ? 'fill' : 'color'}: ${rgbOf(colour, out)}${fills || wide === '1' ? '' : `, width: ${wide}`} }`;
}

/** `image.imread` gives RGB, so that OpenCV's BGR is RGB here. */
function colourOf(code: string, source: string): string | undefined {
  const [, from, to] = /^COLOR_(\w+)2(\w+)$/.exec(code) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const rgb = /^(?:BGR|RGB)$/;
  if (rgb.test(from) && rgb.test(to)) return source;
  if (rgb.test(from) && to === 'GRAY') return `image.convert(${source}, 'L')`;
  if (from === 'GRAY' && rgb.test(to)) return `image.gray2rgb(${source})`;
  const spaces: Record<string, string> = { HSV: 'hsv', HLS: 'hls', LAB: 'lab', Lab: 'lab', YUV: 'yuv', XYZ: 'xyz', YCrCb: 'ycbcr', YCR_CB: 'ycbcr' }; // prettier-ignore
  if (rgb.test(from) && spaces[to]) return `image.rgb2${spaces[to]}(${source})`;
  if (rgb.test(to) && spaces[from]) return `image.${spaces[from]}2rgb(${source})`;
  return undefined;
}

function imageOps(name: string, plain: readonly Expr[], named: Named, out: Out): string | undefined {
  const [x, a] = plain;
  if (x === undefined) return undefined;
  const source = out(x);
  const option = (key: string, value: Expr | undefined): string => (value ? `, { ${key}: ${out(value)} }` : '');
  switch (name) {
    case 'invert':
    case 'equalize':
    case 'mirror':
      return `image.${name}(${source})`;
    case 'flip':
      return `image.flip(${source}, 'vertical')`;
    case 'grayscale':
      return `image.convert(${source}, 'L')`;
    case 'autocontrast':
      return `image.autocontrast(${source}${option('cutoff', named('cutoff') ?? a)})`;
    case 'posterize': {
      const bits = named('bits') ?? a;
      return bits && `image.posterize(${source}, ${out(bits)})`;
    }
    case 'solarize':
      return `image.solarize(${source}${option('threshold', named('threshold') ?? a)})`;
    case 'expand': {
      const [border, fill] = [named('border') ?? a, named('fill') ?? plain[2]];
      const options = [border && `border: ${out(border)}`, fill && `fill: ${out(fill)}`].filter(Boolean).join(', ');
      return `image.expand(${source}${options === '' ? '' : `, { ${options} }`})`;
    }
    case 'fit':
    case 'contain': {
      const size = turned(a ?? named('size'), out);
      return size && `image.${name}(${source}, ${size})`;
    }
  }
  return undefined;
}

/** Methods of Pillow's pictures. */
function pillowMethod(of: Expr, name: string, given: Expr, out: Out): string | undefined {
  const array = of.kind === 'call' && /^(?:PIL\.)?Image\.fromarray$/.test(pathOf(of.fn) ?? '') ? of.args[0]?.value : undefined;
  if (array) {
    // An array is the picture here.
    if (name === 'save') return `await image.imsave(${out(given)}, ${out(array)})`;
    const size = name === 'resize' ? turned(given, out) : undefined;
    return size ? `image.resizePillow(${out(array)}, ${size})` : pillowMethod(array, name, given, out);
  }
  if (name === 'filter') return imageFilter(of, given, out);
  if (name === 'convert' && given.kind === 'text' && /^["'](?:L|LA|RGB|RGBA)["']$/.test(given.text))
    return `image.convert(${out(of)}, ${out(given)})`;
  const way = name === 'transpose' ? /(?:^|\.)FLIP_(LEFT_RIGHT|TOP_BOTTOM)$/.exec(pathOf(given) ?? '')?.[1] : undefined;
  return way && `image.flip(${out(of)}${way === 'TOP_BOTTOM' ? ", 'vertical'" : ''})`;
} // prettier-ignore

/** `picture.filter(ImageFilter.BLUR)`, `picture.filter(ImageFilter.GaussianBlur(2))` */
function imageFilter(of: Expr, filter: Expr, out: Out): string | undefined {
  const [called, args] = filter.kind === 'call' ? [filter.fn, filter.args] : [filter, []];
  const name = /(?:^|\.)ImageFilter\.(\w+)$/.exec(pathOf(called) ?? '')?.[1];
  if (name === undefined) return undefined;
  const source = out(of);
  if (/^[A-Z_]+$/.test(name)) return `image.filter(${source}, '${name}')`;
  const given = args[0]?.value;
  switch (name) {
    case 'GaussianBlur':
      return `image.gaussianBlur(${source}${given ? `, ${out(given)}` : ''})`;
    case 'BoxBlur':
      return given && `image.boxBlur(${source}, ${out(given)})`;
    case 'UnsharpMask':
      return `image.unsharpMask(${source}${given ? `, { radius: ${out(given)} }` : ''})`;
  }
  const ranks: Record<string, string> = { MedianFilter: 'medianFilter', MinFilter: 'minimumFilter', MaxFilter: 'maximumFilter' }; // prettier-ignore
  return ranks[name] && `image.${ranks[name]}(${source}, ${given ? out(given) : 3}, { mode: 'nearest' })`;
}
