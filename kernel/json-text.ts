/**
 * @file A value as the JSON text it travels in. What a cell shows is written as JSON once, in the cell's process, and
 * goes to the front end as that very text; only who wants to look into it parses.
 */

/** JSON in UTF-8 of a value of type T. */
export class JsonText<T = unknown> {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Writes a value as JSON. */
  static of<T>(value: T): JsonText<T> {
    return new JsonText<T>(new TextEncoder().encode(JSON.stringify(value)));
  }

  /** The value, parsed at each call. */
  value(): T {
    return JSON.parse(new TextDecoder().decode(this.bytes)) as T;
  }
}
