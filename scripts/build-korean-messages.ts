/**
 * @file Makes the Korean texts of what TypeScript says of a cell, in English and in Korean, a pair per line. Both are TypeScript's own
 * (Apache-2.0): the native compiler holds them, but speaks one language at a time, and the hints read its English. They are taken
 * from the last TypeScript that has them in files, a development package, when the kernel is built.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KernelabError } from '../src/errors/index.ts';

/** Numbers of messages about code; others are about options, projects and editors. */
const isOfCode = (code: number): boolean =>
  (code >= 1000 && code < 3000) || code === 6234 || (code >= 7000 && code < 8000) || (code >= 17_000 && code < 19_000);

/** Texts that say something else than the English ones. */
const corrected: Readonly<Record<string, string>> = {
  '2695': '쉼표 왼쪽의 값이 쓰이지 않습니다.',
  '2839': "JavaScript는 값이 아니라 참조로 객체를 비교하므로 이 조건은 항상 '{0}'입니다.",
};

/** Words as the project's glossary has them, and "Did you mean" as a person says it. */
function inOurWords(text: string): string {
  return text
    .replaceAll('매개 변수', '매개변수')
    .replaceAll('개체', '객체')
    .replaceAll('형식', '타입')
    .replaceAll('인자', '인수')
    .replace(/'(\{\d\})'을\(를\) (?:사용|쓰려고|작성)하(?:시겠습니까|려고 했습니까|셨나요)\?/g, "혹시 '$1'인가요?");
}

/** Writes them to `target`; `library` is the folder of TypeScript's own files. */
export function buildKoreanMessages(library: string, target: string): void {
  const korean = JSON.parse(readFileSync(join(library, 'ko', 'diagnosticMessages.generated.json'), 'utf8')) as Record<
    string,
    string
  >;
  const message = /\bdiag\(\s*(\d+),\s*(\d) \/\*.*?\*\/,\s*"((?:[^"\\]|\\.)*)",\s*("(?:[^"\\]|\\.)*")/g;
  const lines: string[] = [];
  for (const [, code, category, key, text] of readFileSync(join(library, 'typescript.js'), 'utf8').matchAll(message)) {
    const ko = korean[key!];
    if (category !== '1' || ko === undefined || !isOfCode(Number(code))) continue;
    lines.push(`${JSON.parse(text!) as string}\t${corrected[code!] ?? inOurWords(ko)}`);
  }
  if (lines.length < 1000 || lines.some((line) => line.split('\t').length !== 2 || line.includes('\n'))) {
    throw new KernelabError({
      who: 'build',
      rule: {
        en: "TypeScript's messages in Korean are a thousand pairs, each on a line",
        ko: 'TypeScript의 한국어 메시지는 한 줄에 한 쌍씩 천 개가 넘습니다',
      },
      received: `${lines.length}`,
    });
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${lines.sort().join('\n')}\n`);
}
