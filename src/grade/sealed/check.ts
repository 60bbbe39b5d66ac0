/** @file `check('pool')`: what the names of this notebook give, beside the digests of the right answer. It never gives marks. */
import { describe, refuseSurplus } from '../../arguments/index.ts';
import { aboutOf, close, equal, pronounceLater, shape, type Verdict } from '../../check/index.ts';
import { shapeText, ValueError, type Translated } from '../../errors/index.ts';
import { cnn } from '../../cnn/index.ts';
import { datasets } from '../../datasets/index.ts';
import { image } from '../../image/index.ts';
import { keras } from '../../keras/index.ts';
import { sklearn } from '../../learn/index.ts';
import { np } from '../../array/index.ts';
import { plot, plt } from '../../plot/index.ts';
import { refusalText } from '../encode.ts';
import { answer, type Answer } from '../probe.ts';
import { valueOf, type Plain } from '../plain.ts';
import { matchOf, type Digest } from './digest.ts';
import { sealedQuestion, type SealedCall } from './file.ts';

type Finding = Extract<Verdict, { passed: false }>['finding'];

function checkSealed(question: string): Promise<void> {
  if (arguments.length > 1) refuseSurplus('check', arguments, 1);
  if (typeof question !== 'string') {
    throw new ValueError({
      who: 'check',
      rule: { en: "takes the name of a question: check('pool')", ko: "문제의 이름을 받습니다: check('pool')" },
      received: describe(question),
      hint: {
        en: 'To compare two values: check.close(mine, expected)',
        ko: '두 값을 비교하려면 check.close(내 값, 기대한 값)으로 쓰세요',
      },
    });
  }
  return pronounceLater(() => verdictOn(question));
}

/**
 * Whether the answer to a question of an exercise is right, without the expected value: `check('pool')` asks the functions of the
 * notebook and compares digests of what they give with those in the sealed file beside it. It says which input fails and
 * what the author says to it; it never gives marks.
 * `check.close`, `check.equal` and `check.shape` compare two values.
 * @ko 과제의 답이 맞는지 봉인된 정답과 비교합니다. 점수와는 상관이 없습니다. 두 값은 `check.close`, `check.equal`, `check.shape`로 비교합니다.
 * @param question the name of the sealed test, as the exercise writes it
 * @throws FileError where no sealed file lies beside the notebook, ValueError for a name that it does not have
 * @example await check('pool')
 * @namespace
 */
export const check = Object.assign(checkSealed, { close, equal, shape });

async function verdictOn(question: string): Promise<Verdict> {
  const { calls } = sealedQuestion(question);
  const who = `check('${question}')`;
  let inputs = 0;
  for (const call of calls) {
    for (const [time, set] of call.sets.entries()) {
      const finding = await findingOf(call, set, time);
      if (finding !== undefined) return { who, passed: false, finding };
      inputs++;
    }
  }
  const praise = { en: inputs === 1 ? 'one input' : `all ${inputs} inputs`, ko: `입력 ${inputs}개 모두` };
  return { who, passed: true, praise };
}

async function findingOf(
  call: SealedCall,
  set: SealedCall['sets'][number],
  time: number,
): Promise<Finding | undefined> {
  const inputs = Object.fromEntries(set.map(([name, plain]) => [name, valueOf(plain)]));
  const asked = askedText(call.expression, set);
  const claim = await answer(call.kind, () => expressionOf(call)(inputs), inputs);
  if (!('value' in claim)) return withoutValue(claim, asked);
  const compared = (digest: Digest): ReturnType<typeof matchOf> => matchOf(claim.value, digest, call, call.salt);
  const match = compared(call.answers[time]!);
  if (match === 'right') return undefined;
  const mistake = call.mistakes.find(({ answers }) => compared(answers[time]!) === 'right');
  const says = mistake?.says ?? call.feedback;
  return {
    rule:
      match === 'other outline'
        ? {
            en: `the kind, shape or dtype is not the expected one: ${asked}`,
            ko: `종류나 모양이나 dtype이 다릅니다: ${asked}`,
          }
        : { en: `not right yet: ${asked}`, ko: `아직 맞지 않습니다: ${asked}` },
    received: aboutOf(claim.value),
    // The sealed file is in the language of its notebook.
    ...(says === undefined ? {} : { hint: { en: says, ko: says } }),
  };
}

/** `pool(x, k), x: (4, 6), k = 2`: what was asked, with its inputs as far as they are short. */
function askedText(expression: string, set: SealedCall['sets'][number]): string {
  const asked = expression.replace(/^[^]*?=>\s*/, '');
  const inputs = set.map(([name, plain]) => {
    if (plain[0] === 'array') return `${name}: ${shapeText(plain[2])}`;
    return `${name} = ${describe(valueOf(plain))}`;
  });
  return [asked, ...inputs].join(', ');
}

function withoutValue(claim: Exclude<Answer, { value: Plain }>, asked: string): Finding {
  if ('refused' in claim) {
    const { en, ko } = refusalText(claim.refused);
    return { rule: { en, ko }, received: asked };
  }
  const missing = /^ReferenceError: (\S+) is not defined/.exec(claim.failed)?.[1];
  const hint: Translated | undefined =
    missing === undefined
      ? undefined
      : { en: `Run the cell in which you write ${missing} first`, ko: `${missing}을(를) 쓰는 셀을 먼저 실행하세요` };
  return {
    rule: { en: `it ended with an error: ${asked}`, ko: `오류가 났습니다: ${asked}` },
    received: claim.failed,
    hint,
  };
}

const library: Readonly<Record<string, unknown>> = { np, plt, plot, cnn, keras, datasets, sklearn, image };

/** The expression among the names of the notebook; those of the library are there even where no cell has used them yet. */
function expressionOf({ expression }: SealedCall): (inputs: Record<string, unknown>) => unknown {
  const names = Object.keys(library);
  const values = names.map((name) => `typeof ${name} === 'undefined' ? library.${name} : ${name}`);
  const code = `const values = [${values.join(', ')}]; return ((${names.join(', ')}) => (${expression}))(...values);`;
  // oxlint-disable-next-line typescript/no-implied-eval -- it comes with the notebook and must see the names of its cells
  return (new Function('library', code) as (names: typeof library) => never)(library);
}
