/** @file How calls read their options: what is refused and how it is said, defaults, and what costs nothing. */
import { afterEach, describe as group, expect, it } from 'vitest';
import {
  checkCall,
  anything,
  checkOptions,
  choice,
  describe,
  flag,
  func,
  integer,
  list,
  nearestName,
  number,
  oneOf,
  optionNames,
  optionsOf,
  readOptions,
  refuseSurplus,
  text,
  word,
} from '../../src/arguments/index.ts';
import { optionRows } from './option-rows.ts';
import { setLanguage } from '../../src/errors/index.ts';

interface ResizeOptions {
  order?: 0 | 1 | 2;
  mode?: 'reflect' | 'edge';
  cval?: number;
  clip?: boolean;
  sigma?: number | null;
}
const spec = optionsOf<ResizeOptions>()({
  order: choice(0, 1, 2).or(1),
  mode: word('reflect', 'edge').or('reflect'),
  cval: number().or(0),
  clip: flag().or(true),
  sigma: number({ from: 0 }).orNull(),
});

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}
const read = (options: object): string => refusal(() => readOptions('image.resize', options as ResizeOptions, spec));

afterEach(() => setLanguage('en'));

group('options', () => {
  it('get their defaults', () => {
    expect(readOptions('f', undefined, spec)).toEqual({ order: 1, mode: 'reflect', cval: 0, clip: true });
    expect(readOptions('f', { order: 2, clip: undefined, sigma: null }, spec)).toEqual({
      order: 2,
      mode: 'reflect',
      cval: 0,
      clip: true,
      sigma: null,
    });
    expect(readOptions('f', undefined, spec)).toBe(readOptions('f', undefined, spec)); // nothing is made
  });

  it('are refused when unknown, with the nearest name', () => {
    expect([{ ordr: 0 }, { C_VAL: 1 }, { colour: 'red' }, { __proto__x: 1 }].map(read)).toMatchInlineSnapshot(`
      [
        "ValueError: image.resize: there is no option 'ordr'. Received { ordr: 0 }. Did you mean 'order'?",
        "ValueError: image.resize: there is no option 'C_VAL'. Received { C_VAL: 1 }. Did you mean 'cval'?",
        "ValueError: image.resize: there is no option 'colour'. Received { colour: 'red' }. The options are order, mode, cval, clip, sigma.",
        "ValueError: image.resize: there is no option '__proto__x'. Received { __proto__x: 1 }. The options are order, mode, cval, clip, sigma.",
      ]
    `);
    expect(
      refusal(() => checkOptions('np.sum', { axs: 0 }, optionNames<{ axis?: number }>()('axis'))),
    ).toMatchInlineSnapshot(
      `"ValueError: np.sum: there is no option 'axs'. Received { axs: 0 }. Did you mean 'axis'?"`,
    );
    expect(read(JSON.parse('{ "__proto__": 1 }') as object)).toContain("no option '__proto__'");
    expect(read({ toString: 1 })).toContain("no option 'toString'");
  });

  it('are refused when the value breaks the rule', () => {
    expect([{ order: 3 }, { mode: 'refelct' }, { cval: '0' }, { cval: NaN }, { clip: 1 }, { sigma: -1 }].map(read))
      .toMatchInlineSnapshot(`
        [
          "ValueError: image.resize: order must be 0, 1 or 2. Received 3.",
          "ValueError: image.resize: mode must be 'reflect' or 'edge'. Received 'refelct'. Did you mean 'reflect'?",
          "ValueError: image.resize: cval must be a number. Received '0'.",
          "ValueError: image.resize: cval must be a number. Received NaN.",
          "ValueError: image.resize: clip must be true or false. Received 1.",
          "ValueError: image.resize: sigma must be a number of at least 0 or null. Received -1.",
        ]
      `);
  });

  it('must be one plain object', () => {
    expect([5, 'edge', [1], null, new Date(0)].map((given) => read(given as object))).toMatchInlineSnapshot(`
      [
        "ValueError: image.resize: options come as one object, { order: … }. Received 5.",
        "ValueError: image.resize: options come as one object, { order: … }. Received 'edge'.",
        "ValueError: image.resize: options come as one object, { order: … }. Received [1].",
        "ValueError: image.resize: options come as one object, { order: … }. Received null.",
        "ValueError: image.resize: options come as one object, { order: … }. Received a Date.",
      ]
    `);
  });

  it('are refused in Korean', () => {
    setLanguage('ko');
    expect([{ ordr: 0 }, { colour: 'red' }, { mode: 'refelct' }, { cval: '0' }].map(read)).toMatchInlineSnapshot(`
      [
        "ValueError: image.resize: 'ordr' 옵션은 없습니다. 받은 값: { ordr: 0 }. 혹시 'order'인가요?",
        "ValueError: image.resize: 'colour' 옵션은 없습니다. 받은 값: { colour: 'red' }. 쓸 수 있는 옵션: order, mode, cval, clip, sigma.",
        "ValueError: image.resize: mode에 쓸 수 있는 값: 'reflect', 'edge'. 받은 값: 'refelct'. 혹시 'reflect'인가요?",
        "ValueError: image.resize: cval에 쓸 수 있는 값: 수. 받은 값: '0'.",
      ]
    `);
  });

  it('give the rows of the docs', () => {
    expect(optionRows(spec).map(({ name, takes, fallback }) => `${name}: ${takes.en} (${fallback})`))
      .toMatchInlineSnapshot(`
      [
        "order: 0, 1 or 2 (1)",
        "mode: 'reflect' or 'edge' ('reflect')",
        "cval: a number (0)",
        "clip: true or false (true)",
        "sigma: a number of at least 0 or null (undefined)",
      ]
    `);
  });

  it('are held equal to the interface by the compiler', () => {
    // @ts-expect-error 'mode' is missing
    optionsOf<{ order?: number; mode?: string }>()({ order: number() });
    // @ts-expect-error 'odd' is not in the interface
    optionsOf<{ order?: number }>()({ order: number(), odd: number() });
    // @ts-expect-error 'same' is missing among the words
    optionsOf<{ mode?: 'same' | 'valid' }>()({ mode: word('valid') });
    // @ts-expect-error 'mode' is missing
    optionNames<{ order?: number; mode?: string }>()('order');
    expect(
      optionsOf<{ f?: () => void; n?: number[] }>()({ f: func(), n: anything({ en: 'anything', ko: '무엇이든' }) })
        .names,
    ).toEqual(['f', 'n']);
  });
});

