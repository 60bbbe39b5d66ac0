/**
 * @file `plot`: the pictures of a CNN course, from data and then one options object. Each returns its figure, which is shown at
 * the end of the cell.
 */
export { featureMaps, filters, imageGrid, plot_images } from './maps.ts';
export { confusionMatrix, learningCurves } from './training.ts';
export { stepper } from './stepper.ts';
