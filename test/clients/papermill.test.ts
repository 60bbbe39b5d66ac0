/** @file papermill: values of every kind as TypeScript, the cell it injects, its help, and what it refuses. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { client, clientMust, workFolder } from './environment.ts';
import { code, read, shown, sources, text, write } from './notebooks.ts';

const folder = workFolder('papermill');
const nb = join(folder, 'nb.ipynb');
const parameters = `const epochs = 3; // how often
let lr: number = 1e-3;
/** What happens
 *  at the border. */
const padding: 'same' | 'valid' = 'same';
const size: [number, number] = [3, 3], names = ['a', "b;c"];
let options = {
  bias: true, // inside
};
let weights: string | null = 'imagenet'
const scale = (x: number): number => { const hidden = 2; return x * hidden; };
let empty;`;
write(nb, [
  text('# Training'),
  code(parameters, 'parameters'),
  code('console.log(JSON.stringify([epochs, lr, padding, size, options, weights]));'),
  code('console.log(keras.layers.Conv2D({ filters: epochs, kernelSize: size, padding }).getConfig().padding);'),
]);

test("parameters of the command line fit where the notebook's own values did", () => {
  const values = ['-p', 'epochs', '5', '-p', 'padding', 'valid', '-p', 'lr', '0.5', '-p', 'weights', 'None'];
  clientMust(folder, 'papermill', [nb, 'out.ipynb', ...values, '-y', '{ size: [5, 5], options: { bias: false } }']);
  const out = read(join(folder, 'out.ipynb'));
  expect(sources(out)[2]).toMatchInlineSnapshot(`
    [
      "code",
      "// Parameters
    let size: any = [5, 5];
    let options: any = { "bias": false };
    let epochs = 5;
    let padding: any = "valid";
    let lr = 0.5;
    let weights: any = null;
    ",
    ]
  `);
  expect(out.cells[2]!.metadata['tags']).toEqual(['injected-parameters']);
  expect(shown(out).slice(2)).toEqual([['stdout: [5,0.5,"valid",[5,5],{"bias":false},null]\n'], ['stdout: valid\n']]);
});

test('a copy that was run before gets the new values only', () => {
  clientMust(folder, 'papermill', ['out.ipynb', 'again.ipynb', '-p', 'epochs', '9']);
  expect(sources(read(join(folder, 'again.ipynb'))).filter(([, source]) => source.startsWith('// Parameters'))).toEqual(
    [['code', '// Parameters\nlet epochs = 9;\n']],
  );
});

test('--help-notebook tells names, types, defaults and comments', () => {
  const { stdout } = clientMust(folder, 'papermill', ['--help-notebook', 'nb.ipynb']);
  expect(stdout.slice(stdout.indexOf('\n\n')).trim()).toMatchInlineSnapshot(`
    "Parameters inferred for notebook 'nb.ipynb':
      epochs: number (default 3)      how often
      lr: number (default 1e-3)       
      padding: 'same' | 'valid' (default 'same')
                                      What happens at the border.
      size: [number, number] (default [3, 3])
      names: string[] (default ['a', "b;c"])
      options: object (default { bias: true, })
      weights: string | null (default 'imagenet')
      scale: Unknown type (default (x: number): number => { const hidden = 2; return x * hidden; })
      empty: NoneType (default undefined)"
  `);
});

test('every value of JSON and YAML, and no other, is written as it is', () => {
  const yaml = `none: null
yes_: true
whole: -7
real: 1.0e-7
large: 1.0e+300
text: "한글 \\"q\\" \\\\ \\n \\u2028 \${x} \`"
date: 2026-03-01
time: 2026-03-01T09:30:00
empty_list: []
empty: {}
nested: { a b: [1, null, { __proto__: [true] }], c: x }
이름: 이
$x: 1
`;
  writeFileSync(join(folder, 'all.yaml'), yaml);
  const names = yaml.split('\n').flatMap((line) => /^([^:]+):/.exec(line)?.[1] ?? []);
  const all = join(folder, 'all.ipynb');
  write(all, [
    code('let declared = 1;', 'parameters'),
    code(
      `import { inspect } from 'node:util';\nfor (const each of [${names.join(', ')}]) console.log(inspect(each, { depth: 9 }));`,
    ),
    code('console.log(Object.keys(nested["a b"][2]), Object.getPrototypeOf(nested["a b"][2]) === Object.prototype);'),
  ]);
  const { stderr } = clientMust(folder, 'papermill', [all, 'all-out.ipynb', '-f', 'all.yaml']);
  expect(stderr).toContain('Passed unknown parameter: none');
  const out = read(join(folder, 'all-out.ipynb'));
  expect(sources(out)[1]![1]).toMatchInlineSnapshot(`
    "// Parameters
    let none: any = null;
    let yes_ = true;
    let whole = -7;
    let real = 1e-07;
    let large = 1e+300;
    let text: any = "한글 \\"q\\" \\\\ \\n   \${x} \`";
    let date: any = "2026-03-01";
    let time: any = "2026-03-01T09:30:00";
    let empty_list: any = [];
    let empty: any = {};
    let nested: any = { "a b": [1, null, { ["__proto__"]: [true] }], "c": "x" };
    let 이름: any = "이";
    let $x = 1;
    "
  `);
  expect(shown(out).slice(2)).toMatchInlineSnapshot(`
    [
      [
        "stdout: null
    true
    -7
    1e-7
    1e+300
    '한글 "q" \\\\ \\n   \${x} \`'
    '2026-03-01'
    '2026-03-01T09:30:00'
    []
    {}
    {
      'a b': [ 1, null, { ['__proto__']: [ true ] } ],
      c: 'x'
    }
    '이'
    1
    ",
      ],
      [
        "stdout: [ '__proto__' ] true
    ",
      ],
    ]
  `);
});

test("values of Python that are no JSON: tuples, dates, paths, NumPy's; others are refused by name", () => {
  const { stdout } = clientMust(
    folder,
    'python',
    ['-'],
    `
