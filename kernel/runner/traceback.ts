/**
 * @file Errors in the student's own lines. Frames of cells are mapped back to the cell's text through its source
 * map, frames of the student's own files are kept, everything inside Node, packages, the library and the kernel goes.
 */
import { SourceMap, type SourceMapping } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { studentText } from '../compile/names.ts';
import type { CellError } from '../ipc.ts';
import { say } from '../language.ts';
import { excerptLines } from './excerpt.ts';
import { runtimeKorean } from './runtime-korean.ts';
import { isOurs } from './setup.ts';

/** A cell as stack traces need it. */
interface Source {
  label: string;
  lines: string[];
  maps: SourceMap[];
}

const sources = new Map<string, Source>();
const red = (text: string): string => `\u001B[31m${text}\u001B[39m`;
const green = (text: string): string => `\u001B[32m${text}\u001B[39m`;

/** Registers the cell that runs under a file name. */
export function addSource(file: string, label: string, source: string, maps: readonly string[]): void {
  sources.set(file, {
    label,
    lines: source.split('\n'),
    maps: maps.map((map) => new SourceMap(JSON.parse(map) as never)),
  });
}

/** A place in a cell (or in a file of the student's), counted from 1. */
interface Frame {
  where: string;
  line: number;
  column: number;
  source?: Source;
}

/** How deep causes are followed, and how many errors of an AggregateError are shown. */
const CAUSES = 5;
/** Letters of a message that are shown. */
const LONGEST = 20_000;

/**
 * An error as the notebook shows it: name and message first, then the student's lines, innermost first, then what else it
 * carries. Whatever was thrown, this does not fail: an error may have a `stack` that is no text, or getters that throw.
 */
export function describe(error: unknown): CellError {
  try {
    if (!isErrorLike(error)) return uncaught(typeof error === 'string' ? error : inspect(error));
    const ename = studentText(nameOf(error));
    const evalue = messageOf(error);
    const hint = hintFor(error);
    const said = inStudentsLanguage(evalue);
    const parts = [`${red(ename)}: ${said}${hint ? `\n${hint}` : ''}`, ...placesOf(error), ...extrasOf(error)];
    return { ename, evalue, traceback: [...parts, ...behind(error, 0)].join('\n').split('\n') };
  } catch {
    return uncaught(say({ en: 'something that cannot be shown', ko: '표시할 수 없는 값' }));
  }
}

function uncaught(text: string): CellError {
  const evalue = clipped(readableStacks(text));
  return { ename: 'Uncaught', evalue, traceback: `${red('Uncaught')}: ${evalue}`.split('\n') };
}

/** The frames of an error that mean something to a student. */
function placesOf(error: Error): string[] {
  return framesOf(error).map((frame, i) =>
    i === 0 ? innermost(frame) : `  ${say({ en: 'called from', ko: '호출한 곳:' })} ${placeOf(frame)}`,
  );
}

/** Properties an error was given (`code: 'ENOENT'`); those of the library's errors are in their message already. */
function extrasOf(error: Error): string[] {
  const thrownAt = stackOf(error)
    .split('\n')
    .map(placeIn)
    .find((place) => place !== undefined);
  if (thrownAt && isOurs(pathOf(thrownAt.file) ?? '')) return [];
  const known = new Set(['name', 'message', 'stack', 'cause', 'errors']);
  const own = Object.entries(error).filter(([key]) => !known.has(key));
  return own.length > 0 ? [studentText(inspect(Object.fromEntries(own), { depth: 2 }))] : [];
}

/** The causes of an error, each with its place, and the errors that an AggregateError gathers. */
function behind(error: Error, depth: number): string[] {
  if (depth === CAUSES) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const gathered = Array.isArray(errors) ? (errors as unknown[]) : [];
  return [
    ...(cause === undefined ? [] : behindOne(say({ en: 'Caused by', ko: '원인:' }), cause, depth)),
    ...gathered.slice(0, CAUSES).flatMap((each, i) => behindOne(`[${i}]`, each, depth)),
    ...(gathered.length > CAUSES ? [`… (${gathered.length})`] : []),
  ];
}

function behindOne(title: string, error: unknown, depth: number): string[] {
  if (!isErrorLike(error)) return [`${title} ${studentText(typeof error === 'string' ? error : inspect(error))}`];
  const line = `${title} ${studentText(nameOf(error))}: ${inStudentsLanguage(messageOf(error))}`;
  return [line, ...placesOf(error), ...extrasOf(error), ...behind(error, depth + 1)];
}

/** The innermost line of the user's that led to where an error was made. */
export function placeOfUser(error: Error): { where: string; line: number; text: string | undefined } | undefined {
  const [frame] = framesOf(error);
  return frame && { where: frame.where, line: frame.line, text: frame.source?.lines[frame.line - 1] };
}

/** The student's innermost line that an error came from, as it is written. */
export function textOf(error: unknown): string | undefined {
  try {
    return isErrorLike(error) ? placeOfUser(error)?.text : undefined;
  } catch {
    return undefined; // whatever was thrown need not answer
  }
}

/** The line of a cell's top level that an error came from, where it can be had. */
export function topLineOf(error: unknown, file: string): number | undefined {
  try {
    if (!isErrorLike(error)) return undefined;
    const places = stackOf(error).split('\n').map(placeIn);
    const place = places.findLast((place) => place?.file === file);
    return place && frameAt(place.file, place.line, place.column)?.line;
  } catch {
    return undefined; // whatever was thrown need not answer
  }
}

