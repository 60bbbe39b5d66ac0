/** @file A problem that the type checker found in a cell, with the text around it, and the rule that answers it. */

import { statementAt, type Clause, type Types } from './translate/index.ts';

/** TypeScript's numbers below this are about syntax. */
export const FIRST_TYPE_ERROR = 2000;

/** A problem in a cell; line and column count from 1. */
export interface Problem {
  line: number;
  column: number;
  length: number;
  message: string;
  code: number;
}

/** A line of advice; whoever shows it picks the language. */
export interface Advice {
  en: string;
  ko: string;
  /** The line that works, as both texts have it; a body that stands below it is `{ … }`. */
  write?: string;
}

/** A problem and the text around it. */
export interface Place {
  message: string;
  /** The text the problem marks, what follows it on its line, what stands before it on its line. */
  marked: string;
  after: string;
  before: string;
  /** The whole line, without spaces around it; and without its comment, which may say anything. */
  line: string;
  code: string;
  /** The whole statement, its lines joined, and the whole cell. */
  statement: string;
  cell: string;
  /** The block below the statement, and the clauses after it. */
  below: readonly string[];
  clauses: readonly Clause[];
  types: Types;
  /** Round brackets that are open before the problem. */
  depth: number;
}

/** Which problems a rule answers, and with what. */
export interface Rule {
  /** TypeScript's numbers; 'syntax' is all of them about syntax. Without: any. */
  codes?: readonly number[] | 'syntax';
  message?: RegExp;
  line?: RegExp;
  when?: (place: Place) => boolean;
  /** Undefined: this rule has nothing to say after all. */
  advice: (match: RegExpExecArray, place: Place) => Advice | undefined;
}

/** How often a pattern (with the flag g) occurs. */
export function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

/** The text around a problem. */
export function placeOf(problem: Problem, code: string, types: Types): Place {
  const lines = code.split('\n');
  const text = lines[problem.line - 1] ?? '';
  const [from, to] = [problem.column - 1, problem.column - 1 + problem.length];
  const above = [...lines.slice(0, problem.line - 1), text.slice(0, from)].join('\n').replace(/(['"`]).*?\1/g, '');
  const { text: statement, below, clauses } = statementAt(code, problem.line);
  return {
    message: problem.message,
    marked: text.slice(from, to),
    after: text.slice(to),
    before: text.slice(0, from),
    line: text.trim(),
    code: text.replace(/(?<!:)\/\/.*$/, '').trim(),
    statement,
    below,
    clauses,
    cell: code,
    types,
    depth: count(above, /\(/g) - count(above, /\)/g),
  };
}
