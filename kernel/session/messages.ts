/** @file What the kernel itself says about a cell: type errors, syntax errors, a lost runner. Short, in the cell's lines. */
import { FIRST_TYPE_ERROR, type Problem, type TypeChecker } from '../checker/checker.ts';
import { inCells } from '../checker/plain-names.ts';
import type { CellSyntaxError } from '../compile/stripper.ts';
import { DAMAGED, type CellError } from '../ipc.ts';
import { say, type Text } from '../language.ts';
import { excerptLines } from '../runner/excerpt.ts';
import type { Library, NameType } from '../library.ts';
import { inKorean } from './korean.ts';
import { choiceAdvice } from './choices.ts';
import { nameTypes } from './name-types.ts';
import type { Death } from './runner.ts';
import { missingName, nobodyMakes } from './whereabouts.ts';

const red = (text: string): string => `\u001B[31m${text}\u001B[39m`;
const green = (text: string): string => `\u001B[32m${text}\u001B[39m`;
const SHOWN = 3;

/** Who is asked what to say under a problem. */
interface Advisers {
  library: Pick<Library, 'hintFor' | 'typeNames'>;
  checker: Pick<TypeChecker, 'complete' | 'hover' | 'hoversInChecked' | 'scope'>;
  /** The names that earlier cells have made. */
  names: ReadonlySet<string>;
  /** The cell as it stands in the notebook; `code` has other calls in the place of its commands. */
  written: string;
  /** Which cell makes a name, and why it has not. */
  whereIs: (name: string) => Promise<Text | undefined>;
}

/** The label of the cell with a number. */
export function cellLabel(count: number): string {
  return say({ en: `Cell [${count}]`, ko: `셀 [${count}]` });
}

/** The errors the type checker found; nothing of the cell has run. */
export async function typeError(
  problems: readonly Problem[],
  code: string,
  label: string,
  { library, checker, names, written, whereIs }: Advisers,
): Promise<CellError> {
  // What does not parse is no sign of missing names.
  const first = problems.find(({ code: number }) => number < FIRST_TYPE_ERROR) ?? problems[0]!;
  const ename = first.code < FIRST_TYPE_ERROR ? 'SyntaxError' : 'TypeScriptError';
  const lines = written.split('\n');
  // One slip of syntax makes many errors; only the first is sure to mean something. A name that is missing is missing once.
  const distinct = ename === 'SyntaxError' ? [first] : onceEach(problems);
  const said = (message: string): string => inStudentsWords(message, library);
  const given = new Set<string>();
  /** Lines for which a whole statement was written: what else is wrong in them is mended by it. */
  const mended = new Set<number>();
  const parts: string[] = [];
  let [shown, more] = [0, 0];
  const types = library.hintFor ? await nameTypes(code, checker) : new Map<string, NameType>();
  for (const problem of distinct) {
    if (shown === SHOWN) {
      if (!mended.has(problem.line)) more++;
      continue;
    }
    const name = isTarget(problem, lines) ? undefined : missingName(problem.message);
    const where = name === undefined ? undefined : await whereIs(name);
    const own = adviceFrom(library, problem, code, types);
    const isKnown = mended.has(problem.line) || (own?.write !== undefined && given.has(own.write));
    if (where === undefined && isKnown) continue;
    shown++;
    parts.push(
      `${red(ename)}: ${said(where ? withoutGuess(problem.message) : problem.message)}`,
      green(place(label, problem)),
      excerptLines(lines, problem.line, problem.column, problem.length),
    );
    // A whole line says more than the name of an option.
    const advice = where ?? (own?.write === undefined ? await choiceAdvice(problem, code, checker) : undefined) ?? own;
    const isGuess = /did you mean/i.test(problem.message);
    const hint =
      advice ?? (isGuess ? guessOf(problem.message) : name === undefined ? undefined : nobodyMakes(name, names));
    if (hint === undefined || say(hint) === '' || given.has(say(hint))) continue;
    given.add(say(hint));
    if (where === undefined && own?.write !== undefined) {
      given.add(own.write);
      mended.add(problem.line);
    }
    parts.push(hintLine(hint));
  }
  if (more > 0) parts.push(say({ en: `… and ${more} more.`, ko: `… 그 밖에 ${more}개 더 있습니다.` }));
  parts.push(say(notRun));
  return {
    ename,
    evalue: `${said(first.message)} (${place(label, first)})`,
    traceback: parts.join('\n').split('\n'),
  };
}

