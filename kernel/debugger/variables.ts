/**
 * @file Variables for a panel: rows of names, types and values, and references by which a front end asks what is inside. A
 * reference is a way (a name or a frame, then places inside), so no value is held in the cells' process; the ways of names
 * stay the same from one look to the next, and an opened row stays open.
 */
import type { Debugger, Runtime } from 'node:inspector';
import type { VariableRow } from '../ipc.ts';
import { studentText } from '../compile/names.ts';
import { InspectorError, type Inspector } from './inspector.ts';
import { unsetAt } from './unset.ts';

/** A variable in the words of the Debug Adapter Protocol. */
export interface Variable {
  name: string;
  value: string;
  type: string;
  evaluateName: string;
  variablesReference: number;
}

/** Where a way begins. */
type Root =
  | { kind: 'names' }
  | { kind: 'name'; name: string }
  | { kind: 'frame'; frame: Debugger.CallFrame; part: 'locals' | 'module'; withNames: boolean }
  | { kind: 'value'; id: string };

interface Way {
  root: Root;
  path: readonly number[];
}

/** Scopes of V8 that are a frame's own. */
const localScopes = new Set(['local', 'block', 'closure', 'catch', 'with', 'eval']);

/** What the inspection of values is called in the cells' process. */
const INSPECTION = '__kernelab__.inspection';

export class Variables {
  readonly #inspector: Inspector;
  readonly #ways = new Map<number, Way>();
  readonly #references = new Map<string, number>();
  /** Names of frames that are not set yet, by V8's ids of the frames. */
  readonly #unset = new Map<string, Promise<string[]>>();
  #last = 0;
  /** Whether types carry the value along: the tree of JupyterLab shows nothing but the type. */
  typesWithValues = false;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** The names that cells have made, as they are called at run time. */
  async names(): Promise<string[]> {
    const { names } = await this.#inspector.post('Runtime.globalLexicalScopeNames', {});
    return names;
  }

  /** The variables of all cells. */
  async table(): Promise<Variable[]> {
    const names = await this.names();
    if (names.length === 0) return [];
    const rows = await this.#evaluate(`${INSPECTION}.rowsOf([${pairs(names)}])`);
    return rows.map((row, i) => this.#variable(row, { root: { kind: 'name', name: names[i] ?? '' }, path: [] }));
  }

  /** The scopes of a frame. */
  scopesOf(
    frame: Debugger.CallFrame,
    isCell: boolean,
  ): { name: string; variablesReference: number; expensive: boolean }[] {
    const scope = (name: string, root: Root): { name: string; variablesReference: number; expensive: boolean } => ({
      name,
      variablesReference: this.#reference({ root, path: [] }),
      expensive: false,
    });
    const locals = scope('Locals', { kind: 'frame', frame, part: 'locals', withNames: isCell });
    const hasModule = frame.scopeChain.some(({ type }) => type === 'module');
    return [
      locals,
      ...(hasModule ? [scope('Module', { kind: 'frame', frame, part: 'module', withNames: false })] : []),
      ...(isCell ? [] : [scope('Globals', { kind: 'names' })]),
    ];
  }

  /** What a reference leads to. `count` 0: as many as are reasonable. @throws InspectorError for one that is not known */
  async inside(reference: number, start = 0, count = 0): Promise<Variable[]> {
    if (reference === 0) return []; // nothing is inside of it
    const way = this.#ways.get(reference);
    if (!way) throw new InspectorError(`There is no variable ${reference} any more.`);
    if (way.root.kind === 'names') return this.table();
    const rows = await this.#rows(way, start, count);
    return rows.map((row, i) => this.#variable(row, { root: way.root, path: [...way.path, start + i] }));
  }

  /** A value that was just evaluated. */
  async ofValue(value: Runtime.RemoteObject): Promise<Variable> {
    const { objectId: id } = value;
    const [row] = await this.#call('function (value) { return [this.rowOf("", value)]; }', [argument(value)]);
    return this.#variable(row!, { root: { kind: 'value', id: id ?? '' }, path: [] });
  }

  /** A value as the notebook shows it: a MIME bundle. */
  rich(value: Runtime.RemoteObject): Promise<object> {
    return this.#call<object>('function (value) { return this.richOf(value); }', [argument(value)]);
  }

  /** A value as a cell's text shows it. */
  async textOf(value: Runtime.RemoteObject): Promise<string | undefined> {
    const text = ((await this.rich(value)) as Record<string, unknown>)['text/plain'];
    return typeof text === 'string' ? text : undefined;
  }

  /** The names of a frame's own variables. */
  async localsOf(frame: Debugger.CallFrame): Promise<Set<string>> {
    const scopes = scopesIn(frame, 'locals');
    const names = await this.#call<string[]>(
      'function (...scopes) { return scopes.flatMap((each) => Object.keys(each)); }',
      scopes,
    );
    return new Set(names);
  }

  /** The names of a frame's own variables that have no value yet. */
  unsetIn({ callFrameId, location }: Debugger.CallFrame): Promise<string[]> {
    const { scriptId, lineNumber: line, columnNumber: column = 0 } = location;
    const known =
      this.#unset.get(callFrameId) ??
      this.#inspector
        .post('Debugger.getScriptSource', { scriptId })
        .then(({ scriptSource }) => unsetAt(scriptSource, { line, column }));
    this.#unset.set(callFrameId, known);
    return known;
  }

  /** Calls a function of the inspection's. */
  run(expression: string): Promise<unknown> {
    return this.#evaluate(`${INSPECTION}.${expression}`);
  }

  /** The frames are gone, and the values that were evaluated in them. */
  forgetFrames(): void {
    this.#unset.clear();
    for (const [key, reference] of this.#references) {
      const kind = this.#ways.get(reference)?.root.kind;
      if (kind !== 'frame' && kind !== 'value') continue;
      this.#references.delete(key);
      this.#ways.delete(reference);
    }
  }

  #variable({ name, type, value, opens }: VariableRow, way: Way): Variable {
    return {
      name,
      value,
      type: this.typesWithValues ? withValue(type, value) : type,
      evaluateName: name,
      variablesReference: opens ? this.#reference(way) : 0,
    };
  }

