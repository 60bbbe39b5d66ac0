/** @file Slopes, windows and products: what `np` takes from this folder. */
export { gradient, trapezoid, interp } from './slopes.ts';
export { convolve, correlate, slidingWindowView } from './windows.ts';
export { cross, kron, tensordot } from './products.ts';
export { einsum } from './einsum.ts';
export { polyfit, polyval, polyder, polyint, poly1d } from './polynomials.ts';
