/**
 * @file What the library needs of the machine it runs on, as one small interface. `machine.node.ts` is the
 * implementation for Node; one for a browser is a file beside it, chosen in `current.ts`. Faults of `FileSystem` are
 * errors with Node's `code`; `files.ts` turns them into FileErrors.
 */

/** The machine: what differs between Node, a browser's worker and a test's memory. */
export interface Machine {
  readonly files: FileSystem;
  readonly paths: Paths;
  readonly assets: Assets;
  readonly threads: Threads;
  readonly memory: Memory;
  readonly terminal: Terminal;
  readonly timers: Timers;
  readonly host: Host;
  readonly codecs: Codecs;
  readonly network: Network;
}

/** Files and folders. Everything is synchronous, as in Python: a cell's lines happen in their order. */
export interface FileSystem {
  /** The whole content. Faults carry Node's codes: ENOENT, EISDIR, ENOTDIR, EACCES, … */
  read(path: string): Uint8Array<ArrayBuffer>;
  /** Opens for reading here and there. */
  openToRead(path: string): ReadableFile;
  /** Opens for writing: `'fresh'` fails with EEXIST when the name is taken, `'append'` goes on at the end. */
  open(path: string, how: 'fresh' | 'append' | 'overwrite'): OpenFile;
  /** The content in pieces, for files that need not fit into memory. */
  pieces(path: string, from?: number): AsyncIterable<Uint8Array>;
  /** What lies in a folder, in no order. Links are described by what they lead to. */
  list(folder: string): FolderEntry[];
  /** What is at this place (links are followed), or undefined when there is nothing or it cannot be reached. */
  facts(path: string): FileFacts | undefined;
  /** Where a chain of links ends, also when nothing is there yet; a path that is no link comes back as it is. */
  linkEnd(path: string): string;
  /** Makes one folder in a folder that is there. */
  makeFolder(path: string): void;
  /** Moves, replacing a file of the new name in one step. */
  rename(from: string, to: string): void;
  copy(from: string, to: string): void;
  /** Removes a file or a folder with all that is in it; nothing happens where nothing is. */
  remove(path: string): void;
  setMode(path: string, mode: number): void;
  /** Sets the time of the last change to now. */
  touch(path: string): void;
}

/** A file that is being written. */
export interface OpenFile {
  readonly size: number;
  write(bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Waits until the bytes are on the disk: else a power cut may leave a name without its bytes. */
  sync(): void;
  close(): void;
}

/** A file that is being read. */
export interface ReadableFile {
  readonly size: number;
  /** Fills `into` from this place on; gives how many bytes there were (0 at the end). */
  read(at: number, into: Uint8Array): number;
  close(): void;
}

export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
  /** Permission bits, 0o644. */
  readonly mode: number;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isFolder: boolean;
  /** A link; what the other two say is about the place it leads to. */
  readonly isLink: boolean;
}

/** Arithmetic with paths, and the places a process knows. */
export interface Paths {
  join(...parts: string[]): string;
  dirname(path: string): string;
  basename(path: string): string;
  isAbsolute(path: string): boolean;
  resolve(...parts: string[]): string;
  relative(from: string, to: string): string;
  normalize(path: string): string;
  /** `/` or `\`. */
  readonly separator: string;
  /** The path of a `file:` address. */
  fromUrl(url: string): string;
  /** Where relative paths start. */
  workingFolder(): string;
  temporaryFolder(): string;
  /** The folder for downloads that may be fetched again, as the operating system has it (XDG, Library/Caches, AppData). */
  cacheFolder(): string;
}

/** Files that come with kernelab or with a package it stands on. */
export interface Assets {
  /** A file of kernelab itself by its path below the project, `dist/engine/simd.wasm`; undefined when it is not there. */
  own(path: string): Uint8Array<ArrayBuffer> | undefined;
  /** Where that file or folder lies, there or not. */
  ownPath(path: string): string;
  /** A file of an installed package, `plotly.js/dist/plotly.min.js`. */
  ofPackage(specifier: string): Uint8Array<ArrayBuffer>;
  /** Where that file lies. */
  packagePath(specifier: string): string;
  /**
   * The value of a large expression in JavaScript; what the engine made of it is kept under `cacheName`, so that the
   * next start is faster.
   */
  evaluate(code: string, filename: string, cacheName: string): unknown;
}

