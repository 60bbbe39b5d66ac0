/**
 * @file Standard input in a notebook. There is none: who asks through Node's `readline` asks the person at the notebook,
 * as `input()` does; whatever reads the stream itself would wait for ever and is told to use `input()`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import readline from 'node:readline';
import readlinePromises from 'node:readline/promises';
import { PassThrough, Readable } from 'node:stream';
import { say } from '../language.ts';
import { InputError, readInput } from './watch.ts';

/** Replaces `process.stdin` and what reads it; once, before the first cell. */
export function installStdin(): void {
  let stdin = new Stdin();
  Object.defineProperty(process, 'stdin', {
    configurable: true,
    enumerable: true,
    get: () => (stdin = stdin.destroyed ? new Stdin() : stdin),
  });
  guard('readFileSync');
  guard('readSync');
  for (const module of [readline, readlinePromises] as Asking[]) {
    module.createInterface = asking(module.createInterface);
  }
  syncBuiltinESMExports();
}

/** Who reads it gets an error. */
class Stdin extends Readable {
  readonly fd = 0;

  override _read(): void {
    this.destroy(noStdin('process.stdin'));
  }
}

type Create = (...args: unknown[]) => readline.Interface;
type Asking = { createInterface: Create };

/** `readline` of standard input: `question` asks, and so does each turn of `for await (const line of …)`. */
function asking(create: Create): Create {
  return (...args) => {
    const first = args[0] as { input?: unknown } | undefined;
    if (!(first instanceof Stdin || first?.input instanceof Stdin)) return create(...args);
    const input = new PassThrough(); // nothing comes through it
    const lines = create({ ...(first instanceof Stdin ? {} : first), input, output: undefined, terminal: false });
    const promised = create === promisedCreate;
    const question = (query: string, ...rest: unknown[]): unknown => {
      const answer = readInput(query, false);
      if (promised) return Promise.resolve(answer);
      return (rest.at(-1) as (answer: string) => void)(answer);
    };
    const on = (event: string, listener: (...values: unknown[]) => void): readline.Interface => {
      if (event === 'line') throw noStdin("readline's 'line' event");
      return readline.Interface.prototype.on.call(lines, event, listener);
    };
    return Object.assign(lines, { question, on, addListener: on, [Symbol.asyncIterator]: linesAsked });
  };
}

const promisedCreate = readlinePromises.createInterface as Create;

async function* linesAsked(): AsyncGenerator<string> {
  for (;;) yield await Promise.resolve(readInput('', false));
}

/** Makes a reading function of `fs` refuse standard input. */
function guard(name: 'readFileSync' | 'readSync'): void {
  const original = fs[name] as (...args: unknown[]) => unknown;
  const guarded = (...args: unknown[]): unknown => {
    if (args[0] === 0 || args[0] === '/dev/stdin') throw noStdin(`fs.${name}`);
    return original(...args);
  };
  Object.assign(fs, { [name]: guarded });
}

function noStdin(who: string): InputError {
  return new InputError(
    say({
      en: `${who}: a notebook has no standard input. Ask with input(): const name = input('Your name? ')`,
      ko: `${who}: 노트북에는 표준 입력이 없습니다. input()으로 물어보세요: const name = input('이름? ')`,
    }),
  );
}
