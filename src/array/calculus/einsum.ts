/**
 * @file einsum: sums of products named by letters, `'ij,jk->ik'`. Repeated letters become diagonals by strides, operands
 * are multiplied two at a time as (batched) matrix products, and letters that are needed no more are summed over early.
 */
import { checkCall, describe } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { astype } from '../core/cast.ts';
import { type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { matmul } from '../linalg/products.ts';
import { makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { any, sum } from '../statistics/reduce.ts';
import { resultType } from '../ufuncs/ufunc.ts';

const who = 'np.einsum';

/** An array whose axes carry names; `<0`, `<1` … name the axes behind an ellipsis, counted from the right. */
interface Term {
  readonly array: NDArray;
  readonly labels: readonly string[];
}

/**
 * Evaluates Einstein's summation: `np.einsum('ij,jk->ik', a, b)`, `'...ii->...i'`, or implicit `'ij,jk'`.
 * @ko 첨자 식으로 곱하고 더할 축을 정해 계산합니다.
 */
export function einsum(subscripts: string, ...operands: ArraySource[]): NDArray {
  if (arguments.length > 1) checkCall('np.einsum', arguments, Infinity);
  const text = typeof subscripts === 'string' ? subscripts.replaceAll(/\s/g, '') : '?';
  const match = /^([a-zA-Z.,]*)(?:->([a-zA-Z.]*))?$/.exec(text);
  if (!match)
    throw wrong(
      {
        en: 'subscripts are letters, commas, one arrow and ellipses',
        ko: 'subscripts는 글자, 쉼표, 화살표 하나, 줄임표로 씁니다',
      },
      typeof subscripts === 'string' ? subscripts : describe(subscripts),
    );
  const inputs = match[1]!.split(',');
  if (inputs.length !== operands.length) {
    throw wrong(
      { en: 'there must be one group of letters for each array', ko: '배열마다 글자 묶음이 하나씩 있어야 합니다' },
      `${inputs.length} groups, ${operands.length} arrays`,
    );
  }
  const arrays = operands.map(arrayOf);
  const dtype = resultType(...arrays);
  const named = inputs.map((group, i) => labelsOf(group, arrays[i]!));
  const sizes = sidesOf(named, arrays);
  const output = match[2] === undefined ? implicitOutput(named) : outputOf(match[2], named, sizes);
  let terms = named.map((labels, i) => diagonal(astype(arrays[i]!, dtype, false), labels, sizes));
  while (terms.length > 1) {
    const [first, second, ...rest] = terms as [Term, Term, ...Term[]];
    const needed = new Set([...output, ...rest.flatMap((t) => t.labels)]);
    terms = [contract(first, second, needed), ...rest];
  }
  const last = summed(terms[0]!, new Set(output));
  return last.array.transpose(output.map((label) => last.labels.indexOf(label)));
}

function wrong(rule: Translated, received: string): ValueError {
  return new ValueError({ who, rule, received });
}

function labelsOf(group: string, array: NDArray): string[] {
  const [before, after, more] = group.split('...');
  if (more !== undefined || (before + (after ?? '')).includes('.'))
    throw wrong({ en: 'an ellipsis is three dots, once', ko: '줄임표는 점 세 개로 한 번만 씁니다' }, `'${group}'`);
  const letters = (before! + (after ?? '')).split('');
  const hidden = array.ndim - letters.length;
  if (after === undefined ? hidden !== 0 : hidden < 0) {
    throw new ShapeError({
      who,
      rule: { en: 'there must be one letter for each axis', ko: '축마다 글자가 하나씩 있어야 합니다' },
      received: {
        en: `'${group}' for shape ${shapeText(array.shape)}`,
        ko: `모양 ${shapeText(array.shape)}에 '${group}'`,
      },
    });
  }
  if (after === undefined) return letters;
  return [...before!.split(''), ...Array.from({ length: hidden }, (_, k) => `<${hidden - 1 - k}`), ...after.split('')];
}

/** The length of every label; an axis of length 1 stretches. */
function sidesOf(named: readonly string[][], arrays: readonly NDArray[]): Map<string, number> {
  const sizes = new Map<string, number>();
  named.forEach((labels, i) => {
    labels.forEach((label, d) => {
      const [n, known] = [arrays[i]!.shape[d]!, sizes.get(label)];
      if (known === undefined || known === 1) sizes.set(label, n);
      else if (n !== 1 && n !== known) {
        throw new ShapeError({
          who,
          rule: {
            en: `axes with the same letter must be equally long, or 1`,
            ko: '글자가 같은 축은 길이가 같거나 1이어야 합니다',
          },
          received: { en: `'${label}' for lengths ${known} and ${n}`, ko: `길이 ${known}, ${n}에 '${label}'` },
        });
      }
    });
  });
  return sizes;
}

/** Ellipsis axes first, then the letters that occur once, in alphabetical order. */
function implicitOutput(named: readonly string[][]): string[] {
  const all = named.flat();
  const once = all.filter((x) => !x.startsWith('<') && all.indexOf(x) === all.lastIndexOf(x)).sort();
  return [...hiddenOf(named), ...once];
}

function hiddenOf(named: readonly string[][]): string[] {
  const hidden = new Set(named.flat().filter((x) => x.startsWith('<')));
  return [...hidden].sort((x, y) => Number(y.slice(1)) - Number(x.slice(1)));
}

function outputOf(text: string, named: readonly string[][], sizes: Map<string, number>): string[] {
  const [before, after, more] = text.split('...');
  if (more !== undefined || (before + (after ?? '')).includes('.'))
    throw wrong({ en: 'an ellipsis is three dots, once', ko: '줄임표는 점 세 개로 한 번만 씁니다' }, `'${text}'`);
  const output =
    after === undefined ? before!.split('') : [...before!.split(''), ...hiddenOf(named), ...after.split('')];
  for (const label of output) {
    if (!sizes.has(label))
      throw wrong(
        { en: `the result names '${label}', which no array has`, ko: `결과의 '${label}'은(는) 어느 배열에도 없습니다` },
        `'->${text}'`,
      );
    if (output.indexOf(label) !== output.lastIndexOf(label))
      throw wrong(
        { en: `the result names '${label}' twice`, ko: `결과에 '${label}'이(가) 두 번 나옵니다` },
        `'->${text}'`,
      );
  }
  return output;
}

/** Repeated labels to one axis along the diagonal, and axes of length 1 stretched: views, nothing is copied. */
function diagonal(array: NDArray, labels: readonly string[], sizes: Map<string, number>): Term {
  const kept = [...new Set(labels)];
  const strides = kept.map((label) =>
    labels.reduce((total, x, d) => total + (x === label && array.shape[d] !== 1 ? array.strides[d]! : 0), 0),
  );
  const shape = kept.map((label) => sizes.get(label)!);
  return { array: makeView(array, shape, strides, array.offset, false), labels: kept };
}

/** Sums over the labels that are not needed. */
function summed({ array, labels }: Term, needed: ReadonlySet<string>): Term {
  const axis = labels.flatMap((label, d) => (needed.has(label) ? [] : [d]));
  if (axis.length === 0) return { array, labels };
  const total = array.dtype === 'bool' ? any(array, axis) : sum(array, axis, { dtype: array.dtype });
  return { array: arrayOf(total), labels: labels.filter((label) => needed.has(label)) };
}

/** Two terms as a stack of matrix products: shared and needed labels count matrices, shared ones are summed over. */
function contract(first: Term, second: Term, needed: ReadonlySet<string>): Term {
  const x = summed(first, new Set([...needed, ...second.labels]));
  const y = summed(second, new Set([...needed, ...x.labels]));
  const shared = x.labels.filter((label) => y.labels.includes(label));
  const batch = shared.filter((label) => needed.has(label));
  const inner = shared.filter((label) => !needed.has(label));
  const left = x.labels.filter((label) => !shared.includes(label));
  const right = y.labels.filter((label) => !shared.includes(label));
  const side = (t: Term, list: readonly string[]): number[] =>
    list.map((label) => t.array.shape[t.labels.indexOf(label)]!);
  const arrange = (t: Term, groups: readonly (readonly string[])[]): NDArray =>
    t.array
      .transpose(groups.flat().map((label) => t.labels.indexOf(label)))
      .reshape(groups.map((group) => sizeOf(side(t, group))));
  const product = matmul(arrange(x, [batch, left, inner]), arrange(y, [batch, inner, right]));
  return {
    array: product.reshape([...side(x, batch), ...side(x, left), ...side(y, right)]),
    labels: [...batch, ...left, ...right],
  };
}
