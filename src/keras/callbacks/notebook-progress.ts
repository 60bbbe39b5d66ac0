/**
 * @file Progress in a notebook: one display that is replaced while training runs, and that ends as the list of epochs.
 * Its plain text is what a terminal would show, so that a saved notebook reads well everywhere.
 */
import { notebookHost } from '../../display/index.ts';
import { say } from '../../errors/index.ts';

/** The parts of one progress line. */
export interface ProgressLine {
  steps: string;
  done: string;
  rest: string;
  time: string;
  info: string;
}

/** The lines of one `fit` (or evaluate, predict). */
export class NotebookProgress {
  readonly id: string;
  readonly lines: { text: string; html: string }[] = [];
  shown = false;

  constructor() {
    this.id = `keras-progress-${nextId++}-${Date.now().toString(36)}`;
  }

  /** A line that stays: `Epoch 3/20`. */
  header(text: string): void {
    this.lines.push({ text, html: escape(text) });
    this.flush('', '');
  }

  /** Draws the running line; `last` keeps it. */
  show(line: ProgressLine, last: boolean): void {
    const text = `${line.steps} ${line.done}${line.rest} ${line.time}${line.info}`;
    // A line that is too long for the page breaks between its parts, never inside a name or a number.
    const whole = (part: string) => `<span style="white-space:nowrap">${part}</span>`;
    const bar =
      `<b>${escape(line.steps)}</b> <span style="color:#2e8b57">${line.done}</span>` +
      `<span style="color:#bbb">${line.rest}</span> <b>${escape(line.time)}</b>`;
    const info = line.info.split(' - ').filter((part) => part !== '');
    const html = [whole(bar), ...info.map((part) => whole(`- ${escape(part.trim())}`))].join(' ');
    if (last) {
      this.lines.push({ text, html });
      this.flush('', '');
    } else {
      this.flush(text, html);
    }
  }

  flush(text: string, html: string): void {
    const host = notebookHost();
    if (!host) return;
    const texts = this.lines.map((line) => line.text);
    const rows = this.lines.map((line) => line.html);
    if (text !== '') {
      texts.push(text);
      rows.push(html);
    }
    const bundle = { 'text/plain': texts.join('\n'), 'text/html': progressPage(rows) };
    host.display(bundle, { displayId: this.id, update: this.shown });
    this.shown = true;
  }
}

let nextId = 1;

/** Rows that stay in sight. */
const LAST = 20;

/** All rows; those of long trainings lie folded above the last ones, so that the page does not consist of epochs. */
export function progressPage(rows: readonly string[]): string {
  const list = (some: readonly string[]): string =>
    `<pre style="line-height:1.4;margin:0;white-space:pre-wrap">${some.join('\n')}</pre>`;
  // An epoch is two rows; what would hide only a few is not worth folding.
  const hidden = rows.length > 2 * LAST ? Math.floor((rows.length - LAST) / 2) * 2 : 0;
  if (hidden === 0) return list(rows);
  const title = say({ en: `${hidden / 2} epochs before`, ko: `앞의 에포크 ${hidden / 2}개` });
  const head = `<summary style="cursor:pointer">${escape(title)}</summary>`;
  return `<details>${head}${list(rows.slice(0, hidden))}</details>${list(rows.slice(hidden))}`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
