/**
 * @file The one place where a fault of the file system becomes a FileError: the same words whoever reads or writes.
 * What is missing is named, with the nearest name beside it, or where relative paths start.
 */
import { FileError, nearest, type Translated } from '../errors/index.ts';
import { machine } from './current.ts';
import { namesIn } from './drafts.ts';

/** What was to be done with the place. */
export type FileDeed = 'read' | 'write' | 'list' | 'makeFolder';

interface FileFaultFacts {
  /** The call that refused, as the student wrote it. */
  who: string;
  path: string;
  doing: FileDeed;
  /** What to try where neither a near name nor the start of relative paths helps. */
  hint?: Translated;
}

/** The FileError for what Node (or another machine) said about a place. */
export function fileFault(cause: unknown, { who, path, doing, hint }: FileFaultFacts): FileError {
  const { rule, hint: advice } = describe(codeOf(cause), cause, path, doing);
  return new FileError({ who, rule, received: `'${path}'`, hint: advice ?? hint, cause });
}

function codeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Both languages, unsaid: the error chooses, and puts the words around them in the same one. */
interface Description {
  rule: Translated;
  hint?: Translated;
}

function describe(code: string, cause: unknown, path: string, doing: FileDeed): Description {
  switch (code) {
    case 'ENOENT':
      return missing(path, doing);
    case 'ENOTDIR':
    case 'EEXIST':
      return { rule: inTheWay(path, doing) };
    case 'EISDIR':
      return { rule: { en: 'this is a folder, not a file', ko: '파일이 아니라 폴더입니다' } };
    default:
      return { rule: plainRule(code, doing) ?? unknown(code, cause, doing) };
  }
}

function plainRule(code: string, doing: FileDeed): Translated | undefined {
  const reading = doing === 'read' || doing === 'list';
  const rules: Record<string, Translated | undefined> = {
    EACCES: reading
      ? { en: 'there is no permission to read this place', ko: '이 위치를 읽을 권한이 없습니다' }
      : { en: 'there is no permission to write to this place', ko: '이 위치에 쓸 권한이 없습니다' },
    ENOSPC: { en: 'there is no space left on the disk', ko: '디스크에 남은 공간이 없습니다' },
    EFBIG: {
      en: 'the file is larger than this disk or account may hold',
      ko: '이 디스크나 계정에 둘 수 있는 크기보다 큰 파일입니다',
    },
    EROFS: { en: 'the disk is read-only', ko: '읽기 전용 디스크입니다' },
    ENAMETOOLONG: { en: 'the name is too long', ko: '이름이 너무 깁니다' },
    ERR_FS_FILE_TOO_LARGE: {
      en: 'a file of at most 2 GiB is read at once',
      ko: '한 번에 읽을 수 있는 파일은 2 GiB까지입니다',
    },
    ERR_INVALID_ARG_VALUE: { en: 'a path holds no null characters', ko: '경로에는 널 문자를 쓸 수 없습니다' },
    EMFILE: { en: 'too many files are open', ko: '열린 파일이 너무 많습니다' },
    ELOOP: { en: 'links lead round in a circle', ko: '링크가 제자리를 돕니다' },
    EBUSY: { en: 'another program is using the file', ko: '다른 프로그램이 파일을 쓰고 있습니다' },
    EIO: { en: 'the disk reports a fault', ko: '디스크에서 오류가 났습니다' },
  };
  const same: Record<string, string> = { EPERM: 'EACCES', EDQUOT: 'ENOSPC', ENFILE: 'EMFILE', ETXTBSY: 'EBUSY' };
  return rules[same[code] ?? code];
}

function unknown(code: string, cause: unknown, doing: FileDeed): Translated {
  const what = code || String(cause);
  if (doing === 'read' || doing === 'list')
    return { en: `the file cannot be read (${what})`, ko: `파일을 읽을 수 없습니다 (${what})` };
  return { en: `the file cannot be written (${what})`, ko: `파일을 쓸 수 없습니다 (${what})` };
}

/** Something on the way is not there: the file itself, or a folder above it. */
function missing(path: string, doing: FileDeed): Description {
  const gap = firstMissing(path);
  const hint = gap === undefined || path === '' ? undefined : whereToLook(path, gap);
  // Its folder is there, or could be made, and yet nothing can be put into it, as below /proc.
  if (doing === 'makeFolder' || (doing === 'write' && (gap === path || gap === undefined)))
    return { rule: { en: 'nothing can be made at this place', ko: '이 위치에는 아무것도 만들 수 없습니다' } };
  if (gap !== undefined && gap !== path)
    return { rule: { en: `there is no folder '${gap}'`, ko: `'${gap}' 폴더가 없습니다` }, hint };
  if (doing === 'list') return { rule: { en: 'there is no such folder', ko: '그런 폴더가 없습니다' }, hint };
  return { rule: { en: 'there is no such file', ko: '그런 파일이 없습니다' }, hint };
}

/** The outermost part of a path that is not there, spelt as the path spells it; undefined when all is. */
function firstMissing(path: string): string | undefined {
  const { paths, files } = machine;
  let gap: string | undefined;
  for (let at = path; !files.facts(at === '' ? '.' : at) || at === ''; at = paths.dirname(at)) {
    gap = at;
    if (paths.dirname(at) === at || at === '') break;
  }
  return gap;
}

/** A neighbour with nearly the same name in place of what is missing, or where the path starts. */
function whereToLook(path: string, gap: string): Translated | undefined {
  const { paths, files } = machine;
  const near = nearest(paths.basename(gap), namesIn(paths.dirname(gap)));
  if (near !== undefined) {
    const other = paths.join(paths.dirname(gap), near);
    // `join` tidies the path; what the student wrote behind the gap is put back as it was.
    const meant = `${path.startsWith('./') ? './' : ''}${other}${path.slice(gap.length)}`;
    if (gap === path || files.facts(meant) !== undefined || files.facts(paths.dirname(meant)) !== undefined)
      return { en: `Did you mean '${meant}'?`, ko: `'${meant}'을(를) 뜻했나요?` };
  }
  if (paths.isAbsolute(path)) return undefined;
  const here = paths.workingFolder();
  return { en: `Relative paths start at ${here}`, ko: `상대 경로는 ${here}에서 시작합니다` };
}

/** Which part of the path is a file where a folder should be. */
function inTheWay(path: string, doing: FileDeed): Translated {
  const { paths, files } = machine;
  for (let at = path; ; at = paths.dirname(at)) {
    const facts = files.facts(at);
    if (facts && !facts.isFolder && at !== path)
      return { en: `'${at}' is a file, not a folder`, ko: `'${at}'은(는) 폴더가 아니라 파일입니다` };
    if (facts || paths.dirname(at) === at) break;
  }
  if (doing === 'list' || doing === 'makeFolder')
    return { en: 'this is a file, not a folder', ko: '폴더가 아니라 파일입니다' };
  return { en: 'something of this name is in the way', ko: '같은 이름이 이미 있습니다' };
}
