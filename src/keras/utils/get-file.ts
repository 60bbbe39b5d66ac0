/** @file `getFile`: a file from an address, kept in the cache, checked, and unpacked where it is an archive. */
import { choice, flag, list, optionsOf, readOptions, refuseSurplus, Rule, text, word } from '../../arguments/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { exists, machine, removeQuietly } from '../../platform/index.ts';
import { environment, obtain, unpackInto, type Entry } from '../../store/index.ts';

export interface GetFileOptions {
  /** Its name in the cache; default the last part of the address. */
  fname?: string | null;
  /** Where it comes from: an http(s) address. */
  origin?: string;
  /** The SHA-256 (64 digits) or MD5 (32) that it must have. Default: that of the first download. */
  fileHash?: string | null;
  /** Default 'auto': as many digits as the hash has. */
  hashAlgorithm?: 'auto' | 'sha256' | 'md5';
  /** The folder below the cache. Default 'datasets'. */
  cacheSubdir?: string;
  /** The cache; default `KERNELAB_CACHE`, else the system's cache folder. */
  cacheDir?: string | null;
  /** Unpack it; the result is then the folder. Default false. */
  extract?: boolean;
  /** What it may be: tar (also tar.gz) or zip. Default 'auto': both. */
  archiveFormat?: 'auto' | 'tar' | 'zip' | readonly ('tar' | 'zip')[] | null;
  /** As extract, for tar; the older spelling. */
  untar?: boolean;
  /** The older spelling of fileHash. */
  md5Hash?: string | null;
  /** Fetch it again although it is there. Default false. */
  forceDownload?: boolean;
}

const hash = (digits: readonly number[], must: { en: string; ko: string }): Rule<string> =>
  new Rule<string>(
    must,
    (value) => typeof value === 'string' && digits.includes(value.length) && /^[0-9a-f]+$/i.test(value),
  );

const options = optionsOf<GetFileOptions>()({
  fname: text().orNull().or(null),
  origin: text().known('url'),
  fileHash: hash([32, 64], {
    en: 'a SHA-256 of 64 or an MD5 of 32 hexadecimal digits',
    ko: '16진수 64자리 SHA-256 또는 32자리 MD5',
  })
    .orNull()
    .known('hash')
    .or(null),
  hashAlgorithm: word('auto', 'sha256', 'md5').or('auto'),
  cacheSubdir: text().or('datasets'),
  cacheDir: text().orNull().or(null),
  extract: flag().or(false),
  archiveFormat: choiceOrList(),
  untar: flag().or(false),
  md5Hash: hash([32], { en: 'an MD5 of 32 hexadecimal digits', ko: '16진수 32자리 MD5' }).orNull().or(null),
  forceDownload: flag().or(false),
});

function choiceOrList(): ReturnType<Rule<Exclude<GetFileOptions['archiveFormat'], undefined>>['or']> {
  const one = choice('auto', 'tar', 'zip', null);
  const several = list(word('tar', 'zip'));
  return new Rule<Exclude<GetFileOptions['archiveFormat'], undefined>>(
    { en: "'auto', 'tar', 'zip', a list of them, or null", ko: "'auto', 'tar', 'zip', 그 리스트, 또는 null" },
    (value) => one.accepts(value) || several.accepts(value),
  ).or('auto');
}

const who = 'getFile';

/**
 * Fetches a file once and keeps it; gives its path, or that of the folder with `extract`. A download that was cut off goes on next
 * time; `KERNELAB_DATA` is asked first.
 * @ko 주소의 파일을 한 번 내려받아 보관하고 경로를 돌려줍니다. await를 앞에 씁니다.
 * @throws NetworkError when it cannot be had or is not the one with that hash, FormatError for an archive that cannot be unpacked
 * @example const folder = await keras.utils.getFile({ origin: 'https://example.org/flowers.tgz', extract: true });
 */
export function getFile(fname: string | null, origin: string, more?: GetFileOptions): Promise<string>;
export function getFile(fname: string | null, more: GetFileOptions): Promise<string>;
export function getFile(options: GetFileOptions): Promise<string>;
export function getFile(...args: readonly unknown[]): Promise<string> {
  return mustBeAwaited(fetched(args), 'getFile', 'const path = await keras.utils.getFile(…)');
}

