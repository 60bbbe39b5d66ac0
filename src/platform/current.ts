/** @file The machine in use. A browser build takes another file here than `machine.node.ts`; a test installs its own. */
import { setUsualLanguage } from '../errors/index.ts';
import type { Machine } from './machine.ts';
import { nodeMachine } from './machine.node.ts';

/** The machine this library runs on. */
export let machine: Machine = nodeMachine;

setUsualLanguage(setting('KERNELAB_LANG')?.toLowerCase().startsWith('ko') ? 'ko' : 'en');

/** Puts another machine (or a part of one) in place of the present one and gives back the one that was there. */
export function installMachine(parts: Partial<Machine>): Machine {
  const before = machine;
  machine = { ...machine, ...parts };
  return before;
}

/** A variable of the environment; undefined when it is not set or empty. */
export function setting(name: string): string | undefined {
  return machine.host.setting(name);
}
