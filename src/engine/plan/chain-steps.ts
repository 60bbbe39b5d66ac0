/**
 * @file Fewer steps for the same chain, once addresses are known: what would be copied is worked on in memory, and two neighbouring steps
 * of which the second alone reads the first's result become one. Not a bit changes by either. norm-steps.ts joins more than two.
 */
import { Step } from '../generated/steps.ts';
import type { Words } from '../instructions.ts';
import { FIRST_ADDRESS, FIRST_VALUE, normalized } from './norm-steps.ts';

/** The steps of a chain of n elements without those that can be spared; `once`: what is fetched before them. */
export function shortened(steps: readonly Words[], once: readonly Words[], n: number): Words[] {
  const zeros = new Set(once.filter(([code, , word]) => code === Step.literal && word === 0).map(([, slot]) => slot!));
  const fixed = new Set(once.map(([, slot]) => slot!));
  return paired(normalized(withoutCopies(steps, n), { zeros, fixed }), zeros);
}

/**
 * Steps that work on memory itself: what a load or store would copy is read or written by the steps on it, by its address in
 * place of a slot. Not where a variable is changed in place, whose old value may still be read, nor (for stores) where the last
 * vectors would reach past the end of n elements.
 */
function withoutCopies(steps: readonly Words[], n: number): Words[] {
  const addresses = (...codes: number[]): Set<number> =>
    new Set(steps.filter(([code]) => codes.includes(code!)).map((step) => step[2]!));
  const read = addresses(Step.load, Step.loadMask, Step.uniform);
  const written = addresses(Step.store, Step.storeMask);
  const places = new Map<number, number>();
  const placeOf = (slot: number): number => places.get(slot) ?? slot;
  const kept: Words[] = [];
  steps.forEach((step, i) => {
    const [code, slot, a, b, c] = step as [number, number, number, number, number];
    if (code === Step.load && b === 0 && !written.has(a)) places.set(slot, a);
    else if (code === Step.store) {
      if (places.get(slot) !== a) kept.push([code, placeOf(slot), a, b, c]);
    } else if (code === Step.storeMask || code === Step.accumulate) kept.push([code, placeOf(slot), a, b, c]);
    else if (code < FIRST_VALUE) {
      places.delete(slot);
      kept.push(step);
    } else {
      const from = [a, b, c].map(placeOf);
      const target = n % 8 === 0 ? storeOf(steps, i) : undefined;
      if (target === undefined || read.has(target)) places.delete(slot);
      else places.set(slot, target);
      kept.push([code, placeOf(slot), ...from]);
    }
  });
  return kept;
}

/** Where the value that step `i` makes is stored, if it is. */
function storeOf(steps: readonly Words[], i: number): number | undefined {
  const slot = steps[i]![1];
  for (const step of steps.slice(i + 1)) {
    if (step[1] !== slot) continue;
    if (step[0] === Step.store) return step[2];
    if (step[0] !== Step.storeMask && step[0] !== Step.accumulate) return undefined;
  }
  return undefined;
}

/** Joins neighbours: (a - b) c, a b + c, relu(a + b), and b where a > 0. `zeros`: slots full of 0. */
function paired(steps: readonly Words[], zeros: ReadonlySet<number>): Words[] {
  const made: Words[] = [];
  for (let i = 0; i < steps.length; i++) {
    const next = steps[i + 1];
    const joined = next && isReadOnce(steps, i) ? pair(steps[i]!, next, zeros) : undefined;
    made.push(joined ?? steps[i]!);
    if (joined) i++;
  }
  return made;
}

/** Whether a step's result stands in a slot that the next step alone reads. */
function isReadOnce(steps: readonly Words[], i: number): boolean {
  const [code, slot] = steps[i] as [number, number];
  if (code < FIRST_VALUE || slot >= FIRST_ADDRESS) return false;
  if (steps[i + 1]![1] === slot && steps[i + 1]![0]! >= FIRST_VALUE) return true;
  for (const [other, out, ...from] of steps.slice(i + 2)) {
    if (other! >= FIRST_VALUE ? from.includes(slot) : isRead(other!) && out === slot) return false;
    if (out === slot) return true;
  }
  return true;
}

/** Steps of memory that read their slot. */
function isRead(code: number): boolean {
  return code === Step.store || code === Step.storeMask || code === Step.accumulate;
}

/** The one step that does what two do, if there is one. */
function pair(first: Words, second: Words, zeros: ReadonlySet<number>): Words | undefined {
  const [code, made, a, b] = first as [number, number, number, number];
  const [then, out, x, y, z] = second as [number, number, number, number, number];
  const isOnce = (x === made) !== (y === made);
  const other = x === made ? y : x;
  if (code === Step.sub && then === Step.mul && isOnce) return [Step.subMul, out, a, b, other];
  if (code === Step.mul && then === Step.add && isOnce) return [Step.mulAdd, out, a, b, other];
  if (code === Step.add && then === Step.relu && x === made) return [Step.addRelu, out, a, b, a];
  const isPositive = code === Step.greater && zeros.has(b) && then === Step.select;
  if (isPositive && x === made && y !== made && zeros.has(z)) return [Step.wherePositive, out, a, y, a];
  return undefined;
}
