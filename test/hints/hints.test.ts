/** @file The lines of advice under an error, as students read them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hiddenNames, shortMessage } from '../../kernel/session/messages.ts';
import { hintFor, hintForThrown, notices as noticesOf, operatorNotice, type Problem } from '../../src/hints/index.ts';
import { parts } from '../../src/hints/translate/index.ts';
import * as kernelab from '../../src/index.ts';
import { library } from '../../src/library.ts';

/** What is said about a cell that does not do what it seems to. */
const notices = (cell: string): string[] => noticesOf(cell).map(({ en }) => en);

/** What a cell's problem at `marked` is answered with. */
function hint(code: number, cell: string, marked: string, message = ''): string | undefined {
  const before = cell.slice(0, cell.indexOf(marked));
  const problem: Problem = {
    code,
    message,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
    length: marked.length,
  };
  return hintFor(problem, cell)?.en;
}

const isArray = "Operator '?' cannot be applied to types 'NDArray' and 'number'.";
const leftHand = "The left-hand side of an arithmetic operation must be of type 'any', 'number' …";

test('a forgotten await, and its type in short', () => {
  const message =
    "Property 'x' does not exist on type 'Promise<{ x: NDArray; f: (a: number) => void; more: string }>'.";
  expect(hint(2339, 'load().x', 'x', message)).toMatchInlineSnapshot(`"Did you forget \`await\`?"`);
  expect(shortMessage(message)).toMatchInlineSnapshot(`"Property 'x' does not exist on type 'Promise<…>'."`);
  expect(shortMessage("on type 'Promise<NDArray>'.")).toBe("on type 'Promise<NDArray>'.");
});

test('a misspelt method of a type with promises is not a forgotten await; a field of an own class is declared', () => {
  const message =
    "Property 'load_model' does not exist on type '{ loadModel: () => Promise<…> }'. Did you mean 'loadModel'?";
  expect(hint(2551, "keras.models.load_model('a')", 'load_model', message)).toMatchInlineSnapshot(
    `"In TypeScript write: await keras.models.loadModel('a')"`,
  );
  const field = "Property 'units' does not exist on type 'MyDense'.";
  const cell = 'class MyDense extends layers.Layer {\n  constructor(n) { super(); this.units = n; }\n}';
  expect(hint(2339, cell, 'units', field)).toMatchInlineSnapshot(
    `"Fields are declared in the class, before the constructor: units"`,
  );
  expect(hint(2339, 'x.units = 3', 'units', "Property 'units' does not exist on type 'NDArray'.")).toBeUndefined();
});

test('names of Python, tensors of a model, lists of arrays', () => {
  const unknown = (name: string) =>
    `Object literal may only specify known properties, and '${name}' does not exist in type 'AdamOptions | (() => number)'.`;
  expect([
    hint(2353, 'Adam({ lr: 0.1 })', 'lr', unknown('lr')),
    hint(2353, 'Adam({ beta_1: 0.1 })', 'beta_1', unknown('beta_1')),
    hint(2353, 'Adam({ speed: 0.1 })', 'speed', unknown('speed')),
    hint(2339, 'a.sub(b)', 'sub', "Property 'sub' does not exist on type 'Node'."),
    hint(
      2769,
      'loss: f',
      'loss',
      "Type '(t: Node, p: Node) => number' is not assignable to type 'PerOutput<LossLike>'.",
    ),
    hint(2339, 'z.shape', 'shape', "Property 'shape' does not exist on type 'NDArray[]'."),
  ]).toMatchInlineSnapshot(`
    [
      "The options are called: keras.optimizers.Adam({ learningRate: 0.1 })",
      "The options are called: keras.optimizers.Adam({ beta1: 0.1 })",
      undefined,
      "Inside models, losses and metrics use keras.ops (ops.mean, ops.square, …) in place of np and operators.",
      "Inside models, losses and metrics use keras.ops (ops.mean, ops.square, …) in place of np and operators.",
      "This is a list of arrays (a model with several outputs gives one for each): take one with [0].",
    ]
  `);
});

