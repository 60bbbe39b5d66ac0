/** @file What the student sees of downloads: one progress line, and sizes. */
import { notebookHost } from '../display/index.ts';
import { sizeText } from '../errors/index.ts';
import { machine } from '../platform/index.ts';

/** A progress line for one file; cheap to call often. */
export interface Progress {
  update(received: number, total: number | undefined): void;
  /** Last state; also says how it ended. */
  end(text: string): void;
}

let shown = 0;

export function progress(name: string): Progress {
  const host = notebookHost();
  const displayId = `kernelab-data-${Date.now()}-${shown++}`;
  let started = false;
  let last = 0;
  const start = Date.now();
  const put = (text: string, final: boolean): void => {
    if (host) host.display({ 'text/plain': text }, { displayId, update: started });
    else if (machine.terminal.errorRedraws) machine.terminal.error(`\r\x1b[K${text}${final ? '\n' : ''}`);
    started = true;
  };
  return {
    update(received, total) {
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      const speed = sizeText((1000 * received) / Math.max(1, now - start));
      put(
        `${name} ${bar(received, total)} ${sizeText(received)}${total ? ` / ${sizeText(total)}` : ''}, ${speed}/s`,
        false,
      );
    },
    end(text) {
      // Nothing is said about files that were there before anyone could look.
      if (started || text !== '') put(`${name} ${text}`, true);
    },
  };
}

function bar(received: number, total: number | undefined): string {
  if (!total) return '';
  const share = Math.min(1, received / total);
  const full = Math.round(share * 24);
  return `[${'█'.repeat(full)}${'·'.repeat(24 - full)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
}
