/** @file Which variables an optimizer has ever moved: teaching calls say when a model still has its random first weights. */
import type { Variable } from '../../engine/index.ts';
import type { Weight } from './weight.ts';

const moved = new WeakSet<Variable>();

/** Notes that an optimizer moves these. */
export function markTrained(variables: Iterable<Variable>): void {
  for (const variable of variables) moved.add(variable);
}

/** Whether a weight was trained, set or loaded since it was made. */
export function isTouched(weight: Weight): boolean {
  return weight.writes > 0 || moved.has(weight.variable);
}
