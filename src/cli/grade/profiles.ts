/** @file The sandboxes as lists of arguments: what bubblewrap, podman, docker and systemd-run are called with. */
import { existsSync, readdirSync } from 'node:fs';
import type { Limits } from './sandbox.ts';

/** What is to run in a sandbox. */
export interface Inside {
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Its working folder, which is empty. */
  folder: string;
  /** Folders and files it may read, and where they stand inside. */
  product: readonly { from: string; to: string }[];
  /** Who it believes to be; undefined: who starts it. */
  user?: number | undefined;
}

/** Arguments of `bwrap`. */
export function bubblewrapArguments({ command, environment, folder, product, user }: Inside, limits: Limits): string[] {
  const bind = (from: string, to = from): string[] => (existsSync(from) ? ['--ro-bind', from, to] : []);
  const set = Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]);
  const links = readdirSync('/').filter((name) => /^(bin|sbin|lib\w*)$/.test(name));
  const memory = (path: string, size: number): string[] => ['--size', String(size), '--tmpfs', path];
  return [
    ['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session'],
    user === undefined ? [] : ['--uid', String(user), '--gid', String(user)],
    ['--cap-drop', 'ALL', '--clearenv', ...set],
    ['--ro-bind', '/usr', '/usr', ...links.flatMap((name) => bind(`/${name}`)), ...bind('/etc/ld.so.cache')],
    ['--proc', '/proc', '--dev', '/dev', ...memory('/dev/shm', 2 ** 20), ...memory('/tmp', limits.disk)],
    // What is mounted below /tmp comes after /tmp itself.
    ['--dir', folder, ...product.flatMap(({ from, to }) => bind(from, to)), '--chdir', folder],
    ['--', ...limited(command, limits)],
  ].flat();
}

/** Arguments of `podman` and `docker`, which take the same ones. */
export function containerArguments(
  { command, environment, folder, product }: Inside,
  limits: Limits,
  name: string,
  image: string,
): string[] {
  const set = Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  const bind = product.flatMap(({ from, to }) =>
    existsSync(from) ? ['--mount', `type=bind,source=${from},target=${to},readonly`] : [],
  );
  return [
    ['run', '--rm', '--interactive', '--init', '--name', name],
    ['--network', 'none', '--ipc', 'none', '--read-only', '--user', '65534:65534'],
    ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ['--memory', `${limits.allMemory}m`, '--memory-swap', `${limits.allMemory}m`],
    ['--pids-limit', String(limits.processes), '--ulimit', 'core=0', '--ulimit', 'nofile=1024'],
    ['--ulimit', `fsize=${limits.disk}`],
    ['--tmpfs', `/tmp:rw,nosuid,nodev,mode=1777,size=${limits.disk},nr_inodes=${limits.files}`],
    ['--tmpfs', `${folder}:rw,nosuid,nodev,mode=1777,size=${limits.disk},nr_inodes=${limits.files}`],
    [...set, ...bind, '--workdir', folder],
    [image, ...command],
  ].flat();
}

/**
 * Arguments of `systemd-run`: a control group of its own, which counts the memory and the processes of all that a command
 * starts. `user` is whom root becomes; others have systemd's user session.
 */
export function scopeArguments(command: readonly string[], limits: Limits, user?: number): string[] {
  return [
    [...(user === undefined ? ['--user'] : []), '--scope', '--quiet', '--collect'],
    ['--property', `MemoryMax=${limits.allMemory}M`, '--property', 'MemorySwapMax=0'],
    ['--property', `TasksMax=${limits.processes + 50}`, '--'],
    user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--'],
    command,
  ].flat();
}

/** What bubblewrap has no option for: processes, size of a file, open files. */
function limited(command: readonly string[], { processes, disk }: Limits): string[] {
  return ['prlimit', `--nproc=${processes}`, `--fsize=${disk}`, '--core=0', '--nofile=1024', '--', ...command];
}
