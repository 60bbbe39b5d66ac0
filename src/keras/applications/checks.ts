/** @file What can be wrong with the arguments of a ready-made network, by Keras's rules, and the shape of its pictures. */
import { oneOf } from '../../arguments/index.ts';
import { ValueError, nearest, say, shapeText } from '../../errors/index.ts';
import { softmax } from '../activations/index.ts';
import * as activations from '../activations/index.ts';
import { describe } from '../common/arguments.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import { print } from '../common/terminal.ts';
import type { Plan, Settings } from './application.ts';

/** What can be wrong before a size is known. */
export function checkWeights<E extends object>(plan: Plan<E>, settings: Settings<E>): void {
  const { who } = plan;
  const { weights, includeTop, classes, classifierActivation, pooling, inputTensor } = settings;
  if (
    weights !== null &&
    weights !== 'imagenet' &&
    !(typeof weights === 'string' && /\.(h5|hdf5|keras)$/.test(weights))
  ) {
    throw new ValueError({
      who,
      rule: "weights must be null (fresh ones), 'imagenet' or the path of a .h5, .weights.h5 or .keras file",
      received: `weights ${describe(weights)}`,
      hint: typeof weights === 'string' && nearest(weights, ['imagenet']) ? "Did you mean 'imagenet'?" : undefined,
    });
  }
  if (weights === 'imagenet' && !plan.official) {
    throw new ValueError({
      who,
      rule: 'there are no official weights of this network',
      received: "weights 'imagenet'",
      hint: 'Give the path of a file, { weights: path }, or null for fresh weights.',
    });
  }
  if (!(Number.isInteger(classes) && classes > 0)) {
    throw new ValueError({
      who,
      rule: 'classes must be a whole number above 0',
      received: `classes ${describe(classes)}`,
    });
  }
  if (pooling !== null && pooling !== 'avg' && pooling !== 'max') {
    throw new ValueError({
      who,
      rule: "pooling must be null, 'avg' or 'max'",
      received: `pooling ${describe(pooling)}`,
    });
  }
  if (inputTensor !== null && !(inputTensor instanceof KerasTensor)) {
    throw new ValueError({
      who,
      rule: 'inputTensor must be a symbolic tensor',
      received: describe(inputTensor),
      hint: 'It comes from keras.Input or a layer called on one.',
    });
  }
  if (weights === 'imagenet' && includeTop && classes !== 1000) {
    throw new ValueError({
      who,
      rule: "with weights 'imagenet' and the top, classes must be 1000",
      received: `classes ${classes}`,
      hint: 'Leave the top out ({ includeTop: false }) and put your own Dense behind.',
    });
  }
  const last = activations.get(classifierActivation, who);
  if (weights === 'imagenet' && includeTop && last !== softmax && last !== activations.get(null, who)) {
    throw new ValueError({
      who,
      rule: "with weights 'imagenet' and the top, classifierActivation must be 'softmax' or null",
      received: `classifierActivation ${describe(classifierActivation)}`,
    });
  }
}

/** Refuses an option of a network that is none of its words. */
export function checkWord(who: string, name: string, value: unknown, words: readonly unknown[]): void {
  oneOf(who, name, value, words);
}

/** The shape of one picture, by Keras's rules. */
export function pictureShape<E extends object>(plan: Plan<E>, settings: Settings<E>): SymbolicShape {
  const { who, least, channels = 3 } = plan;
  const { inputShape, weights, includeTop, inputTensor } = settings;
  const side = typeof plan.size === 'number' ? plan.size : plan.size(settings);
  if (inputShape !== null && !(Array.isArray(inputShape) && inputShape.length === 3 && inputShape.every(isSide))) {
    throw new ValueError({
      who,
      rule: 'inputShape must be [height, width, channels]',
      received: describe(inputShape),
      hint: 'For colour pictures of 224 x 224 it is [224, 224, 3].',
    });
  }
  const usual = [side, side, channels];
  if (inputShape && weights === 'imagenet' && inputShape[2] !== channels) {
    throw new ValueError({
      who,
      rule: `with weights 'imagenet' the pictures must have ${channels} channels`,
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Grey pictures become colour pictures by np.repeat(x, 3, { axis: -1 }).',
    });
  }
  const fixed = includeTop && !plan.anySize;
  if (inputShape && weights === 'imagenet' && fixed && usual.some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: `with weights 'imagenet' and the top, inputShape must be ${shapeText(usual)}`,
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Resize the pictures, or leave the top out ({ includeTop: false }).',
    });
  }
  const sides = inputTensor ? inputTensor.shape.slice(1, 3) : (inputShape ?? []).slice(0, 2);
  if (sides.some((n) => n !== null && n < least)) {
    throw new ValueError({
      who,
      rule: `pictures must be at least ${least} x ${least}`,
      received: inputTensor
        ? `an inputTensor of shape ${shapeText(inputTensor.shape)}`
        : `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Resize them (image.resize), or choose a network for smaller ones.',
    });
  }
  if (inputTensor && inputShape && inputTensor.shape.slice(1).some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: 'inputTensor and inputShape must agree',
      received: `${shapeText(inputTensor.shape)} and ${shapeText(inputShape as number[])}`,
      hint: 'One of them is enough.',
    });
  }
  const odd = inputShape?.[2];
  if (typeof odd === 'number' && odd !== 1 && odd !== 3) {
    print(
      `${say({
        en: `Note: ${who} is usually given pictures of 1 or 3 channels; these have ${odd}.`,
        ko: `참고: ${who}에는 보통 채널이 1개나 3개인 그림을 줍니다. 지금은 ${odd}개입니다.`,
      })}\n`,
    );
  }
  if (!inputShape) return fixed || plan.ownSize ? usual : [null, null, channels];
  if (fixed && inputShape.includes(null)) {
    throw new ValueError({
      who,
      rule: 'with the top, inputShape must say height, width and channels',
      received: `inputShape ${shapeText(inputShape as number[])}`,
    });
  }
  return inputShape;
}

const isSide = (n: unknown): boolean => n === null || (Number.isInteger(n) && (n as number) > 0);
