/** @file Files of a grading run: notebooks read with their faults named, results written whole or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parseNotebook } from '../../../kernel/notebook/file.ts';
import type { Notebook } from '../../grade/grader.ts';
import { FileError } from '../../errors/index.ts';

/** A submission may be this large. */
const MOST_BYTES = 50 * 2 ** 20;

/** Reads a file that came from elsewhere: no links, nothing but a file, no more than 50 MB. @throws FileError */
export function readSubmitted(path: string): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const facts = fstatSync(file);
    if (!facts.isFile() || facts.size > MOST_BYTES) {
      throw new FileError({
        who: 'kernelab grade',
        rule: {
          en: 'a submission is a file of at most 50 MB, and no link',
          ko: '제출물은 링크가 아닌 50 MB 이하의 파일이어야 합니다',
        },
        received: path,
      });
    }
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    throw new FileError({
      who: 'kernelab grade',
      rule: { en: 'the submission cannot be read', ko: '제출물을 읽을 수 없습니다' },
      received: `${path} (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`,
      cause,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** A notebook from bytes. @throws FormatError */
export function notebookOf(bytes: Uint8Array, name: string): Notebook {
  return parseNotebook(new TextDecoder().decode(bytes), name);
}

/** Writes beside the place and moves there: a full disk or a kill leaves what was there. @throws FileError */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  writeInParts(path, (file) => writeFileSync(file, content), mode);
}

/** The same, for what is not in memory at once: `write` gets the open file. @throws FileError, and what `write` throws */
export function writeInParts(path: string, write: (file: number) => void, mode = 0o666): void {
  // Several machines may write to one folder: a process number would not be unique.
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      write(file);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new FileError({
      who: 'kernelab grade',
      rule:
        code === 'ENOSPC' || code === 'EDQUOT'
          ? {
              en: 'the disk is full; results written so far stay, --resume goes on',
              ko: '디스크가 가득 찼습니다. 이미 쓴 결과는 남아 있고 --resume으로 이어집니다',
            }
          : { en: 'the file cannot be written', ko: '파일을 쓸 수 없습니다' },
      received: `${path} (${code})`,
      cause,
    });
  }
}

export function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update('\0').update(part);
  return hash.digest('hex');
}
