/** @file Operators of a cell that take any operand and mean little for some: comparisons, `in`, signs, brackets, assignments as arguments. */
import { children, type AnyNode } from './ast.ts';

/** One side: as written, and where a type checker can be asked for its type. */
export interface Side {
  text: string;
  /** The offset of a name; undefined where there is none to ask about. */
  at: number | undefined;
  /** The name is a function that is called here. */
  isCall: boolean;
  /** A list, written out. */
  isList: boolean;
}

export interface Operator {
  /** `==`, `!=`, `===`, `!==`, `in`, `for in`, a sign before its operand (`-x`, `+x`, `~x`), `[]`, or `f(x=)`. */
  operator: string;
  left: Side;
  /** Of a sign, brackets or an argument that assigns: the statement, or the operation where that has several lines. */
  right: Side;
  /** Counted from 1. */
  line: number;
}

const compared = new Set(['==', '!=', '===', '!==', 'in']);
const simple = new Set(['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement']);
const signs = new Set(['-', '+', '~']);

/** In source order; comparisons with a literal are left out, they say what they mean. */
export function operatorsIn(program: AnyNode, code: string): Operator[] {
  const found: Operator[] = [];
  const add = (operator: string, left: AnyNode, right: AnyNode, at: number): void => {
    const line = code.slice(0, at).split('\n').length;
    found.push({ operator, left: sideOf(left, code), right: sideOf(right, code), line });
  };
  let statement: AnyNode | undefined;
  const statementOf = (node: AnyNode): AnyNode =>
    statement && !code.slice(statement.start, statement.end).includes('\n') ? statement : node;
  const visit = (node: AnyNode): void => {
    if (/Statement$|^VariableDeclaration$/.test(node.type)) {
      statement = simple.has(node.type) ? node : undefined;
    }
    const [left, right] = [node['left'] as AnyNode, node['right'] as AnyNode];
    const whole = node.type === 'AssignmentExpression' ? left : node;
    if (isElement(whole)) {
      let list = whole;
      while (isElement(list)) list = list['object'] as AnyNode;
      add('[]', list, statementOf(node), node.start);
      for (const inner of children(node)) if (inner !== whole || whole === node) visitInside(inner);
      return;
    }
    if (node.type === 'ForInStatement') add('for in', left, right, node.start);
    else if (node.type === 'BinaryExpression' && compared.has(node['operator'] as string)) {
      const operator = node['operator'] as string;
      if (operator === 'in' || !(isPlain(left) || isPlain(right))) add(operator, left, right, node.start);
    }
    const sign = node.type === 'UnaryExpression' ? (node['operator'] as string) : '';
    const operand = node['argument'] as AnyNode;
    if (signs.has(sign) && !isPlain(operand)) add(`${sign}x`, operand, statementOf(node), node.start);
    if (node.type === 'CallExpression') {
      for (const argument of node['arguments'] as AnyNode[]) {
        if (argument.type === 'AssignmentExpression' && argument['operator'] === '=')
          add('f(x=)', argument['left'] as AnyNode, statementOf(node), argument.start);
      }
    }
    for (const child of children(node)) visit(child);
  };
  // The brackets of `a[i][j]` were added as one.
  const visitInside = (node: AnyNode): void => {
    if (isElement(node)) for (const child of children(node)) visitInside(child);
    else visit(node);
  };
  visit(program);
  return found;
}

/** `a[i]`, but not `a['name']`. */
function isElement(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node['computed'] !== true) return false;
  const index = node['property'] as AnyNode;
  return index.type !== 'Literal' || typeof index['value'] === 'number';
}

function isPlain(node: AnyNode): boolean {
  return node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'UnaryExpression';
}

function sideOf(node: AnyNode, code: string): Side {
  const loop = node.type === 'VariableDeclaration' && (node['declarations'] as AnyNode[])[0]!['init'] === null;
  const name = loop ? (node['declarations'] as AnyNode[])[0]! : node;
  const asked = node.type === 'CallExpression' ? (node['callee'] as AnyNode) : node;
  return {
    text: code.slice(name.start, name.end),
    at: placeOf(asked),
    isCall: node.type === 'CallExpression',
    isList: node.type === 'ArrayExpression',
  };
}

function placeOf(node: AnyNode): number | undefined {
  if (node.type === 'Identifier') return node.start;
  if (node.type === 'MemberExpression' && node['computed'] === false) return (node['property'] as AnyNode).start;
  return undefined;
}
