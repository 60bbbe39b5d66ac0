/**
 * @file The callback of `plot.liveTraining`. It keeps what `fit` says and shows it now and then: what a picture, its PNG or a prediction took
 * is followed by forty times as long without one, so that training is a few percent slower at most, on any machine. The page draws from
 * the numbers; the PNG, for front ends that show only that, comes from the drawing thread and may lag behind.
 */
import type { NDArray } from '../../../array/index.ts';
import { toTyped } from '../../../array/index.ts';
import { notebookHost, stopSignal, type MimeBundle } from '../../../display/index.ts';
import { ShapeError, ValueError, getLanguage, say, shapeText } from '../../../errors/index.ts';
import { keras } from '../../../keras/index.ts';
import { toBase64 } from '../../../platform/index.ts';
import * as drawing from '../../output/drawing.ts';
import { sheetOf } from './sheet.ts';
import {
  wordsOf,
  type Confusion,
  type Curve,
  type Filters,
  type LiveJson,
  type LiveState,
  type Point,
} from './state.ts';

/** What the confusion matrix is of. */
export interface Held {
  readonly x: NDArray;
  readonly labels: readonly number[];
  /** The largest class in it + 1, or the width of one-hot rows. */
  readonly least: number;
  readonly names: readonly string[] | undefined;
}

/** What is watched. */
export interface Watched {
  readonly metrics: readonly string[] | undefined;
  readonly filters: boolean | undefined;
  readonly held: Held | undefined;
}

/** The MIME type of a live picture. */
const liveTrainingMime = 'application/vnd.kernelab.live-training+json';

/** How many times as long as it took a state, a prediction and a PNG have to wait for the next: together less than 6 % of the time. */
const TIMES = { showing: 50, judging: 40, painting: 100 } as const;
/** Nobody sees more pictures than these, in milliseconds. */
const SHORTEST = 400;
/** A short training needs no PNG but the last one. */
const FIRST_PNG = 3000;
/** Points of a curve that are kept, twice as many as are told apart; more are thinned. */
const MOST_POINTS = 600;
const MOST_FILTERS = 18;
const who = 'plot.liveTraining';

type Logs = Record<string, number>;

/** A layer, as far as filters are looked for. */
interface LayerLike {
  readonly name: string;
  readonly className: string;
  readonly sublayers: readonly LayerLike[];
  getWeights(): NDArray[];
}

/** The model, as far as it is watched. */
interface ModelLike extends LayerLike {
  /** None where it is not known before a prediction: a class of one's own. */
  readonly inputShapes: readonly (readonly (number | null)[])[];
  outputUnits(): readonly (number | undefined)[];
  predict(x: NDArray, options: { verbose: number }): Promise<unknown>;
}

/** Work that may only take a part of the time: when it is due again. */
class Ration {
  readonly #times: number;
  #next: number;

  /** `later`: when it is due first, in milliseconds from now. */
  constructor(times: number, later = 0) {
    this.#times = times;
    this.#next = performance.now() + later;
  }

  get isDue(): boolean {
    return performance.now() >= this.#next;
  }

  /** Begins; what comes back says that it is through. */
  begin(): () => void {
    const begun = performance.now();
    this.#next = Infinity;
    return () => {
      const now = performance.now();
      this.#next = now + Math.max(SHORTEST, (now - begun) * this.#times);
    };
  }
}

/** How many there were: each has a display of its own. */
let trainings = 0;
/** Those whose training has not come to its end: shown once more when the cell ends. */
const unfinished = new Set<LiveTraining>();
let hooked: ReturnType<typeof notebookHost>;

/** Watches a training and draws it. */
export class LiveTraining extends keras.callbacks.Callback {
  readonly #watched: Watched;
  #showing = new Ration(TIMES.showing);
  #painting = new Ration(TIMES.painting);
  #judging = new Ration(TIMES.judging);
  /** The last PNG, as base64, for front ends that show only that. */
  #png: string | undefined;
  #id = '';
  #shown = 0;
  #unwatchStop: (() => void) | undefined;
  #status: LiveState['status'] = 'running';
  /** Epochs that are done, the one that runs counted from 0. */
  #done = 0;
  #epoch = 0;
  #curves = new Map<string, { train: Point[]; validation: Point[]; within: Point[] }>();
  #filtersOf: LayerLike | undefined;
  #confusion: Confusion | undefined;
  #notes: string[] = [];

