/**
 * @file The progress bar as text, to the letter Keras 3's: counts bold, done part green, no brackets, no "ETA:".
 * Three places to draw: a terminal (the line is redrawn), a notebook (one display is replaced), a plain stream (one
 * line when the epoch is over, without colours).
 */
import { notebookHost } from '../../display/index.ts';
import { exponential, fixed } from '../common/format.ts';
import { isTerminal, print } from '../common/terminal.ts';
import { NotebookProgress } from './notebook-progress.ts';

/** Where the bar is drawn. */
export type ProgressTarget = 'terminal' | 'notebook' | 'plain';

export interface ProgbarOptions {
  /** Steps in all; null when unknown. */
  target: number | null;
  /** Characters of the bar. Default 20. */
  width?: number;
  /** 0 nothing, 1 a bar, 2 one line at the end. Default 1. */
  verbose?: number;
  /** Seconds between two drawings. Default 0.05 (in a notebook 0.1). */
  interval?: number;
  /** Default 'step'. */
  unitName?: string;
  /** Where to draw. Default: where we are. */
  place?: ProgressTarget;
  /** Seconds, for tests. */
  now?: () => number;
  /** Text out, for tests. */
  write?: (text: string) => void;
  /** Shared by the epochs of one `fit` in a notebook. */
  notebook?: NotebookProgress;
}

const BAR = '━';
const clock = (): number => performance.now() / 1000;

/** Where progress goes in this process. */
export function progressPlace(): ProgressTarget {
  if (notebookHost()) return 'notebook';
  return isTerminal() ? 'terminal' : 'plain';
}

/** One bar: `update(steps done, values)`, the last time with `finalize`. Values are shown as they are. */
export class Progbar {
  readonly target: number | null;
  readonly width: number;
  readonly verbose: number;
  readonly place: ProgressTarget;
  readonly interval: number;
  readonly unitName: string;
  readonly now: () => number;
  readonly write: (text: string) => void;
  readonly notebook: NotebookProgress | null;
  readonly values = new Map<string, number>();
  readonly start: number;
  lastUpdate = 0;
  afterFirstStep: number | null = null;
  previousWidth = 0;

  constructor(options: ProgbarOptions) {
    this.target = options.target;
    this.width = options.width ?? 20;
    this.verbose = options.verbose ?? 1;
    this.place = options.place ?? progressPlace();
    this.interval = options.interval ?? (this.place === 'notebook' ? 0.1 : 0.05);
    this.unitName = options.unitName ?? 'step';
    this.now = options.now ?? clock;
    this.write = options.write ?? print;
    this.notebook = this.place === 'notebook' ? (options.notebook ?? new NotebookProgress()) : null;
    this.start = this.now();
  }

  /** Draws when it is time: `current` steps are done. */
  update(current: number, values: Readonly<Record<string, number>> = {}, finalize?: boolean): void {
    const last = finalize ?? (this.target !== null && current >= this.target);
    for (const name in values) this.values.set(name, values[name]!);
    const now = this.now();
    const perUnit = this.perUnit(current, now);
    if (this.verbose === 1) {
      if (now - this.lastUpdate < this.interval && !last) return;
      this.draw(current, now, perUnit, last);
    } else if (this.verbose === 2 && last && this.target !== null && this.target > 0) {
      const elapsed = `${count(current, this.target)} - ${fixed(now - this.start, 0)}s`;
      this.write(`${elapsed} -${this.timeText(perUnit)}${this.valuesText(true)}\n`);
    }
    this.lastUpdate = now;
  }

  draw(current: number, now: number, perUnit: number, last: boolean): void {
    const info = `${this.timeText(perUnit)}${this.valuesText(false)}`;
    const time = this.target && !last ? etaText(perUnit * (this.target - current)) : `${fixed(now - this.start, 0)}s`;
    const steps = this.target ? count(current, this.target) : `${String(current).padStart(7)}/Unknown`;
    const filled = this.target ? Math.floor((this.width * current) / this.target) : 0;
    const [done, rest] = this.target ? [BAR.repeat(filled), BAR.repeat(this.width - filled)] : ['', ''];
    if (this.place === 'notebook') {
      this.notebook!.show({ steps, done, rest, time, info }, last);
      return;
    }
    if (this.place === 'plain') {
      if (last) this.write(`${steps} ${done}${rest} ${time}${info}\n`);
      return;
    }
    const bar = this.target
      ? `\x1b[1m${steps}\x1b[0m ${done && `\x1b[32m${done}\x1b[0m`}\x1b[37m${rest}\x1b[0m`
      : steps;
    // With an unknown total the width counts 8 less than it is, as in Keras: its bar there has no bold count.
    const width = steps.length + (this.target ? 1 + this.width : 0) + 1 + time.length + info.length;
    const gap = ' '.repeat(Math.max(0, this.previousWidth - width));
    const erase = `${'\b'.repeat(this.previousWidth)}\r`;
    this.write(`${erase}${bar} \x1b[1m${time}\x1b[0m${info}${gap}${last ? '\n' : ''}`);
    this.previousWidth = width;
  }

  /** Seconds a step, the first (slow) one left out as soon as there are others. */
  perUnit(current: number, now: number): number {
    if (current === 0) return 0;
    const afterFirst = this.afterFirstStep;
    const value =
      afterFirst !== null && current > 1 ? (now - afterFirst) / (current - 1) : (now - this.start) / current;
    if (current === 1) this.afterFirstStep = now;
    return value;
  }

  timeText(perUnit: number): string {
    if (perUnit >= 1 || perUnit === 0) return ` ${fixed(perUnit, 0)}s/${this.unitName}`;
    if (perUnit >= 1e-3) return ` ${fixed(perUnit * 1e3, 0)}ms/${this.unitName}`;
    return ` ${fixed(perUnit * 1e6, 0)}us/${this.unitName}`;
  }

  /** ` - name: 0.1234`. Keras's one-line form shows every value of 0.001 or less, also -5, with an exponent. */
  valuesText(signed: boolean): string {
    let text = '';
    for (const [name, value] of this.values) {
      const big = (signed ? value : Math.abs(value)) > 1e-3;
      text += ` - ${name}: ${big ? fixed(value, 4) : exponential(value, 4)}`;
    }
    return text;
  }
}

/** `  7/120`: right-aligned to the digits of the total. */
function count(current: number, target: number): string {
  return `${String(current).padStart(String(target).length)}/${target}`;
}

/** h:mm:ss above an hour, m:ss above a minute, else whole seconds. */
function etaText(seconds: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  if (seconds > 3600) return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  if (seconds > 60) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds)}s`;
}
