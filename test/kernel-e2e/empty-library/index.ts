/** @file All there is to import. */
export const one = 1;
