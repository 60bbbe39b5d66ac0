/** @file Notices: what runs, but hardly does what was meant. A display of a kind of its own, so that no grader takes it for an error. */
import { withParticles } from '../../bin/particle.mjs';
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
      [mime]: { cause, line: line ?? null, en, ko: withParticles(ko) },
      'text/plain': text,
      'text/html': `<div style="border-left:4px solid #d98e04;padding:6px 10px;margin:4px 0">${html}</div>`,
    },
    metadata: { kernelab: { notice: cause } },
    transient: {},
  });
}

/**
 * What the library has to say about operators of a cell that was just checked; and the comparisons (by their numbers) of
 * which only the values themselves will tell.
 */
export async function operatorTraps(
  operators: readonly Operator[],
  checked: { code: string; checker: Pick<TypeChecker, 'hoversInChecked'> },
  library: Pick<Library, 'operatorNotice'>,
): Promise<{ traps: Notice[]; unknown: number[] }> {
  if (!library.operatorNotice || operators.length === 0) return { traps: [], unknown: [] };
  const sides = operators.flatMap(({ left, right }) => [left, right]);
  const offsets = sides.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const hovers = await checked.checker.hoversInChecked(checked.code, offsets).catch(() => []);
  const known = new Map(offsets.map((at, i) => [at, hovers[i]]));
  const traps: Notice[] = [];
  const unknown: number[] = [];
  for (const [i, operator] of operators.entries()) {
    const types = { left: typeOf(operator.left, known), right: typeOf(operator.right, known) };
    const isOpen = ({ at }: Side): boolean => at !== undefined && known.get(at) === undefined;
    const notice = noticeOf(operator, { ...types, symbol: symbolOf(operator.left, known) }, library);
    if (notice === undefined) {
      const left = isOpen(operator.left) ? 'any' : types.left;
      const right = isOpen(operator.right) ? 'any' : types.right;
      if (isUnknown(operator, { left, right })) unknown.push(i);
      continue;
    }
    // One line is said once, also where it has two operators of that kind.
    const isSame = ({ line, en, write }: Notice): boolean =>
      line === notice.line && (en === notice.en || (write !== undefined && write === notice.write));
    if (!traps.some(isSame)) traps.push(notice);
  }
  return { traps, unknown };
}

/** What the library has to say about an operator whose sides have these types. */
export function noticeOf(
  { operator, left, right, line }: Operator,
  types: { left: string | undefined; right: string | undefined; symbol?: string | undefined },
  library: Pick<Library, 'operatorNotice'>,
): Notice | undefined {
  const notice = library.operatorNotice?.({
    operator,
    left: left.text,
    right: right.text,
    leftType: types.left,
    rightType: types.right,
    leftSymbol: types.symbol,
    leftDeclared: left.declared,
    rightIsSparse: right.isSparse,
  });
  return notice && { ...notice, line };
}

/** Whether only the values of an operator will tell: a side may be anything, and neither of a comparison is a number or a text. */
function isUnknown(
  { operator, right: key, span, seen }: Operator,
  types: Record<'left' | 'right', string | undefined>,
): boolean {
  // What a field of an object is read by is looked at where the object has no methods that a key could be a place for.
  if (operator === '[key]') {
    if (types.left === undefined || types.left === 'any') return /^['"]/.test(key.text);
    return /^(?:\{|Record<|Map<|[A-Z]\w*$)/.test(types.left) && !/^(?:NDArray|String|Array)$/.test(types.left);
  }
  if (seen) return (types[seen.side] ?? 'any') === 'any'; // of `history['loss']` there is no type to ask for
  const { left, right } = types;
  if (/^(?:sort|toSorted)$/.test(operator)) return !/^(?:readonly )?string\[\]$/.test(left ?? '');
  return (
    span !== undefined &&
    [left, right].includes('any') &&
    [left, right].every(
      (type) => type === 'any' || !/^(?:number|string|boolean|bigint|symbol|"|-?\d)/.test(type ?? 'number'),
    )
  );
}

/** What the type checker says of a side, e.g. `const a: NDArray`. */
function symbolOf({ at }: Side, hovers: ReadonlyMap<number, string | undefined>): string | undefined {
  return at === undefined ? undefined : symbolIn(hovers.get(at));
}

function typeOf({ at, isCall, isList }: Side, hovers: ReadonlyMap<number, string | undefined>): string | undefined {
  if (isList) return 'unknown[]';
  return at === undefined ? undefined : typeIn(hovers.get(at), isCall);
}
