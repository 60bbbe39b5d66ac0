/**
 * @file Where the names of a notebook live. The session remembers of every cell it was given which names it declares
 * and how it ended; of the cells that never came, the saved notebook tells. So a name that is missing can be traced to
 * the cell that makes it, and to what kept that cell from making it.
 */
import { offsetOf, type Problem } from '../checker/checker.ts';
import { namesIn } from '../compile/names-in.ts';
import type { Stripper } from '../compile/stripper.ts';
import type { Text } from '../language.ts';
import type { Library } from '../library.ts';
import { nearest } from '../../bin/nearest.mjs';

/** A code cell of the notebook as the front end holds (or has saved) it. */
export interface NotebookCell {
  id?: string | undefined;
  source: string;
}

/** A notebook's code cells in their order. */
export interface NotebookCells {
  cells: readonly NotebookCell[];
  /** When they were written (milliseconds, as of `Date.now`). */
  savedAt: number;
}

/** Reads the notebook; undefined where it cannot be known. */
export type ReadNotebook = () => Promise<NotebookCells | undefined>;

/** How a cell ended. */
type End =
  | { how: 'running' | 'ran' | 'skipped' }
  | { how: 'refused'; by: 'type' | 'syntax' }
  /** `unset`: what it did not come to. */
  | { how: 'failed' | 'stopped'; line?: number | undefined; unset: readonly string[] };

/** A cell the session was given. */
export interface Remembered {
  readonly id: string | undefined;
  readonly code: string;
  /** How the front end shows it; none where it never had a number. */
  readonly label: string | undefined;
  end: End;
  /** When it came (milliseconds). */
  readonly at: number;
  /** What it made went with the process it ran in. */
  lost: boolean;
}

/** More cells than this are a long day; the oldest are forgotten. */
const REMEMBERED = 2000;
/** Letters of a declaration that are quoted. */
const QUOTED = 50;

