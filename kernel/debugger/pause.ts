/**
 * @file What it means that V8 has stopped: whether the student is shown it, and with which frames; or how to go on where it
 * stopped in code that is not the student's, in what the rewriter added, or on the same line again.
 */
import type { Debugger } from 'node:inspector';
import { say } from '../language.ts';
import { studentText } from '../compile/names.ts';
import type { Script, Sources } from './sources.ts';

/** A frame of the student's; lines and columns count from 1. */
export interface Frame {
  id: number;
  name: string;
  path: string;
  label: string;
  line: number;
  column: number;
  /** The cell itself, not a function in it. */
  isCell: boolean;
  cell: number | undefined;
  /** V8's, by which things are evaluated in it. */
  v8: Debugger.CallFrame;
}

export type Step = 'next' | 'stepIn' | 'stepOut' | 'pause';

/** What the student asked for last, and from where. */
export interface Stepping {
  step: Step;
  /** The cell that ran then. */
  cell: number;
  from: Pick<Frame, 'path' | 'line'> | undefined;
  depth: number;
  /** How often it was gone on from the very line it began on. */
  again: number;
}

/** How to go on without a word. */
export type Onward = 'Debugger.resume' | 'Debugger.stepOver' | 'Debugger.stepInto' | 'Debugger.stepOut';

/** A line with an `await` stops before it and after it. */
const MOST_AGAIN = 2;

export interface Situation {
  paused: Debugger.PausedEventDataType;
  frames: readonly Frame[];
  sources: Sources;
  stepping: Stepping | undefined;
  /** The cell that was started last. */
  cell: number;
}

/** Whether an error has stopped the cells. */
export function isOfError({ reason }: Debugger.PausedEventDataType): boolean {
  return /^(?:exception|promiseRejection)$/.test(reason);
}

/** Undefined: the student is shown it. */
export function onward({ paused, frames, sources, stepping, cell }: Situation): Onward | undefined {
  const [top] = frames;
  const [v8Top] = paused.callFrames;
  const isOwn = v8Top !== undefined && sources.script(v8Top.location.scriptId) !== undefined;
  if (paused.hitBreakpoints?.length) return top ? undefined : 'Debugger.resume';
  // The student's line is shown, whoever has thrown.
  if (isOfError(paused)) return top ? undefined : 'Debugger.resume';
  if (!isOwn) return top ? 'Debugger.stepOut' : stepping?.step === 'pause' ? 'Debugger.stepInto' : 'Debugger.resume';
  // The end of a cell, behind its last line.
  if (!top || top.v8 !== v8Top) return frames.length > 0 ? 'Debugger.stepOut' : 'Debugger.resume';
  if (!stepping || stepping.step === 'pause') return undefined;
  // A step off the end of a cell stops in the next one.
  if (stepping.cell !== cell) return 'Debugger.resume';
  const isSame =
    stepping.from?.path === top.path && stepping.from.line === top.line && stepping.depth === frames.length;
  return stepping.step === 'next' && isSame && stepping.again++ < MOST_AGAIN ? 'Debugger.stepOver' : undefined;
}

/** The student's frames, the innermost first. */
export function framesOf(paused: Debugger.PausedEventDataType, sources: Sources, nextId: () => number): Frame[] {
  return paused.callFrames.flatMap((v8) => {
    const { scriptId, lineNumber: line, columnNumber: column = 0 } = v8.location;
    const script = sources.script(scriptId);
    const place = script?.positions.original({ line, column });
    if (!script || !place) return [];
    const isCell = isCellItself(v8, script);
    const { path, label, cell } = script;
    const position = { line: place.line + 1, column: place.column + 1 };
    return [{ id: nextId(), name: nameOf(v8, isCell, label), path, label, ...position, isCell, cell, v8 }];
  });
}

/** The function around all of a cell opens its script. */
function isCellItself({ functionName, functionLocation }: Debugger.CallFrame, { cell }: Script): boolean {
  const { lineNumber = -1, columnNumber = 0 } = functionLocation ?? {};
  return cell !== undefined && functionName === '' && lineNumber === 0 && columnNumber < 20;
}

function nameOf({ functionName }: Debugger.CallFrame, isCell: boolean, label: string): string {
  if (isCell) return label;
  return studentText(functionName) || say({ en: '(function without a name)', ko: '(이름 없는 함수)' });
}
