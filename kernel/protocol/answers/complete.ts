/** @file complete_request: what may stand at the cursor, in Jupyter's terms, and what kind of thing each entry is. */
import type { CompletionItem, TypeChecker } from '../../checker/checker.ts';
import type { Session } from '../../session/session.ts';
import type { Library } from '../../library.ts';
import { ownNames } from '../../compile/own-names.ts';
import type { Answer, Content } from './answer.ts';
import { codePoints, cursorIn } from './cursor.ts';
import { inString, lastPart, stringAt } from './strings.ts';

/** More would only slow the front end down; typing on narrows the list. */
const MOST = 500;
/** LSP's kinds of completion, in the words JupyterLab has icons for. */
const kinds: Record<number, string> = {
  2: 'method', 3: 'function', 4: 'constructor', 5: 'property', 6: 'variable', 7: 'class', 8: 'interface', 9: 'module',
  10: 'property', 13: 'enum', 14: 'keyword', 17: 'file', 19: 'folder', 20: 'enum member', 21: 'constant', 25: 'type parameter',
}; // prettier-ignore

const [FUNCTION, PROPERTY, VARIABLE, CLASS] = [3, 5, 6, 7] as const;
/** Types that can be called. */
const callable = /^(?:(?:<[^>]*>)?\(.*=>|\{\s*(?:<[^>]*>)?\()/s;

export const complete: Answer = {
  answer: ({ content }, { session, library }) => completion(session, library, content),
};

/** `a.b.` before the cursor. */
const path =
  /(?<![\p{ID_Continue}$.)\]])([\p{ID_Start}$_][\p{ID_Continue}$]*(?:\??\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)\??\.$/u;

async function completion(session: Session, library: Library, content: Content): Promise<Content> {
  const { checker } = session;
  const { code, offset } = cursorIn(content);
  const string = stringAt(code, offset);
  const before = string ? lastPart(string) : /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
  const start = offset - before.length;
  const told = await checker.complete(code, offset, ownNames(code));
  // Where no types are known (a package of plain JavaScript), the value itself has names.
  const owner = told.length === 0 && !string ? path.exec(code.slice(0, start))?.[1] : undefined;
  const known = owner === undefined ? told : await membersOf(session, owner.split(/\??\./));
  const items = string ? inString(string, known) : known;
  const exact = items.filter((item) => item.label.startsWith(before));
  const loose = items.filter((item) => item.label.toLowerCase().startsWith(before.toLowerCase()));
  const matching = exact.length > 0 ? exact : loose;
  matching.sort(byUsefulness);
  const shown = matching.slice(0, MOST);
  const types = await typesOf(checker, library, shown, code[start - 1] === '.');
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

/** The members of a value that cells have made. */
async function membersOf(session: Session, names: readonly string[]): Promise<CompletionItem[]> {
  const members = await session.members(names);
  const kind = { function: FUNCTION, class: CLASS, property: PROPERTY };
  return members.map(({ name, ...member }) => ({ label: name, kind: kind[member.kind] }));
}

/** What each entry is. The members of a module all come as variables; how they are declared says what they are. */
async function typesOf(
  checker: TypeChecker,
  library: Library,
  items: readonly CompletionItem[],
  members: boolean,
): Promise<string[]> {
  const types = items.map((item) => kinds[item.kind ?? 0] ?? '');
  const vague = members ? items.filter((item) => item.kind === VARIABLE) : [];
  if (vague.length === 0) return types;
  const details = await checker.details(vague);
  vague.forEach((item, i) => {
    types[items.indexOf(item)] = kindOf(details[i]!, library);
  });
  return types;
}

/** `(alias) const f: (x: number) => void` is a function; the library knows what its own types stand for. */
export function kindOf(detail: string, library: Pick<Library, 'kindOfType'>): string {
  const [, word] = /^(?:\(alias\) )?(function|class|module|namespace)\b/.exec(detail) ?? [];
  if (word !== undefined) return word === 'namespace' ? 'module' : word;
  const [, type = ''] = /^(?:\(alias\) )?(?:const|let|var) \S+: (.*)$/s.exec(detail) ?? [];
  return library.kindOfType?.(type) ?? (callable.test(type) ? 'function' : 'variable');
}

function byUsefulness(a: CompletionItem, b: CompletionItem): number {
  return (a.sortText ?? '').localeCompare(b.sortText ?? '') || a.label.localeCompare(b.label);
}

function textOf(item: CompletionItem): string {
  return item.insertText ?? item.label;
}
