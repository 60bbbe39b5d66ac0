/** @file The `image` namespace: everything a student does with picture files and pictures as arrays. */
export { imread, imsave, imencode, decode } from './io.ts';
export type { DecodeOptions, ImageFormat, ReadOptions, WriteOptions } from './io.ts';
export { decodePng, encodePng } from './formats/png/png.ts';
export { resize } from './transform/resize.ts';
export type { ResizeOptions } from './transform/resize.ts';
export { resizePillow } from './transform/resample.ts';
export type { ResampleMethod } from './transform/resample.ts';
export type { PictureMode } from './color.ts';
export { rgb2gray, convert, imgAsFloat, imgAsUbyte } from './color.ts';
export { crop, centerCrop, pad, flip } from './transform/geometry.ts';
export { rotate } from './transform/rotate.ts';
export { camera } from './camera/camera.ts';
export type { CameraOptions, CameraPanel } from './camera/camera.ts';
