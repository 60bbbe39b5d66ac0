/**
 * @file Where in a file a reader is. Files come from anywhere, and a damaged one must end in a FormatError that names the
 * place, not in whatever error the first wrong value happens to cause.
 */
import { FormatError, KernelabError, say, type Text } from '../../errors/index.ts';

/** Errors of classes of one's own, whose fault is not the file's. */
const foreign = new WeakSet<object>();

/** Runs code of the user, whose errors stay as they are. */
export function ofUser<T>(f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (typeof error === 'object' && error !== null) foreign.add(error);
    throw error;
  }
}

function asFormatError(error: unknown, where: Text, who: string): unknown {
  if (error instanceof KernelabError || (typeof error === 'object' && error !== null && foreign.has(error)))
    return error;
  return new FormatError({
    who,
    rule: {
      en: `${say(where)} is damaged, or written in a way that is not known here`,
      ko: `${say(where)}이(가) 손상되었거나 알지 못하는 방식으로 쓰였습니다`,
    },
    received: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}

/** Runs a reader of the part `where` of a file (`layer 'dense'`; a string is a name, `config.json`) for the call `who`. */
export function reading<T>(where: Text, f: () => T, who = 'loadModel'): T {
  try {
    return f();
  } catch (error) {
    throw asFormatError(error, where, who);
  }
}
