/** @file The machine behind one interface: files, threads, settings, assets, terminal, timers; and what is said when files fail. */
export { installMachine, machine, setting } from './current.ts';
export { crc32, crc32c } from './crc.ts';
export { draftPath, leftDrafts, machineMark } from './drafts.ts';
export { fileFault, type FileDeed } from './file-faults.ts';
export {
  appendFile,
  copyFile,
  exists,
  factsOf,
  listFolder,
  makeFolderOf,
  makeFolders,
  readFile,
  readTextFile,
  remove,
  removeQuietly,
  writeFile,
} from './files.ts';
export type { OpenFile, Thread, ThreadInside } from './machine.ts';
export { encodePng, toBase64, type PngPicture } from './png.ts';
export { memoryFiles } from './memory-files.ts';
export { archiveFault, checkContent, zipEntries, type ZipEntry } from './zip.ts';
export { bytesSource, readPart, withFileSource, type ByteSource } from './sources.ts';
