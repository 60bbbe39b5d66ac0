/** @file A library without a name that is there by itself, for which the kernel is tested. */
export const library = { name: 'nothing', code: 'index.ts', types: 'index.ts', names: [] };
