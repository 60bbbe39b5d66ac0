/** @file The `image` namespace: everything a student does with picture files and pictures as arrays. */
export { imread, imsave, imencode, decode } from './io.ts';
export type { DecodeOptions, ImageFormat, ReadOptions, WriteOptions } from './io.ts';
export { decodePng, encodePng } from './png.ts';
export { resize } from './resize.ts';
export type { ResizeOptions } from './resize.ts';
export { resizePillow } from './resample.ts';
export type { ResampleMethod } from './resample.ts';
export type { PictureMode } from './color.ts';
export { rgb2gray, convert, imgAsFloat, imgAsUbyte } from './color.ts';
export { crop, centerCrop, pad, flip } from './geometry.ts';
export { rotate } from './rotate.ts';
