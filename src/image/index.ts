/** @file The image module: picture files to arrays and back, sizes, colours, turns. */
export * as image from './image.ts';
// What ImageDataGenerator's warp shares with rotate and resize.
export { borderIndex, type BorderMode } from './pixels.ts';
export { filterBothAxes, firstKnot, splineWeights, type SplineOrder } from './transform/spline.ts';
