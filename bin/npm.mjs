// Runs npm, which is a script for the shell on Windows and nothing that the shell is needed for elsewhere.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { meaningOf } from './faults.mjs';
import { say } from './language.mjs';

const quiet = ['--no-fund', '--no-audit', '--loglevel=error'];

/**
 * Runs npm to its end in a folder; not synchronously, so that a lock that is held meanwhile shows that we live.
 *
 * @param {string} folder
 * @param {string[]} args
 * @param {string} who what is said to have failed
 * @param {{ scripts?: boolean }} [options] no package needs its install script, and such a script may not find a Node that starts
 * @throws Error that says what to do
 * @returns {Promise<void>}
 */
export function runNpm(folder, args, who, { scripts = false } = {}) {
  const [program, ...first] = npmCommand();
  return new Promise((resolve, reject) => {
    // Named, because npm looks further up for a package.json where the folder's has just gone (swept by another start).
    const all = [...first, ...args, `--prefix=${folder}`, ...quiet, ...(scripts ? [] : ['--ignore-scripts'])];
    const child = spawn(program, all, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => reject(new Error(failure(who, `npm: ${error.message}`))));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(failure(who, said)));
    });
  });
}

/**
 * The program and its first arguments: npm's own JavaScript on the Node that runs this, where it can be found.
 *
 * @returns {string[]}
 */
export function npmCommand() {
  const ofNpm = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (ofNpm !== undefined && basename(ofNpm) === 'npm-cli.js' && existsSync(ofNpm)) return [process.execPath, ofNpm];
  if (process.platform !== 'win32') return ['npm'];
  // A .cmd can only be run by the shell, and its words would have to be quoted for it.
  return existsSync(beside) ? [process.execPath, beside] : ['cmd.exe', '/d', '/s', '/c', 'npm.cmd'];
}

/** The last words of npm, with what they mean in front. */
function failure(who, said) {
  const meaning = say(meaningOf(said) ?? { en: 'npm failed.', ko: 'npm이 실패했습니다.' });
  const words = said
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/^A complete log|^npm warn/i.test(line))
    .slice(0, 4);
  return `${who} ${meaning}${words.length > 0 ? `\n  npm: ${words.join('\n       ')}` : ''}`;
}
