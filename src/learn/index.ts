/** @file Learning without networks: `sklearn`, with scikit-learn's names in camelCase. */
export * as sklearn from './sklearn.ts';