test("a method that Keras calls, under Python's name", () => {
  expect([
    notices('class M extends keras.Model {\n  async train_step(data) {\n    return {};\n  }\n}'),
    notices('class L extends keras.layers.Layer { get_config() { return {} } }'),
    notices('class M extends keras.Model { trainStep(data) { return this.compute_loss(data) } }'),
    notices('class Own { train_step() { return 1 } }'),
  ]).toEqual([
    ['Keras calls this method `trainStep`; under the name `train_step` nobody calls it.'],
    ['Keras calls this method `getConfig`; under the name `get_config` nobody calls it.'],
    [],
    [],
  ]);
});

test('operators on arrays', () => {
  expect([
    hint(2362, 'const y = x / 255', 'x', leftHand),
    hint(2365, 'a + 1', 'a + 1', isArray),
    hint(2365, 'train.x.at(0) > 0.5', 'train.x.at(0) > 0.5', isArray),
    hint(2365, 'a += 1', 'a += 1', isArray),
    hint(2363, '1 - a', 'a', leftHand),
    hint(2363, '2 * a', 'a', leftHand),
    hint(2367, 'a == 0', 'a == 0', isArray),
    hint(2362, '(a) / 2', '(a)', leftHand),
    hint(2362, '"abc" * 3', '"abc"', leftHand),
  ]).toMatchInlineSnapshot(`
    [
      "Operators do not work on arrays; write: const y = x.div(255)",
      "Operators do not work on arrays; write: a.add(1)",
      "Operators do not work on arrays; write: train.x.at(0).gt(0.5)",
      "Operators do not work on arrays; write: a = a.add(1)",
      "Operators do not work on arrays; write: np.subtract(1, a)",
      "Operators do not work on arrays; write: a.mul(2)",
      "Operators do not work on arrays; write: a.eq(0)",
      "Operators do not work on arrays; write: a.div(2)",
      "This is Python; in TypeScript write: "abc".repeat(3)",
    ]
  `);
});

test('tuples, keyword arguments, Python names, names without a declaration', () => {
  expect([
    hint(2695, 'np.zeros((3, 3))', '3'),
    hint(2695, 'a[0, 1]', '0'),
    hint(2304, "Dense(10, activation='relu')", 'activation'),
    hint(2304, 'model.fit(x, y,\n  epochs=3,\n  shuffle=True)', 'epochs'),
    hint(2304, 'print(a)', 'print'),
    hint(2304, 'len(x)', 'len'),
    hint(2304, 'const b = True', 'True'),
    hint(2304, 'x = 3', 'x'),
    hint(2304, 'for (i = 0; i < 3; i++)', 'i'),
    hint(2304, 'const y = zz + 1', 'zz'),
    hint(2448, "const image = await image.imread('a.png')", 'image'),
    hint(2588, 'x = 4', 'x', "Cannot assign to 'x' because it is a constant."),
  ]).toMatchInlineSnapshot(`
    [
      "TypeScript has no tuples with ( ); write: np.zeros([3, 3])",
      "Elements and parts of arrays are written: a.item(0, 1)",
      "TypeScript has no keyword arguments; write: keras.layers.Dense(10, { activation: 'relu' })",
      "TypeScript has no keyword arguments; write: await model.fit(x, y, { epochs: 3, shuffle: true })",
      "This is Python; in TypeScript write: console.log(a)",
      "This is Python; in TypeScript write: x.length",
      "This is Python; in TypeScript write: const b = true",
      "A new name is declared: const x = 3",
      "The counter is declared: for (let i = 0; i < 3; i++) { … }",
      undefined,
      "\`image\` is a built-in; choose another name for the variable, e.g. img.",
      "\`x\` is a const: declare it with let where it is made, or write here: const x = 4",
    ]
  `);
});

