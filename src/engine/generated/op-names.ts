/** @file The names of elementwise ops. Written by scripts/generate-engine.ts from graph/ops/elementwise.ts; edit that. */

export const UNARY_FLOAT = [
  'neg',
  'abs',
  'sign',
  'square',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'exp',
  'expm1',
  'log',
  'log1p',
  'sin',
  'cos',
  'tanh',
  'sigmoid',
  'softplus',
  'erf',
  'relu',
  'floor',
  'ceil',
  'round',
] as const;
export const BINARY_ARITH = ['add', 'sub', 'mul', 'div', 'pow', 'maximum', 'minimum', 'mod'] as const;
export const BINARY_COMPARE = ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const;
