/** @file docs/widgets.md and docs/widgets.ko.md name every widget and all of its options. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ValueError } from '../../src/errors/index.ts';
import { widgets } from '../../src/widgets/index.ts';

const functions = ['anywidget', 'dlink', 'interact', 'interactive', 'link'];
const controls = Object.keys(widgets).filter((name) => !functions.includes(name));
const make = widgets as unknown as Record<string, (options: object) => unknown>;

/** The options of a widget, from the refusal of one that it does not have. */
function optionsOf(name: string): string[] {
  try {
    make[name]!({ noSuchOption: 1 });
  } catch (error) {
    if (error instanceof ValueError) return /The options are (.*)\.$/.exec(error.message)?.[1]?.split(', ') ?? [];
  }
  return [];
}

it.each(['widgets.md', 'widgets.ko.md'])('%s has a row per widget with its options', (page) => {
  const doc = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const rows = doc.split('\n').flatMap((line) => {
    const [, name, options] = /^\| `(\w+)\(\{ ([\w, ]+) \}\)` \|/.exec(line) ?? [];
    return name === undefined ? [] : [[name, options!.split(', ')] as const];
  });
  expect(rows.map(([name]) => name).sort()).toEqual(controls.toSorted());
  for (const [name, options] of rows) expect(options.toSorted(), name).toEqual(optionsOf(name).toSorted());
  for (const name of functions) expect(doc).toContain(`\`${name}\``);
});
