import { describe, expect, test } from 'vitest';
import {
  csvReport,
  gradescopeReport,
  jsonReport,
  junitReport,
  reported,
  scoreOf,
  standing,
  type QuestionMark,
  type Result,
} from '../../src/grade/grader.ts';

const mark = (id: string, points: number, max = 2, reasons: string[] = []): QuestionMark => ({
  id,
  points,
  max,
  parts: [{ points, max, reasons }],
});

const result = (student: string, more: Partial<Result> = {}): Result => {
  const questions = more.questions ?? [mark('a', 2), mark('b', 0, 2, ['The value is wrong.'])];
  return {
    key: student,
    student,
    exercise: 'sums',
    language: 'en',
    file: `${student}.ipynb`,
    timestamp: '2026-12-01T10:00:00.000Z',
    graded: '2026-12-02T10:00:00.000Z',
    points: questions.reduce((sum, { points }) => sum + points, 0),
    max: 4,
    faults: [],
    sandbox: 'bubblewrap',
    seconds: 1.5,
    ...more,
    questions,
  };
};

describe('what counts', () => {
  const counted = (...results: Result[]) =>
    standing(results).map(({ student, points, faults, questions }) => ({
      [student]: points,
      faults: faults.length,
      questions: questions.length,
    }));

  test('is one result per student and exercise, whatever order they come in', () => {
    const results = [result('kim'), result('lee'), result('kim', { exercise: 'pooling', key: 'k2' })];
    expect(standing(results)).toHaveLength(3);
    expect(jsonReport(results.map((each) => reported(each, [])))).toBe(
      jsonReport([...results].reverse().map((each) => reported(each, []))),
    );
  });

  test('is the submission that was handed in last, and says that there was another', () => {
    const later = result('kim', {
      key: 'k2',
      file: 'kim-1.ipynb',
      timestamp: '2026-12-01T11:00:00.000Z',
      questions: [mark('a', 0), mark('b', 0)],
    });
    expect(counted(later, result('kim'))).toEqual([{ kim: 0, faults: 1, questions: 2 }]);
    expect(standing([result('kim'), later])[0]!.faults).toEqual(['handed in before, and not counted: kim.ipynb']);
  });

  test("is the platform's last attempt, whatever times unpacking gave the files", () => {
    const first = result('kim', { file: 'kim_1_10_a.ipynb', timestamp: '2026-12-01T12:00:00.000Z', attempt: 10 });
    const again = result('kim', { key: 'k2', file: 'kim_1_12_a-1.ipynb', attempt: 12, questions: [mark('a', 0)] });
    expect(standing([again, first]).map(({ points }) => points)).toEqual([0]);
    expect(standing([first, again]).map(({ points }) => points)).toEqual([0]);
  });

  test('is what was graded last of one submission', () => {
    const again = result('kim', {
      key: 'k2',
      graded: '2026-12-03T10:00:00.000Z',
      questions: [mark('a', 1), mark('b', 2)],
    });
    expect(counted(again, result('kim'))).toEqual([{ kim: 3, faults: 0, questions: 2 }]);
  });

  test('some test cells graded again replace these marks alone', () => {
    const part = result('kim', {
      key: 'k2',
      graded: '2026-12-03T10:00:00.000Z',
      only: ['b'],
      questions: [mark('b', 2)],
    });
    const [joined] = standing([part, result('kim')]);
    expect(joined).toMatchObject({ points: 4, questions: [{ id: 'a' }, { id: 'b', points: 2 }] });
    expect(joined!.only).toBeUndefined();
    const alone = standing([part])[0]!;
    expect(alone).toMatchObject({ points: 2, only: ['b'] });
  });
});

describe('what people and the clock add', () => {
  const due = '2026-12-01T00:00:00.000Z';

  test('marks by hand replace points, comments stand beside them, other students keep theirs', () => {
    const byHand = { id: 'essay', points: 0, max: 3, parts: [], manual: true };
    const own = result('kim', { questions: [mark('a', 2), byHand] });
    const marks = [
      { student: 'kim', exercise: 'sums', question: 'essay', points: 2.5, comment: 'Good.' },
      { student: 'kim', exercise: 'sums', question: 'a', points: null, comment: 'Shorter, please.' },
      { student: 'lee', exercise: 'sums', question: 'a', points: 0 },
    ];
    const shown = reported(own, marks);
    expect(shown.points).toBe(4.5);
    expect(shown.questions[1]).toMatchObject({ points: 2.5, manual: false, parts: [{ reasons: ['Good.'] }] });
    expect(shown.questions[0]).toMatchObject({ points: 2, parts: [{ points: 2 }, { reasons: ['Shorter, please.'] }] });
    expect(reported(result('park'), marks).points).toBe(2);
  });

  test.each([
    ['2026-11-30T23:59:59.999Z', 0],
    ['2026-12-01T00:00:00.000Z', 0],
    ['2026-12-01T00:00:00.001Z', 0.4],
    ['2026-12-02T00:00:00.000Z', 0.4],
    ['2026-12-02T00:00:00.001Z', 0.8],
    ['2027-12-02T00:00:00.000Z', 2],
  ])('handed in at %s: %d of 4 points are lost', (timestamp, penalty) => {
    const full = result('kim', { due, timestamp, questions: [mark('a', 4, 4)] });
    const shown = reported(full, [], { perDay: 0.1, most: 0.5 });
    expect(shown.penalty).toBeCloseTo(penalty, 12);
    expect(scoreOf(shown)).toBeCloseTo(4 - penalty, 12);
  });

  test('tenths add up to what is written', () => {
    const own = result('kim', {
      questions: [mark('a', 0.1), mark('b', 0.2)],
      due,
      timestamp: '2026-12-01T01:00:00.000Z',
    });
    const shown = reported(own, [], { perDay: 0.1, most: 0.5 });
    expect([shown.points, shown.penalty, scoreOf(shown)]).toEqual([0.3, 0.03, 0.27]);
  });

  test('the penalty is a share of what counts in the end', () => {
    const late = result('kim', { due, timestamp: '2026-12-01T12:00:00.000Z', questions: [mark('a', 0, 4)] });
    const marks = [{ student: 'kim', exercise: 'sums', question: 'a', points: 4 }];
    expect(reported(late, marks, { perDay: 0.25, most: 1 })).toMatchObject({ points: 4, penalty: 1 });
    expect(reported(late, marks)).toMatchObject({ penalty: 0 });
  });
});

