/** @file The session's history, as `history_request` asks for it: tail, range, search. */
import { textField } from './transport.ts';

interface Entry {
  line: number;
  input: string;
  output: string | null;
}

/** `[session, line, input]`, or `[session, line, [input, output]]`. */
export type HistoryItem = [number, number, string | [string, string | null]];

/** What was run in this session; the session has the number 1, and 0 means "this one" in requests. */
export class History {
  readonly #entries: Entry[] = [];

  /** Remembers an input. */
  add(line: number, input: string): void {
    const waiting = this.#entries.find((entry) => entry.line === line);
    if (waiting) waiting.input = input;
    else this.#entries.push({ line, input, output: null });
  }

  /** Remembers what a cell resulted in, as plain text. */
  addOutput(line: number, output: string): void {
    const entry = this.#entries.find((e) => e.line === line);
    if (entry) entry.output = output;
    else this.#entries.push({ line, input: '', output });
  }

  /** Answers a history_request. */
  query(request: Record<string, unknown>): HistoryItem[] {
    const wantsOutput = request['output'] === true;
    return this.#select(request).map(({ line, input, output }) => [1, line, wantsOutput ? [input, output] : input]);
  }

  #select(request: Record<string, unknown>): Entry[] {
    const count = typeof request['n'] === 'number' ? request['n'] : Infinity;
    switch (request['hist_access_type']) {
      case 'range': {
        const session = Number(request['session'] ?? 0);
        if (session !== 0 && session !== 1) return [];
        const start = Number(request['start'] ?? 0);
        const stop = request['stop'] === null || request['stop'] === undefined ? Infinity : Number(request['stop']);
        return this.#entries.filter(({ line }) => line >= start && line < stop);
      }
      case 'search': {
        const pattern = globPattern(textField(request['pattern'], '*'));
        let found = this.#entries.filter(({ input }) => pattern.test(input));
        if (request['unique'] === true) found = [...new Map(found.map((e) => [e.input, e])).values()];
        return last(found, count);
      }
      default:
        return last(this.#entries, count);
    }
  }
}

function last(entries: Entry[], count: number): Entry[] {
  return count === Infinity ? entries : entries.slice(Math.max(0, entries.length - count));
}

/** `*` and `?` as in file names; everything else means itself. */
function globPattern(glob: string): RegExp {
  const body = glob
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${body}$`);
}
