/** @file The check that training labs learnt something sane. */
import { expect, it } from 'vitest';
import type { Notebook } from '../../kernel/notebook/file.ts';
import { shortfall } from '../../scripts/learnt.ts';

const lab = '03-mnist-mlp-to-cnn.ipynb';

function executed(...texts: string[]): Notebook {
  const outputs = texts.map((text) => ({ output_type: 'stream', name: 'stdout', text }));
  return { cells: [{ cell_type: 'code', source: '', outputs }] } as unknown as Notebook;
}

it('holds a full run to the lectures, a quick one to learning at all', () => {
  const good = executed('MLP test accuracy 98.28 %  (best epoch 12)\n', 'MLP 98.28 %   CNN 99.24 %\n');
  const quick = executed('MLP test accuracy 85.00 %  (best epoch 3)\n', 'MLP 85.00 %   CNN 85.90 %\n');
  expect([shortfall(lab, good, true), shortfall(lab, good, false), shortfall(lab, quick, false)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(shortfall(lab, quick, true)).toBe("learnt too little: 'MLP test accuracy 85.00 %', at least 98.2 is expected");
});

it('tells guessing, silence and NaN', () => {
  const guessing = executed('MLP test accuracy 10.20 %\n', 'MLP 10.20 %   CNN 9.80 %\n');
  expect(shortfall(lab, guessing, false)).toContain('learnt too little');
  expect(shortfall(lab, executed('MLP test accuracy NaN %\n'), false)).toContain('says nothing like');
});

it('does not ask of stand-ins what the real data give, and nothing of other notebooks', () => {
  const drawn = executed(
    '2,500 digits, drawn by kernelab\n',
    'MLP test accuracy 98.00 %\n',
    'MLP 98.00 %   CNN 98.50 %\n',
  );
  expect(shortfall(lab, drawn, true)).toBeUndefined();
  expect(shortfall('01-filters-on-images.ipynb', executed(), true)).toBeUndefined();
});
