/** @file Models beside each other: their layers, one by one, and then their weights. */
import { NDArray } from '../array/index.ts';
import { shapeText, type Translated } from '../errors/index.ts';
import { differenceOf, type Rules } from './difference.ts';
import { formOfArray } from './forms.ts';
import { findingOf, type Finding } from './words.ts';

/** What `check` and the grader read of a model, whoever made it. */
export interface ModelLike {
  layers: readonly LayerLike[];
}

interface LayerLike {
  name?: string;
  constructor: { name: string };
  output?: { shape?: unknown };
  outputShape?: unknown;
  countParams(): number;
  getWeights?(): unknown;
}

/** Whether a value is a model: it has layers that count their parameters. */
export function isModel(value: unknown): value is ModelLike {
  const { layers } = Object(value) as { layers?: unknown };
  if (!Array.isArray(layers)) return false;
  return layers.every((layer) => typeof (Object(layer) as Partial<LayerLike>).countParams === 'function');
}

/** A model as `model.summary()` tells it apart from others: class, output shape and parameters of every layer. */
export function layersOf(model: ModelLike): { layer: string; output: (number | null)[] | null; parameters: number }[] {
  return model.layers.map((layer) => ({
    layer: layer.constructor.name,
    output: sides(layer.output?.shape ?? layer.outputShape),
    parameters: layer.countParams(),
  }));
}

function sides(shape: unknown): (number | null)[] | null {
  return Array.isArray(shape) ? shape.map((side) => (typeof side === 'number' ? side : null)) : null;
}

/** The first difference between two models; with `rules` between their weights as well. */
export function modelFinding(mine: ModelLike, expected: ModelLike, rules?: Rules): Finding | undefined {
  const [a, b] = [layersOf(mine), layersOf(expected)];
  for (const [i, right] of b.entries()) {
    const layer = a[i];
    if (layer === undefined) break;
    const what = { en: `layer ${i + 1}`, ko: `${i + 1}번째 층` };
    if (layer.layer !== right.layer) return faultOf(what, { en: 'be', ko: '종류가' }, right.layer, layer.layer);
    const [shape, rightShape] = [textOf(layer.output), textOf(right.output)];
    const named = { en: `${what.en} (${right.layer})`, ko: `${what.ko}(${right.layer})` };
    if (shape !== rightShape) return faultOf(named, { en: 'give the shape', ko: '출력 모양이' }, rightShape, shape);
    if (layer.parameters !== right.parameters) {
      const [count, rightCount] = [String(layer.parameters), String(right.parameters)];
      return faultOf(named, { en: 'have this number of parameters:', ko: '매개변수 개수가' }, rightCount, count);
    }
  }
  if (a.length !== b.length) {
    return {
      rule: { en: `the model should have ${b.length} layers`, ko: `층의 개수가 다릅니다. 기대한 층: ${b.length}개` },
      received: { en: `${a.length}`, ko: `${a.length}개` },
    };
  }
  return rules && weightFinding(mine, expected, rules);
}

function weightFinding(mine: ModelLike, expected: ModelLike, rules: Rules): Finding | undefined {
  for (const [i, right] of expected.layers.entries()) {
    const [ours, theirs] = [weightsOf(mine.layers[i]!), weightsOf(right)];
    for (const [k, weight] of theirs.entries()) {
      const found = ours[k] && differenceOf(formOfArray(ours[k]), formOfArray(weight), rules);
      if (!found) continue;
      const { rule, received } = findingOf(found);
      const where = { en: `weight ${k + 1} of layer ${i + 1}`, ko: `${i + 1}번째 층의 ${k + 1}번째 가중치` };
      return {
        rule: {
          en: `the layers are the same; in ${where.en} ${rule.en}`,
          ko: `층은 같습니다. ${where.ko}: ${rule.ko}`,
        },
        received,
        hint: {
          en: 'Layers without their weights are compared by check.shape(mine, expected)',
          ko: '가중치 없이 층만 비교하려면 check.shape(내 모델, 기대한 모델)을 쓰세요',
        },
      };
    }
  }
  return undefined;
}

function weightsOf(layer: LayerLike): NDArray[] {
  const weights = layer.getWeights?.();
  return Array.isArray(weights) ? weights.filter((weight) => weight instanceof NDArray) : [];
}

function faultOf(what: Translated, asked: Translated, right: string, came: string): Finding {
  return {
    rule: {
      en: `${what.en} should ${asked.en} ${right}`,
      ko: `${what.ko}의 ${asked.ko} 다릅니다. 기대한 값: ${right}`,
    },
    received: came,
  };
}

function textOf(shape: readonly (number | null)[] | null): string {
  return shape === null ? '?' : shapeText(shape);
}
