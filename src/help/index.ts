/** @file `help(x)` in a cell: what Shift+Tab shows, below the cell and in the student's language. */
export { help } from './help.ts';
export type { HelpBook, HelpCall, HelpEntry, HelpLine } from './book.ts';
