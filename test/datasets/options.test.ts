/** @file Every public call of `datasets` refuses an option that it does not know and names the nearest. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';

const { ImageDataGenerator } = datasets;
const x = np.zeros([2, 4, 4, 1]);
const { Dataset } = datasets;
const few = Dataset.range(4);
const generator = (): datasets.ImageDataGenerator => ImageDataGenerator();

/** A misspelt option, and what it is the nearest to. */
type Call = (options: never) => unknown;

/** Sample arguments of every export and of the methods of what it makes; `undefined` for what is not called. */
const calls: Record<keyof typeof datasets, Record<string, Call> | undefined> = {
  mnist: { loadData: (o) => datasets.mnist.loadData(o) },
  fashionMnist: { loadData: (o) => datasets.fashionMnist.loadData(o) },
  cifar10: { loadData: (o) => datasets.cifar10.loadData(o) },
  facesAndAnimals: { '': (o) => datasets.facesAndAnimals(o) },
  lectureImage: { '': (o) => datasets.lectureImage('david.png', o) },
  lectureImageNames: undefined,
  load_mnist: {
    '': (o) => datasets.load_mnist(o),
    'by position': (o) => (datasets.load_mnist as (...args: unknown[]) => unknown)(true, true, false, o),
  },
  AUTOTUNE: undefined,
  Dataset: {
    fromTensorSlices: (o) => (Dataset.fromTensorSlices as (...args: unknown[]) => unknown)(x, o),
    fromTensors: (o) => (Dataset.fromTensors as (...args: unknown[]) => unknown)(x, o),
    fromGenerator: (o) => Dataset.fromGenerator(() => [1], o),
    fromCsv: (o) => Dataset.fromCsv('table.csv', o),
    listFiles: (o) => Dataset.listFiles('*', o),
    range: (o) => (Dataset.range as (...args: unknown[]) => unknown)(1, 2, 1, o),
    map: (o) => few.map((i) => i, o),
    filter: (o) => (few.filter as (...args: unknown[]) => unknown)((i: number) => i > 0, o),
    shuffle: (o) => few.shuffle(2, o),
    batch: (o) => few.batch(2, o),
    unbatch: (o) => (few.unbatch as (...args: unknown[]) => unknown)(o),
    repeat: (o) => (few.repeat as (...args: unknown[]) => unknown)(2, o),
    take: (o) => (few.take as (...args: unknown[]) => unknown)(2, o),
    skip: (o) => (few.skip as (...args: unknown[]) => unknown)(2, o),
    concatenate: (o) => (few.concatenate as (...args: unknown[]) => unknown)(few, o),
    enumerate: (o) => (few.enumerate as (...args: unknown[]) => unknown)(0, o),
    cache: (o) => (few.cache as (...args: unknown[]) => unknown)('file', o),
    prefetch: (o) => (few.prefetch as (...args: unknown[]) => unknown)(1, o),
    toArray: (o) => (few.toArray as (...args: unknown[]) => unknown)(o),
  },
  ImageDataGenerator: {
    '': (o) => ImageDataGenerator(o),
    new: (o) => new ImageDataGenerator(o),
    flow: (o) => generator().flow(x, o),
    'flow with labels': (o) => generator().flow(x, [0, 1], o),
    flowFromDirectory: (o) => generator().flowFromDirectory('pictures', o),
    flowFromDataframe: (o) => generator().flowFromDataframe([], o),
    fit: (o) => generator().fit(x, o),
    getRandomTransform: (o) => generator().getRandomTransform([4, 4, 1], o),
    randomTransform: (o) => generator().randomTransform(x.at(0), o),
    applyTransform: (o) => generator().applyTransform(x.at(0), o),
    standardize: (o) => (generator().standardize as (...args: unknown[]) => unknown)(x.at(0), o),
  },
};

