/** @file What stands here for the few functions that courses take from scikit-learn. */
import type { Advice, Rule } from './problem.ts';
import { inTypeScript, written } from './written.ts';

const UNKNOWN_NAME = [2304, 2552];
const there: Readonly<Record<string, Advice>> = {
  train_test_split: {
    en: 'There is no sklearn here. Two parts: x.at(`:${n}`) and x.at(`${n}:`); for validation alone: fit(x, y, { validationSplit: 0.2 })',
    ko: '여기에는 sklearn이 없습니다. 둘로 나누려면 x.at(`:${n}`)과 x.at(`${n}:`), 검증에만 쓰려면 fit(x, y, { validationSplit: 0.2 })',
  },
  confusion_matrix: {
    en: 'There is no sklearn here. The picture: plot.confusionMatrix(y, predictions); the numbers: keras.metrics.confusionMatrix(y, predictions)',
    ko: '여기에는 sklearn이 없습니다. 그림은 plot.confusionMatrix(y, predictions), 숫자는 keras.metrics.confusionMatrix(y, predictions)',
  },
  accuracy_score: {
    en: 'There is no sklearn here. Of classes: np.mean(y.eq(predictions)); or metrics: [\'accuracy\'] in compile',
    ko: "여기에는 sklearn이 없습니다. 클래스끼리는 np.mean(y.eq(predictions)), 또는 compile에 metrics: ['accuracy']",
  },
  StandardScaler: {
    en: 'There is no sklearn here. Write: x.sub(x.mean(0)).div(x.std(0)), or begin the model with layers.Normalization()',
    ko: '여기에는 sklearn이 없습니다. x.sub(x.mean(0)).div(x.std(0))로 쓰거나 모델을 layers.Normalization()으로 시작하세요.',
  },
  OneHotEncoder: {
    en: 'There is no sklearn here. Write: keras.utils.toCategorical(y)',
    ko: '여기에는 sklearn이 없습니다. 이렇게 쓰세요: keras.utils.toCategorical(y)',
  },
}; // prettier-ignore
const other: Advice = {
  en: 'There is no sklearn here: np, keras, plot and datasets have what the labs need.',
  ko: '여기에는 sklearn이 없습니다. 실습에 필요한 것은 np, keras, plot, datasets에 있습니다.',
};

export const sklearnRules: readonly Rule[] = [
  {
    codes: 'syntax',
    line: /^from\s+sklearn[\w.]*\s+import\s+(.+)$|^import\s+sklearn\b/,
    advice: ([, names = '']) => {
      const known = names.split(/[,\s()]+/).find((name) => Object.hasOwn(there, name));
      return known === undefined ? other : there[known];
    },
  },
  {
    codes: UNKNOWN_NAME,
    advice: (_, place) => {
      const name = /(?<![\w$.])(\w+)\(/g;
      const used = [...place.statement.matchAll(name)]
        .map(([, each]) => each!)
        .find((each) => Object.hasOwn(there, each));
      return used === undefined
        ? undefined
        : (called(used, place.statement) ?? (used === place.marked ? there[used] : undefined));
    },
  },
];

/** A call of one of them, as a line. */
function called(marked: string, statement: string): Advice | undefined {
  const [whole, list] = new RegExp(String.raw`${marked}\(([^()]*)\)`).exec(statement) ?? [];
  const args = (list ?? '').split(',').map((arg) => arg.trim());
  if (whole === undefined || args.length < 2) return undefined;
  const [y, p] = args as [string, string];
  if (marked === 'accuracy_score') return inTypeScript(declared(statement.replace(whole, `np.mean(${y}.eq(${p}))`)));
  if (marked === 'confusion_matrix')
    return inTypeScript(declared(statement.replace(whole, `keras.metrics.confusionMatrix(${y}, ${p})`)));
  if (marked !== 'train_test_split') return undefined;
  const share = Number(/test_?size\s*[:=]\s*([\d.]+)/i.exec(list!)?.[1] ?? 0.25);
  const names = /^(?:(?:const|let)\s+)?\[?([\w\s,]+?)\]?\s*=/.exec(statement)?.[1];
  if (names === undefined || !(share > 0 && share < 1)) return undefined;
  const n = `n = Math.floor(${y}.shape[0] * ${Number((1 - share).toFixed(4))})`;
  const parts = [y, p].flatMap((a) => [`${a}.at(\`:\${n}\`)`, `${a}.at(\`\${n}:\`)`]);
  return written(
    `const ${n}, [${names.replace(/\s*,\s*/g, ', ')}] = [${parts.join(', ')}]`,
    'There is no sklearn here; write (after shuffling, where the samples are sorted):',
    '여기에는 sklearn이 없습니다. 이렇게 쓰세요(샘플이 정렬되어 있으면 먼저 섞으세요):',
  );
}

function declared(line: string): string {
  return /^[\w$]+\s*=(?!=)/.test(line) ? `const ${line}` : line;
}