function innermost(frame: Frame): string {
  const text = frame.source ? `\n${excerpt(frame.source, frame.line, frame.column)}` : '';
  return `${placeOf(frame)}${text}`;
}

function placeOf({ where, line }: Frame): string {
  return green(say({ en: `${where}, line ${line}`, ko: `${where}, ${line}번째 줄` }));
}

function excerpt(source: Source, line: number, column: number): string {
  return excerptLines(source.lines, line, column);
}

/** Stack traces inside printed text, in the student's terms: places in cells, and nothing of the kernel or of Node. */
export function readableStacks(text: string): string {
  if (!text.includes('kernelab:')) return studentText(text);
  const lines = text.split('\n').flatMap((line) => {
    if (!/^\s+at /.test(line)) return [line];
    const place = /kernelab:cell\/\d+(?=:)/.exec(line);
    if (!place) return /node:internal|[\\/]kernel[\\/]runner/.test(line) ? [] : [line];
    const [, row, column] = /:(\d+):(\d+)\)?$/.exec(line) ?? [];
    const frame = frameAt(place[0], Number(row), Number(column));
    return frame ? [`${/^\s+/.exec(line)![0]}at ${frame.where}, line ${frame.line}`] : [];
  });
  return studentText(lines.join('\n'));
}

function framesOf(error: Error): Frame[] {
  const frames: Frame[] = [];
  const stack = stackOf(error);
  for (const text of stack.split('\n')) {
    const place = placeIn(text) ?? (text === stack.slice(0, text.length) ? syntaxPlaceIn(stack) : undefined);
    const frame = place && frameAt(place.file, place.line, place.column);
    const before = frames.at(-1);
    if (frame && !(before && before.where === frame.where && before.line === frame.line)) frames.push(frame);
    if (frames.length === 8) break; // an endless recursion says the same a thousand times
  }
  return frames;
}

/** The file, line and column at the end of a line of a stack. A file's name may have brackets: `lab (1)/x.ts`. */
function placeIn(text: string): { file: string; line: number; column: number } | undefined {
  const match = /(?:^|[\s(])((?:kernelab:|node:|file:|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(text);
  return match ? { file: match[1]!, line: Number(match[2]), column: Number(match[3]) } : undefined;
}

/** Where V8 could not read a file: its stack opens with `FILE:2`, the line, and a caret under the place. */
function syntaxPlaceIn(stack: string): { file: string; line: number; column: number } | undefined {
  const match = /^((?:file:|\/|[A-Za-z]:\\)[^\n]*):(\d+)\n[^\n]*\n( *)\^/.exec(stack);
  return match ? { file: match[1]!, line: Number(match[2]), column: match[3]!.length + 1 } : undefined;
}

/** A stack that cannot be had is none: its getter, or `Error.prepareStackTrace`, is the cell's. */
function stackOf(error: { stack?: unknown }): string {
  try {
    return typeof error.stack === 'string' ? error.stack : '';
  } catch {
    return '';
  }
}

function messageOf({ message }: { message: unknown }): string {
  return studentText(clipped(typeof message === 'string' ? message : inspect(message)));
}

/** In Korean with the runtime's own words below, by which one can look it up. */
function inStudentsLanguage(message: string): string {
  const korean = say({ en: '', ko: runtimeKorean(message) ?? '' });
  return korean === '' ? message : `${korean}\n(${message})`;
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function frameAt(file: string, line: number, column: number): Frame | undefined {
  const source = sources.get(file);
  if (source) {
    for (const map of source.maps) {
      const entry = entryAt(map, line - 1, column - 1);
      if (!entry) return undefined;
      [line, column] = [entry.originalLine + 1, entry.originalColumn + 1];
    }
    return { where: source.label, line, column, source };
  }
  return ownFile(file, line, column);
}

/** The place behind a position; code the rewriter put before a line counts to what follows it on that line. */
function entryAt(map: SourceMap, line: number, column: number): SourceMapping | undefined {
  for (let at = column; at < column + 60; at++) {
    const entry = map.findEntry(line, at);
    if ('originalLine' in entry && entry.generatedLine === line) return entry;
  }
  return undefined;
}

/** A file of the student's own: below the notebook's folder and no package. */
function ownFile(file: string, line: number, column: number): Frame | undefined {
  const path = pathOf(file);
  if (path === undefined) return undefined;
  const short = relative(process.cwd(), path);
  const foreign = short.startsWith('..') || path.includes(`${sep}node_modules${sep}`) || isOurs(path);
  return foreign ? undefined : { where: short, line, column };
}

/** The path of a file in a stack, without the time stamp of its URL. */
function pathOf(file: string): string | undefined {
  if (file.startsWith('node:')) return undefined;
  const bare = file.replace(/\?.*$/, '');
  try {
    return bare.startsWith('file:') ? fileURLToPath(bare) : bare;
  } catch {
    return undefined;
  }
}

function nameOf(error: { name?: unknown; constructor?: { name?: string } }): string {
  const name = typeof error.name === 'string' && error.name !== '' ? error.name : 'Error';
  // A student's own `class BadShape extends Error` says BadShape even though its `name` still says Error.
  return name === 'Error' && error.constructor?.name ? error.constructor.name : name;
}

function hintFor(error: { name?: unknown; message?: unknown }): string | undefined {
  if (error.name === 'RangeError' && /call stack/i.test(String(error.message))) {
    return say({
      en: 'A function calls itself without end. Is there a case in which it returns without calling itself?',
      ko: '함수가 끝없이 자기 자신을 호출합니다. 자신을 호출하지 않고 끝나는 경우가 있나요?',
    });
  }
  return undefined;
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}
