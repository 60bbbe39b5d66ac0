/** @file The modules of the library that become files of their own in `dist/src`: the door, and the threads' programs. */
export const libraryEntries: Record<string, string> = {
  index: 'src/index.ts',
  library: 'src/library.ts',
  'datasets/augment/worker': 'src/datasets/augment/worker.ts',
  'plot/output/render/thread': 'src/plot/output/render/thread.ts',
  'grade/probe': 'src/grade/probe.ts',
};
