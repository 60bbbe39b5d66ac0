/**
 * @file Model files from anywhere: whatever is in them, loading ends in a model or in a typed error that says where. The
 * oracle of the mutations is the kind of error alone; damage that a file cannot show (a weight's bits) loads.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { KernelabError } from '../../src/errors/index.ts';
import { Random } from '../../src/keras/common/random.ts';
import { keras } from '../../src/keras/index.ts';
import { afterFault, loadH5wasm } from '../../src/keras/saving/h5-library.ts';
import type { CustomObject } from '../../src/keras/saving/registry.ts';
import { messageOf, noticedBy } from './helpers.ts';

const { layers } = keras;

function small() {
  keras.utils.setRandomSeed(3);
  keras.utils.clearSession();
  const input = keras.Input([6, 6, 1]);
  const a = layers.Conv2D(2, 3, { activation: 'relu', kernelRegularizer: 'l2' })(input);
  const b = layers.BatchNormalization()(layers.Conv2D(2, 3)(input));
  const model = keras.Model(input, layers.Dense(3, 'softmax')(layers.Flatten()(layers.Add()([a, b]))));
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  model.trainOnBatch(np.ones([2, 6, 6, 1]), np.array([0, 1]));
  return model;
}

const open = (bytes: Uint8Array, name: string, customObjects: Record<string, CustomObject> = {}) =>
  keras.saving.modelFromBytes(bytes, name, { customObjects });

/** What loading came to: 'model', 'typed', or the raw error. */
async function outcome(bytes: Uint8Array, name: string): Promise<string> {
  let result = 'model';
  await noticedBy(async () => {
    try {
      await open(bytes, name);
    } catch (error) {
      result = error instanceof KernelabError ? 'typed' : String((error as Error).stack).slice(0, 400);
    }
  });
  return result;
}

/** The same bytes with a few places changed or emptied. */
function mutated(bytes: Uint8Array, random: Random, from: number, to: number): Uint8Array {
  const copy = bytes.slice();
  const at = from + random.integer(to - from);
  const kind = random.integer(3);
  if (kind === 0) copy[at] = random.integer(256);
  else if (kind === 1) for (let i = 0; i < 4; i++) copy[from + random.integer(to - from)]! ^= 1 << random.integer(8);
  else copy.fill(0, at, at + 1 + random.integer(16));
  return copy;
}

const JUNK: readonly unknown[] = [null, -1, 0.5, 'constructor', '__proto__', [], {}, [null], { class_name: 3 }, true];

/** A JSON tree with one value replaced by something else, or one entry taken out. */
function withJunk(tree: unknown, random: Random): unknown {
  const copy = structuredClone(tree) as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const [node, key] = places[random.integer(places.length)]!;
  if (random.integer(5) === 0) delete node[key];
  else node[key] = JUNK[random.integer(JUNK.length)];
  return copy;
}

describe('mutated files', () => {
  it(
    '.keras: 200 changes of bytes outside of the weights, 300 of values in config.json',
    { timeout: 120_000 },
    async () => {
      const random = new Random(11);
      const bytes = await keras.saving.modelToKeras(small());
      const parts = unzipSync(bytes);
      const raw: string[] = [];
      const text = new TextDecoder('latin1').decode(bytes);
      const weightsAt = text.indexOf('\x89HDF');
      for (let i = 0; i < 200; i++) {
        const result = await outcome(mutated(bytes, random, 2, weightsAt), 'a.keras');
        if (result.length > 5) raw.push(result);
      }
      const config: unknown = JSON.parse(new TextDecoder().decode(parts['config.json']));
      for (let i = 0; i < 300; i++) {
        const changed = new TextEncoder().encode(JSON.stringify(withJunk(config, random)));
        const result = await outcome(zipSync({ ...parts, 'config.json': changed }, { level: 0 }), 'a.keras');
        if (result.length > 5) raw.push(result);
      }
      expect(raw).toEqual([]);
    },
  );
});

it('.h5: 100 changes in the texts of its attributes', { timeout: 120_000 }, async () => {
  const random = new Random(12);
  const bytes = await keras.saving.modelToH5(small());
  const from = new TextDecoder('latin1').decode(bytes).indexOf('{"class_name"');
  const raw: string[] = [];
  for (let i = 0; i < 100; i++) {
    const result = await outcome(mutated(bytes, random, from, from + 1500), 'a.h5');
    if (result.length > 5) raw.push(result);
  }
  expect(raw).toEqual([]);
});

it('.h5: a link that leads back to a group above it, and a heap without an end, are told', async () => {
  const h5 = await import('h5wasm');
  const { FS } = await h5.ready;
  const file = new h5.File('cyclic.h5', 'w');
  file.create_group('a').create_hard_link('/', 'again');
  file.close();
  const cyclic = FS.readFile('cyclic.h5');
  FS.unlink('cyclic.h5');
  expect(await messageOf(() => open(cyclic, 'a.h5'))).toMatchInlineSnapshot(
    `"FormatError: loadModel: 'a.h5' has more groups than a model can have. Received groups within groups, 65 levels deep, at /a/again/a/again/a/again/a/again/a/again/a/again/a/again/a/again/a/again/a/again. A link in the file leads back to a group above it."`,
  );
  const bytes = await keras.saving.modelToH5(small());
  const heap = new TextDecoder('latin1').decode(bytes).indexOf('GCOL');
  bytes.fill(0, heap + 16, heap + 40);
  expect((await messageOf(() => open(bytes, 'a.h5'))).replace(/\d{3,}/, 'N')).toMatchInlineSnapshot(
    `"FormatError: loadModel: 'a.h5' is damaged. Received a heap without an end at byte N."`,
  );
});

