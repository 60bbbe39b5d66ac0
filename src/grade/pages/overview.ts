/**
 * @file The lecturer's page about a class: how marks are distributed, which questions are hard or tell nobody apart, which wrong answers
 * come often, and which programs are alike. The anonymous page, to be shown, has neither names nor programs nor rare answers.
 */
import { say, type Translated } from '../../errors/index.ts';
import { clustersOf, type AnswersTo } from '../clusters.ts';
import { scoreOf, type Reported } from '../results.ts';
import type { Alike } from '../similarity.ts';
import { meanOf, medianOf, questionFacts, sharesOf, tenths, type QuestionFacts } from '../statistics.ts';
import { Html, html, momentText, pageOf, percent, pointsText } from './html.ts';

/** What the page tells of one exercise. */
export interface ExerciseClass {
  exercise: string;
  /** What counts of each student. */
  results: readonly Reported[];
  /** Programs that are alike; undefined for the anonymous page. */
  copies: readonly Alike[] | undefined;
}

export interface OverviewOptions {
  anonymous: boolean;
}

/** Answers that fewer gave are left out of the anonymous page: they could be known by them. */
const ANONYMOUS_LEAST = 3;
/** Answers to a call that are listed. */
const MOST_CLUSTERS = 6;
/** Below, a question is hard, and above, easy: most of the class has most of the points. */
const [HARD, EASY] = [0.3, 0.95];
/** Below, a question does not tell apart who can do the rest. */
const LEAST_DISCRIMINATION = 0.2;

/** The page, in the language in force. */
export function overviewPage(classes: readonly ExerciseClass[], { anonymous }: OverviewOptions): string {
  const title = say({ en: 'Class overview', ko: '반 전체 결과' });
  const shown = anonymous
    ? {
        en: 'Without names and programs: this page can be shown.',
        ko: '이름과 답이 없어 화면에 띄워도 되는 페이지입니다.',
      }
    : {
        en: 'This page has names and answers of students. Keep it to yourself; --anonymous makes one to be shown.',
        ko: '학생의 이름과 답이 들어 있습니다. 남에게 보이지 마세요. 보여 줄 페이지는 --anonymous로 만듭니다.',
      };
  const sections = classes.map((each) => exerciseSection(each, anonymous));
  return pageOf(
    title,
    html`<header>
        <h1>${title}</h1>
        <p class="soft">${say(shown)}</p>
      </header>
      ${sections}`,
  );
}

function exerciseSection({ exercise, results, copies }: ExerciseClass, anonymous: boolean): Html {
  const unknown = say({ en: 'Of no exercise', ko: '과제를 알 수 없음' });
  const title = results.find((result) => result.title !== undefined)?.title ?? (exercise || unknown);
  const shares = sharesOf(results);
  const facts: [Translated, string | number][] = [
    [{ en: 'Submissions', ko: '제출물' }, results.length],
    [{ en: 'With marks', ko: '점수 있음' }, shares.length],
  ];
  if (shares.length > 0) {
    facts.push(
      [{ en: 'Median', ko: '중앙값' }, percent(medianOf(shares))],
      [{ en: 'Mean', ko: '평균' }, percent(meanOf(shares))],
    );
  }
  const late = results.filter(({ penalty }) => penalty > 0).length;
  if (late > 0) facts.push([{ en: 'Late', ko: '지각' }, late]);
  return html`<section>
    <h2>${title} ${exercise === '' ? undefined : html`<span class="tag">${exercise}</span>`}</h2>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<dt>${say(name)}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    ${shares.length > 0 ? html`${distribution(shares)}${questionTable(questionFacts(results))}${answerClusters(results, anonymous)}` : undefined}
    ${copies === undefined ? undefined : similarity(copies, results)} ${anonymous ? undefined : studentTable(results)}
  </section>`;
}