  #reference(way: Way): number {
    const key = `${keyOf(way.root)}|${way.path.join('.')}`;
    const reference = this.#references.get(key) ?? ++this.#last;
    this.#references.set(key, reference);
    this.#ways.set(reference, way);
    return reference;
  }

  async #rows({ root, path }: Way, start: number, count: number): Promise<VariableRow[]> {
    const place = `${JSON.stringify(path)}, ${start}, ${count}`;
    if (root.kind === 'name') return this.#evaluate(`${INSPECTION}.insideOf(${root.name}, ${place})`);
    if (root.kind === 'value') {
      return this.#call(`function (value) { return this.insideOf(value, ${place}); }`, [{ objectId: root.id }]);
    }
    if (root.kind === 'names') throw new InspectorError('Names are asked for by themselves.');
    const names = root.withNames ? pairs(await this.names()) : '';
    const unset = root.part === 'locals' ? JSON.stringify(await this.unsetIn(root.frame)) : '[]';
    return this.#call(
      `function (self, ...scopes) { return this.rowsIn([...scopes, Object.fromEntries([${names}])], self, ${unset}, ${place}); }`,
      [argument(root.frame.this), ...scopesIn(root.frame, root.part)],
    );
  }

  async #evaluate(expression: string): Promise<VariableRow[]> {
    const answer = await this.#inspector.post('Runtime.evaluate', {
      expression,
      silent: true,
      returnByValue: true,
      disableBreaks: true,
    });
    return valueOf(answer) as VariableRow[];
  }

  /** Calls a function with the inspection as `this`. */
  async #call<T = VariableRow[]>(functionDeclaration: string, given: Runtime.CallArgument[]): Promise<T> {
    const { result } = await this.#inspector.post('Runtime.evaluate', {
      expression: INSPECTION,
      silent: true,
      objectGroup: 'inspection',
    });
    const { objectId } = result;
    const params = { functionDeclaration, arguments: given, silent: true, returnByValue: true };
    const answer = await this.#inspector.post('Runtime.callFunctionOn', { ...params, objectId: objectId! });
    await this.#inspector.post('Runtime.releaseObject', { objectId: objectId! });
    return valueOf(answer) as T;
  }
}

/** What V8 says an evaluation gave. @throws InspectorError with the student's error where it threw */
export function valueOf({ result, exceptionDetails }: Runtime.EvaluateReturnType): unknown {
  if (exceptionDetails) throw new InspectorError(messageOf(exceptionDetails));
  return result.value;
}

/** The first line of an error, in the student's names. */
export function messageOf({ exception, text }: Runtime.ExceptionDetails): string {
  const said = exception?.description ?? (exception && 'value' in exception ? String(exception.value) : text);
  return studentText(said.split('\n')[0]!);
}

/** A value as an argument of a call. */
function argument({ objectId, unserializableValue, value }: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value: value as unknown } : { unserializableValue };
}

function scopesIn(frame: Debugger.CallFrame, part: 'locals' | 'module'): Runtime.CallArgument[] {
  const own = frame.scopeChain.filter(({ type }) => (part === 'module' ? type === 'module' : localScopes.has(type)));
  return own.map(({ object }) => argument(object));
}

/** Names with their values, as JavaScript. */
function pairs(names: readonly string[]): string {
  return names.map((name) => `[${JSON.stringify(name)}, ${name}]`).join(', ');
}

function keyOf(root: Root): string {
  if (root.kind === 'names') return 'names';
  if (root.kind === 'name') return `name ${root.name}`;
  if (root.kind === 'value') return `value ${root.id}`;
  return `${root.part} ${root.frame.callFrameId}`;
}

/** A type for a place that shows no value. */
function withValue(type: string, value: string): string {
  if (type === '' || type === value) return value;
  return `${type} = ${value.length > 80 ? `${value.slice(0, 80)}…` : value}`;
}
