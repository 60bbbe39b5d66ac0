/**
 * @file When a breakpoint stops: V8 evaluates a condition in the frame, so that a loop runs on at full speed where it does
 * not hold. Counts and messages (logpoints) are conditions, too: one counts, the other prints and says no.
 */
import { say } from '../language.ts';
import type { Wanted } from './breakpoints.ts';
import type { Debugger } from './debugger.ts';
import type { Arguments } from './request.ts';

let lastCounter = 0;

/** Reads a breakpoint of a request. What is wrong with its condition is said of this one alone. */
export async function wantedIn(args: Arguments, debug: Debugger): Promise<Wanted> {
  const line = args.number('line');
  try {
    const parts: string[] = [];
    const condition = args.textOr('condition', '').trim();
    if (condition !== '') parts.push(`(${await debug.conditionOf(condition)})`);
    const hits = args.textOr('hitCondition', '').trim();
    if (hits !== '') parts.push(hitCondition(hits));
    const message = args.textOr('logMessage', '');
    if (message !== '') parts.push(`(console.log(${await debug.conditionOf(template(message))}), false)`);
    return { line, condition: parts.join(' && ') };
  } catch (error) {
    return { line, condition: '', refused: (error as Error).message };
  }
}

/** `3`, `>= 3`, `% 2`: by how often the line was reached. */
function hitCondition(text: string): string {
  const [, sign = '==', count] = /^(==?=?|>=?|<=?|%)?\s*(\d+)$/.exec(text) ?? [];
  if (count === undefined) {
    throw new Error(
      say({
        en: `A count is a number, or a sign and a number: 3, >= 3, % 2. Received ${JSON.stringify(text)}.`,
        ko: `횟수는 숫자, 또는 부호와 숫자로 쓰세요: 3, >= 3, % 2. 받은 값: ${JSON.stringify(text)}.`,
      }),
    );
  }
  const reached = `__kernelab__.inspection.hit(${++lastCounter})`;
  return sign === '%' ? `${reached} % ${count} === 0` : `${reached} ${sign.startsWith('=') ? '===' : sign} ${count}`;
}

/** `sum is {sum}` as a template of JavaScript. */
function template(message: string): string {
  const text = message.replace(/[`\\$]/g, String.raw`\$&`);
  return `\`${text.replace(/\{([^{}]+)\}/g, (_, inner: string) => `\${${inner.replace(/\\([`\\$])/g, '$1')}}`)}\``;
}