test('lines of Python', () => {
  const lines = [
    'import numpy as np', 'from keras import layers', 'import os', 'from glob import glob', 'def f(x, y):', 'for i in range(10):',
    'for a, b in pairs:', '# comment', 'if x > 3:', '} elif (y) {', 'else:', "const s = f'hi {a}'", 'while True:', 'class A(B):',
    'a and b', 'not a', 'lambda x: x + 1', 'a @ b', 'x[1:3]', 'np.zeros([n // 2, 3])', '%matplotlib inline', '[i for i in range(3)]',
  ]; // prettier-ignore
  expect(lines.map((line) => hint(1005, line, line.slice(-1)))).toMatchInlineSnapshot(`
    [
      "This is Python; here these are there without an import: np, plt, plot, cnn, keras, datasets, sklearn, image, widgets, interact, anywidget, check, display, help.",
      "This is Python; in TypeScript write: const { layers } = keras",
      "This is Python; in TypeScript write: import fs from 'node:fs'",
      "This is Python; in TypeScript write: import { globSync as glob } from 'node:fs'",
      "This is Python; in TypeScript write: function f(x, y) { … }",
      "This is Python; in TypeScript write: for (let i = 0; i < 10; i++) { … }",
      "This is Python; in TypeScript write: for (const [a, b] of pairs) { … }",
      "This is Python; in TypeScript write: // comment",
      "This is Python; in TypeScript write: if (x > 3) { … }",
      "This is Python; in TypeScript write: } else if (y) { … }",
      "This is Python; in TypeScript write: } else { … }",
      "This is Python; in TypeScript write: const s = \`hi \${a}\`",
      "This is Python; in TypeScript write: while (true) { … }",
      "This is Python; in TypeScript write: class A extends B { … }",
      "This is Python; in TypeScript write: a && b",
      "This is Python; in TypeScript write: !a",
      "This is Python; in TypeScript write: (x) => x + 1",
      "This is Python; in TypeScript write: a.matmul(b)",
      "This is Python; in TypeScript write: x.at('1:3')",
      "This is Python; in TypeScript write: np.zeros([Math.floor(n / 2), 3])",
      "There are no % and ! commands: figures show by themselves, packages are installed by npm install in a terminal.",
      "This is Python; in TypeScript write: Array.from({ length: 3 }, (_, i) => i)",
    ]
  `);
});

test('correct TypeScript with a slip of another kind gets no wrong advice', () => {
  expect(hint(1005, 'const a = [1, 2', '2')).toBe('Line 1: `[` is not closed; `]` is missing.');
  expect(hint(1005, 'for (const x of xs { }', '{')).toBe('Line 1: `(` is not closed; `)` is missing.');
  expect(hint(2345, 'np.zeros("a")', '"a"', "Argument of type 'string' is not assignable")).toBeUndefined();
});

test('hidden built-ins and comments that look like divisions', () => {
  expect(hiddenNames(['np'], library).map(({ en }) => en)).toMatchInlineSnapshot(`
    [
      "\`np\` now means your variable and hides the built-in np. To get it back: import { np } from 'kernelab'",
    ]
  `);
  expect(notices('const h = 7 // 2')).toMatchInlineSnapshot(`
    [
      "\`// 2\` is a comment. If a division was meant: Math.floor(a / b)",
    ]
  `);
  expect(notices('a.size // 12\nconst b = f(3) // 4 rows')).toEqual([]);
});

test('an array in an if is always true', () => {
  const asked = (leftSymbol: string, leftDeclared?: 'constant' | 'list' | 'otherwise'): string | undefined => {
    const leftType = /: ([^:]*)$/.exec(leftSymbol)![1]!;
    return operatorNotice({
      operator: 'condition',
      left: 'm',
      right: 'm',
      leftType,
      rightType: leftType,
      leftSymbol,
      leftDeclared,
    })?.en;
  };
  expect(asked('const m: NDArray')).toMatchInlineSnapshot(
    `"\`m\` is an array, and an array counts as true whatever is in it. Write m.all() or m.any()"`,
  );
  expect(asked('(method) NDArray.gt(other: Operand): NDArray')).toBe(asked('const m: NDArray'));
  expect(asked('const m: number[]', 'list')).toMatchInlineSnapshot(
    `"\`m\` is a list, and a list counts as true even when it is empty. Write m.length > 0"`,
  );
  expect(asked('const m: NDArray', 'otherwise')).toBeUndefined();
  for (const fine of [
    'let m: NDArray',
    '(parameter) m: NDArray',
    'const m: NDArray | undefined',
    'const m: number[]',
    'const m: boolean',
  ]) {
    expect(asked(fine)).toBeUndefined();
  }
});

