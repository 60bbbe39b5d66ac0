/**
 * @file The check module: `check.close(mine, expected)` and its kin, and the comparison that the grader shares with them.
 * The box that shows a result (verdict.ts) knows nothing of the comparison.
 */
export * as check from './check.ts';
export { bothFloat, differenceOf, indexOf, type Difference, type PlainNumber } from './difference.ts';
export { layersOf } from './models.ts';
export { kindNames } from './words.ts';
