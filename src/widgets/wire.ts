/**
 * @file How a widget's state travels: JSON with Python's names, other widgets as `IPY_MODEL_…`, bytes as buffers beside it
 * with the paths to where they belong (https://github.com/jupyter-widgets/ipywidgets, protocol 2.1).
 */
import { describe, isPlainObject } from '../arguments/index.ts';
import { NDArray } from '../array/index.ts';
import { ValueError } from '../errors/index.ts';

/** A path into a state: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** A state on its way. */
export interface Packed {
  readonly state: Record<string, unknown>;
  readonly paths: readonly Path[];
  readonly buffers: readonly Uint8Array[];
}

/** What other widgets in a state are asked for. */
export interface Reference {
  readonly id: string;
}

/** `readoutFormat` as the front end knows it: `readout_format`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `readout_format` as it is called here: `readoutFormat`. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[a-z\d])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Takes the bytes out of a state. Fields without a value are left out.
 * @throws ValueError for what JSON has no word for
 */
export function packed(
  who: string,
  state: Readonly<Record<string, unknown>>,
  isWidget: (value: unknown) => value is Reference,
): Packed {
  const paths: Path[] = [];
  const buffers: Uint8Array[] = [];
  const inside = new Set<object>();
  /** A value without bytes; undefined: it was bytes. */
  const plain = (value: unknown, path: Path): unknown => {
    const refuse = (rule: { en: string; ko: string }): ValueError =>
      new ValueError({ who, rule, received: `${path.join('.')}: ${describe(value)}` });
    if (isWidget(value)) return `IPY_MODEL_${value.id}`;
    const bytes = bytesOf(value);
    if (bytes) {
      paths.push(path);
      buffers.push(bytes);
      return undefined;
    }
    if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return value;
    if (value instanceof Date) return value.toISOString();
    if (value instanceof NDArray) {
      return fields({ dtype: value.dtype, shape: [...value.shape], data: value.copy().data }, path);
    }
    if (typeof value !== 'object' || !(Array.isArray(value) || isPlainObject(value)))
      throw refuse({
        en: 'a state holds texts, numbers, true and false, lists, plain objects, arrays and bytes',
        ko: '상태에 쓸 수 있는 것: 문자열, 수, true·false, 리스트, 객체, 배열, 바이트',
      });
    if (inside.has(value))
      throw refuse({ en: 'a state must not hold itself', ko: '상태는 자기 자신을 담을 수 없습니다' });
    inside.add(value);
    const result = Array.isArray(value)
      ? value.map((each, i) => plain(each, [...path, i]) ?? null)
      : fields(value, path);
    inside.delete(value);
    return result;
  };
  const fields = (from: Readonly<Record<string, unknown>>, path: Path): Record<string, unknown> => {
    const into: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(from)) {
      const made = plain(value, [...path, name]);
      if (made !== undefined) into[name] = made;
    }
    return into;
  };
  return { state: fields(state, []), paths, buffers };
}

/** Puts buffers back to where they belong. What has no such place is left out. */
export function unpacked(
  state: Readonly<Record<string, unknown>>,
  paths: readonly Path[],
  buffers: readonly Uint8Array[],
): Record<string, unknown> {
  const whole = structuredClone(state) as Record<string, unknown>;
  paths.forEach((path, i) => {
    const last = path.at(-1);
    let place: unknown = whole;
    for (const step of path.slice(0, -1))
      place = isObject(place) && Object.hasOwn(place, step) ? place[step] : undefined;
    if (isObject(place) && last !== undefined && last !== '__proto__' && buffers[i]) place[last] = buffers[i];
  });
  return whole;
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof ArrayBuffer || (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer))
    return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
}
