/**
 * @file TensorBoard: scalar curves in `logDir/train` and `logDir/validation`, under the tags Keras uses (epoch_loss in
 * both folders, epoch_learning_rate, batch_loss, evaluation_loss_vs_iterations). Graphs, histograms, images, embeddings
 * and profiles are not written.
 */
import { ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { processName } from '../common/terminal.ts';
import { appendFile } from '../../platform/index.ts';
import { Callback, type Logs } from './callback.ts';
import { record, scalarEvent, versionEvent } from './event-file.ts';

export interface TensorBoardOptions {
  /** Default 'logs'. */
  logDir?: string;
  /** Only 0. */
  histogramFreq?: number;
  /** Accepted; no graph is written. */
  writeGraph?: boolean;
  /** Only false. */
  writeImages?: boolean;
  /** Adds epoch_steps_per_second. Default false. */
  writeStepsPerSecond?: boolean;
  /** 'epoch', 'batch', or every this many batches. Default 'epoch'. */
  updateFreq?: 'epoch' | 'batch' | number;
  /** Only 0. */
  profileBatch?: number;
  /** Only 0. */
  embeddingsFreq?: number;
  embeddingsMetadata?: null;
}

/** Writes event files for TensorBoard. */
export const TensorBoard = callable(
  class TensorBoard extends Callback {
    readonly options: Required<TensorBoardOptions>;
    /** Opened files by folder name. */
    files = new Map<string, string>();
    batches = 0;
    tests = 0;
    epochStart = 0;
    iterationsAtStart = 0;
    inFit = false;

    constructor(...args: (string | number | boolean | null | TensorBoardOptions)[]) {
      super();
      const who = 'TensorBoard';
      this.options = readArguments<Required<TensorBoardOptions>>(who, args, {
        logDir: 'logs',
        histogramFreq: 0,
        writeGraph: true,
        writeImages: false,
        writeStepsPerSecond: false,
        updateFreq: 'epoch',
        profileBatch: 0,
        embeddingsFreq: 0,
        embeddingsMetadata: null,
      });
      const { histogramFreq, writeImages, profileBatch, embeddingsFreq, embeddingsMetadata, updateFreq } = this.options;
      const refused = Object.entries({ histogramFreq, writeImages, profileBatch, embeddingsFreq, embeddingsMetadata });
      for (const [name, value] of refused) {
        if (value)
          throw new ValueError({
            who,
            rule: {
              en: `writes scalars only, so ${name} is not supported`,
              ko: `스칼라만 기록하므로 ${name}은(는) 지원하지 않습니다`,
            },
            received: String(value),
          });
      }
      const known =
        updateFreq === 'epoch' || updateFreq === 'batch' || (Number.isInteger(updateFreq) && updateFreq > 0);
      if (!known) {
        throw new ValueError({
          who,
          rule: {
            en: "updateFreq is 'epoch', 'batch' or a number of batches",
            ko: "updateFreq는 'epoch', 'batch', 또는 배치의 수입니다",
          },
          received: String(updateFreq),
        });
      }
    }

    write(folder: 'train' | 'validation', scalars: Readonly<Record<string, number>>, step: number): void {
      const now = Date.now() / 1000;
      const events: Uint8Array[] = [];
      let path = this.files.get(folder);
      if (!path) {
        path = `${this.options.logDir}/${folder}/events.out.tfevents.${Math.floor(now)}.${processName()}.${nextFile++}.v2`;
        this.files.set(folder, path);
        events.push(record(versionEvent(now)));
      }
      for (const [tag, value] of Object.entries(scalars)) events.push(record(scalarEvent(tag, value, step, now)));
      const bytes = new Uint8Array(events.reduce((n, e) => n + e.length, 0));
      let at = 0;
      for (const event of events) {
        bytes.set(event, at);
        at += event.length;
      }
      appendFile(path, bytes, 'TensorBoard', { folders: true });
    }

    override onTrainBegin(): void {
      this.inFit = true;
      this.batches = 0;
      this.files.clear();
    }

    override onTrainBatchEnd(_batch: number, logs: Logs = {}): void {
      const { updateFreq } = this.options;
      const every = updateFreq === 'batch' ? 1 : updateFreq;
      if (every !== 'epoch' && this.batches % every === 0) {
        this.write('train', prefixed('batch_', logs), this.batches);
      }
      this.batches++;
    }

    override onEpochBegin(): void {
      this.epochStart = performance.now();
      this.iterationsAtStart = this.batches;
    }

    override onEpochEnd(epoch: number, logs: Logs = {}): void {
      const train: Logs = {};
      const validation: Logs = {};
      for (const [name, value] of Object.entries(logs)) {
        if (name.startsWith('val_')) validation[`epoch_${name.slice(4)}`] = value;
        else train[`epoch_${name}`] = value;
      }
      const rate = this.model.optimizer?.learningRate;
      if (rate !== undefined) train['epoch_learning_rate'] = rate;
      if (this.options.writeStepsPerSecond) {
        const seconds = (performance.now() - this.epochStart) / 1000;
        train['epoch_steps_per_second'] = (this.batches - this.iterationsAtStart) / seconds;
      }
      this.write('train', train, epoch);
      if (Object.keys(validation).length > 0) this.write('validation', validation, epoch);
    }

    override onTestEnd(logs: Logs = {}): void {
      const iterations = this.model.optimizer?.iterations.data[0];
      if (iterations === undefined) return;
      const scalars = Object.entries(logs).map(([name, value]) => [`evaluation_${name}_vs_iterations`, value] as const);
      if (scalars.length > 0) this.write('validation', Object.fromEntries(scalars), iterations);
    }

    override onTrainEnd(): void {
      this.inFit = false;
      this.files.clear();
    }
  },
);

let nextFile = 0;

function prefixed(prefix: string, logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`${prefix}${name}`, value]));
}
