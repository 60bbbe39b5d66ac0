/** @file The types that layers, inputs, losses and metrics compute in, and how all others are refused. */
import { describe, isPlainObject, wordsText } from '../../arguments/index.ts';
import type { DType } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';

/** The types of the engine's tensors. */
export const TENSOR_DTYPES: readonly DType[] = ['float32', 'int32', 'bool'];

/** What nearly everything computes in. */
const FLOAT32: readonly DType[] = ['float32'];

const LEAVE_OUT = {
  en: 'Everything in a network is float32 here; leave dtype out.',
  ko: '여기에서 신경망은 모두 float32로 계산합니다. dtype을 빼세요',
};

/**
 * Reads a dtype: a name, a policy as Keras's files hold it, or null for the default.
 * @param allowed the types that `who` computes in, the default first
 * @throws ValueError when it is none of them (float16, mixed_float16, …)
 */
export function readDType(who: string, given: unknown, allowed: readonly DType[] = FLOAT32): DType {
  if (given === null || given === undefined) return allowed[0]!;
  const name = policyName(given);
  if (allowed.includes(name as DType)) return name as DType;
  const { en, ko } = wordsText(allowed);
  throw new ValueError({
    who,
    rule: { en: `dtype can only be ${en}`, ko: `dtype에 쓸 수 있는 값: ${ko}` },
    received: describe(given),
    ...(allowed.length > 1 ? {} : { hint: LEAVE_OUT }),
  });
}

/** The name in `{ class_name: 'DTypePolicy', config: { name } }`; anything else as it is. */
export function policyName(dtype: unknown): unknown {
  const config = isPlainObject(dtype) ? dtype['config'] : undefined;
  return isPlainObject(config) ? config['name'] : dtype;
}