it('.h5: free places and members of a group that lead back to themselves', async () => {
  // Written by Keras.
  const sound = new Uint8Array(readFileSync(join(import.meta.dirname, '../golden/data/keras-files/nested_twice.h5')));
  const text = new TextDecoder('latin1').decode(sound);
  const told = async (bytes: Uint8Array): Promise<string> =>
    (await messageOf(() => open(bytes, 'a.h5'))).replace(/\d{3,}/, 'N');
  // The list starts at the second name, and the next place is the same again.
  const heap = text.indexOf('HEAP');
  const names = sound.slice();
  const view = new DataView(names.buffer);
  view.setBigUint64(heap + 16, 8n, true);
  view.setBigUint64(Number(view.getBigUint64(heap + 24, true)) + 8, 8n, true);
  expect(await told(names)).toMatchInlineSnapshot(
    `"FormatError: loadModel: 'a.h5' is damaged. Received a heap whose free places have no end at byte N."`,
  );
  // A node of the second level, whose first child is itself.
  const tree = text.indexOf('TREE');
  const members = sound.slice();
  members[tree + 5] = 1;
  new DataView(members.buffer).setBigUint64(tree + 32, BigInt(tree), true);
  expect(await told(members)).toMatchInlineSnapshot(
    `"FormatError: loadModel: 'a.h5' is damaged. Received a tree that leads back to itself at byte N."`,
  );
});

it('.h5: a file at which HDF5 itself breaks down leaves the next one as it is', async () => {
  const h5 = await loadH5wasm();
  afterFault(new WebAssembly.RuntimeError('memory access out of bounds'));
  const again = await loadH5wasm();
  expect(again.h5).not.toBe(h5.h5);
  const bytes = await keras.saving.modelToH5(small());
  expect((await keras.saving.modelFromBytes(bytes, 'a.h5')).countParams()).toBe(small().countParams());
});

interface ModelConfig {
  config: { layers: { class_name: string; config: Record<string, unknown> | null; inbound_nodes: unknown }[] };
}

/** A `.keras` file with another config. */
async function fileWith(change: (config: ModelConfig) => unknown): Promise<Uint8Array> {
  const parts = unzipSync(await keras.saving.modelToKeras(small()));
  const config = JSON.parse(new TextDecoder().decode(parts['config.json'])) as ModelConfig;
  change(config);
  return zipSync({ ...parts, 'config.json': new TextEncoder().encode(JSON.stringify(config)) }, { level: 0 });
}

const clean = (text: string): string => text.replace(/(conv2d|dense|functional|flatten|add)_\d+/g, '$1');

it('an error of a damaged file says where', async () => {
  const said = async (change: (config: ModelConfig) => unknown): Promise<string> =>
    clean(await messageOf(async () => open(await fileWith(change), 'a.keras')));
  expect(await said((config) => (config.config.layers[1]!.config = null))).toMatchInlineSnapshot(
    `"ValueError: Conv2D: filters must be a positive whole number. Received no filters."`,
  );
  expect(await said((config) => (config.config.layers[1]!.inbound_nodes = [3]))).toMatchInlineSnapshot(
    `"FormatError: loadModel: the connection of layer 'conv2d' is damaged, or written in a way that is not known here. Received old.map is not a function."`,
  );
  expect(await said((config) => (config.config.layers = 7 as never))).toMatchInlineSnapshot(
    `"FormatError: loadModel: the config of the model is damaged, or written in a way that is not known here. Received entries is not iterable."`,
  );
  const broken = zipSync({ 'config.json': new TextEncoder().encode('{"a":'), 'model.weights.h5': new Uint8Array(9) });
  expect(await messageOf(() => open(broken, 'a.keras'))).toMatchInlineSnapshot(
    `"FormatError: loadModel: config.json of 'a.keras' is damaged, or written in a way that is not known here. Received Unexpected end of JSON input."`,
  );
});

it('names out of files and calls find nothing that every object inherits', async () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const bytes = await fileWith((config) => (config.config.layers[1]!.config!['activation'] = name));
    expect(await messageOf(() => open(bytes, 'a.keras'))).toContain('there is no activation of that name');
    expect(await messageOf(async () => layers.Dense(2, name))).toContain('there is no activation of that name');
    expect(await messageOf(async () => layers.Dense(2, { kernelInitializer: name }))).toContain(
      'there is no initializer',
    );
    expect(await messageOf(async () => keras.losses.get(name))).toContain('there is no loss of that name');
    expect(await messageOf(async () => layers.Dense(2, JSON.parse(`{ "${name}": 1 }`)))).toContain(
      'there is no option',
    );
    const own = await fileWith((config) => (config.config.layers[1]!.class_name = name));
    expect(await messageOf(() => open(own, 'a.keras'))).toContain(`the layer class '${name}' is not known here`);
  }
});

it('only the parts of a model are unpacked, and only as far as a model reaches', async () => {
  const parts = unzipSync(await keras.saving.modelToKeras(small()));
  const zeros = new Uint8Array(80 * 2 ** 20);
  const beside = zipSync({ ...parts, 'extra.bin': zeros });
  expect((await open(beside, 'a.keras')).countParams()).toBeGreaterThan(0);
  const bomb = zipSync({ ...parts, 'model.weights.h5': zeros });
  expect((await messageOf(() => open(bomb, 'a.keras'))).replace(/\d{4,}/g, 'N')).toMatchInlineSnapshot(
    `"FormatError: loadModel: model.weights.h5 of 'a.keras' is packed too tightly to be a model's. Received N bytes that unpack to N."`,
  );
});
