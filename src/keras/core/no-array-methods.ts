/**
 * @file What `x.mul(w)` and `x * w` say of a tensor or a weight: inside layers and losses whose parameters have no type TypeScript does not know
 * that `x` is no array, and JavaScript would say that `mul` is no function.
 */
import { nodeMethods } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { KerasTensor } from './keras-tensor.ts';
import { Weight } from './weight.ts';

/** Methods of arrays, and what computes the same of tensors. */
const OPS: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'subtract',
  mul: 'multiply',
  div: 'divide',
  pow: 'power',
  mod: 'mod',
  neg: 'negative',
  abs: 'abs',
  dot: 'matmul',
  matmul: 'matmul',
  gt: 'greater',
  ge: 'greaterEqual',
  lt: 'less',
  le: 'lessEqual',
  eq: 'equal',
  ne: 'notEqual',
  sum: 'sum',
  mean: 'mean',
  max: 'max',
  min: 'min',
  prod: 'prod',
  std: 'std',
  var: 'var',
  argmax: 'argmax',
  argmin: 'argmin',
  clip: 'clip',
  astype: 'cast',
  reshape: 'reshape',
  transpose: 'transpose',
};

/** Each of the three prints itself. */
const textOf = (tensor: { toString(): string }): string => tensor.toString();

/** `x + 1` and `-x` would silently be a text and NaN; `${x}` is how a tensor is printed. */
function primitiveOf(this: { toString(): string }, wanted: string): string {
  if (wanted === 'string') return textOf(this);
  throw new ValueError({
    who: 'tensor',
    rule: { en: 'JavaScript operators do not work on tensors', ko: '텐서에는 JavaScript 연산자를 쓸 수 없습니다' },
    received: textOf(this),
    hint: {
      en: 'Write keras.ops.add(a, b), keras.ops.multiply(a, b), keras.ops.negative(a) instead of a + b, a * b, -a',
      ko: 'a + b, a * b, -a 대신 keras.ops.add(a, b), keras.ops.multiply(a, b), keras.ops.negative(a)로 쓰세요',
    },
  });
}

for (const owner of [nodeMethods, KerasTensor.prototype, Weight.prototype]) {
  Object.defineProperty(owner, Symbol.toPrimitive, { value: primitiveOf });
  for (const [name, op] of Object.entries(OPS)) {
    if (name in owner) continue;
    Object.defineProperty(owner, name, {
      value(this: { toString(): string }) {
        throw new ValueError({
          who: `tensor.${name}`,
          rule: { en: 'tensors do not have the methods of arrays', ko: '텐서에는 배열의 메서드가 없습니다' },
          received: textOf(this),
          hint: { en: `Write keras.ops.${op}(x, …)`, ko: `keras.ops.${op}(x, …)로 쓰세요` },
        });
      },
    });
  }
}
