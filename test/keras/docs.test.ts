/** @file docs/keras.md names every class with every option it takes: a new option without a word there fails here. */
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const doc = readFileSync(new URL('../../docs/keras.md', import.meta.url), 'utf8');
const { layers, optimizers, losses, metrics, callbacks, initializers, regularizers, constraints } = keras;
const rooms = { layers, optimizers, losses, metrics, callbacks, initializers, regularizers, constraints };
/** Options every layer and every optimizer takes; they are named once above their tables. */
const SHARED = {
  layers: ['name', 'trainable', 'dtype', 'inputShape', 'batchInputShape', 'activityRegularizer'],
  optimizers: [
    'weightDecay',
    'clipnorm',
    'clipvalue',
    'globalClipnorm',
    'useEma',
    'emaMomentum',
    'emaOverwriteFrequency',
    'lossScaleFactor',
    'gradientAccumulationSteps',
    'name',
  ],
};
const ROOMS = Object.keys(rooms) as (keyof typeof rooms)[];

/** The options of a class, from the refusal of one that does not exist; undefined where the class takes anything. */
function optionsOf(make: unknown): string[] | undefined {
  try {
    (make as (options: object) => unknown)({ noSuchOptionAtAll: 1 });
  } catch (error) {
    return /Its options are (.*)\.$/.exec((error as Error).message)?.[1]?.split(', ');
  }
}

it.each(ROOMS)('%s', (room) => {
  const shared: readonly string[] = room in SHARED ? SHARED[room as keyof typeof SHARED] : [];
  const missing: string[] = [];
  for (const [name, make] of Object.entries(rooms[room])) {
    const options = /^[A-Z]/.test(name) ? optionsOf(make)?.filter((option) => !shared.includes(option)) : undefined;
    if (!options) continue;
    const rows = doc.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
    if (rows.length === 0) missing.push(name);
    else
      missing.push(...options.filter((o) => !rows.some((row) => row.includes(`\`${o}\``))).map((o) => `${name}.${o}`));
  }
  expect(missing).toEqual([]);
});

it('the example of layers, losses and loops of one’s own runs, and its loss falls', () => {
  const [, code] = /## Layers, losses and loops of your own\n\n```ts\n(.*?)```/s.exec(doc)!;
  const losses: number[] = [];
  const x = np.random.rand(20, 4);
  // What a cell holds is plain JavaScript here, and its names are the built-ins of a notebook.
  const run = compileFunction(code!, ['keras', 'np', 'console', 'x', 'y']) as (...values: unknown[]) => void;
  run(keras, np, { log: (loss: number) => losses.push(loss) }, x, x.sum(1).reshape(-1, 1));
  expect(losses).toHaveLength(10);
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
});
