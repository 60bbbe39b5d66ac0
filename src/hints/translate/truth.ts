/** @file Conditions: an array is always true in JavaScript, and so is a list; one element is compared as a number. */
import type { Expr } from './parse.ts';
import { kindOf, type Values } from './values.ts';

const compares = new Set(['<', '>', '<=', '>=', '==', '!=', '===', '!==']);

/** A condition as it must be asked: `a.at(i) > 0.5` of one element, `a > 0.5` of all of them, a list by its length. */
export function truth(x: Expr, values: Values): Expr {
  if (x.kind === 'unary' && x.sign === '!') {
    const inner = truth(x.of, values);
    // `not xs` of a list is written by its length as it stands
    return kindOf(x.of, values) === 'list' ? x : { ...x, of: inner };
  }
  if (x.kind === 'binary' && ['and', '&&', 'or', '||'].includes(x.sign)) {
    return { ...x, left: truth(x.left, values), right: truth(x.right, values) };
  }
  if (x.kind === 'binary' && compares.has(x.sign) && ![x.left, x.right].some(isNothing)) {
    const [left, right] = [element(x.left, values), element(x.right, values)];
    const whole = [left, right].some((side) => kindOf(side, values) === 'array');
    return whole ? method({ ...x, left, right }, 'all') : { ...x, left, right };
  }
  if (x.kind === 'name' && /^lists?$/.test(kindOf(x, values))) {
    const length: Expr = { kind: 'attribute', of: x, name: 'length' };
    return { kind: 'binary', sign: '>', left: length, right: { kind: 'number', text: '0' } };
  }
  return x.kind !== 'binary' && kindOf(x, values) === 'array' ? method(x, 'any') : x;
}

/** `a.at(i)` and `a[i]` of an array as its number. */
function element(x: Expr, values: Values): Expr {
  if (x.kind === 'index' && x.items.length === 1 && isPlace(x.items[0]!) && kindOf(x.of, values) === 'array') return item(x.of, x.items);
  const isAt = x.kind === 'call' && x.fn.kind === 'attribute' && x.fn.name === 'at' && x.args.every(({ value }) => isPlace(value));
  if (isAt && kindOf((x.fn as { of: Expr }).of, values) === 'array') return item((x.fn as { of: Expr }).of, x.args.map(({ value }) => value));
  return x;
} // prettier-ignore

function item(of: Expr, places: readonly Expr[]): Expr {
  return { kind: 'call', fn: { kind: 'attribute', of, name: 'item' }, args: places.map((value) => ({ value })) };
}

function method(of: Expr, name: string): Expr {
  return { kind: 'call', fn: { kind: 'attribute', of, name }, args: [] };
}

const isNothing = (x: Expr): boolean => x.kind === 'name' && /^(?:None|null|undefined)$/.test(x.text);
const isPlace = (x: Expr): boolean =>
  x.kind === 'number' || x.kind === 'name' || (x.kind === 'unary' && x.of.kind === 'number') || (x.kind === 'binary' && isPlace(x.left) && isPlace(x.right)); // prettier-ignore
