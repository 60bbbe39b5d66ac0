/**
 * @file Asks a cell's process for answers: the module that `kernelab grade` loads there before the student's first cell.
 * What it gives back is a claim of that process; nothing here knows what would be right.
 */
import { displaySymbol } from '../display/index.ts';
import { np } from '../array/index.ts';
import { encode, Refusal } from './encode.ts';
import type { Kind } from './options.ts';
import { valueOf, type Plain } from './plain.ts';

/** The type under which answers leave the process. */
export const ANSWERS = 'application/vnd.kernelab.answers+json';

/** One answer: a value, or why there is none. */
export type Answer = { value: Plain } | { failed: string };

/** Calls an expression with each set of inputs and shows the answers. */
export async function ask(
  kind: Kind,
  expression: (inputs: Record<string, unknown>) => unknown,
  sets: readonly (readonly [string, Plain][])[],
): Promise<object> {
  const answers: Answer[] = [];
  for (const set of sets) {
    // Fresh values for every call: what a call changes stays its own.
    const inputs = Object.fromEntries(set.map(([name, plain]) => [name, valueOf(plain)]));
    answers.push(await answer(kind, () => expression(inputs), inputs));
  }
  return { [displaySymbol]: () => ({ [ANSWERS]: answers, 'text/plain': '' }) };
}

/** Calls an expression once: its value as plain data, or why there is none. */
export async function answer(kind: Kind, call: () => unknown, inputs: Record<string, unknown>): Promise<Answer> {
  try {
    const value: unknown = await call();
    return {
      value: encode(
        kind === 'expectModel' ? layersOf(value) : kind === 'expectTraining' ? predictions(value, inputs) : value,
      ),
    };
  } catch (error) {
    if (error instanceof Refusal) return { failed: `refused: ${error.reason}` };
    return { failed: textOf(error) };
  }
}

interface ModelLike {
  layers: { constructor: { name: string }; outputShape?: unknown; countParams(): number }[];
  predict(x: unknown): unknown;
}

/** A model as `model.summary()` tells it apart from others: class, output shape and parameters of every layer. */
function layersOf(model: unknown): unknown {
  return (model as ModelLike).layers.map((layer) => ({
    layer: layer.constructor.name,
    output: shapeOf((layer as { output?: { shape?: unknown } }).output?.shape ?? layer.outputShape),
    parameters: layer.countParams(),
  }));
}

function shapeOf(shape: unknown): unknown {
  return Array.isArray(shape) ? shape.map((side) => (typeof side === 'number' ? side : null)) : null;
}

/** The class that a model names for each picture of its first input. */
function predictions(model: unknown, inputs: Record<string, unknown>): unknown {
  const [pictures] = Object.values(inputs);
  const output = (model as ModelLike).predict(pictures);
  return np.argmax(output as never, -1 as never);
}

function textOf(error: unknown): string {
  try {
    const { name, message } = error as Error;
    return `${String(name ?? 'Error')}: ${String(message ?? error)}`.slice(0, 500);
  } catch {
    return 'an error that cannot be read';
  }
}
