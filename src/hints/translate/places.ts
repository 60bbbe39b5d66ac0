/** @file Names that Python's notebooks import, and where they are here; a test holds the lists to what the library has. */

import { isPictureModule, pictureName } from './pictures.ts';

/** The part of the library, and its names that are clear without it. */
export const parts: Readonly<Record<string, string>> = {
  'keras.layers':
    'Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveMaxPooling1D AdaptiveMaxPooling2D Add Average AveragePooling1D AveragePooling2D AvgPool1D AvgPool2D BatchNormalization CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D Conv2DTranspose Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose Cropping1D Cropping2D Dense DepthwiseConv1D DepthwiseConv2D Dot Dropout ELU Embedding Flatten GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAvgPool1D GlobalAvgPool2D GlobalL2NormPooling2D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMinPooling2D GroupNormalization Identity L2NormPooling2D Lambda LayerNormalization LeakyReLU LocalResponseNormalization LocallyConnected2D MaxPool1D MaxPool2D MaxPooling1D MaxPooling2D Maximum MinPooling2D Minimum Multiply Normalization PReLU Permute RMSNormalization RandomBrightness RandomContrast RandomCrop RandomFlip RandomRotation RandomTranslation RandomZoom RepeatVector Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D Softmax SpatialDropout1D SpatialDropout2D SpectralNormalization Subtract TimeDistributed UnitNormalization UpSampling1D UpSampling2D ZeroPadding1D ZeroPadding2D',
  'keras.callbacks':
    'BackupAndRestore CSVLogger Callback CallbackList EarlyStopping History LambdaCallback LearningRateScheduler ModelCheckpoint ProgbarLogger ReduceLROnPlateau SwapEMAWeights TensorBoard TerminateOnNaN',
  'keras.optimizers': 'Adadelta Adagrad Adam AdamW Adamax Nadam RMSprop SGD',
  'keras.applications':
    'AlexNet ConvNeXtTiny DenseNet121 DenseNet169 DenseNet201 EfficientNetB0 GoogLeNet InceptionResNetV2 InceptionV3 LeNet5 MobileNet MobileNetV2 MobileNetV3Large MobileNetV3Small NASNetMobile NetworkInNetwork ResNeXt50 ResNet101 ResNet101V2 ResNet152 ResNet152V2 ResNet50 ResNet50V2 SEResNet50 SmallNet SqueezeNet VGG16 VGG19 Xception ZFNet',
  'keras.utils':
    'PyDataset arrayToImg getFile imageDatasetFromDirectory imgToArray loadImg plotModel saveImg setRandomSeed splitDataset toCategorical',
  'keras.random': 'SeedGenerator',
  'keras.models': 'cloneModel loadModel',
  keras:
    'GradientTape Input InputLayer KerasTensor Layer Model Sequential Variable activations applications callbacks constraints initializers layers losses metrics models optimizers regularizers',
  datasets: 'Dataset ImageDataGenerator cifar10 fashionMnist lectureImage load_mnist mnist',
  sklearn:
    'KFold KNeighborsClassifier LabelEncoder LogisticRegression MinMaxScaler PCA StandardScaler StratifiedKFold TSNE accuracyScore classificationReport confusionMatrix crossValScore f1Score precisionRecallFscoreSupport precisionScore recallScore rocAucScore rocCurve trainTestSplit',
  widgets:
    'Accordion BoundedFloatText BoundedIntText Checkbox ColorPicker Dropdown FileUpload FloatLogSlider FloatProgress FloatRangeSlider FloatSlider FloatText GridBox HBox IntProgress IntRangeSlider IntSlider IntText RadioButtons SelectMultiple SelectionSlider Textarea ToggleButton ToggleButtons VBox dlink interactive',
  cnn: 'ConvD ConvDraw ConvMax MaxPooling Pooling apply_filter col2im convForward curveDetector featuring im2col to_img',
  plot: 'plot_images stepper filterLab imageGrid learningCurves liveTraining playground',
  image:
    'adjustGamma canny convolve1d convolve2d correlate1d correlate2d denoiseBilateral equalizeAdapthist equalizeHist estimateTransform gaussianFilter gray2rgb hog hsv2rgb imgAsFloat imgAsUbyte imread imsave lab2rgb maximumFilter meanSquaredError medianFilter minimumFilter montage peakSignalNoiseRatio percentileFilter prewitt prewittH prewittV randomNoise regionprops rescaleIntensity rgb2gray rgb2hsv rgb2lab rgb2xyz rgb2ycbcr rgb2yuv rgba2rgb scharr sobel sobelH sobelV structuralSimilarity thresholdLocal thresholdMean thresholdOtsu uniformFilter unsharpMask warp xyz2rgb ycbcr2rgb yuv2rgb AffineTransform ProjectiveTransform SimilarityTransform',
};

