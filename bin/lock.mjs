// One installation at a time: a lock file that is held while the work runs and left behind by nobody for long. Plain
// JavaScript, since it is needed before anything is installed. src/cli uses it as well.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The holder shows every second that it lives. On this machine its process is looked at as well, so a long silence is
 * needed only where its number now belongs to another program; of another machine's process we have the signs alone.
 */
const SIGN_MS = 1000;
const SILENT_HERE_MS = 15 * 60_000;
const SILENT_ELSEWHERE_MS = 60_000;

/**
 * Runs `work` while holding the lock file; waits for another holder, which `waiting` is told once.
 *
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {(holder: string) => void} [waiting]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, waiting = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  await take(file, waiting);
  const signs = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // somebody removed the folder; the work goes on
    }
  }, SIGN_MS);
  signs.unref();
  try {
    return await work();
  } finally {
    clearInterval(signs);
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

const mine = JSON.stringify({ pid: process.pid, host: hostname(), began: Date.now() });

async function take(file, waiting) {
  let told = false;
  let seen = { sign: undefined, at: 0 };
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(file);
    // Judged by our own clock: the holder's may be another machine's and wrong.
    const sign = `${signOf(file)} ${holder}`;
    if (sign !== seen.sign) seen = { sign, at: performance.now() };
    const silent = performance.now() - seen.at;
    if (isDead(holder) || silent > (isHere(holder) ? SILENT_HERE_MS : SILENT_ELSEWHERE_MS)) {
      release(file, holder);
      continue;
    }
    if (!told) waiting(processOf(holder));
    told = true;
    await sleep(200);
  }
}

/** Takes a dead holder's lock away; one that another process has just taken is put back. */
function release(file, dead) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== dead) linkSync(aside, file);
  } catch {
    // another process was faster
  }
  rmSync(aside, { force: true });
}

function isHere(holder) {
  try {
    return JSON.parse(holder).host === hostname();
  } catch {
    return false;
  }
}

/** Whether the holder's process on this machine has ended. */
function isDead(holder) {
  try {
    if (isHere(holder)) process.kill(JSON.parse(holder).pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function processOf(holder) {
  try {
    const { pid, host } = JSON.parse(holder);
    return host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  } catch {
    return 'another process';
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function signOf(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
