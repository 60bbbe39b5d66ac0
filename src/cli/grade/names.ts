/** @file Names of students as names of files and folders, on every system. */
import { hashOf } from './files.ts';

/** What Windows keeps for itself. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name per student. Names that would be one file, also where capitals do not count, get a piece of their hash. */
export function fileNames(students: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Map<string, number>();
  const all = [...new Set(students)];
  const fold = (name: string): string => name.normalize('NFC').toLowerCase();
  for (const student of all) taken.set(fold(safe(student)), (taken.get(fold(safe(student))) ?? 0) + 1);
  for (const student of all) {
    const name = safe(student);
    const isOwn = name === student && !name.includes('~');
    names.set(student, isOwn && taken.get(fold(name)) === 1 ? name : `${name}~${hashOf(student).slice(0, 8)}`);
  }
  return names;
}

function safe(student: string): string {
  const name = student
    .replace(/[/\\:*?"<>|]|\p{Cc}|\p{Bidi_Control}/gu, '_')
    .replace(/^\.+|[. ]+$/g, '_')
    .slice(0, 60)
    .toWellFormed();
  return name === '' || reserved.test(name) ? `_${name}` : name;
}
