/**
 * @file Arguments by position: a Keras-like call takes some by position and the rest in one options object; any other
 * call refuses what comes after its last one.
 */
import { ValueError } from '../errors/index.ts';
import { describe, isPlainObject } from './describe.ts';
import { readOptions, type OptionSpec } from './options.ts';
import type { Rule } from './rules.ts';
import { unknownOption } from './unknown.ts';

/**
 * Fills `defaults` from a call. `order` names the arguments that may come by position; the last value, when it is a
 * plain object, holds the others by name.
 * @throws ValueError for a name given twice, an unknown name (with the nearest) or too many positions
 */
export function readArguments<T extends object>(
  who: string,
  args: readonly unknown[],
  defaults: T,
  order: readonly (keyof T & string)[] = Object.keys(defaults) as (keyof T & string)[],
): T {
  const result = { ...defaults } as Record<string, unknown>;
  const last = args.at(-1);
  const options = isPlainObject(last) ? last : undefined;
  const positional = options === undefined ? args : args.slice(0, -1);
  if (positional.length > order.length) {
    const names = order.join(', ');
    throw new ValueError({
      who,
      rule: {
        en: `takes at most ${order.length} arguments by position (${names}) and then one options object`,
        ko: `위치로 쓰는 인수는 최대 ${order.length}개(${names})이고, 그다음은 옵션 객체 하나입니다`,
      },
      received: { en: `${positional.length} by position`, ko: `위치 인수 ${positional.length}개` },
    });
  }
  const given = new Set<string>();
  positional.forEach((value, i) => {
    if (value === undefined) return;
    result[order[i]!] = value;
    given.add(order[i]!);
  });
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!Object.hasOwn(defaults, name)) throw unknownOption(who, name, Object.keys(defaults), options);
    if (given.has(name)) {
      throw new ValueError({
        who,
        rule: { en: `takes '${name}' once`, ko: `'${name}' 인수는 한 번만 씁니다` },
        received: { en: 'it by position and in the options', ko: '위치와 옵션 양쪽' },
      });
    }
    if (value !== undefined) result[name] = value;
  }
  return result as T;
}

/**
 * Refuses arguments after the last one a call has: JavaScript would drop them without a word, also a whole options
 * object. Call it as `if (arguments.length > 2) refuseSurplus('np.transpose', arguments, 2)`, so that it costs nothing.
 */
export function refuseSurplus(who: string, args: ArrayLike<unknown>, most: number): void {
  const surplus = Array.from(args)
    .slice(most)
    .filter((value) => value !== undefined);
  if (surplus.length === 0) return;
  const options = surplus.find(isPlainObject);
  const name = options && Object.keys(options)[0];
  if (options && name !== undefined) throw unknownOption(who, name, [], options);
  throw new ValueError({
    who,
    rule: {
      en: `takes ${most === 0 ? 'no arguments' : `at most ${most} argument${most === 1 ? '' : 's'}`}`,
      ko: most === 0 ? '인수가 없습니다' : `인수는 최대 ${most}개입니다`,
    },
    received: {
      en: `${args.length}, the surplus ${describe(surplus[0])}`,
      ko: `${args.length}개, 남는 것 ${describe(surplus[0])}`,
    },
  });
}

/**
 * Checks a call whose options may stand in the place of several arguments: every plain object among the arguments holds only
 * options of `spec` (without one the call takes none), and nothing comes after the `most`-th. A call from a list's `map`, `forEach`
 * or `reduce`, which hand over the place and the whole list too, is no mistake.
 *
 * Call it as `if (arguments.length > 1) checkCall('np.squeeze', arguments, 2, axisOption)`, so that it costs nothing without options.
 */
export function checkCall(
  who: string,
  args: ArrayLike<unknown>,
  most: number,
  spec?: OptionSpec<object, unknown>,
): void {
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    if (!isPlainObject(value)) continue;
    if (spec) readOptions(who, value, spec);
    else for (const name of Object.keys(value)) throw unknownOption(who, name, [], value);
  }
  // No options are written by leaving them out; where null says something, it is of a value that stands alone.
  if (spec && args.length > 1 && args[args.length - 1] === null && !takesAlone(spec))
    readOptions(who, null as never, spec);
  if (args.length > most && !isCallback(args)) refuseSurplus(who, args, most);
}

/** Whether one of the options may come without its name. */
function takesAlone({ rules }: OptionSpec<object, unknown>): boolean {
  return Object.values(rules as Readonly<Record<string, Rule<unknown>>>).some(({ mayStandAlone }) => mayStandAlone);
}

/** Whether the last three arguments are an element, its place and the list it stands in. */
function isCallback(args: ArrayLike<unknown>): boolean {
  const list = args[args.length - 1];
  const place = args[args.length - 2];
  if (args.length < 3 || typeof place !== 'number' || !(Array.isArray(list) || ArrayBuffer.isView(list))) return false;
  return Object.is((list as readonly unknown[])[place], args[args.length - 3]);
}