async function fetched(args: readonly unknown[]): Promise<string> {
  const last = args.at(-1);
  const named = typeof last === 'object' && last !== null ? last : undefined;
  const byPosition = named ? args.slice(0, -1) : args;
  refuseSurplus(who, byPosition, 2);
  const [fname, origin] = byPosition as [string?, string?];
  const given = readOptions(
    who,
    {
      ...(fname === undefined ? {} : { fname }),
      ...(origin === undefined ? {} : { origin }),
      ...named,
    },
    options,
  );
  const { file, folder } = placesOf(given);
  const { cacheDir, forceDownload, extract, untar } = given;
  const cache = machine.paths.resolve(cacheDir ?? environment().cache);
  const unpacks = (extract || untar) && given.archiveFormat !== null;
  const entry: Entry = { file, sources: [given.origin!], hash: hashOf(given), size: Infinity, about: true };
  const target = machine.paths.join(cache, ...file.split('/'));
  const { path, origin: from } = await (forceDownload
    ? again(target, () => obtain(entry, { who, cache }))
    : obtain(entry, { who, cache }));
  if (!unpacks) return path;
  const into = machine.paths.join(cache, ...folder.split('/'));
  if (from === 'download' || !exists(into)) await unpackInto(path, into, formatsOf(given), who);
  return into;
}

type Given = ReturnType<typeof readOptions<GetFileOptions, (typeof options)['rules']>>;

function hashOf({ fileHash, md5Hash, hashAlgorithm }: Given): Entry['hash'] {
  const wanted = fileHash ?? md5Hash;
  if (wanted === null) return {};
  const kind = wanted.length === 64 ? 'sha256' : 'md5';
  if (hashAlgorithm !== 'auto' && hashAlgorithm !== kind) {
    throw new ValueError({
      who,
      rule: {
        en: `hashAlgorithm '${hashAlgorithm}' has ${hashAlgorithm === 'md5' ? 32 : 64} digits`,
        ko: `hashAlgorithm '${hashAlgorithm}'은(는) ${hashAlgorithm === 'md5' ? 32 : 64}자리입니다`,
      },
      received: { en: `a hash of ${wanted.length}`, ko: `${wanted.length}자리 해시` },
    });
  }
  return { [kind]: wanted.toLowerCase() };
}

function formatsOf({ archiveFormat, untar }: Given): readonly ('tar' | 'zip')[] {
  if (untar) return ['tar'];
  if (archiveFormat === 'auto' || archiveFormat === null) return ['tar', 'zip'];
  return typeof archiveFormat === 'string' ? [archiveFormat] : archiveFormat;
}

/** Where file and folder lie below the cache, as Keras names them. */
function placesOf({ fname, origin, cacheSubdir, extract, untar }: Given): { file: string; folder: string } {
  if (origin === undefined || !/^https?:\/\//i.test(origin) || !URL.canParse(origin)) {
    throw new ValueError({
      who,
      rule: { en: 'origin must be an http(s) address', ko: 'origin은 http(s) 주소여야 합니다' },
      received: origin === undefined ? { en: 'none', ko: '없음' } : `'${origin}'`,
      hint: {
        en: "getFile({ origin: 'https://…/flowers.tgz', extract: true })",
        ko: "getFile({ origin: 'https://…/flowers.tgz', extract: true })처럼 쓰세요",
      },
    });
  }
  const name = fname ?? lastPart(origin);
  if (name === '' || /[\\/]/.test(name) || name === '..' || name === '.') {
    throw new ValueError({
      who,
      rule: {
        en: 'fname must be the name of a file, without folders',
        ko: 'fname은 폴더가 없는 파일 이름이어야 합니다',
      },
      received: `'${name}'`,
      hint: { en: 'cacheSubdir names the folder', ko: '폴더는 cacheSubdir로 정합니다' },
    });
  }
  const below = (place: string): string =>
    [...cacheSubdir.split(/[\\/]/).filter((part) => part !== ''), place].join('/');
  if (!extract && !untar) return { file: below(name), folder: '' };
  if (fname?.includes('.'))
    return { file: below(fname), folder: below(`${fname.slice(0, fname.indexOf('.'))}_extracted`) };
  return { file: below(`${name}_archive`), folder: below(name) };
}

/** The name of the file at an address; as it is written where its `%` are no escapes. */
function lastPart(address: string): string {
  const part = new URL(address).pathname.split('/').at(-1)!;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Fetches anew; the old file comes back when that fails. */
async function again<T>(target: string, fetch: () => Promise<T>): Promise<T> {
  const old = `${target}.old`;
  if (exists(target)) machine.files.rename(target, old);
  removeQuietly(`${target}.ok`);
  try {
    return await fetch();
  } catch (error) {
    if (exists(old) && !exists(target)) machine.files.rename(old, target);
    throw error;
  } finally {
    removeQuietly(old);
  }
}
