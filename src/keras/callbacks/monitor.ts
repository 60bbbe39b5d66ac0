/**
 * @file Callbacks that watch a value and act on better or no better: EarlyStopping, ReduceLROnPlateau, ModelCheckpoint.
 * Better means `value < best - minDelta` (min) or `value > best + minDelta` (max), strictly.
 */
import type { NDArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ValueError, say, type Translated } from '../../errors/index.ts';
import { makeFolderOf } from '../../platform/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable, nearestName, own } from '../../arguments/index.ts';
import { fixed, formatTemplate, repr } from '../common/format.ts';
import { inEpoch, print } from '../common/terminal.ts';
import { Callback, type Logs } from './callback.ts';

export type MonitorMode = 'auto' | 'min' | 'max';

class MonitorCallback extends Callback {
  readonly who: string;
  readonly monitor: string;
  readonly mode: MonitorMode;
  best: number | null;
  minDelta: number;
  /** +1 when more is better, -1 when less is, 0 before it is known. */
  sign = 0;
  saidMissing = false;

  constructor(who: string, monitor: string, mode: MonitorMode, minDelta = 0, best: number | null = null) {
    super();
    this.who = who;
    this.monitor = monitor;
    if (mode !== 'auto' && mode !== 'min' && mode !== 'max') {
      throw new ValueError({
        who,
        rule: { en: "mode is 'auto', 'min' or 'max'", ko: "mode는 'auto', 'min', 'max' 가운데 하나입니다" },
        received: `'${String(mode)}'`,
      });
    }
    this.mode = mode;
    this.minDelta = Math.abs(minDelta);
    this.best = best;
  }

  /** Finds the direction, by the metric's own when mode is 'auto'. `logs`: the values there are. */
  settle(logs: Logs): void {
    if (this.sign !== 0) return;
    if (this.mode !== 'auto') {
      this.sign = this.mode === 'max' ? 1 : -1;
      return;
    }
    const name = this.monitor.replace(/^val_/, '');
    const direction = this.model.metrics.find((metric) => metric.name === name)?.direction;
    if (direction !== undefined) this.sign = direction === 'up' ? 1 : -1;
    else if (name === 'loss' || name.endsWith('_loss')) this.sign = -1;
    else if (!(this.monitor in logs)) {
      throw new ValueError({
        who: this.who,
        rule: {
          en: 'monitor is the name of a value that this training has',
          ko: 'monitor는 이 훈련에 있는 값의 이름이어야 합니다',
        },
        received: `'${this.monitor}'`,
        hint: this.instead(logs),
      });
    } else {
      throw new ValueError({
        who: this.who,
        rule: {
          en: `it is not known whether '${this.monitor}' should grow or shrink`,
          ko: `'${this.monitor}'은(는) 커져야 좋은지 작아져야 좋은지 알 수 없습니다`,
        },
        hint: { en: "Give mode: 'max' or mode: 'min'.", ko: "mode: 'max'나 mode: 'min'을 주세요" },
      });
    }
  }

  /** What to watch in place of a value that there is not. */
  instead(logs: Logs): Translated {
    const names = Object.keys(logs);
    const [en, ko] = [`There are ${names.join(', ')}.`, `있는 이름: ${names.join(', ')}.`];
    if (this.monitor.startsWith('val_') && !names.some((name) => name.startsWith('val_')))
      return {
        en: `${en} For values that begin with val_, give fit validationData or validationSplit: 0.2`,
        ko: `${ko} val_로 시작하는 값을 보려면 fit에 validationData나 validationSplit: 0.2를 주세요`,
      };
    const near = nearestName(this.monitor, names);
    return near === undefined
      ? { en, ko }
      : { en: `Write monitor: '${near}'. ${en}`, ko: `monitor: '${near}'(으)로 쓰세요. ${ko}` };
  }

  /** Says once in a training that the value is not there. `text`: what therefore does not happen, in the callback called `who`. */
  missing(logs: Logs, who: string, text: Translated): void {
    if (this.saidMissing) return;
    this.saidMissing = true;
    const { en, ko } = this.instead(logs);
    warnOfTrap(`monitor of ${who}`, { en: `${text.en} ${en}`, ko: `${text.ko} ${ko}` });
  }

  better(value: number, reference: number | null): boolean {
    if (reference === null) return true;
    return this.sign > 0 ? value - this.minDelta > reference : value + this.minDelta < reference;
  }
}

