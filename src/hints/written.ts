/** @file Advice that ends with a line of code. */
import type { Advice } from './problem.ts';

/** A sentence in both languages, and the line. */
export function written(text: string, en: string, ko: string): Advice {
  const line = text.replace(/;\s*$/, '');
  return { en: `${en} ${line}`, ko: `${ko} ${line}`, write: line };
}

/** A line of Python in TypeScript. */
export const inTypeScript = (line: string): Advice =>
  written(line, 'This is Python; in TypeScript write:', '파이썬 문법입니다. TypeScript에서는 이렇게 씁니다:');

/** The same where there may be no line. */
export function fromPython(line: string | undefined): Advice | undefined {
  return line === undefined ? undefined : inTypeScript(line);
}
