/**
 * @file GoogLeNet (Inception v1), the winner of 2014: modules that look through windows of several sizes at once, made cheap by
 * 1 × 1; the mean of each map in place of wide Dense layers; two auxiliary classifiers that feed gradients into the middle.
 * Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke and Rabinovich, "Going deeper with convolutions", 2014,
 * arXiv 1409.4842; table 1, figures 2 (b) and 3.
 */
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import type { Model } from '../model/index.ts';
import { plain, scores, type ApplicationOptions, type PlainApplication, type Settings } from './application.ts';
import { brightness, overlappingPool } from './caffe.ts';
import { imagenetUtils } from './imagenet.ts';

export interface GoogLeNetOptions extends ApplicationOptions {
  /**
   * With the two auxiliary classifiers as second and third output, for training. Default false.
   * @ko 학습을 돕는 보조 분류기 둘을 출력으로 더합니다. 기본값 false.
   */
  auxiliary?: boolean;
}

/** With `auxiliary: true` the model has three outputs, and `predict` gives a list. */
export interface GoogLeNetFunction extends PlainApplication<GoogLeNetOptions> {
  (options: GoogLeNetOptions & { auxiliary: true; weights?: null }): Model<NDArray[]>;
  (options: GoogLeNetOptions & { auxiliary: true; weights: string }): Promise<Model<NDArray[]>>;
}

const OWN = { auxiliary: false };

/** Lines of table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
const MODULES = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128],
} as const;

function conv(x: KerasTensor, filters: number, window: number, name: string, strides = 1): KerasTensor {
  return layers.Conv2D(filters, window, { strides, padding: 'same', activation: 'relu', name })(x);
}

/** Figure 2 (b): 1 × 1, 3 × 3, 5 × 5 and pooling side by side, with 1 × 1 before the large windows and behind the pooling. */
function inception(x: KerasTensor, id: keyof typeof MODULES): KerasTensor {
  const [one, reduce3, three, reduce5, five, project] = MODULES[id];
  const name = `inception_${id}`;
  const branch3 = conv(conv(x, reduce3, 1, `${name}_3x3_reduce`), three, 3, `${name}_3x3`);
  const branch5 = conv(conv(x, reduce5, 1, `${name}_5x5_reduce`), five, 5, `${name}_5x5`);
  const pooled = layers.MaxPooling2D(3, { strides: 1, padding: 'same', name: `${name}_pool` })(x);
  const parts = [conv(x, one, 1, `${name}_1x1`), branch3, branch5, conv(pooled, project, 1, `${name}_pool_proj`)];
  return layers.Concatenate({ axis: 3, name: `${name}_output` })(parts);
}

/** A small classifier on maps in the middle: its loss counts 0.3 in training. */
function auxiliaryScores(x: KerasTensor, number: number, { classes, classifierActivation }: Settings): KerasTensor {
  const name = `auxiliary_${number}`;
  x = layers.AveragePooling2D(5, { strides: 3, name: `${name}_pool` })(x);
  x = layers.Flatten({ name: `${name}_flatten` })(conv(x, 128, 1, `${name}_conv`));
  x = layers.Dense(1024, { activation: 'relu', name: `${name}_fc` })(x);
  x = layers.Dropout(0.7, { name: `${name}_dropout` })(x);
  return layers.Dense(classes, { activation: classifierActivation, name })(x);
}

/** The last maps, and those behind modules 4a and 4d. */
function body(x: KerasTensor): [KerasTensor, KerasTensor, KerasTensor] {
  const lrn = (y: KerasTensor, name: string): KerasTensor => brightness(y, name, { bias: 1, alpha: 2e-5 });
  x = conv(x, 64, 7, 'conv1', 2);
  x = lrn(overlappingPool(x, 'pool1'), 'norm1');
  x = conv(conv(x, 64, 1, 'conv2_reduce'), 192, 3, 'conv2');
  x = overlappingPool(lrn(x, 'norm2'), 'pool2');
  x = overlappingPool(inception(inception(x, '3a'), '3b'), 'pool3');
  const first = inception(x, '4a');
  const second = inception(inception(inception(first, '4b'), '4c'), '4d');
  x = overlappingPool(inception(second, '4e'), 'pool4');
  return [inception(inception(x, '5a'), '5b'), first, second];
}

function classify(x: KerasTensor, settings: Settings<typeof OWN>, middle: readonly KerasTensor[]) {
  x = layers.GlobalAveragePooling2D({ name: 'avg_pool' })(x);
  const main = scores(layers.Dropout(0.4, { name: 'dropout' })(x), settings);
  if (!settings.auxiliary) return main;
  return [main, ...middle.map((maps, i) => auxiliaryScores(maps, i + 1, settings))];
}

/**
 * GoogLeNet for 224 × 224 colour pictures, 7.0 million parameters (13.4 with the auxiliary classifiers, which need sides of 79 or
 * more). Smallest side: 32. There are no official weights. Train it with
 * `compile({ lossWeights: [1, 0.3, 0.3], … })` and the labels three times.
 * @ko GoogLeNet(2014)의 구조를 만듭니다.
 */
export const GoogLeNet = plain<typeof OWN, GoogLeNetOptions>({
  who: 'GoogLeNet',
  name: 'googlenet',
  size: 224,
  least: 32,
  options: OWN,
  check({ auxiliary, includeTop }, shape) {
    if (!auxiliary) return;
    if (!includeTop) {
      throw new ValueError({
        who: 'GoogLeNet',
        rule: {
          en: 'auxiliary classifiers belong to the top',
          ko: '보조 분류기는 includeTop이 true일 때만 쓸 수 있습니다',
        },
        received: 'auxiliary true, includeTop false',
      });
    }
    if (shape.slice(0, 2).some((n) => n! < 79)) {
      throw new ValueError({
        who: 'GoogLeNet',
        rule: {
          en: 'with auxiliary classifiers pictures must be at least 79 x 79',
          ko: '보조 분류기를 쓰려면 그림이 79 x 79 이상이어야 합니다',
        },
        received: `inputShape ${JSON.stringify(shape)}`,
      });
    }
  },
  body,
  classify,
}) as GoogLeNetFunction;

export const { preprocessInput, decodePredictions } = imagenetUtils('bgr');
