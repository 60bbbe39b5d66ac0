/** @file Tables of what students call: every name and option that stands there is there, and the code of a table runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { expect } from 'vitest';
import { np } from '../../src/array/index.ts';
import { image } from '../../src/image/index.ts';
import { keras } from '../../src/keras/index.ts';
import { weightsCatalogue } from '../../src/keras/applications/weights/entries.ts';
import { plot } from '../../src/plot/index.ts';
import { say } from '../../src/errors/index.ts';
import { refusalOf } from '../plot/samples.ts';
import { codesIn, textOf, type Checks, type Table } from './markdown.ts';

type Call = (...values: unknown[]) => unknown;
const wrong = { noSuchOptionAtAll: 1 };

/** The options of a call, from its (`who`'s) refusal of one that does not exist; undefined where it takes anything. */
async function optionsOf(call: () => unknown, who = ''): Promise<string[] | undefined> {
  try {
    await call();
  } catch (error) {
    const text = (error as Error).message;
    if (!text.includes(who)) return undefined;
    const [, several, one] = /[Oo]ptions are (.*?)\.(?: |$)|[Oo]nly option is '(\w+)'/.exec(text) ?? [];
    return several?.split(', ') ?? (one ? [one] : undefined);
  }
  return undefined;
}

/** Code of a page as a function. */
const compiled = (names: readonly string[], body: string): Call => compileFunction(body, names) as Call;

const x = np.zeros([2, 3]);
const y = np.zeros([2, 1]);
const model = keras.Sequential([keras.Input({ shape: [3] }), keras.layers.Dense(1)]);
model.compile({ optimizer: 'sgd', loss: 'mse' });

/** What the names of a table's code may begin with. */
const known: Record<string, unknown> = { keras, image, np, plot, model, ...keras };

