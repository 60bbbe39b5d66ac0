/**
 * @file The seam between graphs and what runs them. The plain interpreter is one executor (and stays the fallback);
 * the planner over the WASM kernels is another, which the engine's index puts in force.
 */
import { plainExecutor } from './interpret.ts';
import type { Executor } from './program.ts';

let current: Executor = plainExecutor;

/** The executor in force. */
export function getExecutor(): Executor {
  return current;
}

/** Puts another executor in force for programs compiled from now on. */
export function setExecutor(executor: Executor): void {
  current = executor;
}
