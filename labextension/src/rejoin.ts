/**
 * @file A notebook page that comes back while a cell runs. JupyterLab gives output only to the page whose request made it, so
 * a bar would stay where it was when the page was closed. The kernel is asked for the running cell and what that has shown, and
 * the cell's output area is given a future made of this: from there on JupyterLab's own code shows what comes.
 */

/** The parts of JupyterLab that are used; the real ones come from the page. */
interface Signal<Value> {
  connect(slot: (sender: unknown, value: Value) => void): void;
  disconnect(slot: (sender: unknown, value: Value) => void): void;
}
interface KernelMessage {
  header: { msg_id: string; msg_type: string; date: string; session: string; username: string; version: string };
  parent_header: { msg_id?: string };
  metadata: object;
  content: Record<string, unknown>;
  channel: string;
  buffers?: unknown[];
}
export interface Kernel {
  readonly name: string;
  readonly clientId: string;
  readonly username: string;
  readonly iopubMessage: Signal<KernelMessage>;
  readonly statusChanged: Signal<string>;
  readonly disposed: Signal<unknown>;
  readonly info: Promise<{ help_links?: { url: string }[] }>;
  sendShellMessage(message: KernelMessage, expectReply: boolean): Reply;
}
/** What waits for a reply; `done` also for idle behind it. */
interface Reply {
  readonly done: Promise<KernelMessage>;
  onReply: (message: KernelMessage) => void;
  dispose(): void;
}
interface Future {
  readonly msg: KernelMessage;
  readonly done: Promise<undefined>;
  isDisposed: boolean;
  onIOPub(message: KernelMessage): unknown;
  onReply(): void;
  onStdin(): void;
  registerMessageHook(): void;
  removeMessageHook(): void;
  sendInputReply(): void;
  dispose(): void;
}
export interface CodeCell {
  readonly isDisposed: boolean;
  readonly model: {
    readonly id: string;
    readonly type: string;
    readonly sharedModel: { getSource(): string; setSource(text: string): void };
    executionCount: number | null;
  };
  /** Undefined while the cell is out of sight; CodeMirror's own view inside. */
  readonly editor?: { readonly editor?: unknown } | null;
  readonly outputArea?: { future: Future | null | undefined };
  setPrompt(text: string): void;
}
export interface NotebookPanel {
  readonly isDisposed: boolean;
  readonly content: { readonly widgets: readonly CodeCell[]; readonly activeCell?: CodeCell | null };
  readonly toolbar: { insertAfter(beside: string, name: string, widget: unknown): boolean };
  readonly context: { readonly ready: Promise<unknown> };
  readonly sessionContext: {
    readonly ready: Promise<unknown>;
    readonly kernelChanged: Signal<unknown>;
    readonly session: { readonly kernel: Kernel | null } | null;
  };
}
export interface NotebookTracker {
  readonly currentWidget: NotebookPanel | null;
  readonly widgetAdded: Signal<NotebookPanel>;
  forEach(each: (panel: NotebookPanel) => void): void;
}

/** What the kernel says of the cell that runs. */
interface Running {
  msg_id: string;
  cell_id?: string;
  execution_count: number;
  messages: readonly { type: string; content: Record<string, unknown> }[];
}

/** Looks at each notebook that is opened. */
export function rejoinRunningCells(tracker: NotebookTracker): void {
  const look = (panel: NotebookPanel): void => {
    rejoin(panel).catch((error: unknown) => console.warn('kernelab: the running cell could not be joined.', error));
  };
  tracker.forEach(look);
  tracker.widgetAdded.connect((_, panel) => look(panel));
}

async function rejoin(panel: NotebookPanel): Promise<void> {
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  const kernel = panel.sessionContext.session?.kernel;
  if (!kernel?.name.startsWith('kernelab')) return;
  const reply = await kernel.sendShellMessage(request(kernel, 'kernelab_running_request'), true).done;
  const running = reply.content['running'] as Running | null | undefined;
  if (!running?.cell_id || panel.isDisposed) return;
  const cell = panel.content.widgets.find(({ model }) => model.id === running.cell_id && model.type === 'code');
  const area = cell?.outputArea;
  if (!cell || !area || area.future) return; // this page's own cell needs no help
  const { future, end } = futureOf(running.msg_id, kernel);
  area.future = future;
  cell.setPrompt('*');
  for (const { type, content } of running.messages) future.onIOPub(message(type, content, running.msg_id, kernel));
  const hear = (_: unknown, came: KernelMessage): void => {
    if (came.parent_header.msg_id !== running.msg_id) return;
    if (cell.isDisposed) return leave();
    future.onIOPub(came);
    if (came.header.msg_type !== 'status' || came.content['execution_state'] !== 'idle') return;
    leave();
    cell.model.executionCount = running.execution_count;
    cell.setPrompt(String(running.execution_count));
  };
  // A kernel that dies or is restarted does not say that the cell has ended; JupyterLab clears the prompt of its own cells then.
  const lose = (_: unknown, status: unknown): void => {
    if (typeof status === 'string' && !LOST.has(status)) return;
    leave();
    if (!cell.isDisposed) cell.setPrompt('');
  };
  const leave = (): void => {
    kernel.iopubMessage.disconnect(hear);
    kernel.statusChanged.disconnect(lose);
    kernel.disposed.disconnect(lose);
    end();
  };
  kernel.iopubMessage.connect(hear);
  kernel.statusChanged.connect(lose);
  kernel.disposed.connect(lose);
}

/** What a kernel is called that knows nothing of the cell any more. */
const LOST: ReadonlySet<string> = new Set(['dead', 'restarting', 'autorestarting', 'terminating']);

/** Stands for the request of the page before. */
function futureOf(id: string, kernel: Kernel): { future: Future; end: () => void } {
  let end = (): void => {};
  const done = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined);
  });
  const nothing = (): void => {};
  const future: Future = {
    msg: message('execute_request', {}, '', kernel, id),
    done,
    isDisposed: false,
    onIOPub: nothing,
    onReply: nothing,
    onStdin: nothing,
    registerMessageHook: nothing,
    removeMessageHook: nothing,
    sendInputReply: nothing,
    dispose(): void {
      future.isDisposed = true;
      future.onIOPub = nothing;
      end();
    },
  };
  return { future, end };
}

function request(kernel: Kernel, type: string, content: Record<string, unknown> = {}): KernelMessage {
  return { ...message(type, content, '', kernel), parent_header: {}, channel: 'shell' };
}

/** Asks the kernel something that it answers without being busy and idle around it, for which JupyterLab itself would wait. */
export function ask(kernel: Kernel, type: string, content: Record<string, unknown>): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const reply = kernel.sendShellMessage(request(kernel, type, content), true);
    reply.done.catch(() => {}); // the kernel is gone, or the answer has come
    reply.onReply = (came) => {
      resolve(came.content);
      reply.dispose();
    };
  });
}

function message(
  type: string,
  content: Record<string, unknown>,
  parent: string,
  { clientId, username }: Kernel,
  id: string = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
): KernelMessage {
  const date = new Date().toISOString();
  return {
    header: { msg_id: id, msg_type: type, date, session: clientId, username, version: '5.3' },
    parent_header: { msg_id: parent },
    metadata: {},
    content,
    channel: 'iopub',
    buffers: [],
  };
}
