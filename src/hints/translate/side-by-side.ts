/** @file `a.shape, b.shape`: Python's tuple without brackets, of which JavaScript keeps the last value only. */
import { parse, type Expr } from './parse.ts';
import { print } from './print.ts';
import { pathOf } from './trees.ts';

/** The values as a list; undefined where the text is something else, or its parts do something. `reads`: methods that only tell. */
export function valuesSideBySide(text: string, reads: (name: string) => boolean): string | undefined {
  if (/^[([{]/.test(text) || !text.includes(',')) return undefined;
  const tree = parse(text);
  if (tree?.kind !== 'list' || !tree.round || tree.items.length < 2) return undefined;
  const tells = ({ kind, ...x }: Expr): boolean => {
    if (kind === 'name') return true;
    const own = { kind, ...x } as Expr;
    if (own.kind === 'attribute') return pathOf(own) !== undefined;
    if (own.kind !== 'call' || own.fn.kind !== 'attribute') return false;
    return reads(own.fn.name) && pathOf(own.fn) !== undefined;
  };
  if (!tree.items.every(tells)) return undefined;
  return print({ ...tree, round: false }, new Map());
}