const places = new Map(
  Object.entries(parts).flatMap(([part, names]) => names.split(' ').map((name) => [name, part] as const)),
);

/** The part that has a name (spelt as Python or as here); undefined for others. */
export function placeOf(name: string): string | undefined {
  return places.get(name) ?? places.get(ownSpelling(name));
}

/** The name with its part before it: `Dense` → `keras.layers.Dense`. */
export function placed(name: string): string | undefined {
  const place = placeOf(name);
  return place && `${place}.${places.has(name) ? name : ownSpelling(name)}`;
}

/** `to_categorical` → `toCategorical`. */
function ownSpelling(name: string): string {
  return name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** Modules of Python's notebooks to the part here that has what is imported from them. */
const modules: readonly [RegExp, string][] = [
  [/^(?:tensorflow\.)?keras$|^tensorflow\.python\.keras$/, 'keras'],
  [/(?:^|\.)keras\.models$/, 'keras'],
  [/(?:^|\.)keras\.preprocessing(?:\.image)?$/, 'datasets'],
  [/(?:^|\.)keras\.datasets$/, 'datasets'],
  [/(?:^|\.)keras\.applications(?:\.\w+)?$/, 'keras.applications'],
  [/(?:^|\.)keras\.utils(?:\.\w+)?$/, 'keras.utils'],
  [/(?:^|\.)keras\.(layers|optimizers|callbacks|losses|metrics|initializers|regularizers|activations)(?:\.\w+)?$/, 'keras.$1'],
  [/^(cnn|plot|image|datasets)$/, '$1'],
  [/^ipywidgets(?:\.widgets)?$/, 'widgets'],
  [/^matplotlib$/, ''],
  [/^(?:common\.util|common\.layers|dataset\.mnist)$/, 'cnn'],
]; // prettier-ignore

/** What `from MODULE import NAMES` is here; undefined where nothing stands for it. */
export function importLine(module: string, names: string): string | undefined {
  const wanted = names.replace(/[()]/g, '').split(',').map((name) => name.trim()).filter(Boolean).map((name) => name.split(/\s+as\s+/) as [string, string?]); // prettier-ignore
  if (wanted.length === 0 || wanted.some(([name]) => !/^\w+$/.test(name))) return undefined;
  const [first, own] = wanted[0]!;
  if (/(?:^|\.)keras$/.test(module) && first === 'backend') return `const ${own ?? 'K'} = keras.ops`;
  if (module.endsWith('keras.utils') && first === 'np_utils') return `const ${own ?? 'np_utils'} = keras.utils`;
  if (/keras\.utils(?:\.\w+)?$/.test(module) && first === 'Sequence')
    return `const { PyDataset: ${own ?? first} } = keras.utils`;
  // The name image is that of the library's own part.
  if (module.endsWith('keras.preprocessing') && first === 'image') return 'const { loadImg, imgToArray } = keras.utils';
  if (isPictureModule(module)) {
    const entries = wanted.map(([name, as]) => {
      const there = pictureName(`filters.${name}`)?.slice('image.'.length);
      return there && (as === undefined || as === there ? there : `${there}: ${as}`);
    });
    return entries.includes(undefined) ? undefined : `const { ${entries.join(', ')} } = image`;
  }
  const known = modules.find(([pattern]) => pattern.test(module));
  const part = known && module.replace(known[0], known[1]).replace(/^.*?(?=keras|datasets|cnn|plot|image)/, '');
  if (!part) return undefined;
  const groups = new Map<string, string[]>();
  for (const [name, as] of wanted) {
    const place = placeOf(name) ?? part;
    const spelt = place === placeOf(name) ? placed(name)!.slice(place.length + 1) : ownSpelling(name);
    const entry = as === undefined || as === spelt ? spelt : `${spelt}: ${as}`;
    groups.set(place, [...(groups.get(place) ?? []), entry]);
  }
  return [...groups].map(([place, entries]) => `const { ${entries.join(', ')} } = ${place}`).join('; ');
}
