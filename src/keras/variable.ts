/** @file `keras.Variable`: a value of one's own that training or a `call` changes. */
import { np, type ArraySource } from '../array/index.ts';
import { callable, describe, readArguments } from '../arguments/index.ts';
import { allocate, isNode, sizeOf, type DType } from '../engine/index.ts';
import { ValueError } from '../errors/index.ts';
import { TENSOR_DTYPES, readDType } from './common/dtype.ts';
import { Initializer, get as getInitializer, type InitializerLike } from './initializers/index.ts';
import { uniqueName } from './core/naming.ts';
import { Weight } from './core/weight.ts';

export interface VariableOptions {
  /** The shape, where the first value comes from an initializer. */
  shape?: readonly number[] | null;
  /** 'float32' (default, also of whole numbers), 'int32' or 'bool'. */
  dtype?: DType | null;
  /** Whether training changes it. Default true. */
  trainable?: boolean;
  /** Its name. */
  name?: string | null;
}

/**
 * A value that can be changed: `const count = keras.Variable(0)`, `count.assign(…)`, `count.assignAdd(1)`, `count.numpy()`,
 * and gradients by a tape. The first argument is the value, or an initializer (or its name) with a `shape`. As a field of a
 * layer or model it counts among its weights.
 * @ko 바꿀 수 있는 값입니다. 층이나 모델의 필드로 두면 가중치가 됩니다.
 */
export const Variable = callable(
  class Variable extends Weight {
    constructor(...args: (ArraySource | InitializerLike | VariableOptions | null)[]) {
      const read = readArguments(
        'Variable',
        args,
        {
          initializer: undefined,
          shape: null as readonly number[] | null,
          dtype: null as DType | null,
          trainable: true,
          name: null as string | null,
        },
        ['initializer', 'shape', 'dtype', 'trainable'],
      );
      const name = read.name ?? uniqueName('variable');
      const { shape, dtype, initializer } = startOf(read);
      super({ name, path: name, shape, dtype, initializer, trainable: read.trainable });
    }
  },
);
export type Variable = InstanceType<typeof Variable>;

/** The first value as an initializer, with its shape and dtype. */
function startOf({
  initializer: given,
  shape,
  dtype,
}: {
  initializer: unknown;
  shape: readonly number[] | null;
  dtype: DType | null;
}) {
  const drawn = typeof given === 'string' || given instanceof Initializer || typeof given === 'function';
  if (drawn) {
    if (shape === null) {
      throw new ValueError({
        who: 'Variable',
        rule: {
          en: 'needs a shape when its value comes from an initializer',
          ko: '초기화 객체로 값을 정할 때는 shape가 필요합니다',
        },
        received: describe(given),
        hint: { en: "For example keras.Variable('zeros', [3])", ko: "예: keras.Variable('zeros', [3])" },
      });
    }
    const type = readDType('Variable', dtype, TENSOR_DTYPES);
    return { shape, dtype: type, initializer: getInitializer(given as InitializerLike, 'Variable') };
  }
  if (given === undefined || given === null) {
    throw new ValueError({
      who: 'Variable',
      rule: { en: 'needs its first value or an initializer', ko: '첫 값이나 초기화 객체가 필요합니다' },
      received: { en: 'none', ko: '없음' },
    });
  }
  const array = isNode(given) ? given.numpy() : np.asarray(given as ArraySource);
  // [1, 2] may be meant as whole numbers or not; only float32 has gradients
  const type = readDType('Variable', dtype ?? (array.dtype === 'bool' ? 'bool' : 'float32'), TENSOR_DTYPES);
  const values = allocate(type, sizeOf(array.shape));
  values.set(array.toTyped());
  return { shape: array.shape, dtype: type, initializer: new Given(values as Float32Array) };
}

/** The values as they were given. */
class Given extends Initializer {
  readonly values: Float32Array;

  constructor(values: Float32Array) {
    super();
    this.values = values;
  }

  override call(): Float32Array {
    return this.values;
  }
}
