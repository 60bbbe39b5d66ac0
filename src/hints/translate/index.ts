/** @file A beginner's line, in which Python and TypeScript are mixed, in TypeScript. */
export { importLine, parts, placed, placeOf } from './places.ts';
export { camelCase, words } from './options.ts';
export { changedIn, statement, statementAt, type Clause } from './statement.ts';
export { valuesSideBySide } from './side-by-side.ts';
export { tokensOf } from './tokens.ts';
export { isBuiltIn } from './vocabulary.ts';
export type { Types } from './values.ts';
