/** @file The check that an executed lab shows the notices that its cells are tagged for, and no others. */
import { expect, it } from 'vitest';
import type { Notebook } from '../../kernel/notebook/file.ts';
import { strayNotice } from '../../scripts/execute-lab.ts';
import { noticeMime } from '../../src/display/index.ts';

function executed(causes: readonly string[], tags: readonly string[]): Notebook {
  const outputs = causes.map((cause) => ({
    output_type: 'display_data',
    data: { [noticeMime]: { cause } },
    metadata: {},
  }));
  return { cells: [{ cell_type: 'code', source: '', execution_count: 3, metadata: { tags }, outputs }] } as never;
}

it('names the cell whose notices are not those of its tags', () => {
  expect(strayNotice(executed([], ['other']))).toBeUndefined();
  expect(strayNotice(executed(['for in'], ['expects-notice:for-in']))).toBeUndefined();
  expect(strayNotice(executed(['for in'], []))).toBe("Cell [3]: notices 'for-in', its tags name ''");
  expect(strayNotice(executed([], ['expects-notice:for-in']))).toBe("Cell [3]: notices '', its tags name 'for-in'");
});
