/**
 * @file Completion and inspection in Jupyter's terms. Jupyter counts the cursor in Unicode code points, the type
 * checker in UTF-16 units.
 */
import { stripVTControlCharacters } from 'node:util';
import type { Checker, CompletionItem } from '../checker/checker.ts';
import { textField } from './zeromq/wire.ts';

type Content = Record<string, unknown>;

/** More would only slow the front end down; typing on narrows the list. */
const MOST = 500;
/** LSP's kinds of completion, in the words JupyterLab has icons for. */
const kinds: Record<number, string> = {
  2: 'method', 3: 'function', 4: 'constructor', 5: 'property', 6: 'variable', 7: 'class', 8: 'interface', 9: 'module',
  10: 'property', 13: 'enum', 14: 'keyword', 17: 'file', 20: 'enum member', 21: 'constant', 25: 'type parameter',
}; // prettier-ignore

const VARIABLE = 6;
/** Types that can be called: written out, or by the names they have in np. */
const callable = /^(?:\w*(?:Function|Reduction|Median|Quantile)\b|(?:<[^>]*>)?\(.*=>|\{\s*(?:<[^>]*>)?\()/s;

/** The content of complete_reply. */
export async function complete(checker: Checker, content: Content): Promise<Content> {
  const { code, offset } = place(content);
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
  const start = offset - before.length;
  const items = await checker.complete(code, offset, ownNames(code));
  const exact = items.filter((item) => item.label.startsWith(before));
  const loose = items.filter((item) => item.label.toLowerCase().startsWith(before.toLowerCase()));
  const matching = exact.length > 0 ? exact : loose;
  matching.sort(byUsefulness);
  const shown = matching.slice(0, MOST);
  const types = await typesOf(checker, shown, code[start - 1] === '.');
  const [from, to] = [codePoints(code, start), codePoints(code, offset)];
  return {
    matches: shown.map(textOf),
    cursor_start: from,
    cursor_end: to,
    metadata: {
      _jupyter_types_experimental: shown.map((item, i) => ({
        text: textOf(item),
        type: types[i],
        start: from,
        end: to,
      })),
    },
  };
}

/** What each entry is. The members of a module all come as variables; how they are declared says what they are. */
async function typesOf(checker: Checker, items: readonly CompletionItem[], members: boolean): Promise<string[]> {
  const types = items.map((item) => kinds[item.kind ?? 0] ?? '');
  const vague = members ? items.filter((item) => item.kind === VARIABLE) : [];
  if (vague.length === 0) return types;
  const details = await checker.details(vague);
  vague.forEach((item, i) => {
    types[items.indexOf(item)] = kindOf(details[i]!);
  });
  return types;
}

/** `(alias) const add: BinaryFunction<number>` is a function. */
export function kindOf(detail: string): string {
  const [, word] = /^(?:\(alias\) )?(function|class|module|namespace)\b/.exec(detail) ?? [];
  if (word !== undefined) return word === 'namespace' ? 'module' : word;
  const [, type = ''] = /^(?:\(alias\) )?(?:const|let|var) \S+: (.*)$/s.exec(detail) ?? [];
  if (/^typeof [A-Z]|^\w*Factory\d?\b/.test(type)) return 'class'; // the library's layers and models
  return callable.test(type) ? 'function' : 'variable';
}

/** The content of inspect_reply: type and documentation of the name at the cursor, or of the call around it. */
export async function inspect(checker: Checker, content: Content): Promise<Content> {
  const { code, offset } = place(content);
  for (const at of candidates(code, offset)) {
    const text = await checker.hover(code, at, ownNames(code));
    if (text) {
      const plain = stripVTControlCharacters(text.replace(/```\w*\n?/g, '').replace(/\n{3,}/g, '\n\n')).trim();
      return { found: true, data: { 'text/plain': plain, 'text/markdown': text }, metadata: {} };
    }
  }
  return { found: false, data: {}, metadata: {} };
}

/** The name a cell like `np.zeros?` or `?np.zeros` asks about; such a cell opens the pager, as in IPython. */
export function askedName(code: string): string | undefined {
  return (
    /^\s*\?{1,2}([\p{ID_Continue}$.]+)\s*$/u.exec(code)?.[1] ?? /^\s*([\p{ID_Continue}$.]+)\?{1,2}\s*$/u.exec(code)?.[1]
  );
}

function place(content: Content): { code: string; offset: number } {
  const code = textField(content['code']);
  const cursor = content['cursor_pos'];
  if (typeof cursor !== 'number') return { code, offset: code.length };
  return { code, offset: Array.from(code).slice(0, cursor).join('').length };
}

function codePoints(code: string, offset: number): number {
  return Array.from(code.slice(0, offset)).length;
}

/** Offsets worth asking about: the name at the cursor, the name just before it, the name of the open call. */
function candidates(code: string, offset: number): number[] {
  const found: number[] = [];
  if (/[\p{ID_Continue}$]/u.test(code[offset] ?? '')) found.push(offset);
  if (/[\p{ID_Continue}$]/u.test(code[offset - 1] ?? '')) found.push(offset - 1);
  let depth = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if (/[)\]}]/.test(code[i]!)) depth++;
    else if (/[([{]/.test(code[i]!)) {
      if (depth === 0 && code[i] === '(' && /[\p{ID_Continue}$]/u.test(code[i - 1] ?? '')) {
        found.push(i - 1);
        break;
      }
      depth = Math.max(0, depth - 1);
    }
  }
  return found;
}

/** Names that the unfinished cell declares itself hide those of earlier cells. */
function ownNames(code: string): Set<string> {
  const names = new Set<string>();
  const declaration =
    /^\s*(?:export\s+)?(?:let|const|var|function\*?|class|interface|type|enum)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
  for (const match of code.matchAll(declaration)) names.add(match[1]!);
  for (const match of code.matchAll(/^\s*import\s+([^'"]*?)\s+from\b/gm)) {
    for (const name of match[1]!.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []) names.add(name);
  }
  for (const match of code.matchAll(/^\s*(?:let|const|var)\s*[{[]([^=]*)[}\]]\s*=/gm)) {
    for (const name of match[1]!.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []) names.add(name);
  }
  return names;
}

function byUsefulness(a: CompletionItem, b: CompletionItem): number {
  return (a.sortText ?? '').localeCompare(b.sortText ?? '') || a.label.localeCompare(b.label);
}

function textOf(item: CompletionItem): string {
  return item.insertText ?? item.label;
}
