/**
 * @file What a callback is and how `fit` calls a list of them. Hooks carry Keras's names in camelCase; each may be
 * async. `logs` at an epoch's end is one object handed from callback to callback, so that a value one adds
 * (learning_rate) reaches the next, History and the progress line.
 */
import type { NDArray } from '../../array/index.ts';
import { unknownOption } from '../../arguments/index.ts';
import { ValueError, type Translated } from '../../errors/index.ts';
import { describe, refuseOptions } from '../common/arguments.ts';
import type { Metric } from '../metrics/index.ts';
import type { Optimizer } from '../optimizers/index.ts';

/** Values by name: `loss`, `accuracy`, `val_loss`. */
export type Logs = Record<string, number>;
type Hook = void | Promise<void>;

/** What a callback may ask of the model it watches. */
export interface CallbackModel {
  readonly name: string;
  readonly built: boolean;
  /** Set it to true and training ends after this batch (or epoch). */
  stopTraining: boolean;
  /** The epoch that `fit` continues with; BackupAndRestore moves it. */
  initialEpoch?: number;
  readonly optimizer: Optimizer | null | undefined;
  readonly metrics: readonly Metric[];
  getWeights(): NDArray[];
  setWeights(weights: readonly NDArray[]): void;
  save(path: string): Promise<void>;
  saveWeights(path: string): Promise<void>;
  loadWeights(path: string): Promise<void>;
}

/** What `fit`, `evaluate` and `predict` tell their callbacks. */
export interface CallbackParams {
  verbose: number;
  epochs: number;
  /** Batches an epoch; null when unknown. */
  steps: number | null;
}

/** Base of all callbacks: every hook does nothing. Epochs and batches count from 0. */
export class Callback {
  model!: CallbackModel;
  params!: CallbackParams;

  constructor() {
    if (arguments.length > 0) refuseOptions(new.target.name, arguments, 0);
  }

  setModel(model: CallbackModel): void {
    this.model = model;
  }

  setParams(params: CallbackParams): void {
    this.params = params;
  }

  /** Before the first epoch. */
  onTrainBegin(_logs?: Logs): Hook {}
  /** After the last epoch. */
  onTrainEnd(_logs?: Logs): Hook {}
  /** Before each epoch, counted from 0. */
  onEpochBegin(_epoch: number, _logs?: Logs): Hook {}
  /** After each epoch, with its loss and metrics. */
  onEpochEnd(_epoch: number, _logs?: Logs): Hook {}
  /** Before each batch of training. */
  onTrainBatchBegin(batch: number, logs?: Logs): Hook {
    return this.onBatchBegin(batch, logs);
  }
  /** After each batch of training, with loss and metrics so far. */
  onTrainBatchEnd(batch: number, logs?: Logs): Hook {
    return this.onBatchEnd(batch, logs);
  }
  /** An older name of onTrainBatchBegin. */
  onBatchBegin(_batch: number, _logs?: Logs): Hook {}
  /** An older name of onTrainBatchEnd. */
  onBatchEnd(_batch: number, _logs?: Logs): Hook {}
  /** Before an evaluation. */
  onTestBegin(_logs?: Logs): Hook {}
  /** After an evaluation. */
  onTestEnd(_logs?: Logs): Hook {}
  /** Before each batch of an evaluation. */
  onTestBatchBegin(_batch: number, _logs?: Logs): Hook {}
  /** After each batch of an evaluation. */
  onTestBatchEnd(_batch: number, _logs?: Logs): Hook {}
  /** Before a prediction. */
  onPredictBegin(_logs?: Logs): Hook {}
  /** After a prediction. */
  onPredictEnd(_logs?: Logs): Hook {}
  /** Before each batch of a prediction. */
  onPredictBatchBegin(_batch: number, _logs?: Logs): Hook {}
  /** After each batch of a prediction. */
  onPredictBatchEnd(_batch: number, _logs?: Logs): Hook {}
}

/** The hooks of a whole run: one call with `logs`. */
export type RunHook = 'onTrainBegin' | 'onTrainEnd' | 'onTestBegin' | 'onTestEnd' | 'onPredictBegin' | 'onPredictEnd';
/** The hooks of an epoch or a batch: index and `logs`. */
export type StepHook =
  | 'onEpochBegin'
  | 'onEpochEnd'
  | 'onTrainBatchBegin'
  | 'onTrainBatchEnd'
  | 'onTestBatchBegin'
  | 'onTestBatchEnd'
  | 'onPredictBatchBegin'
  | 'onPredictBatchEnd';

/** A callback, or a plain object with some hooks. */
export type CallbackLike = Callback | Partial<Pick<Callback, RunHook | StepHook | 'onBatchBegin' | 'onBatchEnd'>>;

/** The callbacks of one run, called in order. A batch hook costs no promise unless a callback gives one. */
export class CallbackList {
  /** The callbacks, in the order in which they are called. */
  readonly callbacks: Callback[];

  constructor(callbacks: readonly CallbackLike[], model: CallbackModel, params: CallbackParams) {
    this.callbacks = callbacks.map(asCallback);
    for (const callback of this.callbacks) {
      callback.setModel(model);
      callback.setParams(params);
    }
  }

  /** Calls a run hook of every callback. */
  async run(hook: RunHook, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback[hook](logs);
  }

  /** Calls an epoch or batch hook of every callback; gives a promise only when there is one to wait for. */
  step(hook: StepHook, index: number, logs: Logs = {}): void | Promise<void> {
    for (let i = 0; i < this.callbacks.length; i++) {
      const pending = this.callbacks[i]![hook](index, logs);
      if (pending) return this.#finish(pending, i + 1, hook, index, logs);
    }
  }

  async #finish(pending: Promise<void>, from: number, hook: StepHook, index: number, logs: Logs): Promise<void> {
    await pending;
    for (let i = from; i < this.callbacks.length; i++) await this.callbacks[i]![hook](index, logs);
  }
}

/** The names of all hooks. */
const HOOKS = Object.getOwnPropertyNames(Callback.prototype).filter((name) => name.startsWith('on'));

const uncalled: Translated = {
  en: 'It makes a callback when it is called: write () behind its name.',
  ko: '호출해야 콜백이 됩니다. 이름 뒤에 ()를 쓰세요.',
};

/** A callback from what the student gave: an instance, or an object with some hooks. */
export function asCallback(value: CallbackLike): Callback {
  if (value instanceof Callback) return value;
  for (const [name, hook] of Object.entries(value ?? {})) {
    // a misspelt hook would never be called, and nobody would notice
    if (/^on[A-Z]/.test(name) && typeof hook === 'function' && !HOOKS.includes(name)) {
      throw unknownOption('callbacks', name, HOOKS, value);
    }
  }
  if (typeof value === 'object' && value !== null && Object.values(value).some((x) => typeof x === 'function')) {
    return Object.assign(new Callback(), value);
  }
  throw new ValueError({
    who: 'fit',
    rule: {
      en: 'callbacks is a list of callbacks or of objects with hooks',
      ko: 'callbacks는 콜백이나 훅이 있는 객체의 리스트입니다',
    },
    received: describe(value),
    hint:
      typeof value === 'function'
        ? uncalled
        : {
            en: 'For example keras.callbacks.EarlyStopping({ patience: 3 }) or { onEpochEnd(epoch, logs) { … } }.',
            ko: '예: keras.callbacks.EarlyStopping({ patience: 3 }) 또는 { onEpochEnd(epoch, logs) { … } }',
          },
  });
}
