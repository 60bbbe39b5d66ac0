/**
 * @file The file of sealed tests that stands beside a student's notebook, `NAME.sealed.json`: what is asked, with which inputs, and
 * digests of the answers. It is found by the question it holds, so that a notebook may be renamed.
 */
import { nearestName } from '../../arguments/index.ts';
import { FileError, FormatError, getLanguage, ValueError, type Text } from '../../errors/index.ts';
import { listFolder, machine, readTextFile, setting } from '../../platform/index.ts';
import type { Kind } from '../options.ts';
import type { Plain } from '../plain.ts';
import type { Digest } from './digest.ts';

/** Written into the file; one with a higher number was made by a newer kernelab. */
const VERSION = 1;
const ENDING = '.sealed.json';
/** What errors call the one who reads such files. */
const WHO = 'check';

/** One call of a sealed test. */
export interface SealedCall {
  readonly kind: Kind;
  /** The arrow function as the author wrote it: what the student's names are asked. */
  readonly expression: string;
  readonly tolerance: number;
  readonly feedback?: string;
  /** The inputs, once per time they were drawn. */
  readonly sets: readonly (readonly (readonly [name: string, value: Plain])[])[];
  /** Makes equal answers of two questions different texts, so that no table of digests helps. */
  readonly salt: string;
  /** The answers, one per set. */
  readonly answers: readonly Digest[];
  /** What listed wrong answers give instead, and what their students read. */
  readonly mistakes: readonly { readonly says: string; readonly answers: readonly Digest[] }[];
}

export interface SealedQuestion {
  readonly id: string;
  readonly calls: readonly SealedCall[];
}

export interface SealedContent {
  readonly exercise: string;
  readonly language: 'en' | 'ko';
  readonly questions: readonly SealedQuestion[];
}

/** The name of the file beside `NAME.ipynb`. */
export function sealedName(notebook: string): string {
  return `${notebook}${ENDING}`;
}

/** The file's text. */
export function sealedText({ exercise, language, questions }: SealedContent): string {
  const content = { version: VERSION, exercise, language, questions };
  return `${JSON.stringify({ ...content, seal: sealOf(content) })}\n`;
}

/** Reads the text of such a file. @throws FormatError for one that is damaged, was changed, or comes from a newer version */
export function readSealed(text: string, name: string): SealedContent {
  let value: Partial<SealedContent> & { version?: unknown; seal?: unknown };
  try {
    value = Object(JSON.parse(text)) as typeof value;
  } catch (cause) {
    const received = { en: 'a file that is no whole JSON', ko: '온전한 JSON이 아닌 파일' };
    throw refused(name, { en: 'the file is damaged', ko: '파일이 손상되었습니다' }, received, cause);
  }
  const { version, seal, ...rest } = value;
  if (typeof seal !== 'string' || typeof version !== 'number') {
    const received = { en: 'something else in it', ko: '다른 내용' };
    throw refused(name, { en: 'the file is damaged', ko: '파일이 손상되었습니다' }, received);
  }
  if (version > VERSION) {
    throw new FormatError({
      who: WHO,
      rule: {
        en: `${name} was made by a newer kernelab, which this one cannot read`,
        ko: `${name}은(는) 더 새로운 kernelab으로 만들어 이 버전에서는 읽을 수 없습니다`,
      },
      received: { en: `version ${version}; known: ${VERSION}`, ko: `버전 ${version}, 아는 버전: ${VERSION}` },
      hint: { en: 'Update kernelab', ko: 'kernelab을 업데이트하세요' },
    });
  }
  if (seal !== sealOf({ version, ...rest })) {
    const received = { en: 'a content that its seal does not fit', ko: '봉인과 맞지 않는 내용' };
    throw refused(name, { en: 'the file was changed', ko: '파일 내용이 바뀌었습니다' }, received);
  }
  return rest as SealedContent; // what bears the seal was written by sealedText
}

function refused(name: string, { en, ko }: { en: string; ko: string }, received: Text, cause?: unknown): FormatError {
  return new FormatError({
    who: WHO,
    rule: { en: `${name}: ${en}`, ko: `${name}: ${ko}` },
    received,
    hint: { en: "Take it from the exercise's ZIP once more", ko: '과제 ZIP에서 이 파일을 다시 꺼내세요' },
    cause,
  });
}