import datetime, decimal, os, pathlib
import papermill
from kernelab_papermill.translator import TypeScriptTranslator as T

class Array:
    "As NumPy's arrays and scalars say what they hold."
    def tolist(self): return [1.5, [True]]

print(T.codify(dict(a=(1, 2), b=datetime.datetime(2026, 3, 1, 9), c=datetime.date(2026, 3, 1), d=pathlib.PurePosixPath("x/y"), e=Array(), f=-0.0, h=[float("nan"), float("-inf"), 1e-7], i=float("inf"), g={1: 2, "x": "\\ud800"})))
for bad in [{"a-b": 1}, {"class": 1}, {"": 1}, {"1a": 1}, {"x y": 1}, {"x²": 1}, {"await": 1}, {"a": 2**53}, {"a": {1.5: 2}},
            {"a": [{"k": {1, 2}}]}, {"a": b"x"}, {"a": decimal.Decimal(1)}, {"a": object}]:
    try:
        print("written", T.codify(bad))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
os.environ["KERNELAB_LANG"] = "ko"
try:
    T.codify({"a-b": 1})
except Exception as error:
    print(error)
`,
  );
  expect(stdout).toMatchInlineSnapshot(`
    "// Parameters
    let a: any = [1, 2];
    let b: any = "2026-03-01T09:00:00";
    let c: any = "2026-03-01";
    let d: any = "x/y";
    let e: any = [1.5, [true]];
    let f = -0.0;
    let h: any = [NaN, -Infinity, 1e-07];
    let i = Infinity;
    let g: any = { "1": 2, "x": "\\ud800" };

    PapermillException: parameters: a parameter is named like a variable. Received 'a-b'.
    PapermillException: parameters: a parameter is named like a variable. Received 'class'.
    PapermillException: parameters: a parameter is named like a variable. Received ''.
    PapermillException: parameters: a parameter is named like a variable. Received '1a'.
    PapermillException: parameters: a parameter is named like a variable. Received 'x y'.
    PapermillException: parameters: a parameter is named like a variable. Received 'x²'.
    PapermillException: parameters: a parameter is named like a variable. Received 'await'.
    PapermillException: parameters: a is a whole number beyond 2**53, which would be rounded. Received 9007199254740992. Pass it as text (papermill -r) and make it a BigInt in the notebook.
    PapermillException: parameters: the keys of a are text. Received 1.5 (float).
    PapermillException: parameters: a[0].k is none of JSON's values, and no tuple, date, path or NumPy array. Received set.
    PapermillException: parameters: a is none of JSON's values, and no tuple, date, path or NumPy array. Received bytes.
    PapermillException: parameters: a is none of JSON's values, and no tuple, date, path or NumPy array. Received Decimal.
    PapermillException: parameters: a is none of JSON's values, and no tuple, date, path or NumPy array. Received type.
    parameters: 매개변수 이름은 변수 이름으로 쓸 수 있어야 합니다. 받은 값: 'a-b'.
    "
  `);
});

test('a name that no variable can have ends papermill with that reason', () => {
  const { code: ended, stderr } = client(folder, 'papermill', [nb, 'bad.ipynb', '-p', 'learning-rate', '1']);
  expect([ended, stderr.trim().split('\n').at(-1)]).toEqual([
    1,
    "papermill.exceptions.PapermillException: parameters: a parameter is named like a variable. Received 'learning-rate'.",
  ]);
});

test('a cell that fails ends papermill with our error, and the copy holds it', () => {
  const failing = join(folder, 'failing.ipynb');
  write(failing, [
    code('const n = 1;', 'parameters'),
    code("if (n > 1) throw new Error('too many');"),
    code("'never'"),
  ]);
  const { code: ended, stderr } = client(folder, 'papermill', [failing, 'failed.ipynb', '-p', 'n', '2']);
  expect(ended).toBe(1);
  expect(stderr).toContain('PapermillExecutionError');
  expect(stderr).toContain('too many');
  expect(shown(read(join(folder, 'failed.ipynb')))).toEqual(
    [[], [], ['Error: too many'], []].map((each, i) => (i === 0 ? expect.anything() : each)),
  );
});

test('`kernelab run --param` injects the same cell', () => {
  const given = {
    epochs: 5,
    padding: 'valid',
    size: [5, 5],
    options: { 'a b': [null, true] },
    weights: null,
    lr: 0.001,
  };
  writeFileSync(join(folder, 'given.yaml'), JSON.stringify(given));
  clientMust(folder, 'papermill', [nb, 'theirs.ipynb', '-f', 'given.yaml']);
  const params = Object.entries(given).flatMap(([name, value]) => ['--param', `${name}=${JSON.stringify(value)}`]);
  const door = join(root, 'bin', 'kernelab.mjs');
  const ours = join(folder, 'ours.ipynb');
  spawnSync(process.execPath, [door, 'run', nb, '--output', ours, ...params], { encoding: 'utf8' });
  const injected = (path: string): string | undefined =>
    sources(read(path)).find(([, source]) => /let epochs = 5/.test(source))?.[1];
  expect(injected(join(folder, 'theirs.ipynb'))).toBe(`// Parameters\n${injected(ours)}\n`);
});
