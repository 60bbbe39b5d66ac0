/** @file Shapes of trees that more than one rule looks for. */
import type { Expr } from './parse.ts';

export interface Range {
  from: Expr | undefined;
  to: Expr;
  step: Expr | undefined;
}

/** The three numbers of `range(…)`; undefined for anything else. */
export function rangeOf(x: Expr): Range | undefined {
  if (x.kind !== 'call' || x.fn.kind !== 'name' || x.fn.text !== 'range') return undefined;
  const [one, two, three] = x.args.map(({ value }) => value);
  if (one === undefined) return undefined;
  return two === undefined ? { from: undefined, to: one, step: undefined } : { from: one, to: two, step: three };
}

/** `np.random.rand` as a text; undefined for anything but names with dots. */
export function pathOf(x: Expr): string | undefined {
  if (x.kind === 'name') return x.text;
  const of = x.kind === 'attribute' ? pathOf(x.of) : undefined;
  return of === undefined ? undefined : `${of}.${(x as { name: string }).name}`;
}

/** What was written, without spaces, to find it again; undefined for what is no name, element, field or call. */
export function textOf(x: Expr): string | undefined {
  switch (x.kind) {
    case 'name':
    case 'number':
    case 'text':
      return x.text;
    case 'attribute': {
      const of = textOf(x.of);
      return of && `${of}.${x.name}`;
    }
    case 'call': {
      const [fn, ...args] = [x.fn, ...x.args.map(({ value }) => value)].map(textOf);
      return args.includes(undefined) ? undefined : `${fn}(${args.join(',')})`;
    }
    case 'index': {
      const [of, ...items] = [x.of, ...x.items].map(textOf);
      return items.includes(undefined) ? undefined : `${of}[${items.join(',')}]`;
    }
    default:
      return undefined;
  }
}

/** The tree with another name in place of one. */
export function renamed<T>(tree: T, from: string, to: string): T {
  if (Array.isArray(tree)) return tree.map((part: unknown) => renamed(part, from, to)) as T;
  if (typeof tree !== 'object' || tree === null) return tree;
  const node = tree as { kind?: string; text?: string };
  if (node.kind === 'name' && node.text === from) return { ...tree, text: to };
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, key === 'name' ? part : renamed<unknown>(part, from, to)])) as T;
} // prettier-ignore
