/** @file The `image` namespace: everything a student does with picture files and pictures as arrays. */
export { imread, imsave, imencode, decode } from './io.ts';
export type { DecodeOptions, ImageFormat, ReadOptions, WriteOptions } from './io.ts';
export { decodePng, encodePng } from './formats/png/png.ts';
export { resize, rescale } from './transform/resize.ts';
export type { ResizeOptions } from './transform/resize.ts';
export { resizePillow } from './transform/resample.ts';
export type { ResampleMethod } from './transform/resample.ts';
export { rgb2gray, convert } from './color/gray.ts';
export type { PictureMode } from './color/gray.ts';
export { imgAsFloat, imgAsUbyte } from './color/range.ts';
export { crop, centerCrop, pad, flip } from './transform/geometry.ts';
export { rotate } from './transform/rotate.ts';
export { camera } from './camera/camera.ts';
export type { CameraOptions, CameraPanel } from './camera/camera.ts';
export { correlate, convolve, correlate1d, convolve1d } from './filters/correlate.ts';
export type { CorrelateOptions, Correlate1dOptions } from './filters/correlate.ts';
export { convolve2d, correlate2d } from './filters/convolve2d.ts';
export type { Convolve2dOptions } from './filters/convolve2d.ts';
export type { FilterMode } from './filters/block.ts';
export { gaussian, gaussianFilter } from './filters/gaussian.ts';
export type { GaussianFilterOptions, GaussianOptions } from './filters/gaussian.ts';
export { sobel, sobelH, sobelV, prewitt, prewittH, prewittV, scharr, laplace } from './filters/edges.ts';
export type { EdgeOptions } from './filters/edges.ts';
export { median, medianFilter, minimumFilter, maximumFilter, percentileFilter, uniformFilter } from './filters/rank.ts';
export type { MedianOptions, RankOptions, WindowOptions } from './filters/rank.ts';
export { unsharpMask } from './filters/unsharp-mask.ts';
export type { UnsharpMaskOptions } from './filters/unsharp-mask.ts';
export { denoiseBilateral } from './filters/bilateral.ts';
export type { DenoiseBilateralOptions } from './filters/bilateral.ts';
export { filter, gaussianBlur, boxBlur } from './filters/pillow.ts';
export type { PillowFilter, PillowKernel } from './filters/pillow.ts';
export { disk, diamond, square, footprintRectangle } from './morphology/footprints.ts';
export type { DiskOptions } from './morphology/footprints.ts';
export { erosion, dilation, opening, closing, whiteTophat, blackTophat } from './morphology/morphology.ts';
export type { MorphologyMode, MorphologyOptions } from './morphology/morphology.ts';
export { label, regionprops } from './measure/label.ts';
export type { LabelOptions, Region } from './measure/label.ts';
export { histogram } from './exposure/histogram.ts';
export type { HistogramOptions } from './exposure/histogram.ts';
export { equalizeHist, rescaleIntensity, adjustGamma } from './exposure/equalize.ts';
export type { AdjustGammaOptions, EqualizeHistOptions, RescaleIntensityOptions } from './exposure/equalize.ts';
export { thresholdOtsu, otsu, thresholdMean, thresholdLocal } from './exposure/thresholds.ts';
export type { ThresholdLocalOptions, ThresholdOptions } from './exposure/thresholds.ts';
export { equalizeAdapthist } from './exposure/clahe.ts';
export type { EqualizeAdapthistOptions } from './exposure/clahe.ts';
export {
  rgb2hsv,
  hsv2rgb,
  rgb2hls,
  hls2rgb,
  rgb2ycbcr,
  ycbcr2rgb,
  rgb2yuv,
  yuv2rgb,
  rgb2xyz,
  xyz2rgb,
  rgb2lab,
  lab2rgb,
} from './color/spaces.ts';
export { gray2rgb, rgba2rgb } from './color/channels.ts';
export type { Rgba2rgbOptions } from './color/channels.ts';
export { warp } from './transform/warp.ts';
export type { WarpOptions } from './transform/warp.ts';
export {
  AffineTransform,
  SimilarityTransform,
  ProjectiveTransform,
  estimateTransform,
} from './transform/transforms.ts';
export type {
  AffineTransformOptions,
  GeometricTransform,
  ProjectiveTransformOptions,
  SimilarityTransformOptions,
  TransformKind,
} from './transform/transforms.ts';
export { montage } from './transform/montage.ts';
export type { MontageOptions } from './transform/montage.ts';
export { mirror, expand, fit, contain } from './transform/framing.ts';
export type { ContainOptions, ExpandOptions, FitOptions } from './transform/framing.ts';
export { autocontrast, equalize, posterize, solarize, invert } from './exposure/levels.ts';
export type { AutocontrastOptions, SolarizeOptions } from './exposure/levels.ts';
export { canny } from './features/canny.ts';
export type { CannyOptions } from './features/canny.ts';
export { hog, hogImage } from './features/hog.ts';
export type { HogOptions } from './features/hog.ts';
export { randomNoise } from './noise/random-noise.ts';
export type { NoiseMode, RandomNoiseOptions } from './noise/random-noise.ts';
export {
  meanSquaredError,
  mse,
  normalizedRootMse,
  peakSignalNoiseRatio,
  psnr,
  structuralSimilarity,
  ssim,
  ssimMap,
} from './measure/metrics.ts';
export type { NormalizedRootMseOptions, PsnrOptions, SsimOptions } from './measure/metrics.ts';
export { drawLine, drawRectangle, drawCircle, drawEllipse, drawPolygon } from './draw/draw.ts';
export type { EllipseOptions, LineOptions, PolygonOptions, ShapeOptions } from './draw/draw.ts';
export type { Colour } from './draw/colour.ts';
export { drawText } from './draw/text.ts';
export type { TextOptions } from './draw/text.ts';
