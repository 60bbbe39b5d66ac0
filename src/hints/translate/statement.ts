/** @file One statement of a beginner, in TypeScript. */
import { outside } from './outside.ts';
import { parse, type Expr } from './parse.ts';
import { print } from './print.ts';
import { pathOf, rangeOf } from './trees.ts';
import { tokensOf } from './tokens.ts';
import { ofNode } from './vocabulary.ts';
import { truth } from './truth.ts';
import { kindOf, valuesOf, without, type Types, type Values } from './values.ts';

/** `else:` and its kind, with the block below. */
export interface Clause {
  head: string;
  below: readonly string[];
}

interface Surroundings {
  /** The whole cell. */
  code: string;
  /** What the type checker knows of names and expressions. */
  types?: Types;
  /** The lines of the block below the statement, and the clauses that follow it (`else:`, `except:`). */
  below?: readonly string[];
  clauses?: readonly Clause[];
  /** Names declared before, which are assigned without const. */
  declared?: ReadonlySet<string>;
}

/** A statement in TypeScript, `{ … }` for a body that stands below; undefined where it cannot be read. */
export function statement(text: string, { code, types = new Map(), below = [], clauses = [], declared = assignable(code, types) }: Surroundings): string | undefined {
  const values = valuesOf(code, types);
  const line = text.trim().replace(/;\s*$/, '');
  const parts = partsOf(line);
  const known: Known = { values, declared, fixed: fixedIn(code, types), changed: changedIn(code), below, clauses };
  if (parts.length > 1 && !/^(?:for|while|if|def|class|with|elif|else|try)\b/.test(line)) {
    const own = new Map(values);
    const names = new Set(declared);
    const written = parts.map((part) => sub(part, { ...known, values: own, declared: names }) ?? part);
    return written.join('; ');
  }
  for (const [pattern, write] of forms) {
    const match = pattern.exec(line);
    if (match) return write(match, known);
  }
  const several = parse(line);
  if (several?.kind === 'list' && several.round && !line.startsWith('(') && several.items.every(({ kind }) => kind === 'call')) {
    return several.items.map((item) => print(item, values)).join('; ');
  }
  return assignment(line, known) ?? expression(line, values);
} // prettier-ignore

interface Known {
  values: Values;
  declared: ReadonlySet<string>;
  /** Names that cannot be assigned. */
  fixed: ReadonlySet<string>;
  /** Names that the cell assigns more than once. */
  changed: ReadonlySet<string>;
  below: readonly string[];
  clauses: readonly Clause[];
}

