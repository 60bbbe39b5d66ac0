/**
 * @file What a refused option or word could have been: TypeScript only says that `axs` does not exist in a type or that
 * `'smae'` is none of it; which names may stand there, its completion knows. So any library's options are suggested.
 */
import { offsetOf, type Problem, type TypeChecker } from '../checker/checker.ts';
import type { Text } from '../language.ts';
import { nearest } from '../../bin/nearest.mjs';

/** What the place takes besides options: bytes, whose fields nobody writes into an object. */
const ofBytes = new Set(['buffer', 'byteLength', 'byteOffset']);

/** More names than this are no help. */
const LISTED = 12;

/** Advice for a problem with an option or a word; undefined where there is nothing to choose from. */
export async function choiceAdvice(
  problem: Problem,
  code: string,
  checker: Pick<TypeChecker, 'complete'>,
): Promise<Text | undefined> {
  if (/did you mean/i.test(problem.message)) return undefined;
  const option = /'([\w$]+)' does not exist in type/.exec(problem.message)?.[1];
  const word = /(?:Type|Argument of type) '"([^"]*)"' is not assignable/.exec(problem.message)?.[1];
  const written = option ?? word;
  if (written === undefined) return undefined;
  const start = offsetOf(problem, code);
  const at = option === undefined ? code.slice(start).search(quoted(word!)) : code.slice(start).indexOf(option);
  if (at < 0) return undefined;
  const inside = start + at + 1;
  const items = await checker.complete(code, inside, new Set());
  const names = items
    .map(({ label }) => label.replace(/\?$/, '').replace(/^['"]|['"]$/g, ''))
    .filter((name) => !ofBytes.has(name));
  // Outside of quotes completion offers all there is; the places asked about have few names.
  if (names.length === 0 || names.length > 200) return undefined;
  const near = nearestOf(written, names);
  if (near !== undefined) return { en: `Did you mean '${near}'?`, ko: `혹시 '${near}'인가요?` };
  if (names.length > LISTED) return undefined;
  const list = names.map((name) => (option === undefined ? `'${name}'` : name)).join(', ');
  return option === undefined
    ? { en: `It can be ${list}`, ko: `쓸 수 있는 값: ${list}` }
    : { en: `The options are ${list}`, ko: `쓸 수 있는 옵션: ${list}` };
}

/** `kernel_size` is `kernelSize` spelt another way. */
function nearestOf(written: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
  return names.find((name) => plain(name) === plain(written)) ?? nearest(written, names);
}

function quoted(word: string): RegExp {
  return new RegExp(`['"\`]${word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}['"\`]`);
}
