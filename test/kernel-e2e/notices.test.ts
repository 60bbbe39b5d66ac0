/** @file Notices: said once, at the right line, with the remedy; a display of their own; none for correct programs or in graded output. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { CellRunner } from '../../kernel/notebook/run.ts';
import { noticeMime } from '../../src/display/index.ts';

interface Said {
  cause: string;
  line: number | null;
  text: string;
}

const folder = mkdtempSync(join(tmpdir(), 'kernelab-notices-'));
let runner: CellRunner;

beforeAll(async () => {
  runner = new CellRunner(await inSession({ cwd: folder }));
});
afterAll(async () => {
  await runner.close();
  rmSync(folder, { recursive: true, force: true });
});

async function said(code: string, on = runner): Promise<Said[]> {
  const { outputs, error } = await on.run(code);
  expect(error?.evalue).toBeUndefined();
  expect(outputs.filter((output) => output.output_type === 'stream' && output.name === 'stderr')).toEqual([]);
  return outputs.flatMap((output) => {
    const { data, metadata } = output as { data?: Record<string, unknown>; metadata?: { kernelab?: unknown } };
    const notice = data?.[noticeMime] as { cause: string; line: number | null; en: string; ko: string } | undefined;
    if (!notice) return [];
    expect(metadata?.kernelab).toEqual({ notice: notice.cause });
    expect(notice.ko).toMatch(/[가-힣]/);
    expect(String(data!['text/plain'])).toContain(notice.en);
    return [{ cause: notice.cause, line: notice.line, text: notice.en }];
  });
}

const causes = async (code: string): Promise<string[]> =>
  (await said(code)).map(({ cause, line }) => `${cause} @ ${line}`);

test('operators that mean something else on arrays and lists', async () => {
  await causes('const pred = np.array([1, 2]), yt = np.array([1, 2]); const list = [10, 20], other = [10, 20];');
  expect(await said('let n = 0;\nif (pred == yt) n++;')).toMatchInlineSnapshot(`
    [
      {
        "cause": "array ==",
        "line": 2,
        "text": "\`==\` asks whether both are one and the same array, not whether their elements are equal. Element by element: pred.eq(yt); as a whole: np.arrayEqual(pred, yt)",
      },
    ]
  `);
  expect(await causes('pred.add(1) !== yt')).toEqual(['array == @ 1']);
  expect(await causes('const o = { a: pred };\no.a === pred')).toEqual(['array == @ 2']);
  expect(await causes('function same(a: np.ndarray, b: np.ndarray) {\n  return a == b;\n}')).toEqual(['array == @ 2']);
  expect(await causes('list == other')).toEqual(['list == @ 1']);
  expect(await causes('switch (pred) { case yt: break; }')).toEqual(['array == @ 1']);
  expect(await causes("switch (list.length) { case 2: break; }\n['a'].includes('a'); list.indexOf(list[0])")).toEqual(
    [],
  );
  expect(await causes('[pred].includes(yt);\n[list, other].indexOf(other)')).toEqual(['array == @ 1', 'list == @ 2']);
  expect(await said('for (let i in list) {}')).toMatchInlineSnapshot(`
    [
      {
        "cause": "for in",
        "line": 1,
        "text": "\`for … in\` gives the names of fields ('0', '1', …), as texts. For the elements: for (const i of list)",
      },
    ]
  `);
  expect(await causes('\nfor (const x in pred) {}\nfor (const x in [1, 2]) {}')).toEqual(['for in @ 2', 'for in @ 3']);
  expect(await said('const value = 10;\nvalue in list')).toMatchInlineSnapshot(`
    [
      {
        "cause": "in",
        "line": 2,
        "text": "\`value in list\` asks for an index, not for an element. For an element: list.includes(value)",
      },
    ]
  `);
  expect(await causes('1 in pred')).toEqual(['in @ 1']);
  expect(
    await causes(
      "const r = { a: 1 }; for (const k in r) {}\n'a' in r; value == 10; pred == undefined; pred.shape.length === list.length;",
    ),
  ).toEqual([]);
});

test('operators of values that only the run knows: parameters without a type, variables that are set later', async () => {
  await causes(
    'const same = (a, b) => a == b; let late; const truth = np.array([1, 2]); class Box { items; is(other) { return this.items === other.items; } }',
  );
  await causes(
    'late = np.array([1, 2]); const box = new Box(), another = new Box(); box.items = [1]; another.items = [1];',
  );
  expect(await causes('same(truth, truth.add(0));\nsame(1, 2); same("a", "a"); same(null, undefined)')).toEqual([
    'array == @ 1',
  ]);
  expect(await causes('same([1], [1])')).toEqual(['list == @ 1']);
  expect(await causes('\nif (late == truth) {}')).toEqual(['array == @ 2']);
  expect(await causes('box.is(another)')).toEqual(['list == @ 1']);
  expect(await causes('const o = {}; same(o, {}); same(1, 1)')).toEqual([]);
});

test('what reads as Python: several values assigned at once, numbers sorted', async () => {
  await causes(
    "let nums = [3, 10, 2]; const point = { x: 1, y: 2 }; const order = (list) => list.sort(); const labels = ['b', 'a'];",
  );
  expect(await said('\nnums[0], nums[1] = nums[1], nums[0];')).toMatchInlineSnapshot(`
    [
      {
        "cause": "tuple assignment",
        "line": 2,
        "text": "only the part around = is an assignment, what stands beside the commas is thrown away. Write: [nums[0], nums[1]] = [nums[1], nums[0]]",
      },
    ]
  `);
  expect(await causes('point.x, point.y = 3, 4;\n')).toEqual(['tuple assignment @ 1']);
  expect(await causes('[nums[0], nums[1]] = [nums[1], nums[0]]; for (let i = 0, j = 1; i < 2; i++, j = 3) {}')).toEqual(
    [],
  );
  expect(await causes('\nnums.sort;\npoint.x;')).toEqual(['not called @ 2']);
  expect(await causes('let many = 2;\nif (many = 3) {}')).toEqual(['assignment in a condition @ 2']);
  expect(await said('const inOrder = nums.sort();')).toMatchInlineSnapshot(`
    [
      {
        "cause": "numbers sorted as texts",
        "line": 1,
        "text": "\`sort()\` sorts numbers as texts: 10 comes before 9. Write: const inOrder = nums.sort((a, b) => a - b)",
      },
    ]
  `);
  expect(await causes('order([9, 10]);\norder([1, 2]); order(labels); [3, 1, 2].sort(); labels.sort()')).toEqual([
    'numbers sorted as texts @ 1',
  ]);
  expect(
    await causes(
      'nums.toSorted((a, b) => a - b); class Pile extends Array { sort() { return super.sort(); } } new Pile().sort(); labels?.sort()',
    ),
  ).toEqual([]);
});

test('a notice is said once for a line, and not where the line is right', async () => {
  await causes("const xs = [1, 2], ys = [3], words = ['a', 'b'];");
  expect(await causes('console.log(xs[-1], xs[0], xs[-1]);\nconsole.log(!ys.length, xs[-1])')).toEqual([
    'negative index @ 1',
    'negative index @ 2',
  ]);
  expect(await causes('const ones = [1]; console.log(!ones, ones && 2, ones ? 1 : 2)')).toEqual([
    'list in a condition @ 1',
  ]);
  expect(await causes('const sparse = []; sparse[5] = 1; 5 in sparse')).toEqual([]);
  expect(await causes('const slots = Array(4); 2 in slots')).toEqual([]);
  expect(await causes('1 in words')).toEqual([]);
  expect(await causes('1 in xs')).toEqual(['in @ 1']);
});

test('arrays and lists taken for true or false', async () => {
  await causes(
    'const arr = np.array([0, 1]); const items: number[] = []; let maybe: np.ndarray | undefined; let count = 0;',
  );
  expect(
    await causes('if (arr) count++;\nif (!arr.gt(0)) count++;\ncount = arr ? 1 : 2;\nwhile (arr.eq(1)) break;'),
  ).toEqual([
    'array in a condition @ 1',
    'array in a condition @ 2',
    'array in a condition @ 3',
    'array in a condition @ 4',
  ]);
  expect(
    await causes(
      'if (count > 0 &&\n  arr.gt(1)) count++;\nconst items: number[] = []; if (!items) count++;\nconst both = arr.gt(0) && arr.lt(2);',
    ),
  ).toEqual(['array in a condition @ 2', 'list in a condition @ 3', 'array in a condition @ 4']);
  expect(
    await causes(
      'const rows = new Map<string, number[]>(); const row = rows.get("a"); if (row) count++;\nfunction first(x?: np.ndarray, list?: number[]) { return x && list ? 1 : 0; }\nif (maybe || count || items.length || arr.gt(0).all()) count++;\nmaybe ??= arr;',
    ),
  ).toEqual([]);
});

test('promises that nobody awaits', async () => {
  await causes(
    `const { layers } = keras; const model = keras.Sequential([layers.Input({ shape: [2] }), layers.Dense(3, { activation: 'softmax' })]);
     model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
     const x = np.ones([8, 2]); const y = np.zeros([8], 'int32');`,
  );
  expect(await said('\nconst h = model.fit(x, y, { epochs: 1, verbose: 0 });')).toMatchInlineSnapshot(`
    [
      {
        "cause": "not awaited",
        "line": 2,
        "text": "\`h\` is not a result yet but a promise: fit goes on in the background. To have the result here, write: const h = await model.fit(…), or wait in a later cell: await h",
      },
    ]
  `);
  expect(await causes('model.predict(x, { verbose: 0 });\nmodel.evaluate(x, y, { verbose: 0 });\n1')).toEqual([
    'not awaited @ 1',
    'not awaited @ 2',
  ]);
  expect(await causes("const s = model.save('m.keras');\n1")).toEqual(['not awaited @ 1']);
  expect(
    await causes(
      `await model.fit(x, y, { verbose: 0 }); const [a, b] = await Promise.all([model.predict(x), model.predict(x)]);
       const f = async () => model.evaluate(x, y, { verbose: 0 }); await f(); model.predict(x).then(() => {}); await model.save('n.keras')`,
    ),
  ).toEqual([]);
  expect(await causes('model.predict(x)')).toEqual([]); // a last expression is awaited
  expect(await causes('void model.fit(x, y, { verbose: 0 });\n1')).toEqual([]);
});

test('a promise that another cell of the notebook waits for', async () => {
  const cells = [
    "const net = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)]); net.compile({ optimizer: 'sgd', loss: 'mse' });",
    'const job = net.fit(np.ones([4, 2]), np.ones([4, 1]), { verbose: 0 });\n1',
    'const other = net.predict(np.ones([4, 2]));\n1',
    'const { history: done } = await job;',
  ];
  const whole = new CellRunner(await inSession({ cwd: folder, cells: cells.map((source) => ({ source })) }));
  try {
    const all: string[][] = [];
    for (const cell of cells) all.push((await said(cell, whole)).map(({ cause }) => cause));
    expect(all).toEqual([[], [], ['not awaited'], []]);
  } finally {
    await whole.close();
  }
});

test('what training finds out by itself', async () => {
  await causes(
    "const { layers: parts } = keras, small = np.ones([4, 2]), ones = np.ones([4, 1]); const net = (last, optimizer = 'sgd') => { const m = keras.Sequential([keras.Input([2]), last]); m.compile({ loss: 'mse', optimizer }); return m; };",
  );
  expect(await causes('await net(parts.Dense(1)).fit(small.mul(200), ones, { verbose: 0 });')).toEqual([
    'pictures of 0..255 @ 1',
  ]);
  expect(await causes("\nawait net(parts.Dense(1, 'softmax')).fit(small, ones, { verbose: 0 });")).toEqual([
    'softmax of one unit @ 2',
  ]);
  expect(
    await causes(
      'const cold = net(parts.Dense(1)); cold.trainable = false;\nawait cold.fit(small, ones, { verbose: 0 });',
    ),
  ).toEqual(['all frozen @ 2']);
  expect(
    await causes('await net(parts.Dense(1), keras.optimizers.SGD(1e30)).fit(small, ones, { verbose: 0, epochs: 4 });'),
  ).toEqual(['loss is not finite @ 1']);
  expect(await causes('await net(parts.Dense(1)).fit(small, ones, { verbose: 0, epochs: 2 });')).toEqual([]);
});

test('logits and probabilities', async () => {
  const network = (last: string, loss: string): string =>
    `{ const m = keras.Sequential([layers.Input({ shape: [2] }), ${last}]); m.compile({ loss: ${loss} });
     await m.fit(x, y, { epochs: 2, verbose: 0 }); }`;
  expect(await said(network('layers.Dense(3)', "'sparse_categorical_crossentropy'"))).toMatchInlineSnapshot(`
    [
      {
        "cause": "logits",
        "line": 2,
        "text": "sparse_categorical_crossentropy expects probabilities, and the last layer has no softmax. Write activation: 'softmax' in the last layer, or loss: keras.losses.SparseCategoricalCrossentropy({ fromLogits: true })",
      },
    ]
  `);
  expect(await causes(network('layers.Dense(3, { useBias: false })', "'sparse_categorical_crossentropy'"))).toEqual([
    'logits @ 2',
  ]);
  expect(
    await causes(
      network(
        "layers.Dense(3, { activation: 'softmax' })",
        'keras.losses.SparseCategoricalCrossentropy({ fromLogits: true })',
      ),
    ),
  ).toEqual(['logits @ 2']);
  expect(await causes(network('layers.Dense(3), layers.Softmax()', "'sparse_categorical_crossentropy'"))).toEqual([]);
  expect(
    await causes(network('layers.Dense(3)', 'keras.losses.SparseCategoricalCrossentropy({ fromLogits: true })')),
  ).toEqual([]);
  expect(await causes(network('layers.Dense(1)', "'binary_crossentropy'"))).toEqual(['logits @ 2']);
  expect(await causes(network('layers.Dense(1)', "'mse'"))).toEqual([]);
});

test('keys that the history does not have', async () => {
  await causes(
    "model.compile({ loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }); const hist = await model.fit(x, y, { validationData: [x, y], verbose: 0 });",
  );
  expect(await said('\nhist.history.val_acc')).toMatchInlineSnapshot(`
    [
      {
        "cause": "history key",
        "line": 2,
        "text": "the history has no 'val_acc'; it has accuracy, loss, val_accuracy, val_loss. Write ['val_accuracy'] in place of ['val_acc']",
      },
    ]
  `);
  expect(await causes('hist.history.acc; hist.history.valLoss')).toEqual(['history key @ 1']);
  expect(
    await causes(
      "hist.history.val_loss; hist.history.lr; 'val_f1' in hist.history; plt.plot(hist.history.loss); ({ ...hist.history }); structuredClone(hist.history); JSON.stringify(hist.history); console.log(hist.history)",
    ),
  ).toEqual([]);
});

test('validation values of a fit without validation data', async () => {
  await causes(
    "model.compile({ loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }); const bare = await model.fit(x, y, { verbose: 0 });",
  );
  expect(await causes("'val_loss' in bare.history; Object.keys(bare.history); plot.learningCurves(bare)")).toEqual([]);
  expect(await said('const curve = bare.history.val_loss;')).toEqual([
    {
      cause: 'history key',
      line: 1,
      text: "the history has no 'val_loss', because fit had no validation data; it has accuracy, loss. Write: fit(x, y, { validationSplit: 0.2 })",
    },
  ]);
});

test('clipped pictures', async () => {
  expect(await said("plt.imshow(np.full([4, 4, 3], 200, 'float64'))")).toMatchInlineSnapshot(`
    [
      {
        "cause": "clipped picture",
        "line": 1,
        "text": "plt.imshow: colours of float64 lie in 0..1; these are 200..200, and what lies outside is cut off. Write: x.div(255), x.astype('uint8')",
      },
    ]
  `);
  expect(await causes("plt.imshow(np.full([4, 4, 3], 300, 'int32'))")).toEqual(['clipped picture @ 1']);
  expect(await causes('\nplt.imshow(np.full([4, 4, 4], -0.5))')).toEqual(['clipped picture @ 2']);
  expect(
    await causes(
      "plt.imshow(np.full([4, 4, 3], 200, 'uint8')); plt.imshow(np.full([4, 4], 200)); plt.imshow(np.ones([4, 4, 3]))",
    ),
  ).toEqual([]);
});

test('untyped values: lists as numbers, places from the end, `in`, lengths of arrays', async () => {
  const list = (code: string): Promise<Said[]> => said(code);
  expect(await list('function f(xs) {\n  for (let i = 0; i < xs; i++) return i;\n}\nf([1, 2]);'))
    .toMatchInlineSnapshot(`
    [
      {
        "cause": "list as a number",
        "line": 2,
        "text": "\`xs\` is a list, not the number of its elements. Write: i < xs.length",
      },
    ]
  `);
  expect(await list("function last(xs) {\n  return xs[-1];\n}\nlast([1, 2]); last('ab')")).toMatchInlineSnapshot(`
    [
      {
        "cause": "negative index",
        "line": 2,
        "text": "\`xs[-1]\` is not the last element but undefined: lists have no negative indices. Write: return xs.at(-1)",
      },
    ]
  `);
  // Fields of an index signature have no name that the checker knows.
  await said('const logs: { history: Record<string, number[]> } = { history: { loss: [2, 1] } };');
  for (const loss of ['logs.history.loss', "logs.history['loss']"])
    expect((await list(`${loss}[-1]`)).map(({ text }) => text)).toEqual([
      `\`${loss}[-1]\` is not the last element but undefined: lists have no negative indices. Write: ${loss}.at(-1)`,
    ]);
  expect(await causes("const word = 'abc'; word[-1]")).toEqual(['negative index @ 1']);
  expect(
    (await list('const later = Promise.resolve([1, 2]);\nconst first = later[0];')).map(({ text }) => text),
  ).toEqual([
    '`later` is a promise: what it brings is not there yet, and this is undefined. Write: const first = (await later)[0];',
  ]);
  expect(await causes('function has(xs) {\n  return 3 in xs;\n}\nhas([1, 3])')).toEqual(['in @ 2']);
  expect(await causes('function each(xs) {\n  for (const x in xs) return x;\n}\neach(np.ones([2]))')).toEqual([
    'for in @ 2',
  ]);
  expect(
    await list(
      'function total(x) {\n  let s = 0;\n  for (let i = 0; i < x.length; i++) s += i;\n  return s;\n}\ntotal(np.ones([3]))',
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "cause": "length of an array",
        "line": 3,
        "text": "an array has no length (it is undefined, and a loop up to it does not run). The length of its first axis: x.shape[0], all elements: x.size",
      },
    ]
  `);
  expect(
    await causes(
      "const ok = (n, o, xs) => { for (let i = 0; i < n; i++) { 'a' in o; for (const k in o) xs[k]; } return xs.length + xs.at(-1); }; ok(3, { a: 1 }, [1]); ok(2, {}, 'ab')",
    ),
  ).toEqual([]);
});

test('numbers that lose their fraction in an array of whole numbers that nobody asked for', async () => {
  expect(await said('const p = np.array([3.0, 4.0]);\np.set(0, 3.0001);')).toMatchInlineSnapshot(`
    [
      {
        "cause": "fraction cut off",
        "line": 2,
        "text": "set: 3.0001 becomes 3, since the array holds whole numbers (int64); 3.0 in a list is the same as 3 here. Make it of floats: np.array([3, 4], 'float64'), x.astype('float64')",
      },
    ]
  `);
  expect(await causes('np.zeros([2, 2]).set(0, 0, 0.5); np.zeros([2, 2], "int64").set(0, 0, 0.5)')).toEqual([
    'fraction cut off @ 1',
  ]);
  expect(await causes("const q = np.array([1, 2]);\nq.set(':', np.array([0.5, 1]));")).toEqual([
    'fraction cut off @ 2',
  ]);
  expect(
    await causes("np.zeros([2], 'uint8').set(0, 127.5); np.array([1, 2]).set(0, 2.0); np.ones([2]).set(0, 0.5)"),
  ).toEqual([]);
});

test('names that logs and archives do not have', async () => {
  await causes(
    "const lm = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)]); lm.compile({ loss: 'mse', optimizer: 'sgd', metrics: ['mae'] }); const lx = np.ones([4, 2]), ly = np.ones([4, 1]);",
  );
  expect(await said('const scores = await lm.evaluate(lx, ly, { verbose: 0, returnDict: true });\nscores.los'))
    .toMatchInlineSnapshot(`
    [
      {
        "cause": "logs key",
        "line": 2,
        "text": "there is no 'los' among these values; there are loss, mae. Write: ['loss']",
      },
    ]
  `);
  expect(
    await causes(
      'const heard = keras.callbacks.LambdaCallback({ onEpochEnd: (e, logs) => {\n  logs.MAE;\n} });\nawait lm.fit(lx, ly, { verbose: 0, callbacks: [heard] });',
    ),
  ).toEqual(['logs key @ 2']);
  expect(await causes("scores.loss; 'acc' in scores; JSON.stringify(scores); ({ ...scores }); await scores;")).toEqual(
    [],
  );
  expect(await said("np.savez('n.npz', { a: [1] });\nconst stored = np.load('n.npz');\nstored['b']"))
    .toMatchInlineSnapshot(`
    [
      {
        "cause": "array not in the file",
        "line": 3,
        "text": "the file has no array 'b'; it has a",
      },
    ]
  `);
});

test('limits and points that a logarithmic axis cannot show', async () => {
  expect(await said("plt.plot([1, 10]);\nplt.xscale('log');\nplt.xlim(0, 100);")).toMatchInlineSnapshot(`
    [
      {
        "cause": "points without a place",
        "line": 2,
        "text": "1 of 2 points are not shown: their x (0) has no place on a 'log' axis, whose numbers are above 0. Numbers around 0 too: plt.xscale('symlog')",
      },
      {
        "cause": "limit without a place",
        "line": 3,
        "text": "the limit 0 of x is ignored: the scale of this axis is 'log', and it only has numbers above 0. Write a limit above 0",
      },
    ]
  `);
  expect(await causes("plt.plot([1, 2]);\nplt.ylim(-1, 10);\nplt.yscale('log');")).toEqual([
    'limit without a place @ 3',
  ]);
  expect(await said('plt.semilogx([0, 1, 10], [1, 2, 3]);')).toMatchInlineSnapshot(`
    [
      {
        "cause": "points without a place",
        "line": 1,
        "text": "1 of 3 points are not shown: their x (0) has no place on a 'log' axis, whose numbers are above 0. Numbers around 0 too: plt.xscale('symlog')",
      },
    ]
  `);
  expect(await causes("plt.yscale('log');\nplt.scatter([1, 2], [-1, 0]);")).toEqual(['points without a place @ 2']);
  expect(await causes("plt.plot([0.5, 1]);\nplt.yscale('logit');")).toEqual(['points without a place @ 2']);
  expect(
    await causes(
      'plt.hist([1, 1, 3], { log: true }); plt.bar([1, 2], [0, 5]); plt.errorbar([1, 2], [1, 2], [3, 3]); plt.ylim(0.1, 10); plt.fill_between([1, 2], [1, 2])',
    ),
  ).toEqual([]);
  expect(await causes('plt.semilogy([1, 10]); plt.xlim(0, 1); plt.axvline(0)')).toEqual([]);
  expect(await causes("plt.plot([-1, 0, 1]); plt.yscale('symlog'); plt.ylim(-2, 2)")).toEqual([]);
});

test('infinity and nan from ordinary numbers', async () => {
  expect(await causes('const r = np.array([1, 2]).div(0);\nconst l = np.log(np.zeros([2]));')).toEqual([
    'divide by zero @ 1',
    'divide by zero @ 2',
  ]);
  expect(await causes('function f(x: np.ndarray) {\n  return np.sqrt(x);\n}\nf(np.array([-1]));')).toEqual([
    'invalid value @ 2',
  ]);
  expect(await causes("np.errstate({ all: 'ignore' }, () => np.exp(np.array([1e4])))")).toEqual([]);
  // A loop that divides by zero again and again says so once, and does not take longer for it.
  expect(await causes('for (let i = 0; i < 20000; i++) {\n  np.divide(1, 0);\n}')).toEqual(['divide by zero @ 2']);
});

test('once per cause and line; again when the cell is run again', async () => {
  const loop = "for (let i = 0; i < 5; i++) {\n  plt.imshow(np.full([4, 4, 3], 200.5));\n  plt.close('all');\n}";
  expect(await causes(loop)).toEqual(['clipped picture @ 2']);
  expect(await causes(loop)).toEqual(['clipped picture @ 2']);
});

test('none in graded output', async () => {
  const graded = new CellRunner(await inSession({ cwd: folder, env: { KERNELAB_NOTICES: 'off' } }));
  try {
    expect(
      await said(
        'const a = np.ones([2]); a == a.add(0); for (const i in a) {}\nplt.imshow(np.full([4, 4, 3], 200.5)); const np2 = 7 // 2',
        graded,
      ),
    ).toEqual([]);
  } finally {
    await graded.close();
  }
});

test('a key that an object does not have is said where it is read for its value', async () => {
  expect(await said("const d = { a: 1, loss: 2 };\nconsole.log(d['los'] * 2);\nd['q']")).toMatchInlineSnapshot(`
    [
      {
        "cause": "missing key",
        "line": 2,
        "text": "\`d\` has no key 'los': this is undefined, where Python raises KeyError. Did you mean 'loss'? If a key may be missing: d['los'] ?? 0, or 'los' in d",
      },
      {
        "cause": "missing key",
        "line": 3,
        "text": "\`d\` has no key 'q': this is undefined, where Python raises KeyError. Its keys: 'a', 'loss'. If a key may be missing: d['q'] ?? 0, or 'q' in d",
      },
    ]
  `);
  expect(await causes("const count = {};\nfor (const w of ['x', 'y', 'x']) count[w] += 1;")).toEqual([
    'missing key @ 2',
  ]);
  expect(
    await causes("const votes = {};\nfor (const w of ['x']) votes[w]++;\nlet sum = 0; sum += votes['z'];"),
  ).toEqual(['missing key @ 2', 'missing key @ 3']);
  expect(await causes("const age = JSON.parse('{\"kim\": 3}');\nconst old = age['lee'];\n`${age['park']}`")).toEqual([
    'missing key @ 2',
    'missing key @ 3',
  ]);
  expect(await causes('function read(o) {\n  return o["x"];\n}\nread({ y: 1 })')).toEqual(['missing key @ 2']);
  expect(await said("const m = new Map([['a', 1]]);\nm['a'] + 1")).toMatchInlineSnapshot(`
    [
      {
        "cause": "map [ ]",
        "line": 2,
        "text": "\`m['a']\` is undefined: a Map is read by get. Write: m.get('a')",
      },
    ]
  `);
});

test('a program that asks for a key is left alone', async () => {
  const asks = [
    "const c = {}; for (const w of ['x', 'y', 'x']) c[w] = (c[w] ?? 0) + 1;\nc",
    "const c = {}; for (const w of ['x']) { if (!c[w]) c[w] = 0; c[w]++; }\nc['x']",
    "const c = {}; for (const w of ['x']) { if (!(w in c)) c[w] = 0; c[w] += 1; }",
    'const memo = {}; function f(n) { const old = memo[n]; if (old !== undefined) return old; return (memo[n] = n); } f(3)',
    "const o = { a: 1 }; const b = o['b']; if (b === undefined) console.log('none');",
    "const o = { a: 1 }; o['b'] || 0; o['b'] === undefined; typeof o['b']; delete o['b']; o['b']?.x;",
    "const home = process.env['NO_SUCH_NAME'] ?? ''; process.env['NO_SUCH_NAME']",
    'const xs = [1, 2, 3]; let s = 0; for (let i = 0; i < 3; i++) s += xs[i]; s',
    "class Box { get x() { return 1; } } const box = new Box(); box['x'] + box['y']",
    "const m = new Map(); m['size']; console.log(m['get']);",
    'const t = { a: 1 }; for (const k in t) t[k] *= 2; for (const k of Object.keys(t)) console.log(t[k]);',
    "const grid = { '0,0': 1 }; const at = (x, y) => grid[`${x},${y}`] ?? 0; at(5, 5)",
    "const o = { a: undefined }; o['a']",
  ];
  for (const cell of asks) expect(await causes(cell), cell).toEqual([]);
});
