/** @file Where things lie in a checkout: everything kernelab installs or writes by itself stays below this root. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project folder (the one with package.json), also when this file runs from `dist/`. */
export const root: string = process.env['KERNELAB_ROOT'] ?? dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The private Python environment with JupyterLab, the kernelspec, the lab extension and the export template. */
export const venv: string = join(root, '.venv');

/** Logs, Jupyter's runtime files and the stamps of finished installation steps. */
export const state: string = join(root, '.kernelab');

/** Jupyter's shared data folder of the private environment: kernels, labextensions, nbconvert templates. */
export const share: string = join(venv, 'share', 'jupyter');

export { makeFolderOf } from '../platform/index.ts';
