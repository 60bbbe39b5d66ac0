/**
 * @file `expectValue` and its kin as a notebook runs them: each compares with the values that `kernelab grade build` wrote into
 * the call, says what is wrong, and gives the points of the cell so far, which nbgrader reads as partial credit. `kernelab
 * grade run` does not run these calls; it reads them (calls.ts).
 */
import { notebookHost } from '../display/index.ts';
import { say, type Text } from '../errors/index.ts';
import { accuracyOf, bandOf } from './bands.ts';
import { difference } from './compare.ts';
import { drawInputs, isDrawn, prepareInputs, type Described, type DrawnArray } from './draw.ts';
import { refusalText } from './encode.ts';
import { readTestOptions, type Kind, type TestOptions } from './options.ts';
import { valueOf, type Plain } from './plain.ts';
import { answer } from './probe.ts';

/** What an expression receives for its inputs. */
export type Given<I> = {
  [K in keyof I]: I[K] extends Described<infer T> ? (unknown extends T ? DrawnArray : T) : I[K];
};

/** Options of a test call; docs/grading.md explains them. */
export type ExpectOptions = Partial<TestOptions>;

type Expect = <I extends Record<string, unknown>>(
  expression: (inputs: Given<I>) => unknown,
  inputs: I,
  options?: ExpectOptions,
) => Promise<number | undefined>;

/** The value of an expression: type, shape, dtype, elements within `tolerance` × max(1, |expected|). */
export const expectValue: Expect = caller('expectValue');
/** Shape and dtype of an array. */
export const expectShape: Expect = caller('expectShape');
/** A picture (h, w) or (h, w, c), each sample within `tolerance` (default 1). */
export const expectImage: Expect = caller('expectImage');
/** The layers of a model: class, output shape, parameters. */
export const expectModel: Expect = caller('expectModel');
/** `[value, gradient]`: the gradient beside the numerical one. */
export const expectGradient: Expect = caller('expectGradient');
/** The share of pictures that a model names rightly, in the bands of `atLeast`. */
export const expectTraining: Expect = caller('expectTraining');

/** Points of the running cell so far. */
let earned = 0;
let host: unknown;

function caller(kind: Kind): Expect {
  return async (expression, inputs, options = {}) => {
    watchCells();
    const read = readTestOptions(kind, options);
    const times = isDrawn(inputs) ? read.times : 1;
    const expected = read.expected === undefined ? undefined : (JSON.parse(read.expected) as Plain[]);
    await prepareInputs(inputs);
    for (let time = 0; time < times; time++) {
      const drawn = drawInputs(inputs, `${read.seed ?? 'public'}/${time}`);
      const values = Object.fromEntries([...drawn].map(([name, plain]) => [name, valueOf(plain)]));
      const claim = await answer(kind, () => expression(values as never), values);
      const right = expected?.[time];
      if (right === undefined) {
        if ('refused' in claim) throw new Error(say(refusalText(claim.refused)));
        if ('failed' in claim) throw new Error(claim.failed);
        continue;
      }
      const fault: Text | undefined =
        'refused' in claim
          ? refusalText(claim.refused)
          : 'failed' in claim
            ? { en: `It ended with an error. ${claim.failed}`, ko: `오류로 끝났습니다. ${claim.failed}` }
            : kind === 'expectTraining'
              ? bandOf(read, accuracyOf(claim.value, right)).fault
              : difference(claim.value, right, { kind, tolerance: read.tolerance });
      if (fault === undefined) continue;
      const points =
        kind === 'expectTraining' && 'value' in claim ? bandOf(read, accuracyOf(claim.value, right)).points : 0;
      earned += points;
      print(`✗ ${points}/${read.points}  ${say(fault)}${read.feedback === undefined ? '' : `\n  ${read.feedback}`}`);
      return earned;
    }
    if (expected === undefined) {
      print(
        say({
          en: `${kind}: it runs. kernelab grade build fills in what it is compared with.`,
          ko: `${kind}: 실행됩니다. 비교할 값은 kernelab grade build가 채웁니다.`,
        }),
      );
      return undefined;
    }
    earned += read.points;
    print(`✓ ${read.points}/${read.points}`);
    return earned;
  };
}

/** The count starts anew with every cell. */
function watchCells(): void {
  const now = notebookHost();
  if (now === undefined || now === host) return;
  host = now;
  now.onCellEnd(() => {
    earned = 0;
  });
}

function print(text: string): void {
  globalThis.console.log(text);
}
