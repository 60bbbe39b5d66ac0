/**
 * @file Breakpoints: what was asked for, by the path of a cell's text or of a file, and where it stands in V8's scripts. A line
 * without code counts as the next one with code. A cell's are set before it runs, since V8 knows no script of it yet: its
 * code is read as a probe, which says where one can stop in it.
 */
import { isAbsolute } from 'node:path';
import { say, type Text } from '../language.ts';
import type { Inspector } from './inspector.ts';
import type { Place } from './positions.ts';
import { Positions } from './positions.ts';
import { PROBE, urlOf, urlPattern, type Sources } from './sources.ts';

/** What a front end asks for; lines count from 1. */
export interface Wanted {
  line: number;
  /** JavaScript that must hold; `false` in what follows would never stop. */
  condition: string;
  /** What is wrong with it, so that it cannot be set. */
  refused?: string;
}

/** A breakpoint as it is answered; `line` is where it came to stand. */
export interface Breakpoint {
  id: number;
  verified: boolean;
  line: number;
  source: { path: string };
  message?: string;
}

/** Where one can stop in a script, and which place of the student's text that is. */
interface Stop {
  generated: Place;
  original: Place;
}

/** Older runs of a cell whose functions stop as well. */
const MOST_RUNS = 20;

const noCode: Text = {
  en: 'There is no code on this line or below it.',
  ko: '이 줄과 그 아래에는 코드가 없습니다.',
};

const noFile: Text = {
  en: 'There is no such cell, and a file is named by its whole path.',
  ko: '그런 셀이 없습니다. 파일은 전체 경로로 쓰세요.',
};

export class Breakpoints {
  readonly #inspector: Inspector;
  readonly #sources: Sources;
  readonly #wanted = new Map<string, (Wanted & { id: number })[]>();
  /** V8's breakpoints, by path. */
  readonly #set = new Map<string, string[]>();
  #lastId = 0;
  #lastProbe = 0;