group('rules', () => {
  it('accept what they say and nothing else', () => {
    expect([0, 1, 0.5, NaN, Infinity, '1'].map((v) => number({ from: 0, below: 1 }).accepts(v))).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect([0, 1, 1.5, -0].map((v) => integer({ above: 0 }).accepts(v))).toEqual([false, true, false, false]);
    expect([[1, 2], [1], 'ab', [1, 'b']].map((v) => list(number(), 2).accepts(v))).toEqual([true, false, false, false]);
    expect(['', 0].map((v) => text().accepts(v))).toEqual([true, false]);
  });

  it('keep the names an option has elsewhere, with a default and with null', () => {
    const rule = integer().known('cols');
    expect([rule.or(1), rule.orNull(), rule.orNull().or(null)].map(({ otherNames }) => otherNames)).toEqual([
      ['cols'],
      ['cols'],
      ['cols'],
    ]);
  });

  it('say what a value must be', () => {
    const rules = [
      number({ from: 0, to: 1 }),
      number({ above: 0 }),
      number({ above: 0, to: 1 }),
      integer({ from: 1 }),
      integer({ to: 9 }),
      list(integer(), 2),
      list(text()),
      word('a').orNull(),
      func(),
    ];
    expect(rules.map(({ must }) => `${must.en} · ${must.ko}`)).toMatchInlineSnapshot(`
      [
        "a number from 0 to 1 · 0 이상 1 이하의 수",
        "a number above 0 · 0 초과의 수",
        "a number above 0 and up to 1 · 0 초과 1 이하의 수",
        "a whole number of at least 1 · 1 이상의 정수",
        "a whole number of at most 9 · 9 이하의 정수",
        "a list of 2 values, each a whole number · 값 2개의 리스트(값마다 정수)",
        "a list of values, each a text · 리스트(값마다 문자열)",
        "'a' or null · 'a' 또는 null",
        "a function · 함수",
      ]
    `);
  });
});

