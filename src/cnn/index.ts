/**
 * @file The cnn module: the lecture's helpers under the lecture's names, written to be read whole. Start with conv.ts
 * (one window, one map, many filters), then pooling.ts, size.ts, filters.ts, im2col.ts (the book's layout), layer.ts
 * and draw.ts. Nothing here is tuned for training; that is what `keras` is for.
 */
export * as cnn from './cnn.ts';
