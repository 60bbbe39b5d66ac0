/**
 * @file What cells find declared of Node before one of them needs Node's types, which are three quarters of all that TypeScript would
 * read at its start: what nearly every cell writes, and what other declarations here and in the library name. Node's types take its place.
 */
/* oxlint-disable typescript/no-explicit-any -- as Node declares these names */

/** As Node declares it. */
interface Console {
  assert(condition?: unknown, ...data: any[]): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(...data: any[]): void;
  dir(item?: any, options?: object): void;
  dirxml(...data: any[]): void;
  error(...data: any[]): void;
  group(...data: any[]): void;
  groupCollapsed(...data: any[]): void;
  groupEnd(): void;
  info(...data: any[]): void;
  log(...data: any[]): void;
  table(tabularData?: any, properties?: string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: any[]): void;
  trace(...data: any[]): void;
  warn(...data: any[]): void;
}
declare var console: Console;

/** What a function may be given; making one needs Node's types. */
interface URL {
  readonly href: string;
  readonly origin: string;
  toJSON(): string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  throwIfAborted(): void;
}

/** An answer of a server; `fetch` brings Node's types. */
interface Response {
  readonly ok: boolean;
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
  json(): Promise<any>;
}
interface RequestInit {
  method?: string;
  signal?: AbortSignal | null;
}

declare namespace NodeJS {
  interface Require {
    (id: string): any;
  }
}
