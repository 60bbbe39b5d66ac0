/**
 * @file `keras.config` and `keras.mixedPrecision`: settings that notebooks make at their beginning. Numbers are float32 and channels
 * come last here; what asks for something else is told so.
 */
import { describe, oneOf } from '../arguments/index.ts';
import { refuseOptions } from './common/arguments.ts';
import { warnOfTrap } from '../display/index.ts';
import { ValueError } from '../errors/index.ts';
import { readDType } from './common/dtype.ts';
import { EPSILON } from './losses/index.ts';

/** What Keras calls a policy: the types of sums and of weights. */
export interface DTypePolicy {
  readonly name: 'float32';
  readonly computeDtype: 'float32';
  readonly variableDtype: 'float32';
}

const POLICY: DTypePolicy = Object.freeze({ name: 'float32', computeDtype: 'float32', variableDtype: 'float32' });

/** The type of numbers in layers: 'float32'. */
export function floatx(): 'float32' {
  if (arguments.length > 0) refuseOptions('config.floatx', arguments, 0);
  return 'float32';
}

/** Takes 'float32'. @throws ValueError for other types */
export function setFloatx(value: 'float32'): void {
  if (arguments.length > 1) refuseOptions('config.setFloatx', arguments, 1);
  readDType('config.setFloatx', value);
}

/** The small number that keeps divisions and logarithms finite: 1e-7. */
export function epsilon(): number {
  if (arguments.length > 0) refuseOptions('config.epsilon', arguments, 0);
  return EPSILON;
}

/** Where channels are by default: 'channels_last'. Layers take `dataFormat: 'channels_first'` one by one. */
export function imageDataFormat(): 'channels_last' {
  if (arguments.length > 0) refuseOptions('config.imageDataFormat', arguments, 0);
  return 'channels_last';
}

/** Takes 'channels_last'. @throws ValueError for 'channels_first' */
export function setImageDataFormat(value: 'channels_last'): void {
  const who = 'config.setImageDataFormat';
  if (arguments.length > 1) refuseOptions(who, arguments, 1);
  if ((value as string) !== 'channels_first') {
    oneOf(who, 'value', value, ['channels_last']);
    return;
  }
  throw new ValueError({
    who,
    rule: {
      en: 'channels come last in all layers that do not say otherwise',
      ko: '따로 정하지 않은 층에서 채널은 마지막 축입니다',
    },
    received: "'channels_first'",
    hint: {
      en: "Give it to the layers: layers.Conv2D(8, 3, { dataFormat: 'channels_first' }), or turn the pictures: x.transpose(0, 2, 3, 1)",
      ko: "층마다 주거나(layers.Conv2D(8, 3, { dataFormat: 'channels_first' })) 그림의 축을 바꾸세요: x.transpose(0, 2, 3, 1)",
    },
  });
}

/** What computes: 'kernelab', where Keras names TensorFlow, JAX or PyTorch. */
export function backend(): 'kernelab' {
  if (arguments.length > 0) refuseOptions('config.backend', arguments, 0);
  return 'kernelab';
}

/** The policy in force: float32. */
export function dtypePolicy(): DTypePolicy {
  if (arguments.length > 0) refuseOptions('config.dtypePolicy', arguments, 0);
  return POLICY;
}

/**
 * `'float32'`, or a mixed policy, which changes nothing: a notice says that everything is computed in float32. On a processor
 * 16 bits are slower; they are made for graphics cards.
 * @throws ValueError for other types
 */
export function setDtypePolicy(policy: 'float32' | 'mixed_float16' | 'mixed_bfloat16' | DTypePolicy): void {
  const who = 'config.setDtypePolicy';
  if (arguments.length > 1) refuseOptions(who, arguments, 1);
  const name = typeof policy === 'string' ? policy : policy?.name;
  if (name !== 'mixed_float16' && name !== 'mixed_bfloat16') {
    readDType(who, name ?? describe(policy));
    return;
  }
  warnOfTrap('mixed precision', {
    en: `keras: '${name}' changes nothing here. Everything is computed in float32, which on a processor is as fast; 16 bits are made for graphics cards`,
    ko: `keras: 여기에서 '${name}'은(는) 아무것도 바꾸지 않습니다. 모두 float32로 계산하며, CPU에서는 그것이 느리지 않습니다. 16비트는 그래픽 카드를 위한 것입니다`,
  });
}
