/** @file `check` in cells of the real kernel: the cell goes on, fails at its end, and every runner sees it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { CellRunner, runNotebookFile } from '../../kernel/notebook/run.ts';
import { digestOf } from '../../src/grade/sealed/digest.ts';
import { plainOf } from '../../src/grade/plain.ts';
import { sealedText, type SealedCall } from '../../src/grade/sealed/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-check-'));
let runner: CellRunner;

beforeAll(async () => {
  runner = new CellRunner(await inSession({ cwd: folder }));
});
afterAll(async () => {
  await runner.close();
  rmSync(folder, { recursive: true, force: true });
});

const texts = (outputs: readonly object[]): string[] =>
  outputs.flatMap((output) => {
    const { data } = output as { data?: Record<string, unknown> };
    return data ? [String(data['text/plain'])] : [];
  });

test('what stands after a failed check is there, and the error is at the line of the check', async () => {
  const { outputs, error } = await runner.run(
    'const mine = [1, 2];\ncheck.close(mine, [1, 3]);\nconst after = 7;\nplt.plot([1, 2]);',
  );
  expect(error?.ename).toBe('CheckError');
  expect(error?.evalue).toMatchInlineSnapshot(
    `"check.close: the shape (2,) is right; 1 of 2 values differ. Received 2 at [1], where 3 is expected."`,
  );
  const traceback = error!.traceback.join('\n');
  expect(traceback).toContain('line 2');
  expect(traceback).toContain('check.close(mine, [1, 3]);');
  expect(traceback).not.toMatch(/verdict|endOfCell|src[\\/]/);
  const shown = texts(outputs);
  expect(shown[0]).toContain('✗ check.close');
  expect(shown.some((text) => text.includes('Figure'))).toBe(true);
  const next = await runner.run('check.equal(after, 7)');
  expect(next.error).toBeUndefined();
  expect(texts(next.outputs)).toEqual(['✓ check.equal: right, 7']);
});

test('of several checks in a cell each is named with its line', async () => {
  const { error } = await runner.run(
    'check.equal(1, 2);\ncheck.equal(1, 1);\nfor (const i of [1, 2, 3]) check.equal(i, 3);',
  );
  const traceback = error!.traceback.join('\n');
  expect(error?.evalue).toBe('check: 3 checks of this cell failed.');
  expect(traceback).toMatch(/line 1[^]*line 3/);
});

test('a promise that is not awaited is named', async () => {
  const { error } = await runner.run('check.close((async () => 3)(), 3)');
  expect(error?.evalue).toContain('a promise');
});

test('a run of a notebook sees it, and a cell that is meant to fail may', async () => {
  const cell = (source: string, tags: string[] = []): object => ({
    cell_type: 'code',
    id: crypto.randomUUID(),
    metadata: { tags },
    source,
    outputs: [],
    execution_count: null,
  });
  const write = (name: string, tags: string[]): string => {
    const path = join(folder, name);
    const cells = [cell('check.equal(1, 2)', tags), cell('check.equal(2, 2)')];
    writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    return path;
  };
  const failed = await runNotebookFile(write('failed.ipynb', []));
  expect([failed.errors, failed.cells.length]).toEqual([1, 1]);
  const meant = await runNotebookFile(write('meant.ipynb', ['raises-exception']));
  expect([meant.errors, meant.cells.length]).toEqual([0, 2]);
});

test('of a name it asks the names of the notebook, awaited or not, and the cell fails at its end', async () => {
  const how = { kind: 'expectValue', tolerance: 1e-6 } as const;
  const digests = (values: readonly number[]) => values.map((value) => digestOf(['number', value], how, 's'));
  const call = {
    ...how,
    expression: '({ x }) => total(np.array(x))',
    sets: [[['x', plainOf([1, 2])]]] satisfies SealedCall['sets'],
    salt: 's',
    answers: digests([3]),
    mistakes: [{ says: 'That is the mean.', answers: digests([1.5]) }],
  };
  const questions = [{ id: 'total', calls: [call] }];
  writeFileSync(join(folder, 'totals.sealed.json'), sealedText({ exercise: 'totals', language: 'en', questions }));
  const first = await runner.run("check('total');\nconst later = 1;");
  expect(first.error?.evalue).toContain('Run the cell in which you write total first');
  await runner.run('let total = (x: any): number => x.sum() / 2;');
  const wrong = await runner.run("await check('total');\nconst after = 2;");
  expect(texts(wrong.outputs)[0]).toContain('→ That is the mean.');
  expect(wrong.error?.traceback.join('\n')).toContain("await check('total');");
  expect((await runner.run('after + later')).error).toBeUndefined();
  const slip = await runner.run("check('totl');\nconst still = 3;");
  expect(slip.error?.evalue).toContain("Did you mean 'total'?");
  expect((await runner.run('still')).error).toBeUndefined();
  const last = await runner.run("total = (x: any): number => x.sum();\ncheck('total')");
  expect(last.error).toBeUndefined();
  expect(texts(last.outputs)).toEqual(["✓ check('total'): right, one input"]);
});
