/** @file What the grader needs of an exercise: a door of its own, so that no cell loads the parser. */
export { refusalText } from './encode.ts';
export * from './common.ts';
export * from './format.ts';
export * from './judge.ts';
export * from './release.ts';
export * from './steps.ts';
export { ANSWERS, type Answer } from './probe.ts';
export { overviewPage } from './pages/overview.ts';
export { studentPage } from './pages/student.ts';
export * from './reports.ts';
export * from './results.ts';
export { sealedName, sealedText, type SealedContent } from './sealed/file.ts';
export { sealedContent, sealedSeed, sealedTests } from './sealed/make.ts';
export * from './similarity.ts';
