/** @file An option that a call does not have: the error, and the name that was probably meant. */
import { ValueError } from '../errors/index.ts';
import { describe } from './describe.ts';
import { nearestName } from './nearest-name.ts';
import { didYouMean } from './words.ts';

/** A call was given an option it does not know; `option` is its name. */
export class UnknownOptionError extends ValueError {
  readonly option: string;

  constructor(facts: ConstructorParameters<typeof ValueError>[0], option: string) {
    super(facts);
    this.option = option;
    this.name = 'ValueError'; // for the reader it is no other kind of mistake
  }
}

/** The error for an option that `who` does not have. `given` is the whole options object, shown as it came; `meant` the name it has here, where that is known. */
export function unknownOption(
  who: string,
  name: string,
  allowed: readonly string[],
  given?: object,
  meant?: string,
): UnknownOptionError {
  const near = meant ?? nearestName(name, allowed);
  const options = allowed.join(', ');
  return new UnknownOptionError(
    {
      who,
      rule: { en: `there is no option '${name}'`, ko: `'${name}' 옵션은 없습니다` },
      received: given === undefined ? `'${name}'` : describe(given),
      hint:
        near !== undefined
          ? didYouMean(near)
          : allowed.length === 0
            ? { en: `${who} takes no options`, ko: `${who}에는 옵션이 없습니다` }
            : { en: `The options are ${options}`, ko: `쓸 수 있는 옵션: ${options}` },
    },
    name,
  );
}
