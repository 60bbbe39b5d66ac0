/** @file What the plain JavaScript of `bin/` throws, as an error of the command line. */
import { NetworkError } from '../../errors/index.ts';

/** Runs `work`; its errors say already what to do. @throws NetworkError */
export async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const said = (cause as Error).message; // in the language in force
    throw new NetworkError({ who: 'kernelab bundle', rule: { en: said, ko: said }, cause });
  }
}
