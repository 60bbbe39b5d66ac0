import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/cli/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of the test's folder with that text. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The message, without the folder that differs on every machine. */
async function refusal(...args: string[]): Promise<string> {
  try {
    await exportCommand(args);
    return 'accepted';
  } catch (error) {
    return String(error).replaceAll(folder, '…');
  }
}

describe('kernelab export', () => {
  it('says what is wrong with what it was given', async () => {
    expect(await refusal()).toMatchInlineSnapshot(
      `"ValueError: kernelab export: one notebook is exported at a time. Received no file."`,
    );
    expect(await refusal('a.ipynb', 'b.ipynb')).toMatchInlineSnapshot(
      `"ValueError: kernelab export: one notebook is exported at a time. Received a.ipynb b.ipynb."`,
    );
    expect(await refusal(join(folder, 'missing.ipynb'))).toMatchInlineSnapshot(
      `"FileError: kernelab export: there is no such file. Received '…/missing.ipynb'."`,
    );
    expect(await refusal(file('broken.ipynb', '{ "cells": ['))).toMatchInlineSnapshot(
      `"FormatError: kernelab export: a notebook is JSON. Received broken.ipynb: Unexpected end of JSON input."`,
    );
    expect(await refusal(file('other.ipynb', '{ "name": "x" }'))).toMatchInlineSnapshot(
      `"FormatError: kernelab export: the file is JSON but no notebook. Received other.ipynb."`,
    );
    expect(await refusal(file('null.ipynb', 'null'))).toMatchInlineSnapshot(
      `"FormatError: kernelab export: the file is JSON but no notebook. Received null.ipynb."`,
    );
    expect(
      await refusal(file('fine.ipynb', '{ "cells": [], "nbformat": 4 }'), '--output', 'x.docx'),
    ).toMatchInlineSnapshot(
      `"ValueError: kernelab export: a page is written as .html or .pdf, a script as .ts. Received --output x.docx."`,
    );
    expect(await refusal(join(folder, 'fine.ipynb'), '--to', 'docx')).toMatchInlineSnapshot(
      `"ValueError: kernelab export: a page is written as .html or .pdf, a script as .ts. Received --to docx."`,
    );
    expect(await refusal(join(folder, 'fine.ipynb'), '--to', 'ts', '--output', 'x.html')).toMatchInlineSnapshot(
      `"ValueError: kernelab export: a page is written as .html or .pdf, a script as .ts. Received --to ts --output x.html."`,
    );
    expect(await refusal(join(folder, 'missing.ipynb'), '--to', 'ts')).toMatchInlineSnapshot(
      `"FileError: kernelab export: there is no such file. Received '…/missing.ipynb'."`,
    );
    expect(await refusal(join(folder, 'null.ipynb'), '--to', 'ts')).toMatchInlineSnapshot(
      `"FormatError: notebook: …/null.ipynb is JSON, but no notebook. Received object."`,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.html'))).toEqual([]);
  });
});
