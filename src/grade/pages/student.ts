/** @file The page that a student gets back: points, reasons, and of each wrong answer what may be shown of it. */
import { kindNames, sideBySide } from '../../check/index.ts';
import { say, shapeText, type Translated } from '../../errors/index.ts';
import { unlike, type Comparison } from '../compare.ts';
import type { PartMark, QuestionMark } from '../judge.ts';
import type { Plain } from '../plain.ts';
import { plainText } from '../plain-text.ts';
import { scoreOf, type Reported } from '../results.ts';
import type { ErrorSize, Outline, Shown } from '../shown.ts';
import { Html, html, inPageLanguage, momentText, pageOf, pointsText } from './html.ts';

/** The page of one submission, in the language of its notebook. */
export function studentPage(result: Reported): string {
  return inPageLanguage(result.language, () => {
    const title = result.title ?? (result.exercise || say({ en: 'Submission', ko: '제출물' }));
    return pageOf(
      `${title}: ${result.student}`,
      html`${head(result, title)}${notes(result)}${questions(result)}${answers(result)}`,
    );
  });
}

function head(result: Reported, title: string): Html {
  const { points, max, penalty, timestamp, due } = result;
  const score = scoreOf(result);
  const waiting = result.questions.some(({ manual }) => manual === true);
  const facts: [Translated, string][] = [[{ en: 'Handed in', ko: '낸 시각' }, momentText(timestamp)]];
  if (due !== undefined) facts.push([{ en: 'Due', ko: '마감' }, momentText(due)]);
  if (penalty > 0) {
    const less = {
      en: `${pointsText(penalty)} of ${pointsText(points)} points less`,
      ko: `${pointsText(points)}점에서 ${pointsText(penalty)}점 깎임`,
    };
    facts.push([{ en: 'Late', ko: '지각' }, say(less)]);
  }
  return html`<header>
    <h1>${title}</h1>
    <p>
      <bdi>${result.student}</bdi>
      ${result.exercise === '' ? undefined : html`<span class="soft">· ${result.exercise}</span>`}
    </p>
    ${
      result.questions.length === 0
        ? html`<p class="score">${say({ en: 'No marks', ko: '점수 없음' })}</p>`
        : html`<p class="score">${pointsText(score)} / ${pointsText(max)}</p>
            <div class="track"><div style="width:${max > 0 ? Math.min(100, (100 * score) / max) : 0}%"></div></div>`
    }
    ${waiting ? html`<p class="soft">${say({ en: 'Some answers are still to be graded by hand.', ko: '사람이 채점할 답이 남아 있습니다.' })}</p>` : undefined}
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<dt>${say(name)}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
  </header>`;
}

function notes({ faults }: Reported): Html | undefined {
  if (faults.length === 0) return undefined;
  return html`<section>
    <h2>${say({ en: 'About your notebook', ko: '제출한 노트북에 대하여' })}</h2>
    <ul>
      ${faults.map((fault) => html`<li>${fault}</li>`)}
    </ul>
  </section>`;
}

function questions({ questions: all }: Reported): Html[] {
  return all.map(
    (question) =>
      html`<section>
        <h2>${question.id} <span class="tag">${pointsText(question.points)} / ${pointsText(question.max)}</span></h2>
        ${question.manual === true ? html`<p class="soft">${say({ en: 'Graded by hand: no points yet.', ko: '사람이 채점합니다. 아직 점수가 없습니다.' })}</p>` : undefined}
        ${question.parts.map((part) => partCard(part, question))}
      </section>`,
  );
}

const verdicts = {
  right: { en: '✓ Right', ko: '✓ 맞음' },
  part: { en: '◐ In part', ko: '◐ 부분 점수' },
  wrong: { en: '✗ Not right', ko: '✗ 틀림' },
} satisfies Record<string, Translated>;

function partCard(part: PartMark, { parts }: QuestionMark): Html {
  const { points, max, reasons, shown } = part;
  const kind = points >= max ? 'right' : points > 0 ? 'part' : 'wrong';
  const hidden =
    shown?.hidden === true ? html` <span class="tag">${say({ en: 'hidden test', ko: '숨은 시험' })}</span>` : undefined;
  // A comment of a person is worth nothing by itself.
  const verdict =
    max === 0 && points === 0
      ? undefined
      : html`<p>
          <span class="verdict">${say(verdicts[kind])}</span> ${
            parts.length > 1 ? html`<span class="soft">${pointsText(points)} / ${pointsText(max)}</span>` : undefined
          }${hidden}
        </p>`;
  return html`<div class="card ${kind}">
    ${verdict} ${reasons.map((reason) => html`<p class="reasons">${reason}</p>`)}
    ${shown === undefined ? undefined : shown.hidden ? hiddenFacts(shown) : publicFacts(shown)}
  </div>`;
}