  constructor(inspector: Inspector, sources: Sources) {
    [this.#inspector, this.#sources] = [inspector, sources];
  }

  /** Whether there are any. */
  get any(): boolean {
    return this.#wanted.size > 0;
  }

  /** Whether any is in a file. */
  get anyInFiles(): boolean {
    return this.paths.some((path) => this.#sources.textOf(path) === undefined);
  }

  /** What was asked for, for a front end that comes anew. */
  get all(): { source: string; breakpoints: { line: number }[] }[] {
    return [...this.#wanted].map(([source, list]) => ({ source, breakpoints: list.map(({ line }) => ({ line })) }));
  }

  /** Notes what is asked for in a text; all that was there before goes. Answers at once where there is no such text. */
  async want(path: string, list: readonly Wanted[]): Promise<Breakpoint[] | undefined> {
    const set = this.#set.get(path) ?? [];
    const isKnown = this.#sources.textOf(path) !== undefined || isAbsolute(path);
    this.#set.delete(path);
    if (list.length > 0 && isKnown)
      this.#wanted.set(
        path,
        list.map((each) => ({ ...each, id: ++this.#lastId })),
      );
    else this.#wanted.delete(path);
    for (const breakpointId of set)
      await this.#inspector.post('Debugger.removeBreakpoint', { breakpointId }).catch(() => {});
    if (isKnown) return undefined;
    return list.map((each) => answerTo(path, { ...each, id: ++this.#lastId, refused: say(noFile) }, undefined));
  }

  /** All of them go. */
  clear(): void {
    this.#wanted.clear();
    this.#set.clear();
  }

  /** V8's debugger was switched off, and knows none any more. */
  forgetSet(): void {
    this.#set.clear();
  }

  /** Sets those of a text in all that was made of it; `compiled`: how the cell would run, where it never ran. */
  async place(
    path: string,
    compiled?: () => Promise<{ code: string; maps: string[] } | undefined>,
  ): Promise<Breakpoint[]> {
    const wanted = this.#wanted.get(path) ?? [];
    if (wanted.length === 0) return [];
    if (this.#sources.textOf(path) === undefined) return this.#placeInFile(path, wanted);
    const runs = this.#sources.scriptsOf(path).slice(-MOST_RUNS);
    let stops: Stop[] | undefined;
    for (const { id, url, positions } of runs) {
      const found = await this.#stopsIn(id, positions, this.#sources.textOf(path)).catch(() => undefined);
      if (found === undefined) continue; // V8 has let go of it: nothing of it can run any more
      stops = found;
      await this.#setAll(path, url, stops, wanted);
    }
    if (!stops) {
      const code = await compiled?.();
      stops = code && (await this.#probe(path, code));
    }
    return wanted.map((each) => answerTo(path, each, stops && nearest(stops, each.line - 1)?.original));
  }

  /** Sets a cell's before it runs. */
  async prepare(path: string, cell: number, code: { code: string; maps: string[] }): Promise<void> {
    const wanted = this.#wanted.get(path);
    if (wanted) await this.#setAll(path, urlOf(cell), await this.#probe(path, code), wanted);
  }

  /** The paths that have some. */
  get paths(): string[] {
    return [...this.#wanted.keys()];
  }

  async #setAll(path: string, url: string, stops: readonly Stop[], wanted: readonly Wanted[]): Promise<void> {
    for (const { line, condition, refused } of wanted) {
      const at = refused === undefined ? nearest(stops, line - 1) : undefined;
      if (!at) continue;
      const { line: lineNumber, column: columnNumber } = at.generated;
      await this.#add(path, { url, lineNumber, columnNumber, condition });
    }
  }

  async #add(
    path: string,
    params: { url?: string; urlRegex?: string; lineNumber: number; columnNumber?: number; condition: string },
  ): Promise<Place | undefined> {
    try {
      const { breakpointId, locations } = await this.#inspector.post('Debugger.setBreakpointByUrl', params);
      this.#set.set(path, [...(this.#set.get(path) ?? []), breakpointId]);
      const [first] = locations;
      return first && { line: first.lineNumber, column: first.columnNumber ?? 0 };
    } catch {
      return undefined; // another one stands there already
    }
  }

  /**
   * In a file of the student's: every version of it that is or will be loaded. Where only types were stripped, its lines are
   * those of the script; the others are seen to when V8 is about to run them.
   */
  async #placeInFile(path: string, wanted: readonly (Wanted & { id: number })[]): Promise<Breakpoint[]> {
    for (const { line, condition, refused } of wanted) {
      if (refused !== undefined) continue;
      await this.#add(path, { urlRegex: urlPattern(path), lineNumber: line - 1, columnNumber: 0, condition });
    }
    let stops: Stop[] | undefined;
    for (const script of this.#sources.scriptsOf(path)) {
      const found = await this.#stopsIn(script.id, script.positions).catch(() => undefined);
      if (found === undefined) continue;
      stops = found;
      if (script.positions.isMapped) await this.#setAll(path, script.url, stops, wanted);
    }
    return wanted.map((each) => {
      const line = each.line - 1;
      return answerTo(path, each, stops ? nearest(stops, line)?.original : { line, column: 0 });
    });
  }

  /** V8 is about to run a script whose places are not those of the file: they are found now. */
  async prepareFile(scriptId: string): Promise<void> {
    const script = this.#sources.script(scriptId);
    const wanted = script && this.#wanted.get(script.path);
    if (!wanted || !script.positions.isMapped) return;
    await this.#setAll(script.path, script.url, await this.#stopsIn(scriptId, script.positions), wanted);
  }

  /** Whether V8 stopped where a line was asked for. In a script that was rewritten, the file's own line is another one. */
  async isWanted(scriptId: string, line: number): Promise<boolean> {
    const script = this.#sources.script(scriptId);
    if (script?.cell !== undefined || !script?.positions.isMapped) return true;
    const stops = await this.#stopsIn(scriptId, script.positions);
    const wanted = this.#wanted.get(script.path) ?? [];
    return wanted.some((each) => nearest(stops, each.line - 1)?.original.line === line - 1);
  }

  /** Lets V8 read code that is not run: the value of a cell's code is a function, which is not called here. */
  async #probe(path: string, { code, maps }: { code: string; maps: string[] }): Promise<Stop[]> {
    const url = `${PROBE}${++this.#lastProbe}`;
    const { result } = await this.#inspector.post('Runtime.evaluate', {
      expression: `${code}\n//# sourceURL=${url}`,
      silent: true,
    });
    const id = this.#sources.probe(url);
    const stops = id === undefined ? [] : await this.#stopsIn(id, new Positions(maps), this.#sources.textOf(path));
    const { objectId } = result;
    if (objectId !== undefined) await this.#inspector.post('Runtime.releaseObject', { objectId });
    return stops;
  }

  async #stopsIn(scriptId: string, positions: Positions, text?: string): Promise<Stop[]> {
    const lines = text?.split('\n');
    const start = { scriptId, lineNumber: 0, columnNumber: 0 };
    const { locations } = await this.#inspector.post('Debugger.getPossibleBreakpoints', { start });
    return locations.flatMap(({ lineNumber: line, columnNumber: column = 0 }) => {
      const generated = { line, column };
      // Where a cell's script begins, it makes the function of the cell: a step from there would be over before its first line.
      if (lines !== undefined && line === 0 && column === 0) return [];
      const original = positions.original(generated);
      return original && isCode(lines, original) ? [{ generated, original }] : [];
    });
  }
}

/** What the rewriter puts before a comment or an empty line counts to none of them. */
function isCode(lines: readonly string[] | undefined, { line, column }: Place): boolean {
  return lines === undefined || /^(?!\/[/*])\S/.test(lines[line]?.slice(column) ?? '');
}

/** The first stop on a line, or on the next one that has any. */
function nearest(stops: readonly Stop[], line: number): Stop | undefined {
  const lines = stops.map(({ original }) => original.line).filter((each) => each >= line);
  const best = Math.min(...lines);
  return stops.find(({ original }) => original.line === best);
}

function answerTo(path: string, { id, line, refused }: Wanted & { id: number }, at: Place | undefined): Breakpoint {
  const source = { path };
  if (refused !== undefined) return { id, verified: false, line, source, message: refused };
  if (!at) return { id, verified: false, line, source, message: say(noCode) };
  return { id, verified: true, line: at.line + 1, source };
}
