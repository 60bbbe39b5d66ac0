/**
 * @file The one place where our spelling (`kernelSize`, `beta1`) and Keras's (`kernel_size`, `beta_1`) meet, used by
 * saving, loading and the hints on misspelt options. Data such as log keys and weight names is never translated.
 */
import { own } from '../../arguments/index.ts';

/** Options whose Keras spelling does not follow from ours by rule. */
const IRREGULAR: Readonly<Record<string, string>> = {
  beta1: 'beta_1',
  beta2: 'beta_2',
  l1: 'l1',
  l2: 'l2',
  l2LrPower: 'l2_lr_power',
};
const IRREGULAR_BACK: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(IRREGULAR).map(([ours, theirs]) => [theirs, ours]),
);

/** `Custom>Adam` → `Adam`: the name of a class without the group it was registered under. */
export function withoutGroup(className: string): string {
  return className.slice(className.lastIndexOf('>') + 1);
}

/** `kernelSize` → `kernel_size`, `beta1` → `beta_1`. */
export function toSnake(name: string): string {
  return own(IRREGULAR, name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `kernel_size` → `kernelSize`, `beta_1` → `beta1`. */
export function toCamel(name: string): string {
  return own(IRREGULAR_BACK, name) ?? name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A class name as Keras writes it in paths and default names: `Conv2D` → `conv2d`, `MaxPooling2D` → `max_pooling2d`. */
export function classToSnake(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** The same object with its own keys (not those of nested objects) in our spelling. */
export function camelKeys(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [toCamel(key), value]));
}

/** Names that the editor offers inside quotes; any other text stays possible (other spellings, and the error names the nearest). */
export type Named<T extends string> = T | (string & Record<never, never>);
