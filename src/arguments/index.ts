/**
 * @file How calls read their arguments: which options there are, what each takes, what it is when it is not given, and
 * the one wording for each mistake. A call writes its options once, beside its interface, and TypeScript holds the two
 * equal:
 *
 *     export interface ResizeOptions { order?: 0 | 1; clip?: boolean }
 *     const resizeOptions = optionsOf<ResizeOptions>()({ order: choice(0, 1).or(1), clip: flag().or(true) });
 *     const { order, clip } = readOptions('image.resize', options, resizeOptions);
 */
export { callable, type Callable } from './callable.ts';
export { describe, isPlainObject } from './describe.ts';
export { nearestName } from './nearest-name.ts';
export { UnknownOptionError, unknownOption } from './unknown.ts';
export { checkOptions, optionNames, optionsOf, readOptions } from './options.ts';
export type { Filled, OptionNames, OptionSpec } from './options.ts';
export { own } from './own.ts';
export { checkCall, readArguments, refuseSurplus } from './positions.ts';
export { anything, choice, flag, func, integer, list, number, Rule, RuleWithDefault, text, word } from './rules.ts';
export { checkRule, didYouMean, oneOf, wordsText } from './words.ts';