group('words and names', () => {
  it('oneOf gives the value or names the nearest', () => {
    expect(oneOf('pad', 'mode', 'edge', ['edge', 'wrap'])).toBe('edge');
    expect(refusal(() => oneOf('np.pad', 'mode', 'wrp', ['edge', 'wrap']))).toMatchInlineSnapshot(
      `"ValueError: np.pad: mode must be 'edge' or 'wrap'. Received 'wrp'. Did you mean 'wrap'?"`,
    );
    expect(refusal(() => oneOf('np.pad', 'mode', undefined, ['edge']))).toMatchInlineSnapshot(
      `"ValueError: np.pad: mode must be 'edge'. Received undefined."`,
    );
  });

  it('the only name that begins alike is meant, not one of several', () => {
    const names = ['rotationRange', 'widthShiftRange', 'loc', 'validationSplit', 'validationData'];
    expect(['rotation', 'location', 'validation', 'wi', 'shift'].map((n) => nearestName(n, names))).toEqual([
      'rotationRange',
      'loc',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('names are compared without case and underscores', () => {
    const names = ['kernelSize', 'padding', 'dataFormat'];
    expect(['kernel_size', 'KERNELSIZE', 'paddin', 'data_formt', 'x', '_'].map((n) => nearestName(n, names))).toEqual([
      'kernelSize',
      'kernelSize',
      'padding',
      'dataFormat',
      undefined,
      undefined,
    ]);
  });

  it('any value can stand in a message', () => {
    const hostile = Object.create(null, {
      constructor: {
        get() {
          throw new Error('no');
        },
        enumerable: true,
      },
    }) as object;
    const values = [1n, -0, Symbol('s'), [1, [2, { a: 'b' }]], new Map(), () => 1, hostile, { long: 'x'.repeat(200) }];
    expect(values.map(describe)).toMatchInlineSnapshot(`
      [
        "1n",
        "-0",
        "Symbol(s)",
        "[1, [2, { a: 'b' }]]",
        "a Map",
        "function (anonymous)",
        "a value that cannot be shown",
        "{ long: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx …",
      ]
    `);
  });
});

group('surplus arguments', () => {
  const call = (...args: unknown[]): string => refusal(() => refuseSurplus('np.transpose', args, 2));
  it('are refused, options by name', () => {
    expect(call(1, 2, undefined)).toBe('accepted');
    expect([call(1, 2, { axs: 1 }), call(1, 2, 3), refusal(() => refuseSurplus('np.e', [1], 0))])
      .toMatchInlineSnapshot(`
      [
        "ValueError: np.transpose: there is no option 'axs'. Received { axs: 1 }. np.transpose takes no options.",
        "ValueError: np.transpose: takes at most 2 arguments. Received 3, the surplus 3.",
        "ValueError: np.e: takes no arguments. Received 1, the surplus 1.",
      ]
    `);
  });
});

group('calls whose options may stand in the place of arguments', () => {
  const call = (...args: unknown[]): string => refusal(() => checkCall('image.resize', args, 3, spec));
  it('may hold known options only, and no more arguments than there are', () => {
    expect([call(1, 2), call(1, { clip: true }), call(1, 2, { order: 1 }), call(1, 2, 3, undefined)]).toEqual(
      Array.from({ length: 4 }, () => 'accepted'),
    );
    expect([
      call(1, { ordr: 1 }),
      call(1, 2, { clip: 1 }),
      call(1, 2, 3, 4),
      refusal(() => checkCall('np.ravel', [1, { foo: 1 }], 1)),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: image.resize: there is no option 'ordr'. Received { ordr: 1 }. Did you mean 'order'?",
        "ValueError: image.resize: clip must be true or false. Received 1.",
        "ValueError: image.resize: takes at most 3 arguments. Received 4, the surplus 4.",
        "ValueError: np.ravel: there is no option 'foo'. Received { foo: 1 }. np.ravel takes no options.",
      ]
    `);
  });
  it('come from map, forEach and reduce with a place and a list', () => {
    const ravel = (...args: unknown[]): string => refusal(() => checkCall('np.ravel', args, 1));
    expect([1, [2], 3].map(ravel)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(Array.from(new Float64Array([1, NaN]), (x, i) => ravel(x, i, [1, NaN]))).toEqual(['accepted', 'accepted']);
    expect(ravel(1, 0, [2])).toMatch('takes at most 1 argument');
  });
});
