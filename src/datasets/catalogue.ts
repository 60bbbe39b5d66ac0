/** @file The definitions of all data sets, for `kernelab data` and the docs. */
import { definitionOf, type DataSet } from './set.ts';
import * as sets from './sets/index.ts';

export const catalogue: readonly DataSet[] = Object.values(sets).flatMap((callable) => definitionOf(callable) ?? []);
