import { describe, expect, it } from 'vitest';
import { html, pageOf } from '../../src/grade/pages/html.ts';
import { overviewPage, studentPage } from '../../src/grade/grader.ts';
import type { PartMark } from '../../src/grade/grader.ts';
import type { Plain } from '../../src/grade/plain.ts';
import { question, result, rightPart, wrongPart } from './made-results.ts';

const script = '<script>alert(1)</script>';
const comparison = { kind: 'expectValue', tolerance: 1e-6 } as const;
const number = (value: number): Plain => ['number', value];
const open: PartMark = {
  points: 0,
  max: 1,
  reasons: ['The value is wrong.'],
  shown: {
    hidden: false,
    asked: '({ n }) => f(n)',
    comparison,
    inputs: [['n', number(31)]],
    mine: ['string', script],
    expected: number(4242),
  },
};
const hidden: PartMark = {
  points: 0,
  max: 1,
  reasons: ['The value is wrong.', 'Add 1.'],
  shown: { hidden: true, mine: { kind: 'number' }, expected: { kind: 'number' }, error: { wrong: 1, of: 1, power: 1 } },
};

/** What a reader sees. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
/** Tags that a student's text could have made. */
const tagsOf = (page: string): string[] =>
  [...page.matchAll(/<(script|img|iframe|svg on|a |base|link)[\s>]/gi)].map(([tag]) => tag);