  constructor(watched: Watched) {
    super();
    this.#watched = watched;
  }

  override onTrainBegin(): void {
    trainings++;
    [this.#id, this.#shown, this.#status] = [`live-training-${trainings}-${Date.now().toString(36)}`, 0, 'running'];
    [this.#showing, this.#judging] = [new Ration(TIMES.showing), new Ration(TIMES.judging)];
    [this.#painting, this.#png] = [new Ration(TIMES.painting, FIRST_PNG), undefined];
    [this.#curves, this.#confusion, this.#notes] = [new Map(), undefined, []];
    this.#done = this.#epoch = this.model.initialEpoch ?? 0;
    const model = this.model as unknown as ModelLike;
    if (this.#watched.held) {
      refusePictures(model.inputShapes, this.#watched.held.x.shape);
      refuseOutputs(model.outputUnits(), this.#watched.held);
    }
    this.#filtersOf = this.#watched.filters === false ? undefined : firstConvolution(model);
    if (this.#watched.filters && !this.#filtersOf)
      this.#notes.push(
        say({
          en: 'The model has no Conv2D layer: no filters.',
          ko: '모델에 Conv2D 층이 없어 필터를 그리지 않습니다.',
        }),
      );
    drawing.warmUp();
    watchCellEnd();
    unfinished.add(this);
    this.#watchStop(stopSignal());
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
  }

  override onTrainBatchEnd(batch: number, logs: Logs = {}): void {
    if (!this.#showing.isDue || !notebookHost()) return;
    const { steps } = this.params;
    const at = this.#epoch + (steps === null ? 1 - 1 / (batch + 2) : (batch + 1) / steps);
    for (const name of this.#namesIn(logs)) {
      add(this.#curve(name).within, at, logs[name]!);
    }
    this.#showIfDue();
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void | Promise<void> {
    this.#done = epoch + 1;
    this.#noteMissing(logs);
    for (const name of this.#namesIn(logs)) {
      const { train, validation } = this.#curve(name);
      add(train, epoch + 1, logs[name]!);
      // (To read a value that is not there would bring a notice.)
      if (Object.hasOwn(logs, `val_${name}`)) add(validation, epoch + 1, logs[`val_${name}`]!);
      if (!Number.isFinite(logs[name])) this.#noteNaN(name, epoch + 1);
    }
    if (this.#watched.held && this.#judging.isDue) return this.#judge().then(() => this.#showIfDue());
    this.#showIfDue();
  }

  override async onTrainEnd(): Promise<void> {
    if (this.#watched.held && this.#confusion?.epoch !== this.#done) await this.#judge();
    this.#finish('done');
  }

  /** The cell is at its end, the training perhaps not: it failed, or nobody awaited it. */
  leave(): void {
    this.#finish('running');
  }

  /** Stop ends a training between two batches, and asks no callback. */
  #watchStop(signal: AbortSignal): void {
    const stopped = new Promise<void>((resolve) => {
      const stop = (): void => resolve();
      signal.addEventListener('abort', stop, { once: true });
      this.#unwatchStop = () => signal.removeEventListener('abort', stop);
    });
    // (What a promise leads to belongs to the cell that asked it; what an event leads to, to none.)
    const id = this.#id;
    void stopped.then(() => id === this.#id && unfinished.has(this) && this.#finish('stopped'));
  }

  #finish(status: LiveState['status']): void {
    unfinished.delete(this);
    this.#unwatchStop?.();
    this.#status = status;
    const { state } = this;
    if (!notebookHost()) console.log(wordsOf(state));
    if (drawing.arePicturesWanted() && notebookHost()) this.#png = toBase64(drawing.drawNow(sheetOf(state), 'png', 1));
    this.#display(state);
  }

  /** What it shows now. */
  get state(): LiveState {
    const curves = [...this.#curves].map(([name, points]): Curve => ({ name, ...points }));
    return {
      lang: getLanguage(),
      status: this.#status,
      epoch: this.#done,
      epochs: this.params.epochs,
      curves,
      filters: this.#filtersOf && filtersIn(this.#filtersOf),
      confusion: this.#confusion,
      notes: this.#notes,
    };
  }

  #showIfDue(): void {
    if (!notebookHost() || !this.#showing.isDue || !drawing.arePicturesWanted()) return;
    const through = this.#showing.begin();
    const { state } = this;
    this.#display(state);
    if (this.#painting.isDue) this.#paint(state);
    through();
  }

  /** Draws the PNG on the drawing thread while training goes on: the next state that is shown has it. */
  #paint(state: LiveState): void {
    const id = this.#id;
    const through = this.#painting.begin();
    const done = (png?: Uint8Array): void => {
      through();
      if (png && id === this.#id) this.#png = toBase64(png);
    };
    // (The last picture says why none can be drawn.)
    drawing.draw(sheetOf(state), 'png').then(done, () => done());
  }

  #display(state: LiveState): void {
    notebookHost()?.display(bundleOf(state, this.#png), { displayId: this.#id, update: this.#shown > 0 });
    this.#shown++;
  }

  /** The metrics that have a curve. */
  #namesIn(logs: Logs): string[] {
    const names = Object.keys(logs).filter((name) => !name.startsWith('val_') && name !== 'learning_rate');
    const wanted = this.#watched.metrics;
    if (wanted) return wanted.filter((name) => Object.hasOwn(logs, name));
    return [...names.filter((name) => name === 'loss'), ...names.filter((name) => name !== 'loss')].slice(0, 3);
  }

  #curve(name: string): { train: Point[]; validation: Point[]; within: Point[] } {
    const known = this.#curves.get(name) ?? { train: [], validation: [], within: [] };
    this.#curves.set(name, known);
    return known;
  }

  /** Metrics that were asked for and that the training does not have. */
  #noteMissing(logs: Logs): void {
    for (const name of this.#watched.metrics ?? []) {
      if (Object.hasOwn(logs, name)) continue;
      const there = Object.keys(logs).join(', ');
      const note = say({
        en: `There is no metric '${name}'; there are ${there}.`,
        ko: `메트릭 '${name}'이(가) 없습니다. 있는 메트릭: ${there}.`,
      });
      if (!this.#notes.includes(note)) this.#notes.push(note);
    }
  }

  #noteNaN(name: string, epoch: number): void {
    const start = say({ en: `${name} is not a number`, ko: `${name}이(가) 수가 아닙니다` });
    if (this.#notes.some((note) => note.startsWith(start))) return;
    this.#notes.push(`${start}${say({ en: ` from epoch ${epoch} on.`, ko: `(에포크 ${epoch}부터).` })}`);
  }

  /** The confusion matrix, anew. */
  async #judge(): Promise<void> {
    const held = this.#watched.held!;
    const through = this.#judging.begin();
    const scores = (await (this.model as unknown as ModelLike).predict(held.x, { verbose: 0 })) as NDArray;
    this.#confusion = confusionOf(held, scores, this.#done);
    through();
  }
}

/** Adds a point to a curve; of one that grows long every second goes, not the last. */
function add(points: Point[], epoch: number, value: number): void {
  points.push([Number(epoch.toFixed(3)), Number.isFinite(value) ? Number(value.toPrecision(5)) : null]);
  const last = points.length - 1;
  if (last >= MOST_POINTS) points.splice(0, last + 1, ...points.filter((_, i) => (last - i) % 2 === 0));
}

function watchCellEnd(): void {
  const host = notebookHost();
  if (!host || hooked === host) return;
  hooked = host;
  host.onCellEnd(() => {
    for (const each of unfinished) each.leave();
  });
}

function bundleOf(state: LiveState, png: string | undefined): MimeBundle {
  const summary = wordsOf(state);
  const text = { 'text/plain': [summary, ...state.notes].join('\n') };
  if (!drawing.arePicturesWanted()) return text;
  const json: LiveJson = { version: 1, summary, state: JSON.stringify(state) };
  return { [liveTrainingMime]: json, ...(png === undefined ? {} : { 'image/png': png }), ...text };
}

/** Depth first, in the order of the layers. */
function firstConvolution(layer: LayerLike): LayerLike | undefined {
  if (layer.className === 'Conv2D') return layer;
  for (const inner of layer.sublayers) {
    const found = firstConvolution(inner);
    if (found) return found;
  }
  return undefined;
}

/** The first filters of a layer; of more channels than a picture has the mean. */
function filtersIn(layer: LayerLike): Filters | undefined {
  const kernel = layer.getWeights()[0];
  if (!kernel) return undefined;
  const [rows, columns, depth, of] = kernel.shape as [number, number, number, number];
  const count = Math.min(of, MOST_FILTERS);
  const channels = depth === 3 ? 3 : 1;
  const data = toTyped(kernel) as ArrayLike<number>;
  const values: number[] = [];
  for (let f = 0; f < count; f++) {
    for (let at = 0; at < rows * columns; at++) {
      const all = Array.from({ length: depth }, (_, k) => data[(at * depth + k) * of + f]!);
      const shown = channels === 3 ? all : [all.reduce((sum, v) => sum + v, 0) / depth];
      values.push(...shown.map((v) => (Number.isFinite(v) ? Number(v.toPrecision(3)) : 0)));
    }
  }
  return { layer: layer.name, rows, columns, channels, count, of, values };
}

/** Refuses pictures that the model cannot take, before an epoch is spent on them. */
function refusePictures(inputs: readonly (readonly (number | null)[])[], shape: readonly number[]): void {
  const [wanted] = inputs;
  if (!wanted) return;
  if (inputs.length > 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'confusion is for models with one input',
        ko: 'confusion은 입력이 하나인 모델에서 쓸 수 있습니다',
      },
      received: { en: `a model with ${inputs.length} inputs`, ko: `입력이 ${inputs.length}개인 모델` },
      hint: { en: 'Leave confusion out', ko: 'confusion을 빼세요' },
    });
  }
  const fits = (each: readonly number[]): boolean =>
    each.length === wanted.length && wanted.every((n, axis) => axis === 0 || n === null || n === each[axis]);
  if (fits(shape)) return;
  const takes = shapeText([null, ...wanted.slice(1)]);
  throw new ShapeError({
    who,
    rule: {
      en: `the pictures of confusion are of the shape that the model takes, ${takes}`,
      ko: `confusion의 그림은 모델이 받는 모양 ${takes}이어야 합니다`,
    },
    received: `x ${shapeText(shape)}`,
    ...(fits([...shape, 1]) && {
      hint: {
        en: "The channel axis is missing: use x.at('...', np.newaxis)",
        ko: "채널 축이 없습니다. x.at('...', np.newaxis)를 쓰세요",
      },
    }),
  });
}

/** Refuses a model whose output has no classes, or fewer than there are labels. */
function refuseOutputs(units: readonly (number | undefined)[], { least, labels }: Held): void {
  const width = units.length === 1 ? units[0] : undefined;
  if (width === undefined && units.length <= 1) return; // a class of one's own: seen at the first prediction
  if (width === 1 && labels.every((label) => label <= 1)) return;
  if (width !== undefined && width > 1 && width >= least) return;
  throw refused(
    { en: `an output of ${units.join(' and ')}, ${least} classes`, ko: `출력 ${units.join(', ')}, 클래스 ${least}개` },
    width === 1,
  );
}

function refused(received: { en: string; ko: string }, isOne: boolean): ValueError {
  return new ValueError({
    who,
    rule: {
      en: 'confusion needs a model with one output per class (or one for two classes)',
      ko: 'confusion에는 클래스마다 출력이 하나씩 있는 모델이 필요합니다(두 클래스이면 하나)',
    },
    received,
    hint: isOne
      ? { en: 'A regression has no classes: leave confusion out', ko: '회귀에는 클래스가 없습니다. confusion을 빼세요' }
      : undefined,
  });
}

function confusionOf({ labels, least, names }: Held, scores: NDArray, epoch: number): Confusion {
  const width = scores.ndim === 2 ? scores.shape[1]! : 0;
  if (width === 0 || (width === 1 ? least > 2 : width < least)) {
    const shape = shapeText(scores.shape);
    throw refused(
      { en: `an output of shape ${shape}, ${least} classes`, ko: `모양이 ${shape}인 출력, 클래스 ${least}개` },
      width === 1,
    );
  }
  const values = toTyped(scores) as ArrayLike<number>;
  const n = Math.max(2, width);
  const counts = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
  labels.forEach((label, i) => {
    let best = 0;
    if (width === 1) best = values[i]! > 0.5 ? 1 : 0;
    else for (let c = 1; c < width; c++) if (values[i * width + c]! > values[i * width + best]!) best = c;
    counts[label]![best]!++;
  });
  return { counts, names: Array.from({ length: n }, (_, c) => names?.[c] ?? String(c)), epoch };
}
