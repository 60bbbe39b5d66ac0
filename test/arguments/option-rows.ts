/** @file The options of a call as the rows of a table, to be held beside the docs. */
import { describe, RuleWithDefault, type OptionSpec, type Rule } from '../../src/arguments/index.ts';

interface OptionRow {
  readonly name: string;
  /** What it takes. */
  readonly takes: { readonly en: string; readonly ko: string };
  /** Its default as code; undefined where there is none. */
  readonly fallback: string | undefined;
}

/** The options of a call as rows for the docs, in the order they are written in. */
export function optionRows(spec: OptionSpec<object, unknown>): OptionRow[] {
  return Object.entries(spec.rules as Readonly<Record<string, Rule<unknown>>>).map(([name, rule]) => ({
    name,
    takes: rule.must,
    fallback: rule instanceof RuleWithDefault ? describe(rule.fallback) : undefined,
  }));
}