/** Chains of names in code, `keras.models.loadModel`, that lead to nothing. */
function leadingNowhere(codes: readonly string[]): string[] {
  return codes
    .flatMap((code) => Array.from(code.matchAll(/(?<![.\w'/])([a-zA-Z]\w*(?:\.\w+)+)/g), ([chain]) => chain))
    .filter((chain) => {
      const [first, ...others] = chain.split('.');
      if (!Object.hasOwn(known, first!)) return false;
      let value: unknown = known[first!];
      for (const name of others) value = (value as Record<string, unknown> | undefined)?.[name];
      return value === undefined;
    });
}

/** Python's rules in a few lines: the code of both ways is the same layer, and names become camelCase. */
function rules({ rows }: Table): void {
  const code = codesIn(rows[0]![1]!);
  expect(code).toHaveLength(2);
  const configs = code.map((line) => compiled(['layers'], `return ${line}`)(keras.layers) as { getConfig(): object });
  const [one, other] = configs.map((layer) => JSON.stringify({ ...layer.getConfig(), name: '' }));
  expect(one).toBe(other);
  const [python, typescript] = rows[1]!.map((cell) => codesIn(cell));
  expect(typescript).toEqual(
    python!.map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
  );
  expect(leadingNowhere(rows.flatMap(([, cell]) => codesIn(cell!)))).toEqual([]);
}

/** Methods of a model with their options, no more and no fewer. */
async function models({ rows }: Table): Promise<void> {
  const codes = rows.flatMap(([, cell]) => codesIn(cell!));
  expect(leadingNowhere(codes)).toEqual([]);
  const bare = codes.flatMap((code) => /^(\w+)(?:\(|$)/.exec(code)?.[1] ?? []);
  expect(bare.filter((name) => !(name in model) && name !== 'class')).toEqual([]);
  const args: Record<string, unknown[]> = {
    compile: [],
    fit: [x, y],
    evaluate: [x, y],
    predict: [x],
    trainOnBatch: [x, y],
    summary: [],
    save: ['model.keras'],
    saveWeights: ['model.weights.h5'],
    loadWeights: ['model.weights.h5'],
  };
  for (const [name, given] of Object.entries(args)) {
    const all = codes.map((code) => new RegExp(`(?:^|\\.)${name}\\(.*\\{ (.*) \\}\\)$`).exec(code)?.[1]).find(Boolean);
    expect(all, name).toBeDefined();
    const options = await optionsOf(() => (model as unknown as Record<string, Call>)[name]!(...given, wrong));
    const byName = options?.filter((option) => option !== 'x' && option !== 'y');
    expect(all!.split(', ').sort(), name).toEqual(byName?.sort());
  }
}

/** Classes of a group that are named by the heading; their options are those of the row. */
async function classes({ heading, rows }: Table): Promise<void> {
  const groups = heading.toLowerCase().split(' and ');
  for (const cells of rows) {
    const [name] = codesIn(cells[0]!);
    const make =
      name === 'keras.Input'
        ? (keras.Input as Call)
        : groups.map((group) => (known[group] as Record<string, Call>)[name!]).find(Boolean);
    expect(make, name).toBeDefined();
    const all = await optionsOf(() => make!(wrong));
    // What Lambda computes is an argument, no option.
    const named = codesIn(cells[1]!).filter((code) => /^\w+$/.test(code) && `${name}.${code}` !== 'Lambda.function');
    if (all !== undefined)
      expect(
        named.filter((option) => !all.includes(option)),
        name,
      ).toEqual([]);
  }
}

async function schedules({ rows }: Table): Promise<void> {
  const all = keras.optimizers.schedules as unknown as Record<string, Call>;
  const names = Object.keys(all).filter((name) => /^[A-Z]/.test(name) && name !== 'LearningRateSchedule');
  expect(rows.map(([first]) => codesIn(first!)[0]!).sort()).toEqual(names.sort());
  for (const cells of rows) {
    const [name] = codesIn(cells[0]!);
    expect(codesIn(cells[1]!).sort(), name).toEqual((await optionsOf(() => all[name!]!(wrong)))?.sort());
  }
}

/** Every op stands in the table, and every name in it is an op. (`ops.nn` and kin are the same ops under Keras's other names.) */
function operations({ rows }: Table): void {
  const named = rows.flatMap(([, names]) => codesIn(names!).filter((name) => /^\w+$/.test(name)));
  const ops = Object.entries(keras.ops).filter(([, op]) => typeof op === 'function');
  expect(named.sort()).toEqual(ops.map(([name]) => name).sort());
}

/** The endings that saving takes, by what it says of another; test/keras/saving.test.ts writes and reads the files. */
async function files({ rows }: Table): Promise<void> {
  const taken = await Promise.all(
    [model.save('model.npz'), model.saveWeights('model.npz')].map(async (saving) =>
      saving.then(
        () => [],
        (error: Error) => error.message.match(/\.(?:weights\.h5|keras|h5)\b/g),
      ),
    ),
  );
  expect(rows.map(([kind]) => codesIn(kind!)[0]!.replace('name', ''))).toEqual(
    expect.arrayContaining([...new Set(taken.flat())]),
  );
  for (const cells of rows) expect([cells[2], cells[3]!.slice(0, 3)], cells[0]).toEqual(['yes', 'yes']);
}

const applications = keras.applications as unknown as Record<string, Call>;

/** `ResNet50`, `101`: the rest of a family stands behind its first. */
function networksOf(cell: string): string[] {
  const [first, ...others] = codesIn(cell);
  const family = /^(.*?)(?:\d+(?:V2)?|Small)$/.exec(first!)?.[1] ?? '';
  return [first!, ...others.map((name) => (Object.hasOwn(applications, name) ? name : family + name))];
}

/** Networks, their namespaces, and whether their official weights can be had. */
function networks({ rows }: Table): void {
  const all = rows.flatMap(([first]) => networksOf(first!));
  const there = Object.entries(applications).filter(
    ([name, value]) => typeof value === 'function' && name !== 'backbone',
  );
  expect(all.sort()).toEqual(there.map(([name]) => name).sort());
  for (const cells of rows) {
    expect(
      codesIn(cells[5]!).filter((name) => typeof applications[name] !== 'object'),
      cells[0],
    ).toEqual([]);
    for (const name of networksOf(cells[0]!)) {
      const isThere = weightsCatalogue.some(({ title }) => new RegExp(`^${name}\\b`).test(say(title)));
      expect(isThere, name).toBe(!/^(?:no|trained by)/.test(cells[6]!));
    }
  }
}

async function optionsOfNetworks({ rows }: Table): Promise<void> {
  const all = await optionsOf(() => applications['VGG16']!(wrong));
  expect(rows.map(([option]) => codesIn(option!)[0]!).sort()).toEqual(all?.sort());
}

async function furtherOptions({ rows }: Table): Promise<void> {
  for (const cells of rows) {
    const [name] = codesIn(cells[0]!);
    const network = Object.keys(applications).find((each) => each.startsWith(name!.replace('…', '')))!;
    const options = await optionsOf(() => applications[network]!(wrong));
    const named = codesIn(cells[1]!).filter((code) => /^[a-z]\w+$/.test(code) && code !== 'lossWeights');
    expect(named.length, name).toBeGreaterThan(0);
    expect(
      named.filter((option) => !options!.includes(option)),
      name,
    ).toEqual([]);
  }
}

/** What `preprocessInput` does with a pixel, by the numbers of the row. */
function pixels({ rows }: Table): void {
  const [red, green, blue] = [200, 100, 50];
  const of: Record<string, (numbers: number[]) => number[]> = {
    tf: ([divisor, minus]) => [red, green, blue].map((value) => value / divisor! - minus!),
    torch: ([scale, ...rest]) => [red, green, blue].map((value, i) => (value / scale! - rest[i]!) / rest[i + 3]!),
    caffe: (means) => [blue, green, red].map((value, i) => value - means[i]!),
    bgr: (means) => [blue, green, red].map((value, i) => value - means[i]!),
    'in the model': () => [red, green, blue],
  };
  const namespaces: Record<string, string> = {
    tf: 'xception',
    torch: 'densenet',
    caffe: 'vgg16',
    bgr: 'alexnet',
    'in the model': 'efficientnet',
  };
  const picture = np.array([[[red, green, blue]]], 'float32');
  expect(rows.map(([kind]) => kind)).toEqual(Object.keys(of));
  for (const [kind, what] of rows) {
    const numbers = Array.from(what!.matchAll(/\d+(?:\.\d+)?/g), ([number]) => Number(number));
    const { preprocessInput } = applications[namespaces[kind!]!] as unknown as { preprocessInput: Call };
    const values = (preprocessInput(picture) as typeof picture).toList() as number[][][];
    for (const [i, value] of of[kind!]!(numbers).entries()) expect(values[0]![0]![i], kind).toBeCloseTo(value, 3);
  }
}

const maps = keras.Sequential([
  keras.Input({ shape: [4, 4, 1] }),
  keras.layers.Conv2D(2, 3),
  keras.layers.Flatten(),
  keras.layers.Dense(2),
]);
const pictures = np.zeros([1, 4, 4, 1]);

/** First arguments of calls that look at a network: each takes some of them. */
const firstArguments: unknown[][] = [
  [maps],
  [maps, pictures],
  [maps, pictures, [0]],
  [maps, np.zeros([4, 4, 1])],
  ['CONV => FC'],
  [np.zeros([4, 3])],
];

/** Calls that look at a network; the options of a row are those of the call. */
async function looks({ rows }: Table): Promise<void> {
  const utils = keras.utils as unknown as Record<string, Call>;
  for (const cells of rows) {
    const [, name] = /(\w+)\(/.exec(cells[0]!)!;
    expect(typeof utils[name!], name).toBe('function');
    const values = /'/; // `'layers'` is a value of the option before it
    const inCall = /\{ (.*) \}/.exec(cells[0]!)?.[1]?.split(', ') ?? [];
    const own = [...inCall, ...codesIn(cells[2]!).filter((code) => !values.test(code) && /^\w+$/.test(code))];
    let options: string[] | undefined;
    for (const given of firstArguments) options ??= await optionsOf(() => utils[name!]!(...given, wrong), name);
    if (own.length > 0) expect(own.sort(), name).toEqual(options?.sort());
  }
}

async function picturesOfNetworks({ rows }: Table): Promise<void> {
  for (const cells of rows) {
    const [, name] = /^`plot\.(\w+)\(/.exec(cells[0]!)!;
    const options = /options are (.*?)\.$/.exec(await refusalOf('plot', name!))?.[1]?.split(', ');
    const named = [
      ...codesIn(cells[1]!).filter((code) => /^\w+$/.test(code)),
      ...(/\{ (\w+(?:, \w+)*) \}/.exec(cells[0]!)?.[1]?.split(', ') ?? []),
    ];
    expect(
      named.filter((option) => !options?.includes(option)),
      name,
    ).toEqual([]);
  }
  expect(leadingNowhere(rows.flatMap((cells) => cells.flatMap(codesIn)))).toEqual([]);
}

/** The right column of the pictures' page runs, but for what needs a network; every call of `image` has a row or a line. */
async function imageCode({ rows }: Table): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-docs-'));
  const a = np.zeros([20, 30, 3], 'uint8');
  const scope = {
    image,
    a,
    g: np.zeros([20, 30], 'uint8'),
    m: np.eye(9).gt(0),
    np,
    batch: np.zeros([5, 4, 4, 3], 'uint8'),
    x: np.zeros([8, 9]),
    k: np.ones([3, 3]),
    bytes: await image.imencode(a, 'png'),
    h: 5,
    w: 6,
    top: 1,
    left: 2,
    height: 3,
    width: 4,
    bottom: 4,
    right: 6,
  };
  const codes = rows
    .flatMap((cells) => codesIn(cells[1]!))
    .filter((code) => /^(?:await |const |image\.|a\.)/.test(code));
  try {
    await image.imsave(join(folder, 'a.png'), a);
    await image.imsave(join(folder, 'a.jpg'), a);
    expect(codes.length).toBeGreaterThanOrEqual(rows.length);
    for (const code of codes.filter((each) => !each.includes('https:'))) {
      const line = code.replaceAll("'a.", `'${folder}/a.`);
      const names = Object.keys(scope).filter((name) => !line.startsWith(`const ${name} `));
      const run = compiled(names, `return (async () => { ${line} })()`);
      await (run(...names.map((name) => scope[name as keyof typeof scope])) as Promise<void>).catch(
        (cause: unknown) => {
          throw new Error(code, { cause });
        },
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const calls = Object.entries(image).filter(([, value]) => typeof value === 'function');
  const page = textOf('docs/images.md');
  expect(calls.map(([name]) => name).filter((name) => !page.includes(`image.${name}(`))).toEqual([]);
}

export const referenceChecks: Checks = {
  'docs/applications.md: function | year | parameters | side, smallest | pixels | namespace | official weights':
    networks,
  'docs/applications.md: option | default | meaning': optionsOfNetworks,
  'docs/applications.md: network | further options': furtherOptions,
  'docs/applications.md: pixels | what it does': pixels,
  'docs/applications.md: call | gives | options': looks,
  'docs/applications.md: picture | of': picturesOfNetworks,
  'docs/images.md: Python | TypeScript': imageCode,
  'docs/keras.md: Python | kernelab': rules,
  'docs/keras.md: Keras | kernelab | notes': models,
  'docs/keras.md: layer | own options | notes': classes,
  'docs/keras.md: class | options | notes': classes,
  'docs/keras.md: schedule | options': schedules,
  'docs/keras.md: what | names': operations,
  'docs/keras.md: file | what it is | written | read': files,
};
