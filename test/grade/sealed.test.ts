/** @file Sealed tests: which numbers a digest takes for the answer, the file's faults, and `check('name')` in a folder. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { difference } from '../../src/grade/compare.ts';
import { encode } from '../../src/grade/encode.ts';
import { readExercise, type Notebook } from '../../src/grade/grader.ts';
import type { Kind } from '../../src/grade/options.ts';
import type { Plain } from '../../src/grade/plain.ts';
import { digestOf, matchOf } from '../../src/grade/sealed/digest.ts';
import { readSealed, sealedText, type SealedContent } from '../../src/grade/sealed/file.ts';
import { Stream } from '../../src/grade/stream.ts';
import { check, CheckError, np, setLanguage } from '../../src/index.ts';

describe('digests', () => {
  const random = new Stream('digests');
  /** Numbers of every size, whole ones and such that lie on borders of the grids. */
  const numbers = (tolerance: number): number[] => {
    const sizes = Array.from(
      { length: 150 },
      () => 10 ** random.between(-12, 15) * (random.between(0, 1) < 0.5 ? -1 : 1),
    );
    const borders = Array.from({ length: 150 }, () => random.integer(-1000, 1000) * tolerance * random.integer(1, 4));
    const whole = Array.from({ length: 20 }, () => random.integer(-1e6, 1e6));
    return [...sizes, ...borders, ...whole, 0, -0, 1, -1, 1 + Number.EPSILON, Number.MAX_SAFE_INTEGER, 1e300, 5e-324];
  };
  const cases: readonly (readonly [Kind, number])[] = [
    ['expectValue', 1e-6],
    ['expectValue', 1e-12],
    ['expectValue', 1e-3],
    ['expectValue', 0.1],
    ['expectValue', 0.49],
    ['expectImage', 1],
    ['expectImage', 0.25],
  ];

  it.each(cases)('%s within %d is right, beyond four times that it is wrong', (kind, tolerance) => {
    const how = { kind, tolerance };
    const wrong: unknown[] = [];
    for (const x of numbers(tolerance)) {
      const digest = digestOf(['number', x], how, 'salt');
      const scale = kind === 'expectImage' ? 1 : Math.max(1, Math.abs(x));
      const right = [-1, -0.999, -0.5, 0, 1e-9, 0.5, 0.999, 1, random.between(-1, 1)];
      for (const part of right) {
        const y = x + part * tolerance * scale;
        if (difference(['number', y], ['number', x], how) !== undefined) continue; // rounded beyond it
        if (matchOf(['number', y], digest, how, 'salt') !== 'right') wrong.push([x, part]);
      }
      if (tolerance > 0.1) continue;
      for (const part of [-40, -4.5, 4.5, 40, 1e5]) {
        const y = x + part * tolerance * scale;
        if (Math.abs(y - x) < 4 * tolerance * scale || (part < -8 && tolerance > 0.01)) continue; // too small for x's last digit
        if (matchOf(['number', y], digest, how, 'salt') !== 'other values') wrong.push([x, part]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('agree with the comparison of the grader on arrays, whatever lies near a border', () => {
    const how = { kind: 'expectValue', tolerance: 1e-6 } as const;
    for (let time = 0; time < 40; time++) {
      const values = Array.from({ length: 200 }, () => random.integer(-50, 50) * 1e-6 + random.between(-3, 3));
      const right: Plain = ['array', 'float64', [10, 20], values];
      const digest = digestOf(right, how, 'salt');
      const near = values.map((x) => x + random.between(-1e-6, 1e-6));
      expect(matchOf(['array', 'float32', [10, 20], near], digest, how, 'salt')).toBe('right');
      const one = near.with(random.integer(0, 199), 7);
      expect(matchOf(['array', 'float64', [10, 20], one], digest, how, 'salt')).toBe('other values');
    }
  });

  const same: readonly (readonly [unknown, unknown])[] = [
    [0, -0],
    [Number.NaN, Number.NaN],
    [Infinity, Infinity],
    [np.array([1.5]), np.array([1.5]).astype('float32')],
    [
      { a: 1, b: [true, 'x'] },
      { b: [true, 'x'], a: 1 },
    ],
    [undefined, undefined],
    [null, null],
    [
      [1, [2, 3]],
      [1, [2, 3]],
    ],
    [2n ** 70n, 2n ** 70n],
  ];
  const others: readonly (readonly [unknown, unknown, string])[] = [
    [0, 1, 'other values'],
    [Number.NaN, 0, 'other values'],
    [Infinity, -Infinity, 'other values'],
    [Infinity, 1e308, 'other values'],
    [0, Number.MIN_VALUE, 'other values'],
    [[1, 2], [2, 1], 'other values'],
    [1, '1', 'other outline'],
    [1, true, 'other outline'],
    [[1, 2], [1, 2, 3], 'other outline'],
    [[1, 2], np.array([1, 2]), 'other outline'],
    [np.zeros([2, 3]), np.zeros([3, 2]), 'other outline'],
    [np.array([1, 2]), np.array([1, 2]).astype('float64'), 'other outline'],
    [{ a: 1 }, { b: 1 }, 'other outline'],
    [{ a: 1 }, { a: 1, b: 2 }, 'other outline'],
    [['a,b'], ['a', 'b'], 'other outline'],
    [['a","b', 'c'], ['a', 'b","c'], 'other values'],
    ['x', 'y', 'other values'],
    [true, false, 'other values'],
    [null, undefined, 'other outline'],
  ];
  const exact = { kind: 'expectValue', tolerance: 0 } as const;
  it.each(same)('the same (%#)', (a, b) => {
    for (const how of [exact, { ...exact, tolerance: 1e-6 }]) {
      expect(matchOf(encode(b), digestOf(encode(a), how, 's'), how, 's')).toBe('right');
    }
  });
  it.each(others)('another one (%#)', (a, b, what) => {
    expect(matchOf(encode(b), digestOf(encode(a), exact, 's'), exact, 's')).toBe(what);
  });

  it('of equal answers differ by their salt, and of a shape hold no element', () => {
    const how = { kind: 'expectValue', tolerance: 1e-6 } as const;
    expect(digestOf(['number', 7], how, 'a').value).not.toBe(digestOf(['number', 7], how, 'b').value);
    const shape = { kind: 'expectShape', tolerance: 1e-6 } as const;
    const zeros = digestOf(encode(np.zeros([2, 2])), shape, 's');
    expect(matchOf(encode(np.ones([2, 2])), zeros, shape, 's')).toBe('right');
    expect(matchOf(encode(np.ones([2, 3])), zeros, shape, 's')).toBe('other outline');
  });
});

describe('check of a name', () => {
  const home = process.cwd();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernelab-sealed-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
    setLanguage('en');
    delete world['double'];
    vi.unstubAllEnvs();
  });
  const world = globalThis as unknown as Record<string, unknown>;
  const how = { kind: 'expectValue', tolerance: 1e-6 } as const;

  /** The double of 3 and of 4; who squares reads a line. */
  const content = (exercise = 'doubles', language: 'en' | 'ko' = 'en', id = 'double'): SealedContent => ({
    exercise,
    language,
    questions: [
      {
        id,
        calls: [
          {
            ...how,
            expression: '({ x }) => double(x)',
            feedback: language === 'en' ? 'What is x + x?' : 'x + x는 얼마인가요?',
            sets: [[['x', ['number', 3]]], [['x', ['number', 4]]]],
            salt: 's',
            answers: [6, 8].map((y) => digestOf(['number', y], how, 's')),
            mistakes: [{ says: 'That is the square.', answers: [9, 16].map((y) => digestOf(['number', y], how, 's')) }],
          },
        ],
      },
    ],
  });
  const put = (name: string, made = content()): void => writeFileSync(name, sealedText(made));
  const message = async (question: string): Promise<string> => {
    const told: string[] = [];
    for (const language of ['en', 'ko'] as const) {
      setLanguage(language);
      told.push(
        await check(question).then(
          () => 'right',
          (error: unknown) => String(error),
        ),
      );
    }
    return told.join('\n');
  };

  it('is right for the answer and names what is wrong, never the expected value', async () => {
    put('a.sealed.json');
    world['double'] = (x: number) => 2 * x;
    await expect(check('double')).resolves.toBeUndefined();
    await expect(check('doubles/double')).resolves.toBeUndefined();
    world['double'] = (x: number) => x * x;
    await expect(check('double')).rejects.toBeInstanceOf(CheckError);
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): not right yet: double(x), x = 3. Received a number, 9. That is the square.
      CheckError: check('double'): 아직 맞지 않습니다: double(x), x = 3. 받은 값: 수 9. That is the square."
    `);
    world['double'] = (x: number) => (x === 3 ? 6 : 7);
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): not right yet: double(x), x = 4. Received a number, 7. What is x + x?
      CheckError: check('double'): 아직 맞지 않습니다: double(x), x = 4. 받은 값: 수 7. What is x + x?"
    `);
    world['double'] = (x: number) => [2 * x];
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): the kind, shape or dtype is not the expected one: double(x), x = 3. Received a list of 1. What is x + x?
      CheckError: check('double'): 종류나 모양이나 dtype이 다릅니다: double(x), x = 3. 받은 값: 항목이 1개인 리스트. What is x + x?"
    `);
    world['double'] = () => {
      throw new Error('There is no answer here yet.');
    };
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): it ended with an error: double(x), x = 3. Received Error: There is no answer here yet.
      CheckError: check('double'): 오류가 났습니다: double(x), x = 3. 받은 값: Error: There is no answer here yet."
    `);
    world['double'] = () => () => 1;
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): The answer cannot be compared: it is a function, or holds one. Received double(x), x = 3.
      CheckError: check('double'): 답을 비교할 수 없습니다. 함수이거나 함수가 들어 있습니다. 받은 값: double(x), x = 3."
    `);
    delete world['double'];
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): it ended with an error: double(x), x = 3. Received ReferenceError: double is not defined. Run the cell in which you write double first.
      CheckError: check('double'): 오류가 났습니다: double(x), x = 3. 받은 값: ReferenceError: double is not defined. double을(를) 쓰는 셀을 먼저 실행하세요."
    `);
  });

  it('knows the names of the library though no cell has used them', async () => {
    const made = content();
    const [question] = made.questions;
    const call = { ...question!.calls[0]!, expression: '({ x }) => np.array([x]).sum() + (keras && cnn && 0) + x' };
    put('a.sealed.json', { ...made, questions: [{ id: 'double', calls: [call] }] });
    await expect(check('double')).resolves.toBeUndefined();
  });

  it('takes the file of its language; of two exercises it asks which', async () => {
    put('a.en.sealed.json');
    put('a.ko.sealed.json', content('doubles', 'ko'));
    world['double'] = () => 1;
    expect(await message('double')).toMatchInlineSnapshot(`
      "CheckError: check('double'): not right yet: double(x), x = 3. Received a number, 1. What is x + x?
      CheckError: check('double'): 아직 맞지 않습니다: double(x), x = 3. 받은 값: 수 1. x + x는 얼마인가요?"
    `);
    put('b.sealed.json', content('twice'));
    expect(await message('double')).toMatchInlineSnapshot(`
      "ValueError: check: several exercises here have this question. Received 'double'. Name the exercise as well: check('doubles/double').
      ValueError: check: 이 폴더의 여러 과제에 이 문제가 있습니다. 받은 값: 'double'. 과제 이름도 함께 쓰세요: check('doubles/double')."
    `);
    expect(await message('twice/double')).toContain('What is x + x?');
    vi.stubEnv('JPY_SESSION_NAME', join(folder, 'a.ko.ipynb'));
    expect(await message('double')).toContain('x + x는 얼마인가요?');
    expect(await message('double')).not.toContain('What is x + x?');
    vi.stubEnv('JPY_SESSION_NAME', join(folder, 'renamed.ipynb'));
    expect(await message('double')).toContain("check('doubles/double')");
  });

  it('says what is wrong with the file or the name', async () => {
    expect(await message('double')).toMatchInlineSnapshot(`
      "FileError: check: a file NAME.sealed.json holds the sealed answers and lies beside the notebook. Received a folder without one. Unpack the exercise's whole ZIP, and open the notebook there; to compare two values: check.close(mine, expected).
      FileError: check: 봉인된 답은 노트북과 같은 폴더의 파일 NAME.sealed.json에 있습니다. 받은 값: 그런 파일이 없는 폴더. 과제 ZIP을 모두 풀고 그 폴더에서 노트북을 여세요. 두 값을 비교하려면 check.close(내 값, 기대한 값)입니다."
    `);
    put('a.sealed.json');
    expect(await message('doubel')).toMatchInlineSnapshot(`
      "ValueError: check: takes the name of a sealed test. Received 'doubel'. Did you mean 'double'?
      ValueError: check: 봉인된 시험의 이름을 받습니다. 받은 값: 'doubel'. 'double'을(를) 쓰려고 했나요?"
    `);
    expect(await message('convolution')).toMatchInlineSnapshot(`
      "ValueError: check: takes the name of a sealed test. Received 'convolution'. There are: double. If it should be one of them, the file is of another edition than the notebook.
      ValueError: check: 봉인된 시험의 이름을 받습니다. 받은 값: 'convolution'. 있는 이름: double. 여기 있어야 할 이름이면 파일과 노트북의 판이 다릅니다."
    `);
    expect(await message('other/double')).toMatchInlineSnapshot(`
      "ValueError: check: takes the name of a sealed test. Received 'other/double'. There are: doubles/double. If it should be one of them, the file is of another edition than the notebook.
      ValueError: check: 봉인된 시험의 이름을 받습니다. 받은 값: 'other/double'. 있는 이름: doubles/double. 여기 있어야 할 이름이면 파일과 노트북의 판이 다릅니다."
    `);
    const text = sealedText(content());
    const faults = [text.slice(0, 200), 'null', text.replace('"feedback":"What', '"feedback":"Why')];
    const told: string[] = [];
    for (const fault of faults) {
      writeFileSync('a.sealed.json', fault);
      told.push(await message('double'));
    }
    expect(told).toMatchInlineSnapshot(`
      [
        "FormatError: check: a.sealed.json: the file is damaged. Received a file that is no whole JSON. Take it from the exercise's ZIP once more.
      FormatError: check: a.sealed.json: 파일이 손상되었습니다. 받은 값: 온전한 JSON이 아닌 파일. 과제 ZIP에서 이 파일을 다시 꺼내세요.",
        "FormatError: check: a.sealed.json: the file is damaged. Received something else in it. Take it from the exercise's ZIP once more.
      FormatError: check: a.sealed.json: 파일이 손상되었습니다. 받은 값: 다른 내용. 과제 ZIP에서 이 파일을 다시 꺼내세요.",
        "FormatError: check: a.sealed.json: the file was changed. Received a content that its seal does not fit. Take it from the exercise's ZIP once more.
      FormatError: check: a.sealed.json: 파일 내용이 바뀌었습니다. 받은 값: 봉인과 맞지 않는 내용. 과제 ZIP에서 이 파일을 다시 꺼내세요.",
      ]
    `);
    writeFileSync('a.sealed.json', text.replace('"version":1', '"version":2'));
    expect(await message('double')).toMatchInlineSnapshot(`
      "FormatError: check: a.sealed.json was made by a newer kernelab, which this one cannot read. Received version 2; known: 1. Update kernelab.
      FormatError: check: a.sealed.json은(는) 더 새로운 kernelab으로 만들어 이 버전에서는 읽을 수 없습니다. 받은 값: 버전 2, 아는 버전: 1. kernelab을 업데이트하세요."
    `);
    // A damaged file does not keep the others from being read.
    put('b.sealed.json');
    world['double'] = (x: number) => 2 * x;
    await expect(check('double')).resolves.toBeUndefined();
  });

  it('refuses what is no name, and leads to the call that compares two values', () => {
    expect(() => check(7 as never)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check: takes the name of a question: check('pool'). Received 7. To compare two values: check.close(mine, expected).]`,
    );
    expect(() => (check as (...values: unknown[]) => unknown)('a', 3)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check: takes at most 1 argument. Received 2, the surplus 3.]`,
    );
  });

  it('is written and read whole', () => {
    expect(readSealed(sealedText(content()), 'a')).toEqual(content());
  });
});

