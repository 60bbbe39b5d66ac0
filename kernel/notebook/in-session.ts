/** @file A kernel without Jupyter: the session in this very process, for `kernelab run`. */
import { resolve } from 'node:path';
import { JsonText } from '../json-text.ts';
import { loadLibrary } from '../library.ts';
import { nodeParts } from '../node.ts';
import { defaultLibrary } from '../paths.ts';
import { kernelName, languageInfo } from '../protocol/info.ts';
import { publicationOf } from '../protocol/publication.ts';
import { cellLabel } from '../session/messages.ts';
import { Session } from '../session/session.ts';
import type { CellOutput, SessionParts } from '../session/terms.ts';
import type { NotebookCell } from '../session/whereabouts.ts';
import type { CellReply, Connection, Published } from './connection.ts';

export interface InSessionOptions {
  /** The folder cells run in. */
  cwd: string;
  /** More environment for the cells' process. */
  env?: Record<string, string>;
  /** The module that describes the library (default: kernelab's). */
  library?: string;
  /** The notebook's code cells, so that a missing name can be traced to a cell that has not run. */
  cells?: readonly NotebookCell[];
}

/** Starts a session in a folder. */
export async function inSession(options: InSessionOptions): Promise<Connection> {
  const { cwd, env, library = defaultLibrary(), cells } = options;
  const parts = nodeParts({ cwd: resolve(cwd), env, library: await loadLibrary(library) });
  return new SessionConnection({ ...parts, notebook: () => Promise.resolve(cells && { cells, savedAt: 0 }) });
}

class SessionConnection implements Connection {
  readonly metadata = { kernelspec: kernelName, language_info: languageInfo };
  readonly #session: Session;
  readonly #publishers = new Map<number, (message: Published) => void>();
  #count = 0;

  constructor(parts: SessionParts) {
    this.#session = new Session(parts, { output: (output) => this.#publish(output) });
  }

  async execute(code: string, publish: (message: Published) => void, id?: string): Promise<CellReply> {
    const count = ++this.#count;
    this.#publishers.set(count, publish);
    const { error } = await this.#session.execute(count, code, { label: cellLabel(count), id, count });
    if (error) publish({ type: 'error', content: { ...error } });
    return { status: error ? 'error' : 'ok', executionCount: count };
  }

  interrupt(): void {
    this.#session.interrupt();
  }

  close(): void {
    this.#session.stop();
  }

  #publish(output: CellOutput): void {
    const { type, content, buffers } = publicationOf(output);
    const value = content instanceof JsonText ? content.value() : content;
    const publish = this.#publishers.get(output.cell) ?? this.#publishers.get(this.#count);
    publish?.({ type, content: value as Record<string, unknown>, buffers });
  }
}
