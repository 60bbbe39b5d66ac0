/** @file `check` outside of cells: what passes, and the words for everything that does not. */
import { afterEach, describe, expect, test } from 'vitest';
import { check, CheckError, cnn, keras, np, setLanguage } from '../../src/index.ts';

afterEach(() => setLanguage('en'));

/** The words of a check that fails, in both languages. */
function words(run: () => void): string {
  return (['en', 'ko'] as const)
    .map((language) => {
      setLanguage(language);
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(CheckError);
        return (error as Error).message;
      }
      throw new Error('the check passed');
    })
    .join('\n');
}

const square = np.arange(9).reshape([3, 3]);

describe('passes', () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [1, 1 + 9e-6],
    [0, 9e-7],
    [-0, 0],
    [Number.NaN, Number.NaN],
    [Infinity, Infinity],
    ['a', 'a'],
    [undefined, undefined],
    [null, null],
    [3n, 3n],
    [
      [1, 2],
      [1, 2 + 1e-6],
    ],
    [square, square.astype('float32')],
    [
      square.astype('float64'),
      [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7, 8],
      ],
    ],
    [square.T.copy().T, square],
    [new Float32Array([1, 2]), np.array([1, 2])],
    [np.array(3), 3],
    [np.array([true, false]), [true, false]],
    [
      { a: [square, 'x'], b: null },
      { b: null, a: [square, 'x'] },
    ],
    [new Map([['a', 1]]), { a: 1 }],
    [new Set([1, 2]), [1, 2]],
    [[square, square], np.stack([square, square])],
    [np.zeros([0, 3]), np.zeros([0, 3])],
    [[], []],
  ];
  test.each(pairs)('close: pair %#', (mine, expected) => {
    expect(check.close(mine, expected)).toBeUndefined();
  });

  test('equal: the same numbers to the last bit, and the dtype', () => {
    check.equal(square, square.copy());
    check.equal(square, square.toList());
    check.equal([1, 'a', [true]], [1, 'a', [true]]);
    check.equal(Number.NaN, Number.NaN);
    expect(() => check.equal(1 + 1e-15, 1)).toThrow(CheckError);
    expect(() => check.equal([true], [1])).toThrow(CheckError);
    expect(() => check.equal([], np.zeros([0]))).toThrow(CheckError);
  });

  test('shape: of arrays, lists, numbers, tensors, models', () => {
    check.shape(square, [3, 3]);
    check.shape(square, np.ones([3, 3], 'int64'));
    check.shape(square.astype('float32'), np.ones([3, 3]));
    check.shape(square, [3, 3], { dtype: 'int64' });
    check.shape([[1, 2, 3]], [1, 3]);
    check.shape(7, []);
    check.shape(keras.Input({ shape: [28, 28, 1] }), [null, 28, 28, 1]);
    check.shape(dense(4), dense(4));
  });

  test('close: weights and models', () => {
    const model = dense(4);
    check.close(model.layers[0]!.weights[0], model.layers[0]!.getWeights()[0]);
    check.close(model, model);
    check.close(cnn.featuring(np.arange(16).reshape(4, 4), np.eye(3)), [
      [15, 18],
      [27, 30],
    ]);
  });
});

function dense(units: number): ReturnType<typeof keras.Sequential> {
  const model = keras.Sequential([keras.Input({ shape: [3] }), keras.layers.Dense(units), keras.layers.Dense(2)]);
  return model;
}

