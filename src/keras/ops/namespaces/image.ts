/** @file `keras.ops.image`: what pictures need. */
export { extractPatches, resize } from '../nn.ts';
