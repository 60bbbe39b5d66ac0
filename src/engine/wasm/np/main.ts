/**
 * @file What the program of `np` exports: kernels on plain arrays in this module's own memory, where large arrays live and into
 * which chunks of others are copied (src/engine/np/program.ts).
 */
export { exp_f32, exp_f64, log_f32, log_f64 } from './exp-log';
export * from './sort';
export * from './sort-lanes';
export * from './conversions';
export { combine_f32, combine_f64, dots_f32, dots_f64, reflect } from './products';
export { eliminate, substitute } from './elimination';
export * from './orthogonal';
export * from './tridiagonal';
export * from './bidiagonal';
export * from './eigen-halves';
export * from './singular-halves';
export * from './interleave';
export * from './places';
export * from './strided';
export * from './thin-products';
export * from './block-products';
export * from './reductions';
export { transpose_8, transpose_16, transpose_32, transpose_64 } from './transpose';
export * from './select';
export * from '../generated/np-elementwise';
export { abi } from '../generated/np-abi';