describe('says what differs', () => {
  test('values', () => {
    expect(words(() => check.equal(7, 3))).toMatchInlineSnapshot(`
      "check.equal: the value should be 3. Received 7.
      check.equal: 값이 다릅니다. 기대한 값: 3. 받은 값: 7."
    `);
    expect(words(() => check.close(1.0001, 1))).toMatchInlineSnapshot(`
      "check.close: the value should be 1. Received 1.0001. The largest difference is 0.00010: only rounding? Then check.close(…, { atol: 0.0002 }) allows it.
      check.close: 값이 다릅니다. 기대한 값: 1. 받은 값: 1.0001. 가장 큰 차이는 0.00010입니다. 반올림 차이라면 check.close(…, { atol: 0.0002 })로 허용하세요."
    `);
    expect(words(() => check.close(-3, 3))).toMatchInlineSnapshot(`
      "check.close: the value should be 3. Received -3. The sign is the other way round.
      check.close: 값이 다릅니다. 기대한 값: 3. 받은 값: -3. 부호가 반대입니다."
    `);
    expect(words(() => check.equal('Conv2d', 'Conv2D'))).toMatchInlineSnapshot(`
      "check.equal: the value should be 'Conv2D'. Received 'Conv2d'. Only upper and lower case differ.
      check.equal: 값이 다릅니다. 기대한 값: 'Conv2D'. 받은 값: 'Conv2d'. 대문자와 소문자만 다릅니다."
    `);
    expect(words(() => check.equal('kernel ', 'kernel'))).toMatchInlineSnapshot(`
      "check.equal: the value should be 'kernel'. Received 'kernel '. Only spaces at the ends differ.
      check.equal: 값이 다릅니다. 기대한 값: 'kernel'. 받은 값: 'kernel '. 앞뒤의 빈칸만 다릅니다."
    `);
    expect(words(() => check.equal('valid', 'value'))).toMatchInlineSnapshot(`
      "check.equal: the value should be 'value'. Received 'valid'. The first 3 letters are right.
      check.equal: 값이 다릅니다. 기대한 값: 'value'. 받은 값: 'valid'. 처음 3글자는 맞습니다."
    `);
    expect(words(() => check.equal(true, false))).toMatchInlineSnapshot(`
      "check.equal: the value should be false. Received true.
      check.equal: 값이 다릅니다. 기대한 값: false. 받은 값: true."
    `);
    expect(words(() => check.equal({ h: 26, w: [26, 24] }, { h: 26, w: [26, 26] }))).toMatchInlineSnapshot(`
      "check.equal: the value at .w[1] should be 26. Received 24.
      check.equal: 값(.w[1])이 다릅니다. 기대한 값: 26. 받은 값: 24."
    `);
    expect(words(() => check.equal([1, 'a'], [1, 'b']))).toMatchInlineSnapshot(`
      "check.equal: the value at [1] should be 'b'. Received 'a'.
      check.equal: 값([1])이 다릅니다. 기대한 값: 'b'. 받은 값: 'a'."
    `);
  });

  test('types', () => {
    expect(words(() => check.equal('7', 7))).toMatchInlineSnapshot(`
      "check.equal: what is expected is a number, 7. Received a text, '7'. A number from a text: Number('7').
      check.equal: 기대한 값의 종류: 수 7. 받은 값: 문자열 '7'. 문자열을 수로 바꾸려면 Number('7')."
    `);
    expect(words(() => check.close(undefined, square))).toMatchInlineSnapshot(`
      "check.close: what is expected is an array of shape (3, 3). Received undefined (is a return missing?). Does the function return its result?
      check.close: 기대한 값의 종류: 모양이 (3, 3)인 배열. 받은 값: undefined(return을 빠뜨렸나요?). 함수가 결과를 return으로 돌려주나요?"
    `);
    expect(words(() => check.close(square, 'x'))).toMatchInlineSnapshot(`
      "check.close: what is expected is a text, 'x'. Received an array of shape (3, 3).
      check.close: 기대한 값의 종류: 문자열 'x'. 받은 값: 모양이 (3, 3)인 배열."
    `);
    expect(words(() => check.close((x: number) => x, 3))).toMatchInlineSnapshot(`
      "check.close: what is expected is a number, 3. Received function (anonymous). A function is checked by what it gives: call it, f(x).
      check.close: 기대한 값의 종류: 수 3. 받은 값: function (anonymous). 함수는 결과로 확인합니다. f(x)처럼 호출하세요."
    `);
    expect(words(() => check.close(Promise.resolve(3), 3))).toMatchInlineSnapshot(`
      "check.close: what is expected is a number, 3. Received a promise. Its value comes after await: check.close(await …, …).
      check.close: 기대한 값의 종류: 수 3. 받은 값: promise. await를 쓰면 값이 나옵니다: check.close(await …, …)."
    `);
    expect(words(() => check.close(keras.Input({ shape: [3] }), [1, 2, 3]))).toMatchInlineSnapshot(`
      "check.close: what is expected is a list of 3. Received a tensor, which has a shape and no numbers yet. Compare its shape by check.shape.
      check.close: 기대한 값의 종류: 항목이 3개인 리스트. 받은 값: 모양만 있고 수는 아직 없는 텐서. 모양은 check.shape로 비교하세요."
    `);
    expect(words(() => check.close(new Date(0), 3))).toMatchInlineSnapshot(`
      "check.close: what is expected is a number, 3. Received a Date. Check one of its fields: check.close(mine.W, …).
      check.close: 기대한 값의 종류: 수 3. 받은 값: Date 객체. 그 안의 값 하나를 골라 확인하세요: check.close(mine.W, …)."
    `);
    const endless: unknown[] = [];
    endless.push(endless);
    expect(words(() => check.equal(endless, []))).toMatchInlineSnapshot(`
      "check.equal: what is expected is a list of 0. Received a value that holds itself. Check one of its parts.
      check.equal: 기대한 값의 종류: 항목이 0개인 리스트. 받은 값: 자기 자신을 담고 있는 값. 그 안의 값 하나를 골라 확인하세요."
    `);
  });

  test('lengths, fields', () => {
    expect(words(() => check.equal([1, 2], [1, 2, 3]))).toMatchInlineSnapshot(`
      "check.equal: the list should have 3 items. Received 2.
      check.equal: 리스트의 길이가 다릅니다. 기대한 항목: 3개. 받은 값: 2개."
    `);
    expect(words(() => check.equal({ a: 1 }, { a: 1, b: 2 }))).toMatchInlineSnapshot(`
      "check.equal: a field 'b' is expected. Received an object without it.
      check.equal: 필드 'b'이(가) 있어야 합니다. 받은 값: 그 필드가 없는 객체."
    `);
    expect(words(() => check.equal({ a: 1, b: 2 }, { a: 1 }))).toMatchInlineSnapshot(`
      "check.equal: no field 'b' is expected. Received an object that has it.
      check.equal: 필드 'b'은(는) 없어야 합니다. 받은 값: 그 필드가 있는 객체."
    `);
  });

  test('shapes and dtypes', () => {
    expect(words(() => check.close(np.zeros([2, 3]), np.zeros([3, 4])))).toMatchInlineSnapshot(`
      "check.close: the shape should be (3, 4). Received (2, 3).
      check.close: 모양이 다릅니다. 기대한 모양: (3, 4). 받은 값: (2, 3)."
    `);
    expect(words(() => check.close(np.zeros([2, 3]), np.zeros([3, 2])))).toMatchInlineSnapshot(`
      "check.close: the shape should be (3, 2). Received (2, 3). Rows and columns are swapped: x.T.
      check.close: 모양이 다릅니다. 기대한 모양: (3, 2). 받은 값: (2, 3). 행과 열이 바뀌었습니다: x.T."
    `);
    expect(words(() => check.close(np.zeros([1, 28, 28]), np.zeros([28, 28, 1])))).toMatchInlineSnapshot(`
      "check.close: the shape should be (28, 28, 1). Received (1, 28, 28). Only axes of length 1 differ: x.reshape([28, 28, 1]).
      check.close: 모양이 다릅니다. 기대한 모양: (28, 28, 1). 받은 값: (1, 28, 28). 길이가 1인 축만 다릅니다: x.reshape([28, 28, 1])."
    `);
    expect(words(() => check.shape(np.zeros([5, 28, 14, 3]), [5, 3, 28, 14]))).toMatchInlineSnapshot(`
      "check.shape: the shape should be (5, 3, 28, 14). Received (5, 28, 14, 3). The axes are in another order: np.transpose(x, [0, 3, 1, 2]).
      check.shape: 모양이 다릅니다. 기대한 모양: (5, 3, 28, 14). 받은 값: (5, 28, 14, 3). 축의 순서가 다릅니다: np.transpose(x, [0, 3, 1, 2])."
    `);
    expect(words(() => check.shape(np.zeros([4, 9]), [6, 6]))).toMatchInlineSnapshot(`
      "check.shape: the shape should be (6, 6). Received (4, 9). There are as many values, in another shape: x.reshape([6, 6]).
      check.shape: 모양이 다릅니다. 기대한 모양: (6, 6). 받은 값: (4, 9). 값의 개수는 같습니다. 모양을 바꾸려면: x.reshape([6, 6])."
    `);
    expect(words(() => check.close(square.astype('uint8'), square))).toMatchInlineSnapshot(`
      "check.close: the shape is right; the dtype should be int64. Received uint8. The same numbers in another dtype: x.astype('int64').
      check.close: 모양은 맞지만 dtype이 다릅니다. 기대한 dtype: int64. 받은 값: uint8. dtype만 바꾸려면: x.astype('int64')."
    `);
    expect(words(() => check.equal(square.astype('float64'), square))).toMatchInlineSnapshot(`
      "check.equal: the shape is right; the dtype should be int64. Received float64. The same numbers in another dtype: x.astype('int64').
      check.equal: 모양은 맞지만 dtype이 다릅니다. 기대한 dtype: int64. 받은 값: float64. dtype만 바꾸려면: x.astype('int64')."
    `);
    expect(words(() => check.shape(square, [3, 3], { dtype: 'float32' }))).toMatchInlineSnapshot(`
      "check.shape: the shape is right; the dtype should be float32. Received int64. The same numbers in another dtype: x.astype('float32').
      check.shape: 모양은 맞지만 dtype이 다릅니다. 기대한 dtype: float32. 받은 값: int64. dtype만 바꾸려면: x.astype('float32')."
    `);
    expect(words(() => check.shape(keras.Input({ shape: [28] }), [null, 10]))).toMatchInlineSnapshot(`
      "check.shape: the shape should be (None, 10). Received (None, 28).
      check.shape: 모양이 다릅니다. 기대한 모양: (None, 10). 받은 값: (None, 28)."
    `);
    expect(words(() => check.shape('text', [3]))).toMatchInlineSnapshot(`
      "check.shape: the shape should be (3,). Received 'text', which has no shape.
      check.shape: 모양이 다릅니다. 기대한 모양: (3,). 받은 값: 모양이 없는 값, 'text'."
    `);
    expect(words(() => check.shape(Promise.resolve(square), [3]))).toMatchInlineSnapshot(`
      "check.shape: the shape should be (3,). Received a Promise, which has no shape. Is an await missing?
      check.shape: 모양이 다릅니다. 기대한 모양: (3,). 받은 값: 모양이 없는 값, Promise 객체. await를 빠뜨렸나요?"
    `);
  });

  test('elements, with the first place and both values', () => {
    const mine = square.copy();
    mine.set(1, 2, 50);
    mine.set(2, 0, 60);
    expect(words(() => check.close(mine, square))).toMatchInlineSnapshot(`
      "check.close: the shape (3, 3) is right; 2 of 9 values differ. Received 50 at [1, 2], where 5 is expected.
      check.close: 모양은 (3, 3)로 맞지만 값 9개 가운데 2개가 다릅니다. 받은 값: [1, 2] 자리에 50, 기대한 값은 5."
    `);
    expect(words(() => check.close([square, mine], [square, square]))).toMatchInlineSnapshot(`
      "check.close: the shape (3, 3) is right at [1]; 2 of 9 values differ. Received 50 at [1, 2], where 5 is expected.
      check.close: 모양은 (3, 3)로 맞지만([1]) 값 9개 가운데 2개가 다릅니다. 받은 값: [1, 2] 자리에 50, 기대한 값은 5."
    `);
    expect(words(() => check.close([1, 2, 3], [1, 2, 4]))).toMatchInlineSnapshot(`
      "check.close: the shape (3,) is right; 1 of 3 values differ. Received 3 at [2], where 4 is expected.
      check.close: 모양은 (3,)로 맞지만 값 3개 가운데 1개가 다릅니다. 받은 값: [2] 자리에 3, 기대한 값은 4."
    `);
    expect(words(() => check.close(np.array(4), 3))).toMatchInlineSnapshot(`
      "check.close: the value should be 3. Received 4.
      check.close: 값이 다릅니다. 기대한 값: 3. 받은 값: 4."
    `);
  });

  test('models: the layer that is another one', () => {
    expect(words(() => check.shape(dense(4), dense(5)))).toMatchInlineSnapshot(`
      "check.shape: layer 1 (Dense) should give the shape (None, 5). Received (None, 4).
      check.shape: 1번째 층(Dense)의 출력 모양이 다릅니다. 기대한 값: (None, 5). 받은 값: (None, 4)."
    `);
    expect(words(() => check.shape(keras.Sequential([keras.Input({ shape: [3] })]), dense(5)))).toMatchInlineSnapshot(`
      "check.shape: the model should have 2 layers. Received 0.
      check.shape: 층의 개수가 다릅니다. 기대한 층: 2개. 받은 값: 0개."
    `);
    const other = keras.Sequential([
      keras.Input({ shape: [3] }),
      keras.layers.Dense(5, { useBias: false }),
      keras.layers.Dense(2),
    ]);
    expect(words(() => check.shape(other, dense(5)))).toMatchInlineSnapshot(`
      "check.shape: layer 1 (Dense) should have this number of parameters: 20. Received 15.
      check.shape: 1번째 층(Dense)의 매개변수 개수가 다릅니다. 기대한 값: 20. 받은 값: 15."
    `);
    const relu = keras.Sequential([keras.Input({ shape: [3] }), keras.layers.ReLU(), keras.layers.Dense(2)]);
    expect(words(() => check.shape(relu, dense(5)))).toMatchInlineSnapshot(`
      "check.shape: layer 1 should be Dense. Received ReLU.
      check.shape: 1번째 층의 종류가 다릅니다. 기대한 값: Dense. 받은 값: ReLU."
    `);
    const [ones, zeros] = [dense(4), dense(4)];
    for (const [model, value] of [
      [ones, 1],
      [zeros, 0],
    ] as const) {
      model.setWeights(model.getWeights().map((w) => np.full(w.shape, value)));
    }
    expect(words(() => check.close(ones, zeros))).toMatchInlineSnapshot(`
      "check.close: the layers are the same; in weight 1 of layer 1 the shape (3, 4) is right; all 12 values differ. Received 1 at [0, 0], where 0 is expected. Layers without their weights are compared by check.shape(mine, expected).
      check.close: 층은 같습니다. 1번째 층의 1번째 가중치: 모양은 (3, 4)로 맞지만 값 12개가 모두 다릅니다. 받은 값: [0, 0] 자리에 1, 기대한 값은 0. 가중치 없이 층만 비교하려면 check.shape(내 모델, 기대한 모델)을 쓰세요."
    `);
    expect(words(() => check.close(3, zeros))).toMatchInlineSnapshot(`
      "check.close: what is expected is a model. Received 3.
      check.close: 기대한 값의 종류: 모델. 받은 값: 3."
    `);
  });

  test('under the name it was given', () => {
    expect(words(() => check.close(1, 2, { name: 'my convolution' }))).toMatchInlineSnapshot(`
      "my convolution: the value should be 2. Received 1.
      my convolution: 값이 다릅니다. 기대한 값: 2. 받은 값: 1."
    `);
  });
});

