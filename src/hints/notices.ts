/** @file What in a cell runs, but does not do what a beginner means by it. */
import type { Advice } from './problem.ts';
import { isOfArrays } from './thrown.ts';
import { valuesSideBySide } from './translate/index.ts';

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
  // A method that Keras calls, under its Python name: nobody would call it.
  const ofKeras =
    /\bclass\s+\w+\s+extends\s+(?:keras\.)?(?:models\.|layers\.|callbacks\.)?(?:Model|Sequential|Functional|Layer|Callback)\b/.exec(
      code,
    );
  const method = ofKeras && called.exec(code.slice(ofKeras.index));
  if (method) {
    const name = method[1]!.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    found.push({
      cause: 'method of Keras',
      line: lineAt(ofKeras.index + method.index + method[0].indexOf(method[1]!)),
      en: `Keras calls this method \`${name}\`; under the name \`${method[1]!}\` nobody calls it.`,
      ko: `케라스가 부르는 메서드 이름은 \`${name}\`입니다. \`${method[1]!}\`(이)라는 이름으로는 불리지 않습니다.`,
    });
  }
  const last = code.trimEnd().split('\n').at(-1)!;
  const rows: [at: number, text: string, word: string][] = [
    ...code.matchAll(/\breturn\s+([^;{}\n]*,[^;{}\n]*?)\s*;?\s*(?=\}|$)/gm),
  ].map((match) => [match.index, match[1]!, 'return ']);
  rows.push([code.trimEnd().length - last.length, last.replace(/^.*;(?=.*\S)(?![^;]*;?\s*\/\/)/, ''), '']);
  for (const [at, text, word] of rows) {
    const list = valuesSideBySide(text.replace(/\s\/\/.*$/, '').trim(), isOfArrays);
    if (list === undefined) continue;
    const write = `${word}${list}`;
    found.push({
      cause: 'values side by side',
      line: lineAt(at),
      write,
      en: `of values with commas between them only the last one counts. For all of them write: ${write}`,
      ko: `쉼표로 나열한 값 가운데 마지막 하나만 남습니다. 모두 쓰려면: ${write}`,
    });
  }
  return found;
}

/** Methods that a student's class may have and Keras calls, as Python writes them. */
const called =
  /(?:[{;}]|^)\s*(?:async\s+)?(train_step|test_step|predict_step|compute_loss|compute_metrics|compute_output_shape|get_config|from_config|on_(?:train|epoch|batch)_(?:begin|end)|on_train_batch_(?:begin|end))\s*\([^()]*\)[^{};]*\{/m;
