/** @file Controls that a page shows and a cell reads: `widgets`, and the two of them that need no name before them. */
export * as widgets from './widgets.ts';
export { anywidget, interact } from './widgets.ts';
