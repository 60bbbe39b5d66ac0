/**
 * @file BackupAndRestore: keeps weights, optimizer state and the epoch number in a folder, so that `fit` goes on where
 * a broken run ended. The folder is removed when training ends well.
 */
import { NotBuiltError, ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { copyFile, exists, makeFolderOf, readTextFile, remove, writeFile } from '../../platform/index.ts';
import { Callback } from './callback.ts';

export interface BackupAndRestoreOptions {
  /** The folder; not shared with other callbacks. */
  backupDir?: string;
  /** 'epoch', or every this many batches. Default 'epoch'. */
  saveFreq?: 'epoch' | number;
  /** Keep the backup before the last one too. Default false. */
  doubleCheckpoint?: boolean;
  /** Remove the folder at the end. Default true. */
  deleteCheckpoint?: boolean;
}

/** Survives a crash: the same `fit` started again continues with the epoch after the last backup. */
export const BackupAndRestore = callable(
  class BackupAndRestore extends Callback {
    readonly options: Required<BackupAndRestoreOptions>;
    epoch = 0;
    lastBatch = 0;
    batchesSinceSave = 0;

    constructor(...args: (string | number | boolean | BackupAndRestoreOptions)[]) {
      super();
      const who = 'BackupAndRestore';
      this.options = readArguments<Required<BackupAndRestoreOptions>>(who, args, {
        backupDir: '',
        saveFreq: 'epoch',
        doubleCheckpoint: false,
        deleteCheckpoint: true,
      });
      if (this.options.backupDir === '')
        throw new ValueError({ who, rule: { en: 'needs a backupDir', ko: 'backupDir이 필요합니다' } });
      const { saveFreq } = this.options;
      if (saveFreq !== 'epoch' && !(Number.isInteger(saveFreq) && saveFreq > 0)) {
        throw new ValueError({
          who,
          rule: { en: "saveFreq is 'epoch' or a number of batches", ko: "saveFreq는 'epoch'이나 배치의 수입니다" },
          received: String(saveFreq),
        });
      }
    }

    get weightsPath(): string {
      return `${this.options.backupDir}/latest.weights.h5`;
    }

    get metadataPath(): string {
      return `${this.options.backupDir}/training_metadata.json`;
    }

    override async onTrainBegin(): Promise<void> {
      const model = this.model;
      if (!model.built) {
        throw new NotBuiltError({
          who: 'BackupAndRestore',
          rule: { en: 'the model must be built before fit', ko: 'fit보다 먼저 모델에 가중치가 있어야 합니다' },
          hint: {
            en: 'Give the first layer an inputShape or call the model once.',
            ko: '첫 층에 inputShape를 주거나 모델을 한 번 호출하세요',
          },
        });
      }
      try {
        await this.restore();
      } catch (error) {
        // A file that was being written when the process died: the backup before it, if there is one.
        if (!exists(`${this.weightsPath}.bkp`)) throw error;
        copyFile(`${this.weightsPath}.bkp`, this.weightsPath, 'BackupAndRestore');
        if (exists(`${this.metadataPath}.bkp`)) {
          copyFile(`${this.metadataPath}.bkp`, this.metadataPath, 'BackupAndRestore');
        }
        await this.restore();
      }
    }

    async restore(): Promise<void> {
      if (exists(this.weightsPath)) await this.model.loadWeights(this.weightsPath);
      if (!exists(this.metadataPath)) return;
      const text = readTextFile(this.metadataPath, 'BackupAndRestore');
      this.model.initialEpoch = (JSON.parse(text) as { epoch: number }).epoch;
    }

    override onTrainBatchEnd(batch: number): void | Promise<void> {
      const { saveFreq } = this.options;
      if (saveFreq === 'epoch') return;
      this.batchesSinceSave += batch <= this.lastBatch ? batch + 1 : batch - this.lastBatch;
      this.lastBatch = batch;
      if (this.batchesSinceSave < saveFreq) return;
      this.batchesSinceSave = 0;
      return this.save();
    }

    override onEpochEnd(epoch: number): void | Promise<void> {
      this.epoch = epoch + 1;
      this.lastBatch = 0;
      if (this.options.saveFreq === 'epoch') return this.save();
    }

    async save(): Promise<void> {
      if (this.options.doubleCheckpoint) {
        for (const path of [this.weightsPath, this.metadataPath]) {
          if (exists(path)) copyFile(path, `${path}.bkp`, 'BackupAndRestore');
        }
      }
      makeFolderOf(this.weightsPath, 'BackupAndRestore');
      await this.model.saveWeights(this.weightsPath);
      const metadata = { epoch: this.epoch, batch: this.lastBatch };
      writeFile(this.metadataPath, JSON.stringify(metadata), 'BackupAndRestore');
    }

    override onTrainEnd(): void {
      if (this.options.deleteCheckpoint) remove(this.options.backupDir, 'BackupAndRestore');
    }
  },
);