const forms: readonly [RegExp, (match: RegExpExecArray, known: Known) => string | undefined][] = [
  [/^function\s+(\w+)\s*\(([^()]*)\)\s*:?\s*((?:return\b.*)?)$/, (m, known) => method(m[1]!, m[2]!, m[3]!, known)],
  [/^(?:async\s+)?def\s+(\w+)\s*\((.*)\)\s*(?:->.*?)?:\s*(.*)$/, (m, known) => method(m[1]!, m[2]!, m[3]!, known)],
  [/^class\s+(\w+)\s*(?:\(([\w.]*)\)|\s+extends\s+([\w.]+))?\s*:/, (m, known) => `class ${m[1]!}${base(m[2] ?? m[3], known)} ${known.below.join() === 'pass' ? '{}' : '{ … }'}`],
  [/^for\s*\(\s*(?:const\s+|let\s+|var\s+)?([\w$, ]+?)\s+(?:in|of)\s+(.+)\)\s*:\s*(.*)$/, (m, known) => loop(m[1]!, m[2]!, m[3]!, known)],
  [/^for\s+(?!\()(.+?)\s+(?:in|of)\s+([^]+)$/, (m, known) => over(m[1]!, m[2]!, known)],
  [/^(?:\}\s*)?elif\s+(.+?)\s*[:{]?\s*$/, (m, known) => wrapped(m[1]!, known, (test) => `} else if (${test}) { … }`)],
  [/^(?:\}\s*)?elif\s*\((.+)\)\s*[:{]?\s*(?:\}.*)?$/, (m, known) => wrapped(m[1]!, known, (test) => `} else if (${test}) { … }`)],
  [/^if\s+__name__\s*==.*:\s*$/, (_, known) => body('', known)],
  [/^(if|while)\b\s*([^]+)$/, (m, known) => headed(m[1]!, m[2]!, known)],
  [/^else\s*:\s*$/, () => '} else { … }'],
  [/^try\s*:\s*$/, (_, known) => outside(attempt(known))],
  [/^except\b(?:.*\bas\s+(\w+))?.*:\s*$/, (m) => `} catch (${m[1] ?? 'error'}) { … }`],
  [/^finally\s*:\s*$/, () => '} finally { … }'],
  [/^with\s+open\((.+?)\)\s+as\s+(\w+)\s*:\s*(.*)$/, (m, known) => file(m[1]!, m[2]!, m[3] || known.below[0], known)],
  [/^with\s+[\w.]*GradientTape\([^)]*\)\s+as\s+(\w+)\s*:/, (m) => `const ${m[1]!} = keras.GradientTape((${m[1]!}) => { … return loss; })`],
  [/^return\s+(.+)$/, (m, known) => wrapped(m[1]!, known, (value) => `return ${value}`)],
  [/^raise\s+(\w+)?\((.*)\)$/, (m, known) => `throw new Error(${m[2] ? (expression(m[2], known.values) ?? m[2]) : "''"})`],
  [/^raise\b/, () => "throw new Error('…')"],
  [/^assert\s+(.+)$/, (m, known) => asserted(m[1]!, known)],
  [/^(?:pass|global\s.*|nonlocal\s.*)$/, () => '{}'],
  [/^del\s+(.+)$/, (m, known) => deleted(m[1]!, known)],
  [/^print\s+(?![=(.])(.+)$/, (m, known) => wrapped(`print(${m[1]!})`, known, (text) => text)],
  [/^for\s*\(\s*(?:const\s+|let\s+|var\s+)?([\w$]+)\s+(?:in|of)\s+range\((.+?)\)\s*\)\s*\{?.*$/, (m, known) => loop(m[1]!, `range(${m[2]!})`, '', { ...known, below: [] })],
  [/^for\s*\(\s*(?:let\s+|var\s+)?([\w$]+)\s*=\s*([^;]+);([^;]+);([^;]+?)\)\s*(.*)$/, (m, known) => counted(m, known)],
  [/^for\s*\(\s*([\w$]+|\[[\w$, ]+\])\s+of\s+(.+?)\)\s*(\{?)(.*)$/, (m) => `for (const ${m[1]!} of ${m[2]!}) ${m[3] || m[4] === '' ? '{ … }' : m[4]!}`],
  [/^for\s*\(\s*(const|let|var)\s+(.+?)\s+(?:of|in)\s+(.+)\)\s*\{?\s*$/, (m, known) => wrapped(m[3]!, known, (list) => `for (const ${m[2]!} of ${list}) { … }`)],
  [/^([\w$.]+(?:\+\+|--))\s+if\s+(.+?)(?:\s+else\s+.+)?$/, (m, known) => when(m[1]!, m[2]!, known)],
  [/^((?!(?:if|for|while|return|const|let|var|def|lambda)\b)[^=[\]{}]+?)\s+if\s+((?!.*\selse\s).+)$/, (m, known) => when(m[1]!, m[2]!, known)],
]; // prettier-ignore

/** Statements on one line. */
function partsOf(line: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const { text } of tokensOf(line) ?? []) {
    if (/^[([{]$/.test(text)) depth++;
    if (/^[)\]}]$/.test(text)) depth--;
    if (text === ';' && depth === 0) parts.push('');
  }
  if (parts.length === 1) return [line];
  return line.split(/;(?=(?:[^'"`]|'[^']*'|"[^"]*"|`[^`]*`)*$)/).map((part) => part.trim()).filter(Boolean);
} // prettier-ignore

/** A block of one line is translated with its head; a longer one is left to the student. */
function body(text: string, known: Known): string {
  const line = text.replace(/\s*(?:#|\/\/\s).*$/, '').trim();
  if (line !== '') {
    return `{ ${line
      .split(';')
      .map((part) => sub(part, known) ?? part.trim())
      .join('; ')} }`;
  }
  const [only, ...more] = known.below;
  const written = only === undefined || more.length > 0 ? undefined : sub(only, known);
  if (written === '') return '{}';
  return written === undefined ? '{ … }' : `{ ${written} }`;
}

/** A statement without a block below it. */
function sub(text: string, known: Known): string | undefined {
  const line = text.trim();
  if (line === 'pass') return '';
  if (/^(?:return|raise|assert|del|global)\b/.test(line)) {
    for (const [pattern, write] of forms) {
      const match = pattern.exec(line);
      if (match) return write(match, known);
    }
  }
  return /^(?:for|if|while|with|def|class|try|elif|else|except)\b/.test(line)
    ? undefined
    : (assignment(line, known) ?? expression(line, known.values));
}

/** Where a text has its first `:` (or `{`) outside of brackets and texts: what stands before it and behind it. */
function atColon(text: string, mark = ':'): [string, string] | undefined {
  let [depth, quote] = [0, ''];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      if (c === quote && text[i - 1] !== '\\') quote = '';
    } else if (/["'`]/.test(c)) quote = c;
    else if (c === mark && depth === 0) return [text.slice(0, i).trim(), text.slice(i + 1).trim()];
    else if (/[([{]/.test(c)) depth++;
    else if (/[)\]}]/.test(c)) depth--;
  }
  return undefined;
}

/** `for (let i = 0; i < n; i++)`; a list or an array as the end of the count means its length. */
function counted([, name, from, test, step, rest]: readonly string[], known: Known): string {
  const tree = parse(test!);
  const right = tree?.kind === 'binary' ? tree.right : undefined;
  const long = right !== undefined && /^(?:lists?|array)$/.test(kindOf(right, known.values));
  const len: Expr | undefined = long ? { kind: 'call', fn: { kind: 'name', text: 'len' }, args: [{ value: right }] } : right;
  const end = tree?.kind === 'binary' && len ? print({ ...tree, right: len }, known.values) : test!.trim();
  const body = rest!.startsWith('{') || rest === '' ? '{ … }' : (sub(rest!, known) ?? rest!);
  return `for (let ${name!} = ${expression(from!, known.values) ?? from!.trim()}; ${end}; ${step!.trim()}) ${body}`;
} // prettier-ignore

/** `for x in xs:`, also with a bracket in place of the colon. */
function over(target: string, text: string, known: Known): string | undefined {
  const parts = atColon(text);
  if (parts) return loop(target, parts[0], parts[1], known);
  const open = atColon(text, '{');
  return open && loop(target, open[0], '', { ...known, below: [] });
}

/** `if` and `while` in Python's way (`if x:`), in TypeScript's (`if (x) y`), and mixed (`if x {`). */
function headed(word: string, text: string, known: Known): string | undefined {
  const [test, rest] = atColon(text) ?? [];
  const python = test === undefined ? undefined : condition(test, known);
  if (python !== undefined) return outside(`${word} (${python}) ${body(rest!, known)}${others(known)}`);
  const open = atColon(text, '{');
  const head = open && condition(open[0], known);
  if (head !== undefined) return `${word} (${head}) { … }`;
  const end = text.startsWith('(') ? closing(text) : -1;
  if (end < 0) {
    // the colon was forgotten
    const bare = condition(text, known);
    return bare === undefined ? undefined : `${word} (${bare}) { … }`;
  }
  const inside = condition(text.slice(1, end), known);
  const then = text.slice(end + 1).trim();
  if (inside === undefined) return undefined;
  return then === '' ? `${word} (${inside}) { … }` : `${word} (${inside}) ${sub(then, known) ?? then}`;
}

/** The place of the bracket that closes the first one of a text. */
function closing(text: string): number {
  const before = atColon(text.slice(1), ')')?.[0];
  return before === undefined ? -1 : text.indexOf(')', text.indexOf(before) + before.length);
}

/** A condition in TypeScript. */
function condition(text: string, { values }: Known): string | undefined {
  const tree = parse(text);
  if (tree === undefined) return undefined;
  return print(truth(tree, values), values);
}

/** `f(x) if test` without else. */
function when(text: string, test: string, known: Known): string | undefined {
  const asked = condition(test, known);
  return asked === undefined ? undefined : `if (${asked}) ${sub(text, known) ?? text}`;
}

/** A function; in a class a method, and `__init__` its constructor. */
function method(name: string, list: string, rest: string, known: Known): string {
  const own = name === '__init__' ? 'constructor' : name === '__call__' ? 'call' : name;
  const names = list.replace(/=[^,]*/g, '').match(/[\w$]+/g) ?? [];
  const block = body(rest, { ...known, values: without(known.values, names) });
  return `${/^\s*self\b/.test(list) ? '' : 'function '}${own}(${parameters(list)}) ${block}`;
}

/** `else` and `else if` of an `if`. */
function others(known: Known): string {
  const texts = known.clauses.map(({ head, below }) => {
    const test = /^elif\s+(.+?)\s*:/.exec(head)?.[1];
    const block = body('', { ...known, below });
    if (test === undefined) return head.startsWith('else') ? ` else ${block}` : '';
    return ` else if (${expression(test, known.values) ?? test}) ${block}`;
  });
  return texts.join('');
}

/** `try` with what catches its errors. */
function attempt(known: Known): string {
  const caught = known.clauses.find(({ head }) => head.startsWith('except'));
  const name = /\bas\s+(\w+)/.exec(caught?.head ?? '')?.[1] ?? 'error';
  const handler = caught ? body('', { ...known, below: caught.below }) : '{ … }';
  return `try ${body('', known)} catch (${name}) ${handler}`;
}

/** `with open(…) as f:` and what is read or written by its first line. */
function file(call: string, name: string, line: string | undefined, known: Known): string | undefined {
  const args = parse(call);
  if (args === undefined) return undefined;
  const path = print(args.kind === 'list' && args.round ? args.items[0]! : args, known.values);
  const [, target, wrap, use] =
    new RegExp(String.raw`^(?:(\w+)\s*=\s*)?(json\.load\()?${name}(?:\.(\w+)\(|\))`).exec(line ?? '') ?? [];
  const fs = ofNode('fs');
  if (use === 'write') {
    const text = new RegExp(String.raw`^${name}\.write\((.*)\)$`).exec(line!)?.[1] ?? "''";
    return `${fs}.writeFileSync(${path}, ${expression(text, known.values) ?? text})`;
  }
  const read = `${fs}.readFileSync(${path}, 'utf8')`;
  const own = target ?? 'text';
  if (wrap) return `const ${own} = JSON.parse(${read})`;
  return `const ${own} = ${read}${use === 'readlines' ? ".split('\\n')" : ''}`;
}

/** `del x` frees nothing that would not be freed by itself; of a list or a dict it takes something out. */
function deleted(text: string, { values }: Known): string | undefined {
  const tree = parse(text);
  if (tree?.kind !== 'index' || tree.items.length !== 1) return undefined;
  const [of, at] = [print(tree.of, values), print(tree.items[0]!, values)];
  const ofList = kindOf(tree.of, values) === 'list' || tree.items[0]!.kind === 'number';
  return ofList ? `${of}.splice(${at}, 1)` : `delete ${of}[${at}]`;
}

function asserted(text: string, { values }: Known): string | undefined {
  const tree = parse(text);
  if (tree === undefined) return undefined;
  const parts = tree.kind === 'list' && tree.round ? tree.items : [tree];
  return `console.assert(${parts.map((part) => print(part, values)).join(', ')})`;
}

function wrapped(text: string, { values }: Known, write: (text: string) => string): string | undefined {
  const value = expression(text, values);
  return value === undefined ? undefined : write(value);
}

function expression(text: string, values: Values): string | undefined {
  const tree = parse(text);
  return tree && print(tree, values);
}

function base(name: string | undefined, { values }: Known): string {
  return name && name !== 'object' ? ` extends ${expression(name, values) ?? name}` : '';
}

function parameters(text: string): string {
  const parts = text.split(/,(?![^([{]*[)\]}])/).map((part) => part.trim());
  return parts
    .filter((part) => part !== 'self' && part !== '' && !part.startsWith('**'))
    .map((part) => {
      const [name, value] = part.replace(/:\s*[\w.[\]]+/, '').split(/\s*=\s*/);
      const own = name!.replace(/^\*+/, '...');
      return value === undefined ? own : `${own} = ${expression(value, new Map()) ?? value}`;
    })
    .join(', ');
}

function loop(target: string, over: string, rest: string, known: Known): string | undefined {
  // A bar of progress is none of the list.
  const tree = parse(over.replace(/^trange\(/, 'range(').replace(/^tqdm\((.*?)(?:,\s*\w+\s*=[^()]*)?\)$/, '$1'));
  if (tree === undefined) return undefined;
  const names = target.replace(/[()\s]/g, '');
  const out = (x: Expr): string => print(x, known.values);
  const inner = { ...known, values: without(known.values, target.match(/[\w$]+/g) ?? []) };
  const range = rangeOf(tree);
  if (range) {
    const { from, to, step } = range;
    const start = from ? out(from) : '0';
    const down = step?.kind === 'unary' && step.sign === '-';
    const amount = step ? out(step).replace(/^-/, '') : '1';
    const change = amount === '1' ? (down ? `${names}--` : `${names}++`) : `${names} ${down ? '-' : '+'}= ${amount}`;
    return `for (let ${names} = ${start}; ${names} ${down ? '>' : '<'} ${out(to)}; ${change}) ${body(rest, inner)}`;
  }
  const pattern = target.includes(',') ? patternOf(target) : names;
  if (kindOf(tree, known.values) === 'dict')
    return `for (const ${pattern} of Object.keys(${out(tree)})) ${body(rest, inner)}`;
  return `for (const ${pattern} of ${out(tree)}) ${body(rest, inner)}`;
}

/** `i, (a, b)` → `[i, [a, b]]`. */
function patternOf(text: string): string {
  const tree = parse(text);
  return tree ? print(tree, new Map()) : `[${text}]`;
}

/** `x = …`, `a, b = …`, `a[0, 0] = …`, `x += …`, with or without const. */
function assignment(line: string, known: Known): string | undefined {
  const { values, declared, fixed } = known;
  const parts = /^(?:(const|let|var)\s+)?([^=]*?[^=!<>+\-*/%@&|^])\s*(\+|-|\*\*?|\/\/?|%|@|&|\|)?=(?![=>])\s*([^]+)$/.exec(line);
  if (!parts) return undefined;
  const [, keyword, left, sign, right] = parts as unknown as [string, string?, string?, string?, string?];
  const target = parse(left!.replace(/^([\w$]+)\s*:\s*\S+$/, '$1'));
  const chain = keyword || sign ? undefined : assignment(right!, known);
  const value = parse(right!);
  if (target === undefined || (value === undefined && chain === undefined)) return undefined;
  if (value === undefined) {
    // q = r = 0
    const names = /^const (.+)$/.exec(chain!);
    const last = /= ([^=]+)$/.exec(chain!);
    return names && last ? `const ${print(target, values)} = ${last[1]!}, ${names[1]!}` : undefined;
  }
  const text = print(value, values);
  const change = (of: Expr): string => print({ kind: 'binary', sign: sign!, left: of, right: value }, values);
  if (target.kind === 'index') return element(target, text, sign, value, values);
  if (target.kind === 'list') {
    const pattern = print(target, values);
    if (keyword) return `${keyword} ${pattern} = ${text}`;
    const old = target.items.every((item) => (item.kind === 'name' ? declared.has(item.text) : item.kind === 'index' || item.kind === 'attribute'));
    return old ? `;${pattern} = ${text}` : `const ${pattern} = ${text}`;
  }
  const name = print(target, values);
  if (sign !== undefined) {
    if (fixed.has(name) && kindOf(target, values) === 'array' && outMethods[sign]) return `${name}.${outMethods[sign]}(${text}, { out: ${name} })`;
    if (sign === '//' || sign === '@' || kindOf(target, values) === 'array' || kindOf(value, values) === 'array') return `${name} = ${change(target)}`;
    return `${name} ${sign}= ${text}`;
  }
  if (keyword) return `${keyword} ${name} = ${text}`;
  // The shape of an array stays as it is
  if (target.kind === 'attribute' && target.name === 'shape' && kindOf(target.of, values) === 'array') return `${print(target.of, values)}.reshape(${text})`;
  if (fixed.has(name) && kindOf(target, values) === 'array' && value.kind === 'binary' && outMethods[value.sign] && print(value.left, values) === name)
    return `${name}.${outMethods[value.sign]}(${print(value.right, values)}, { out: ${name} })`;
  return pathOf(target) === name && target.kind === 'name' && !declared.has(name) ? `${known.changed.has(name) ? 'let' : 'const'} ${name} = ${text}` : `${name} = ${text}`;
} // prettier-ignore

/** Arrays change in place where their name cannot be assigned. */
const outMethods: Record<string, string> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '//': 'floorDiv',
  '%': 'mod',
  '**': 'pow',
};

/** An element or a part gets a new value. */
function element(target: Extract<Expr, { kind: 'index' }>, text: string, sign: string | undefined, value: Expr, values: Values): string | undefined {
  const { of, items } = target;
  const whole = kindOf(of, values);
  const [first] = items as [Expr];
  const head = print(of, values);
  const list = whole === 'list' || whole === 'lists' || whole === 'dict';
  if (whole === 'list' && items.length === 1 && first.kind === 'slice' && first.parts.length < 3) return spliced(head, first.parts, text, values);
  const simple = items.length === 1 && first.kind !== 'slice' && first.kind !== 'binary';
  if (list || (whole !== 'array' && simple && of.kind !== 'index')) {
    const negative = first.kind === 'unary' && first.sign === '-';
    const place = negative ? `${head}.length - ${print(first.of, values)}` : items.map((item) => print(item, values)).join('][');
    if (sign !== undefined && kindOf(value, values) === 'array') {
      const own = `${head}[${place}]`;
      return `${own} = ${print({ kind: 'binary', sign, left: { kind: 'name', text: own }, right: value }, new Map([...values, [own, 'array']]))}`;
    }
    // A key that is not there yet counts from nothing
    if (whole === 'dict' && /^[-+]$/.test(sign ?? '') && first.kind !== 'text')
      return `${head}[${place}] = (${head}[${place}] ?? ${kindOf(value, values) === 'text' ? "''" : '0'}) ${sign!} ${/^(?:binary|choice)$/.test(value.kind) ? `(${text})` : text}`;
    return `${head}[${place}] ${sign ?? ''}= ${text}`;
  }
  // a[i][j] = v on an array is a[i, j] = v
  if (of.kind === 'index' && items.length === 1) {
    return element({ kind: 'index', of: of.of, items: [...of.items, ...items] }, text, sign, value, values);
  }
  const places = placesOf(items, values);
  if (sign === undefined) return `${head}.set(${places}, ${text})`;
  const isPart = items.some((item) => item.kind === 'slice' || item.kind === 'list' || kindOf(item, values) === 'array');
  const old = `${head}.${isPart ? 'at' : 'item'}(${places})`;
  const changed = isPart
    ? print({ kind: 'binary', sign, left: { kind: 'name', text: old }, right: value }, new Map([...values, [old, 'array']]))
    : print({ kind: 'binary', sign, left: { kind: 'name', text: old }, right: value }, values);
  return `${head}.set(${places}, ${changed})`;
} // prettier-ignore

/** `xs[1:3] = ys` of a list. */
function spliced(head: string, [from, to]: readonly (Expr | undefined)[], text: string, values: Values): string {
  // Places from the end, as a number from the beginning
  const place = (x: Expr): string => print(x, values).replace(/^-(\d+)$/, `${head}.length - $1`);
  const [start, end] = [from ? place(from) : '0', to ? place(to) : `${head}.length`];
  const less = /^[\w$.]+$/.test(start) ? start : `(${start})`;
  const count = /^\d+$/.test(start) && /^\d+$/.test(end) ? String(Number(end) - Number(start)) : start === '0' ? end : `${end} - ${less}`;
  return `${head}.splice(${start}, ${count}, ...${text})`;
} // prettier-ignore

/** The places between the brackets, as arguments. */
function placesOf(items: readonly Expr[], values: Values): string {
  const name = '\u0001';
  const known = new Map([...values, [name, 'array' as const]]);
  return print({ kind: 'index', of: { kind: 'name', text: name }, items: [...items] }, known).replace(/^[^(]*\(/, '').slice(0, -1);
} // prettier-ignore

/** Names that can be assigned: a cell declares them itself, or an earlier one did. */
function assignable(code: string, types: Types): Set<string> {
  const names = new Set<string>([...types].filter(([, { type }]) => type !== 'any').map(([name]) => name));
  for (const [, list] of code.matchAll(/\b(?:const|let|var|function|class)\s+(\[[^\]]*\]|\{[^}]*\}|[\w$]+)/g)) {
    for (const [name] of list!.matchAll(/[\w$]+/g)) names.add(name);
  }
  return names;
}

/** Names that a cell assigns more than once, or counts up. */
export function changedIn(code: string): Set<string> {
  const names = new Set<string>();
  const once = new Set<string>();
  for (const [, name, sign] of code.matchAll(/(?:^|[;{}:)])[^\S\n]*([\w$]+)\s*(\+\+|--|(?:\*\*|\/\/|[-+*/%@&|])?=(?![=>]))/gm)) {
    if (sign !== '=' || once.has(name!)) names.add(name!);
    once.add(name!);
  }
  return names;
} // prettier-ignore

/** Names that are constants. */
function fixedIn(code: string, types: Types): Set<string> {
  const names = new Set([...types].filter(([, { fixed }]) => fixed).map(([name]) => name));
  for (const [, name] of code.matchAll(/\bconst\s+([\w$]+)/g)) names.add(name!);
  return names;
}

/** Lines of a cell that belong to one statement, as brackets say, without the comments behind them; the block below, and its clauses. */
export function statementAt(code: string, line: number): { text: string; below: string[]; clauses: Clause[] } {
  const lines = code.split('\n');
  let [start, depth] = [0, 0];
  for (let i = 0; i < lines.length; i++) {
    if (depth <= 0) [start, depth] = [i, 0];
    const tokens = tokensOf(lines[i]!) ?? [];
    for (const { kind, text } of tokens) {
      if (kind !== 'sign') continue;
      if (text === '(' || text === '[') depth++;
      if (text === ')' || text === ']') depth--;
    }
    if (i < line - 1 || (depth > 0 && i < lines.length - 1)) continue;
    const text = lines
      .slice(start, i + 1)
      .map(withoutComment)
      .join(' ');
    return { text, below: blockBelow(lines, start, i + 1), clauses: clausesBelow(lines, start, i + 1) };
  }
  return { text: '', below: [], clauses: [] };
}

/** The lines from `from` on that are indented more than the line at `head`. */
function blockBelow(lines: readonly string[], head: number, from: number): string[] {
  const indent = (line: string): number => /^\s*/.exec(line)![0].length;
  const below: string[] = [];
  for (const line of lines.slice(from)) {
    if (line.trim() === '') continue;
    if (indent(line) <= indent(lines[head]!)) break;
    below.push(withoutComment(line));
  }
  return withoutDocstring(below);
}

/** A block without the text at its beginning, which says what it is about. */
function withoutDocstring(below: readonly string[]): string[] {
  const quotes = /^[rR]?("""|'''|["'])/.exec(below[0] ?? '')?.[1];
  if (quotes === undefined) return [...below];
  const first = below[0]!.replace(/^[rR]/, '');
  if (first.length > quotes.length && first.endsWith(quotes)) return below.slice(1);
  const end = quotes.length === 3 ? below.findIndex((line, i) => i > 0 && line.includes(quotes)) : -1;
  return end < 0 ? [...below] : below.slice(end + 1);
}

/** `else:`, `elif …:`, `except …:` at the indentation of the head. */
function clausesBelow(lines: readonly string[], head: number, from: number): Clause[] {
  const indent = (line: string): string => /^\s*/.exec(line)![0];
  const clauses: Clause[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === '' || indent(line).length > indent(lines[head]!).length) continue;
    if (!/^\s*(?:else|elif|except|finally)\b.*:/.test(line)) break;
    clauses.push({ head: line.trim(), below: blockBelow(lines, i, i + 1) });
  }
  return clauses;
}

function withoutComment(line: string): string {
  const at = /\s#\s|;\s*\/\/|\s\/\/\s+[A-Za-z가-힣]+\s+\S/.exec(line);
  return (at ? line.slice(0, at.index) : line).trim();
}
