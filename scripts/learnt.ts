/** @file What the training labs must have learnt: the goals that their sources name, held against what a run printed. */
import type { Notebook } from '../kernel/notebook/file.ts';
import { labs } from './labs.ts';

/** What an executed notebook fell short of, or undefined. A full run on stand-ins is held to the quick mode's numbers. */
export function shortfall(name: string, notebook: Notebook, full: boolean): string | undefined {
  const goals = labs().find((lab) => `${lab.name}.ipynb` === name)?.goals ?? [];
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  const text = outputs.map((output) => ('text' in output ? [output.text].flat().join('') : '')).join('');
  const drawn = outputs.some((output) => /drawn by kernelab|직접 그린 자료/.test(JSON.stringify(output)));
  for (const { says, quick, full: real } of goals) {
    const least = full && !drawn ? real : quick;
    const found = new RegExp(says, 'm').exec(text);
    if (!found) return `says nothing like ${says}`;
    if (!(Number(found[1]) >= least)) return `learnt too little: '${found[0]}', at least ${least} is expected`;
  }
  return undefined;
}
