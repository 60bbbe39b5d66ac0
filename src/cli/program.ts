/**
 * @file How every program of the project ends: with an exit code, and with one sentence for an error that was raised
 * on purpose. Only what nobody foresaw is shown with its stack.
 */
import { meaningOf } from '../../bin/faults.mjs';
import { KernelError } from '../../kernel/errors.ts';
import { KernelabError, say } from '../errors/index.ts';
// Reads the environment for the language of messages, which a command may need before anything else.
import '../platform/index.ts';

/** Runs a program and sets the exit code: its own, 1 after an error raised on purpose, 2 after an unforeseen one. */
export async function program(main: () => Promise<number>, usage?: string): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const foreseen = isOnPurpose(error) ? String(error) : faultOfMachine(error);
    process.stderr.write(`\n${foreseen ?? explain(error, usage)}\n`);
    process.exitCode = foreseen === undefined ? 2 : 1;
  }
}

/** The kernel has errors of its own, since it knows nothing of the library. */
function isOnPurpose(error: unknown): boolean {
  return error instanceof KernelabError || error instanceof KernelError;
}

/** What it means when a command's own folder cannot be written or the disk is full, wherever that comes up. */
function faultOfMachine(error: unknown): string | undefined {
  const { code, path, syscall, message } = Object(error) as Partial<NodeJS.ErrnoException>;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const isRefused = ['EACCES', 'EPERM', 'EROFS'].includes(code ?? '') && path !== undefined;
  if ((!isFull && !isRefused) || syscall?.startsWith('spawn')) return undefined;
  const meaning = meaningOf(code!);
  return meaning && `kernelab: ${path === undefined ? '' : `${path}: `}${say(meaning)}\n  ${message}`;
}

function explain(error: unknown, usage: string | undefined): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
    return `${wrongArgument((error as Error).message)}${usage === undefined ? '' : `\n${say({ en: 'usage', ko: '사용법' })}: ${usage}`}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What Node says against an argument, without how to pass a name that starts with a dash, which nobody here means. */
function wrongArgument(message: string): string {
  const [en = message] = message.split('. To specify a positional');
  const name = /'[^']*'/.exec(en)?.[0] ?? '';
  if (en.startsWith('Unknown option')) return say({ en, ko: `${name} 옵션은 없습니다` });
  if (en.startsWith('Unexpected argument')) return say({ en, ko: `${name} 인수는 쓰지 않습니다` });
  if (en.includes('does not take an argument')) return say({ en, ko: `${name} 옵션에는 값을 쓰지 않습니다` });
  return say({ en, ko: `${name} 옵션의 값이 없거나 분명하지 않습니다` });
}
