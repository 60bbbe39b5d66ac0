/** @file modelFromPattern: the shapes and counts of the lectures, the rules of the pattern, and what is refused. */
import { beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';

const { utils } = keras;
const LECTURE = '[((CONV => RELU)*m => POOL)*n => (FC => RELU)*k]';
beforeEach(() => utils.clearSession());

const namesOf = (pattern: string, options: object = {}) =>
  utils
    .modelFromPattern(pattern, { inputShape: [32, 32, 3], ...options })
    .layers.map(({ name }) => name)
    .join(' ');

describe('modelFromPattern', () => {
  it("is the lecture's ConvNet for CIFAR-10 (L1.2)", () => {
    const model = utils.modelFromPattern('INPUT-CONV-RELU-POOL-FC', { inputShape: [32, 32, 3], filters: 12 });
    const rows = utils.architectureTable(model).rows;
    expect(rows.filter(({ className }) => className !== 'Flatten').map(({ output }) => output)).toEqual([
      [32, 32, 3],
      [32, 32, 12],
      [32, 32, 12],
      [16, 16, 12],
      [10],
    ]);
    expect(model.countParams()).toBe(336 + 30_730);
  });

  it("reads the lecture's formula (L1.1)", () => {
    expect(namesOf(LECTURE, { m: 2, n: 2, k: 1 })).toBe(
      'conv1 relu1 conv2 relu2 pool1 conv3 relu3 conv4 relu4 pool2 flatten fc1 relu5 scores',
    );
    expect(namesOf(LECTURE, { m: 1, n: 1, k: 0 })).toBe('conv1 relu1 pool1 flatten scores');
    expect(namesOf(LECTURE, { m: 0, n: 3, k: 0 })).toBe('pool1 pool2 pool3 flatten scores');
  });

  it('takes every arrow, any case and any spaces, and repeats words and groups', () => {
    for (const pattern of [
      'conv=>relu=>pool=>fc',
      'CONV -> RELU -> POOL',
      '(CONV - RELU)→[POOL]',
      ' INPUT-CONV-RELU-POOL-FC ',
    ])
      expect(namesOf(pattern)).toBe('conv1 relu1 pool1 flatten scores');
    expect(namesOf('CONV*3 => FC*2')).toBe('conv1 conv2 conv3 flatten fc1 scores');
  });

  it('keeps maps × pixels with a growth of 4 (L1.11), and multiply-adds with 2', () => {
    const convs = (growth: number) => {
      const model = utils.modelFromPattern('[CONV => POOL]*4', { inputShape: [64, 64, 3], filters: 8, growth });
      return utils.architectureTable(model).rows.filter(({ className }) => className === 'Conv2D');
    };
    const values = convs(4).map(({ output }) => output.reduce((a, b) => a * b));
    expect(new Set(values)).toEqual(new Set([64 * 64 * 8]));
    expect(
      new Set(
        convs(2)
          .slice(1)
          .map(({ multiplyAdds }) => multiplyAdds),
      ).size,
    ).toBe(1);
  });

  it('is a classifier that trains', () => {
    utils.setRandomSeed(1);
    const model = utils.modelFromPattern('CONV => RELU => POOL', { inputShape: [8, 8, 1], classes: 3, filters: 2 });
    const scores = model.predictOnBatch(np.ones([2, 8, 8, 1]));
    expect(scores.shape).toEqual([2, 3]);
    expect(scores.at(0).sum()).toBeCloseTo(1, 5);
  });

  it('says what is wrong, and where', () => {
    const tries: [string, object?][] = [
      ['[(CONV => RELU)*2 => POOL'],
      ['(CONV => RELU]'],
      ['CNV => RELU'],
      ['CONV => => POOL'],
      ['CONV RELU'],
      [''],
      ['CONV*x'],
      [LECTURE, { m: 1, n: 1 }],
      ['FC => CONV'],
      ['CONV => INPUT'],
      ['[CONV => POOL]*6'],
      ['CONV*20', { padding: 'valid' }],
      ['(CONV*100)*100'],
      ['(CONV*0)*1000000000'],
      ['CONV', { inputShape: undefined }],
      ['CONV', { inputShape: [28, 28] }],
      ['CONV', { filter: 8 }],
    ];
    const texts = tries.map(([pattern, options]) => {
      try {
        return namesOf(pattern, options);
      } catch (error) {
        return String(error);
      }
    });
    expect(texts).toMatchInlineSnapshot(`
      [
        "ValueError: modelFromPattern: '[' is closed by ']'. Received the end of '[(CONV => RELU)*2 => POOL'.",
        "ValueError: modelFromPattern: '(' is closed by ')'. Received ']' at place 14 of '(CONV => RELU]'.",
        "ValueError: modelFromPattern: a part is one of INPUT, CONV, RELU, POOL, FC or a group in brackets. Received 'CNV' at place 1 of 'CNV => RELU'. Did you mean 'CONV'?",
        "ValueError: modelFromPattern: a part is one of INPUT, CONV, RELU, POOL, FC or a group in brackets. Received '=>' at place 9 of 'CONV => => POOL'.",
        "ValueError: modelFromPattern: parts are joined by =>. Received 'RELU' at place 6 of 'CONV RELU'.",
        "ValueError: modelFromPattern: a part is one of INPUT, CONV, RELU, POOL, FC or a group in brackets. Received the end of ''.",
        "ValueError: modelFromPattern: behind * comes a number, m, n or k. Received 'x' at place 6 of 'CONV*x'.",
        "ValueError: modelFromPattern: the pattern repeats a group k times, and k is not given. Received 'k' at place 47 of '[((CONV => RELU)*m => POOL)*n => (FC => RELU)*k]'. Give it as an option, { k: 2 }, or write *2.",
        "ValueError: modelFromPattern: CONV and POOL stand before the first FC: behind it there are no maps any more. Received CONV as layer 2 of 'FC => CONV'.",
        "ValueError: modelFromPattern: INPUT stands only at the beginning. Received INPUT as layer 2 of 'CONV => INPUT'.",
        "ValueError: modelFromPattern: POOL 6 needs maps of 2 x 2 or more. Received maps of (1, 1). Repeat the group with POOL fewer times, or give larger pictures or padding: 'same'.",
        "ValueError: modelFromPattern: CONV 16 needs maps of 3 x 3 or more. Received maps of (2, 2). Repeat the group with POOL fewer times, or give larger pictures or padding: 'same'.",
        "ValueError: modelFromPattern: at most 1000 layers are built. Received the end of '(CONV*100)*100'.",
        "ValueError: modelFromPattern: at most 1000 layers are built. Received the end of '(CONV*0)*1000000000'.",
        "ValueError: modelFromPattern: takes a pattern and the shape of a picture. Received no inputShape. Write: modelFromPattern('CONV => RELU => POOL => FC', { inputShape: [28, 28, 1] }).",
        "ValueError: modelFromPattern: inputShape must be a list of 3 values, each a whole number of at least 1. Received [28, 28].",
        "ValueError: modelFromPattern: there is no option 'filter'. Received { inputShape: [32, 32, 3], filter: 8 }. Did you mean 'filters'?",
      ]
    `);
  });
});
