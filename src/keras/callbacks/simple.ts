/** @file Short callbacks: History, LearningRateScheduler, CSVLogger, LambdaCallback, TerminateOnNaN, SwapEMAWeights. */
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { ValueError, say } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { callable, own } from '../../arguments/index.ts';
import { fixed, repr } from '../common/format.ts';
import { inEpoch, print } from '../common/terminal.ts';
import { appendFile, exists, readFile, writeFile } from '../../platform/index.ts';
import { historyBase } from '../common/misspelt-keys.ts';
import { Callback, type Logs, type RunHook, type StepHook } from './callback.ts';

/** What `fit` gives back. */
export interface TrainingHistory extends Callback {
  /** One value per epoch, by log name: `history.val_loss[3]`. */
  history: Record<string, number[]>;
  /** 0-based numbers of the epochs trained. */
  epoch: number[];
  /** `History(3 epochs, last loss: 0.5)`. */
  toString(): string;
}

/** A history without entries. */
function noHistory(): Record<string, number[]> {
  return Object.create(historyBase) as Record<string, number[]>;
}

/** Keeps the logs of every epoch; `fit` always adds one and gives it back. */
export const History = callable(
  class History extends Callback {
    history: Record<string, number[]> = noHistory();
    /** 0-based numbers of the epochs trained. */
    epoch: number[] = [];

    override onTrainBegin(): void {
      this.epoch = [];
      this.history = noHistory();
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void {
      this.epoch.push(epoch);
      for (const [name, value] of Object.entries(logs)) {
        const values = own(this.history, name);
        if (values) values.push(value);
        else
          Object.defineProperty(this.history, name, {
            value: [value],
            writable: true,
            configurable: true,
            enumerable: true,
          });
      }
    }

    override toString(): string {
      const last = Object.entries(this.history).map(([name, values]) => `${name}: ${fixed(values.at(-1)!, 4)}`);
      return `History(${this.epoch.length} epochs${last.length > 0 ? `, last ${last.join(', ')}` : ''})`;
    }

    [Symbol.for('nodejs.util.inspect.custom')](): string {
      return this.toString();
    }

    [displaySymbol](): MimeBundle {
      return { 'text/plain': this.toString() };
    }
  },
);

export interface LearningRateSchedulerOptions {
  /** Takes epoch (from 0) and the current rate, gives the new one. */
  schedule?: (epoch: number, learningRate: number) => number;
  /** 1 prints the rate. Default 0. */
  verbose?: number;
}

/**
 * Sets the learning rate at the start of every epoch. Adds `learning_rate` to the logs.
 * @ko 에포크마다 학습률을 정합니다.
 */
export const LearningRateScheduler = callable(
  class LearningRateScheduler extends Callback {
    readonly schedule: (epoch: number, learningRate: number) => number;
    readonly verbose: number;

    constructor(
      ...args: (((epoch: number, learningRate: number) => number) | number | LearningRateSchedulerOptions)[]
    ) {
      super();
      const who = 'LearningRateScheduler';
      const { schedule, verbose } = readArguments(who, args, {
        schedule: undefined as ((epoch: number, learningRate: number) => number) | undefined,
        verbose: 0,
      });
      if (typeof schedule !== 'function') {
        throw new ValueError({
          who,
          rule: { en: 'needs a function of epoch and learning rate', ko: '에포크와 학습률을 받는 함수가 필요합니다' },
          received: describe(schedule),
          hint: {
            en: 'For example (epoch, lr) => (epoch < 10 ? lr : lr * 0.9).',
            ko: '예: (epoch, lr) => (epoch < 10 ? lr : lr * 0.9)',
          },
        });
      }
      this.schedule = schedule;
      this.verbose = verbose;
    }

    override onEpochBegin(epoch: number): void {
      const optimizer = this.model.optimizer!;
      const rate: unknown = this.schedule(epoch, optimizer.learningRate);
      if (typeof rate !== 'number' || Number.isNaN(rate)) {
        throw new ValueError({
          who: 'LearningRateScheduler',
          rule: { en: 'the function must give a number', ko: '함수는 수를 돌려주어야 합니다' },
          received: describe(rate),
        });
      }
      optimizer.learningRate = rate;
      if (this.verbose > 0) {
        print(
          `\n${inEpoch(epoch, {
            en: `LearningRateScheduler setting learning rate to ${repr(rate)}.`,
            ko: `LearningRateScheduler가 학습률을 ${repr(rate)}(으)로 정합니다.`,
          })}`,
        );
      }
    }

    override onEpochEnd(_epoch: number, logs: Logs = {}): void {
      logs['learning_rate'] = this.model.optimizer!.learningRate;
    }
  },
);

export interface CSVLoggerOptions {
  filename?: string;
  /** Default ','. */
  separator?: string;
  /** Go on with an existing file. Default false. */
  append?: boolean;
}

/**
 * Writes one line per epoch to a CSV file: `epoch`, then the log names in alphabetical order; missing values are NA.
 * @ko 에포크마다의 값을 CSV 파일에 적습니다.
 */
export const CSVLogger = callable(
  class CSVLogger extends Callback {
    readonly options: { filename: string; separator: string; append: boolean };
    keys: string[] | null = null;
    header = true;

    constructor(...args: (string | boolean | CSVLoggerOptions)[]) {
      super();
      this.options = readArguments('CSVLogger', args, { filename: '', separator: ',', append: false });
      if (this.options.filename === '')
        throw new ValueError({ who: 'CSVLogger', rule: { en: 'needs a filename', ko: 'filename이 필요합니다' } });
    }

    override onTrainBegin(): void {
      const { filename, append: goOn } = this.options;
      this.keys = null;
      this.header = !(goOn && exists(filename) && readFile(filename, 'CSVLogger').length > 0);
      if (!goOn) writeFile(filename, '', 'CSVLogger', { folders: true });
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void {
      const { filename, separator } = this.options;
      const rows: string[][] = [];
      if (this.keys === null) {
        const names = Object.keys(logs).sort();
        // As Keras: a run whose first epoch is not validated still has columns for the later ones.
        this.keys = names.some((name) => name.startsWith('val_')) ? names : [...names, ...names.map((n) => `val_${n}`)];
        if (this.header) rows.push(['epoch', ...this.keys]);
      }
      rows.push([
        String(epoch),
        ...this.keys.map((key) => {
          const value = own(logs, key);
          return value === undefined ? 'NA' : repr(value);
        }),
      ]);
      appendFile(filename, rows.map((row) => `${row.join(separator)}\r\n`).join(''), 'CSVLogger', { folders: true });
    }
  },
);

type LambdaHooks = Partial<{
  [K in RunHook]: (logs?: Logs) => void | Promise<void>;
}> &
  Partial<{ [K in StepHook | 'onBatchBegin' | 'onBatchEnd']: (index: number, logs?: Logs) => void | Promise<void> }>;

const HOOKS = [
  'onEpochBegin',
  'onEpochEnd',
  'onTrainBegin',
  'onTrainEnd',
  'onTrainBatchBegin',
  'onTrainBatchEnd',
  'onBatchBegin',
  'onBatchEnd',
  'onTestBegin',
  'onTestEnd',
  'onTestBatchBegin',
  'onTestBatchEnd',
  'onPredictBegin',
  'onPredictEnd',
  'onPredictBatchBegin',
  'onPredictBatchEnd',
] as const;

/**
 * A callback from functions: `LambdaCallback({ onEpochEnd: (epoch, logs) => … })`.
 * @ko 학습의 때마다 호출할 함수를 줍니다.
 */
export const LambdaCallback = callable(
  class LambdaCallback extends Callback {
    constructor(hooks: LambdaHooks = {}) {
      super();
      const known = readArguments(
        'LambdaCallback',
        [hooks],
        Object.fromEntries(HOOKS.map((name) => [name, undefined])),
      );
      for (const [name, hook] of Object.entries(known)) if (hook !== undefined) Object.assign(this, { [name]: hook });
    }
  },
);

/**
 * Stops training when the loss is NaN or infinite.
 * @ko 손실이 NaN이 되면 학습을 멈춥니다.
 */
export const TerminateOnNaN = callable(
  class TerminateOnNaN extends Callback {
    readonly raiseError: boolean;

    constructor(...args: [raiseError?: boolean | { raiseError?: boolean }]) {
      super();
      this.raiseError = readArguments('TerminateOnNaN', args, { raiseError: false }).raiseError;
    }

    override onBatchEnd(batch: number, logs: Logs = {}): void {
      const loss = logs['loss'];
      if (loss === undefined || Number.isFinite(loss)) return;
      if (this.raiseError) {
        throw new ValueError({
          who: 'TerminateOnNaN',
          rule: {
            en: `the loss became ${repr(loss)} at batch ${batch}`,
            ko: `배치 ${batch}에서 손실이 ${repr(loss)}이(가) 되었습니다`,
          },
        });
      }
      print(
        say({
          en: `Batch ${batch}: Invalid loss, terminating training\n`,
          ko: `배치 ${batch}: 손실이 수가 아니어서 학습을 끝냅니다\n`,
        }),
      );
      this.model.stopTraining = true;
    }
  },
);

/** Evaluates with the moving average of the weights (an optimizer with useEma), trains with the weights themselves. */
export const SwapEMAWeights = callable(
  class SwapEMAWeights extends Callback {
    readonly swapOnEpoch: boolean;
    swapped = false;

    constructor(...args: [swapOnEpoch?: boolean | { swapOnEpoch?: boolean }]) {
      super();
      this.swapOnEpoch = readArguments('SwapEMAWeights', args, { swapOnEpoch: false }).swapOnEpoch;
    }

    swap(wanted: boolean): void {
      if (this.swapped === wanted) return;
      const averages = this.model.optimizer?.averageOf;
      if (!averages || averages.size === 0) {
        throw new ValueError({
          who: 'SwapEMAWeights',
          rule: {
            en: 'needs an optimizer with useEma: true that has taken a step',
            ko: 'useEma: true이고 스텝을 한 번 이상 마친 옵티마이저가 필요합니다',
          },
        });
      }
      for (const [weight, average] of averages) {
        const kept = weight.data.slice();
        weight.write(average.data);
        average.write(kept);
      }
      this.swapped = wanted;
    }

    override onEpochBegin(): void {
      if (this.swapOnEpoch) this.swap(false);
    }

    override onEpochEnd(epoch: number): void {
      if (!this.swapOnEpoch) return;
      this.swap(true);
      // At the very end the average stays in the model, and `fit` must not average a second time.
      if (epoch === this.params.epochs - 1) {
        for (const [weight, average] of this.model.optimizer!.averageOf) average.write(weight.data);
      }
    }

    override onTestBegin(): void {
      this.swap(true);
    }

    override onTestEnd(): void {
      this.swap(false);
    }

    override onPredictBegin(): void {
      this.swap(true);
    }

    override onPredictEnd(): void {
      this.swap(false);
    }
  },
);