const all = Object.entries(calls).flatMap(([name, samples]) =>
  Object.entries(samples ?? {}).map(([method, call]) => [`${name} ${method}`.trim(), call] as const),
);

async function refusal(call: Call, options: object): Promise<string> {
  try {
    await call(options as never);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing was refused';
}

it('has samples of every export, and of every method', () => {
  expect(Object.keys(calls).sort()).toEqual(Object.keys(datasets).sort());
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(generator())).filter(
    (name) =>
      !['constructor', 'toString', 'process', 'warnWithoutStatistics', 'toPicture', 'fromPicture'].includes(name),
  );
  expect(Object.keys(calls.ImageDataGenerator!)).toEqual(expect.arrayContaining(methods));
});

describe.each(all)('%s', (_, call) => {
  it('refuses an option that nobody knows', async () => {
    expect(await refusal(call, { nobodyKnows: 1 })).toMatch(
      /^ValueError: (datasets\.|ImageDataGenerator|Dataset\.)[\w.]*: there is no option 'nobodyKnows'/,
    );
  });
});

it('names the nearest', async () => {
  const near = await Promise.all([
    refusal(calls.mnist!['loadData']!, { of_line: true }),
    refusal(calls.facesAndAnimals!['']!, { sise: [2, 2] }),
    refusal(calls.lectureImage!['']!, { mirorr: 'x' }),
    refusal(calls.load_mnist!['']!, { one_hot_label: true }),
    refusal(calls.load_mnist!['by position']!, { flatten: true }),
    refusal(calls.ImageDataGenerator!['flow']!, { batch_size: 2 }),
    refusal(calls.ImageDataGenerator!['flowFromDirectory']!, { classmode: null }),
    refusal(calls.ImageDataGenerator!['flowFromDataframe']!, { xcol: 'file' }),
    refusal(calls.ImageDataGenerator!['fit']!, { round: 2 }),
    refusal(calls.ImageDataGenerator!['applyTransform']!, { thetta: 2 }),
    refusal(calls.ImageDataGenerator!['standardize']!, { rescale: 2 }),
    refusal(calls.ImageDataGenerator!['flow']!, { savePrefix: '../x' }),
  ]);
  expect(near).toMatchInlineSnapshot(`
    [
      "ValueError: datasets.mnist.loadData: there is no option 'of_line'. Received { of_line: true }. Did you mean 'offline'?",
      "ValueError: datasets.facesAndAnimals: there is no option 'sise'. Received { sise: [2, 2] }. Did you mean 'size'?",
      "ValueError: datasets.lectureImage: there is no option 'mirorr'. Received { mirorr: 'x' }. Did you mean 'mirror'?",
      "ValueError: datasets.load_mnist: there is no option 'one_hot_label'. Received { one_hot_label: true }. Did you mean 'oneHotLabel'?",
      "ValueError: datasets.load_mnist: takes 'flatten' once. Received it by position and in the options.",
      "ValueError: ImageDataGenerator.flow: there is no option 'batch_size'. Received { batch_size: 2 }. Did you mean 'batchSize'?",
      "ValueError: ImageDataGenerator.flowFromDirectory: there is no option 'classmode'. Received { classmode: null }. Did you mean 'classMode'?",
      "ValueError: ImageDataGenerator.flowFromDataframe: there is no option 'xcol'. Received { xcol: 'file' }. Did you mean 'xCol'?",
      "ValueError: ImageDataGenerator.fit: there is no option 'round'. Received { round: 2 }. Did you mean 'rounds'?",
      "ValueError: ImageDataGenerator.applyTransform: there is no option 'thetta'. Received { thetta: 2 }. Did you mean 'theta'?",
      "ValueError: ImageDataGenerator.standardize: there is no option 'rescale'. Received { rescale: 2 }. ImageDataGenerator.standardize takes no options.",
      "ValueError: ImageDataGenerator.flow: savePrefix must be a text without / and \\. Received '../x'.",
    ]
  `);
});
