/** @file Commands of IPython become TypeScript of the same lines; what only looks like one stays. */
import { describe, expect, it } from 'vitest';
import { withoutMagics } from '../../../kernel/compile/magics.ts';

const names = new Set(['found', 'x', 'a', 'ok']);
const rewritten = (cell: string): unknown => {
  const result = withoutMagics(cell, (name) => names.has(name));
  return result && ('code' in result ? result.code : result);
};

describe('commands', () => {
  it.each([
    ['%time x = f()', '$t(); x = f()'],
    ['%time x = f()\nx', '$t(); x = f(); $t(0);\nx'],
    ['%time f({\n  a: 1,\n})\nx', '$t(); f({\n  a: 1,\n}); $t(0);\nx'],
    ['  %time f()', '  $t(); f()'],
    ['%%time\nf()\ng()', '$t();\nf()\ng()'],
    ['%timeit a + 1', '$i();do{a + 1 } while ($i(undefined));'],
    ['%timeit -n 10 await f()', '$i();do{      await f() } while ($i(10));'],
    ['%%timeit\nf() // c', '$i();do{\nf() // c\n } while ($i(undefined));'],
    ['%%timeit -n 3\nf()', '$i();do{     \nf()\n } while ($i(3));'],
    ['%timeit -r 3 -n100 f() // slow', '$i();do{           f() } while ($i(100, 3)); // slow'],
    ['%timeit f({\n  a: 1,\n})\nx', '$i();do{f({\n  a: 1,\n}) } while ($i(undefined));\nx'],
    ['  %timeit -n0 f()', '  $i();do{    f() } while ($i(0));'],
    ['%timeit -x + 1', '$i();do{-x + 1 } while ($i(undefined));'],
    ['%time f() // slow\nx', '$t(); f(); $t(0); // slow\nx'],
    ['%time m\n  .fit(x)\n  .done()\nx', '$t(); m\n  .fit(x)\n  .done(); $t(0);\nx'],
    ['%time const y =\n  f()\ny', '$t(); const y =\n  f(); $t(0);\ny'],
    ['i++\n!ls', 'i++\nawait $magic.shell("ls");'],
    ['// first:\n!ls', '// first:\nawait $magic.shell("ls");'],
    ['/* first */\n!ls', '/* first */\nawait $magic.shell("ls");'],
    [
      '!ls data/*\n!echo (\n!ls',
      'await $magic.shell("ls data/*");\nawait $magic.shell("echo (");\nawait $magic.shell("ls");',
    ],
    ['!npm install left-pad', 'await $magic.shell("npm install left-pad");'],
    ['!ls', 'await $magic.shell("ls");'],
    ['const n = 1;\n!ls -la | head\nn', 'const n = 1;\nawait $magic.shell("ls -la | head");\nn'],
    ['!./run.sh "a b"', 'await $magic.shell("./run.sh \\"a b\\"");'],
    ['const n = 1;\n!./run.sh', 'const n = 1;\nawait $magic.shell("./run.sh");'],
    ['let n = 1;\n!/bin/ls ~', 'let n = 1;\nawait $magic.shell("/bin/ls ~");'],
    ['%%bash\necho 1\necho 2', 'await $magic.script(\'bash\', "echo 1\\necho 2");\n\n'],
    ['%%html\n<b>1</b>', '$magic.show(\'html\', "<b>1</b>");\n'],
    ['%%writefile -a notes.txt\nline', '$magic.writeFile("-a notes.txt", "line");\n'],
    ['%matplotlib inline\nx', '// figures stand in the notebook anyway\nx'],
  ])('%j', (cell, code) => expect(rewritten(cell)).toBe(code));
});

describe('no commands', () => {
  it.each([
    '1 + 1',
    '!found && stop()',
    '!ok',
    '!-x',
    '!isReady(x)',
    '!a.b && c',
    '!!x',
    '!(a && b)',
    '!true',
    'const rest = x\n  % a',
    'const rest = x %\n  a',
    'const s = `\n%time\n!ls\n`',
    '/*\n%time\n!ls\n*/ x',
    'f(\n  !ok,\n)',
    "x = '%%time'",
    'const isReady = f();\n!isReady',
  ])('%j', (cell) => expect(rewritten(cell)).toBeUndefined());
});

it('an unknown command says which there are, and pip where packages come from', () => {
  expect(rewritten('%load_ext autoreload')).toMatchInlineSnapshot(`
    {
      "refused": {
        "en": "There is no command %load_ext here. There are %time, %timeit, %matplotlib, %%time, %%timeit, %%bash, %%sh, %%html, %%markdown, %%latex, %%svg, %%javascript, %%writefile and !command.",
        "ko": "여기에는 %load_ext 명령이 없습니다. 쓸 수 있는 명령: %time, %timeit, %matplotlib, %%time, %%timeit, %%bash, %%sh, %%html, %%markdown, %%latex, %%svg, %%javascript, %%writefile, !명령.",
      },
    }
  `);
  expect(rewritten('%%cython\nx')).toMatchInlineSnapshot(`
    {
      "refused": {
        "en": "There is no command %%cython here. There are %time, %timeit, %matplotlib, %%time, %%timeit, %%bash, %%sh, %%html, %%markdown, %%latex, %%svg, %%javascript, %%writefile and !command.",
        "ko": "여기에는 %%cython 명령이 없습니다. 쓸 수 있는 명령: %time, %timeit, %matplotlib, %%time, %%timeit, %%bash, %%sh, %%html, %%markdown, %%latex, %%svg, %%javascript, %%writefile, !명령.",
      },
    }
  `);
  expect(rewritten('!pip install numpy')).toMatchObject({ refused: { en: expect.stringContaining('!npm install') } });
  expect(rewritten('%pip install numpy')).toMatchInlineSnapshot(`
    {
      "refused": {
        "en": "There is no command %pip here. Packages for TypeScript come from npm: !npm install name.",
        "ko": "여기에는 %pip 명령이 없습니다. TypeScript 패키지는 npm에서 옵니다: !npm install 이름.",
      },
    }
  `);
});

it('a code that is timed keeps its columns', () => {
  for (const cell of ['%timeit foo.bar()', '  %timeit  -r 2 foo.bar()', '\n%%timeit foo.bar()\n1'])
    expect(String(rewritten(cell)).indexOf('foo')).toBe(cell.indexOf('foo'));
});

it('%time and %timeit without code say what times a cell; an unknown option is named', () => {
  const said = (cell: string): string =>
    (withoutMagics(cell, (name) => names.has(name)) as { refused: { en: string } }).refused.en;
  expect(
    [
      '%timeit\nf()',
      '%time // all\nf()',
      '%timeit -n 5\nf()',
      '%%timeit',
      '%timeit -k 3 1+1',
      '%timeit -n f()',
      '%timeit -r0 f()',
    ].map(said),
  ).toMatchInlineSnapshot(`
    [
      "%timeit has no code to time. It times what follows on its own line; %%timeit on the first line times the whole cell.",
      "%time has no code to time. It times what follows on its own line; %%time on the first line times the whole cell.",
      "%timeit has no code to time. It times what follows on its own line; %%timeit on the first line times the whole cell.",
      "%%timeit has no code to time. The code goes below it.",
      "%timeit does not take -k. There are -n 1000 (loops of a round) and -r 5 (rounds, at least 1).",
      "%timeit does not take -n. There are -n 1000 (loops of a round) and -r 5 (rounds, at least 1).",
      "%timeit does not take -r 0. There are -n 1000 (loops of a round) and -r 5 (rounds, at least 1).",
    ]
  `);
});
