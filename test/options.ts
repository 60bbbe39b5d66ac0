/** @file A walk over everything a namespace exports: each function refuses an option it does not have. */
import { expect, it } from 'vitest';
import { UnknownOptionError } from '../src/arguments/index.ts';

/** What a call throws, at once or later. */
async function refusalOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return 'nothing was thrown';
}

/**
 * Calls every function of `namespace` with the arguments of `samples` (all but the options) and an unknown option behind
 * them. A function without samples fails, so that a new one cannot be forgotten. `slips` are misspelt options, each with the
 * name that the error must propose.
 */
export function itRefusesUnknownOptions(
  prefix: string,
  namespace: object,
  samples: Readonly<Record<string, readonly unknown[]>>,
  slips: Readonly<Record<string, Readonly<Record<string, string>>>>,
): void {
  const calls = Object.entries(namespace).filter(([, value]) => typeof value === 'function') as [
    string,
    (...args: unknown[]) => unknown,
  ][];

  it(`${prefix}: every function has sample arguments, with which it runs`, async () => {
    expect(calls.map(([name]) => name).sort()).toEqual(Object.keys(samples).sort());
    for (const [name, call] of calls) await call(...samples[name]!);
  });

  it.each(calls)(`${prefix}.%s refuses an option it does not have`, async (name, call) => {
    const error = await refusalOf(() => call(...samples[name]!, { quiteUnheard: 1 }));
    expect(error).toBeInstanceOf(UnknownOptionError);
    expect(error).toMatchObject({ name: 'ValueError', who: `${prefix}.${name}`, option: 'quiteUnheard' });
  });

  it(`${prefix}: a slip of the pen is answered by the nearest name`, async () => {
    for (const [name, options] of Object.entries(slips)) {
      for (const [slip, meant] of Object.entries(options)) {
        const call = (namespace as Record<string, (...args: unknown[]) => unknown>)[name]!;
        const error = await refusalOf(() => call(...samples[name]!, { [slip]: 1 }));
        expect(error).toMatchObject({ option: slip, hint: `Did you mean '${meant}'?` });
      }
    }
  });
}
