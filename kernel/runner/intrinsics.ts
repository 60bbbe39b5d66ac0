/**
 * @file Whether the objects that JavaScript itself and Node stand on still have their methods. A cell may have taken one away
 * (`Array.prototype.map = null`); every later cell would fail in strange ways. Putting another function there is no harm.
 */

const { getOwnPropertyDescriptor, getOwnPropertyNames } = Object;

const holders: object[] = [
  Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Promise, Map, Set, WeakMap, WeakSet, WeakRef, RegExp,
  Date, Error, ArrayBuffer, DataView, Uint8Array, Buffer, Object.getPrototypeOf(Uint8Array) as object,
].flatMap((each) => [each, (each as { prototype: object }).prototype]); // prettier-ignore

const methods: (readonly [object, PropertyKey])[] = [...holders, JSON, Reflect].flatMap((holder) =>
  [...getOwnPropertyNames(holder), Symbol.iterator]
    .filter((name) => typeof getOwnPropertyDescriptor(holder, name)?.value === 'function')
    .map((name) => [holder, name] as const),
);

/** False after a method was taken away. It uses nothing that could be. */
export function areWhole(): boolean {
  for (let i = 0; i < methods.length; i++) {
    const method = methods[i]!;
    if (typeof getOwnPropertyDescriptor(method[0], method[1])?.value !== 'function') return false;
  }
  return true;
}
