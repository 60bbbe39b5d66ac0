/** @file Files from elsewhere, checked by their hashes: download, cache, mirror, and what a lecturer does with them. */
export type { Bundle, Catalogue, Entry } from './entry.ts';
export { environment } from './environment.ts';
export { obtain, type Origin, type StoreOptions } from './obtain.ts';
export { bundlesOf, fetchAll, list, mirror, servedFiles, verify, type FileState } from './manage.ts';
export { parseTar } from './tar.ts';
export { unpackInto } from './unpack.ts';
