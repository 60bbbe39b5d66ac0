/** @file A value taken apart as lines of text: what stands below the maps, what a screen reader says. */
import type { Explained, Term } from './explain.ts';
import type { Words } from './words.ts';

/** A number in a few characters. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) && size < 1e6
      ? String(size)
      : size !== 0 && (size < 0.001 || size >= 1e6)
        ? size.toExponential(1)
        : String(size < 10 ? Number(size.toFixed(3)) : Number(size.toPrecision(4)));
  return value < 0 && text !== '0' ? `−${text}` : text;
}

/** As a summand behind others. */
function plus(value: number, first: boolean): string {
  if (first) return short(value);
  return value < 0 ? ` − ${short(-value)}` : ` + ${short(value)}`;
}

/** As a factor: negative ones in brackets. */
function factor(value: number): string {
  return value < 0 ? `(${short(value)})` : short(value);
}

/** So many products are written out. */
const WRITTEN = 9;

/** The lines; the last one ends with the value. `names`: of the inputs, in their order. */
export function linesOf(explained: Explained, words: Words, names: readonly string[]): string[] {
  const { rule, how, terms, others, bias, sum, curve, numbers, value } = explained;
  const n = (name: string): number => numbers[name]!;
  switch (rule) {
    case 'input':
      return [`${words.pixel}: ${short(value)}`];
    case 'own':
      return [`${words.ownArithmetic} ${words.value}: ${short(value)}`];
    case 'pool': {
      const seen = terms[0]!.values.filter((each) => each !== null);
      const list = `${seen.slice(0, 16).map(short).join(', ')}${seen.length > 16 ? `, … (${seen.length})` : ''}`;
      const name = { max: words.max, min: words.min, mean: words.mean, l2: words.l2 }[how as 'max'];
      return [`${name}(${list}) = ${short(value)}`];
    }
    case 'normalize':
      return [
        `γ · (x − ${words.mean}) / √(${words.variance} + ε) + β`,
        `${factor(n('gamma'))} · (${short(terms[0]!.sum)} − ${factor(n('mean'))}) / √(${short(n('variance'))} + ${short(n('epsilon'))}) ${n('beta') < 0 ? '−' : '+'} ${short(Math.abs(n('beta')))} = ${short(value)}`,
      ];
    case 'standardize': {
      const written = short(terms[0]!.sum);
      const divided = ` / ${short(n('divisor'))}`;
      if (how === 'length') return [`x / ${words.l2}`, `${written}${divided} = ${short(value)}`];
      const gamma = `${factor(n('gamma'))} · `;
      if (how === 'rms') return [`γ · x / ${words.rms}`, `${gamma}${written}${divided} = ${short(value)}`];
      return [
        `γ · (x − ${words.mean}) / √(${words.variance} + ε) + β`,
        `${gamma}(${written} − ${factor(n('mean'))})${divided}${plus(n('beta'), false)} = ${short(value)}`,
      ];
    }
    case 'mix':
      return [`${placeOf(terms[0]!, names)}: ${productsOf(terms[0]!)}`];
    case 'neighbours':
      return [
        `x / (k + α · Σx²)^β  (${words.neighbours})`,
        `${short(terms[0]!.sum)} / (${short(n('offset'))} + ${short(n('factor'))} · ${short(n('squares'))})^${short(n('power'))} = ${short(value)}`,
      ];
    case 'slope': {
      const x = terms[0]!.sum;
      return [x < 0 ? `α · x: ${factor(n('alpha'))} × ${factor(x)} = ${short(value)}` : `x ≥ 0: ${short(value)}`];
    }
    case 'lookup':
      return [`${words.tableRow.replace('{n}', short(terms[0]!.sum))}: ${short(value)}`];
    case 'scale':
      return [`${short(terms[0]!.sum)} × ${factor(n('scale'))}${plus(n('offset'), false)} = ${short(value)}`];
    case 'curve':
      return ended(sum!, value, explained, words);
    case 'same':
      return [`${words.unchanged}: ${short(value)}`];
    case 'order':
    case 'permute':
    case 'move':
    case 'repeat':
    case 'concat':
      return [terms.length === 0 ? `${words.padding}: 0` : `${placeOf(terms[0]!, names)}: ${short(value)}`];
    case 'join': {
      const list = terms.map((each) => each.sum);
      if (how === 'add' || how === 'mean') {
        const added = list.map((each, i) => plus(each, i === 0)).join('');
        return [how === 'add' ? `${added} = ${short(value)}` : `(${added}) / ${list.length} = ${short(value)}`];
      }
      if (how === 'subtract') return [`${short(list[0]!)} − ${factor(list[1]!)} = ${short(value)}`];
      if (how === 'multiply') return [`${list.map(factor).join(' × ')} = ${short(value)}`];
      return [`${how === 'max' ? words.max : words.min}(${list.map(short).join(', ')}) = ${short(value)}`];
    }
    default: {
      const single = terms.every(({ values }) => values.length === 1);
      const written = single ? [] : terms.map((each) => `${placeOf(each, names)}: ${productsOf(each)}`);
      const summands = terms.map((each, i) =>
        single
          ? `${i > 0 ? ' + ' : ''}${factor(each.values[0] ?? 0)}×${factor(each.weights![0]!)}`
          : plus(each.sum, i === 0),
      );
      if (others.count > 0) summands.push(`${plus(others.sum, summands.length === 0)} (${words.others.replace('{n}', String(others.count))})`); // prettier-ignore
      if (bias !== null) summands.push(`${plus(bias, summands.length === 0)} (${words.bias})`);
      const total = `${summands.length === 0 ? '0' : summands.join('')} = ${short(sum!)}`;
      return [...written, total, ...(curve ? ended(sum!, value, explained, words) : [])];
    }
  }
}

function ended(sum: number, value: number, { curve, numbers }: Explained, words: Words): string[] {
  if (curve === null) return [short(sum)];
  if (curve.name === 'softmax') {
    const shift = numbers['most']!;
    const shifted = `e^(${short(sum)} − ${factor(shift)})`;
    return [
      `softmax: ${shifted} / ${words.sumOfAll.replace('{n}', String(numbers['classes']))} = ${short(numbers['exp']!)} / ${short(numbers['total']!)} = ${short(value)}`,
    ];
  }
  const name = curve.name === 'own' ? words.ownCurve : curve.name;
  return [`${name}(${short(sum)}) = ${short(value)}`];
}

/** Value times weight of each cell, the first ones where there are many. */
function productsOf({ values, weights, sum }: Term): string {
  const products = values.slice(0, WRITTEN).map((value, at) => `${factor(value ?? 0)}×${factor(weights![at]!)}`);
  return `${products.join(' + ')}${values.length > WRITTEN ? ' + …' : ''} = ${short(sum)}`;
}

/** Where a part comes from: the layer and its channel. */
export function placeOf({ seen }: Term, names: readonly string[]): string {
  return `${names[seen.input] ?? ''} [${seen.channel}]`;
}
