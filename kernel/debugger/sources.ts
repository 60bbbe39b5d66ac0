/**
 * @file The texts a debugger speaks about: cells, each under the path of a file that need not exist (from a hash of its
 * text, as Jupyter's protocol has it), and the student's own files. Which script of V8 came from which of them.
 */
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Debugger } from 'node:inspector';
import { murmur2 } from './murmur2.ts';
import { Positions } from './positions.ts';

/** The hash's seed; any number does. */
export const HASH_SEED = 0xc0_11_a6;
/** Paths of cells begin and end so. (JupyterLab writes "Cell [3]" in the place of a path only where it has `ipykernel_` in it.) */
export const CELL_PREFIX = join(tmpdir(), `kernelab_ipykernel_${process.pid}`) + sep;
export const CELL_SUFFIX = '.ts';

/** Runs of cells whose functions can be stopped in; nobody keeps more of them apart. */
const MOST_CELLS = 200;
/** Texts of cells that are kept; with every edit of a cell that has breakpoints there is another one. */
const MOST_TEXTS = 2000;

/** A script of the student's. */
export interface Script {
  /** Of a cell's text, or of a file. */
  path: string;
  /** What messages call it. */
  label: string;
  positions: Positions;
  /** The number of the cell's run. */
  cell?: number;
}

export class Sources {
  /** Texts of cells, by path. */
  readonly #texts = new Map<string, string>();
  /** What has run, by the URL of its script. */
  readonly #cells = new Map<string, Script>();
  /** The student's scripts that V8 has told of, by its ids. */
  readonly #scripts = new Map<string, Script & { url: string }>();
  /** Code that was only read, by its URL. */
  readonly #probes = new Map<string, string>();
  readonly #cwd: string;
  readonly #ours: readonly string[];

  /** `ours`: folders of the kernel and the library. */
  constructor(cwd: string, ours: readonly string[]) {
    [this.#cwd, this.#ours] = [cwd, ours];
  }

  /** The path under which a cell with this text is known. */
  pathOf(text: string): string {
    const path = `${CELL_PREFIX}${murmur2(text, HASH_SEED)}${CELL_SUFFIX}`;
    this.#texts.delete(path); // so that it counts as new
    this.#texts.set(path, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_TEXTS) this.#texts.delete(oldest!);
    return path;
  }

  /** The text of a cell; undefined where the path is none's. */
  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** Notes that a cell will run; gives its script. */
  add(cell: number, label: string, text: string, maps: readonly string[]): Script {
    const script = { path: this.pathOf(text), label, positions: new Positions(maps), cell };
    this.#cells.set(urlOf(cell), script);
    const [oldest] = this.#cells.keys();
    if (this.#cells.size > MOST_CELLS) this.#cells.delete(oldest!);
    return script;
  }

  /** V8 has parsed a script. */
  parsed({ scriptId, url, sourceMapURL }: Debugger.ScriptParsedEventDataType): void {
    const script = this.#cells.get(url) ?? this.#ownFile(url, sourceMapURL);
    if (script) this.#scripts.set(scriptId, { ...script, url });
    else if (url.startsWith(PROBE)) this.#probes.set(url, scriptId);
  }

  /** The script that a probe has become; asked for once. */
  probe(url: string): string | undefined {
    const id = this.#probes.get(url);
    this.#probes.delete(url);
    return id;
  }

  /** The student's script with an id of V8's. */
  script(id: string): (Script & { url: string }) | undefined {
    return this.#scripts.get(id);
  }

  /** The scripts that were made of a text or a file, the newest last. */
  scriptsOf(path: string): { id: string; url: string; positions: Positions }[] {
    return [...this.#scripts].filter(([, script]) => script.path === path).map(([id, script]) => ({ id, ...script }));
  }

  /** V8's ids hold as long as its debugger is switched on. */
  forgetScripts(): void {
    this.#scripts.clear();
    this.#probes.clear();
  }

  /** The process went, with all that had run. */
  lose(): void {
    this.#cells.clear();
    this.#scripts.clear();
  }

  /** What a file of the student's is called. */
  nameOf(path: string): string {
    return relative(this.#cwd, path);
  }

  /** Where stepping and errors do not stop: patterns for the URLs of scripts that are not the student's. */
  get foreign(): string[] {
    const ours = this.#ours.map((folder) => `^${escaped(pathToFileURL(folder + sep).href)}`);
    return ['^node:', '^wasm:', '/node_modules/', '^evalmachine', ...ours];
  }

  #ownFile(url: string, map: string | undefined): Script | undefined {
    if (!url.startsWith('file:')) return undefined;
    const path = fileURLToPath(url.replace(/\?.*$/, ''));
    if (path.includes(`${sep}node_modules${sep}`) || this.#ours.some((folder) => path.startsWith(folder + sep))) {
      return undefined;
    }
    return { path, label: this.nameOf(path), positions: new Positions(inlineMap(map)) };
  }
}

/** URLs of probes begin so. */
export const PROBE = 'kernelab:probe/';

/** The URL of a cell's script. */
export function urlOf(cell: number): string {
  return `kernelab:cell/${cell}`;
}

/** The pattern of the URLs under which a file is loaded, with and without the time stamp. */
export function urlPattern(path: string): string {
  return `^${escaped(pathToFileURL(path).href)}(\\?.*)?$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** A map that stands in the script itself, as esbuild's. */
function inlineMap(url: string | undefined): string[] {
  const data = /^data:application\/json;(?:charset=utf-8;)?base64,(.*)$/.exec(url ?? '')?.[1];
  return data === undefined ? [] : [Buffer.from(data, 'base64').toString('utf8')];
}