export interface EarlyStoppingOptions {
  /** The value to watch. Default 'val_loss'. */
  monitor?: string;
  /** Smaller changes do not count. Default 0. */
  minDelta?: number;
  /** Stop after this many epochs in a row without improvement (0 acts as 1). Default 0. */
  patience?: number;
  /** 1 prints why it stopped. Default 0. */
  verbose?: number;
  mode?: MonitorMode;
  /** Improvement only counts once the value is better than this. Default null. */
  baseline?: number | null;
  /** Put the weights of the best epoch back at the end. Default false. */
  restoreBestWeights?: boolean;
  /** Epochs before watching starts. Default 0. */
  startFromEpoch?: number;
}

/**
 * Stops training when a value has stopped improving.
 * @ko 지켜보는 값이 나아지지 않으면 학습을 멈춥니다.
 */
export const EarlyStopping = callable(
  class EarlyStopping extends MonitorCallback {
    readonly options: Required<EarlyStoppingOptions>;
    wait = 0;
    stoppedEpoch = 0;
    bestEpoch = 0;
    bestWeights: NDArray[] | null = null;

    constructor(...args: (string | number | boolean | null | EarlyStoppingOptions)[]) {
      const options = readArguments<Required<EarlyStoppingOptions>>('EarlyStopping', args, {
        monitor: 'val_loss',
        minDelta: 0,
        patience: 0,
        verbose: 0,
        mode: 'auto',
        baseline: null,
        restoreBestWeights: false,
        startFromEpoch: 0,
      });
      super('EarlyStopping', options.monitor, options.mode, options.minDelta);
      this.options = options;
    }

    override onTrainBegin(): void {
      this.wait = 0;
      this.stoppedEpoch = 0;
      this.best = null;
      this.bestWeights = null;
      this.bestEpoch = 0;
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void {
      this.settle(logs);
      const current = own(logs, this.monitor);
      if (current === undefined) {
        this.missing(logs, 'EarlyStopping', {
          en: `Early stopping conditioned on metric \`${this.monitor}\` which is not available.`,
          ko: `EarlyStopping이 볼 메트릭 \`${this.monitor}\`이(가) 없습니다.`,
        });
        return;
      }
      const { restoreBestWeights, baseline, patience, startFromEpoch } = this.options;
      if (epoch < startFromEpoch) return;
      if (restoreBestWeights && this.bestWeights === null) {
        this.bestWeights = this.model.getWeights();
        this.bestEpoch = epoch;
      }
      this.wait++;
      if (this.better(current, this.best)) {
        this.best = current;
        this.bestEpoch = epoch;
        if (restoreBestWeights) this.bestWeights = this.model.getWeights();
        if (baseline === null || this.better(current, baseline)) this.wait = 0;
        return;
      }
      if (this.wait >= patience && epoch > 0) {
        this.stoppedEpoch = epoch;
        this.model.stopTraining = true;
      }
    }

    override onTrainEnd(): void {
      const { verbose, restoreBestWeights } = this.options;
      if (this.stoppedEpoch > 0 && verbose > 0)
        print(inEpoch(this.stoppedEpoch, { en: 'early stopping', ko: '조기 종료' }));
      if (!restoreBestWeights || this.bestWeights === null) return;
      if (verbose > 0)
        print(
          say({
            en: `Restoring model weights from the end of the best epoch: ${this.bestEpoch + 1}.\n`,
            ko: `가장 좋았던 에포크 ${this.bestEpoch + 1}의 가중치로 되돌립니다.\n`,
          }),
        );
      this.model.setWeights(this.bestWeights);
    }
  },
);

export interface ReduceLROnPlateauOptions {
  /** Default 'val_loss'. */
  monitor?: string;
  /** The new rate is the old one times this (below 1). Default 0.1. */
  factor?: number;
  /** Epochs without improvement before the rate falls. Default 10. */
  patience?: number;
  verbose?: number;
  mode?: MonitorMode;
  /** Default 1e-4. */
  minDelta?: number;
  /** Epochs of rest after a reduction. Default 0. */
  cooldown?: number;
  /** Default 0. */
  minLr?: number;
}

/**
 * Lowers the learning rate when a value has stopped improving. Adds `learning_rate` to the logs.
 * @ko 나아지지 않으면 학습률을 줄입니다.
 */
export const ReduceLROnPlateau = callable(
  class ReduceLROnPlateau extends MonitorCallback {
    readonly options: Required<ReduceLROnPlateauOptions>;
    wait = 0;
    cooldownLeft = 0;

    constructor(...args: (string | number | ReduceLROnPlateauOptions)[]) {
      const options = readArguments<Required<ReduceLROnPlateauOptions>>('ReduceLROnPlateau', args, {
        monitor: 'val_loss',
        factor: 0.1,
        patience: 10,
        verbose: 0,
        mode: 'auto',
        minDelta: 1e-4,
        cooldown: 0,
        minLr: 0,
      });
      super('ReduceLROnPlateau', options.monitor, options.mode, options.minDelta);
      if (options.factor >= 1) {
        throw new ValueError({
          who: 'ReduceLROnPlateau',
          rule: { en: 'factor must be below 1', ko: 'factor는 1보다 작아야 합니다' },
          received: String(options.factor),
        });
      }
      this.options = options;
    }

    override onTrainBegin(): void {
      this.best = null;
      this.wait = 0;
      this.cooldownLeft = 0;
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void {
      this.settle(logs);
      const optimizer = this.model.optimizer!;
      logs['learning_rate'] = optimizer.learningRate;
      const current = own(logs, this.monitor);
      if (current === undefined) {
        this.missing(logs, 'ReduceLROnPlateau', {
          en: `Learning rate reduction is conditioned on metric \`${this.monitor}\` which is not available.`,
          ko: `ReduceLROnPlateau가 볼 메트릭 \`${this.monitor}\`이(가) 없습니다.`,
        });
        return;
      }
      const { factor, patience, verbose, cooldown, minLr } = this.options;
      if (this.cooldownLeft > 0) {
        this.cooldownLeft--;
        this.wait = 0;
      }
      if (this.better(current, this.best)) {
        this.best = current;
        this.wait = 0;
        return;
      }
      if (this.cooldownLeft > 0) return;
      this.wait++;
      const old = optimizer.learningRate;
      if (this.wait < patience || old <= Math.fround(minLr)) return;
      const rate = Math.max(old * factor, minLr);
      optimizer.learningRate = rate;
      if (verbose > 0)
        print(
          `\n${inEpoch(epoch, {
            en: `ReduceLROnPlateau reducing learning rate to ${repr(rate)}.`,
            ko: `ReduceLROnPlateau가 학습률을 ${repr(rate)}(으)로 낮춥니다.`,
          })}`,
        );
      this.cooldownLeft = cooldown;
      this.wait = 0;
    }
  },
);

export interface ModelCheckpointOptions {
  /** Where; may hold {epoch:02d} (from 1), {batch}, {val_loss:.2f}. Ends in .keras, .h5 or .weights.h5. */
  filepath?: string;
  /** Default 'val_loss'. */
  monitor?: string;
  verbose?: number;
  /** Keep the best only. Default false. */
  saveBestOnly?: boolean;
  /** Weights instead of the whole model. Default false. */
  saveWeightsOnly?: boolean;
  mode?: MonitorMode;
  /** 'epoch', or every this many batches. Default 'epoch'. */
  saveFreq?: 'epoch' | number;
  /** What the first value must beat. Default null. */
  initialValueThreshold?: number | null;
}

/**
 * Saves the model (or its weights) while training.
 * @ko 학습하면서 가장 좋은 모델을 파일로 저장합니다.
 */
export const ModelCheckpoint = callable(
  class ModelCheckpoint extends MonitorCallback {
    readonly options: Required<ModelCheckpointOptions>;
    epoch = 0;
    batchesSinceSave = 0;
    lastBatch: number | null = null;

    constructor(...args: (string | number | boolean | null | ModelCheckpointOptions)[]) {
      const who = 'ModelCheckpoint';
      const options = readArguments<Required<ModelCheckpointOptions>>(who, args, {
        filepath: '',
        monitor: 'val_loss',
        verbose: 0,
        saveBestOnly: false,
        saveWeightsOnly: false,
        mode: 'auto',
        saveFreq: 'epoch',
        initialValueThreshold: null,
      });
      super(who, options.monitor, options.mode, 0, options.initialValueThreshold);
      const { filepath, saveWeightsOnly, saveFreq } = options;
      const endings = saveWeightsOnly ? ['.weights.h5'] : ['.keras', '.h5'];
      if (!endings.some((ending) => filepath.endsWith(ending))) {
        throw new ValueError({
          who,
          rule: {
            en: `filepath must end in ${endings.join(' or ')}${saveWeightsOnly ? ' when only weights are saved' : ''}`,
            ko: `${saveWeightsOnly ? '가중치만 저장할 때 ' : ''}filepath는 ${endings.join(', ')}(으)로 끝나야 합니다`,
          },
          received: `'${filepath}'`,
        });
      }
      if (saveFreq !== 'epoch' && !(Number.isInteger(saveFreq) && saveFreq > 0)) {
        throw new ValueError({
          who,
          rule: { en: "saveFreq is 'epoch' or a number of batches", ko: "saveFreq는 'epoch'이나 배치의 수입니다" },
          received: String(saveFreq),
        });
      }
      this.options = options;
    }

    override onEpochBegin(epoch: number): void {
      this.epoch = epoch;
    }

    override onTrainBatchEnd(batch: number, logs: Logs = {}): void | Promise<void> {
      const { saveFreq } = this.options;
      if (saveFreq === 'epoch') return;
      const fresh = this.lastBatch === null || batch <= this.lastBatch;
      this.batchesSinceSave += fresh ? batch + 1 : batch - this.lastBatch!;
      this.lastBatch = batch;
      if (this.batchesSinceSave < saveFreq) return;
      this.batchesSinceSave = 0;
      this.settle(logs);
      return this.save(this.epoch, batch, logs);
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void | Promise<void> {
      this.settle(logs);
      if (this.options.saveFreq === 'epoch') return this.save(epoch, null, logs);
    }

    async save(epoch: number, batch: number | null, logs: Logs): Promise<void> {
      const values = { ...(batch === null ? {} : { batch: batch + 1 }), ...logs, epoch: epoch + 1 };
      const path = formatTemplate(this.options.filepath, values, (name) => {
        throw new ValueError({
          who: 'ModelCheckpoint',
          rule: {
            en: `filepath asks for {${name}}, which is not logged`,
            ko: `filepath에 쓴 {${name}}은(는) 기록되지 않는 값입니다`,
          },
          received: `'${this.options.filepath}'`,
          hint: {
            en: `There are ${Object.keys(values).join(', ')}.`,
            ko: `쓸 수 있는 이름: ${Object.keys(values).join(', ')}`,
          },
        });
      });
      if (!this.wanted(epoch, logs, path)) return;
      makeFolderOf(path, 'ModelCheckpoint'); // as in Keras: after an epoch of training nobody is there to make it
      if (this.options.saveWeightsOnly) await this.model.saveWeights(path);
      else await this.model.save(path);
      if (this.options.verbose > 0)
        print(`\n${inEpoch(epoch, { en: `finished saving model to ${path}`, ko: `${path}에 모델을 저장했습니다` })}`);
    }

    wanted(epoch: number, logs: Logs, path: string): boolean {
      const { saveBestOnly, verbose } = this.options;
      const tell = (text: Translated) => {
        if (verbose > 0) print(`\n${inEpoch(epoch, text)}`);
      };
      if (!saveBestOnly) {
        tell({ en: `saving model to ${path}`, ko: `${path}에 모델을 저장합니다` });
        return true;
      }
      const current = own(logs, this.monitor);
      if (current === undefined) {
        this.missing(logs, 'ModelCheckpoint', {
          en: `Can save best model only with ${this.monitor} available.`,
          ko: `${this.monitor}이(가) 없어 가장 좋은 모델만 골라 저장할 수 없습니다.`,
        });
        return true;
      }
      const best = this.best === null ? 'None' : fixed(this.best, 5);
      if (!this.better(current, this.best)) {
        tell({
          en: `${this.monitor} did not improve from ${best}`,
          ko: `${this.monitor}이(가) ${best}보다 나아지지 않았습니다`,
        });
        return false;
      }
      tell({
        en: `${this.monitor} improved from ${best} to ${fixed(current, 5)}, saving model to ${path}`,
        ko: `${this.monitor}이(가) ${best}에서 ${fixed(current, 5)}(으)로 나아져 ${path}에 모델을 저장합니다`,
      });
      this.best = current;
      return true;
    }
  },
);