describe('a sealed cell of an exercise', () => {
  const exercise = (source: string): Notebook => ({
    cells: [{ cell_type: 'code', source, metadata: { kernelab: { sealed: 'double' } } }],
    metadata: { kernelab: { exercise: 'doubles', language: 'en' } },
    nbformat: 4,
    nbformat_minor: 5,
  });

  it('gives no points and asks for values', () => {
    const [part] = readExercise(exercise('await expectValue(({ x }) => double(x), { x: 3 });'), 'a').parts;
    expect(part).toMatchObject({ kind: 'sealed', id: 'double' });
    expect(() =>
      readExercise(exercise('await expectValue(({ x }) => double(x), { x: 3 }, { points: 1 });'), 'a'),
    ).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: a, cell 1: a sealed test gives no points. Received points: 1.]`,
    );
    expect(() =>
      readExercise(exercise('await expectGradient(({ x }) => [x, x], { x: 3 });'), 'a'),
    ).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: a, cell 1: a sealed test is expectValue, expectShape, expectImage or expectModel: a digest holds a value. Received expectGradient.]`,
    );
    expect(() =>
      readExercise(exercise('await expectValue(({ x }) => x, { x: 3 }, { tolerance: 2 });'), 'a'),
    ).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: a, cell 1: a sealed test's tolerance is below 0.5, since beyond it every number is near. Received tolerance: 2.]`,
    );
  });
});
