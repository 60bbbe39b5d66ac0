/** @file Typed errors, the language of messages, and how values are written in them. */
export * from './kernelab-error.ts';
export * from './shape-error.ts';
export * from './index-error.ts';
export * from './axis-error.ts';
export * from './dtype-error.ts';
export * from './value-error.ts';
export * from './format-error.ts';
export * from './file-error.ts';
export * from './network-error.ts';
export * from './floating-point-error.ts';
export * from './not-built-error.ts';
export * from './interrupt-error.ts';
export * from './check-error.ts';
export * from './memory-error.ts';
export * from './language.ts';
export * from './particle.ts';
export * from './format.ts';
