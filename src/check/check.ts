/**
 * @file `check`: whether a value of one's own is the expected one, for cells that nobody grades. Each call shows a box; a cell
 * with a failed check goes on to its end and fails then.
 */
import { describe, number, optionsOf, readOptions, refuseSurplus, text } from '../arguments/index.ts';
import { shapeText, ValueError, type Text, type Translated } from '../errors/index.ts';
import { setting } from '../platform/index.ts';
import { bothFloat, differenceOf, isSame, type Difference, type Form, type Rules } from './difference.ts';
import { alike, arrayIn, formOf, isSymbolic, NoForm } from './forms.ts';
import { isModel, modelFinding, type ModelLike } from './models.ts';
import { sideBySide } from './picture.ts';
import { pronounce } from './verdict.ts';
import { aboutOf, dtypeFinding, findingOf, praiseOf, shapeFinding, type Finding } from './words.ts';

export interface CloseOptions {
  /**
   * How far a number may be off, as a part of the expected one. Default 1e-5.
   * @ko 정답에 대한 비율로 허용하는 차이입니다. 기본값 1e-5.
   */
  rtol?: number;
  /**
   * How far it may be off on top of that. Default 1e-6, which rounding in float32 needs.
   * @ko 그 위에 더 허용하는 차이입니다. 기본값 1e-6.
   */
  atol?: number;
  /**
   * What the box calls the check. Default `check.close`.
   * @ko 상자에 보일 이름입니다. 기본값 `check.close`.
   */
  name?: string;
}

const closeOptions = optionsOf<CloseOptions>()({
  rtol: number({ from: 0 }).or(1e-5),
  atol: number({ from: 0 }).or(1e-6),
  name: text().or('check.close'),
});

/**
 * Whether numbers are near: |mine − expected| ≤ atol + rtol · |expected|, as `np.allclose` asks. For numbers, arrays, lists
 * of them, objects, weights and whole models; texts must be equal. An array may stand beside nested lists, and float beside int64,
 * which is what whole numbers become: `check.close(y, [[12, 8], [3, 0]])`. Other dtypes (uint8, bool) must be the expected ones.
 * @ko 내 값이 정답과 가까운지 보고, 다르면 무엇이 다른지 알려 줍니다.
 * @example check.close(myConv(x, k), cnn.conv(x, k), { atol: 1e-4 })
 */
export function close(mine: unknown, expected: unknown, options?: CloseOptions): void {
  if (arguments.length > 3) refuseSurplus('check.close', arguments, 3);
  requireBoth('check.close', arguments.length);
  const { rtol, atol, name } = readOptions('check.close', options, closeOptions);
  compare('check.close', name, mine, expected, {
    isNear: (a, b) => Math.abs(a - b) <= atol + rtol * Math.abs(b),
    fits: (a, b) => isLoose(a, b) || (wide.has(a) && wide.has(b)),
  });
}

export interface EqualOptions {
  /**
   * What the box calls the check. Default `check.equal`.
   * @ko 상자에 보일 이름입니다. 기본값 `check.equal`.
   */
  name?: string;
}

const equalOptions = optionsOf<EqualOptions>()({ name: text().or('check.equal') });

/**
 * Whether two values are the same: numbers, texts, lists, objects, arrays with their dtype, whole models with their weights.
 * NaN is equal to NaN. An array may stand beside nested lists, which have no dtype.
 * @ko 내 값이 정답과 똑같은지 보고, 다르면 무엇이 다른지 알려 줍니다.
 * @example check.equal(pooled.shape, [13, 13])
 */
export function equal(mine: unknown, expected: unknown, options?: EqualOptions): void {
  if (arguments.length > 3) refuseSurplus('check.equal', arguments, 3);
  requireBoth('check.equal', arguments.length);
  const { name } = readOptions('check.equal', options, equalOptions);
  compare('check.equal', name, mine, expected, { isNear: (a, b) => a === b, fits: isLoose });
}

export interface ShapeOptions {
  /**
   * The dtype that it must have, too. Default: any.
   * @ko 맞아야 하는 dtype입니다. 기본값은 아무것이나입니다.
   */
  dtype?: string;
  /**
   * What the box calls the check. Default `check.shape`.
   * @ko 상자에 적는 이 확인의 이름입니다. 기본값 `check.shape`.
   */
  name?: string;
}

const shapeOptions = optionsOf<ShapeOptions>()({ dtype: text(), name: text().or('check.shape') });

/**
 * Whether a value has a shape: `check.shape(y, [28, 28])`, `check.shape(tensor, [null, 10])`; or that of another value, then with its
 * dtype (floats of either width count as one): `check.shape(y, x)`. Of two models the layers are compared: class, output shape and
 * parameters of each.
 * @ko 내 값의 모양이 맞는지 봅니다.
 */
export function shape(mine: unknown, expected: unknown, options?: ShapeOptions): void {
  if (arguments.length > 3) refuseSurplus('check.shape', arguments, 3);
  requireBoth('check.shape', arguments.length);
  const { dtype, name } = readOptions('check.shape', options, shapeOptions);
  if (isModel(expected)) {
    const finding = isModel(mine) ? modelFinding(mine, expected) : noModel(mine);
    return conclude(name, finding, layersText(expected));
  }
  const right = shapedOf(expected, 'expected');
  if (right === undefined) {
    throw new ValueError({
      who: 'check.shape',
      rule: {
        en: 'expected is a shape, or a value that has one',
        ko: '기대한 값은 모양이거나 모양이 있는 값입니다',
      },
      received: describe(expected),
      hint: { en: 'A shape is a list of lengths: [28, 28]', ko: '모양은 길이의 리스트입니다: [28, 28]' },
    });
  }
  const came = shapedOf(mine, 'mine');
  const finding =
    came === undefined ? noShape(mine, right.shape) : shapedFinding(came, { ...right, ...(dtype ? { dtype } : {}) });
  conclude(name, finding, shapeText(right.shape));
}

