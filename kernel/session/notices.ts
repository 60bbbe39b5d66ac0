/** @file Notices: what runs, but hardly does what was meant. A display of a kind of its own, so that no grader takes it for an error. */
import type { TypeChecker } from '../checker/checker.ts';
import type { Operator, Side } from '../compile/operators.ts';
import type { DisplayContent } from '../ipc.ts';
import { JsonText } from '../json-text.ts';
import { say } from '../language.ts';
import type { Library, Notice } from '../library.ts';
import { symbolIn, typeIn } from './name-types.ts';

const mime = 'application/vnd.kernelab.notice+json';

/** What a notice is shown as. */
export function noticeContent({ cause, line, en, ko }: Notice, label: string): JsonText<DisplayContent> {
  const where = {
    en: line === undefined ? label : `${label}, line ${line}`,
    ko: line === undefined ? label : `${label}, ${line}번째 줄`,
  };
  const text = say({ en: `Notice (${where.en}): ${en}`, ko: `알림 (${where.ko}): ${ko}` });
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return JsonText.of<DisplayContent>({
    data: {
      [mime]: { cause, line: line ?? null, en, ko },
      'text/plain': text,
      'text/html': `<div style="border-left:4px solid #d98e04;padding:6px 10px;margin:4px 0">${html}</div>`,
    },
    metadata: { kernelab: { notice: cause } },
    transient: {},
  });
}

/** What the library has to say about operators of a cell that was just checked. */
export async function operatorTraps(
  operators: readonly Operator[],
  checked: { code: string; checker: TypeChecker },
  library: Pick<Library, 'operatorNotice'>,
): Promise<Notice[]> {
  if (!library.operatorNotice || operators.length === 0) return [];
  const sides = operators.flatMap(({ left, right }) => [left, right]);
  const offsets = sides.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const hovers = await checked.checker.hoversInChecked(checked.code, offsets).catch(() => []);
  const known = new Map(offsets.map((at, i) => [at, hovers[i]]));
  const notices = operators.map(({ operator, left, right, line }): Notice | undefined => {
    const [leftType, rightType] = [typeOf(left, known), typeOf(right, known)];
    const notice = library.operatorNotice!({
      operator,
      left: left.text,
      right: right.text,
      leftType,
      rightType,
      leftSymbol: symbolOf(left, known),
      leftDeclared: left.declared,
    });
    return notice && { ...notice, line };
  });
  return notices.filter((notice) => notice !== undefined);
}

/** What the type checker says of a side, e.g. `const a: NDArray`. */
function symbolOf({ at }: Side, hovers: ReadonlyMap<number, string | undefined>): string | undefined {
  return at === undefined ? undefined : symbolIn(hovers.get(at));
}

function typeOf({ at, isCall, isList }: Side, hovers: ReadonlyMap<number, string | undefined>): string | undefined {
  if (isList) return 'unknown[]';
  return at === undefined ? undefined : typeIn(hovers.get(at), isCall);
}
