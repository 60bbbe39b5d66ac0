/** @file `keras.preprocessing`: Keras's older place of what is in `keras.utils` now. */
export * as image from './image.ts';
export { imageDatasetFromDirectory } from '../../datasets/index.ts';
