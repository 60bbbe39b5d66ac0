/** @file What the kernel process said when it started this one (see `RunnerSetup`). */
import { dirname, sep } from 'node:path';
import type { RunnerSetup } from '../ipc.ts';
import { kernelFolder } from '../paths.ts';

let known: RunnerSetup | undefined;

/** Reads the argument, which cells then do not see among theirs. */
export function setup(): RunnerSetup {
  known ??= JSON.parse(process.argv.splice(2, 1)[0] ?? '{"library":{"name":"","code":""}}') as RunnerSetup;
  return known;
}

/** Whether a file belongs to the kernel or to the library, and not to a student. */
export function isOurs(path: string): boolean {
  return [kernelFolder, dirname(setup().library.code)].some((folder) => path.startsWith(folder + sep));
}
