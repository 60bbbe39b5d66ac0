/** @file Data sets: the namespace `datasets` of a cell, and the definitions for `kernelab data`. */
export { catalogue as dataSets } from './catalogue.ts';
export * as datasets from './datasets.ts';
