/** @file The table of variables: what it says of each kind of value, what is inside, and how often it is asked for. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from './client.ts';
import { DebugClient, shown, type Variable } from './debug-client.ts';

let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
  debug = new DebugClient(kernel);
  await debug.attach('vscode');
});
afterAll(() => kernel.stop());

const table = async (): Promise<Variable[]> =>
  (await debug.body<{ variables: Variable[] }>('inspectVariables')).variables;
const row = async (name: string): Promise<Variable> => (await table()).find((each) => each.name === name)!;
const inside = async (name: string): Promise<Record<string, string>> =>
  shown(await debug.inside((await row(name)).variablesReference));

describe('what the table says', () => {
  test('of numbers, texts, lists, objects, arrays, functions, classes, modules', async () => {
    await kernel.execute(`
      import * as path from 'node:path';
      const [n, big, text, yes, nothing, none] = [3.5, 12n, 'two\\nlines', true, null, undefined];
      const list = [1, 2, 3], mixed = [1, 'a'], grid = [[1, 2, 3], [4, 5, 6]], empty = [];
      const options = { size: 3, padding: 'same' };
      const image = np.zeros([28, 28]), mask = np.array([true, false]), bytes = new Uint8Array(3);
      const counts = new Map([['cat', 2]]), names = new Set(['cat']);
      class Point { constructor(public x: number, public y: number) {} get norm() { return Math.hypot(this.x, this.y); } }
      const point = new Point(3, 4);
      const blur = (picture: unknown, size = 3) => picture;
      async function load(name: string): Promise<number> { return 1; }
      const window = 5;
      const later = Promise.resolve(1), when = new Date(0), error = new TypeError('no');`);
    expect(shown(await table())).toMatchInlineSnapshot(`
      {
        "Point": "class = class Point",
        "big": "bigint = 12n",
        "blur": "function = blur(picture, size = 3)",
        "bytes": "Uint8Array (3) = Uint8Array(3) [ 0, 0, 0 ]",
        "counts": "Map (1) = Map(1) { 'cat' => 2 }",
        "empty": "unknown[] (0) = []",
        "error": "TypeError = TypeError: no",
        "grid": "number[][] (2, 3) = [ [ 1, 2, 3 ], [ 4, 5, 6 ] ]",
        "image": "float64 (28, 28) = array([[0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.], [0., 0., 0., 0., 0., 0., 0., 0., 0., 0.…",
        "later": "Promise = Promise { 1 }",
        "list": "number[] (3) = [ 1, 2, 3 ]",
        "load": "function = load(name)",
        "mask": "bool (2) = array([ True, False])",
        "mixed": "Array (2) = [ 1, 'a' ]",
        "n": "number = 3.5",
        "names": "Set (1) = Set(1) { 'cat' }",
        "none": "undefined = undefined",
        "nothing": "null = null",
        "options": "object = { size: 3, padding: 'same' }",
        "path": "module = { _makeLong, basename, default, delimiter, dirname, extname, … }",
        "point": "Point = Point { x: 3, y: 4 }",
        "text": "string = 'two\\nlines'",
        "when": "Date = 1970-01-01T00:00:00.000Z",
        "window": "number = 5",
        "yes": "boolean = true",
      }
    `);
  });

  test('of models, layers, losses and what else of the library can be called, as a cell shows them; of classes', async () => {
    const { error } = await kernel.execute(`
      const lossOf = keras.losses.MeanSquaredError(), startOf = keras.initializers.Zeros();
      const optimizerOf = keras.optimizers.SGD(0.1), metricOf = keras.metrics.Accuracy(), barOf = keras.utils.Progbar(3);
      const denseOf = keras.layers.Dense(1), softOf = keras.layers.Softmax(), callbackOf = keras.callbacks.History();
      const modelOf = keras.Sequential([keras.Input([4]), keras.layers.Dense(2)]);
      const tensorOf = keras.Input([3]), graphOf = keras.Model(tensorOf, keras.layers.Dense(1)(tensorOf));
      const classOf = keras.optimizers.Adam, listOf = Map, plainOf = Math.max;`);
    expect(error).toBeUndefined();
    const made = Object.entries(shown(await table())).filter(([name]) => name.endsWith('Of'));
    expect(Object.fromEntries(made)).toMatchInlineSnapshot(`
      {
        "barOf": "Progbar = Progbar { target: 3, width: 20, verbose: 1, place: 'notebook', interval: 0.05, unitName: 'step', now: [Function: clock], write: [Function: print], notebook: Not…",
        "callbackOf": "History = History(0 epochs)",
        "classOf": "class = class Adam",
        "denseOf": "Dense = <Dense name=dense, built=false>",
        "graphOf": "Model = <Functional name=functional_1, built=true>",
        "listOf": "class = class Map",
        "lossOf": "MeanSquaredError = <MeanSquaredError name=mean_squared_error>",
        "metricOf": "Accuracy = <Accuracy name=accuracy>",
        "modelOf": "Sequential = <Sequential name=sequential, built=true>",
        "optimizerOf": "SGD = <SGD name=sgd, learningRate=0.1>",
        "plainOf": "function = max()",
        "softOf": "Softmax = <Softmax name=softmax, built=true>",
        "startOf": "Zeros = <Zeros>",
        "tensorOf": "KerasTensor = <KerasTensor shape=(None, 3), dtype=float32, name=input_layer_1>",
      }
    `);
  });

  test('values that cannot be looked at do not spoil the rest', async () => {
    await kernel.execute(`
      const angry = new Proxy({}, { get() { throw new Error('no'); }, ownKeys() { throw new Error('no'); } });
      const bad = { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); } };
      const getter = { get x() { throw new Error('asked'); } };
      const self: any = { name: 'loop' }; self.self = self;`);
    const rows = shown(await table());
    // (Node 24 writes {}.)
    expect(rows['angry']).toMatch(/^object = (?:Proxy\(\{\}\)|\{\})$/);
    expect([rows['bad'], rows['getter'], rows['self'], rows['n']]).toMatchInlineSnapshot(`
      [
        "object = …",
        "object = { x: [Getter] }",
        "object = <ref *1> { name: 'loop', self: [Circular *1] }",
        "number = 3.5",
      ]
    `);
    expect(await inside('getter')).toEqual({ x: ' = (getter)' });
  });
});

describe('what is inside', () => {
  test('objects, lists, maps, sets, arrays by their rows; further in from there', async () => {
    expect(await inside('point')).toEqual({ x: 'number = 3', y: 'number = 4' });
    expect(await inside('grid')).toEqual({ '[0]': 'number[] (3) = [ 1, 2, 3 ]', '[1]': 'number[] (3) = [ 4, 5, 6 ]' });
    expect(await inside('counts')).toEqual({ cat: 'number = 2' });
    expect(await inside('names')).toEqual({ '[0]': "string = 'cat'" });
    const rows = await debug.inside((await row('image')).variablesReference);
    expect(rows.length).toBe(28);
    expect(rows[0]!.type).toBe('float64 (28)');
    const values = await debug.inside(rows[3]!.variablesReference);
    expect(values[0]).toMatchObject({ name: '[0]', value: expect.stringMatching(/^(?:array\(0\.\)|0)/) as string });
  });

  test('long things are cut, and read in parts where that is asked', async () => {
    await kernel.execute('const long = Array.from({ length: 1_000_000 }, (_, i) => i);');
    const long = await row('long');
    expect(long.type).toBe('number[] (1000000)');
    const first = await debug.inside(long.variablesReference);
    expect(first.length).toBe(101);
    expect(first.at(-1)).toMatchObject({ name: '…', value: '999900 more' });
    const part = { variablesReference: long.variablesReference, start: 999_998, count: 10 };
    const { variables } = await debug.body<{ variables: Variable[] }>('variables', part);
    expect(variables.map(({ name, value }) => [name, value])).toEqual([
      ['[999998]', '999998'],
      ['[999999]', '999999'],
    ]);
  });

  test('a reference stays the same from one look to the next, and shows what is there now', async () => {
    const { variablesReference } = await row('options');
    await kernel.execute('options.size = 5');
    expect((await row('options')).variablesReference).toBe(variablesReference);
    expect(shown(await debug.inside(variablesReference))['size']).toBe('number = 5');
  });

  test('the rich view is what a notebook shows, with a small picture of an array', async () => {
    await kernel.execute('const photo = np.arange(28 * 28).reshape(28, 28).mod(255).astype("uint8");');
    const { data } = await debug.body<{ data: Record<string, string> }>('richInspectVariables', {
      variableName: 'photo',
    });
    expect(data['text/plain']).toContain('array(');
    expect(Object.keys(data).some((type) => type === 'text/html' || type === 'image/png')).toBe(true);
  });
});

describe('while a cell runs', () => {
  /** As JupyterLab does it: every message that a cell publishes is a reason to ask for the table. */
  const asking = async (
    code: string,
    heard: (table: readonly Variable[]) => void = () => {},
  ): Promise<{ asked: number; messages: number; tables: Variable[][] }> => {
    const { id, done } = kernel.begin(code);
    const tables: Variable[][] = [];
    const isOver = (): boolean => kernel.of(id).some(({ content }) => content['execution_state'] === 'idle');
    for (let asked = 0; !isOver() || asked < kernel.of(id).length; asked++) {
      await kernel.until(() => kernel.of(id).length > asked);
      tables.push(await table());
      heard(tables.at(-1)!);
    }
    await done;
    return { asked: tables.length, messages: kernel.of(id).length, tables };
  };

  test('one request per message of the cell, none by the requests themselves', async () => {
    const { asked, messages } = await asking(
      'for (let i = 0; i < 20; i++) { console.log(i); await new Promise((r) => setTimeout(r, 30)); }',
    );
    expect(asked).toBe(messages);
    expect(asked).toBeLessThanOrEqual(24); // busy, input, 20 prints, idle
  });

  test('the table follows a loop that never yields, and training', async () => {
    const steps = new Set<string | undefined>();
    await asking(
      `import { existsSync } from 'node:fs';
      let step = 0;
      for (;;) { step++; if (step % 1_000_000 === 0) { console.log(step); if (existsSync('enough')) break; } }`,
      (rows) => {
        steps.add(rows.find(({ name }) => name === 'step')?.value);
        if (steps.size > 2) writeFileSync(join(kernel.cwd, 'enough'), '');
      },
    );
    expect(steps.size).toBeGreaterThan(2);
    const training = await asking(`
      const model = keras.Sequential([keras.layers.Dense(8, { inputShape: [4] }), keras.layers.Dense(1)]);
      model.compile({ optimizer: 'sgd', loss: 'mse' });
      let epochs = 0;
      await model.fit(np.ones([64, 4]), np.ones([64, 1]), { epochs: 12, verbose: 0, callbacks: [
        new keras.callbacks.LambdaCallback({ onEpochEnd: async () => { epochs++; console.log(epochs); await new Promise((r) => setTimeout(r, 60)); } })] });`);
    const seen = new Set(training.tables.map((rows) => rows.find(({ name }) => name === 'epochs')?.value));
    expect(seen.size).toBeGreaterThan(3);
    expect((await row('epochs')).value).toBe('12');
  });
});

test("JupyterLab's tree shows nothing but the type: there it carries the value", async () => {
  await debug.attach('jupyterlab');
  const types = Object.fromEntries((await table()).map(({ name, type }) => [name, type]));
  expect([types['n'], types['text'], types['options'], types['image']?.slice(0, 30)]).toMatchInlineSnapshot(`
    [
      "number = 3.5",
      "string = 'two\\nlines'",
      "object = { size: 5, padding: 'same' }",
      "float64 (28, 28) = array([[0.,",
    ]
  `);
});

test('a variable of a frame is given to all cells', async () => {
  const code = 'function inner() {\n  const window = [7, 8];\n  return window.length;\n}\ninner()';
  await debug.breakAt(code, 3);
  const { frames, done } = await debug.stopIn(code);
  const args = { srcVariableName: 'window', dstVariableName: 'rescued', srcFrameId: frames[0]!.id };
  await debug.body('copyToGlobals', args);
  await debug.body('copyToGlobals', { ...args, dstVariableName: 'n' });
  await debug.go();
  await done;
  await debug.breakAt(code);
  expect((await kernel.execute('rescued.length + n.length')).result).toBe('4');
  expect((await kernel.execute('const rescued = 1;\nrescued')).result).toBe('1');
});
