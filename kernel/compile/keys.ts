/**
 * @file Reads of an object by a key, `counts['x']`, where Python has a dict: of a key that is not there, Python makes an error and
 * JavaScript undefined, which then runs on as NaN. A program that asks whether the key is there means it, and is left alone.
 */
import { children, type AnyNode } from './ast.ts';
import { kernelName, runtimeName } from './names.ts';

/** Such a read: the object's name, and the key. */
export interface KeyRead {
  readonly object: AnyNode;
  readonly key: AnyNode;
  readonly start: number;
}

const arithmetic = new Set(['+', '-', '*', '/', '%', '**']);
const order = new Set(['<', '>', '<=', '>=']);

/** In source order. */
export function keyReads(program: AnyNode, code: string): KeyRead[] {
  const found: KeyRead[] = [];
  const last = (program['body'] as AnyNode[]).at(-1);
  const visit = (node: AnyNode, parent: AnyNode): void => {
    if (isRead(node) && isUsed(node, parent, { code, last })) {
      found.push({ object: node['object'] as AnyNode, key: node['property'] as AnyNode, start: node.start });
    }
    for (const child of children(node)) visit(child, node);
  };
  visit(program, program);
  return found;
}

/** `d['x']` and `d[word]`; what is no name of a thing, or ends early (`d?.['x']`), is not looked at. */
function isRead(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node['computed'] !== true || node['optional'] === true) return false;
  const [object, key] = [node['object'] as AnyNode, node['property'] as AnyNode];
  if (object.type !== 'Identifier' || !(isWord(key) || key.type === 'Identifier')) return false;
  // Written once more in front of the key, where nothing would rename it.
  const name = object['name'] as string;
  return runtimeName(name) === name && kernelName(name) === name;
}

/** A text that is no place in an array ('1:3'). */
function isWord(key: AnyNode): boolean {
  return key.type === 'Literal' && typeof key['value'] === 'string' && !/^[-\s\d:,.]*$/.test(key['value']);
}

/**
 * Whether what is read is taken for a value. Where the key is a variable, only what undefined is wrong for surely: a sum, a text,
 * the cell's last value; `const old = memo[n]` may be asked afterwards.
 */
function isUsed(node: AnyNode, parent: AnyNode, { code, last }: { code: string; last: AnyNode | undefined }): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
      if (order.has(parent['operator'] as string)) return isWord(node['property'] as AnyNode);
      return arithmetic.has(parent['operator'] as string);
    case 'UpdateExpression':
      return true;
    case 'AssignmentExpression':
      if (/^(?:[-+*/%]|\*\*)=$/.test(parent['operator'] as string)) return true;
      if (parent['left'] === node || parent['operator'] !== '=') return false;
      return isWord(node['property'] as AnyNode) && !isAsked(parent['left'] as AnyNode, code);
    case 'TemplateLiteral':
      return true;
    case 'ExpressionStatement':
      return parent === last;
    case 'VariableDeclarator':
      return isWord(node['property'] as AnyNode) && !isAsked(parent['id'] as AnyNode, code);
    case 'CallExpression':
      if (parent['callee'] === node) return false;
      return isWord(node['property'] as AnyNode) || /^console\.\w+$/.test(textOf(parent['callee'] as AnyNode, code));
    case 'ReturnStatement':
    case 'ArrayExpression':
      return isWord(node['property'] as AnyNode);
    default:
      return false;
  }
}

/** Whether a variable is compared, tested or given another value somewhere: then it may be nothing. Patterns (`{ a = 1 }`) ask themselves. */
function isAsked(target: AnyNode, code: string): boolean {
  if (target.type !== 'Identifier') return true;
  const name = (target['name'] as string).replaceAll('$', String.raw`\$`);
  const own = String.raw`(?<![\w$.])${name}(?![\w$])`;
  return new RegExp(
    String.raw`${own}\s*(?:[!=]==?|\?\?|\?(?!:)|\|\||&&|\?\.)|[!(]\s*${own}\s*\)|!\s*${own}|(?:&&|\|\||[!=]==?)\s*${own}|typeof\s+${own}`,
  ).test(code);
}

function textOf({ start, end }: AnyNode, code: string): string {
  return code.slice(start, end);
}