/** The memory of one session. */
export class Whereabouts {
  readonly #stripper: Stripper;
  readonly #notebook: ReadNotebook;
  /** The newest last; of a cell that ran again only the last run. */
  readonly #cells = new Map<string, Remembered>();
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(stripper: Stripper, notebook: ReadNotebook) {
    [this.#stripper, this.#notebook] = [stripper, notebook];
  }

  /** Takes a cell in; how it ends is set by who runs it. */
  add(cell: Pick<Remembered, 'id' | 'code' | 'label'>, end: End): Remembered {
    const remembered = { ...cell, end, at: Date.now(), lost: false };
    const key = cell.id ?? `text ${cell.code}`;
    this.#cells.delete(key);
    this.#cells.set(key, remembered);
    if (this.#cells.size > REMEMBERED) this.#cells.delete(this.#cells.keys().next().value!);
    return remembered;
  }

  /** The process of the cells was replaced: nothing that they made is there any more. */
  lose(): void {
    for (const cell of this.#cells.values()) cell.lost = true;
  }

  /** Why a name that `current` mentions is missing; undefined where no cell that is known makes it. */
  async reasonFor(name: string, current: Remembered): Promise<Text | undefined> {
    const notebook = await this.#notebook().catch(() => undefined);
    for (const cell of [...this.#cells.values()].reverse()) {
      if (cell === current || !(await this.#declaredBy(cell.code)).has(name)) continue;
      const reason = reasonOf(name, cell, notebook);
      if (reason) return reason;
    }
    return notebook && this.#notYetRun(name, current, notebook.cells);
  }

  /** Whether a cell other than `current` waits for a promise under a name: `await job`, `Promise.all([job, …])`, `job.then(…)`. */
  async isAwaited(name: string, current: Remembered | undefined): Promise<boolean> {
    const notebook = await this.#notebook().catch(() => undefined);
    const own = name.replaceAll('$', String.raw`\$`);
    const waits = new RegExp(
      String.raw`\bawait\s+\(?${own}(?![\w$])|\bPromise\.\w+\([^;]*(?<![\w$.])${own}(?![\w$])|(?<![\w$.])${own}\s*\.(?:then|catch|finally)\(`,
    );
    return (notebook?.cells ?? []).some((cell) => !(current && isSame(current, cell)) && waits.test(cell.source));
  }

  /** A cell of the notebook that the session has not seen: the nearest above, or else below. */
  async #notYetRun(name: string, current: Remembered, notebook: readonly NotebookCell[]): Promise<Text | undefined> {
    const here = notebook.findIndex((cell) => isSame(current, cell));
    const known = [...this.#cells.values()];
    const above = notebook.slice(0, Math.max(here, 0)).reverse();
    for (const cell of [...above, ...notebook.slice(here + 1)]) {
      // One that was changed since it ran has not run in the form that makes the name.
      const hasRun = known.some((each) => isSame(each, cell) && isSameText(each, cell));
      if (hasRun || !(await this.#declaredBy(cell.source)).has(name)) continue;
      const line = quoted(name, cell.source);
      if (here < 0) {
        return {
          en: `'${name}' is made in a cell that has not run since the kernel (re)started (${line}). Run it first.`,
          ko: `'${name}'의 정의는 커널을 (다시) 시작한 뒤 아직 실행되지 않은 셀(${line})에 있습니다. 그 셀을 먼저 실행하세요.`,
        };
      }
      return above.includes(cell)
        ? {
            en: `'${name}' is made in a cell above that has not run since the kernel (re)started (${line}). Run that cell first, or all of them: Run ▸ Run All Above Selected Cell.`,
            ko: `'${name}'의 정의는 커널을 (다시) 시작한 뒤 아직 실행되지 않은 위쪽 셀(${line})에 있습니다. 그 셀을 먼저 실행하거나, 위의 셀을 모두 실행하세요: Run ▸ Run All Above Selected Cell.`,
          }
        : {
            en: `'${name}' is made in a cell further down that has not run yet (${line}). Run that cell first.`,
            ko: `'${name}'의 정의는 아직 실행되지 않은 아래쪽 셀(${line})에 있습니다. 그 셀을 먼저 실행하세요.`,
          };
    }
    return undefined;
  }

  #declaredBy(code: string): Promise<ReadonlySet<string>> {
    let names = this.#names.get(code);
    if (!names) {
      names = namesIn(code, this.#stripper);
      this.#names.set(code, names);
      if (this.#names.size > REMEMBERED) this.#names.delete(this.#names.keys().next().value!);
    }
    return names;
  }
}

/** What is said of a name no known cell makes; `names` are those that there are. */
export function nobodyMakes(name: string, names: Iterable<string>): Text {
  // Of names of one or two letters most are one letter apart: `i` is no misspelt `p`.
  const near = name.length > 2 ? nearest(name, names) : undefined;
  if (near !== undefined) return { en: `Did you mean '${near}'?`, ko: `혹시 '${near}'인가요?` };
  return {
    en: `No cell that has run since the kernel (re)started makes '${name}'. If a cell makes it, run that cell first.`,
    ko: `커널을 (다시) 시작한 뒤 실행된 셀 가운데 '${name}'의 정의가 있는 셀이 없습니다. 다른 셀에 있다면 그 셀을 먼저 실행하세요.`,
  };
}

/**
 * Problems without those of names that a function of the cell mentions and that a later cell may still make. What looks like a
 * slip, since TypeScript or the library has a better name for it, stays one, unless a cell is known that makes the name.
 */
export async function withoutLater(
  problems: readonly Problem[],
  known: {
    code: string;
    later: ReadonlySet<number>;
    library: Pick<Library, 'hintFor'>;
    names: ReadonlySet<string>;
    whereIs: (name: string) => Promise<Text | undefined>;
  },
): Promise<Problem[]> {
  const { code, later, library, names, whereIs } = known;
  const kept: Problem[] = [];
  for (const problem of problems) {
    const name = later.has(offsetOf(problem, code)) ? missingName(problem.message) : undefined;
    const isSlip =
      name === undefined ||
      / Did you mean /.test(problem.message) ||
      nearest(name, names) !== undefined ||
      library.hintFor?.(problem, code, new Map()) !== undefined;
    const mayCome = name !== undefined && (!isSlip || (await whereIs(name)) !== undefined);
    if (!mayCome) kept.push(problem);
  }
  return kept;
}

/** What a cell that ended early did not come to; undefined where that is nothing. */
export function leftOut(unset: readonly string[], kept: readonly string[]): Text | undefined {
  const made: Text = {
    en: `The cell ended before it made: ${unset.join(', ')}.`,
    ko: `셀이 먼저 끝나 만들어지지 않은 이름: ${unset.join(', ')}.`,
  };
  const same: Text = {
    en: `Still with its earlier value: ${kept.join(', ')}.`,
    ko: `이전 값 그대로인 이름: ${kept.join(', ')}.`,
  };
  const parts = [...(unset.length > 0 ? [made] : []), ...(kept.length > 0 ? [same] : [])];
  if (parts.length === 0) return undefined;
  return { en: parts.map(({ en }) => en).join(' '), ko: parts.map(({ ko }) => ko).join(' ') };
}

function reasonOf(name: string, cell: Remembered, notebook: NotebookCells | undefined): Text | undefined {
  const { end, lost, label } = cell;
  const line = quoted(name, cell.code);
  const where =
    label === undefined
      ? { en: `a cell (${line})`, ko: `셀(${line})` }
      : { en: `${label} (${line})`, ko: `${label}(${line})` };
  const isGone = notebook !== undefined && notebook.savedAt > cell.at && lacks(notebook, cell);
  if (isGone) {
    return {
      en: `'${name}' was made in ${where.en}, which is no longer in the notebook. Write that line again.`,
      ko: `'${name}'의 정의는 ${where.ko}에 있었지만 그 셀은 이제 노트북에 없습니다. 그 줄을 다시 쓰세요.`,
    };
  }
  switch (end.how) {
    case 'refused': {
      const why =
        end.by === 'type' ? { en: 'a type error', ko: '타입 오류' } : { en: 'a syntax error', ko: '문법 오류' };
      return {
        en: `'${name}' is made in ${where.en}, which did not run because of ${why.en}. Correct that cell and run it first.`,
        ko: `'${name}'의 정의는 ${where.ko}에 있습니다. 이 셀은 ${why.ko} 때문에 실행되지 않았습니다. 그 셀을 고쳐서 먼저 실행하세요.`,
      };
    }
    case 'skipped':
      return {
        en: `'${name}' is made in ${where.en}, which did not run because a cell before it failed. Run it first.`,
        ko: `'${name}'의 정의는 ${where.ko}에 있습니다. 이 셀은 앞의 셀이 실패하여 실행되지 않았습니다. 그 셀을 먼저 실행하세요.`,
      };
    case 'failed':
      if (!end.unset.includes(name)) break;
      return {
        en: `'${name}' is made in ${where.en}, which ended with an error${end.line === undefined ? '' : ` in line ${end.line}`} before it came to '${name}'. Correct that cell and run it first.`,
        ko: `'${name}'의 정의는 ${where.ko}에 있습니다. 이 셀은 ${end.line === undefined ? '' : `${end.line}번째 줄의 `}오류로 그 줄까지 가지 못하고 끝났습니다. 그 셀을 고쳐서 먼저 실행하세요.`,
      };
    case 'stopped':
      if (!end.unset.includes(name)) break;
      return {
        en: `'${name}' is made in ${where.en}, which was stopped before it came to '${name}'. Run it again.`,
        ko: `'${name}'의 정의는 ${where.ko}에 있습니다. 이 셀은 그 줄까지 가기 전에 멈췄습니다. 그 셀을 다시 실행하세요.`,
      };
    default:
  }
  if (!lost) return undefined;
  return {
    en: `'${name}' was made in ${where.en}, but the process of the cells was replaced since then. Run that cell again.`,
    ko: `'${name}'의 정의는 ${where.ko}에 있습니다. 그 셀을 실행한 뒤 셀의 프로세스가 새로 시작되었습니다. 그 셀을 다시 실행하세요.`,
  };
}

function lacks({ cells }: NotebookCells, { id }: Remembered): boolean {
  return id !== undefined && cells.some((cell) => cell.id !== undefined) && !cells.some((cell) => cell.id === id);
}

function isSame(cell: Remembered, other: NotebookCell): boolean {
  return cell.id !== undefined && other.id !== undefined ? cell.id === other.id : isSameText(cell, other);
}

function isSameText({ code }: Remembered, { source }: NotebookCell): boolean {
  return code.trim() === source.trim();
}

/** The line of a cell that declares a name. */
function quoted(name: string, code: string): string {
  const mentions = new RegExp(`(?<![\\p{ID_Continue}$.])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'u');
  const declares = /\b(?:let|const|var|function|class|interface|type|enum|namespace|import)\b/;
  const lines = code.split('\n').filter((line) => mentions.test(line));
  const line = (lines.find((text) => declares.test(text)) ?? lines[0] ?? name).trim();
  const letters = Array.from(line);
  return `\`${letters.length > QUOTED ? `${letters.slice(0, QUOTED).join('')}…` : line}\``;
}

/** The name that a problem or an error says is missing. */
export function missingName(message: string): string | undefined {
  return missing
    .exec(message)
    ?.slice(1)
    .find((name) => name !== undefined);
}

const missing = new RegExp(
  [
    String.raw`^Cannot find (?:name|namespace) '([^']+)'`,
    String.raw`^No value exists in scope for the shorthand property '([^']+)'`,
    String.raw`^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$`,
    String.raw`^Cannot access '([^']+)' before initialization$`,
  ].join('|'),
  'u',
);
