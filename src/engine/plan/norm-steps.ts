/**
 * @file The steps of batch normalization in a chain, joined: (x - mean) factor + shift and relu, a gradient where that is above 0, and the
 * gradient towards x, each as one step. Found by what each step reads, since other steps may stand between; not a bit changes.
 */
import { Step } from '../generated/steps.ts';
import type { Words } from '../instructions.ts';

/** Codes from here on are of steps on values. */
export const FIRST_VALUE = Step.add;

/** Operands from here on are addresses (FIRST_ADDRESS in wasm/graph/chain.ts). */
export const FIRST_ADDRESS = 1024;

/** A step as it is looked for: its code, what it writes, and its operands with the steps that made them. */
interface Found {
  readonly code: number;
  readonly out: number;
  readonly from: readonly number[];
  /** The step that made each operand; -1 for what is fetched once, and for memory. */
  readonly makers: readonly number[];
}

/** The steps with those of normalization joined. `zeros`: slots full of 0; `fixed`: slots that hold the same in every block. */
export function normalized(
  steps: readonly Words[],
  { zeros, fixed }: { zeros: ReadonlySet<number>; fixed: ReadonlySet<number> },
): readonly Words[] {
  return new Joining(steps, zeros, fixed).steps();
}

class Joining {
  private readonly found: readonly Found[];
  private readonly made: (Words | undefined)[];
  private readonly readers: number[];
  private readonly zeros: ReadonlySet<number>;
  private readonly fixed: ReadonlySet<number>;

  constructor(steps: readonly Words[], zeros: ReadonlySet<number>, fixed: ReadonlySet<number>) {
    this.zeros = zeros;
    this.fixed = fixed;
    this.made = [...steps];
    const last = new Map<number, number>();
    this.readers = steps.map(() => 0);
    this.found = steps.map((step, i) => {
      const [code, out, ...operands] = step as [number, number, ...number[]];
      const from = code >= FIRST_VALUE ? operands : fills(code) ? [] : [out];
      // Operands that a step does not have repeat its first.
      const makers = from.map((operand) => last.get(operand) ?? -1);
      for (const maker of new Set(makers)) if (maker >= 0) this.readers[maker]!++;
      if (fills(code)) last.set(out, i);
      return { code, out, from, makers };
    });
  }

  steps(): readonly Words[] {
    this.found.forEach((step, i) => {
      if (step.code === Step.select) this.positive(i);
      else if (step.code === Step.relu) this.relu(i);
    });
    this.found.forEach((step, i) => {
      if (step.code === Step.mul) this.gradient(i);
    });
    this.found.forEach((step, i) => {
      if (step.code === Step.mul && this.made[i] !== undefined) this.product(i);
    });
    // A difference that nobody reads any more.
    this.found.forEach(({ code, out }, i) => {
      if (code === Step.sub && out < FIRST_ADDRESS && this.readers[i] === 0) this.made[i] = undefined;
    });
    return this.made.filter((step) => step !== undefined);
  }

  /** relu((x - mean) factor + shift). */
  private relu(i: number): void {
    const sum = this.norm(this.found[i]!.makers[0]!);
    if (sum === undefined) return;
    this.replace(i, [Step.normRelu, this.found[i]!.out, ...sum.operands], sum.gone, sum.centred);
  }

  /** dy where (x - mean) factor + shift > 0. */
  private positive(i: number): void {
    const { out, from, makers } = this.found[i]!;
    const asked = makers[0]!;
    if (!this.zeros.has(from[2]!) || !this.isAlone(asked, Step.greater)) return;
    const { from: compared, makers: behind } = this.found[asked]!;
    const sum = this.zeros.has(compared[1]!) ? this.norm(behind[0]!) : undefined;
    if (sum === undefined) return;
    this.replace(i, [Step.normPositive, out, ...sum.operands, from[1]!], [asked, ...sum.gone], sum.centred);
  }

  /** ((dy - a) - (x - mean) slope) factor. */
  private gradient(i: number): void {
    const { out, from, makers } = this.found[i]!;
    const [outer, factor] = [makers[0]!, from[1]!];
    if (!this.fixed.has(factor) || !this.isAlone(outer, Step.sub)) return;
    const [first, second] = this.found[outer]!.makers as [number, number];
    if (!this.isAlone(first, Step.sub) || !this.isAlone(second, Step.mul)) return;
    const [dy, a] = this.found[first]!.from as [number, number];
    const [, slope] = this.found[second]!.from as [number, number];
    const centred = this.found[second]!.makers[0]!;
    const [x, mean] = this.centre(centred) ?? [];
    if (x === undefined || mean === undefined || !this.fixed.has(a) || !this.fixed.has(slope)) return;
    // dy is read later than before: its slot must still hold it.
    const gone = [first, second, outer];
    const isWritten = this.found.some(
      (step, k) => k > first && k < i && step.out === dy && this.made[k] && !gone.includes(k) && fills(step.code),
    );
    if (isWritten) return;
    this.replace(i, [Step.normGradient, out, dy, a, x, mean, slope, factor], gone, centred);
  }

  /** (x - mean) dy, of a difference that others need too. */
  private product(i: number): void {
    const { out, from, makers } = this.found[i]!;
    const side = this.centre(makers[0]!) ? 0 : this.centre(makers[1]!) ? 1 : undefined;
    if (side === undefined || from[0] === from[1]) return;
    const [x, mean] = this.centre(makers[side]!)!;
    this.replace(i, [Step.subMul, out, x!, mean!, from[1 - side]!], [], makers[side]!);
  }

  /** The operands x, mean, factor, shift of a sum that is read once, and the steps that are then not needed. */
  private norm(sum: number): { operands: readonly number[]; gone: readonly number[]; centred: number } | undefined {
    if (!this.isAlone(sum, Step.add)) return undefined;
    const { from: added, makers: behind } = this.found[sum]!;
    const product = behind[0]!;
    if (!this.fixed.has(added[1]!) || !this.isAlone(product, Step.mul)) return undefined;
    const { from: factors, makers } = this.found[product]!;
    const centre = this.centre(makers[0]!);
    if (centre === undefined || !this.fixed.has(factors[1]!)) return undefined;
    return { operands: [...centre, factors[1]!, added[1]!], gone: [product, sum], centred: makers[0]! };
  }

  /** x and mean of a difference that can be computed anywhere: x in memory, mean the same in every block. */
  private centre(i: number): readonly number[] | undefined {
    const step = this.found[i];
    if (step?.code !== Step.sub) return undefined;
    const [x, mean] = step.from as [number, number];
    return x >= FIRST_ADDRESS && this.fixed.has(mean) ? [x, mean] : undefined;
  }

  /** Whether a step of this code makes a value that stands in a slot and that one step reads. */
  private isAlone(i: number, code: number): boolean {
    const step = this.found[i];
    return step?.code === code && step.out < FIRST_ADDRESS && this.readers[i] === 1 && this.made[i] !== undefined;
  }

  /** Puts a step in the place of another; those that are gone no longer read. */
  private replace(i: number, step: Words, gone: readonly number[], centred: number): void {
    this.made[i] = step;
    for (const each of gone) this.made[each] = undefined;
    this.readers[centred]!--;
  }
}

/** Steps that fill their slot: those on values, and some of memory; the others read it. */
function fills(code: number): boolean {
  if (code >= FIRST_VALUE) return true;
  return code === Step.load || code === Step.loadMask || code === Step.literal || code === Step.uniform;
}
