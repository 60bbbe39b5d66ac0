/** @file Classes of your own, so that saved models find them again: `registerKerasSerializable` and `customObjects`. */
import { optionNames, own } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { known } from '../common/arguments.ts';
import { withoutGroup } from '../common/names.ts';

/** A class (or function) that a config may name. */
export type CustomObject = (new (...args: never[]) => object) | ((...args: never[]) => unknown);

const REGISTER = optionNames<{ package?: string; name?: string }>()('package name');

const registered = new Map<string, CustomObject>();
const names = new Map<unknown, string>();

/** Registers a class under `package>name`, as Keras's decorator does; gives the class back. */
export function registerKerasSerializable<T extends CustomObject>(
  target: T,
  options: {
    /** Goes before the name. Default 'Custom'. */
    package?: string;
    /** Name in files; default the class's name. */
    name?: string;
  } = {},
): T {
  const { package: group = 'Custom', name = target.name } = known('registerKerasSerializable', options, REGISTER);
  const key = `${group}>${name}`;
  if (name === '')
    throw new ValueError({
      who: 'registerKerasSerializable',
      rule: { en: 'needs a class with a name', ko: '이름이 있는 클래스가 필요합니다' },
    });
  registered.set(key, target);
  names.set(target, key);
  return target;
}

/** `package>name` of a registered class, or undefined. */
export function registeredName(target: unknown): string | undefined {
  return names.get(target);
}

/** A class by its registered name or plain name; `customObjects` of the call come first. */
export function findCustom(
  className: string,
  registeredAs: string | null,
  customObjects: Readonly<Record<string, CustomObject>>,
): CustomObject | undefined {
  const names = [className, ...(registeredAs === null ? [] : [registeredAs]), withoutGroup(className)];
  for (const name of names) {
    const given = own(customObjects, name);
    if (given) return given;
  }
  for (const name of names) {
    const known = registered.get(name);
    if (known) return known;
  }
  for (const [key, target] of registered) if (key.endsWith(`>${withoutGroup(className)}`)) return target;
  return undefined;
}
