/**
 * @file `plot`: the pictures of a CNN course, from data and then one options object. Each returns its figure, which is shown at
 * the end of the cell.
 */
export { featureMaps, filters } from './maps.ts';
export { imageGrid, plot_images } from './image-grid.ts';
export { confusionMatrix } from './confusion.ts';
export { learningCurves } from './training.ts';
export { overlay } from './overlay.ts';
export { perLayer } from './per-layer.ts';
export { stepper } from './stepper/index.ts';
export { explore } from './explore/index.ts';
export { filterLab } from './filter-lab/index.ts';
export { compareFilters } from './compare-filters.ts';
export { activationMaximization, maximalPatches } from './patches.ts';
export { receptiveField } from './receptive-field.ts';
export { misclassified } from './misclassified.ts';
export { probabilities } from './probabilities.ts';
export { embedding } from './embedding.ts';
export { compareAugmentations } from './augmentations.ts';
export { adversarial } from './adversarial.ts';
export { lossLandscape } from './landscape.ts';
export { liveTraining } from './live-training/index.ts';
export { playground } from './playground/index.ts';