describe('guesses at the cause', () => {
  const x = np
    .array([
      [3, 1, 4],
      [1, 5, 9],
      [2, 6, 5],
    ])
    .astype('float64');
  const hint = (mine: unknown, expected: unknown): string | undefined => {
    try {
      check.close(mine, expected);
    } catch (error) {
      return (error as CheckError).hint;
    }
    return 'passed';
  };

  test.each([
    [
      'rounding',
      x.add(2e-4),
      'The largest difference is 0.00020: only rounding? Then check.close(…, { atol: 0.0004 }) allows it',
    ],
    ['the sign', x.mul(-1), 'The sign is the other way round'],
    ['a factor', x.mul(4), 'Each value is 4 times what is expected'],
    ['a fraction', x.div(255), 'Each value is 1/255 of what is expected'],
    ['an offset', x.add(2), 'Each value is 2 too large'],
    ['rows', x.at('::-1'), 'It is mirrored along axis 0'],
    ['columns', x.at(':', '::-1'), 'It is mirrored along axis 1'],
    ['half a turn', x.at('::-1', '::-1'), 'It is turned by 180 degrees: was the kernel flipped?'],
    ['the transpose', x.T, 'Rows and columns are swapped: x.T'],
    ['NaN', np.full([3, 3], Number.NaN), '9 values are NaN: was something divided by 0, or the log of 0 taken?'],
    ['nothing', np.sqrt(x), undefined],
  ] as const)('%s', (_, mine, wanted) => {
    expect(hint(mine, x)).toBe(wanted);
  });

  test('no rounding of whole numbers: a count that is off by little is wrong', () => {
    expect(hint(31_056, 31_066)).toBeUndefined();
    expect(hint(np.array([1000, 2000]), np.array([1001, 2001]))).toBe('Each value is 1 too small');
  });

  test('bytes that wrapped', () => {
    const mine = np.array([44, 200], 'uint8');
    expect(hint(mine, np.array([300, 200], 'int64'))).toBe(
      "Values of uint8 wrap around at 256: compute with floats, x.astype('float32')",
    );
    expect(hint(np.array([1, 2], 'uint8'), np.array([1, 3], 'int64'))).toBe('The numbers differ as well');
    expect(hint(np.array([44, 200], 'uint8'), np.array([100, 200], 'uint8'))).toBeUndefined();
  });

  test('nothing of infinite values', () => {
    expect(hint(np.array([1, 2]), np.array([Infinity, 3]))).toBeUndefined();
  });
});

describe('refuses', () => {
  test('what is no call of it', () => {
    const call = check.close as (...args: unknown[]) => void;
    expect(() => call(1)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: takes a value and the expected one. Received 1 argument. Write check.close(mine, expected).]`,
    );
    expect(() => call(1, 2, 0.1)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: options come as one object, { rtol: … }. Received 0.1.]`,
    );
    expect(() => call(1, 2, { tol: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: there is no option 'tol'. Received { tol: 1 }. Did you mean 'rtol'?]`,
    );
    expect(() => call(1, 2, { rtol: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: rtol must be a number of at least 0. Received -1.]`,
    );
    expect(() => call(1, 2, {}, 3)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: takes at most 3 arguments. Received 4, the surplus 3.]`,
    );
    expect(() => check.close(1, Promise.resolve(1))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.close: what is expected must be a value that can be compared. Received a promise. Its value comes after await: check.close(await …, …).]`,
    );
    expect(() => check.shape(square, 'text')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: check.shape: expected is a shape, or a value that has one. Received 'text'. A shape is a list of lengths: [28, 28].]`,
    );
  });
});
