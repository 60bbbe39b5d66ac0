/** @file Particles fit the last sound of what stands before them. */
import { afterEach, expect, test } from 'vitest';
import { setLanguage, withParticles } from '../../src/errors/index.ts';
import { keras } from '../../src/index.ts';

afterEach(() => setLanguage('en'));

test.each([
  ['활성화 함수이(가)', '활성화 함수가'],
  ['옵티마이저이(가)', '옵티마이저가'],
  ['손실을(를)', '손실을'],
  ["'손실'은(는)", "'손실'은"],
  ['파일(으)로, 폴더(으)로, 그림(으)로', '파일로, 폴더로, 그림으로'],
  ['1870은(는)', '1870은'],
  ['축 0이(가) 축 2이(가) 축 -1을(를) 축 3와(과)', '축 0이 축 2가 축 -1을 축 3과'],
  ['4(으)로 6(으)로 7(으)로 0.5(으)로 1,024을(를)', '4로 6으로 7로 0.5로 1,024를'],
  ['Node 24.1.0이(가) 0.1.0을(를) 1.2.9와(과)', 'Node 24.1.0이 0.1.0을 1.2.9와'],
  ['quick을(를) conv2이(가) float32은(는) (3,)이(가)', 'quick을(를) conv2이(가) float32은(는) (3,)이(가)'],
])('%s', (text, said) => expect(withParticles(text)).toBe(said));

test('errors say it so', () => {
  setLanguage('ko');
  const message = (make: () => unknown): string => {
    try {
      make();
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  expect(message(() => keras.layers.Dense(1, { activation: 'rleu' as 'relu' }))).toMatchInlineSnapshot(
    `"Dense: 그런 이름의 활성화 함수가 없습니다. 받은 값: 'rleu'. 'relu'을(를) 뜻했나요?"`,
  );
  expect(message(() => keras.optimizers.get('adma'))).toMatchInlineSnapshot(
    `"compile: 그런 이름의 옵티마이저가 없습니다. 받은 값: 'adma'. 'adam'을(를) 뜻했나요?"`,
  );
});