/** A shape, with a dtype where there is one. */
interface Shaped {
  readonly shape: readonly (number | null)[];
  readonly dtype?: string;
}

/** The shape of a value. As what is expected, a list of lengths is the shape itself. */
function shapedOf(value: unknown, side: 'mine' | 'expected'): Shaped | undefined {
  const isLength = (item: unknown): item is number | null =>
    item === null || (Number.isInteger(item) && (item as number) >= 0);
  if (side === 'expected' && Array.isArray(value) && value.every(isLength)) return { shape: value };
  const array = arrayIn(value);
  if (array !== undefined) return { shape: array.shape, dtype: array.dtype };
  if (isSymbolic(value)) return { shape: value.shape, dtype: value.dtype };
  if (typeof value === 'number') return { shape: [] };
  if (!Array.isArray(value)) return undefined;
  const sides: number[] = [];
  for (let at: unknown = value; Array.isArray(at); at = at[0]) sides.push(at.length);
  return { shape: sides };
}

function shapedFinding(mine: Shaped, right: Shaped): Finding | undefined {
  if (shapeText(mine.shape) !== shapeText(right.shape)) return shapeFinding(mine.shape, right.shape);
  if (mine.dtype === undefined || right.dtype === undefined) return undefined;
  if (mine.dtype === right.dtype || bothFloat(mine.dtype, right.dtype)) return undefined;
  return dtypeFinding(mine.dtype, right.dtype);
}

/** Dtypes in which numbers of every size are at home: they stand for each other where values are only to be near. */
const wide = new Set(['int32', 'int64', 'float32', 'float64']);

/** Whether the dtypes are one, or one of the sides is a list, which has none. */
function isLoose(a: string, b: string): boolean {
  return a === b || a === '' || b === '';
}

function compare(who: string, name: string, mine: unknown, expected: unknown, rules: Rules): void {
  if (isModel(expected)) {
    const finding = isModel(mine) ? modelFinding(mine, expected, rules) : noModel(mine);
    return conclude(name, finding, layersText(expected));
  }
  const right = expectedForm(who, expected);
  let form: Form;
  try {
    form = formOf(mine);
  } catch (error) {
    if (!(error instanceof NoForm)) throw error;
    const { en, ko } = aboutOf(right);
    return conclude(name, {
      rule: { en: `what is expected is ${en}`, ko: `기대한 값의 종류: ${ko}` },
      received: error.what,
      hint: error.hint,
    });
  }
  const found = differenceOf(...alike(form, right), rules);
  conclude(name, found && findingOf(found), praiseOf(alike(form, right)[1]), found && pictureOf(found, rules));
}

/** The form of what is expected; a value without one is a slip of whoever wrote the check. */
function expectedForm(who: string, expected: unknown): Form {
  try {
    return formOf(expected);
  } catch (error) {
    if (!(error instanceof NoForm)) throw error;
    const rule = {
      en: 'what is expected must be a value that can be compared',
      ko: '기대한 값은 비교할 수 있어야 합니다',
    };
    throw new ValueError({ who, rule, received: error.what, hint: error.hint });
  }
}

function pictureOf(found: Difference, rules: Rules): string | undefined {
  if (found.what !== 'elements' || setting('KERNELAB_PICTURES') === 'off') return undefined;
  const { mine, expected, first } = found;
  return sideBySide(mine, expected, first, (i) => isSame(mine[3][i]!, expected[3][i]!, rules));
}

function conclude(name: string, finding: Finding | undefined, praise: Text = '', picture?: string): void {
  pronounce(
    finding === undefined ? { who: name, passed: true, praise } : { who: name, passed: false, finding, picture },
  );
}

function requireBoth(who: string, given: number): void {
  if (given >= 2) return;
  throw new ValueError({
    who,
    rule: { en: 'takes a value and the expected one', ko: '확인할 값과 기대한 값을 함께 받습니다' },
    received: { en: `${given} ${given === 1 ? 'argument' : 'arguments'}`, ko: `인수 ${given}개` },
    hint: { en: `Write ${who}(mine, expected)`, ko: `${who}(내 값, 기대한 값)으로 쓰세요` },
  });
}

function noModel(mine: unknown): Finding {
  return { rule: { en: 'what is expected is a model', ko: '기대한 값의 종류: 모델' }, received: describe(mine) };
}

function noShape(mine: unknown, right: readonly (number | null)[]): Finding {
  const isPromise = typeof (Object(mine) as { then?: unknown }).then === 'function';
  return {
    rule: { en: `the shape should be ${shapeText(right)}`, ko: `모양이 다릅니다. 기대한 모양: ${shapeText(right)}` },
    received: { en: `${describe(mine)}, which has no shape`, ko: `모양이 없는 값, ${describe(mine)}` },
    hint: isPromise ? { en: 'Is an await missing?', ko: 'await를 빠뜨렸나요?' } : undefined,
  };
}

function layersText(model: ModelLike): Translated {
  const { length } = model.layers;
  return { en: `all ${length} layers`, ko: `층 ${length}개 모두` };
}
