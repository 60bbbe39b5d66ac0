/** @file What can be chosen in a playground, and how much of it. Runs in the page too. */
export const dataNames = ['circle', 'xor', 'gauss', 'spiral'] as const;
export const featureNames = ['x', 'y', 'x*x', 'y*y', 'x*y', 'sin(x)', 'sin(y)'] as const;
export const activationNames = ['relu', 'tanh', 'sigmoid', 'linear'] as const;
export const regularizationNames = ['none', 'l1', 'l2'] as const;

export type DataName = (typeof dataNames)[number];
export type FeatureName = (typeof featureNames)[number];
export type ActivationName = (typeof activationNames)[number];
export type RegularizationName = (typeof regularizationNames)[number];

/** More layers and units nobody can tell apart in the picture. */
export const MOST_LAYERS = 6;
export const MOST_UNITS = 8;

/** The rates a page offers. */
export const learningRates = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;
export const regularizationRates = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1] as const;
export const batchSizes = [1, 5, 10, 25, 50, 100] as const;

/** All that is chosen. */
export interface Setting {
  readonly data: DataName;
  /** 0 to 0.5. */
  readonly noise: number;
  /** How many, half of them kept back for the test loss. */
  readonly points: number;
  readonly features: readonly FeatureName[];
  /** Units of each hidden layer. */
  readonly layers: readonly number[];
  readonly activation: ActivationName;
  readonly learningRate: number;
  readonly regularization: RegularizationName;
  readonly regularizationRate: number;
  readonly batchSize: number;
  readonly seed: number;
}