function distribution(shares: readonly number[]): Html {
  const bins = tenths(shares);
  const most = Math.max(...bins);
  const [width, height, base] = [440, 190, 160];
  const step = width / bins.length;
  const bars = bins.map((count, i) => {
    const tall = (count / most) * 130;
    const label =
      count === 0
        ? undefined
        : html`<text x="${(i + 0.5) * step}" y="${base - tall - 5}" text-anchor="middle">${count}</text>`;
    return html`<rect x="${i * step + 3}" y="${base - tall}" width="${step - 6}" height="${tall}" rx="2" />${label}`;
  });
  const ticks = [0, 2, 4, 6, 8, 10].map(
    (i) =>
      html`<text x="${i * step}" y="${base + 20}" text-anchor="${i === 0 ? 'start' : i === 10 ? 'end' : 'middle'}"
        >${i * 10}%</text
      >`,
  );
  const words = bins.map((count, i) => `${i * 10}–${i * 10 + 10}%: ${count}`).join(', ');
  const label = say({
    en: `Submissions by their share of the points. ${words}`,
    ko: `점수 비율별 제출물 수. ${words}`,
  });
  return html`<h3>${say({ en: 'Distribution', ko: '점수 분포' })}</h3>
    <svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${bars}
      <line x1="0" y1="${base}" x2="${width}" y2="${base}" />
      ${ticks}
    </svg>`;
}

function heads(...names: (Translated | readonly [Translated])[]): Html {
  const cells = names.map((name) =>
    'en' in name ? html`<th scope="col">${say(name)}</th>` : html`<th scope="col" class="number">${say(name[0])}</th>`,
  );
  return html`<thead>
    <tr>
      ${cells}
    </tr>
  </thead>`;
}

