/** @file TypeScript's messages in Korean: each line by its own text, with the names of the cell as they are. */
import { expect, test } from 'vitest';
import { inKorean } from '../../../kernel/session/korean.ts';

test('messages of one line, of several, with what was guessed', () => {
  const messages = [
    "Cannot find name 'foo'.",
    "Cannot find name 'fetchh'. Did you mean 'fetch'?",
    "Property 'foo' does not exist on type 'np.ndarray'.",
    "Object literal may only specify known properties, but 'input_shape' does not exist in type 'Partial<DenseOptions>'. Did you mean to write 'inputShape'?",
    'Left side of comma operator is unused and has no side effects.',
    "This expression is not callable.\n  Type 'readonly number[]' has no call signatures.",
    "';' expected.",
    'Expected 2 arguments, but got 1.',
  ];
  expect(messages.map(inKorean)).toMatchInlineSnapshot(`
    [
      "'foo' 이름을 찾을 수 없습니다.",
      "'fetchh' 이름을 찾을 수 없습니다.",
      "'np.ndarray' 타입에 'foo' 속성이 없습니다.",
      "객체 리터럴은 알려진 속성만 지정할 수 있으며 'Partial<DenseOptions>' 타입에 'input_shape'이(가) 없습니다.",
      "쉼표 왼쪽의 값이 쓰이지 않습니다.",
      "이 식은 호출할 수 없습니다.
      'readonly number[]' 타입에 호출 시그니처가 없습니다.",
      "';'이(가) 필요합니다.",
      "2개의 인수가 필요한데 1개를 가져왔습니다.",
    ]
  `);
});

test('what is not known stays', () => {
  expect(inKorean('Something else entirely.')).toBe('Something else entirely.');
});
