/** @file One valid use of every layer: its options and the shapes of its inputs (without the batch). A layer that is missing here does not compile. */
import type { Layer } from '../../src/keras/core/layer.ts';
import { keras } from '../../src/keras/index.ts';
import * as applicationLayers from '../../src/keras/layers/application-layers.ts';

type Exports = typeof keras.layers & typeof applicationLayers;
/** The names of layer classes: what may be called with options and has facts. */
export type LayerName = {
  [K in keyof Exports]: Exports[K] extends { fromConfig(config: never): Layer }
    ? K extends 'Layer'
      ? never
      : K
    : never;
}[keyof Exports];

export interface LayerSample {
  readonly options: Readonly<Record<string, unknown>>;
  readonly shapes: readonly (readonly number[])[];
}

const of = (options: Readonly<Record<string, unknown>>, ...shapes: readonly number[][]): LayerSample => ({
  options,
  shapes,
});

/** Around another layer, which is made anew each time: a layer that is built keeps its weights. */
const around = (layer: () => Layer, ...shapes: readonly number[][]): LayerSample => ({
  get options() {
    return { layer: layer() };
  },
  shapes,
});

const PICTURE = [6, 6, 4];
const SERIES = [8, 4];
const conv = of({ filters: 3, kernelSize: 3 }, PICTURE);
const conv1D = of({ filters: 3, kernelSize: 2 }, SERIES);
const pool = of({ poolSize: 2 }, PICTURE);
const pool1D = of({ poolSize: 2 }, SERIES);
const picture = of({}, PICTURE);
const series = of({}, SERIES);
const two = of({}, [5], [5]);
const geometry = of({ factor: 0.2 }, PICTURE);

export const LAYER_SAMPLES: Readonly<Record<LayerName, LayerSample>> = {
  InputLayer: of({ shape: [5] }, [5]),
  Dense: of({ units: 3 }, [5]),
  Embedding: of({ inputDim: 7, outputDim: 3 }, [5]),
  Lambda: of({ function: (x: unknown) => x }, [5]),
  Identity: of({}, [5]),
  SpectralNormalization: around(() => keras.layers.Dense(3), [5]),
  TimeDistributed: around(() => keras.layers.Dense(3), SERIES),
  Activation: of({ activation: 'relu' }, [5]),
  ELU: of({}, [5]),
  LeakyReLU: of({}, [5]),
  PReLU: of({}, [5]),
  ReLU: of({}, [5]),
  Softmax: of({}, [5]),
  Conv1D: conv1D,
  Convolution1D: conv1D,
  Conv1DTranspose: conv1D,
  Convolution1DTranspose: conv1D,
  DepthwiseConv1D: of({ kernelSize: 2 }, SERIES),
  SeparableConv1D: conv1D,
  SeparableConvolution1D: conv1D,
  Conv2D: conv,
  Convolution2D: conv,
  Conv2DTranspose: conv,
  Convolution2DTranspose: conv,
  DepthwiseConv2D: of({ kernelSize: 3 }, PICTURE),
  SeparableConv2D: conv,
  SeparableConvolution2D: conv,
  LocallyConnected2D: conv,
  MaxPooling2D: pool,
  MaxPool2D: pool,
  AveragePooling2D: pool,
  AvgPool2D: pool,
  MinPooling2D: pool,
  L2NormPooling2D: pool,
  MaxPooling1D: pool1D,
  MaxPool1D: pool1D,
  AveragePooling1D: pool1D,
  AvgPool1D: pool1D,
  GlobalAveragePooling2D: picture,
  GlobalAvgPool2D: picture,
  GlobalMaxPooling2D: picture,
  GlobalMaxPool2D: picture,
  GlobalMinPooling2D: picture,
  GlobalL2NormPooling2D: picture,
  GlobalAveragePooling1D: series,
  GlobalMaxPooling1D: series,
  GlobalAvgPool1D: series,
  GlobalMaxPool1D: series,
  AdaptiveAveragePooling1D: of({ outputSize: 3 }, SERIES),
  AdaptiveAveragePooling2D: of({ outputSize: [2, 4] }, PICTURE),
  AdaptiveMaxPooling1D: of({ outputSize: 3 }, SERIES),
  AdaptiveMaxPooling2D: of({ outputSize: [2, 4] }, PICTURE),
  BatchNormalization: picture,
  LayerNormalization: picture,
  GroupNormalization: of({ groups: 2 }, PICTURE),
  LocalResponseNormalization: picture,
  RMSNormalization: picture,
  UnitNormalization: picture,
  LayerScale: of({ initValues: 0.5, projectionDim: 4 }, PICTURE),
  ActivityRegularization: of({ l2: 0.1 }, [5]),
  Dropout: of({ rate: 0.5 }, [5]),
  SpatialDropout1D: of({ rate: 0.5 }, SERIES),
  SpatialDropout2D: of({ rate: 0.5 }, PICTURE),
  GaussianNoise: of({ stddev: 1 }, [5]),
  GaussianDropout: of({ rate: 0.5 }, [5]),
  StochasticDepth: of({ dropPathRate: 0.5 }, PICTURE),
  Add: two,
  Average: two,
  Concatenate: two,
  Dot: of({ axes: 1 }, [5], [5]),
  Maximum: two,
  Minimum: two,
  Multiply: two,
  Subtract: two,
  CustomScaleLayer: of({ scale: 2 }, [5], [5]),
  Cropping1D: of({ cropping: [1, 2] }, SERIES),
  UpSampling1D: series,
  ZeroPadding1D: series,
  Cropping2D: of({ cropping: 1 }, PICTURE),
  Flatten: picture,
  Permute: of({ dims: [2, 1] }, SERIES),
  RepeatVector: of({ n: 3 }, [5]),
  Reshape: of({ targetShape: [4, 8] }, SERIES),
  UpSampling2D: picture,
  ZeroPadding2D: picture,
  CenterCrop: of({ height: 4, width: 4 }, PICTURE),
  Normalization: of({ mean: 0.5, variance: 2 }, PICTURE),
  RandomBrightness: geometry,
  RandomContrast: geometry,
  RandomCrop: of({ height: 4, width: 4 }, PICTURE),
  RandomFlip: picture,
  RandomRotation: geometry,
  RandomTranslation: of({ heightFactor: 0.2, widthFactor: 0.2 }, PICTURE),
  RandomZoom: of({ heightFactor: 0.2 }, PICTURE),
  Rescaling: of({ scale: 2 }, PICTURE),
  Resizing: of({ height: 3, width: 5 }, PICTURE),
};

const ALL: Readonly<Record<string, unknown>> = { ...keras.layers, ...applicationLayers };

/** The class of a sample, under any of its names. */
export function layerClass(name: LayerName): { new (options: object): Layer; fromConfig(config: object): Layer } {
  return ALL[name] as never;
}

/** A fresh layer as in its sample. */
export function sampleLayer(name: LayerName, options: object = {}): Layer {
  return new (layerClass(name))({ ...LAYER_SAMPLES[name].options, ...options });
}

export const LAYER_NAMES = Object.keys(LAYER_SAMPLES) as LayerName[];
