/** @file The plot room: `plt` (matplotlib's calls) and what they return. */
export * as plt from './pyplot/index.ts';
export { Figure } from './figure/figure.ts';
export { Axes } from './axes/axes.ts';
export * as plot from './pictures/index.ts';
