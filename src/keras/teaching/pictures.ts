/** @file Pictures and classes as the teaching calls take them: one picture or a batch; a class by its number, or the best one. */
import { Rule } from '../../arguments/index.ts';
import { NDArray } from '../../array/index.ts';
import { isNode, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { AnyModel } from './trace-model.ts';

/** A batch, also of a single picture. Raises ShapeError when the model takes others. */
export function batched(model: AnyModel, x: NDArray, who: string): NDArray {
  const { shape } = model.symbolicInputs[0]!;
  const batch = x.ndim === shape.length - 1 ? x.reshape(1, ...x.shape) : x;
  if (batch.ndim === shape.length && shape.every((n, i) => i === 0 || n === null || n === batch.shape[i])) return batch;
  throw new ShapeError({
    who,
    rule: {
      en: `the model takes pictures of shape ${shapeText(shape.slice(1))}`,
      ko: `모델은 모양이 ${shapeText(shape.slice(1))}인 그림을 받습니다`,
    },
    received: { en: `an array of shape ${shapeText(x.shape)}`, ko: `모양이 ${shapeText(x.shape)}인 배열` },
    hint: { en: 'Resize them with image.resize.', ko: 'image.resize로 크기를 바꾸세요' },
  });
}

/** A class that exists, or ValueError. */
export function checkClass(classIndex: number | null, classes: number, who: string): void {
  if (classIndex === null || (Number.isInteger(classIndex) && classIndex >= 0 && classIndex < classes)) return;
  throw new ValueError({
    who,
    rule: {
      en: `classIndex must be a whole number below ${classes}, or null for the best class`,
      ko: `classIndex는 ${classes}보다 작은 정수이거나, 점수가 가장 높은 클래스를 뜻하는 null이어야 합니다`,
    },
    received: `classIndex ${describe(classIndex)}`,
  });
}

/** The scores before softmax or sigmoid: their gradients do not vanish where the network is sure. */
export function beforeSoftmax(output: Node): Node {
  const before = output.op === 'softmax' || output.op === 'sigmoid' ? output.inputs[0] : undefined;
  return isNode(before) ? before : output;
}

/** Scores (n, classes) of a model's first output, or ShapeError. */
export function requireScores(output: Node, who: string): Node {
  if (output.shape.length === 2) return output;
  throw new ShapeError({
    who,
    rule: {
      en: 'the model must give scores of shape (n, classes)',
      ko: '모델은 모양이 (n, 클래스)인 점수를 내야 합니다',
    },
    received: { en: `an output of shape ${shapeText(output.shape)}`, ko: `모양이 ${shapeText(output.shape)}인 출력` },
    hint: {
      en: 'Take the network with its top, or put GlobalAveragePooling2D and Dense behind it.',
      ko: '머리가 있는 네트워크를 쓰거나, 그 뒤에 GlobalAveragePooling2D와 Dense를 붙이세요',
    },
  });
}

/** The largest score of each row. */
export function bestOf(scores: ArrayLike<number>, rows: number, classes: number): number[] {
  return Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (scores[i * classes + c]! > scores[i * classes + best]!) best = c;
    return best;
  });
}

/** The `range` of the pixels. */
export const rangeRule = new Rule<readonly [number, number]>(
  { en: '[smallest, largest] of the pixels', ko: '픽셀 값의 [최솟값, 최댓값]' },
  (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0]! < value[1]!,
);
