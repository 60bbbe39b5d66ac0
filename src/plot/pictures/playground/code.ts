/** @file A playground's network as cells for Keras: what one built by clicking can be written. Runs in the page too. */
import type { Setting } from './setting.ts';

/** The model and how it is compiled. */
export function codeOf({
  features,
  layers,
  activation,
  learningRate,
  regularization,
  regularizationRate,
}: Setting): string {
  const penalty =
    regularization === 'none' ? '' : `, kernelRegularizer: keras.regularizers.${regularization}(${regularizationRate})`;
  const hidden = layers.map((units) => `  keras.layers.Dense(${units}, { activation: '${activation}'${penalty} }),`);
  return [
    'const model = keras.Sequential([',
    `  keras.layers.Input({ shape: [${features.length}] }), // ${features.join(', ')}`,
    ...hidden,
    `  keras.layers.Dense(1, { activation: 'sigmoid'${penalty} }),`,
    ']);',
    `model.compile({ optimizer: keras.optimizers.SGD({ learningRate: ${learningRate} }), loss: 'binary_crossentropy' });`,
  ].join('\n');
}
