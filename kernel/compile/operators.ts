/** @file The comparisons and uses of `in` in a cell: operators that take any operand and mean little for some. */
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
  /** `==`, `!=`, `===`, `!==`, `in`, or `for in`. */
  operator: string;
  left: Side;
  right: Side;
  /** Counted from 1. */
  line: number;
}

const compared = new Set(['==', '!=', '===', '!==', 'in']);

/** In source order; comparisons with a literal are left out, they say what they mean. */
export function operatorsIn(program: AnyNode, code: string): Operator[] {
  const found: Operator[] = [];
  const add = (operator: string, left: AnyNode, right: AnyNode, at: number): void => {
    const line = code.slice(0, at).split('\n').length;
    found.push({ operator, left: sideOf(left, code), right: sideOf(right, code), line });
  };
  const visit = (node: AnyNode): void => {
    const [left, right] = [node['left'] as AnyNode, node['right'] as AnyNode];
    if (node.type === 'ForInStatement') add('for in', left, right, node.start);
    else if (node.type === 'BinaryExpression' && compared.has(node['operator'] as string)) {
      const operator = node['operator'] as string;
      if (operator === 'in' || !(isPlain(left) || isPlain(right))) add(operator, left, right, node.start);
    }
    for (const child of children(node)) visit(child);
  };
  visit(program);
  return found;
}

function isPlain(node: AnyNode): boolean {
  return node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'UnaryExpression';
}

function sideOf(node: AnyNode, code: string): Side {
  const name = node.type === 'VariableDeclaration' ? (node['declarations'] as AnyNode[])[0]! : node;
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
