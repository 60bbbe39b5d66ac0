/**
 * @file What `cache` keeps of the first whole pass: elements in memory, or in a file that later programs find again. A
 * file is a line that says what it is, then for each element its head (JSON) and the bytes of its arrays.
 */
import { NDArray, np, toTyped, type DType } from '../../array/index.ts';
import { FormatError } from '../../errors/index.ts';
import { draftPath, factsOf, fileFault, machine, removeQuietly } from '../../platform/index.ts';
import { TextList } from './element.ts';
import type { Pass } from './stages.ts';

/** Elements of the first whole pass, given again by later ones. `count` says when a pass is whole, where that is known. */
export function inMemory(open: () => Pass, count: number | undefined): () => Pass {
  let kept: readonly unknown[] | undefined;
  async function* filling(): AsyncGenerator {
    const elements: unknown[] = [];
    for await (const element of open()) {
      elements.push(element);
      // Whoever knows the number of elements never asks for one more.
      if (elements.length === count) kept = elements;
      yield element;
    }
    kept = elements;
  }
  async function* again(elements: readonly unknown[]): AsyncGenerator {
    yield* elements;
  }
  return () => (kept ? again(kept) : filling());
}

const MARK = 'kernelab dataset 1\n';
const who = 'Dataset.cache';

/** The same in a file: written beside its place, and moved there when the pass is whole. */
export function inFile(open: () => Pass, count: number | undefined, path: string): () => Pass {
  async function* filling(): AsyncGenerator {
    const draft = draftPath(path, 'tmp');
    const doing = <T>(work: () => T): T => {
      try {
        return work();
      } catch (cause) {
        throw fileFault(cause, { who, path, doing: 'write' });
      }
    };
    const file = doing(() => machine.files.open(draft, 'fresh'));
    let isOpen = true;
    const finish = (): void => {
      doing(() => {
        file.sync();
        file.close();
        isOpen = false;
        machine.files.rename(draft, path);
      });
    };
    try {
      doing(() => file.write(new TextEncoder().encode(MARK)));
      let n = 0;
      for await (const element of open()) {
        doing(() => write(file, element));
        if (++n === count) finish();
        yield element;
      }
      if (isOpen) finish();
    } finally {
      if (isOpen) {
        file.close();
        removeQuietly(draft);
      }
    }
  }
  return () => (factsOf(path)?.isFile ? read(path) : filling());
}

/** Where an array of an element lies behind its head. */
interface Stored {
  readonly $array: readonly [dtype: DType, shape: readonly number[]];
}

function write(file: { write(bytes: Uint8Array): void }, element: unknown): void {
  const arrays: Uint8Array[] = [];
  const head = JSON.stringify(element, function (this: Record<string, unknown>, key, value: unknown) {
    const own = this[key]; // before NDArray's own toJSON
    if (own instanceof NDArray) {
      const flat = toTyped(own);
      arrays.push(new Uint8Array(flat.buffer, flat.byteOffset, flat.byteLength));
      return { $array: [own.dtype, own.shape] } satisfies Stored;
    }
    if (own instanceof TextList) return { $texts: [...own] };
    return typeof own === 'number' && !Number.isFinite(own) ? { $number: String(own) } : value;
  });
  const text = new TextEncoder().encode(head);
  file.write(new Uint8Array(Uint32Array.of(text.length).buffer));
  file.write(text);
  for (const bytes of arrays) file.write(bytes);
}

async function* read(path: string): AsyncGenerator {
  const file = openToRead(path);
  try {
    const { size } = file;
    const place = { at: 0 };
    const take = (length: number): Uint8Array => {
      const bytes = new Uint8Array(Math.min(length, size - place.at));
      for (let done = 0; done < bytes.length;) {
        const n = file.read(place.at + done, bytes.subarray(done));
        if (n === 0) break;
        done += n;
      }
      if (bytes.length < length) throw damaged(path);
      place.at += length;
      return bytes;
    };
    if (size < MARK.length || new TextDecoder().decode(take(MARK.length)) !== MARK) throw damaged(path);
    while (place.at < size) {
      const [length] = new Uint32Array(take(4).slice().buffer);
      yield restored(new TextDecoder().decode(take(length!)), take, path);
    }
  } finally {
    file.close();
  }
}

function openToRead(path: string): ReturnType<typeof machine.files.openToRead> {
  try {
    return machine.files.openToRead(path);
  } catch (cause) {
    throw fileFault(cause, { who, path, doing: 'read' });
  }
}

/** An element from its head; arrays follow in the order in which the head names them. */
function restored(head: string, take: (length: number) => Uint8Array, path: string): unknown {
  const revive = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(revive);
    if ('$number' in value) return Number(value.$number);
    if ('$texts' in value) return TextList.from(value.$texts as string[]);
    if (!('$array' in value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each)]));
    const [dtype, shape] = (value as Stored).$array;
    const array = np.zeros(shape, { dtype });
    new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength).set(take(array.data.byteLength));
    return array;
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(head);
  } catch {
    throw damaged(path);
  }
  return revive(parsed);
}

function damaged(path: string): FormatError {
  return new FormatError({
    who,
    rule: {
      en: 'the file must be one that cache has written, and whole',
      ko: 'cache가 쓴 온전한 파일이어야 합니다',
    },
    received: `'${path}'`,
    hint: {
      en: 'Give another name, or remove the file to have it written anew',
      ko: '다른 이름을 주거나, 파일을 지워 다시 쓰게 하세요',
    },
  });
}
