/** @file docs/np.md names every function of np with every option it takes: a new one without a word there fails here. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import {
  argsOf,
  fft,
  functionsOf,
  generator,
  linalg,
  methodsApart,
  random,
  samples,
  testing,
  type Call,
  type Sample,
} from './samples.ts';

const doc = readFileSync(new URL('../../docs/np.md', import.meta.url), 'utf8');
const [methodSections, functionSections] = [true, false].map((isMethods) =>
  doc.split('\n## ').filter((section) => section.startsWith('Methods') === isMethods),
);
const rowsOf = (sections: readonly string[]): string[] =>
  sections.flatMap((section) => section.split('\n').filter((line) => line.startsWith('| `')));
const rows = rowsOf(functionSections!);
const methodRows = rowsOf(methodSections!);

/** Names in code as they begin calls: `sum(…)`, `linalg.norm(…)`, `amax`. */
function rowOf(name: string): string | undefined {
  return rows.find((row) => [...row.matchAll(/`([\w.]+)(\([^`]*\))?`/g)].some(([, found]) => found === name));
}

/** The options of a function, from the refusal of one that does not exist. */
function optionsOf(call: Call, sample: Sample): string[] {
  try {
    call(...argsOf(sample), { noSuchOption: 1 });
  } catch (error) {
    return /The options are (.*)\.$/.exec((error as Error).message)?.[1]?.split(', ') ?? [];
  }
  return [];
}

/** Functions without a row, and options that their row does not have. */
function missing(module: object, known: Record<string, Sample>, prefix = ''): string[] {
  return functionsOf(module).flatMap((name) => {
    const row = rowOf(prefix + name);
    if (row === undefined) return [prefix + name];
    const options = known[name] ? optionsOf((module as Record<string, Call>)[name]!, known[name]) : [];
    return options
      .filter((option) => option !== 'out' && !new RegExp(`[{ ]${option}[, ]`).test(row))
      .map((option) => `${prefix}${name}: ${option}`);
  });
}

it('np', () => expect(missing(np, samples)).toEqual([]));
it('the constants of np', () => {
  const constants = Object.entries(np).filter(([, value]) => typeof value === 'number' || value === null);
  expect(constants.map(([name]) => name).filter((name) => !doc.includes(`\`np.${name}\``))).toEqual([]);
});
it('np.linalg', () => expect(missing(np.linalg, linalg, 'linalg.')).toEqual([]));
it('np.fft', () => expect(missing(np.fft, fft, 'fft.')).toEqual([]));
it('np.testing', () => expect(missing(np.testing, testing, 'testing.')).toEqual([]));
it('np.random', () => expect(missing(np.random, random, 'random.')).toEqual([]));

it('methods of generators', () => {
  expect(Object.keys(generator).filter((name) => !rowOf(`random.${name}`) && !doc.includes(`\`rng.${name}(`))).toEqual(
    [],
  );
});

it('methods and fields of arrays', () => {
  const methods = Object.getOwnPropertyNames(np.ndarray.prototype).filter(
    (name) => !/^-?\d|^constructor$|^length$/.test(name),
  );
  const fields = ['data', 'dtype', 'shape', 'strides', 'offset', 'size', 'ndim', 'writeable'];
  const named = methodRows.flatMap((row) => [...row.matchAll(/`(\w+)(\([^`]*\))?`/g)].map(([, name]) => name));
  expect([...methods, ...fields].filter((name) => !named.includes(name))).toEqual([]);
  expect(methodsApart.filter((name) => name !== 'constructor' && !named.includes(name))).toEqual([]);
});

it('nothing that is not there', () => {
  const names = [...rows, ...methodRows].flatMap(
    (row) => /^\| ((?:`[^`]+`(?:, )?)+) \|/.exec(row)?.[1]?.match(/`[\w.]+/g) ?? [],
  );
  const there = new Set([
    ...Object.keys(np),
    ...Object.entries({
      linalg: np.linalg,
      testing: np.testing,
      random: np.random,
      mgrid: np.mgrid,
      ogrid: np.ogrid,
      add: np.add,
      c_: np.c_,
      r_: np.r_,
      fft: np.fft,
    }).flatMap(([module, exports]) => Object.keys(exports).map((name) => `${module}.${name}`)),
    ...Object.getOwnPropertyNames(np.ndarray.prototype),
    ...Object.getOwnPropertyNames(np.zeros([1])),
  ]);
  expect(names.map((name) => name.slice(1)).filter((name) => !there.has(name))).toEqual([]);
});
