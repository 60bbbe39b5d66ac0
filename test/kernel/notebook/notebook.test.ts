/** @file Notebook files, kernelspecs and history: everything of the kernel that runs no cell. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FileError, FormatError, ValueError } from '../../../kernel/errors.ts';
import {
  parseParameter,
  overwrittenParameters,
  unknownParameters,
  withParameters,
} from '../../../kernel/notebook/parameters.ts';
import { History } from '../../../kernel/protocol/history.ts';
import { kernelSpec, uninstallKernelSpec } from '../../../kernel/kernelspec.ts';
import { parseNotebook, readNotebook, writeNotebook, type Notebook } from '../../../kernel/notebook/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-unit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const minimal = (): Notebook => ({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });

/** The message of what a text is refused with. */
function refusal(text: string): string {
  try {
    parseNotebook(text, 'lab.ipynb');
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return (error as Error).message;
  }
  return expect.fail('was accepted');
}

describe('notebooks', () => {
  test('what is no notebook is refused with the reason', () => {
    expect(refusal('')).toMatchInlineSnapshot(`"notebook: lab.ipynb is no JSON. Received an empty file."`);
    expect(refusal('{"cells": [')).toMatch(/^notebook: lab\.ipynb is no JSON\. Received .*JSON/);
    expect(refusal('[]')).toMatchInlineSnapshot(`"notebook: lab.ipynb is JSON, but no notebook. Received an array."`);
    expect(refusal('{}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb has no nbformat number. Received an object without it."`,
    );
    expect(refusal('{"nbformat": 3}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb must be of nbformat 4. Received nbformat 3."`,
    );
    expect(refusal('{"nbformat": 4, "cells": 1}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb has no list of cells. Received number."`,
    );
    expect(refusal('{"nbformat": 4, "cells": [{"cell_type": "code"}]}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb has a cell without source text. Received cell 1."`,
    );
    expect(refusal('{"nbformat": 4, "cells": [{"cell_type": "x", "source": ""}]}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb has a cell of unknown type. Received cell 1: x."`,
    );
  });

  test('a malformed cell is named with its field', () => {
    const cell = (fields: object) =>
      refusal(JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'code', source: '' }, fields] }));
    expect([
      cell({ cell_type: 'raw', source: '', outputs: [] }),
      cell({ cell_type: 'code', source: '', metadata: 3 }),
      cell({ cell_type: 'code', source: [1] }),
      cell({ cell_type: 'code', source: '', outputs: {} }),
      cell({ cell_type: 'code', source: '', outputs: [{ output_type: 'display_data' }] }),
      cell({ cell_type: 'code', source: '', outputs: [{ output_type: 'stream', name: 'stdout' }] }),
      cell({ cell_type: 'code', source: '', outputs: [{ output_type: 'stream', name: 'other', text: '' }] }),
      cell({ cell_type: 'code', source: '', outputs: [{ output_type: 'error', ename: '', evalue: '' }] }),
      cell({ cell_type: 'code', source: '', outputs: [null] }),
    ]).toMatchInlineSnapshot(`
      [
        "notebook: lab.ipynb has a cell with outputs that is no code cell. Received cell 2: raw, outputs.",
        "notebook: lab.ipynb has a cell whose metadata is no object. Received cell 2: 3.",
        "notebook: lab.ipynb has a cell without source text. Received cell 2.",
        "notebook: lab.ipynb has a cell whose outputs are no list. Received cell 2: {}.",
        "notebook: lab.ipynb has a cell with a malformed output. Received cell 2: outputs[0].data.",
        "notebook: lab.ipynb has a cell with a malformed output. Received cell 2: outputs[0].text.",
        "notebook: lab.ipynb has a cell with a malformed output. Received cell 2: outputs[0].name.",
        "notebook: lab.ipynb has a cell with a malformed output. Received cell 2: outputs[0].traceback.",
        "notebook: lab.ipynb has a cell with a malformed output. Received cell 2: outputs[0].output_type.",
      ]
    `);
    expect(refusal('{"nbformat": 4, "cells": [null]}')).toMatchInlineSnapshot(
      `"notebook: lab.ipynb has a cell that is no object. Received cell 1: null."`,
    );
  });

  test('a cell without metadata and a byte order mark are forgiven', () => {
    const text = '\uFEFF{"nbformat": 4, "cells": [{"cell_type": "code", "source": "1"}]}';
    expect(parseNotebook(text).cells).toEqual([{ cell_type: 'code', source: '1', metadata: {} }]);
  });

  test('parameters given again take the place of the earlier ones', () => {
    const once = withParameters(minimal(), { epochs: 1 });
    const twice = withParameters(once, { epochs: 2 });
    expect(twice.cells.map((cell) => cell.source)).toEqual(['let epochs = 2;']);
  });

  test('a missing file is a FileError', async () => {
    await expect(readNotebook(join(folder, 'none.ipynb'))).rejects.toBeInstanceOf(FileError);
    await expect(writeNotebook(join(folder, 'no/such/folder.ipynb'), minimal())).rejects.toBeInstanceOf(FileError);
  });

  test('are written whole or not at all; links and modes stay', async () => {
    const [path, link] = [join(folder, 'whole.ipynb'), join(folder, 'link.ipynb')];
    await writeNotebook(path, minimal());
    chmodSync(path, 0o600);
    symlinkSync(path, link);
    await writeNotebook(link, { ...minimal(), metadata: { new: true } });
    expect([lstatSync(link).isSymbolicLink(), statSync(path).mode & 0o777]).toEqual([true, 0o600]);
    expect((await readNotebook(path)).metadata).toEqual({ new: true });
    // What cannot be written as JSON stands for a disk that fills up.
    const cyclic = minimal();
    cyclic.metadata['self'] = cyclic.metadata;
    await expect(writeNotebook(path, cyclic)).rejects.toThrow();
    expect((await readNotebook(path)).metadata).toEqual({ new: true });
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('are stored the way Jupyter stores them', async () => {
    const path = join(folder, 'a.ipynb');
    const cell = {
      cell_type: 'code' as const,
      source: 'a\nb',
      metadata: {},
      outputs: [{ output_type: 'stream' as const, name: 'stdout' as const, text: 'x\ny\n' }],
    };
    await writeNotebook(path, { ...minimal(), cells: [cell] });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      cells: [{ source: ['a\n', 'b'], outputs: [{ text: ['x\n', 'y\n'] }] }],
    });
    expect(readFileSync(path, 'utf8')).toMatch(/^\{\n "cells": \[\n  \{\n/);
  });

  test('parameters come right after the tagged cell', () => {
    const tagged = { cell_type: 'code' as const, source: 'let n = 1', metadata: { tags: ['parameters'] } };
    const notebook = withParameters(
      { ...minimal(), cells: [{ ...tagged, metadata: {} }, tagged] },
      { n: 5, name: 'a"b' },
    );
    expect(notebook.cells[2]).toMatchObject({
      source: 'let n = 5;\nlet name: any = "a\\"b";',
      metadata: { tags: ['injected-parameters'] },
    });
    expect(() => withParameters(minimal(), { 'a-b': 1 })).toThrow(ValueError);
    expect(() => withParameters(minimal(), { class: 1 })).toThrow('a parameter is named like a variable');
    const deep = withParameters(
      minimal(),
      JSON.parse('{ "o": { "__proto__": [1, null, {}] }, "ok": true }') as Record<string, unknown>,
    );
    expect(deep.cells[0]!.source).toBe('let o: any = { ["__proto__"]: [1, null, {}] };\nlet ok = true;');
    expect(parseParameter('epochs=3')).toEqual(['epochs', 3]);
    expect(parseParameter('name=a=b')).toEqual(['name', 'a=b']);
    expect(() => parseParameter('novalue')).toThrow(ValueError);
  });
});

describe('kernelspec', () => {
  test('says how to start and to interrupt', () => {
    const spec = kernelSpec();
    expect(spec).toMatchObject({
      display_name: 'TypeScript (kernelab)',
      language: 'typescript',
      interrupt_mode: 'message',
    });
    expect(spec['argv'].slice(-2)).toEqual(['--connection', '{connection_file}']);
  });

  test('asks for exactly one place and refuses to remove what is not there', async () => {
    await expect(uninstallKernelSpec({})).rejects.toThrow('name exactly one place');
    await expect(uninstallKernelSpec({ user: true, prefix: 'x' })).rejects.toBeInstanceOf(ValueError);
    await expect(uninstallKernelSpec({ dir: join(folder, 'empty') })).rejects.toThrow('not registered there');
    expect(existsSync(join(folder, 'empty'))).toBe(false);
  });
});

test('history answers tail, range and search, with globs', () => {
  const history = new History();
  ['let a = 1', 'a + 1', 'a + 1'].forEach((code, i) => history.add(i + 1, code));
  history.addOutput(3, '2');
  expect(history.query({ hist_access_type: 'tail', n: 1, output: true })).toEqual([[1, 3, ['a + 1', '2']]]);
  expect(history.query({ hist_access_type: 'range', session: 0, start: 1, stop: 3 })).toEqual([
    [1, 1, 'let a = 1'],
    [1, 2, 'a + 1'],
  ]);
  expect(history.query({ hist_access_type: 'search', pattern: 'a*', unique: true })).toEqual([[1, 3, 'a + 1']]);
  expect(history.query({ hist_access_type: 'search', pattern: 'a ? 1' })).toHaveLength(2);
  expect(history.query({ hist_access_type: 'search', pattern: 'a+1' })).toEqual([]);
});

test('a parameter that the parameters cell does not declare is found; type and comment do not count', () => {
  const cell = (source: string, tags: string[]) => ({ cell_type: 'code' as const, metadata: { tags }, source });
  const notebook = (cells: ReturnType<typeof cell>[]) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  const tagged = notebook([cell('let epochs: number = 3; // epoks = 2\nlet lr=1', ['parameters'])]);
  expect(unknownParameters(tagged, { epochs: 1, lr: 2, epoks: 3, rate: 4 })).toEqual([
    { name: 'epoks', near: undefined },
    { name: 'rate', near: undefined },
  ]);
  const untagged = notebook([cell('const width = 32; // wdith\nconsole.log(epochs)', [])]);
  expect(unknownParameters(untagged, { wdith: 64, width: 64, epochs: 2, size: 1 })).toEqual([
    { name: 'wdith', near: 'width' },
    { name: 'size', near: undefined },
  ]);
});

test('parameters that the notebook sets itself would change nothing', async () => {
  const cell = (source: string, tags: string[] = [], type = 'code'): object => ({
    cell_type: type,
    metadata: { tags },
    source,
  });
  const of = (...cells: object[]): Promise<{ name: string; cell: number }[]> =>
    overwrittenParameters(parseNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells })), {
      seed: 3,
      epochs: 1,
    });
  expect(await of(cell('# seed = 7', [], 'markdown'), cell('1'), cell('let seed: number = 7'))).toEqual([
    { name: 'seed', cell: 2 },
  ]);
  expect(await of(cell('const { epochs, a: [seed] } = f()'))).toEqual([
    { name: 'seed', cell: 1 },
    { name: 'epochs', cell: 1 },
  ]);
  // What only uses them, sets a local one, or is tagged takes them.
  expect(await of(cell('train(seed)\nfunction f() { const seed = 1 }\no.epochs = 3'))).toEqual([]);
  expect(await of(cell('const seed = 7', ['parameters']))).toEqual([]);
  expect(await of(cell('let seed = 7', ['injected-parameters']))).toEqual([]);
});
