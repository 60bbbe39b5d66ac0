/**
 * @file Names that a cell only mentions in functions it declares and does not call itself. Who declares `train()` may
 * declare the `step()` in it in a later cell: such a name need not exist before the function is called.
 */
import { boundNames, children, isFunction, type AnyNode } from './ast.ts';
import type { FreeReference } from './scope.ts';

/** A declaration of the top level, and the parts of it that run when it is called. */
interface Callable {
  names: readonly string[];
  bodies: readonly AnyNode[];
}

/** Where the references start that are evaluated in no code this cell runs. */
export function laterReferences(program: AnyNode, references: readonly FreeReference[]): Set<number> {
  const callables = (program['body'] as AnyNode[]).flatMap(callablesIn);
  const owner = ({ start }: FreeReference): Callable | undefined =>
    callables.find(({ bodies }) => bodies.some((body) => body.start <= start && start < body.end));
  const called = new Set<Callable>();
  const call = (among: readonly FreeReference[]): void => {
    for (const { name, start } of among) {
      for (const callable of callables) {
        if (called.has(callable) || !callable.names.includes(name) || isDeclaration(program, start)) continue;
        called.add(callable);
        call(references.filter((reference) => owner(reference) === callable));
      }
    }
  };
  call(references.filter((reference) => owner(reference) === undefined));
  const later = references.filter((reference) => {
    const callable = owner(reference);
    return callable !== undefined && !called.has(callable);
  });
  return new Set(later.map(({ start }) => start));
}

function callablesIn(statement: AnyNode): Callable[] {
  const declaration = statement.type.startsWith('Export') ? (statement['declaration'] as AnyNode | null) : statement;
  if (!declaration) return [];
  if (declaration.type === 'FunctionDeclaration' && declaration['id']) {
    return [{ names: boundNames(declaration['id'] as AnyNode), bodies: [declaration['body'] as AnyNode] }];
  }
  if (declaration.type === 'ClassDeclaration' && declaration['id']) {
    const members = (declaration['body'] as AnyNode)['body'] as AnyNode[];
    const methods = members.filter(({ type }) => type === 'MethodDefinition').map(({ value }) => value as AnyNode);
    return [{ names: boundNames(declaration['id'] as AnyNode), bodies: methods }];
  }
  if (declaration.type !== 'VariableDeclaration') return [];
  return (declaration['declarations'] as AnyNode[]).flatMap(({ id, init }) =>
    init && isFunction(init as AnyNode)
      ? [{ names: boundNames(id as AnyNode), bodies: [(init as AnyNode)['body'] as AnyNode] }]
      : [],
  );
}

/** Whether an identifier is the name in a declaration, which calls nothing. */
function isDeclaration(program: AnyNode, start: number): boolean {
  return (program['body'] as AnyNode[]).some((statement) => {
    const declaration = statement.type.startsWith('Export') ? (statement['declaration'] as AnyNode | null) : statement;
    if (!declaration || start < declaration.start || start >= declaration.end) return false;
    const ids = [declaration, ...children(declaration)].map(({ id }) => id as AnyNode | null | undefined);
    return ids.some((id) => id?.start === start);
  });
}
