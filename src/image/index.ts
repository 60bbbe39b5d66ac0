/** @file The image room: picture files to arrays and back, sizes, colours, turns. It also lends its PNG encoder to array thumbnails. */
import { registerPngEncoder } from '../array/index.ts';
import { packPng } from './formats/png/png.ts';

export * as image from './image.ts';

registerPngEncoder((data, height, width, channels) =>
  packPng({ data, height, width, channels, flat: channels === 1, dtype: 'uint8' }, { level: 6 }, 'thumbnail'),
);
