/** @file Data sets of arrays as Keras gives them: `[[xTrain, yTrain], [xTest, yTest]]` of `loadData()`. */
import { np, type NDArray } from '../array/index.ts';
import { optionsOf, readOptions } from '../arguments/index.ts';
import { readBytes } from './files.ts';
import { loadRules, type LoadOptions } from './options.ts';
import { provide, type Provenance } from './provide.ts';
import { defined, standInPaths, type DataSet } from './set.ts';

export type Pairs = [[NDArray, NDArray], [NDArray, NDArray]];

/** `[[xTrain, yTrain], [xTest, yTest]]`; `source` says where from, `notice` what is special about them. */
export type Loaded = Pairs & Provenance;

/** What a cell calls. */
export interface ArraySet {
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
  loadData(options?: LoadOptions): Promise<Loaded>;
}

interface ArraySetFacts extends DataSet {
  readonly classNames: readonly string[];
  /** From the checked files, in the order of `files`. */
  readonly parse: (paths: readonly string[]) => Pairs;
  /** From the drawn files; without, one npz with Keras's names (`x_train` …). */
  readonly parseStandIn?: (paths: readonly string[]) => Pairs;
}

const loadOptions = optionsOf<LoadOptions>()(loadRules);

export function arraySet(facts: ArraySetFacts): ArraySet {
  const who = facts.call.replace(/\(.*$/, '');
  return defined(facts, {
    classNames: facts.classNames,
    async loadData(options?: LoadOptions): Promise<Loaded> {
      readOptions(who, options, loadOptions);
      const { paths, source, notice } = await provide(facts.files, facts, options);
      const pairs = paths ? facts.parse(paths) : (facts.parseStandIn ?? npzPairs)(standInPaths(facts.standIn.files));
      return Object.assign(pairs, { source, notice });
    },
  });
}

/** The four arrays of one npz with Keras's names. */
export function npzPairs([path]: readonly string[]): Pairs {
  const arrays = np.load(readBytes(path!)) as Record<string, NDArray>;
  return [
    [arrays['x_train']!, arrays['y_train']!],
    [arrays['x_test']!, arrays['y_test']!],
  ];
}
