/**
 * @file Which names of a frame have no value yet where V8 stands: their `const`, `let` or `class` is further down. V8 itself does
 * not always say so. A name that nothing reads too early keeps its place in the machine from one turn of a loop to the next, and
 * with it the value of the turn before.
 */
import { boundNames, children, isFunction, type AnyNode } from '../compile/ast.ts';
import { parseProgram } from '../compile/cell.ts';
import type { Place } from './positions.ts';

/** The names that are not set yet at a place of a script; none where its code does not parse. */
export function unsetAt(code: string, place: Place): string[] {
  let program: AnyNode;
  try {
    program = parseProgram(code);
  } catch {
    return [];
  }
  const offset = offsetOf(code, place);
  const isUnset = new Map<string, boolean>();
  // Inner blocks first: their names hide those of outer ones.
  for (const node of around(program, offset).toReversed()) {
    for (const [name, from] of declaredIn(node)) {
      if (!isUnset.has(name)) isUnset.set(name, from > offset);
    }
    // What an outer function has is V8's to say: it is kept apart from the machine's places.
    if (isFunction(node)) break;
  }
  return [...isUnset].flatMap(([name, unset]) => (unset ? name : []));
}

function offsetOf(code: string, { line, column }: Place): number {
  let start = 0;
  for (let i = 0; i < line; i++) start = code.indexOf('\n', start) + 1;
  return start + column;
}

/** The nodes that a place lies in, the outermost first. */
function around(program: AnyNode, offset: number): AnyNode[] {
  const path = [program];
  for (;;) {
    const inner = [...children(path.at(-1)!)].find(({ start, end }) => start <= offset && offset < end);
    if (!inner) return path;
    path.push(inner);
  }
}

/** The names that a node makes for what is in it, each with the offset from which on it is set. */
function* declaredIn(node: AnyNode): Generator<[name: string, from: number]> {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return yield* namesOf(node['body'] as AnyNode[]);
    case 'SwitchStatement':
      return yield* namesOf((node['cases'] as AnyNode[]).flatMap((each) => each['consequent'] as AnyNode[]));
    case 'ForStatement':
      return yield* namesOf(node['init'] ? [node['init'] as AnyNode] : []);
    case 'ForInStatement':
    case 'ForOfStatement': {
      const from = (node['body'] as AnyNode).start;
      for (const [name] of namesOf([node['left'] as AnyNode])) yield [name, from];
    }
  }
}

function* namesOf(statements: readonly AnyNode[]): Generator<[name: string, from: number]> {
  for (const statement of statements) {
    if (statement.type === 'VariableDeclaration' && statement['kind'] !== 'var') {
      for (const declarator of statement['declarations'] as AnyNode[]) {
        for (const name of boundNames(declarator['id'] as AnyNode)) yield [name, declarator.end];
      }
    } else if (statement.type === 'ClassDeclaration') {
      yield [(statement['id'] as AnyNode)['name'] as string, statement.end];
    }
  }
}
