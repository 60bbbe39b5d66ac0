/** @file `plot`: the pictures of a CNN course. Each returns its figure, which is shown at the end of the cell. */
import { refusingSurplus } from '../input/surplus.ts';
import { featureMaps, filters, imageGrid, plot_images } from './maps.ts';
import { stepper } from './stepper.ts';
import { confusionMatrix, learningCurves } from './training.ts';

/** The pictures of a CNN: data first, then one options object; `columns` is how many stand in a row. */
export const plot = refusingSurplus(
  { featureMaps, filters, imageGrid, plot_images, confusionMatrix, learningCurves, stepper },
  'plot',
);
