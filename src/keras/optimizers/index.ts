/** @file `keras.optimizers`: by class, by name (`'adam'`, `'SGD'`) or by Keras config. */
import { ValueError } from '../../errors/index.ts';
import { refuseOptions } from '../common/arguments.ts';
import { identify, Lookup } from '../common/lookup.ts';
import type { Named } from '../common/names.ts';
import { Adam, Adamax, AdamW, Nadam } from './adaptive.ts';
import { Adadelta, Adagrad, RMSprop, SGD } from './classic.ts';
import { Optimizer } from './optimizer.ts';

export * from './adaptive.ts';
export * from './classic.ts';
export { Optimizer, type LearningRate, type OptimizerOptions, type StepContext, type Update } from './optimizer.ts';
export * as schedules from './schedules.ts';

type Maker = (options: Record<string, unknown>) => Optimizer;
const MAKERS = [
  [['sgd', 'SGD'], (o): Optimizer => SGD(o)],
  [['rmsprop', 'RMSprop'], (o): Optimizer => RMSprop(o)],
  [['adam', 'Adam'], (o): Optimizer => Adam(o)],
  [['adamw', 'AdamW'], (o): Optimizer => AdamW(o)],
  [['adamax', 'Adamax'], (o): Optimizer => Adamax(o)],
  [['nadam', 'Nadam'], (o): Optimizer => Nadam(o)],
  [['adagrad', 'Adagrad'], (o): Optimizer => Adagrad(o)],
  [['adadelta', 'Adadelta'], (o): Optimizer => Adadelta(o)],
] as const satisfies readonly (readonly [names: readonly string[], make: Maker])[];
const table = new Lookup<Maker>({ en: 'optimizer', ko: '옵티마이저' }, MAKERS);

/** Keras has these too; they are refused by name rather than by "not found". */
const ABSENT = ['ftrl', 'lion', 'lamb', 'adafactor', 'muon', 'loss_scale_optimizer'];

/** What may be given as an optimizer. */
export type OptimizerLike = Named<(typeof MAKERS)[number][0][number]> | Optimizer;

const kind = {
  table,
  base: Optimizer,
  rule: { en: 'an optimizer is a name or an optimizer', ko: '옵티마이저는 이름이나 옵티마이저 객체입니다' },
  hint: {
    en: "For example 'adam' or keras.optimizers.Adam({ learningRate: 0.001 }).",
    ko: "예: 'adam' 또는 keras.optimizers.Adam({ learningRate: 0.001 })",
  },
};

/** The optimizer meant by a name, an instance, or a Keras config `{ class_name, config }`. */
export function get(identifier: OptimizerLike | Readonly<Record<string, unknown>>, who = 'compile'): Optimizer {
  if (arguments.length > 1) refuseOptions('optimizers.get', arguments, 1);
  if (typeof identifier === 'string' && ABSENT.includes(identifier.toLowerCase())) {
    throw new ValueError({
      who,
      rule: {
        en: `the optimizer '${identifier}' of Keras is not part of kernelab`,
        ko: `케라스의 옵티마이저 '${identifier}'은(는) kernelab에 없습니다`,
      },
      hint: { en: `There are ${table.names().join(', ')}.`, ko: `쓸 수 있는 이름: ${table.names().join(', ')}` },
    });
  }
  return identify(kind, who, identifier);
}
