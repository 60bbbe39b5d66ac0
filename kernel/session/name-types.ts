/** @file What the type checker knows of the names in a cell that it refused: a hint is about the student's own values. */
import type { TypeChecker } from '../checker/checker.ts';
import type { NameType } from '../library.ts';

/** More names than this are not asked about. */
const ASKED = 200;

const texts = /(["'`])(?:\\.|(?!\1)[^\\])*?\1|#.*|\/\/ .*/g;
const path = /(?<![\w$.\p{L}])[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/gu;

/** The names of a cell as written, with dots (`train.x`); what is not known is not in it. */
export async function nameTypes(
  code: string,
  checker: Pick<TypeChecker, 'hoversInChecked' | 'hover' | 'scope'>,
): Promise<ReadonlyMap<string, NameType>> {
  const places = new Map<string, number>();
  const plain = code.replace(texts, (text) => ' '.repeat(text.length));
  for (const { 0: names, index } of plain.matchAll(path)) {
    for (let at = names.indexOf('.'); ; at = names.indexOf('.', at + 1)) {
      const name = at < 0 ? names : names.slice(0, at);
      if (!places.has(name) && places.size < ASKED) places.set(name, index + name.length - 1);
      if (at < 0) break;
    }
  }
  const types = new Map<string, NameType>();
  const learn = (name: string, hover: string | undefined): void => {
    const [type, gives] = [typeIn(hover, false), typeIn(hover, true)];
    const ofClass = /\n(?:constructor|(?:abstract )?class) (\w+)/.exec(hover ?? '')?.[1];
    // A class that is called without new is shown as a function that gives itself.
    if (ofClass !== undefined || (gives === name && /^[A-Z]/.test(name)))
      types.set(name, { type: `typeof ${name}`, gives: undefined, fixed: true });
    else if (type !== undefined || gives !== undefined)
      types.set(name, { type: type ?? 'function', gives, fixed: /\nconst /.test(hover!) });
  };
  const hovers = await checker.hoversInChecked(code, [...places.values()]).catch(() => []);
  for (const [i, name] of [...places.keys()].entries()) learn(name, hovers[i]);
  // Earlier cells know more: of names that Python's f'{x}' mentions in a text, of names where the syntax went wrong.
  const inTexts = [...code.matchAll(/\{([\p{L}_$][\p{L}\p{N}_$]*)|[(\s]([\p{L}_$][\p{L}\p{N}_$]*)(?=[)[])/gu)];
  const asked = new Set([...places.keys(), ...inTexts.map((match) => match[1] ?? match[2]!)]);
  const earlier = checker.scope.userNames();
  for (const name of asked) {
    if (!earlier.has(name) || (types.get(name)?.type ?? 'any') !== 'any') continue;
    learn(name, await checker.hover(name, name.length - 1, new Set()).catch(() => undefined));
  }
  return types;
}

/** The line of code in a hover. */
export function symbolIn(hover: string | undefined): string | undefined {
  const code = /```\w*\n([^]*?)\n```/.exec(hover ?? '')?.[1];
  return code?.replace(/\s*\(\+\d+ overloads?\)/, '').trim();
}

/** `const a: NDArray` → `NDArray`; of a call `(method) NDArray.gt(other: Operand): NDArray` → `NDArray`. */
export function typeIn(hover: string | undefined, called: boolean): string | undefined {
  const plain = symbolIn(hover)?.replace(/^\(\w+\)\s*/, '');
  if (plain === 'any') return 'any';
  // Of a field by an index signature (`history.loss`) there is the type alone.
  if (plain !== undefined && /^(?:readonly )?[\w.$]+(?:\[\])*$/.test(plain)) return plain;
  const arrow = called ? /^[^:(]*: \([^()]*\) => ([^]*)$/.exec(plain ?? '')?.[1] : undefined;
  if (arrow !== undefined) return arrow;
  return (called ? /^[^:]*\([^]*\): ([^]*)$/ : /^[^:(]*: ([^]*)$/).exec(plain ?? '')?.[1];
}
