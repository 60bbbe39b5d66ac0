/** @file Operators of a cell that take any operand and mean little for some: comparisons, `in`, conditions, signs, brackets, assignments as arguments. */
import { boundNames, children, isFunction, type AnyNode } from './ast.ts';
import { keyReads } from './keys.ts';

/** One side: as written, and where a type checker can be asked for its type. */
export interface Side {
  text: string;
  /** The offset of a name; undefined where there is none to ask about. */
  at: number | undefined;
  /** The name is a function that is called here. */
  isCall: boolean;
  /** A list, written out. */
  isList: boolean;
  /** How the cell declares the name: once and as a constant (that may be a list written out), or in another way. */
  declared: 'constant' | 'list' | 'otherwise' | undefined;
  /** Of `in`: the cell leaves holes in the list, so that places may be asked for: `xs[5] = 1` of an empty one, `delete xs[0]`, `Array(9)`. */
  isSparse: boolean;
}

export interface Operator {
  /**
   * `==`, `!=`, `===`, `!==`, `in`, `for in`, `condition` (both sides are what is tested), a sign before its operand (`-x`, `+x`,
   * `~x`), `[]`, `[key]` (of an object, as of Python's dict), `f(x=)`, `a, b =`, `f` (a field as a statement), `if (=)`, `switch`, `for <` (a loop up to a parameter), `sort` and `toSorted` without a function, or a search in a list, which compares as `===` does: `includes`, `indexOf`, `lastIndexOf`.
   */
  operator: string;
  left: Side;
  /** Of a sign, brackets or an argument that assigns: the statement, or the operation where that has several lines. */
  right: Side;
  /** Counted from 1. */
  line: number;
  /** Of a comparison of names, fields and calls, and of a sort: its beginning, its sign (a sort has none) and its end, as offsets. */
  span?: { start: number; sign?: number; end: number } | undefined;
  /**
   * The side of which the value tells more than its type: `side`, and what stands for it, as offsets. Of `for <`, whose test runs
   * again and again, it is the beginning of the counter, in front of which `before` is looked at once.
   */
  seen?: { side: 'left' | 'right'; start: number; end: number; before?: string } | undefined;
  /** Of `[key]`: the key, as offsets; whether the object has it is looked at there. */
  key?: { start: number; end: number } | undefined;
}

/** Letters of an operand or statement that can still be read in a notice; a text of a million letters is data. */
const LONGEST = 2000;
const named = new Set(['Identifier', 'MemberExpression', 'CallExpression']);
const compared = new Set(['==', '!=', '===', '!==', 'in']);
const simple = new Set(['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement']);
const signs = new Set(['-', '+', '~']);
const searches = new Set(['includes', 'indexOf', 'lastIndexOf']);

