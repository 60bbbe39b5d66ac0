/** @file `keras.random`: random numbers that models, tapes and training steps can draw anew at every run. */
export { SeedGenerator, type Seed, type SeedGeneratorOptions } from './seeds.ts';
export * from './draws.ts';
export * from './distributions.ts';
