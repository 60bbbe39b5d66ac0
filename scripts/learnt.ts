/**
 * @file What the training labs must have learnt: numbers that they print, each with the least that counts as sane on a
 * subset (quick mode) and what the lectures reach on the real data (full).
 */
import type { Notebook } from '../kernel/notebook/file.ts';

interface Goal {
  /** The line; its first group is the number. */
  readonly says: RegExp;
  readonly quick: number;
  readonly full: number;
}

/** By the name of the notebook. Guessing gives a tenth. */
const goals: Readonly<Record<string, readonly Goal[]>> = {
  '02-fashion-mnist-cnn.ipynb': [
    { says: /best validation accuracy (\d\.\d+)/, quick: 0.6, full: 0.9048 },
    { says: /^MLP .*test accuracy (\d\.\d+)/m, quick: 0.6, full: 0.87 },
    { says: /^CNN .*test accuracy (\d\.\d+)/m, quick: 0.6, full: 0.89 },
  ],
  '03-mnist-mlp-to-cnn.ipynb': [
    { says: /MLP test accuracy (\d+\.\d+) %/, quick: 70, full: 98.2 },
    { says: /^MLP .* CNN (\d+\.\d+) %/m, quick: 70, full: 99 },
  ],
  '04-image-data-generator.ipynb': [
    { says: /^as they are\s+(\d+\.\d+) %/m, quick: 40, full: 80 },
    { says: /^augmented\s+(\d+\.\d+) %/m, quick: 40, full: 88 },
  ],
};

/** What an executed notebook fell short of, or undefined. A full run on stand-ins is held to the quick mode's numbers. */
export function shortfall(name: string, notebook: Notebook, full: boolean): string | undefined {
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  const text = outputs.map((output) => ('text' in output ? [output.text].flat().join('') : '')).join('');
  const drawn = outputs.some((output) => /drawn by kernelab|직접 그린 자료/.test(JSON.stringify(output)));
  for (const { says, quick, full: real } of goals[name] ?? []) {
    const least = full && !drawn ? real : quick;
    const found = says.exec(text);
    if (!found) return `says nothing like ${says.source}`;
    if (!(Number(found[1]) >= least)) return `learnt too little: '${found[0]}', at least ${least} is expected`;
  }
  return undefined;
}
