/** @file How the library shows things without knowing the kernel. */
export * from './awaited.ts';
export * from './host.ts';
export * from './missing-keys.ts';
export * from './notice.ts';
export * from './show.ts';
export * from './svg-picture.ts';
