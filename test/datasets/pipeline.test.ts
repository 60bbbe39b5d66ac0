/** @file `Dataset`: lazily, again in every pass, in order; what is said of what does not fit. Values: test/golden/pipeline.test.ts. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';

const { Dataset } = datasets;
const folder = mkdtempSync(join(tmpdir(), 'dataset-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function failure(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message.replaceAll(process.cwd(), 'HERE')}`;
  }
  return 'nothing failed';
}

describe('passes', () => {
  it('read nothing before they are asked, and no more than they are asked for', async () => {
    const read: number[] = [];
    const ds = Dataset.range(100).map((i) => {
      read.push(i);
      return i;
    });
    const first = ds.batch(3).take(2);
    expect(read).toEqual([]);
    await first.toArray();
    expect(read).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('run the recipe anew each time', async () => {
    let calls = 0;
    const ds = Dataset.fromGenerator(function* () {
      calls++;
      yield 1;
      yield 2;
    });
    expect([await ds.toArray(), await ds.toArray()]).toEqual([[1, 2], [1, 2]]); // prettier-ignore
    expect(calls).toBe(2);
  });

  it('close a generator when they are left early', async () => {
    let closed = 0;
    const ds = Dataset.fromGenerator(function* () {
      try {
        for (;;) yield 1;
      } finally {
        closed++;
      }
    });
    await ds.shuffle(4).batch(2).prefetch(2).take(3).toArray();
    for await (const one of ds.map((x) => x)) if (one === 1) break;
    await Dataset.zip(ds, Dataset.range(2)).toArray();
    expect(closed).toBe(3);
  });

  it('map calls async functions several at a time and keeps their order', async () => {
    let [now, most] = [0, 0];
    const slow = async (i: number): Promise<number> => {
      most = Math.max(most, ++now);
      await new Promise((done) => setTimeout(done, 10 - i));
      now--;
      return i;
    };
    expect(await Dataset.range(8).map(slow, { numParallelCalls: 3 }).toArray()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('a failure comes when its element is asked for', async () => {
    const ds = Dataset.range(5).map((i) => {
      if (i === 3) throw new Error('three');
      return i;
    });
    const seen: number[] = [];
    const whole = async (): Promise<void> => {
      for await (const i of ds.prefetch(4)) seen.push(i);
    };
    expect(await failure(whole)).toBe('Error: three');
    expect(seen).toEqual([0, 1, 2]);
  });

  it('an endless repetition of nothing ends', async () => {
    const none = Dataset.range(3).filter(() => false);
    expect(await none.repeat().take(2).toArray()).toEqual([]);
  });
});

describe('shuffle', () => {
  const order = (ds: datasets.Dataset<number>): Promise<number[]> => ds.toArray();

  it('gives every element once, in a new order each pass', async () => {
    const ds = Dataset.range(50).shuffle(50, { seed: 1 });
    const [first, second] = [await order(ds), await order(ds)];
    expect(first).not.toEqual(second);
    expect([...first].sort((a, b) => a - b)).toEqual(await order(Dataset.range(50)));
    const again = Dataset.range(50).shuffle(50, { seed: 1 });
    expect([await order(again), await order(again)]).toEqual([first, second]);
    const fixed = Dataset.range(50).shuffle(50, { seed: 1, reshuffleEachIteration: false });
    expect(await order(fixed)).toEqual(await order(fixed));
  });

  it('draws an element from the next bufferSize only', async () => {
    const mixed = await order(Dataset.range(200).shuffle(10, { seed: 3 }));
    for (const [place, element] of mixed.entries()) expect(element).toBeLessThan(place + 10);
    expect(await order(Dataset.range(9).shuffle(1))).toEqual(await order(Dataset.range(9)));
  });

  it('without a seed follows np.random.seed', async () => {
    const run = async (): Promise<number[]> => {
      np.random.seed(7);
      return order(Dataset.range(30).shuffle(30));
    };
    expect(await run()).toEqual(await run());
  });
});

describe('cache', () => {
  const x = np.arange(12).reshape(4, 3).astype('float32');

  it.each(['memory', 'file'])('in %s computes once, after a whole pass', async (place) => {
    const path = place === 'memory' ? undefined : join(folder, '한글 cache');
    let calls = 0;
    const ds = Dataset.fromTensorSlices({ x, name: ['가', 'b', 'c', 'd'], n: [1, NaN, 3, Infinity] })
      .map((row) => {
        calls++;
        return row;
      })
      .cache(path);
    await ds.take(2).toArray(); // not whole
    expect(calls).toBe(2);
    if (path !== undefined) expect(existsSync(path)).toBe(false);
    const first = await ds.toArray();
    expect(calls).toBe(6);
    const second = await ds.toArray();
    expect(calls).toBe(6);
    expect(second.map((row) => [row.x.toList(), row.x.dtype, row.name, row.n])).toEqual(
      first.map((row) => [row.x.toList(), 'float32', row.name, row.n]),
    );
    expect(second.map(({ name }) => name)).toEqual(['가', 'b', 'c', 'd']);
    expect(second.map(({ n }) => n)).toEqual([1, NaN, 3, Infinity]);
  });

  it('is whole too when nobody asks for one more than there are', async () => {
    let calls = 0;
    const ds = Dataset.range(3).map((i) => (calls++, i)).cache(); // prettier-ignore
    const pass = ds[Symbol.asyncIterator]();
    for (let i = 0; i < 3; i++) await pass.next();
    await ds.toArray();
    expect(calls).toBe(3);
  });

  it('refuses a file that is not its own, or cut off', async () => {
    const [own, other] = [join(folder, 'own'), join(folder, 'other.txt')];
    writeFileSync(other, 'my notes');
    const ds = Dataset.fromTensorSlices(x);
    await ds.cache(own).toArray();
    writeFileSync(own, readFileSync(own).subarray(0, -5));
    for (const path of [own, other]) {
      const text = await failure(() => ds.cache(path).toArray());
      expect(text.replaceAll(folder, 'DIR')).toBe(
        `FormatError: Dataset.cache: the file must be one that cache has written, and whole. Received 'DIR/${path === own ? 'own' : 'other.txt'}'. Give another name, or remove the file to have it written anew.`,
      );
    }
    expect(readFileSync(other, 'utf8')).toBe('my notes');
    expect(await failure(() => ds.cache(join(folder, 'none', 'x')).toArray())).toContain('FileError: Dataset.cache');
  });
});

describe('fromCsv', () => {
  const table = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('reads rows as objects, or features and label', async () => {
    const path = table('a.csv', '\uFEFF이름,x,y\r\n"김, 철수",1,2.5\r\n"이 ""영희""\n둘",,-3e2\r\n');
    expect(await Dataset.fromCsv(path).toArray()).toEqual([
      { 이름: '김, 철수', x: 1, y: 2.5 },
      { 이름: '이 "영희"\n둘', x: NaN, y: -300 },
    ]);
    const pairs = await Dataset.fromCsv(path, {
      labelName: '이름',
      features: 'array',
      selectColumns: ['y', 'x'],
    }).toArray();
    expect(pairs.map(([x, label]) => [x.toList(), x.dtype, label])).toEqual([
      [[2.5, 1], 'float32', '김, 철수'],
      [[-300, NaN], 'float32', '이 "영희"\n둘'],
    ]);
  });

  it('reads files longer than a piece, and files without names', async () => {
    const n = 40_000;
    const path = table(
      'long.csv',
      Array.from({ length: n }, (_, i) => `${i};"${i % 7 === 0 ? 'a\n;b' : 'c'}"`).join('\n'),
    );
    let sum = 0;
    let breaks = 0;
    for await (const row of Dataset.fromCsv(path, { columnNames: ['i', 't'], fieldDelim: ';' })) {
      sum += row['i'] as number;
      if ((row['t'] as string).includes('\n')) breaks++;
    }
    expect([sum, breaks]).toEqual([(n * (n - 1)) / 2, Math.ceil(n / 7)]);
  });

  it('names what is wrong', async () => {
    const read = (text: string, options?: datasets.CsvOptions): Promise<string> =>
      failure(() => Dataset.fromCsv(table('wrong.csv', text), options).toArray()).then((said) =>
        said.replaceAll(folder, 'DIR'),
      );
    expect([
      await read('a,b\n1,2\n3'),
      await read('a,b\n1,2\n3,x'),
      await read('a,b\n1,2', { labelName: 'target' }),
      await read('a,b\n1,x', { features: 'array' }),
      await read('a,b\n"1,2'),
      await failure(() => Dataset.fromCsv('no such file.csv')),
      await failure(() => Dataset.fromCsv(table('wrong.csv', ''), { label: 'a' } as never)),
    ]).toMatchInlineSnapshot(`
      [
        "FormatError: Dataset.fromCsv: every row must have 2 values. Received 1 in row 2 of 'DIR/wrong.csv'.",
        "FormatError: Dataset.fromCsv: column 'b' holds numbers, as its first row does. Received 'x' in row 2 of 'DIR/wrong.csv'. textColumns: ['b'] reads it as texts.",
        "ValueError: Dataset.fromCsv: the table has no column 'target'. Received 'DIR/wrong.csv' with columns a, b. columnNames gives names to a file whose first line has none.",
        "FormatError: Dataset.fromCsv: features: 'array' takes columns of numbers. Received 'x' in column 'b', row 1 of 'DIR/wrong.csv'. Choose columns with selectColumns.",
        "FormatError: Dataset.fromCsv: the table must be a CSV file. Received 'DIR/wrong.csv': Quote Not Closed: the parsing is finished with an opening quote at line 2.",
        "FileError: Dataset.fromCsv: there is no such file. Received 'no such file.csv'. Relative paths start at HERE.",
        "ValueError: Dataset.fromCsv: there is no option 'label'. Received { label: 'a' }. Did you mean 'labelName'?",
      ]
    `);
  });
});

describe('refusals', () => {
  it('of elements that do not fit together, by their number', async () => {
    const shapes = Dataset.fromGenerator(function* () {
      for (const n of [3, 3, 3, 3, 2, 3]) yield [np.zeros([n, 4]), 1];
    });
    const kinds = Dataset.fromGenerator(function* (): Generator<Record<string, number>> {
      yield { a: 1 };
      yield { b: 1 };
    });
    const wild = Dataset.fromGenerator(function* () {
      yield 1;
      yield undefined as unknown as number;
    });
    expect([
      await failure(() => shapes.batch(3).toArray()),
      await failure(() => kinds.batch(2).toArray()),
      await failure(() => wild.batch(2).toArray()),
      await failure(() =>
        Dataset.range(3)
          .map((i) => (i === 1 ? (undefined as unknown as number) : i))
          .toArray(),
      ),
      await failure(() =>
        Dataset.range(3)
          .filter(() => undefined)
          .toArray(),
      ),
      await failure(() =>
        Dataset.range(3)
          .filter(() => np.ones([2]))
          .toArray(),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "ShapeError: Dataset.batch: the elements of a batch must all have one shape. Received element 4: [0] array (2, 4); element 3: [0] array (3, 4). Bring them to one shape before, pictures for example by map((picture) => image.resize(picture, [64, 64])).",
        "ShapeError: Dataset.batch: the elements of a batch must all have the same parts. Received element 1: .b number; element 0: .a number.",
        "ValueError: Dataset.batch: an element consists of arrays, numbers and texts. Received undefined in element 1. Does the function give something back? Braces need a return: (x) => { return x.div(255); }.",
        "ValueError: Dataset.map: an element consists of arrays, numbers and texts. Received undefined in element 1. Does the function give something back? Braces need a return: (x) => { return x.div(255); }.",
        "ValueError: Dataset.filter: the function must give true or false. Received undefined. Braces need a return: (x, y) => { return y.item() === 3; }.",
        "ValueError: Dataset.filter: the function must give true or false. Received an NDArray.",
      ]
    `);
  });

  it('of arguments', async () => {
    const range = Dataset.range(3);
    const wrong: ((...args: never[]) => unknown)[] = [
      () => Dataset.fromTensorSlices([np.zeros([3, 2]), np.zeros([4])]),
      () => (Dataset.fromTensorSlices as (...args: unknown[]) => unknown)(np.zeros([3]), np.zeros([3])),
      () => Dataset.fromTensorSlices(5),
      () => Dataset.fromTensorSlices([]),
      () => Dataset.fromGenerator([1, 2] as never),
      () => range.batch(0),
      () => range.shuffle(1.5),
      () => range.shuffle(10, 3 as never),
      () => range.take('all' as never),
      () => range.map('x' as never),
      () => Dataset.zip(range, [1] as never),
      () => Dataset.range(0, 5, 0),
      () => Dataset.listFiles('no such folder/*.png'),
      () => range.repeat().toArray(),
      () => range.cache(5 as never),
    ];
    expect(await Promise.all(wrong.map((call) => failure(call)))).toMatchInlineSnapshot(`
      [
        "ShapeError: Dataset.fromTensorSlices: all parts must have the same number of samples. Received [0] (3, 2), [1] (4,). The first axis counts the samples. Were all cut from the same part (train or test)?",
        "ValueError: Dataset.fromTensorSlices: takes one value; several arrays come as one tuple. Received 2 values. Write fromTensorSlices([x, y]).",
        "ValueError: Dataset.fromTensorSlices: takes arrays and lists with the samples along the first axis, or tuples and objects of them. Received 5.",
        "ValueError: Dataset.fromTensorSlices: needs at least one array. Received [].",
        "ValueError: Dataset.fromGenerator: takes a function. Received [1, 2]. Give the function itself, so that every pass starts anew: fromGenerator(() => batches()).",
        "ValueError: Dataset.batch: batchSize must be a whole number of at least 1. Received 0.",
        "ValueError: Dataset.shuffle: bufferSize must be a whole number of at least 1. Received 1.5.",
        "ValueError: Dataset.shuffle: options come as one object, { seed: … }. Received 3.",
        "ValueError: Dataset.take: count must be a whole number of at least -1. Received 'all'.",
        "ValueError: Dataset.map: takes a function. Received 'x'.",
        "ValueError: Dataset.zip: takes datasets. Received [1].",
        "ValueError: Dataset.range: step must not be 0. Received 0.",
        "FileError: Dataset.listFiles: no file fits the pattern. Received 'no such folder/*.png'. Paths begin at 'HERE'; * stands for a part of one name, not for folders below.",
        "ValueError: Dataset.toArray: this dataset never ends. Received Dataset: range(3) → repeat(), endless. Take a few first: ds.take(3).toArray().",
        "ValueError: Dataset.cache: takes the path of a file, or nothing. Received 5.",
      ]
    `);
  });
});

describe('what it is', () => {
  it('says how it was made', () => {
    const ds = Dataset.fromTensorSlices(np.zeros([10, 2]))
      .shuffle(10)
      .repeat(2)
      .batch(4);
    expect(String(ds)).toBe('Dataset: fromTensorSlices → shuffle(10) → repeat(2) → batch(4), 5 elements');
    expect(String(ds.repeat())).toBe(
      'Dataset: fromTensorSlices → shuffle(10) → repeat(2) → batch(4) → repeat(), endless',
    );
    expect(String(ds.filter(() => true))).toContain('filter, elements not counted');
  });

  it('lists files by a pattern', async () => {
    for (const name of ['b.txt', 'a.txt', 'c.png', '.hidden.txt']) writeFileSync(join(folder, name), '');
    const files = await Dataset.listFiles(join(folder, '?.txt'), { shuffle: false }).toArray();
    expect(files).toEqual([join(folder, 'a.txt'), join(folder, 'b.txt')]);
  });
});

afterEach(() => np.random.seed());
