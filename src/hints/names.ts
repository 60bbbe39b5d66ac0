/** @file The names of the library that are there in every cell without an import: the only list of them. */
export const names: readonly string[] = [
  'np',
  'plt',
  'plot',
  'cnn',
  'keras',
  'datasets',
  'sklearn',
  'image',
  'widgets',
  'interact',
  'anywidget',
  'check',
  'display',
  'help',
];
