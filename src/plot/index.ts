/** @file The plot module: `plt` (matplotlib's calls) and what they return, `plot` (pictures of a CNN). */
export * as plt from './pyplot/index.ts';
export { Figure } from './figure/figure.ts';
export { Axes } from './axes/axes.ts';
export { Stepper, stepperMime } from './pictures/stepper/index.ts';
export * as plot from './pictures/index.ts';
