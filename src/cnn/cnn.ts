/** @file The `cnn` namespace. */
export { conv, featuring, ConvD, ReLU, ConvMax } from './conv.ts';
export type { ScanOptions } from './conv.ts';
export type { Pace, Padding, WindowSize } from '../windows/index.ts';
export { MaxPooling, pooling, globalAveragePooling } from './pooling.ts';
export * from './scratch/index.ts';
export type { PoolKind, PoolOptions } from './pooling.ts';
export { outputSize, samePadding, poolSize } from './size.ts';
export { filters, boxFilter, gaussianFilter } from './filters.ts';
export { apply_filter, convolution } from './channelwise.ts';
export { im2col, col2im } from './im2col.ts';
export { convForward } from './layer.ts';
export { curveDetector } from './curve.ts';
export { to_img, join } from './picture.ts';
export { draw, ConvDraw } from './draw.ts';
export type { FigureSize } from './draw.ts';
