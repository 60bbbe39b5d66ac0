/**
 * @file Asks a cell's process for answers: the module that `kernelab grade` loads there before the student's first cell.
 * What it gives back is a claim of that process; nothing here knows what would be right.
 */
import { layersOf } from '../check/index.ts';
import { displaySymbol } from '../display/index.ts';
import { fromTyped, NDArray, np, toTyped } from '../array/index.ts';
import { encode, Refusal, type RefusalName } from './encode.ts';
import type { Kind } from './options.ts';
import { valueOf, type Plain } from './plain.ts';

/** The type under which answers leave the process. */
export const ANSWERS = 'application/vnd.kernelab.answers+json';

/** One answer: a value, why it was refused, or the error in its place. */
export type Answer = { value: Plain } | { refused: RefusalName } | { failed: string };

/** Calls an expression with each set of inputs and shows the answers. */
export async function ask(
  kind: Kind,
  expression: (inputs: Record<string, unknown>) => unknown,
  sets: readonly (readonly [string, Plain][])[],
  numerical?: Numerical,
): Promise<object> {
  const answers: Answer[] = [];
  for (const set of sets) {
    // Fresh values for every call: what a call changes stays its own.
    const inputs = Object.fromEntries(set.map(([name, plain]) => [name, valueOf(plain)]));
    const call = numerical === undefined ? () => expression(inputs) : () => gradientOf(expression, inputs, numerical);
    answers.push(await answer(kind, call, inputs));
  }
  return { [displaySymbol]: () => ({ [ANSWERS]: answers, 'text/plain': '' }) };
}

/** Calls an expression once: its value as plain data, or why there is none. */
export async function answer(kind: Kind, call: () => unknown, inputs: Record<string, unknown>): Promise<Answer> {
  try {
    const value: unknown = await call();
    return { value: encode(asked[kind](value, inputs)) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reason };
    return { failed: textOf(error) };
  }
}

/** What of an expression's value is the answer. */
const asked: Readonly<Record<Kind, (value: unknown, inputs: Record<string, unknown>) => unknown>> = {
  expectValue: (value) => value,
  expectShape: (value) => value,
  expectImage: (value) => value,
  expectModel: (value) => layersOf(value as never),
  expectGradient: (value) => gradientIn(value),
  expectTraining: (value, inputs) => predictions(value, inputs),
};

function gradientIn(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 2) return value[1] as unknown;
  throw new Refusal('pair');
}

/** How the numerical gradient is taken. */
export interface Numerical {
  by: string | undefined;
  upstream: string | undefined;
}

/** Half the step of central differences: errors of 1e-10 beside values around 1. */
const STEP = 1e-5;

/** `[value, gradient]` with the gradient of Σ value × upstream by an input, by central differences. */
async function gradientOf(
  expression: (inputs: Record<string, unknown>) => unknown,
  inputs: Record<string, unknown>,
  { by, upstream }: Numerical,
): Promise<[unknown, unknown]> {
  const name = by ?? Object.keys(inputs)[0]!;
  const x = np.array(inputs[name] as never).astype('float64');
  const weights = upstream === undefined ? undefined : numbersOf(inputs[upstream]);
  const total = async (at: NDArray): Promise<number> => {
    const [value] = (await expression({ ...inputs, [name]: at })) as [unknown, unknown];
    const flat = numbersOf(value);
    let sum = 0;
    for (let i = 0; i < flat.length; i++) sum += flat[i]! * (weights?.[i] ?? 1);
    return sum;
  };
  const gradient = new Float64Array(x.size);
  const from = toTyped(x);
  for (let i = 0; i < gradient.length; i++) {
    const moved = async (step: number): Promise<number> => {
      const data = Float64Array.from(from);
      data[i]! += step;
      return total(fromTyped(data, x.shape));
    };
    gradient[i] = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
  }
  return [undefined, fromTyped(gradient, x.shape)];
}

function numbersOf(value: unknown): ArrayLike<number> {
  return typeof value === 'number' ? [value] : toTyped(np.array(value as never));
}

/** The classes that a model, or its output (n, classes), names for the pictures of the first input. */
function predictions(value: unknown, inputs: Record<string, unknown>): unknown {
  const [pictures] = Object.values(inputs);
  const output =
    value instanceof NDArray ? value : ((value as { predict(x: unknown): unknown }).predict(pictures) as NDArray);
  return output.ndim < 2 ? output.astype('int64') : np.argmax(output, -1).astype('int64');
}

function textOf(error: unknown): string {
  try {
    const { name, message } = error as Error;
    return `${name}: ${message}`.slice(0, 500);
  } catch {
    return 'an error that cannot be read';
  }
}
