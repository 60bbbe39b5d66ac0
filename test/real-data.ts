/** @file The real data sets, pictures and weights, for the tests that want them: they are looked for in `KERNELAB_DATA`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the real data when it holds `path`; without it tests are skipped, and their names say so. */
export function realData(path: string): string | undefined {
  const folder = process.env['KERNELAB_DATA'] ?? '';
  return folder !== '' && existsSync(join(folder, path)) ? folder : undefined;
}
