/** @file What in a cell runs, but does not do what a beginner means by it. */
import type { Advice } from './problem.ts';

/** One line per trap, shown before the cell runs. */
export function notices(code: string): (Advice & { cause: string; line: number })[] {
  const found: (Advice & { cause: string; line: number })[] = [];
  const lineAt = (at: number): number => code.slice(0, at).split('\n').length;
  // A comment that is only a number, behind a value that is put somewhere.
  const trap = /(?:^|;)\s*(?:(?:const|let|var)\s+\w+\s*=\s*[\w.]+(?:\[\d+\])*|\d+)[^\S\n]*(\/\/\s*\d+)\s*;?\s*$/m.exec(
    code,
  );
  if (trap) {
    found.push({
      cause: 'comment',
      line: lineAt(trap.index + trap[0].indexOf(trap[1]!)),
      en: `\`${trap[1]!}\` is a comment. If a division was meant: Math.floor(a / b)`,
      ko: `\`${trap[1]!}\`는 주석입니다. 정수 나눗셈은 Math.floor(a / b)로 씁니다.`,
    });
  }
  const shortened = /^\s*([\w.]+)\s*\/\/=\s*([\w.]+)\s*;?\s*$/m.exec(code);
  if (shortened) {
    const write = `${shortened[1]!} = Math.floor(${shortened[1]!} / ${shortened[2]!})`;
    found.push({
      cause: 'comment',
      line: lineAt(shortened.index + shortened[0].indexOf('//')),
      write,
      en: `\`//\` starts a comment. If a division was meant: ${write}`,
      ko: `\`//\`는 주석의 시작입니다. 정수 나눗셈은 이렇게 씁니다: ${write}`,
    });
  }
  return found;
}
