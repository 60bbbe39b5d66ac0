/**
 * @file Comms as a library sees them: opened here or by the front end, each message with its buffers. What a listener
 * prints or shows belongs to the message it was called for, as a cell's output belongs to the cell.
 */
import type { CommMessage, Order } from '../ipc.ts';
import { JsonText } from '../json-text.ts';
import { say } from '../language.ts';
import { cellContext, runIn, type CellContext } from './context.ts';
import { report } from './output.ts';
import { describe } from './traceback.ts';

type Data = Record<string, unknown>;

/** What goes with the data of a message. */
export interface CommExtras {
  metadata?: Data;
  buffers?: readonly Uint8Array[];
}

/** What came from the front end. */
export interface CommReceived {
  data: Data;
  metadata: Data;
  buffers: readonly Uint8Array[];
}

/** One end of a line to the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: Data, extras?: CommExtras): void;
  close(data?: Data, extras?: CommExtras): void;
  onMessage(listener: (message: CommReceived) => unknown): void;
  onClose(listener: (message: CommReceived) => unknown): void;
}

/** What happens when the front end opens a comm. */
export type CommTarget = (comm: Comm, opening: CommReceived) => unknown;

interface Line extends Comm {
  readonly listeners: ((message: CommReceived) => unknown)[];
  readonly closers: ((message: CommReceived) => unknown)[];
}

type Incoming = Extract<Order, { type: 'comm' }>;

const lines = new Map<string, Line>();
const targets = new Map<string, CommTarget>();

/** Opens a line to what the front end calls `target`. */
export function openComm(target: string, data: Data = {}, extras: CommExtras & { id?: string } = {}): Comm {
  const line = lineTo(extras.id ?? crypto.randomUUID(), target);
  send('comm_open', { comm_id: line.id, target_name: target, data }, extras);
  return line;
}

/** Says what answers when the front end opens a comm for `target`. */
export function registerTarget(target: string, opened: CommTarget): void {
  targets.set(target, opened);
}

/** Hands a message to whoever listens; resolves when they are through. Nobody there: the front end hears that it closed. */
export async function receive(
  { message, content, metadata = {}, buffers = [] }: Incoming,
  context: CellContext,
): Promise<void> {
  const { comm_id: id, target_name: target, data: given } = content.value() as Record<string, unknown>;
  const data = typeof given === 'object' && given !== null ? (given as Data) : {};
  // Buffers of their own: a library will look at them as numbers, which must lie at a multiple of their size.
  const received: CommReceived = { data, metadata, buffers: buffers.map((bytes) => bytes.slice()) };
  const call = async (): Promise<void> => {
    if (typeof id === 'string' && id !== '') return calls(message, id, target, received);
    console.error(say({ en: `A ${message} needs a comm_id.`, ko: `${message}에는 comm_id가 필요합니다.` }));
  };
  await runIn(context, call, { latest: false });
}

async function calls(message: CommMessage, id: string, target: unknown, received: CommReceived): Promise<void> {
  if (message === 'comm_open') {
    const opened = typeof target === 'string' ? targets.get(target) : undefined;
    if (typeof target !== 'string' || !opened) return send('comm_close', { comm_id: id, data: {} });
    return safely(() => opened(lineTo(id, target), received));
  }
  const line = lines.get(id);
  if (!line) return message === 'comm_msg' ? send('comm_close', { comm_id: id, data: {} }) : undefined;
  if (message === 'comm_close') lines.delete(id);
  const listeners = message === 'comm_close' ? line.closers : line.listeners;
  for (const listener of listeners) await safely(() => listener(received));
}

async function safely(body: () => unknown): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.error(describe(error).traceback.join('\n'));
  }
}

function lineTo(id: string, target: string): Line {
  const line: Line = {
    id,
    target,
    listeners: [],
    closers: [],
    send: (data, extras) => send('comm_msg', { comm_id: id, data }, extras),
    close: (data = {}, extras) => {
      if (lines.delete(id)) send('comm_close', { comm_id: id, data }, extras);
    },
    onMessage: (listener) => void line.listeners.push(listener),
    onClose: (listener) => void line.closers.push(listener),
  };
  lines.set(id, line);
  return line;
}

function send(message: CommMessage, content: Data, { metadata, buffers }: CommExtras = {}): void {
  report({ type: 'comm', cell: cellContext().cell, message, content: JsonText.of(content), metadata, buffers });
}
