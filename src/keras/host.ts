/**
 * @file Everything of Node that the keras room needs: files, standard output, the width of the terminal. A browser
 * build replaces this one file.
 */
import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { FileError } from '../errors/index.ts';
import { makeFolders, writeWhole } from '../files/host.ts';

function failed(who: string, path: string, verb: string, cause: unknown): FileError {
  const code = (cause as { code?: string }).code;
  const hints: Record<string, string> = {
    ENOENT: 'Check the path; it counts from the folder of the notebook.',
    EACCES: 'There is no permission for this place.',
    ENOTDIR: 'A part of the path is a file, not a folder.',
    EEXIST: 'A part of the path is a file, not a folder.',
    EISDIR: 'This is a folder; give a file name.',
    ENOSPC: 'The disk is full.',
  };
  return new FileError({
    who,
    rule: `the file cannot be ${verb}`,
    received: `'${path}' (${code ?? String(cause)})`,
    hint: code === undefined ? undefined : hints[code],
    cause,
  });
}

/** The bytes of a file. Raises FileError when it cannot be read. */
export function readBytes(who: string, path: string): Uint8Array {
  try {
    const buffer = readFileSync(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (cause) {
    throw failed(who, path, 'read', cause);
  }
}

/** Writes a file whole or not at all. Makes the folders. */
export function writeAtomic(who: string, path: string, bytes: Uint8Array | string): void {
  try {
    makeFolders(dirname(path));
    writeWhole(path, bytes);
  } catch (cause) {
    throw failed(who, path, 'written', cause);
  }
}

/** Adds to the end of a file, making it (and its folders) when needed. */
export function append(who: string, path: string, bytes: Uint8Array | string): void {
  try {
    makeFolders(dirname(path));
    appendFileSync(path, bytes);
  } catch (cause) {
    throw failed(who, path, 'written', cause);
  }
}

/** Whether a file or folder is there. */
export function exists(path: string): boolean {
  return existsSync(path);
}

/** Copies a file. */
export function copyFile(who: string, from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (cause) {
    throw failed(who, from, 'copied', cause);
  }
}

/** Removes a file or folder, if it is there. */
export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Writes text to the standard output as it is. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Whether the standard output is a terminal that can redraw a line. */
export function isTerminal(): boolean {
  return process.stdout.isTTY;
}

/** The width of the terminal in characters; 80 when there is none. */
export function terminalWidth(): number {
  const fromEnvironment = Number(process.env['COLUMNS']);
  if (fromEnvironment > 0) return fromEnvironment;
  return process.stdout.isTTY ? process.stdout.columns : 80;
}

/** A name that no other process uses at the same time: host and process id. */
export function processName(): string {
  return `${hostname()}.${process.pid}`;
}
