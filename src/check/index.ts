/**
 * @file The check module: `check.close(mine, expected)` and its kin, and the comparison that the grader shares with them.
 * The box that shows a result (verdict.ts) knows nothing of the comparison. `check` itself, which also takes the name of a
 * question, is put together where sealed answers are read (src/grade/sealed).
 */
export { close, equal, shape } from './check.ts';
export {
  bothFloat,
  differenceOf,
  indexOf,
  isSame,
  type ArrayForm,
  type Difference,
  type PlainNumber,
  type Rules,
} from './difference.ts';
export { layersOf } from './models.ts';
export { sideBySide } from './picture.ts';
export { pronounceLater, type Verdict } from './verdict.ts';
export { aboutOf, kindNames } from './words.ts';
