/**
 * @file h5wasm (HDF5 compiled to WebAssembly) and its files. It is loaded on first use. Its file system is Emscripten's, in
 * memory; here its nodes read from a source of ours, or write into memory that is there from the start.
 */
import type { ByteSource } from '../../platform/index.ts';

type H5Wasm = typeof import('h5wasm');

/** What is used of Emscripten's file system (its `FS`); h5wasm's types leave most of it out. */
interface EmscriptenFiles {
  create(path: string, mode: number): EmscriptenNode;
  lookupPath(path: string): { node: EmscriptenNode };
  unlink(path: string): void;
}

/** A file in memory: the first `usedBytes` of `contents`, which may be longer. */
interface EmscriptenNode {
  contents: Uint8Array | null;
  usedBytes: number;
  stream_ops: object;
}

/** Fills `heap` from `offset` on; gives the number of bytes. */
type Read = (stream: unknown, heap: Uint8Array, offset: number, length: number, position: number) => number;

export interface H5Library {
  readonly h5: H5Wasm;
  /** The path under which the library finds a source, until `unmount`. */
  readonly mount: (source: ByteSource) => string;
  readonly unmount: (path: string) => void;
  /** The bytes of the file that `write` makes under the path it is given. `space`: about so many will come. */
  readonly make: (space: number, write: (path: string) => void) => Uint8Array;
}

let nextFile = 0;

let copies = 0;

/**
 * Forgets the library after a fault in its WebAssembly, from which it does not recover: every later file, whole or not, would
 * fail as well. Errors that HDF5 itself reports leave it sound.
 */
export function afterFault(cause: unknown): void {
  const aborted = cause instanceof Error && cause.message.startsWith('Aborted(');
  if (aborted || cause instanceof WebAssembly.RuntimeError) copies += 1;
}

export async function loadH5wasm(): Promise<H5Library> {
  // A module of another address is another copy.
  const h5 =
    copies === 0
      ? await import('h5wasm')
      : ((await import(`${import.meta.resolve('h5wasm')}?copy=${copies}`)) as H5Wasm);
  const module = await h5.ready;
  // errors of HDF5 come as exceptions; otherwise it prints its whole stack to stderr and goes on
  module.activate_throwing_error_handler();
  const files = module.FS as unknown as EmscriptenFiles;
  return {
    h5,
    mount(source) {
      const path = `read-${nextFile++}.h5`;
      const node = files.create(path, 0o444);
      const read: Read = (_stream, heap, offset, length, position) =>
        position >= source.size ? 0 : source.read(position, asBytes(heap, offset, length));
      node.stream_ops = { ...node.stream_ops, read };
      node.usedBytes = source.size;
      return path;
    },
    unmount: (path) => files.unlink(path),
    make(space, write) {
      const path = `write-${nextFile++}.h5`;
      const node = files.create(path, 0o666);
      try {
        // Opening empties a file, and its first bytes then take the place of its memory: so it grows right after them.
        const { stream_ops: ops } = node as { stream_ops: { write: (...args: unknown[]) => number } };
        node.stream_ops = {
          ...ops,
          write: (...args: unknown[]) => {
            const count = ops.write(...args);
            if (node.contents && node.contents.length < space) node.contents = grown(node.contents, space);
            return count;
          },
        };
        write(path);
        return node.contents!.subarray(0, node.usedBytes);
      } finally {
        files.unlink(path);
      }
    },
  };
}

function asBytes({ buffer, byteOffset }: Uint8Array, offset: number, length: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset + offset, length);
}

function grown(bytes: Uint8Array, size: number): Uint8Array {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}
