/** @file A kernel behind a real Jupyter server, reached by JupyterLab's own client, for the notebook runner and the tests of a hub. */
import { basename } from 'node:path';
import type { Kernel, Session as JupyterSession } from '@jupyterlab/services';
import type { CellReply, Connection, KernelMetadata, Published } from '../kernel/notebook/connection.ts';

/** Where the server is. */
export interface ServerAddress {
  port: number;
  token: string;
  /** The path that the server answers at; behind a hub `/user/NAME/`. Default `/`. */
  base?: string;
}

/** Opens a notebook (its path below the server's folder) as JupyterLab does: its kernel starts in the notebook's folder. */
export async function inJupyter({ port, token, base = '/' }: ServerAddress, path: string): Promise<JupyterConnection> {
  const { KernelManager, KernelSpecManager, ServerConnection, SessionManager } = await import('@jupyterlab/services');
  const { WebSocket } = await import('ws');
  // In a header: a hub takes no token from an address.
  class Authorized extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols, { headers: { Authorization: `token ${token}` } });
    }
  }
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${port}${base}`,
    wsUrl: `ws://127.0.0.1:${port}${base}`,
    token,
    appendToken: false,
    WebSocket: Authorized as unknown as typeof globalThis.WebSocket,
  });
  const kernels = new KernelManager({ serverSettings });
  const specs = new KernelSpecManager({ serverSettings });
  const sessions = new SessionManager({ serverSettings, kernelManager: kernels });
  const dispose = (): void => {
    for (const manager of [sessions, specs, kernels]) {
      manager.ready.catch(() => {}); // one that is still asking: nobody waits for the answer
      manager.dispose();
    }
  };
  try {
    const session = await sessions.startNew({
      name: basename(path),
      path,
      type: 'notebook',
      kernel: { name: 'kernelab' },
    });
    const { language_info } = await session.kernel!.info;
    const spec = await session.kernel!.spec;
    const kernelspec = { display_name: spec?.display_name, language: spec?.language, name: session.kernel!.name };
    return new JupyterConnection(session, { kernelspec, language_info: { ...language_info } }, dispose);
  } catch (error) {
    dispose();
    throw error;
  }
}

/** An open notebook. */
export class JupyterConnection implements Connection {
  readonly metadata: KernelMetadata;
  readonly #session: JupyterSession.ISessionConnection;
  readonly #kernel: Kernel.IKernelConnection;
  readonly #dispose: () => void;

  constructor(session: JupyterSession.ISessionConnection, metadata: KernelMetadata, dispose: () => void) {
    [this.#session, this.#kernel, this.metadata, this.#dispose] = [session, session.kernel!, metadata, dispose];
  }

  async execute(code: string, publish: (message: Published) => void): Promise<CellReply> {
    const future = this.#kernel.requestExecute({ code, stop_on_error: true });
    future.onIOPub = ({ header, content, buffers = [] }) => {
      const bytes = buffers.map((buffer) => new Uint8Array(ArrayBuffer.isView(buffer) ? buffer.buffer : buffer));
      publish({ type: header.msg_type, content: content as unknown as Record<string, unknown>, buffers: bytes });
    };
    const reply = await future.done;
    const { status, execution_count } = reply.content as { status: string; execution_count?: number };
    return {
      status: status === 'ok' || status === 'error' ? status : 'aborted',
      executionCount: execution_count ?? null,
    };
  }

  interrupt(): Promise<void> {
    return this.#kernel.interrupt();
  }

  async close(): Promise<void> {
    await this.#session.shutdown();
    this.leave();
  }

  /** As who closes the tab: the kernel goes on. */
  leave(): void {
    this.#session.dispose();
    this.#dispose();
  }
}
