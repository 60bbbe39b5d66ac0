/**
 * @file Parameters with a default value and without a type. For TypeScript `f(size = 3)` takes numbers only; in JavaScript
 * (and in Python) a default says what there is when nothing is given, and not what may be given. So the type checker
 * reads the parameter as if its type were written: `f(size: any = 3)`.
 */
import { children, isFunction, type AnyNode } from './ast.ts';

/** A text that is put behind an offset of a cell. */
export interface Insertion {
  at: number;
  text: string;
}

/** What is to be inserted, in the order of the cell. */
export function looseParameters(program: AnyNode, code: string): Insertion[] {
  const found: Insertion[] = [];
  const visit = (node: AnyNode): void => {
    if (isFunction(node)) {
      for (const param of node['params'] as AnyNode[]) {
        if (param.type !== 'AssignmentPattern') continue;
        const [left, right] = [param['left'] as AnyNode, param['right'] as AnyNode];
        // (Types are gone from the tree, not from the text.)
        const isTyped = !/^[\s)]*=$/.test(code.slice(left.end, right.start).replace(/[\s(]*$/, ''));
        if (!isTyped) found.push({ at: left.end, text: `: ${typeOf(left)}` });
      }
    }
    for (const child of children(node)) visit(child);
  };
  visit(program);
  return found.sort((a, b) => a.at - b.at);
}

/** Of `{ filters, act = 'relu' }` the names stay known, so that a misspelt one is found. */
function typeOf(target: AnyNode): string {
  if (target.type !== 'ObjectPattern') return 'any';
  const names: string[] = [];
  for (const property of target['properties'] as AnyNode[]) {
    const key = property['key'] as AnyNode | undefined;
    if (property.type !== 'Property' || property['computed'] || key?.type !== 'Identifier') return 'any';
    names.push(key['name'] as string);
  }
  return names.length === 0 ? 'any' : `{ ${names.map((name) => `${name}?: any`).join('; ')} }`;
}
