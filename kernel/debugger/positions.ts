/** @file From places in a script that V8 runs back to the text that the student wrote. Lines and columns count from 0. */
import { SourceMap } from 'node:module';

export interface Place {
  line: number;
  column: number;
}

/** What the rewriter puts before a piece of a line (`return (await (`) has no place of its own: it counts to what follows. */
const LONGEST_INSERTION = 60;

/** Source maps one behind the other, read when they are first needed. */
export class Positions {
  readonly #json: readonly string[];
  #maps: SourceMap[] | undefined;

  /** `maps`: JSON, the innermost first; none where every place stayed as it was. */
  constructor(maps: readonly string[]) {
    this.#json = maps;
  }

  /** Whether anything but types was rewritten. */
  get isMapped(): boolean {
    return this.#json.length > 0;
  }

  /** The place in the student's text; undefined in what the rewriter added. */
  original({ line, column }: Place): Place | undefined {
    this.#maps ??= this.#json.map((json) => new SourceMap(JSON.parse(json) as never));
    let place: Place | undefined = { line, column };
    for (const map of this.#maps) place = place && step(map, place);
    return place;
  }
}

function step(map: SourceMap, { line, column }: Place): Place | undefined {
  for (let at = column; at < column + LONGEST_INSERTION; at++) {
    const entry = map.findEntry(line, at);
    if ('originalLine' in entry && entry.generatedLine === line) {
      return { line: entry.originalLine, column: entry.originalColumn };
    }
  }
  return undefined;
}
