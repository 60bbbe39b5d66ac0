/** WebAssembly as Node has it; TypeScript declares it only together with a browser's names. */
declare namespace WebAssembly {
  type Bytes = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;
  type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'externref' | 'anyfunc';
  type ImportExportKind = 'function' | 'table' | 'memory' | 'global' | 'tag';
  /** What an instance gives: functions, memories, tables, globals. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what a module exports is not known before it runs
  type Exports = Record<string, any>;
  type Imports = Record<string, Record<string, unknown>>;

  class Module {
    constructor(bytes: Bytes);
    static exports(module: Module): { name: string; kind: ImportExportKind }[];
    static imports(module: Module): { module: string; name: string; kind: ImportExportKind }[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    /** By pages of 64 KiB; gives how many there were before. */
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: { element: 'anyfunc' | 'externref'; initial: number; maximum?: number }, value?: unknown);
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value?: unknown): void;
    grow(by: number, value?: unknown): number;
  }
  class Global<Value = number | bigint> {
    constructor(descriptor: { value: ValueType; mutable?: boolean }, value?: Value);
    value: Value;
    valueOf(): Value;
  }
  // oxlint-disable-next-line typescript/no-extraneous-class -- it has nothing else
  class Tag {
    constructor(descriptor: { parameters: ValueType[] });
  }
  class Exception {
    constructor(tag: Tag, payload: unknown[], options?: { traceStack?: boolean });
    is(tag: Tag): boolean;
    getArg(tag: Tag, index: number): unknown;
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  function validate(bytes: Bytes): boolean;
  function compile(bytes: Bytes): Promise<Module>;
  function compileStreaming(source: Response | PromiseLike<Response>): Promise<Module>;
  function instantiate(bytes: Bytes, imports?: Imports): Promise<{ module: Module; instance: Instance }>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function instantiateStreaming(
    source: Response | PromiseLike<Response>,
    imports?: Imports,
  ): Promise<{ module: Module; instance: Instance }>;
}
