/**
 * @file How a window moves over a picture: what `stride`, `padding`, `dilation` and `size` mean, how many places there are, and the
 * one wording for what does not fit. `cnn` computes with it, `plot.stepper` shows it.
 */
export { pooledSide, sideOf } from './side.ts';
export { bothWays, pace, paddingRule, sidesOf, windowSize } from './options.ts';
export type { Pace, Padding, WindowSize } from './options.ts';
export { placesOf, type Places, type Walk } from './places.ts';
