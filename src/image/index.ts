/** @file The image module: picture files to arrays and back, sizes, colours, turns. */
export * as image from './image.ts';
// What a figure's file needs.
export { encodeJpeg } from './formats/jpeg/jpeg.ts';
// What ImageDataGenerator's warp shares with rotate and resize.
export { borderIndex, type BorderMode } from './pixels.ts';
export { filterBothAxes, firstKnot, splineWeights, type SplineOrder } from './transform/spline.ts';
