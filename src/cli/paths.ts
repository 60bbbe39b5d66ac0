/**
 * @file Where things lie: in a checkout everything that kernelab installs or writes by itself stays below its root; of an
 * installed package it stays in the state folder, since packages are replaced whole and may be read-only.
 */
import { dirname, join, resolve } from 'node:path';
import { isCheckout, shortPlace, stateFolder } from '../../bin/places.mjs';
import { root } from '../../kernel/paths.ts';
import { factsOf, fileFault, makeFolderOf } from '../platform/index.ts';

/** The project folder (the one with kernelab's package.json). */
export { root };

/** Whether the sources are here, to be built; a package brings what was built from them. */
export const fromSources: boolean = isCheckout(root);

/** Logs, Jupyter's runtime files and the stamps of finished installation steps. */
export const state: string = stateFolder(root);

/** What commands write when nobody says where. */
export const output: string = fromSources ? join(root, 'build') : state;

/** The private Python environment with JupyterLab, the kernelspec, the lab extension and the export template. */
export const venv: string = shortPlace(fromSources ? join(root, '.venv') : join(state, 'venv'));

/** Jupyter's shared data folder of the private environment: kernels, labextensions, nbconvert templates. */
export const share: string = join(venv, 'share', 'jupyter');

export { makeFolderOf };

/** The folder a command was told to write to must be there before the work begins, as for whatever a cell writes: its name may be a slip. @throws FileError */
export function refuseMissingFolder(file: string, who: string): void {
  const folder = factsOf(dirname(resolve(file)));
  if (folder?.isFolder) return;
  throw fileFault({ code: folder ? 'ENOTDIR' : 'ENOENT' }, { who, path: file, doing: 'write' });
}