test('slice texts, indices and dtypes', () => {
  const index = (text: string) => `Argument of type '"${text}"' is not assignable to parameter of type 'Index'.`;
  const dtype = `Argument of type '"float"' is not assignable to parameter of type 'DTypeArg | undefined'.`;
  expect([
    hint(2345, "a.at('0;3')", "'0;3'", index('0;3')),
    hint(2345, "a.at('-1')", "'-1'", index('-1')),
    hint(2345, 'a.at(x)', 'x', "Argument of type 'undefined' is not assignable to parameter of type 'Index'."),
    hint(2345, "np.zeros(3, 'float')", "'float'", dtype),
    hint(2345, "a.astype('float')", "'float'", dtype.replace('DTypeArg | undefined', 'DTypeLike')),
  ]).toMatchInlineSnapshot(`
    [
      "A slice is written '1:3', '::-1', ':' or '...'; from variables \`\${i}:\${i + 3}\` or np.slice(i, i + 3).",
      "An index is a number: -1",
      undefined,
      "A dtype has its size: np.zeros(3, 'float64')",
      "A dtype has its size: a.astype('float64')",
    ]
  `);
});

test('arrays are not lists; shapes, dtypes, slices and files of Python', () => {
  const lacks = (name: string) => `Property '${name}' does not exist on type 'NDArray'.`;
  const notFor = (type: string, parameter: string) =>
    `Argument of type '${type}' is not assignable to parameter of type '${parameter}'.`;
  expect([
    hint(2339, 'a.length', 'length', lacks('length')),
    hint(2339, 'a.map((v) => v * 2)', 'map', lacks('map')),
    hint(2365, '[1] + [2]', '[1] + [2]', "Operator '+' cannot be applied to types 'number[]' and 'number[]'."),
    hint(2345, 'np.zeros(3, 4)', '4', notFor('4', 'DTypeArg')),
    hint(2345, 'a.astype(np.float32)', 'np.float32', notFor('(value: ArraySource) => NDArray', 'DType')),
    hint(2345, "a.at('0-2')", "'0-2'", notFor('"0-2"', 'Index')),
    hint(2345, "plt.imshow('a.png')", "'a.png'", notFor('"a.png"', 'ArrayLike<number> | ArraySource')),
    hint(2304, 'keras.optimizers.Adam(learning_rate=0.1)', 'learning_rate'),
    hint(2304, "plt.bar_label(b, label_type='center')", 'label_type'),
    hint(2304, 'np.zeros([2, 2], dtype=np.uint8)', 'dtype'),
    hint(2304, 'layers.Conv2D(8, 3)', 'layers'),
    hint(2304, '!pip install numpy', 'pip'),
    hint(2304, '!done', 'done'),
    hint(1005, 'if a and not b:', 'a'),
    hint(1005, 'if a is not None', 'is'),
  ]).toMatchInlineSnapshot(`
    [
      "An array is not a list; write: a.shape[0]",
      "An array is not a list; write: a.toList().map((v) => v * 2)",
      "Lists are joined like this (to add their numbers make arrays of them, np.array(a).add(b)): [...[1], ...[2]]",
      "A shape is one list: np.zeros([3, 4])",
      "A dtype is one of 'float32', 'float64', 'uint8', 'int32', 'int64', 'bool' (also 'int8', 'int16', 'uint16', 'uint32').",
      "A slice is written '1:3', '::-1', ':' or '...'; from variables \`\${i}:\${i + 3}\` or np.slice(i, i + 3).",
      "Read the file first: plt.imshow(await image.imread('a.png'))",
      "TypeScript has no keyword arguments; write: keras.optimizers.Adam({ learningRate: 0.1 })",
      "TypeScript has no keyword arguments; write: plt.bar_label(b, { label_type: 'center' })",
      "TypeScript has no keyword arguments; write: np.zeros([2, 2], { dtype: np.uint8 })",
      "Take it out first (const { layers } = keras;) or write: keras.layers.Conv2D(8, 3)",
      "There are no % and ! commands: figures show by themselves, packages are installed by npm install in a terminal.",
      undefined,
      "This is Python; in TypeScript write: if (a && !b) { … }",
      "This is Python; in TypeScript write: if (a !== null) { … }",
    ]
  `);
});

