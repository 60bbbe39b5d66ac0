/** @file `keras.utils.firstFilters(model)`: the filters of the first convolution, for `plot.filters` and `plot.compareFilters`. */
import { type NDArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import type { Layer } from '../core/layer.ts';
import { Model as ModelBase } from '../model/model.ts';
import { callsOf, type AnyModel } from './trace-model.ts';
import { isConvolution } from './units.ts';

/**
 * A copy of the first convolution's kernel, (kh, kw, channels, filters): take it before and after training and lay both side by side
 * with `plot.compareFilters(before, after)`. In a model without convolutions each unit of the first fully connected layer is one
 * "filter" as large as the picture, (h, w, channels, units), and a notice says so.
 * Raises ValueError for a model without either.
 * @ko 첫 합성곱 층의 필터를 복사해 줍니다. 학습 전과 후를 견줄 때 씁니다.
 */
export function firstFilters(model: AnyModel): NDArray {
  const who = 'firstFilters';
  readArguments(who, Array.from(arguments).slice(1), {});
  callsOf(model, who);
  const layers = innerLayers(model);
  const convolution = layers.find(isConvolution);
  const kernelOf = (layer: Layer): NDArray => layer.weights.find(({ name }) => /kernel/.test(name))!.numpy();
  if (convolution) return kernelOf(convolution);
  const dense = layers.find(({ weights }) =>
    weights.some(({ name, shape }) => name === 'kernel' && shape.length === 2),
  );
  const picture = model.symbolicInputs[0]!.shape.slice(1);
  const kernel = dense && kernelOf(dense);
  const cells = picture.reduce<number>((a, b) => a * (b ?? Number.NaN), 1);
  if (kernel === undefined || kernel.shape[0] !== cells || picture.length < 2) {
    throw new ValueError({
      who,
      rule: {
        en: 'the model has no convolution, and no fully connected layer that looks at a picture',
        ko: '모델에 합성곱 층도, 그림을 보는 완전 연결층도 없습니다',
      },
      received: {
        en: `model '${model.name}' with ${model.layers.map(({ className }) => className).join(', ')}`,
        ko: `모델 '${model.name}'(층: ${model.layers.map(({ className }) => className).join(', ')})`,
      },
    });
  }
  warnOfTrap('no convolution', {
    en: `${who}: model '${model.name}' has no convolution, hence no filters that slide. Shown are the weights of '${dense!.name}': one number for each pixel of the picture.`,
    ko: `${who}: 모델 '${model.name}'에 합성곱 층이 없어서 그림 위를 움직이는 필터가 없습니다. 대신 '${dense!.name}' 층의 가중치를 보여 줍니다(픽셀마다 수 하나).`,
  });
  const [height, width, channels = 1] = picture as [number, number, number?];
  return kernel.reshape(height, width, channels, kernel.shape[1]!);
}

function innerLayers(model: AnyModel): Layer[] {
  return model.layers.flatMap((layer) => (layer instanceof ModelBase ? innerLayers(layer) : [layer]));
}
