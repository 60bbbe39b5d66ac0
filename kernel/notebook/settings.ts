/**
 * @file An own tsconfig.json beside a notebook. Cells are checked with the kernel's settings and run as Node runs them, so that a
 * notebook means the same in every folder; who has written settings that would change that is told that they are not read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '../library.ts';
import { root } from '../paths.ts';

/** Settings by which cells would be checked, or run, in another way. */
const telling = /"(strict\w*|noImplicit\w+|noUnchecked\w+|exactOptional\w+|paths|baseUrl|jsx\w*|extends)"\s*:/g;

/** What is to be said about the settings in a folder; undefined where nothing is. */
export function unreadSettings(folder: string): Notice | undefined {
  if (folder === root) return undefined; // kernelab's own
  const names = [...new Set(Array.from(settingsIn(folder).matchAll(telling), ([, name]) => name!))].join(', ');
  if (names === '') return undefined;
  return {
    cause: 'settings not read',
    en: `the tsconfig.json of this folder (${names}) is not read; cells are checked and run with the kernel's own settings. Own files are imported by their paths: './src/x.ts'.`,
    ko: `이 폴더의 tsconfig.json 설정(${names})은 읽지 않습니다. 셀은 커널의 설정으로 검사하고 실행합니다. 파일은 './src/x.ts'처럼 경로로 가져오세요.`,
  };
}

/** The text without its comments; a text in quotes may look like one. */
function settingsIn(folder: string): string {
  try {
    const text = readFileSync(join(folder, 'tsconfig.json'), 'utf8');
    return text.replace(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g, (_, quoted: string | undefined) => quoted ?? '');
  } catch {
    return '';
  }
}