/** What the library advises; that it fails (on brackets nested by the thousand) must not keep the error from being told. */
export function adviceFrom(
  library: Pick<Library, 'hintFor'>,
  problem: Problem,
  code: string,
  types: ReadonlyMap<string, NameType>,
): ReturnType<NonNullable<Library['hintFor']>> {
  try {
    return library.hintFor?.(problem, code, types);
  } catch {
    return undefined;
  }
}

/** A message of TypeScript's in the student's language, with types as cells call them. */
export function inStudentsWords(message: string, { typeNames }: Pick<Library, 'typeNames'>): string {
  const english = inCells(shortMessage(message), typeNames);
  return say({ en: english, ko: inKorean(english) });
}

/** The problems without further ones about a name that is missing. */
function onceEach(problems: readonly Problem[]): Problem[] {
  const names = new Set<string>();
  return problems.filter(({ message }) => {
    const name = missingName(message);
    if (name === undefined) return true;
    if (names.has(name)) return false;
    names.add(name);
    return true;
  });
}

/** Whether the problem is about a name that is given a value there: `x = 3`, `f(x=3)`, `for (x of xs)`; it is not looked for elsewhere. A type is: `q: Point = …`. */
function isTarget({ line, column, length }: Problem, lines: readonly string[]): boolean {
  const text = lines[line - 1] ?? '';
  const isType = /[:|&]\s*$/.test(text.slice(0, column - 1));
  return !isType && /^\s*(?:[-+*/%]?=(?![=>])|of\b)/.test(text.slice(column - 1 + length));
}

/** A cell that cannot run since something that it needs is not what it should be. */
export function refusedBy({ name, message }: Error): CellError {
  return { ename: name, evalue: message, traceback: [`${red(name)}: ${message}`, say(notRun)] };
}

/** A cell that does not parse although the type checker found nothing to say. */
export function syntaxError(error: CellSyntaxError, label: string): CellError {
  const traceback = [`${red('SyntaxError')}: ${error.message}`, label, say(notRun)];
  return { ename: 'SyntaxError', evalue: error.message, traceback };
}

const notRun: Text = { en: 'This cell did not run.', ko: '이 셀은 실행되지 않았습니다.' };

/** What may have been meant, which is no question where it is known. */
function withoutGuess(message: string): string {
  return message.replace(/ Did you mean [^]*$/, '');
}

/** What TypeScript guesses, for those whose language it does not speak; its message says it in English. */
function guessOf(message: string): Text | undefined {
  const guess = /Did you mean (?:to write )?'"?([^']+?)"?'\?/.exec(message)?.[1];
  return guess === undefined ? undefined : { en: '', ko: `혹시 '${guess}'인가요?` };
}

/** A line of advice under an error. */
function hintLine(hint: Text): string {
  return `${green(say({ en: 'hint:', ko: '힌트:' }))} ${say(hint)}`;
}

/** An error with advice under it. */
export function withHint(error: CellError, hint: Text): CellError {
  return { ...error, traceback: [...error.traceback, hintLine(hint)] };
}

/** An error with a line about what is left of the cell. */
export function withRemark(error: CellError, remark: Text): CellError {
  return { ...error, traceback: [...error.traceback, say(remark)] };
}