test('the parts of the library that hints name have those names, and the layers are all there', () => {
  const own = (path: string): Record<string, unknown> =>
    path
      .split('.')
      .reduce((of, name) => of[name] as Record<string, unknown>, kernelab as unknown as Record<string, unknown>);
  for (const [part, names] of Object.entries(parts)) {
    expect(names.split(' ').filter((name) => own(part)[name] === undefined)).toEqual([]);
  }
  for (const part of ['keras.layers', 'keras.callbacks', 'keras.optimizers', 'keras.applications']) {
    const classes = Object.keys(own(part)).filter(
      (name) => /^[A-Z]/.test(name) && !/^(?:Input|InputLayer|Layer|Optimizer|ReLU)$/.test(name),
    );
    expect(classes.filter((name) => !parts[part]!.split(' ').includes(name))).toEqual([]);
  }
});

test('names that a block of Python gives to what comes after it, the won sign, pictures', () => {
  const block = 'if True:\n    x = 1\nelse:\n    x = 2';
  expect([
    hint(1005, block, 'True'),
    hint(1005, 'try:\n    y = f()\nexcept:\n    y = 0', ':'),
    hint(1127, 'console.log(₩${w}₩)', '₩'),
    hint(2339, "const im = image.open('a.png')", 'open', "Property 'open' does not exist on type 'image'."),
    hint(
      2339,
      "(await datasets.lectureImage('x.png')).shape",
      'shape',
      "Property 'shape' does not exist on type 'LectureImage'.",
    ),
  ]).toMatchInlineSnapshot(`
    [
      "This is Python; in TypeScript write: let x; if (true) { x = 1 } else { x = 2 }",
      "This is Python; in TypeScript write: let y; try { y = f() } catch (error) { y = 0 }",
      "In place of ₩ write a backtick (\`): switch to English with 한/영 and press the key left of 1: console.log(\`\${w}\`)",
      "In TypeScript write: const im = await image.imread('a.png')",
      "A lecture picture has its numbers in array; \`shape\` is there: (await datasets.lectureImage('x.png')).array.shape",
    ]
  `);
});

test('functions that a line names and does not call', () => {
  const said = (leftSymbol: string): string | undefined =>
    operatorNotice({ operator: 'f', left: 'a.f', right: 'a.f', leftType: undefined, rightType: undefined, leftSymbol })
      ?.cause;
  expect(
    [
      'const show: () => void',
      '(alias) const sum: Reduction<number, SumOptions>',
      '(alias) function stepper(picture: ArraySource): Stepper',
      '(method) Model.summary(): void',
    ].map(said),
  ).toEqual(Array(4).fill('not called'));
  expect(
    ['(property) x: number', 'const a: NDArray', '(alias) const Dense: Factory<Dense, Options, []>'].map(said),
  ).toEqual(Array(3).fill(undefined));
});

