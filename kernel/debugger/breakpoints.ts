/**
 * @file Breakpoints: what was asked for, by the path of a cell's text or of a file, and where it stands in V8's scripts. A line
 * without code counts as the next one with code. A cell's are set before it runs, since V8 knows no script of it yet: its
 * code is read as a probe, which says where one can stop in it.
 */
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

  /** What was asked for, for a front end that comes anew. */
  get all(): { source: string; breakpoints: { line: number }[] }[] {
    return [...this.#wanted].map(([source, list]) => ({ source, breakpoints: list.map(({ line }) => ({ line })) }));
  }

  /** Notes what is asked for in a text; all that was there before goes. */
  async want(path: string, list: readonly Wanted[]): Promise<void> {
    const set = this.#set.get(path) ?? [];
    this.#set.delete(path);
    if (list.length > 0)
      this.#wanted.set(
        path,
        list.map((each) => ({ ...each, id: ++this.#lastId })),
      );
    else this.#wanted.delete(path);
    for (const breakpointId of set)
      await this.#inspector.post('Debugger.removeBreakpoint', { breakpointId }).catch(() => {});
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
      stops = await this.#stopsIn(id, positions);
      await this.#setAll(path, url, stops, wanted);
    }
    if (!stops) {
      const code = await compiled?.();
      stops = code && (await this.#probe(code));
    }
    return wanted.map((each) => answerTo(path, each, stops && nearest(stops, each.line - 1)?.original));
  }

  /** Sets a cell's before it runs. */
  async prepare(path: string, cell: number, code: { code: string; maps: string[] }): Promise<void> {
    const wanted = this.#wanted.get(path);
    if (wanted) await this.#setAll(path, urlOf(cell), await this.#probe(code), wanted);
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

  /** In a file of the student's: every version of it that is or will be loaded. */
  async #placeInFile(path: string, wanted: readonly (Wanted & { id: number })[]): Promise<Breakpoint[]> {
    const newest = this.#sources.scriptsOf(path).at(-1);
    const stops = newest && (await this.#stopsIn(newest.id, newest.positions));
    const answers: Breakpoint[] = [];
    for (const each of wanted) {
      const at = stops && nearest(stops, each.line - 1);
      const { line: lineNumber, column: columnNumber } = at?.generated ?? { line: each.line - 1, column: 0 };
      if (each.refused === undefined && (at || !stops)) {
        await this.#add(path, { urlRegex: urlPattern(path), lineNumber, columnNumber, condition: each.condition });
      }
      answers.push(answerTo(path, each, stops ? at?.original : { line: each.line - 1, column: 0 }));
    }
    return answers;
  }

  /** Lets V8 read code that is not run: the value of a cell's code is a function, which is not called here. */
  async #probe({ code, maps }: { code: string; maps: string[] }): Promise<Stop[]> {
    const url = `${PROBE}${++this.#lastProbe}`;
    const { result } = await this.#inspector.post('Runtime.evaluate', {
      expression: `${code}\n//# sourceURL=${url}`,
      silent: true,
    });
    const id = this.#sources.probe(url);
    const stops = id === undefined ? [] : await this.#stopsIn(id, new Positions(maps));
    const { objectId } = result;
    if (objectId !== undefined) await this.#inspector.post('Runtime.releaseObject', { objectId });
    return stops;
  }

  async #stopsIn(scriptId: string, positions: Positions): Promise<Stop[]> {
    const start = { scriptId, lineNumber: 0, columnNumber: 0 };
    const { locations } = await this.#inspector.post('Debugger.getPossibleBreakpoints', { start });
    return locations.flatMap(({ lineNumber: line, columnNumber: column = 0 }) => {
      const generated = { line, column };
      const original = positions.original(generated);
      return original ? [{ generated, original }] : [];
    });
  }
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