/** What happened to a runner that ended by itself. */
export function deathMessage({ reason, detail }: Death): CellError {
  if (reason === 'memory') {
    const limit = {
      en: detail === '' ? 'there is' : `is allowed here (${detail}, with all that it started)`,
      ko: detail === '' ? '쓸 수 있는 것' : `여기서 허용된 것(${detail}, 셀이 시작한 프로세스 포함)`,
    };
    return lost(
      'MemoryError',
      say({
        en: `The cell needed more memory than ${limit.en}, so its process was ended. The kernel goes on with a new one.`,
        ko: `셀이 ${limit.ko}보다 많은 메모리를 써서 프로세스가 끝났습니다. 커널은 새 프로세스로 이어집니다.`,
      }),
    );
  }
  if (reason === 'start') {
    return lost(
      'ProcessEnded',
      say({
        en: `The process that runs the cells could not start (${detail}). Is the notebook's folder still there? The next cell tries again.`,
        ko: `셀을 돌리는 프로세스를 시작할 수 없습니다 (${detail}). 노트북 폴더가 아직 있나요? 다음 셀에서 다시 시도합니다.`,
      }),
    );
  }
  if (reason === 'exit' && detail === String(DAMAGED)) {
    return lost(
      'ProcessEnded',
      say({
        en: 'The cell changed what the kernel and JavaScript itself stand on (such as Array.prototype, or open files of the process), so its process was replaced.',
        ko: '셀이 Array.prototype 같은 JavaScript의 기본 객체나 커널이 쓰는 파일을 바꾸어 프로세스를 새로 시작했습니다.',
      }),
    );
  }
  if (reason === 'signal' && detail === 'SIGKILL') {
    return lost(
      'ProcessEnded',
      say({
        en: 'The process that ran the cells was ended from outside (SIGKILL), most likely because the machine had no memory left. The kernel goes on with a new one.',
        ko: '셀을 돌리던 프로세스를 시스템이 끝냈습니다(SIGKILL). 아마 컴퓨터의 메모리가 모자랐을 것입니다. 커널은 새 프로세스로 이어집니다.',
      }),
    );
  }
  const how =
    reason === 'signal'
      ? say({ en: `was ended by ${detail}`, ko: `${detail} 신호로 끝났습니다` })
      : say({ en: `ended by itself (exit code ${detail})`, ko: `스스로 끝났습니다 (종료 코드 ${detail})` });
  return lost(
    'ProcessEnded',
    say({
      en: `The process that ran the cells ${how}. The kernel goes on with a new one.`,
      ko: `셀을 돌리던 프로세스가 ${how}. 커널은 새 프로세스로 이어집니다.`,
    }),
  );
}

/** A runner that had to be replaced because it did not stop. */
export function lossMessage(): CellError {
  return lost(
    'Interrupted',
    say({
      en: 'The cell did not stop within 3 seconds, so its process was replaced.',
      ko: '셀이 3초 안에 멈추지 않아 프로세스를 새로 시작했습니다.',
    }),
  );
}

/** What is gone with a runner, as part of its error. */
export function withLoss(error: CellError, names: readonly string[]): CellError {
  if (names.length === 0) return error;
  const list = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');
  const loss = say({
    en: `Lost variables: ${list}. Run the cells that make them again.`,
    ko: `사라진 변수: ${list}. 이 변수를 만드는 셀을 다시 실행하세요.`,
  });
  return { ...error, evalue: `${error.evalue} ${loss}`, traceback: [...error.traceback, loss] };
}

/** Stop came before the cell had begun. */
export function stoppedEarly(): CellError {
  return lost('Interrupted', say({ en: 'The cell was stopped before it ran.', ko: '셀을 실행하기 전에 멈췄습니다.' }));
}

/** Names of the library that a cell's own variables now stand before. */
export function hiddenNames(declared: readonly string[], library: Pick<Library, 'name' | 'names'>): Text[] {
  return library.names
    .filter((name) => declared.includes(name))
    .map((name) => ({
      en: `\`${name}\` now means your variable and hides the built-in ${name}. To get it back: import { ${name} } from '${library.name}'`,
      ko: `이제 \`${name}\`는 새 변수이고 기본 ${name}를 가립니다. 되돌리려면: import { ${name} } from '${library.name}'`,
    }));
}

/** `Promise<{ … }>` instead of a type that fills the screen. */
export function shortMessage(message: string): string {
  let out = '';
  // Which of several signatures was tried says nothing to who wrote the call.
  const said = message.replace(
    /^No overload matches this call\.\s+The last overload gave the following error\.\s+/,
    '',
  );
  for (let rest = said; ;) {
    const at = rest.indexOf('Promise<');
    if (at < 0) return out + rest;
    let [depth, end] = [0, at + 'Promise'.length];
    for (; end < rest.length; end++) {
      if (rest[end] === '<') depth++;
      else if (rest[end] === '>' && rest[end - 1] !== '=' && --depth === 0) break;
    }
    const inner = rest.slice(at + 'Promise<'.length, end);
    out += `${rest.slice(0, at)}Promise<${inner.length > 30 ? '…' : inner}>`;
    rest = rest.slice(end + 1);
  }
}

function lost(ename: string, evalue: string): CellError {
  return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`] };
}

function place(label: string, { line, column }: Problem): string {
  return say({ en: `${label}, line ${line}, column ${column}`, ko: `${label}, ${line}번째 줄 ${column}번째 글자` });
}