test('lab 00 lists every name that is there without an import, in both languages', () => {
  const lab = readFileSync(new URL('../../notebooks/src/00-hello-kernelab.md', import.meta.url), 'utf8');
  const lines = lab.split('\n').filter((line) => /^`np`.*`import`/.test(line));
  expect(lines).toHaveLength(2);
  for (const line of lines)
    expect([...line.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([...library.names, 'import']);
});

test('layers that are left out on purpose say so', () => {
  const message = "Property 'LSTM' does not exist on type 'typeof import(\"/kernelab/keras/layers/index\")'.";
  expect(hint(2339, 'const l = layers.LSTM(4)', 'LSTM', message)).toBe(
    'There is no LSTM: recurrent layers are not part of this library, which is for convolutional networks.',
  );
  expect(hint(2304, 'MultiHeadAttention(2, 8)', 'MultiHeadAttention', "Cannot find name 'MultiHeadAttention'.")).toBe(
    'There is no MultiHeadAttention: attention layers are not part of this library, which is for convolutional networks.',
  );
  expect(hint(2304, 'Conv3D(2, 3)', 'Conv3D', "Cannot find name 'Conv3D'.")).toContain('3-D layers are not part');
});

test('a call of a module that is not here: where to look', () => {
  expect(hint(2304, 'cv2.findContours(bw, 1, 2)', 'cv2')).toMatchInlineSnapshot(
    `"There is no cv2 here, and nothing that stands for this call. What is nearest is in image: help(image)"`,
  );
  expect(hint(2304, 'torch.nn.Linear(2, 3)', 'torch')).toMatchInlineSnapshot(
    `"There is no torch here, and nothing that stands for this call. What is nearest is in keras: help(keras)"`,
  );
});

test('texts compared with ==, and the question mark of IPython', () => {
  const message =
    "This comparison appears to be unintentional because the types 'StringArray' and 'string' have no overlap.";
  expect(hint(2367, "labels == 'cat'", "labels == 'cat'", message)).toMatchInlineSnapshot(
    `"Operators do not work on arrays; write: labels.eq('cat')"`,
  );
  expect(hint(2367, "np.sum(labels !== 'cat')", "labels !== 'cat'", message)).toMatchInlineSnapshot(
    `"Operators do not work on arrays; write: np.sum(labels.ne('cat'))"`,
  );
  expect(hint(1109, 'np.sum?', '?')).toMatchInlineSnapshot(`"This is Python; in TypeScript write: help(np.sum)"`);
  expect(hint(1109, '??np.sum', '?')).toMatchInlineSnapshot(`"This is Python; in TypeScript write: help(np.sum)"`);
});

test("scikit-learn's modules lie flat, np.int makes a number", () => {
  const missing = "Property 'metrics' does not exist on type 'sklearn'.";
  expect(hint(2339, 'sklearn.metrics.accuracy_score(y, y)', 'metrics', missing)).toMatchInlineSnapshot(
    `"In TypeScript write: sklearn.accuracyScore(y, y)"`,
  );
  expect(hint(2339, 'np.int(3.5)', 'int', "Property 'int' does not exist on type 'np'.")).toMatchInlineSnapshot(
    `"In TypeScript write: Math.trunc(3.5)"`,
  );
});

test('a field of what is not there', () => {
  const said = (field: string, line: string): string | undefined =>
    hintForThrown({ name: 'TypeError', message: `Cannot read properties of undefined (reading '${field}')`, line })?.en;
  expect(said('at', "history.history['acc'].at(-1)")).toMatchInlineSnapshot(
    `"\`history.history['acc']\` is undefined: there is no such field or element"`,
  );
  expect(said('toFixed', 'last.toFixed(2)')).toMatchInlineSnapshot(
    `"\`last\` is undefined: there is no such field or element"`,
  );
  expect(said('x', 'f(a)')).toMatchInlineSnapshot(
    `"What stands before .x is undefined: there is no such field or element. Look at the names with Object.keys(…)"`,
  );
});

test('names of scikit-learn that are not here: what there is', () => {
  const there = /^sklearn is there without an import and has KFold, /;
  for (const name of ['SVC', 'RandomForestClassifier', 'KMeans', 'GridSearchCV', 'load_iris', 'make_pipeline'])
    expect(hint(2304, `${name}()`, name)).toMatch(there);
  const missing = "Property 'datasets' does not exist on type 'sklearn'.";
  expect(hint(2339, 'sklearn.datasets.load_digits()', 'datasets', missing)).toMatch(there);
  expect(hint(2304, 'OneHotEncoder()', 'OneHotEncoder')).toBe('Write: keras.utils.toCategorical(y)');
  expect(hint(2304, 'shuffle = 3', 'shuffle')).toBe('A new name is declared: const shuffle = 3');
});

test('a division that became a comment', () => {
  for (const cell of ['const half = x.shape[0] // 2', 'const x = np.ones([4]); const half = x.shape[0] // 2', '7 // 2'])
    expect(notices(cell)).toEqual(['`// 2` is a comment. If a division was meant: Math.floor(a / b)']);
  for (const cell of ['const half = 3; // 2 of 6', 'x.at(0) // 3', "const a = '// 2'"])
    expect(notices(cell)).toEqual([]);
});

test('a tape without a function, and dir()', () => {
  const message = 'Expected 1 arguments, but got 0.';
  expect(hint(2554, 'const tape = keras.GradientTape()', 'GradientTape', message)).toBe(
    'What the tape watches is computed in a function: const tape = keras.GradientTape((tape) => { … return loss; })',
  );
  expect(hint(2304, 'dir(x)', 'dir')).toBe('This is Python; in TypeScript write: help(x)');
});
