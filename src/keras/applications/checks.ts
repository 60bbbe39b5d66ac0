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
      rule: {
        en: "weights must be null (fresh ones), 'imagenet' or the path of a .h5, .weights.h5 or .keras file",
        ko: "weights는 null(새 가중치), 'imagenet', 또는 .h5, .weights.h5, .keras 파일의 경로여야 합니다",
      },
      received: `weights ${describe(weights)}`,
      hint:
        typeof weights === 'string' && nearest(weights, ['imagenet'])
          ? { en: "Did you mean 'imagenet'?", ko: "'imagenet'을 뜻했나요?" }
          : undefined,
    });
  }
  if (weights === 'imagenet' && !plan.official) {
    throw new ValueError({
      who,
      rule: { en: 'there are no official weights of this network', ko: '이 네트워크에는 공식 가중치가 없습니다' },
      received: "weights 'imagenet'",
      hint: {
        en: 'Give the path of a file, { weights: path }, or null for fresh weights.',
        ko: '파일의 경로를 주거나({ weights: path }), 새 가중치로 시작하려면 null을 주세요',
      },
    });
  }
  if (!(Number.isInteger(classes) && classes > 0)) {
    throw new ValueError({
      who,
      rule: { en: 'classes must be a whole number above 0', ko: 'classes는 0보다 큰 정수여야 합니다' },
      received: `classes ${describe(classes)}`,
    });
  }
  if (pooling !== null && pooling !== 'avg' && pooling !== 'max') {
    throw new ValueError({
      who,
      rule: { en: "pooling must be null, 'avg' or 'max'", ko: "pooling은 null, 'avg', 'max' 가운데 하나여야 합니다" },
      received: `pooling ${describe(pooling)}`,
    });
  }
  if (inputTensor !== null && !(inputTensor instanceof KerasTensor)) {
    throw new ValueError({
      who,
      rule: {
        en: 'inputTensor must be a symbolic tensor',
        ko: 'inputTensor는 기호 텐서(keras.KerasTensor)여야 합니다',
      },
      received: describe(inputTensor),
      hint: {
        en: 'It comes from keras.Input or a layer called on one.',
        ko: 'keras.Input이나, 그것으로 층을 호출한 결과를 쓰세요',
      },
    });
  }
  if (weights === 'imagenet' && includeTop && classes !== 1000) {
    throw new ValueError({
      who,
      rule: {
        en: "with weights 'imagenet' and the top, classes must be 1000",
        ko: "weights가 'imagenet'이고 includeTop이 true이면 classes는 1000이어야 합니다",
      },
      received: `classes ${classes}`,
      hint: {
        en: 'Leave the top out ({ includeTop: false }) and put your own Dense behind.',
        ko: '{ includeTop: false }로 머리를 빼고 그 뒤에 Dense를 직접 붙이세요',
      },
    });
  }
  const last = activations.get(classifierActivation, who);
  if (weights === 'imagenet' && includeTop && last !== softmax && last !== activations.get(null, who)) {
    throw new ValueError({
      who,
      rule: {
        en: "with weights 'imagenet' and the top, classifierActivation must be 'softmax' or null",
        ko: "weights가 'imagenet'이고 includeTop이 true이면 classifierActivation은 'softmax'나 null이어야 합니다",
      },
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
      rule: { en: 'inputShape must be [height, width, channels]', ko: 'inputShape는 [높이, 너비, 채널]이어야 합니다' },
      received: describe(inputShape),
      hint: {
        en: 'For colour pictures of 224 x 224 it is [224, 224, 3].',
        ko: '224 x 224 컬러 그림이면 [224, 224, 3]입니다',
      },
    });
  }
  const usual = [side, side, channels];
  if (inputShape && weights === 'imagenet' && inputShape[2] !== channels) {
    throw new ValueError({
      who,
      rule: {
        en: `with weights 'imagenet' the pictures must have ${channels} channels`,
        ko: `weights가 'imagenet'이면 그림의 채널은 ${channels}개여야 합니다`,
      },
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: {
        en: 'Grey pictures become colour pictures by np.repeat(x, 3, { axis: -1 }).',
        ko: '회색 그림은 np.repeat(x, 3, { axis: -1 })로 컬러 그림처럼 만드세요',
      },
    });
  }
  const fixed = includeTop && !plan.anySize;
  if (inputShape && weights === 'imagenet' && fixed && usual.some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: {
        en: `with weights 'imagenet' and the top, inputShape must be ${shapeText(usual)}`,
        ko: `weights가 'imagenet'이고 includeTop이 true이면 inputShape는 ${shapeText(usual)}이어야 합니다`,
      },
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: {
        en: 'Resize the pictures, or leave the top out ({ includeTop: false }).',
        ko: '그림의 크기를 바꾸거나 머리를 빼세요({ includeTop: false })',
      },
    });
  }
  const sides = inputTensor ? inputTensor.shape.slice(1, 3) : (inputShape ?? []).slice(0, 2);
  if (sides.some((n) => n !== null && n < least)) {
    throw new ValueError({
      who,
      rule: { en: `pictures must be at least ${least} x ${least}`, ko: `그림은 ${least} x ${least} 이상이어야 합니다` },
      received: inputTensor
        ? {
            en: `an inputTensor of shape ${shapeText(inputTensor.shape)}`,
            ko: `모양이 ${shapeText(inputTensor.shape)}인 inputTensor`,
          }
        : `inputShape ${shapeText(inputShape as number[])}`,
      hint: {
        en: 'Resize them (image.resize), or choose a network for smaller ones.',
        ko: 'image.resize로 크기를 바꾸거나, 작은 그림을 받는 네트워크를 고르세요',
      },
    });
  }
  if (inputTensor && inputShape && inputTensor.shape.slice(1).some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: { en: 'inputTensor and inputShape must agree', ko: 'inputTensor와 inputShape가 서로 맞아야 합니다' },
      received: {
        en: `${shapeText(inputTensor.shape)} and ${shapeText(inputShape as number[])}`,
        ko: `${shapeText(inputTensor.shape)}, ${shapeText(inputShape as number[])}`,
      },
      hint: { en: 'One of them is enough.', ko: '둘 가운데 하나면 됩니다' },
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
      rule: {
        en: 'with the top, inputShape must say height, width and channels',
        ko: 'includeTop이 true이면 inputShape에 높이, 너비, 채널이 모두 있어야 합니다',
      },
      received: `inputShape ${shapeText(inputShape as number[])}`,
    });
  }
  return inputShape;
}

const isSide = (n: unknown): boolean => n === null || (Number.isInteger(n) && (n as number) > 0);
