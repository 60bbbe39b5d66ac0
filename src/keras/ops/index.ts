/** @file `keras.ops`: differentiable ops for custom layers, losses and training loops; they also work on plain arrays. */
export * from './math.ts';
export * from './shape.ts';
export * from './nn.ts';
export * from './sorting.ts';
export { getItem } from './get-item.ts';
export * from './creation.ts';
export * from './indexing.ts';
export * from './products.ts';
export * from './normalizing.ts';
export * as nn from './namespaces/nn.ts';
export * as image from './namespaces/image.ts';
export * as numpy from './namespaces/numpy.ts';
export * as linalg from './namespaces/linalg.ts';
