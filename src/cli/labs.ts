/**
 * @file The folder that JupyterLab opens on. In a checkout that is `notebooks/`; of a package, which npm replaces whole,
 * students work on copies below the folder they started in.
 */
import { cpSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { say } from '../errors/index.ts';
import { fromSources, makeFolderOf, root } from './paths.ts';

const own = join(root, 'notebooks');

/** The folder with the labs; a lab that is missing there is copied, one that is there is left as it is. */
export function labsFolder(tell: (text: string) => void): string {
  if (fromSources) return own;
  const folder = resolve('kernelab-labs');
  makeFolderOf(join(folder, 'any'), 'kernelab lab');
  const missing = globSync('{ko,en}/**/*.*', { cwd: own }).filter((file) => !existsSync(join(folder, file)));
  for (const file of missing) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(own, file), join(folder, file));
  }
  if (missing.length > 0) {
    tell(
      say({
        en: `kernelab: ${missing.length} files of the labs copied to ${folder}.`,
        ko: `kernelab: 실습 파일 ${missing.length}개를 ${folder}에 복사했습니다.`,
      }),
    );
  }
  return folder;
}
