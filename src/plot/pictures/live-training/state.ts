/**
 * @file What a live picture of training shows: curves so far, filters, a confusion matrix, notes. It lies in the notebook as it is; the
 * drawing (`draw.ts`) needs nothing else. Runs in the page too.
 */

/** The curves of a metric, and of the same on validation data. */
export interface Curve {
  readonly name: string;
  /** A point per epoch, counted from 1; null: the value was no number. */
  readonly train: readonly Point[];
  readonly validation: readonly Point[];
  /** Means since an epoch began, within epochs. */
  readonly within: readonly Point[];
}

export type Point = readonly [epoch: number, value: number | null];

/** Filters of a layer: element (i, j, k) of filter f is `values[((f * rows + i) * columns + j) * channels + k]`. */
export interface Filters {
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
  /** 1: signed; 3: colours. */
  readonly channels: 1 | 3;
  readonly count: number;
  /** How many the layer has. */
  readonly of: number;
  readonly values: readonly number[];
}

/** How often each class (row) was taken for which (column). */
export interface Confusion {
  readonly counts: readonly (readonly number[])[];
  readonly names: readonly string[];
  /** After how many epochs. */
  readonly epoch: number;
}

/** All of it. */
export interface LiveState {
  readonly lang: 'en' | 'ko';
  readonly status: 'running' | 'done' | 'stopped';
  /** Epochs that are done, and how many there are to be. */
  readonly epoch: number;
  readonly epochs: number;
  readonly curves: readonly Curve[];
  readonly filters?: Filters | undefined;
  readonly confusion?: Confusion | undefined;
  /** What is missing and why, in sentences. */
  readonly notes: readonly string[];
}

/** What lies in the notebook. */
export interface LiveJson {
  readonly version: number;
  readonly summary: string;
  /** A `LiveState` as JSON: one text, since Jupyter writes every number of a list on a line of its own. */
  readonly state: string;
}

/** "Epoch 3/10", and how it ended. */
export function headOf({ lang, status, epoch, epochs }: LiveState): string {
  const ko = lang === 'ko';
  const head = ko ? `에포크 ${epoch}/${epochs}` : `Epoch ${epoch}/${epochs}`;
  if (status === 'stopped') return `${head}${ko ? ' 뒤에 멈춤' : ', stopped'}`;
  return status === 'running' ? `${head}${ko ? ', 학습 중' : ', training'}` : head;
}

/** The last value of a curve in a few characters. */
export function lastOf(points: readonly Point[]): string | undefined {
  const last = points.at(-1);
  return last && (last[1] === null ? 'NaN' : Number(last[1].toPrecision(4)).toString());
}

/** Its curves in words, for who does not see them and for terminals: `loss 2.3 → 0.21`. */
export function wordsOf(state: LiveState): string {
  const spans = state.curves.flatMap(({ name, train, validation }) =>
    [[name, train] as const, [`val_${name}`, validation] as const].flatMap(([label, points]) =>
      points.length === 0 ? [] : [`${label} ${lastOf(points.slice(0, 1))!} → ${lastOf(points)!}`],
    ),
  );
  const right = state.confusion && shareOf(state.confusion);
  const share = right === undefined ? [] : [state.lang === 'ko' ? `정답 ${right}` : `${right} right`];
  return [headOf(state), ...spans, ...share].join('; ');
}

/** How many of the pictures are classified rightly. */
export function shareOf({ counts }: Confusion): string {
  const all = counts.flat().reduce((sum, n) => sum + n, 0);
  const right = counts.reduce((sum, row, i) => sum + row[i]!, 0);
  return `${all === 0 ? 0 : Math.round((1000 * right) / all) / 10}%`;
}