/** In source order; comparisons with a literal are left out, they say what they mean. */
export function operatorsIn(program: AnyNode, code: string): Operator[] {
  const found: Operator[] = [];
  const declared = declarations(program);
  const sideOf = (node: AnyNode, operator: string): Side => ({
    ...written(node, code),
    isSparse: operator === 'in' && node.type === 'Identifier' && hasHoles(node['name'] as string, code),
    declared: node.type === 'Identifier' ? declared.get(node['name'] as string) : undefined,
  });
  const add = (
    operator: string,
    left: AnyNode,
    right: AnyNode,
    at: number,
    watched: Pick<Operator, 'span' | 'seen' | 'key'> = {},
  ): void => {
    if (Math.max(left.end - left.start, right.end - right.start) > LONGEST) return;
    const line = code.slice(0, at).split('\n').length;
    found.push({ operator, left: sideOf(left, operator), right: sideOf(right, operator), line, ...watched });
  };
  const seenAt = ({ start, end }: AnyNode, side: 'left' | 'right'): Pick<Operator, 'seen'> => ({
    seen: { side, start, end },
  });
  /** Parameters of the functions around. */
  const params: string[] = [];
  // What is taken for true or false: names, fields and calls; what is put together of others is looked into.
  const test = (node: AnyNode): void => {
    if (node.type === 'LogicalExpression')
      test(node['right'] as AnyNode); // its left side: below
    else if (named.has(node.type)) add('condition', node, node, node.start);
  };
  let statement: AnyNode | undefined;
  const statementOf = (node: AnyNode): AnyNode =>
    statement && !code.slice(statement.start, statement.end).includes('\n') ? statement : node;
  const visit = (node: AnyNode): void => {
    if (/Statement$|^VariableDeclaration$/.test(node.type)) {
      statement = simple.has(node.type) ? node : undefined;
    }
    const tested = node.type === 'UnaryExpression' && node['operator'] === '!' ? node['argument'] : node['test'];
    // (A case is compared, not taken for true or false.)
    if (tested && node.type !== 'SwitchCase') test(tested as AnyNode);
    if (node.type === 'LogicalExpression' && node['operator'] !== '??') test(node['left'] as AnyNode);
    const [left, right] = [node['left'] as AnyNode, node['right'] as AnyNode];
    const whole = node.type === 'AssignmentExpression' ? left : node;
    if (isElement(whole)) {
      let list = whole;
      while (isElement(list)) list = list['object'] as AnyNode;
      const isLast = list === whole['object'] && isNegative(whole['property'] as AnyNode) && named.has(list.type);
      add('[]', list, statementOf(node), node.start, isLast ? seenAt(list, 'left') : {});
      visitInside(whole);
      if (whole !== node) visit(right);
      return;
    }
    if (node.type === 'ForInStatement') add('for in', left, right, node.start, seenAt(right, 'right'));
    else if (node.type === 'ForStatement') addLoop(node);
    else if (node.type === 'BinaryExpression' && compared.has(node['operator'] as string)) {
      const operator = node['operator'] as string;
      const isNamed = operator !== 'in' && named.has(left.type) && named.has(right.type);
      const sign = left.end + code.slice(left.end, right.start).indexOf(operator);
      const span = isNamed ? { start: node.start, sign, end: node.end } : undefined;
      if (operator === 'in' || !(isPlain(left) || isPlain(right)))
        add(operator, left, right, node.start, operator === 'in' ? seenAt(right, 'right') : { span });
    }
    const sign = node.type === 'UnaryExpression' ? (node['operator'] as string) : '';
    const operand = node['argument'] as AnyNode;
    if (signs.has(sign) && !isPlain(operand)) add(`${sign}x`, operand, statementOf(node), node.start);
    // `xs[0], xs[1] = xs[1], xs[0]` assigns in its middle only.
    if (node.type === 'ExpressionStatement' && isCommaAssignment(node['expression'] as AnyNode)) {
      const whole = node['expression'] as AnyNode;
      add('a, b =', whole, whole, node.start);
    }
    // `model.summary` calls nothing.
    if (node.type === 'ExpressionStatement') {
      const value = node['expression'] as AnyNode;
      if (value.type === 'MemberExpression' && value['computed'] === false) add('f', value, value, value.start);
    }
    // `if (x = 3)` asks nothing; `while (m = next())` may be meant.
    const condition = node['test'] as AnyNode | undefined;
    if (/^(?:If|While)Statement$/.test(node.type) && condition?.type === 'AssignmentExpression') {
      const value = condition['right'] as AnyNode;
      if (value.type === 'Literal' && condition['operator'] === '=')
        add('if (=)', condition['left'] as AnyNode, value, node.start);
    }
    if (node.type === 'SwitchStatement') {
      const value = node['discriminant'] as AnyNode;
      if (!isPlain(value)) add('switch', value, value, node.start);
    }
    if (node.type === 'CallExpression') {
      const callee = node['callee'] as AnyNode;
      const method = callee.type === 'MemberExpression' ? String((callee['property'] as AnyNode)['name']) : '';
      const [sought] = node['arguments'] as AnyNode[];
      if ((method === 'sort' || method === 'toSorted') && sought === undefined && callee['computed'] === false) {
        const list = callee['object'] as AnyNode;
        if (!mayEndEarly(node) && list.type !== 'Super')
          add(method, list, statementOf(node), node.start, { span: { start: node.start, end: node.end } });
      }
      if (searches.has(method) && sought && !isPlain(sought))
        add(method, callee['object'] as AnyNode, sought, node.start);
      for (const argument of node['arguments'] as AnyNode[]) {
        if (argument.type === 'AssignmentExpression' && argument['operator'] === '=')
          add('f(x=)', argument['left'] as AnyNode, statementOf(node), argument.start);
      }
    }
    const around = params.length;
    if (isFunction(node)) for (const param of node['params'] as AnyNode[]) params.push(...boundNames(param));
    for (const child of children(node)) visit(child);
    params.length = around;
  };
  // `for (let i = 0; i < xs; i++)`, where xs is a parameter.
  const addLoop = (node: AnyNode): void => {
    const [init, compares] = [node['init'] as AnyNode | null, node['test'] as AnyNode | null];
    if (init?.type !== 'VariableDeclaration' || compares?.type !== 'BinaryExpression') return;
    const [counter, bound] = [compares['left'] as AnyNode, compares['right'] as AnyNode];
    const first = (init['declarations'] as { id: AnyNode; init?: AnyNode | null }[])[0]!;
    const isCounted = first.id.type === 'Identifier' && first.id['name'] === counter['name'];
    if (!/^<=?$/.test(compares['operator'] as string) || bound.type !== 'Identifier' || !isCounted || !first.init)
      return;
    const before = bound['name'] as string;
    if (!params.includes(before)) return;
    add('for <', counter, bound, node.start, {
      seen: { side: 'right', start: first.init.start, end: first.init.end, before },
    });
  };
  // The brackets of `a[i][j]` were added as one.
  const visitInside = (node: AnyNode): void => {
    if (!isElement(node)) return visit(node);
    visitInside(node['object'] as AnyNode);
    visit(node['property'] as AnyNode);
  };
  visit(program);
  for (const { object, key, start } of keyReads(program, code))
    add('[key]', object, key, start, { key: { start: key.start, end: key.end } });
  return found;
}