/** Threads besides the one that runs the cells. None of them keeps a finished program alive unless `hold` says so. */
export interface Threads {
  /** Processors this process may use. */
  cores(): number;
  /**
   * A thread that makes an instance of a WebAssembly module over shared memory and calls its `work(id)`, which serves
   * the memory for ever. It must not need this thread's event loop to start.
   */
  startModule(module: WebAssembly.Module, memory: WebAssembly.Memory, id: number): { stop(): void };
  /**
   * A thread with one of the library's programs, named by its place in `src/` without the ending:
   * `'datasets/augment/worker'`. Undefined where it cannot be had.
   */
  start(program: string, data?: unknown): Thread | undefined;
  /** In a thread that `start` made for this program: what it was given and how it answers. Else undefined. */
  inside(program: string): ThreadInside | undefined;
}

export interface Thread {
  send(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(hear: (message: unknown) => void): void;
  /** The thread ended by an error. */
  onError(hear: (error: Error) => void): void;
  /**
   * Waits for the next message without the event loop, at most so many milliseconds; undefined when none came or this
   * machine cannot wait so. It is not given to `onMessage`.
   */
  waitForMessage(milliseconds: number): { message: unknown } | undefined;
  /** Whether the program must not end while this thread is at work. */
  hold(yes: boolean): void;
  stop(): void;
}

export interface ThreadInside {
  readonly data: unknown;
  send(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(hear: (message: unknown) => void): void;
}

/** What the JavaScript engine can be asked for. */
export interface Memory {
  /** A store whose content is undefined where that is cheaper than zeros; undefined when it cannot be had. */
  rawBuffer(bytes: number): ArrayBuffer | undefined;
  /** Collects the objects that died young, in some 50 µs; undefined where that cannot be had or costs more than it saves. */
  youngCollector(): (() => void) | undefined;
  /**
   * Collections after which weak references show at once, also within running code, what was collected; undefined where
   * that cannot be had. (Weak references of everybody are then let go of, which JavaScript promises only between tasks.)
   */
  weakCollector(): { young(): void; full(): void } | undefined;
  /**
   * Asks for vectors of 256 bits in WebAssembly, before a module is compiled. `'no switch'`: the processor has them, but this
   * JavaScript engine cannot be asked.
   */
  allowWideVectors(): 'wide' | 'narrow' | 'no switch';
  /**
   * Asks the system to back a WebAssembly memory, which may grow to `bytes`, by large pages: one that is gone through from end to end
   * is then looked up less often. Where the system gives none, nothing happens.
   */
  askForLargePages(memory: ArrayBufferLike, bytes: number): void;
  /** Bytes of memory that this process may use: all of the machine's, or what its surroundings leave it; undefined where that cannot be known. */
  installed(): number | undefined;
  /** Bytes of addresses that this process may still take (`ulimit -v`); Infinity where nothing limits them, or where it cannot be known. */
  addressesLeft(): number;
}

/** Where text goes in plain programs. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Whether a line that was written can be written over. */
  readonly outRedraws: boolean;
  readonly errorRedraws: boolean;
  /** Characters per line of the standard output, undefined when it is no terminal. */
  readonly width: number | undefined;
}

export interface Timers {
  /** Gives the event loop its turn, without a browser's least delay of 4 ms. */
  nextTurn(): Promise<void>;
  /** Calls again and again; does not keep the program alive. */
  every(milliseconds: number, act: () => void): { stop(): void };
  /** Calls once, later; does not keep the program alive. */
  after(milliseconds: number, act: () => void): { stop(): void };
}

/** The process and its environment. */
export interface Host {
  /** A variable of the environment; undefined when it is not set or empty. */
  setting(name: string): string | undefined;
  readonly name: string;
  readonly processId: number;
  /** Whether a process of this machine still runs. */
  isAlive(processId: number): boolean;
}

export interface Codecs {
  hash(kind: 'md5' | 'sha256'): { update(bytes: Uint8Array): void; hex(): string };
  /** Unpacks a gzip file; throws when it is not whole. */
  gunzip(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** A PNG file. `png.ts` adds palettes. */
  png(picture: PngSamples): Uint8Array<ArrayBuffer>;
}

/** Samples row by row, 8 bits each, or 16 as Uint16Array; `filtered` as differences, which suits all but palettes. */
export interface PngSamples {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly samples: Uint8Array | Uint16Array;
  readonly level: number;
  readonly filtered: boolean;
}

export interface Network {
  fetch(url: string, init?: RequestInit): Promise<Response>;
}
