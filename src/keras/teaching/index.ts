/** @file Calls for teaching, part of `keras.utils`: what a network is made of, what it costs, what it looks at. */
export {
  architectureTable,
  type ArchitectureOptions,
  type ArchitectureRow,
  type ArchitectureTable,
} from './architecture-table.ts';
export { timePerLayer, type TimeOptions, type TimeRow, type TimeTable } from './time-per-layer.ts';
export { featureMaps, type FeatureMapsOptions } from './feature-maps.ts';
export { gradCam, type GradCam, type GradCamOptions } from './grad-cam.ts';
export { occlusion, type Occlusion, type OcclusionOptions } from './occlusion.ts';
export { modelFromPattern, type PatternOptions } from './pattern/index.ts';
export { plotModel, type PlotModelOptions } from './plot-model/index.ts';
export { firstFilters } from './first-filters.ts';
export { receptiveField, type ReceptiveField, type ReceptiveFieldOptions } from './receptive-field.ts';
export { maximalPatches, type MaximalPatches, type MaximalPatchesOptions } from './maximal-patches.ts';
export {
  activationMaximization,
  type ActivationMaximization,
  type ActivationMaximizationOptions,
} from './activation-maximization.ts';
export { misclassified, type Misclassified } from './misclassified.ts';
export { adversarial, type Adversarial, type AdversarialOptions } from './adversarial.ts';
export { lossLandscape, type LossLandscape, type LossLandscapeOptions } from './loss-landscape.ts';
export { embedding, type Embedding, type EmbeddingOptions } from './embedding/index.ts';