/** `a, b = b, a`: values that nobody takes beside an assignment. */
function isCommaAssignment(node: AnyNode): boolean {
  if (node.type !== 'SequenceExpression') return false;
  const parts = node['expressions'] as AnyNode[];
  return (
    parts.some(({ type, ...part }) => type === 'AssignmentExpression' && part['operator'] === '=') &&
    parts.every(({ type }) => /^(?:AssignmentExpression|MemberExpression|Identifier|Literal)$/.test(type)) &&
    parts.some(({ type }) => type !== 'AssignmentExpression')
  );
}

/** `a?.b.c()`: where `a` is nothing, all that follows in the chain is left out. */
function mayEndEarly(node: AnyNode): boolean {
  const of = (node['callee'] ?? node['object']) as AnyNode | undefined;
  return node['optional'] === true || (of !== undefined && mayEndEarly(of));
}

/** `a[i]` and `a['1:3']`, but not `a['name']`. */
function isElement(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node['computed'] !== true) return false;
  const index = node['property'] as AnyNode;
  return index.type !== 'Literal' || typeof index['value'] === 'number' || /^[-\s\d]*[:,]/.test(String(index['value']));
}

/** `-1` */
function isNegative(node: AnyNode): boolean {
  return node.type === 'UnaryExpression' && node['operator'] === '-';
}

function isPlain(node: AnyNode): boolean {
  return node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'UnaryExpression';
}

function hasHoles(name: string, code: string): boolean {
  const own = String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}`;
  return new RegExp(
    String.raw`\bdelete\s+${own}\[|${own}\s*=\s*(?:new\s+)?Array\(|${own}\s*=\s*\[\s*\][^]*${own}\[\w+\]\s*=(?!=)|${own}\s*=\s*\[[^\]]*,\s*,`,
  ).test(code);
}

/** Calls by which JavaScript says that there may be nothing. */
const maybe = /^(?:get|find|findLast|pop|shift)$/;

/** The names that the cell declares, and how. */
function declarations(program: AnyNode): Map<string, Side['declared']> {
  const found = new Map<string, Side['declared']>();
  const declare = (name: string, how: Side['declared']): void => {
    found.set(name, found.has(name) ? 'otherwise' : how);
  };
  const visit = (node: AnyNode): void => {
    if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node['declarations'] as { id: AnyNode; init?: AnyNode | null }[]) {
        const how = node['kind'] === 'const' && id.type === 'Identifier' ? howMade(init) : 'otherwise';
        for (const name of boundNames(id)) declare(name, how);
      }
    }
    if (isFunction(node)) {
      for (const param of node['params'] as AnyNode[]) for (const name of boundNames(param)) declare(name, 'otherwise');
    }
    for (const child of children(node)) visit(child);
  };
  visit(program);
  return found;
}

function howMade(init: AnyNode | null | undefined): Side['declared'] {
  if (init?.type === 'ArrayExpression') return 'list';
  if (init?.type !== 'CallExpression') return 'otherwise';
  const callee = init['callee'] as AnyNode;
  const method = callee.type === 'MemberExpression' ? (callee['property'] as AnyNode)['name'] : '';
  return maybe.test(String(method)) ? 'otherwise' : 'constant';
}

function written(node: AnyNode, code: string): Omit<Side, 'declared' | 'isSparse'> {
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