describe('reports', () => {
  const odd = result('=HYPERLINK("x")', { faults: ['The cell b is missing.'] });
  const none = result('김,민수 🙂', { questions: [], faults: ['no notebook <&> "x"\u0001'] });
  const shown = [result('kim'), odd, none].map((each) => reported(each, []));

  test("CSV has nbgrader's columns, and no cell that a spreadsheet would run", () => {
    expect(csvReport(shown)).toMatchInlineSnapshot(`
      "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score
      sums,,2026-12-01T10:00:00.000Z,"'=HYPERLINK(""x"")",,,,2,0,2,4
      sums,,2026-12-01T10:00:00.000Z,kim,,,,2,0,2,4
      sums,,2026-12-01T10:00:00.000Z,"김,민수 🙂",,,,0,0,0,4
      "
    `);
    const minus = csvReport([reported(result('-1+cmd|x'), [])]);
    expect(minus).toContain("'-1+cmd|x");
  });

  test('JUnit XML is well formed whatever names and errors hold', () => {
    expect(junitReport(shown)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="=HYPERLINK(&quot;x&quot;) sums" tests="2" failures="1" errors="0" time="1.50">
          <testcase classname="sums.=HYPERLINK(&quot;x&quot;)" name="a"/>
          <testcase classname="sums.=HYPERLINK(&quot;x&quot;)" name="b"><failure message="0 of 2">The value is wrong.</failure></testcase>
          <system-out>The cell b is missing.</system-out>
        </testsuite>
        <testsuite name="kim sums" tests="2" failures="1" errors="0" time="1.50">
          <testcase classname="sums.kim" name="a"/>
          <testcase classname="sums.kim" name="b"><failure message="0 of 2">The value is wrong.</failure></testcase>
        </testsuite>
        <testsuite name="김,민수 🙂 sums" tests="1" failures="0" errors="1" time="1.50">
          <testcase classname="sums.김,민수 🙂" name="submission"><error message="no notebook &lt;&amp;&gt; &quot;x&quot;�"/></testcase>
          <system-out>no notebook &lt;&amp;&gt; &quot;x&quot;�</system-out>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test("Gradescope's results.json has its fields", () => {
    expect(JSON.parse(gradescopeReport(shown[0]!))).toMatchInlineSnapshot(`
      {
        "execution_time": 1.5,
        "output": "",
        "score": 2,
        "tests": [
          {
            "max_score": 2,
            "name": "a",
            "number": "1",
            "output": "",
            "score": 2,
            "visibility": "visible",
          },
          {
            "max_score": 2,
            "name": "b",
            "number": "2",
            "output": "The value is wrong.",
            "score": 0,
            "visibility": "visible",
          },
        ],
        "visibility": "visible",
      }
    `);
  });

  test('a student who was late reads what it cost, in the language of the notebook', () => {
    const late = { due: '2026-12-01T00:00:00.000Z', timestamp: '2026-12-01T01:00:00.000Z' };
    const outputs = (['en', 'ko'] as const).map((language) => {
      const own = reported(result('kim', { ...late, language }), [], { perDay: 0.1, most: 0.5 });
      return (JSON.parse(gradescopeReport(own)) as { output: string }).output;
    });
    expect(outputs).toEqual(['Handed in late: 0.2 points less.', '늦게 제출하여 0.2점이 깎였습니다.']);
  });

  test('every one says that there was no sandbox', () => {
    const unsafe = reported(result('kim', { sandbox: 'none' }), []);
    const both = [unsafe, reported(result('lee'), [])];
    for (const text of [jsonReport(both), csvReport(both), junitReport(both), gradescopeReport(unsafe)]) {
      expect(text).toContain('graded with --unsafe');
    }
    expect(csvReport(both)).toMatchInlineSnapshot(`
      "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score,warning
      sums,,2026-12-01T10:00:00.000Z,kim,,,,2,0,2,4,"graded with --unsafe: without a sandbox, these marks can be forged"
      sums,,2026-12-01T10:00:00.000Z,lee,,,,2,0,2,4,
      "
    `);
  });
});
