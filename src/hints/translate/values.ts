/** @file What a name or an expression most likely is: from the type checker, else read from the cell; never from a run. */
import type { Expr } from './parse.ts';
import { pathOf, textOf } from './trees.ts';

export type ValueKind =
  | 'array'
  | 'axes'
  | 'list'
  | 'lists'
  | 'text'
  | 'number'
  | 'boolean'
  | 'dict'
  | 'set'
  | 'map'
  | 'tensor'
  | 'class'
  | 'unknown';
/** What is known of the names of a cell; `f()` is what a call of `f` gives. */
export type Values = ReadonlyMap<string, ValueKind>;
/** What the type checker knows of a name: its type, what a call of it gives, whether it is a const. */
export interface NameType {
  type: string;
  gives: string | undefined;
  fixed: boolean;
}
export type Types = ReadonlyMap<string, NameType>;

const typed: readonly [RegExp, ValueKind][] = [
  [/^typeof [A-Z]\w*$/, 'class'],
  [/^(?:readonly )?.+\[\]\[\]$|^\[\[.*\]\]|^\[\w+\[\]/, 'lists'],
  [
    /^(?:readonly )?[\w.<>]+\[\]$|^(?:readonly )?\(.*\)\[\]$|^(?:readonly )?\[.*\](?: & .*)?$|^(?:Readonly)?Array</,
    'list',
  ],
  [/^(?:np\.)?(?:NDArray|ndarray)$/, 'array'],
  [/^(?:plt\.)?Axes$/, 'axes'],
  [/^(?:keras\.)?(?:Node|Tensor|KerasTensor|Symbolic|Weight|Tensors|Variable)$/, 'tensor'],
  [/^(?:string|"[^"]*"|`[^`]*`)(?: \| "[^"]*")*$/, 'text'],
  [/^(?:number|-?[\d.]+)$/, 'number'],
  [/^(?:boolean|true|false)$/, 'boolean'],
  [/^(?:Readonly)?Set</, 'set'],
  [/^(?:Readonly)?Map</, 'map'],
  [/^(?:\{[^]*\}|Record<[^]*|\{\})$/, 'dict'],
];

/** What TypeScript's name of a type says. */
function kindOfType(type: string): ValueKind {
  const plain = type.replace(/^Promise<([^]*)>$/, '$1').trim();
  return typed.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown';
}

/** Functions and methods that give one number, unless an axis is named. */
const ofAll = /^(?:sum|prod|mean|std|var|min|max|all|any|argmax|argmin|median|item|size|ndim|dot|norm|trapezoid)$/;
/** What np has besides functions that give arrays. */
const noArrays =
  /^(?:pi|e|inf|nan|newaxis|slice|load|save|savez|seed|allclose|array_?[eE]qual|finfo|iinfo|shape|errstate)$/;

/** What the type checker and the assignments of a cell say about its names. */
export function valuesOf(code: string, types: Types = new Map()): Values {
  const values = new Map<string, ValueKind>();
  const assigned = /(?:^|[;{(\n]|\b(?:const|let|var)\s)\s*([\w$]+)\s*(?::[^=\n]+)?=\s*(?![=>])(await\s+)?([^\n;]*)/g;
  for (const [, name, , text] of code.matchAll(assigned)) {
    values.set(name!, kindOfText(text!, values));
    if (/^\[\s*["'`]/.test(text!)) values.set(`${name!}[]`, 'text');
  }
  for (const [, names] of code.matchAll(/\[?\s*\w+\s*,\s*([\w$]+)\s*\]?\s*=\s*plt\.subplots\([^)]*[1-9]/g)) values.set(names!, 'lists');
  for (const takes of parametersIn(code)) values.set(takes, 'unknown');
  for (const name of declaredIn(code)) if (!values.has(name)) values.set(name, 'unknown');
  for (const [name, { type, gives }] of types) {
    if (type !== 'any' && !values.has(name)) values.set(name, 'unknown');
    const [kind, given] = [kindOfType(type), kindOfType(gives ?? '')];
    if (kind !== 'unknown') values.set(name, kind);
    const element = (/^(?:readonly )?([\w.]+)\[\]$/.exec(type) ?? /^\[([\w.]+)(?:, \1)*\](?: & .*)?$/.exec(type))?.[1];
    if (element) values.set(`${name}[]`, kindOfType(element));
    if (kind === 'dict' && /: (?:np\.)?(?:NDArray|ndarray)\b/.test(type) && !/: (?!(?:np\.)?(?:NDArray|ndarray)\b)/.test(type)) values.set(`${name}[]`, 'array');
    if (/^Record<string, (?:np\.)?(?:NDArray|ndarray)>$/.test(type)) values.set(`${name}[]`, 'array');
    // A function of an earlier cell
    const taken = /^[\w$]+$/.test(name) ? /^\(([^(){}<>[\]]+)\) => /.exec(type)?.[1] : undefined;
    if (taken !== undefined && !taken.includes('...')) values.set(`${name}${TAKES}${taken.split(',').map((part) => part.replace(/\??:[^]*$/, '').trim()).join(',')}`, 'unknown');
    if (given !== 'unknown') values.set(`${name}()`, given);
  }
  return values;
} // prettier-ignore

/** The mark between a function's name and its parameters among the names of a cell. */
const TAKES = ' => ';

/** The parameters of a cell's own functions that take their values one by one. */
function* parametersIn(code: string): Iterable<string> {
  const made =
    /\b(?:function|def)\s+([\w$]+)\s*\(([^()]*)\)|\b(?:const|let|var)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:function\s*\(([^()]*)\)|\(([^()]*)\)\s*(?::[^=\n]*)?=>)/g;
  for (const [, one, two, three, four, five] of code.matchAll(made)) {
    const list = two ?? four ?? five ?? '';
    if (/[{*]|\.\.\.|\[.*,/.test(list)) continue;
    const names = list.split(',').map((part) => /^\s*([\w$]+)/.exec(part)?.[1] ?? '');
    yield `${one ?? three ?? ''}${TAKES}${names.join(',')}`;
  }
}

/** The parameters of a function of the cell; undefined where it is not known or takes options. */
export function parametersOf(name: string, values: Values): string[] | undefined {
  const start = `${name}${TAKES}`;
  const found = [...values.keys()].find((key) => key.startsWith(start));
  return found?.slice(start.length).split(',');
}

/** Names that a cell declares itself. */
function declaredIn(code: string): Set<string> {
  const names = new Set<string>();
  const declared =
    /\b(?:const|let|var|function|class|def|for|import)\s+\(?(?:(?:const|let)\s+)?(\[[^\]]*\]|\{[^}]*\}|[\w$]+)/g;
  for (const [, list] of code.matchAll(declared)) {
    for (const [name] of list!.matchAll(/[\w$]+/g)) names.add(name);
  }
  for (const [, list] of code.matchAll(
    /(?:\bdef\s+\w+|\bfunction\s*\w*|^\s*(?:constructor|\w+))\s*\(([^()]*)\)\s*[:{]|\blambda\s+([\w, ]*):/gm,
  )) {
    for (const [name] of (list ?? '').matchAll(/[\w$]+/g)) if (name !== 'self') names.add(name);
  }
  return names;
}

/** What is known inside of a function or a loop that calls something else by these names. */
export function without(values: Values, names: readonly string[]): Values {
  const own = names.filter((name) => (values.get(name) ?? 'unknown') !== 'unknown');
  return own.length === 0 ? values : new Map([...values, ...own.map((name) => [name, 'unknown'] as const)]);
}

function kindOfText(text: string, values: Values): ValueKind {
  if (/^np\.(?:random\.)?(?:rand|randn|random)\(\)/.test(text)) return 'number';
  const np = /^np\.(?:random\.|linalg\.)?(\w+)\(/.exec(text);
  if (np) return ofAll.test(np[1]!) || noArrays.test(np[1]!) ? 'unknown' : 'array';
  if (
    /^image\.(?!(?:otsu|thresholdOtsu|thresholdMean|mse|meanSquaredError|psnr|peakSignalNoiseRatio|ssim|structuralSimilarity|normalizedRootMse|histogram|regionprops|\w*Transform|camera)\b)\w|^cnn\.(?:featuring|conv)\b/.test(
      text,
    )
  )
    return 'array';
  if (/^\[|\.split\(|\.toList\(|^Array\b/.test(text)) return 'list';
  if (/^[fF]?["'`]/.test(text)) return 'text';
  if (/^-?[\d.]+\s*$/.test(text)) return 'number';
  if (text.startsWith('{')) return 'dict';
  const name = /^([\w$]+)(\.(?:add|sub|mul|div|pow|neg|abs|astype|reshape|copy|at|T|gt|lt)\b|\s*$)/.exec(text);
  return name ? (values.get(name[1]!) ?? 'unknown') : 'unknown';
}

/** What an expression gives. */
export function kindOf(x: Expr, values: Values): ValueKind {
  const written = x.kind === 'name' ? undefined : values.get(textOf(x) ?? '');
  if (written !== undefined && x.kind !== 'number' && x.kind !== 'text') return written;
  switch (x.kind) {
    case 'number':
    case 'text':
      return x.kind;
    case 'name':
      return values.get(x.text) ?? (/^(?:axs|axes|axarr)$/.test(x.text) ? 'lists' : 'unknown');
    case 'list':
    case 'each':
      return 'list';
    case 'dict':
      return 'dict';
    case 'attribute':
      if (x.name === 'shape') return 'list';
      if (x.name === 'T') return kindOf(x.of, values);
      return values.get(pathOf(x) ?? '') ?? 'unknown';
    case 'unary':
      return x.sign === 'await' || x.sign === '-' ? kindOf(x.of, values) : 'unknown';
    case 'binary': {
      if (/^(?:is|is not|in|not in|and|or|&&|\|\|)$/.test(x.sign)) return 'unknown';
      const sides = [kindOf(x.left, values), kindOf(x.right, values)];
      if (sides.includes('tensor')) return 'tensor';
      if (sides.includes('array')) return 'array';
      if (/^(?:[!=]==?|[<>]=?)$/.test(x.sign)) return 'boolean';
      return sides[0] === sides[1] ? sides[0]! : sides.includes('text') && x.sign !== '*' ? 'text' : 'unknown';
    }
    case 'choice':
      return kindOf(x.yes, values);
    case 'index': {
      const whole = kindOf(x.of, values);
      if (whole === 'array') return x.items.some((i) => i.kind === 'slice') ? 'array' : 'unknown';
      if (whole === 'axes') return 'axes';
      if (x.items[0]?.kind === 'slice') return whole === 'lists' ? 'list' : whole;
      if (whole === 'lists') return x.items.length === 1 ? 'list' : 'unknown';
      return whole === 'text' ? 'text' : (values.get(`${textOf(x.of) ?? ''}[]`) ?? 'unknown');
    }
    case 'call':
      return kindOfCall(x, values);
    default:
      return 'unknown';
  }
}

function kindOfCall({ fn, args }: Extract<Expr, { kind: 'call' }>, values: Values): ValueKind {
  const given = values.get(`${pathOf(fn) ?? textOf(fn) ?? ''}()`);
  if (fn.kind !== 'attribute') return given ?? 'unknown';
  const ofTensors =
    pathOf(fn.of) === 'np'
      ? args.some(({ value }) => kindOf(value, values) === 'tensor')
      : kindOf(fn.of, values) === 'tensor';
  if (ofTensors || pathOf(fn.of) === 'keras.ops') return 'tensor';
  if (fn.of.kind === 'name' && fn.of.text === 'np') {
    const [first] = args;
    if (noArrays.test(fn.name) || (ofAll.test(fn.name) && args.length < 2)) return 'unknown';
    // np.exp of a number is a number
    return first && /^(?:exp|log|sqrt|sin|cos|abs|maximum|minimum|square|tanh)$/.test(fn.name)
      ? args.some(({ value }) => kindOf(value, values) === 'array') ? 'array' : 'unknown'
      : 'array';
  } // prettier-ignore
  if (pathOf(fn.of) === 'np.random' && /^(?:rand|randn|random|permutation)$/.test(fn.name))
    return args.length > 0 ? 'array' : 'number';
  const of = kindOf(fn.of, values);
  if (of === 'array' && fn.name === 'item') return 'number';
  if (of === 'array') return ofAll.test(fn.name) && args.length === 0 ? 'unknown' : 'array';
  if (given !== undefined) return given;
  return of === 'text' && /^(?:upper|lower|strip|replace|join|format)$/.test(fn.name) ? 'text' : 'unknown';
}
