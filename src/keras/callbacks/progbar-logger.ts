/** @file The callback that prints progress: `Epoch 1/5`, one bar per epoch; for evaluate and predict a bar alone. */
import { callable, optionNames } from '../../arguments/index.ts';
import { known } from '../common/arguments.ts';
import { print } from '../common/terminal.ts';
import { Callback, type CallbackParams, type Logs } from './callback.ts';
import { NotebookProgress } from './notebook-progress.ts';
import { Progbar, type ProgbarOptions, progressPlace } from './progbar.ts';

const DRAWING = optionNames<ProgbarOptions>()('target width verbose interval unitName place now write notebook');

/** Prints progress. `fit`, `evaluate` and `predict` add one by themselves when `verbose` is above 0. */
export const ProgbarLogger = callable(
  class ProgbarLogger extends Callback {
    verbose = 1;
    epochs = 1;
    target: number | null = null;
    seen = 0;
    bar: Progbar | null = null;
    inFit = false;
    notebook: NotebookProgress | null = null;
    /** Where and how to draw, for tests. */
    readonly drawing: Partial<ProgbarOptions>;

    constructor(drawing: Partial<ProgbarOptions> = {}) {
      super();
      this.drawing = known('ProgbarLogger', drawing, DRAWING);
    }

    override setParams(params: CallbackParams): void {
      super.setParams(params);
      this.verbose = params.verbose;
      this.epochs = params.epochs;
      this.target = params.steps;
    }

    get place() {
      return this.drawing.place ?? progressPlace();
    }

    /** A fresh bar; the bars of one `fit` share one display in a notebook. */
    open(): void {
      this.seen = 0;
      if (this.place === 'notebook' && this.verbose === 1) this.notebook ??= new NotebookProgress();
      const notebook = this.notebook ?? undefined;
      this.bar = new Progbar({ ...this.drawing, target: this.target, verbose: this.verbose, notebook });
    }

    count(batch: number, logs: Logs): void {
      if (!this.bar) this.open();
      this.seen = batch + 1;
      if (this.verbose === 1) this.bar!.update(this.seen, logs, false);
    }

    close(logs: Logs): void {
      if (this.bar && this.target === null) {
        this.target = this.seen;
        this.bar = Object.assign(Object.create(Progbar.prototype) as Progbar, this.bar, { target: this.seen });
      }
      this.bar?.update(this.target ?? this.seen, logs, true);
    }

    override onTrainBegin(): void {
      // Inside `fit` the validation is silent: its values stand at the end of the epoch's line.
      this.inFit = true;
      this.notebook = null;
    }

    override onEpochBegin(epoch: number): void {
      this.open();
      if (this.verbose === 0 || this.epochs <= 1) return;
      const text = `Epoch ${epoch + 1}/${this.epochs}`;
      if (this.notebook && this.verbose === 1) this.notebook.header(text);
      else (this.drawing.write ?? print)(`${text}\n`);
    }

    override onTrainBatchEnd(batch: number, logs: Logs = {}): void {
      this.count(batch, logs);
    }

    override onEpochEnd(_epoch: number, logs: Logs = {}): void {
      this.close(logs);
    }

    override onTestBegin(): void {
      if (!this.inFit) this.open();
    }

    override onTestBatchEnd(batch: number, logs: Logs = {}): void {
      if (!this.inFit) this.count(batch, logs);
    }

    override onTestEnd(logs: Logs = {}): void {
      if (!this.inFit) this.close(logs);
    }

    override onPredictBegin(): void {
      this.open();
    }

    override onPredictBatchEnd(batch: number): void {
      this.count(batch, {});
    }

    override onPredictEnd(): void {
      this.close({});
    }
  },
);