describe('a template', () => {
  it('keeps text text, in elements and in attributes', () => {
    // prettier-ignore
    const made = html`<p title="${`" onclick='x'`}">${script}&amp;</p>${undefined}${[1, html`<b>${'&'}</b>`]}`;
    expect(made.text).toBe(
      '<p title="&quot; onclick=&#39;x&#39;">&lt;script&gt;alert(1)&lt;/script&gt;&amp;</p>1<b>&amp;</b>',
    );
  });

  it('shows signs that would turn a line around, or that no page may have', () => {
    expect(html`${'a\u202Eb\u0000c\uD800d\te'}`.text).toBe('a\uFFFDb\uFFFDc\uFFFDd\te');
  });

  it('makes a page that fetches nothing', () => {
    const page = pageOf(`</title>${script}`, html`<p>x</p>`);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).toContain('<html lang="en">');
    expect(tagsOf(page)).toEqual([]);
    expect(page).not.toMatch(/https?:/);
  });
});

describe("a student's page", () => {
  const questions = [question('first', [open, hidden]), question('second', [rightPart])];

  it('shows values of public calls, and of hidden ones the size of the error', () => {
    const text = textOf(studentPage(result('kim', { questions, title: 'Sizes' })));
    expect(text).toContain('Sizes kim · sums 1 / 3');
    for (const part of ['n = 31', '4242', 'hidden test', 'at most 10', 'Add 1.', '✓ Right'])
      expect(text).toContain(part);
  });

  it('is in the language of the notebook, whatever the lecturer reads', () => {
    const page = studentPage(result('김민수', { questions, language: 'ko' }));
    expect(page).toContain('<html lang="ko">');
    const text = textOf(page);
    for (const part of ['내 값', '기대한 값', '숨은 시험', '최대 10', '✓ 맞음', '낸 시각'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/Your value|Handed in|hidden test/);
  });

  it('escapes names, values, reasons, notes and answers', () => {
    const page = studentPage(
      result(script, {
        exercise: script,
        title: script,
        language: 'ko',
        questions: [question(script, [{ ...open, reasons: [script] }])],
        faults: [script],
        answers: { [script]: script },
        timestamp: script,
      }),
    );
    expect(tagsOf(page)).toEqual([]);
    expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(8);
  });

  it('shows where arrays differ, as pictures from nine pixels on', () => {
    const picture = (value: number): Plain => ['array', 'uint8', [9, 9], Array.from({ length: 81 }, () => value)];
    const small = (value: number): Plain => ['array', 'float64', [2], [1, value]];
    const pageWith = (mine: Plain, expected: Plain): string =>
      studentPage(
        result('kim', { questions: [question('a', [{ ...open, shown: { ...open.shown!, mine, expected } as PartMark['shown'] & object }])] }), // prettier-ignore
      );
    expect(pageWith(picture(1), picture(7)).match(/data:image\/png;base64/g)).toHaveLength(3);
    expect(textOf(pageWith(small(2), small(3)))).toContain('yours');
    // Shapes that no array has, as a student's process may claim.
    const forged: Plain = ['array', script, [1e9, 1e9], [1]];
    expect(tagsOf(pageWith(forged, picture(1)))).toEqual([]);
  });

  it('tells of late submissions, of what waits for a person, and of no marks at all', () => {
    const late = textOf(studentPage({ ...result('kim', { due: '2026-11-30T10:00:00Z' }), penalty: 0.5 }));
    expect(late).toContain('0.5 / 2');
    expect(late).toContain('0.5 of 1 points less');
    const waiting = result('kim', { questions: [{ id: 'why', points: 0, max: 3, parts: [], manual: true }] });
    expect(textOf(studentPage(waiting))).toContain('still to be graded by hand');
    const none = textOf(studentPage(result('kim', { exercise: '', questions: [], faults: ['no notebook'] })));
    expect(none).toContain('Submission');
    expect(none).toContain('No marks');
    expect(none).toContain('no notebook');
  });
});

describe('the overview', () => {
  const common = { key: 'k', text: '0' };
  const wrong = question('a', [{ ...wrongPart, reasons: ['The value is wrong.', 'Start at 1.'], common }]);
  const right = question('a', [{ ...rightPart, common: { key: 'r', text: '1' } }]);
  const results = [
    result(script, { questions: [wrong], answers: { a: 'secretCode()' } }),
    result('lee', { questions: [wrong] }),
    result('park', { questions: [right], faults: ['handed in before, and not counted: park-1.ipynb'] }),
  ];
  const copies = [{ students: [script, 'lee'] as const, share: 0.9, weight: 20, taught: 0 }];

  it('has distribution, questions, same answers, programs that are alike and students', () => {
    const page = overviewPage([{ exercise: 'sums', results, copies }], { anonymous: false });
    const text = textOf(page);
    for (const part of ['Median 0%', 'Mean 33%', 'difficulty', 'Start at 1.', '90%', 'secretCode()', 'park-1.ipynb']) {
      expect(text).toContain(part);
    }
    expect(tagsOf(page)).toEqual([]);
    expect(page).toContain('0–10%: 2');
  });

  it('says where two wrote much as it was taught', () => {
    const taught = copies.map((pair) => ({ ...pair, taught: 0.9 }));
    const textWith = (pairs: typeof copies): string => textOf(overviewPage([{ exercise: 'sums', results, copies: pairs }], { anonymous: false })); // prettier-ignore
    expect(textWith(taught)).toContain('much as in the solution');
    expect(textWith(copies)).not.toContain('much as in the solution');
  });

  it('joins pairs to groups', () => {
    const more = [...copies, { students: ['lee', 'park'] as const, share: 0.8, weight: 20, taught: 0 }];
    const text = textOf(overviewPage([{ exercise: 'sums', results, copies: more }], { anonymous: false }));
    expect(text.replace(/ ?, ?/g, ', ')).toContain('80%–90% &lt;script&gt;alert(1)&lt;/script&gt;, lee, park');
  });

  it('has no name, no program and no rare answer when it is anonymous', () => {
    const text = textOf(overviewPage([{ exercise: 'sums', results, copies: undefined }], { anonymous: true }));
    expect(text).not.toMatch(/lee|park|script|secretCode|Start at 1/);
    const three = [...results, result('choi', { questions: [wrong] })];
    expect(textOf(overviewPage([{ exercise: 'sums', results: three, copies: undefined }], { anonymous: true }))).toContain('Start at 1.'); // prettier-ignore
  });

  it('is made of a class without marks, too', () => {
    const none = [result('kim', { questions: [] })];
    expect(textOf(overviewPage([{ exercise: '', results: none, copies: [] }], { anonymous: false }))).toMatch(/Of no exercise.*No two programs are alike/); // prettier-ignore
  });
});
