/** @file Data sets: the namespace `datasets` of a cell, and the definitions for `kernelab data`. */
export { catalogue as dataSets } from './catalogue.ts';
export * as datasets from './datasets.ts';
// What `keras` shows under Keras's names.
export { ImageDataGenerator } from './augment/index.ts';
export { loadImage } from './augment/load.ts';
export { Dataset } from './pipeline/dataset.ts';
export { imageDatasetFromDirectory } from './pipeline/image-folder.ts';
export { cifar10, fashionMnist, mnist } from './sets/index.ts';
