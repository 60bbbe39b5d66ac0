/** @file The line from an explorer in a notebook of JupyterLab to the kernel of that notebook: a comm that the page opens. */
import { target } from '../../../src/plot/pictures/explore/explored.ts';
import type { Kernel, NotebookPanel, NotebookTracker } from '../rejoin.ts';
import type { Line } from './source.ts';

/** The parts of JupyterLab's comms that are used. */
interface Comm {
  open(data: object): unknown;
  send(data: object, metadata: object, buffers: ArrayBuffer[]): unknown;
  close(): unknown;
  readonly isDisposed: boolean;
  onMsg: (message: { content: { data: unknown }; buffers?: DataView[] }) => void;
  onClose: () => void;
}
type CommKernel = Kernel & { createComm(target: string): Comm };

/** What a kernel is called that has forgotten its comms. */
const LOST: ReadonlySet<string> = new Set(['dead', 'restarting', 'autorestarting', 'terminating']);

/**
 * Opens a line for the explorer `id` that stands in `node`; `ready` is called when the kernel knows it. The function that comes back
 * closes it.
 */
export function joinKernel(
  notebooks: Promise<NotebookTracker | null>,
  node: Node,
  id: string,
  ready: (line: Line) => void,
): () => void {
  // prettier-ignore
  let close: (() => void) | undefined;
  let isOver = false;
  const open = async (): Promise<void> => {
    const tracker = await notebooks;
    const panel = tracker && (await panelOf(tracker, node));
    if (!panel) return;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel as CommKernel | null | undefined;
    if (isOver || !kernel?.name.startsWith('kernelab')) return;
    close = lineTo(kernel, id, ready);
  };
  open().catch((error: unknown) => console.warn('kernelab: the explorer has no line to the kernel.', error));
  return () => {
    isOver = true;
    close?.();
  };
}

function lineTo(kernel: CommKernel, id: string, ready: (line: Line) => void): () => void {
  const comm = kernel.createComm(target);
  const line: Line = {
    send: (data, buffers = []) => void comm.send(data, {}, [...buffers]),
    onMessage: () => {},
    onClose: () => {},
  };
  const lose = (_: unknown, status: unknown): void => {
    if (typeof status === 'string' && !LOST.has(status)) return;
    leave();
    line.onClose();
  };
  const leave = (): void => {
    kernel.statusChanged.disconnect(lose);
    kernel.disposed.disconnect(lose);
  };
  // The first message says that the explorer is known there.
  comm.onMsg = () => {
    comm.onMsg = ({ content, buffers = [] }) => line.onMessage(content.data, buffers);
    ready(line);
  };
  comm.onClose = () => {
    leave();
    line.onClose();
  };
  kernel.statusChanged.connect(lose);
  kernel.disposed.connect(lose);
  comm.open({ id });
  return () => {
    leave();
    if (!comm.isDisposed) comm.close();
  };
}

/** The notebook in which a node stands. When a page is loaded its outputs may be there before the notebook counts as opened. */
function panelOf(tracker: NotebookTracker, node: Node): Promise<NotebookPanel> {
  return new Promise((resolve) => {
    const look = (): void => {
      tracker.forEach((panel) => {
        if (!(panel as unknown as { node: Node }).node.contains(node)) return;
        tracker.widgetAdded.disconnect(look);
        resolve(panel);
      });
    };
    tracker.widgetAdded.connect(look);
    look();
  });
}
