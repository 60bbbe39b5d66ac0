/** @file What the keras module says to a terminal. */
import { say, type Translated } from '../../errors/index.ts';
import { machine, setting } from '../../platform/index.ts';

/** Writes text to the standard output as it is. */
export function print(text: string): void {
  machine.terminal.out(text);
}

/** Whether the standard output is a terminal that can redraw a line. */
export function isTerminal(): boolean {
  return machine.terminal.outRedraws;
}

/** The width of the terminal in characters; 80 when there is none. */
export function terminalWidth(): number {
  const fromEnvironment = Number(setting('COLUMNS'));
  if (fromEnvironment > 0) return fromEnvironment;
  return machine.terminal.width ?? 80;
}

/** A name that no other process uses at the same time: host and process id. */
export function processName(): string {
  return `${machine.host.name}.${machine.host.processId}`;
}

/** A line about an epoch, counted from 1. */
export function inEpoch(epoch: number, text: Translated): string {
  return say({ en: `Epoch ${epoch + 1}: ${text.en}\n`, ko: `에포크 ${epoch + 1}: ${text.ko}\n` });
}
