/** @file What an attack on the grader is, and short ways to write one. */
import type { Notebook } from '../../../src/grade/grader.ts';

export interface Attack {
  name: string;
  /** The text of the answer cell. */
  code?: string;
  /** Changes the submitted notebook. */
  change?: (notebook: Notebook, cell: Notebook['cells'][number]) => void;
  /** Runs into a limit, which takes seconds. */
  slow?: boolean;
  /** What the student reads: the limit that it ran into. */
  reason?: string;
}

/** A wrong answer with the right form, after whatever else the cell does. */
export const wrong = 'function outputSize(n: any, k: any, s: any = 1): any { return 7; }';

export const cell = (name: string, code: string, slow = false): Attack => ({ name, code, slow });
export const beside = (name: string, code: string, slow = false): Attack => cell(name, `${wrong}\n${code}`, slow);
export const giving = (name: string, value: string, slow = false): Attack =>
  cell(name, `function outputSize(n: any, k: any, s: any = 1): any { return ${value}; }`, slow);
export const within = (name: string, body: string, slow = false): Attack =>
  cell(name, `function outputSize(n: any, k: any, s: any = 1): any { ${body} return 7; }`, slow);
export const limited = (attack: Attack, reason: string): Attack => ({ ...attack, slow: true, reason });
