/** @file A beginner's line, in which Python and TypeScript are mixed, in TypeScript. */
export { importLine, parts, placed, placeOf } from './places.ts';
export { camelCase, words } from './options.ts';
export { statement, statementAt, type Clause } from './statement.ts';
export { tokensOf } from './tokens.ts';
export { isBuiltIn } from './vocabulary.ts';
export type { Types } from './values.ts';
