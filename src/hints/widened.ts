/**
 * @file Type errors that only say that a variable was declared without its type: `const padding = 'same'` in an options
 * object or as a default is any text for TypeScript, `[3, 3]` a list of any length, `` `${i}:${j}` `` of a function any
 * text. The library's calls check every choice, length and slice themselves and name the nearest, so nothing runs on
 * wrongly. A word that is written in the call (`'smae'`) is still refused before the cell runs.
 */
import { placeOf, type Problem } from './problem.ts';

/** A list that is spread into arguments may be of any length for TypeScript. */
const SPREAD = 2556;
/** `a.toList()` is a number only of an array without axes: who goes through it knows that it has some. */
const nested =
  /^(?:Type 'Nested<[\w |]+>' must have|Property '(?:length|at|map|filter|forEach|slice|join|flat|reduce|some|every|includes|indexOf|entries|find|concat|sort|reverse|keys|values)' does not exist on type 'Nested<|Type 'Nested<[\w |]+>' is not an array type)/;
const ABOUT_VALUES = [2322, 2345, 2769];
/** Types of the library whose values are words, slices or few numbers; unions of words TypeScript writes out. */
const choices =
  /"|(?<![\w.])[012] \| [012]|^(?:\w+\.)*(?:Index|SliceText|DType\w*|Padding\w*|\w*Mode|\w*Format|\w*Kind|\w*Rule|Interpolation|Verbose|Detail|WeightsName|\w+Like)$/;
/** Types that words may stand in for, and that are no choices. */
const others = /^(?:\w+\.)*(?:ArrayLike|ArraysLike|TensorLike|MaskLike)$/;

/** Whether the library finds out by itself, when the cell runs, what is wrong there, if anything. */
export function checksItself(problem: Problem, code: string): boolean {
  if (problem.code === SPREAD || nested.test(problem.message)) return true;
  if (!ABOUT_VALUES.includes(problem.code) || placeOf(problem, code, new Map()).depth === 0) return false;
  const reason = problem.message.trim().split('\n').at(-1)!.trim();
  if (/^Target requires \d+ element\(s\) but source may have fewer\.$/.test(reason)) return true;
  const [, given, wanted] = /(?:^Type|Argument of type) '(.+?)' is not assignable to (?:parameter of )?type '(.+)'\.$/.exec(reason) ?? [];
  if (given === undefined || !/^(?:string|number)(?: \| (?:string|number|undefined|null))*$/.test(given)) return false;
  return choices.test(wanted!) && !others.test(wanted!);
} // prettier-ignore
