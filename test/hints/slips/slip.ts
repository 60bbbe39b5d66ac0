/** @file How a table of slips is written: the code before, what a student who knows Python types, the line that works. */

/** In a suggested line `{ … }` is a block that the student writes. */
export interface Slip {
  before: string;
  slip: string;
  line: string;
}

/** Slips in one notebook whose earlier cell is `before`. */
export function after(before: string, slips: readonly (readonly [slip: string, line: string])[]): Slip[] {
  return slips.map(([slip, line]) => ({ before, slip, line }));
}