/** A table that is moved in its own place where it is wider than the screen, with the keyboard too. */
function table(name: string, head: Html, rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
    <table class="list">
      ${head}
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function questionTable(facts: readonly QuestionFacts[]): Html {
  const name = say({ en: 'Questions', ko: '문제' });
  const rows = facts.map(({ id, max, difficulty, discrimination, full, some, none }) => {
    const remarks: string[] = [];
    if (difficulty < HARD) remarks.push(say({ en: 'hard', ko: '어려움' }));
    if (difficulty > EASY) remarks.push(say({ en: 'easy', ko: '쉬움' }));
    if (discrimination !== undefined && discrimination < LEAST_DISCRIMINATION) {
      remarks.push(say({ en: 'tells nobody apart', ko: '변별하지 못함' }));
    }
    return html`<tr>
      <th scope="row">${id}</th>
      <td class="number">${pointsText(max)}</td>
      <td class="number">${percent(difficulty)}</td>
      <td class="number">${discrimination === undefined ? '–' : discrimination.toFixed(2)}</td>
      <td class="number">${full} / ${some} / ${none}</td>
      <td>${remarks.map((remark) => html`<span class="tag">${remark}</span> `)}</td>
    </tr>`;
  });
  const head = heads(
    { en: 'question', ko: '문제' },
    [{ en: 'points', ko: '배점' }],
    [{ en: 'difficulty', ko: '난이도' }],
    [{ en: 'discrimination', ko: '변별도' }],
    [{ en: 'all / some / none', ko: '만점 / 일부 / 0점' }],
    { en: 'note', ko: '비고' },
  );
  const about = {
    en: 'Difficulty is the mean share of the points: the lower, the harder. Discrimination is the correlation with the points of all other questions.',
    ko: '난이도는 점수 비율의 평균으로, 낮을수록 어렵습니다. 변별도는 나머지 문제의 점수와의 상관계수입니다.',
  };
  return html`<h3>${name}</h3>
    ${table(name, head, rows)}
    <p class="soft">${say(about)}</p>`;
}

function answerClusters(results: readonly Reported[], anonymous: boolean): Html | undefined {
  const least = anonymous ? ANONYMOUS_LEAST : 2;
  const calls = clustersOf(results)
    .map((call) => ({ ...call, clusters: call.clusters.filter(({ students }) => students.length >= least) }))
    .filter(({ clusters }) => clusters.some(({ right }) => !right));
  if (calls.length === 0) return undefined;
  const about = {
    en: 'Everybody is asked once with the same inputs; here are the wrong answers that several gave.',
    ko: '모두에게 같은 입력으로 한 번씩 물었습니다. 여러 명이 낸 같은 오답입니다.',
  };
  return html`<h3>${say({ en: 'Same answers', ko: '같은 답' })}</h3>
    <p class="soft">${say(about)}</p>
    ${calls.map((call) => clusterTable(call, anonymous))}`;
}

function clusterTable({ question, call, of, clusters }: AnswersTo, anonymous: boolean): Html {
  const name = of === 1 ? question : `${question}, ${call}/${of}`;
  const rows = clusters.slice(0, MOST_CLUSTERS).map(
    ({ text, right, reason, students }) =>
      html`<tr>
        <td class="number">${students.length}</td>
        <td>
          ${right ? html`<span class="tag">${say({ en: 'right', ko: '맞음' })}</span> ` : undefined}<code>${text}</code>
        </td>
        <td>${reason}</td>
        ${anonymous ? undefined : html`<td>${named(students)}</td>`}
      </tr>`,
  );
  const columns: (Translated | readonly [Translated])[] = [
    [{ en: 'students', ko: '학생 수' }],
    { en: 'answer', ko: '답' },
    { en: 'what they were told', ko: '학생이 읽은 말' },
  ];
  return html`<h4>${name}</h4>
    ${table(name, heads(...columns, ...(anonymous ? [] : [{ en: 'who', ko: '누구' }])), rows)}`;
}

function named(students: readonly string[]): Html[] {
  return students.map((student, i) => html`${i > 0 ? ', ' : ''}<bdi>${student}</bdi>`);
}

function similarity(copies: readonly Alike[], results: readonly Reported[]): Html {
  const title = say({ en: 'Programs that are alike', ko: '비슷한 프로그램' });
  const about = {
    en: 'Comments, spaces, chosen names and the order of functions do not count, nor does what was handed out or what most wrote. A hint for a talk, no proof.',
    ko: '주석, 빈칸, 변수 이름, 함수의 순서는 보지 않으며, 나누어 준 코드와 대부분이 쓴 코드도 세지 않습니다. 대화의 실마리일 뿐 증거가 아닙니다.',
  };
  if (copies.length === 0) {
    const none = { en: 'No two programs are alike beyond what is usual.', ko: '유난히 비슷한 프로그램은 없습니다.' };
    return html`<h3>${title}</h3>
      <p>${say(none)}</p>
      <p class="soft">${say(about)}</p>`;
  }
  const codes = new Map(results.map(({ student, answers = {} }) => [student, Object.values(answers).join('\n\n')]));
  const groups = groupsOf(copies).map(({ students, pairs }) => {
    const sides = students.map(
      (student) =>
        html`<div>
          <p class="soft"><bdi>${student}</bdi></p>
          <pre>${codes.get(student)}</pre>
        </div>`,
    );
    const shares = pairs.map(({ share }) => share);
    const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
    const taught = pairs.every((pair) => pair.taught >= MOSTLY)
      ? html` <span class="tag">${say({ en: 'much as in the solution', ko: '모범 답안과도 비슷함' })}</span>`
      : undefined;
    return html`<details class="card">
      <summary><strong>${low === high ? low : `${low}–${high}`}</strong> ${named(students)}${taught}</summary>
      <div class="two">${sides}</div>
    </details>`;
  });
  return html`<h3>${title}</h3>
    <p class="soft">${say(about)}</p>
    ${groups}`;
}

/** From this share on, what two programs have in common is what was taught. */
const MOSTLY = 0.7;

/** Students who are joined by pairs, however many steps apart, with these pairs. */
function groupsOf(copies: readonly Alike[]): { students: string[]; pairs: Alike[] }[] {
  let groups: { students: string[]; pairs: Alike[] }[] = [];
  for (const pair of copies) {
    const isJoined = ({ students }: { students: string[] }): boolean =>
      pair.students.some((each) => students.includes(each));
    const joined = groups.filter(isJoined);
    const students = [...new Set([...joined.flatMap((group) => group.students), ...pair.students])];
    const one = { students, pairs: [...joined.flatMap(({ pairs }) => pairs), pair] };
    groups = [...groups.filter((group) => !isJoined(group)), one];
  }
  const most = ({ pairs }: { pairs: Alike[] }): number => Math.max(...pairs.map(({ share }) => share));
  return groups.sort((a, b) => most(b) - most(a));
}

function studentTable(results: readonly Reported[]): Html {
  const name = say({ en: 'Students', ko: '학생' });
  const rows = results.map(
    (result) =>
      html`<tr>
        <th scope="row"><bdi>${result.student}</bdi></th>
        <td class="number">
          ${result.questions.length === 0 ? '–' : `${pointsText(scoreOf(result))} / ${pointsText(result.max)}`}
        </td>
        <td class="number">${momentText(result.timestamp)}</td>
        <td>${result.faults.map((fault) => html`<div>${fault}</div>`)}</td>
      </tr>`,
  );
  const head = heads(
    { en: 'student', ko: '학생' },
    [{ en: 'points', ko: '점수' }],
    [{ en: 'handed in', ko: '낸 시각' }],
    { en: 'note', ko: '비고' },
  );
  return html`<h3>${name}</h3>
    ${table(name, head, rows)}`;
}
