/**
 * @file The calls of a test cell as data: what is asked (`expectValue(({ n }) => f(n), { n: draw.integer(3, 9) }, { points: 1 })`),
 * read from the text without running it. So a test cell is plain JavaScript with nothing but imports and such calls.
 */
import { parse, type Expression, type ObjectExpression, type Node } from 'acorn';
import { FormatError } from '../errors/index.ts';
import { isDraw, type Input } from './draw.ts';
import { kinds, readTestOptions, type Kind, type TestOptions } from './options.ts';

/** One call of a test cell. */
export interface TestCall {
  kind: Kind;
  /** The arrow function as written: what the student's names are asked. */
  expression: string;
  inputs: Record<string, Input>;
  options: TestOptions;
  /** The options that the author wrote down. */
  given: readonly string[];
  /** Where the third argument stands in the cell's text; where the second ends, if there is no third. */
  at: { start: number; end: number };
}

/** Reads a test cell. @throws FormatError that names the line */
export function readCalls(source: string, name: string): TestCall[] {
  let body: Node[];
  try {
    body = parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
    }).body;
  } catch (cause) {
    throw new FormatError({
      who: name,
      rule: {
        en: 'a test cell is plain JavaScript (no types), so that it can be read without running it',
        ko: '시험 셀은 실행하지 않고 읽으므로 타입이 없는 JavaScript로 씁니다',
      },
      received: (cause as Error).message,
      cause,
    });
  }
  const calls: TestCall[] = [];
  for (const statement of body) {
    const node = statement as unknown as Record<string, unknown> & Node;
    if (node.type === 'ImportDeclaration') continue;
    const call = node.type === 'ExpressionStatement' ? awaited(node['expression'] as Expression) : undefined;
    if (call?.type !== 'CallExpression') throw refuse(source, node, name);
    calls.push(readCall(call, source, name));
  }
  if (calls.length === 0) {
    throw new FormatError({
      who: name,
      rule: {
        en: 'a test cell asks something: expectValue(…) or one of its kin',
        ko: '시험 셀에는 expectValue(…) 같은 호출이 있어야 합니다',
      },
      received: { en: 'no call', ko: '호출 없음' },
    });
  }
  return calls;
}

function awaited(node: Expression): Expression {
  return node.type === 'AwaitExpression' ? node.argument : node;
}

function readCall(call: Extract<Expression, { type: 'CallExpression' }>, source: string, name: string): TestCall {
  const { callee, arguments: args } = call;
  const [expression, inputs, options] = args;
  if (callee.type !== 'Identifier' || !isKind(callee.name)) throw refuse(source, call, name);
  if (expression?.type !== 'ArrowFunctionExpression' || inputs?.type !== 'ObjectExpression' || args.length > 3) {
    throw refuse(source, call, name);
  }
  if (options !== undefined && options.type !== 'ObjectExpression') throw refuse(source, options, name);
  const given = options === undefined ? {} : (literal(options, source, name) as object);
  return {
    kind: callee.name,
    expression: source.slice(expression.start, expression.end),
    inputs: literal(inputs, source, name) as Record<string, Input>,
    options: readTestOptions(callee.name, given),
    given: Object.keys(given),
    at: options === undefined ? { start: inputs.end, end: inputs.end } : { start: options.start, end: options.end },
  };
}

function isKind(name: string): name is Kind {
  return (kinds as readonly string[]).includes(name);
}

/** The value of a literal; `draw.uniform([3, 3])` becomes its description. */
function literal(node: Node, source: string, name: string): unknown {
  const at = node as Expression;
  switch (at.type) {
    case 'Literal':
      if (at.regex) break;
      return at.value;
    case 'TemplateLiteral':
      if (at.expressions.length > 0) break;
      return at.quasis[0]!.value.cooked;
    case 'UnaryExpression': {
      const value = at.operator === '-' ? literal(at.argument, source, name) : undefined;
      if (typeof value !== 'number') break;
      return -value;
    }
    case 'Identifier':
      if (at.name === 'undefined') return undefined;
      if (at.name === 'NaN') return Number.NaN;
      if (at.name === 'Infinity') return Number.POSITIVE_INFINITY;
      break;
    case 'ArrayExpression':
      return at.elements.map((element) => {
        if (element === null || element.type === 'SpreadElement') throw refuse(source, at, name);
        return literal(element, source, name);
      });
    case 'ObjectExpression':
      return object(at, source, name);
    case 'CallExpression': {
      const { callee, arguments: args } = at;
      if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') break;
      if (callee.object.type !== 'Identifier' || callee.object.name !== 'draw') break;
      const made = { draw: callee.property.name, of: args.map((arg) => literal(arg, source, name)) };
      if (!isDraw(made)) break;
      return made;
    }
    default:
  }
  throw refuse(source, node, name);
}

function object(node: ObjectExpression, source: string, name: string): Record<string, unknown> {
  // `__proto__` as a key would set the prototype of an ordinary object.
  const entries = node.properties.map((property): [string, unknown] => {
    if (property.type !== 'Property' || property.computed || property.method || property.kind !== 'init') {
      throw refuse(source, property, name);
    }
    const { key } = property;
    const called = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
    if (called === undefined || called === '__proto__') throw refuse(source, property, name);
    return [called, literal(property.value, source, name)];
  });
  return Object.fromEntries(entries);
}

function refuse(source: string, node: Node, name: string): FormatError {
  const line = source.slice(0, node.start).split('\n').length;
  const text = source.slice(node.start, node.end).split('\n')[0]!;
  return new FormatError({
    who: name,
    rule: {
      en: 'a test cell holds calls like expectValue(({ n }) => f(n), { n: draw.integer(3, 9) }, { points: 1 }), whose inputs and options are literals or draw.…(…)',
      ko: '시험 셀에는 expectValue(({ n }) => f(n), { n: draw.integer(3, 9) }, { points: 1 }) 같은 호출만 쓰고, 입력과 옵션은 값이나 draw.…(…)로 씁니다',
    },
    received: {
      en: `line ${line}: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`,
      ko: `${line}행: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`,
    },
  });
}
