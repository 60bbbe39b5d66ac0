/** @file What the library has to say about a beginner's cell: names that are there, advice under errors, notices. */
export { hintFor } from './hint-for.ts';
export { checksItself } from './widened.ts';
export { kindOfType } from './kinds.ts';
export { hintForThrown } from './thrown.ts';
export { names } from './names.ts';
export { operatorNotice } from './operator-notices.ts';
export { notices } from './notices.ts';
export type { Problem } from './problem.ts';
export { outsideKind } from './outside.ts';