/** Numbers of an array that are written out beside its picture. */
const MOST_NUMBERS = 40;

function publicFacts({ asked, inputs, mine, expected, comparison }: Extract<Shown, { hidden: false }>): Html {
  const question = html`<p class="soft">${say({ en: 'Asked', ko: '물은 것' })}</p>
    <pre>${asked}</pre>`;
  if (inputs === undefined && mine === undefined && expected === undefined) return question;
  const value = (name: Translated, text: string): Html =>
    html`<div>
      <p>${say(name)}</p>
      <pre>${text}</pre>
    </div>`;
  const apart = mine !== undefined && expected !== undefined ? differences(mine, expected, comparison) : undefined;
  // Where both are shown side by side below, a large array's numbers would only be in the way.
  const shown = (plain: Plain): string =>
    apart !== undefined && plain[0] === 'array' && plain[3].length > MOST_NUMBERS
      ? outlineText({ kind: 'array', dtype: plain[1], shape: plain[2] })
      : plainText(plain);
  const given = (inputs ?? []).map(([name, input]) => `${name} = ${plainText(input)}`).join('\n');
  return html`${question}
    <div class="values">
      ${given === '' ? undefined : value({ en: 'With', ko: '입력' }, given)}
      ${mine === undefined ? undefined : value({ en: 'Your value', ko: '내 값' }, shown(mine))}
      ${expected === undefined ? undefined : value({ en: 'Expected', ko: '기대한 값' }, shown(expected))}
    </div>
    ${apart}`;
}

/** Both values as pictures or tables, with where they differ. */
function differences(mine: Plain, expected: Plain, comparison: Comparison): Html | undefined {
  const found = unlike(mine, expected, comparison);
  const picture = found && sideBySide(found.mine, found.expected, found.first, found.isSame);
  // Numbers and pictures of this project's own making: no text of a student's is in it.
  return picture === undefined ? undefined : html`<div class="differ">${new Html(picture)}</div>`;
}

function hiddenFacts({ mine, expected, error }: Extract<Shown, { hidden: true }>): Html | undefined {
  const rows: [Translated, string][] = [];
  if (mine !== undefined) rows.push([{ en: 'Your value', ko: '내 값' }, outlineText(mine)]);
  if (expected !== undefined) rows.push([{ en: 'Asked for', ko: '기대한 꼴' }, outlineText(expected)]);
  if (error !== undefined) rows.push([{ en: 'Error', ko: '오차' }, errorText(error)]);
  if (rows.length === 0) return undefined;
  return html`<dl class="facts">
    ${rows.map(
      ([name, fact]) =>
        html`<dt>${say(name)}</dt>
          <dd>${fact}</dd>`,
    )}
  </dl>`;
}

function outlineText({ kind, dtype, shape }: Outline): string {
  return shape === undefined || dtype === undefined ? say(kindNames[kind]) : `${shapeText(shape)} ${dtype}`;
}

/** The size of an error in powers of ten: exact, it would give the expected value of a single number away. */
function errorText({ wrong, of, power }: ErrorSize): string {
  const share =
    of > 1 ? { en: `${wrong} of ${of} numbers; `, ko: `수 ${of}개 가운데 ${wrong}개, ` } : { en: '', ko: '' };
  if (power === undefined) return say({ en: `${share.en}not a finite number`, ko: `${share.ko}유한한 수가 아님` });
  const bound = power >= -6 && power <= 6 ? String(Number(`1e${power}`)) : `1e${power}`;
  return say({ en: `${share.en}at most ${bound}`, ko: `${share.ko}최대 ${bound}` });
}

function answers({ answers: texts = {} }: Reported): Html | undefined {
  const entries = Object.entries(texts);
  if (entries.length === 0) return undefined;
  return html`<section>
    <h2>${say({ en: 'What you handed in', ko: '제출한 답' })}</h2>
    ${entries.map(
      ([id, text]) =>
        html`<details>
          <summary>${id}</summary>
          <pre>${text}</pre>
        </details>`,
    )}
  </section>`;
}