/** A checksum against slips, no signature: whoever edits the file can compute it. */
function sealOf(content: object): string {
  const sha = machine.codecs.hash('sha256');
  sha.update(new TextEncoder().encode(JSON.stringify(content)));
  return sha.hex();
}

/**
 * The question of that name in the files of the notebook's folder: in the notebook's own where it can be told, else in all of them;
 * `exercise/name` where several exercises have one so called.
 * @throws FileError where no file is, ValueError for a name that none has, FormatError for a file that cannot be read
 */
export function sealedQuestion(name: string): SealedQuestion {
  const { contents, fault } = readFolder();
  const [exercise, question] = name.includes('/') ? name.split('/', 2) : [undefined, name];
  const found = contents
    .filter(({ content }) => exercise === undefined || content.exercise === exercise)
    .flatMap((file) => file.content.questions.filter(({ id }) => id === question).map((each) => ({ ...file, each })));
  if (found.length === 0) {
    if (fault !== undefined) throw fault;
    throw unknown(
      name,
      contents.map(({ content }) => content),
    );
  }
  const own = found.find(({ file }) => file === ownFile());
  if (own !== undefined) return own.each;
  const exercises = [...new Set(found.map(({ content }) => content.exercise))];
  if (exercises.length > 1) {
    throw new ValueError({
      who: WHO,
      rule: { en: 'several exercises here have this question', ko: '이 폴더의 여러 과제에 이 문제가 있습니다' },
      received: `'${name}'`,
      hint: {
        en: `Name the exercise as well: check('${exercises[0]}/${question}')`,
        ko: `과제 이름도 함께 쓰세요: check('${exercises[0]}/${question}')`,
      },
    });
  }
  // The same exercise in two languages: its own.
  return (found.find(({ content }) => content.language === getLanguage()) ?? found[0]!).each;
}

/** The file of this notebook where it has kept its name; a Jupyter server tells its kernels the notebook's path. */
function ownFile(): string | undefined {
  const notebook = setting('JPY_SESSION_NAME');
  return notebook && sealedName(machine.paths.basename(notebook).replace(/\.ipynb$/, ''));
}

/** The files of the folder that can be read, and what is wrong with the first that cannot. */
function readFolder(): { contents: { file: string; content: SealedContent }[]; fault: unknown } {
  const files = listFolder('.', WHO)
    .filter(({ isFile, name }) => isFile && name.endsWith(ENDING))
    .map(({ name }) => name)
    .sort();
  if (files.length === 0) {
    throw new FileError({
      who: WHO,
      rule: {
        en: `a file NAME${ENDING} holds the sealed answers and lies beside the notebook`,
        ko: `봉인된 답은 노트북과 같은 폴더의 파일 NAME${ENDING}에 있습니다`,
      },
      received: { en: 'a folder without one', ko: '그런 파일이 없는 폴더' },
      hint: {
        en: "Unpack the exercise's whole ZIP, and open the notebook there; to compare two values: check.close(mine, expected)",
        ko: '과제 ZIP을 모두 풀고 그 폴더에서 노트북을 여세요. 두 값을 비교하려면 check.close(내 값, 기대한 값)입니다',
      },
    });
  }
  const contents: { file: string; content: SealedContent }[] = [];
  let fault: unknown;
  for (const file of files) {
    try {
      contents.push({ file, content: readSealed(readTextFile(file, WHO), file) });
    } catch (error) {
      fault ??= error;
    }
  }
  return { contents, fault };
}

function unknown(name: string, contents: readonly SealedContent[]): ValueError {
  const names = contents.flatMap(({ exercise, questions }) =>
    questions.map(({ id }) => (name.includes('/') ? `${exercise}/${id}` : id)),
  );
  const near = nearestName(name, names);
  return new ValueError({
    who: WHO,
    rule: { en: 'takes the name of a sealed test', ko: '봉인된 시험의 이름을 받습니다' },
    received: `'${name}'`,
    hint:
      near === undefined
        ? {
            en: `There are: ${names.join(', ')}. If it should be one of them, the file is of another edition than the notebook`,
            ko: `있는 이름: ${names.join(', ')}. 여기 있어야 할 이름이면 파일과 노트북의 판이 다릅니다`,
          }
        : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 쓰려고 했나요?` },
  });
}
