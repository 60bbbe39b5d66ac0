/**
 * @file Whose filters a teaching call looks at: the layer that was named, or the last convolution. Without a convolution it is a fully
 * connected layer, whose units see the whole picture; a model that was never trained is shown as it is. Both are said.
 */
import { anything } from '../../arguments/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import type { Node } from '../../engine/index.ts';
import { IndexError, ValueError } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { Layer } from '../core/layer.ts';
import { isTouched } from '../core/trained.ts';
import { callsOf, chosenLayer, traceInside, type AnyModel, type LayerChoice } from './trace-model.ts';
import { beforeSoftmax } from './pictures.ts';

/** A `layer`: whether the model has it is asked where the model is known. */
export const layerRule = anything<LayerChoice | null>({ en: 'a layer of the model', ko: '모델의 층' });

/** The numbers of `filters`: which there are is asked where the layer is known. */
export const filtersRule = anything<number | readonly number[] | null>({
  en: 'whole numbers of filters',
  ko: '필터의 번호',
});

/** The layers of a model with those inside nested models, in the order of computation. */
function layersInOrder(model: AnyModel, input: Node, who: string): { layer: Layer; output: Node }[] {
  return traceInside(model, [input], who).calls.flatMap(({ layer, inputs, outputs }) =>
    inputs.length > 0 && outputs.length === 1 ? [{ layer, output: outputs[0]! }] : [],
  );
}

/** Whether a layer slides filters over maps. */
export function isConvolution(layer: Layer): boolean {
  return layer.weights.some(({ name, shape }) => /kernel/.test(name) && shape.length === 4);
}

/** A layer's result as something each filter of which can be asked: (n, h, w, filters) or (n, units). */
export interface Units {
  readonly layer: Layer;
  /** The layer's result; of the last layer the scores before softmax. */
  readonly output: Node;
  /** How many filters or units there are. */
  readonly count: number;
  /** Whether the layer gives maps. */
  readonly isMaps: boolean;
}

/** The units of a layer in the graph of `input`, inside a trace. */
export function unitsOf(model: AnyModel, choice: LayerChoice | null, input: Node, who: string): Units {
  callsOf(model, who);
  const all = layersInOrder(model, input, who);
  const chosen = choice === null ? usual(model, all, who) : chosenLayer(model, choice, who);
  const output = all.findLast(({ layer }) => layer === chosen)?.output;
  if (output === undefined || (output.shape.length !== 4 && output.shape.length !== 2)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the layer must give maps of shape (n, h, w, filters) or units of shape (n, units)',
        ko: '층은 모양이 (n, h, w, 필터)인 맵이나 (n, 유닛)인 값을 내야 합니다',
      },
      received: `layer '${chosen.name}'`,
      hint: askable(all),
    });
  }
  const shown = output.shape.length === 2 ? beforeSoftmax(output) : output;
  return { layer: chosen, output: shown, count: output.shape.at(-1)!, isMaps: output.shape.length === 4 };
}

function askable(all: readonly { layer: Layer; output: Node }[]): { en: string; ko: string } {
  const names = all.filter(({ output }) => [2, 4].includes(output.shape.length)).map(({ layer }) => layer.name);
  return { en: `These do: ${names.join(', ')}`, ko: `쓸 수 있는 층: ${names.join(', ')}` };
}

/** The last convolution; without one the first layer with weights that gives units. */
function usual(model: AnyModel, all: readonly { layer: Layer; output: Node }[], who: string): Layer {
  const convolution = all.findLast(({ layer, output }) => isConvolution(layer) && output.shape.length === 4);
  if (convolution) return convolution.layer;
  const dense = all.find(({ layer, output }) => layer.weights.length > 0 && output.shape.length === 2) ?? all.at(-1)!;
  warnOfTrap('no convolution', {
    en: `${who}: model '${model.name}' has no convolution, hence no filters that slide. Shown are the units of '${dense.layer.name}', each of which sees the whole picture; { layer: '…' } names another.`,
    ko: `${who}: 모델 '${model.name}'에 합성곱 층이 없어서 그림 위를 움직이는 필터가 없습니다. 대신 그림 전체를 보는 '${dense.layer.name}' 층의 유닛을 보여 줍니다. 다른 층은 { layer: '…' }로 고르세요.`,
  });
  return dense.layer;
}

/** Says that a model has its random first weights; what it shows is chance. */
export function sayUntrained(model: AnyModel, who: string): void {
  if (model.weights.length === 0 || model.weights.some(isTouched)) return;
  warnOfTrap('untrained model', {
    en: `${who}: model '${model.name}' was never trained and has no loaded weights: what is shown comes from its random first weights. Train it (await model.fit(…)) and compare.`,
    ko: `${who}: 모델 '${model.name}'은(는) 학습한 적이 없고 불러온 가중치도 없습니다. 보이는 것은 무작위 처음 가중치의 결과입니다. 학습시킨 뒤(await model.fit(…)) 비교해 보세요.`,
  });
}

/** Which filters are meant: those that were named, or the first `most`. Raises IndexError for one that is not there. */
export function chosenFilters(
  filters: number | readonly number[] | null,
  { layer, count }: Units,
  most: number,
  who: string,
): number[] {
  if (filters === null) return Array.from({ length: Math.min(most, count) }, (_, i) => i);
  const list = typeof filters === 'number' ? [filters] : filters;
  const wrong = Array.isArray(list) ? list.find((k) => !(Number.isInteger(k) && k >= 0 && k < count)) : list;
  if (wrong === undefined && list.length > 0) return [...list];
  throw new IndexError({
    who,
    rule: {
      en: `filters are whole numbers below ${count}, as many as '${layer.name}' has`,
      ko: `filters는 ${count}보다 작은 정수입니다('${layer.name}'의 필터는 ${count}개)`,
    },
    received: `filters ${describe(filters)}`,
  });
}
