/** @file Archives (zip, tar, tar.gz) unpacked into a folder, which is there whole or not at all. */
import { FormatError, ValueError } from '../errors/index.ts';
import {
  archiveFault,
  bytesSource,
  checkContent,
  draftPath,
  exists,
  machine,
  readFile,
  readPart,
  remove,
  removeQuietly,
  writeFile,
  zipEntries,
  type ZipEntry,
} from '../platform/index.ts';
import { parseTar } from './tar.ts';

export type ArchiveFormat = 'tar' | 'zip';

/** Unpacks the archive into `folder`, in place of what was there. @throws FormatError, FileError, ValueError */
export async function unpackInto(
  archive: string,
  folder: string,
  formats: readonly ArchiveFormat[],
  who: string,
): Promise<void> {
  const files = await contentOf(archive, formats, who);
  const draft = draftPath(folder, 'tmp');
  try {
    for (const [name, content] of files)
      writeFile(placeOf(draft, name, archive, who), content(), who, { folders: true });
    if (exists(folder)) remove(folder, who);
    machine.files.rename(draft, folder);
  } catch (error) {
    removeQuietly(draft);
    throw error;
  }
}

type Content = readonly (readonly [name: string, content: () => Uint8Array])[];

async function contentOf(archive: string, formats: readonly ArchiveFormat[], who: string): Promise<Content> {
  const bytes = readFile(archive, who);
  if (formats.includes('zip') && bytes[0] === 0x50 && bytes[1] === 0x4b) return unzipped(bytes, archive, who);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes, archive, who) : bytes;
  const isTar = new TextDecoder().decode(plain.subarray(257, 262)) === 'ustar';
  if (formats.includes('tar') && isTar)
    return [...parseTar(plain, archive, who)].map(([name, content]) => [name, () => content]);
  const kinds = formats.flatMap((format) => (format === 'tar' ? ['tar', 'tar.gz'] : [format])).join(', ');
  throw new FormatError({
    who,
    rule: {
      en: `the archive must be one of: ${kinds}`,
      ko: `압축 파일의 형식은 다음 가운데 하나여야 합니다: ${kinds}`,
    },
    received: `'${archive}'`,
    hint: {
      en: 'Leave extract out to get the file as it is; bz2, xz, 7z and rar are unpacked by other programs',
      ko: '파일을 그대로 받으려면 extract를 빼세요. bz2, xz, 7z, rar는 다른 프로그램으로 풀어야 합니다',
    },
  });
}

function gunzip(bytes: Uint8Array, archive: string, who: string): Uint8Array {
  try {
    return machine.codecs.gunzip(bytes);
  } catch (cause) {
    throw new FormatError({
      who,
      rule: { en: 'the file must be a whole gzip file', ko: '온전한 gzip 파일이어야 합니다' },
      received: `'${archive}'`,
      cause,
    });
  }
}

async function unzipped(bytes: Uint8Array, archive: string, who: string): Promise<Content> {
  const { inflateSync } = await import('fflate');
  const unpacked = (entry: ZipEntry): Uint8Array => {
    const packed = readPart(entry.packed, 0, entry.packed.size);
    try {
      const content = entry.isDeflated ? inflateSync(packed, { out: new Uint8Array(entry.size) }) : packed;
      checkContent(entry, bytesSource(content));
      return content;
    } catch (cause) {
      throw archiveFault(cause, who, archive, bytes.length);
    }
  };
  try {
    return zipEntries(bytesSource(bytes))
      .filter(({ name }) => !name.endsWith('/'))
      .map((entry) => [entry.name, () => unpacked(entry)]);
  } catch (cause) {
    throw archiveFault(cause, who, archive, bytes.length);
  }
}

/** Where a file of the archive goes. @throws ValueError for a name that leads out of the folder */
function placeOf(folder: string, name: string, archive: string, who: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  if (parts.length > 0 && !parts.includes('..') && !machine.paths.isAbsolute(name) && !/^[a-z]:/i.test(name)) {
    return machine.paths.join(folder, ...parts);
  }
  throw new ValueError({
    who,
    rule: { en: 'an archive may only write into its own folder', ko: '압축 파일은 자기 폴더 안에만 쓸 수 있습니다' },
    received: { en: `'${name}' in '${archive}'`, ko: `'${archive}'의 '${name}'` },
    hint: { en: 'Such an archive is broken or means harm', ko: '망가졌거나 해로운 압축 파일입니다' },
  });
}
