/** @file `keras.initializers`: how weights start, by class, by snake_case function name, or through `get`. */
import { ValueError } from '../../errors/index.ts';
import { refuseOptions } from '../common/arguments.ts';
import { Lookup, identify } from '../common/lookup.ts';
import type { Named } from '../common/names.ts';
import { Constant, Identity, Ones, Zeros } from './constant.ts';
import { cells, Initializer } from './initializer.ts';
import * as random from './random.ts';

export * from './constant.ts';
export * from './random.ts';
export { computeFans, Initializer } from './initializer.ts';

type Maker = (options: Record<string, unknown>) => Initializer;
const MAKERS = [
  [['zeros', 'zero', 'Zeros'], () => Zeros()],
  [['ones', 'one', 'Ones'], () => Ones()],
  [['constant', 'Constant'], (o) => Constant(o)],
  [['identity', 'Identity', 'IdentityInitializer'], (o) => Identity(o)],
  [['random_normal', 'normal', 'RandomNormal'], (o) => random.RandomNormal(o)],
  [['random_uniform', 'uniform', 'RandomUniform'], (o) => random.RandomUniform(o)],
  [['truncated_normal', 'TruncatedNormal'], (o) => random.TruncatedNormal(o)],
  [['variance_scaling', 'VarianceScaling'], (o) => random.VarianceScaling(o)],
  [['glorot_uniform', 'GlorotUniform'], (o) => random.GlorotUniform(o)],
  [['glorot_normal', 'GlorotNormal'], (o) => random.GlorotNormal(o)],
  [['he_uniform', 'HeUniform'], (o) => random.HeUniform(o)],
  [['he_normal', 'HeNormal'], (o) => random.HeNormal(o)],
  [['lecun_uniform', 'LecunUniform'], (o) => random.LecunUniform(o)],
  [['lecun_normal', 'LecunNormal'], (o) => random.LecunNormal(o)],
  [['orthogonal', 'Orthogonal', 'OrthogonalInitializer'], (o) => random.Orthogonal(o)],
] as const satisfies readonly (readonly [names: readonly string[], make: Maker])[];
const table = new Lookup<Maker>({ en: 'initializer', ko: '초기화 방법' }, MAKERS);

/** What may be given as an initializer. A function gets the shape and gives the values (flat or nested). */
export type InitializerLike =
  Named<(typeof MAKERS)[number][0][number]> | Initializer | ((shape: readonly number[]) => ArrayLike<number>);

const kind = {
  table,
  base: Initializer,
  wrap: (f: (shape: readonly number[]) => ArrayLike<number>) => new FromFunction(f),
  rule: {
    en: 'an initializer is a name, an initializer or a function of the shape',
    ko: '초기화 방법은 이름, 초기화 객체, 또는 모양을 받는 함수입니다',
  },
  hint: {
    en: "For example 'he_normal' or keras.initializers.HeNormal({ seed: 1 }).",
    ko: "예: 'he_normal' 또는 keras.initializers.HeNormal({ seed: 1 })",
  },
};

/** The initializer meant by a name, an instance, a function, or a Keras config `{ class_name, config }`. */
export function get(
  identifier: InitializerLike | Readonly<Record<string, unknown>>,
  who = 'initializers.get',
): Initializer {
  if (arguments.length > 1) refuseOptions('initializers.get', arguments, 1);
  return identify(kind, who, identifier);
}

class FromFunction extends Initializer {
  readonly #make: (shape: readonly number[]) => ArrayLike<number>;

  constructor(make: (shape: readonly number[]) => ArrayLike<number>) {
    super();
    this.#make = make;
  }

  override call(shape: readonly number[]): Float32Array {
    const values = Float32Array.from(this.#make(shape));
    if (values.length !== cells(shape)) {
      throw new ValueError({
        who: 'initializer',
        rule: {
          en: `the function must give ${cells(shape)} values`,
          ko: `함수는 값 ${cells(shape)}개를 돌려주어야 합니다`,
        },
        received: `${values.length}`,
      });
    }
    return values;
  }
}

/** Keras's function names: `keras.initializers.he_normal()` in our spelling. */
export const zeros = Zeros;
/** The same as `Ones`. */
export const ones = Ones;
/** The same as `Constant`. */
export const constant = Constant;
/** The same as `Identity`. */
export const identity = Identity;
/** The same as `RandomNormal`. */
export const randomNormal = random.RandomNormal;
/** The same as `RandomUniform`. */
export const randomUniform = random.RandomUniform;
/** The same as `TruncatedNormal`. */
export const truncatedNormal = random.TruncatedNormal;
/** The same as `VarianceScaling`. */
export const varianceScaling = random.VarianceScaling;
/** The same as `GlorotUniform`. */
export const glorotUniform = random.GlorotUniform;
/** The same as `GlorotNormal`. */
export const glorotNormal = random.GlorotNormal;
/** The same as `HeUniform`. */
export const heUniform = random.HeUniform;
/** The same as `HeNormal`. */
export const heNormal = random.HeNormal;
/** The same as `LecunUniform`. */
export const lecunUniform = random.LecunUniform;
/** The same as `LecunNormal`. */
export const lecunNormal = random.LecunNormal;
/** The same as `Orthogonal`. */
export const orthogonal = random.Orthogonal;
