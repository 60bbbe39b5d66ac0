/**
 * @file `help(x)`: finds what `x` is (a name of the library, a method, a text that names or describes one, a value) and shows
 * its page. It never fails: of what it does not know it says what it sees.
 */
import { notebookHost } from '../display/index.ts';
import { say } from '../errors/index.ts';
import { nearestName } from '../arguments/index.ts';
import { helpBook, type HelpBook, type HelpEntry } from './book.ts';
import { classOf, isNamespace, nameOf, spaces } from './find.ts';
import { entryPage, firstSentence, memberPage, shortText, spacePage } from './page.ts';
import { valuePage } from './values.ts';

/** So many names are listed that fit a word. */
const LISTED = 12;

/**
 * Shows what something is and how it is called, as Shift+Tab does: signature, options, an example.
 * @ko 이름이나 값이 무엇이고 어떻게 쓰는지 보여 줍니다. Shift+Tab과 같은 내용입니다.
 * @param subject a function, class or namespace (`np.sum`, `keras.layers.Conv2D`, `plt`), a value, or a word to look for;
 * without it: what there is
 * @example help(np.sum)
 */
export function help(...subject: [subject?: unknown]): void {
  show(subject.length === 0 ? overview() : pageOf(subject[0]));
}

/** The page about something, Markdown. */
export function pageOf(subject: unknown): string {
  const book = helpBook();
  if (typeof subject === 'string') return wordPage(subject, book);
  const found = nameOf(subject);
  if (found) {
    const entry = book[found.path];
    const member = entry?.members.find(({ name }) => name === found.member);
    if (entry && member) return memberPage(entry, member);
    if (entry && found.member === undefined) return entryPage(entry);
    if (isNamespace(subject)) return spacePage(found.path, Object.keys(subject).sort(), book);
    if (found.member !== undefined) return `#### \`${found.path}\` · \`${found.member}\``;
  }
  return valuePage(subject, classOf(subject));
}

/** `help('Conv2D')`, `help('convolution')`: a name, the end of a path, else what is described so. */
function wordPage(word: string, book: HelpBook): string {
  const wanted = word.trim();
  const exact = book[wanted] ?? only(Object.values(book).filter(({ path }) => path.endsWith(`.${wanted}`)));
  if (exact) return entryPage(exact);
  const space = spaceAt(wanted);
  if (space) return spacePage(wanted, Object.keys(space).sort(), book);
  const low = wanted.toLowerCase();
  const fits = ({ path, text, ko }: HelpEntry): boolean => [path, text, ko].join('\n').toLowerCase().includes(low);
  const byName = (path: string): number => (path.toLowerCase().includes(low) ? 0 : 1);
  const some =
    low === ''
      ? []
      : Object.values(book)
          .filter(fits)
          .sort((a, b) => byName(a.path) - byName(b.path) || a.path.length - b.path.length);
  if (some.length > 0) {
    const rows = some.slice(0, LISTED).map((entry) => `- \`${entry.path}\`: ${firstSentence(shortText(entry))}`);
    const more = some.length - rows.length;
    const rest = more > 0 ? [say({ en: `and ${more} more.`, ko: `그 밖에 ${more}개가 더 있습니다.` })] : [];
    return [say({ en: `About \`${wanted}\`:`, ko: `\`${wanted}\`에 관한 이름들:` }), rows.join('\n'), ...rest].join(
      '\n\n',
    );
  }
  const paths = Object.keys(book).sort((a, b) => a.length - b.length);
  const last = paths.map((path) => path.slice(path.lastIndexOf('.') + 1));
  const near = nearestName(wanted, [...new Set(last)]);
  return [
    say({
      en: `Nothing in kernelab is called or described as \`${wanted}\`.`,
      ko: `kernelab에는 \`${wanted}\`(이)라는 이름이나 설명이 없습니다.`,
    }),
    ...(near === undefined ? [] : [say({ en: `Did you mean \`${near}\`?`, ko: `\`${near}\`을(를) 찾으셨나요?` })]),
  ].join(' ');
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function spaceAt(path: string): Readonly<Record<string, unknown>> | undefined {
  let at: unknown = spaces;
  for (const name of path.split('.')) at = isNamespace(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return isNamespace(at) ? at : undefined;
}

function overview(): string {
  const about = {
    np: { en: 'arrays, as NumPy', ko: '배열(NumPy)' },
    plt: { en: 'figures, as matplotlib', ko: '그래프(matplotlib)' },
    plot: { en: 'pictures that explain a CNN', ko: 'CNN을 설명하는 그림' },
    cnn: { en: "the lecture's functions, short enough to read", ko: '읽어 볼 수 있게 짧은 강의의 함수들' },
    keras: { en: 'layers, models, training', ko: '층, 모델, 학습' },
    datasets: { en: 'MNIST and other data', ko: 'MNIST 등의 데이터셋' },
    sklearn: {
      en: 'splits, scalers, classifiers, scores, as scikit-learn',
      ko: '나누기, 스케일러, 분류기, 점수(scikit-learn)',
    },
    image: { en: 'picture files', ko: '그림 파일' },
    widgets: { en: 'sliders, buttons, choices, as ipywidgets', ko: '슬라이더, 단추, 목록(ipywidgets)' },
    interact: { en: 'a function with a slider for each parameter', ko: '함수의 매개변수마다 슬라이더' },
    anywidget: { en: 'widgets of your own', ko: '직접 만드는 위젯' },
    check: { en: 'your value beside the expected one', ko: '내 값과 정답을 견주기' },
  };
  const rows = Object.entries(about).map(([name, text]) => `| \`${name}\` | ${say(text)} |`);
  return [
    `| ${say({ en: 'name', ko: '이름' })} | |\n| --- | --- |\n${rows.join('\n')}`,
    say({
      en: "`help(np)` lists what is behind a name, `help(np.sum)` explains one, `help('padding')` looks for a word.",
      ko: "`help(np)`는 그 안의 이름들을, `help(np.sum)`은 하나를 설명하고, `help('패딩')`은 낱말로 찾습니다.",
    }),
  ].join('\n\n');
}

function show(page: string): void {
  const host = notebookHost();
  if (host) host.display({ 'text/markdown': page, 'text/plain': page });
  else console.log(page);
}
