/**
 * @file Steps of an installation: each says what it does, is skipped when nothing it depends on has changed, and leaves
 * a stamp only when it has succeeded, so that an interrupted first start is simply taken up again.
 */
import { say, type Text } from '../errors/index.ts';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../bin/lock.mjs';
import { root, state } from './paths.ts';

/** One step: skipped while the fingerprint of its inputs is the one of its last success and `present` holds. */
export interface Step {
  name: string;
  /** What is printed while it runs; a step that is up to date prints nothing. */
  title: Text;
  /** Anything that, when changed, makes the step run again. */
  fingerprint: string;
  /** False when the result is missing although the stamp is there (a deleted folder). */
  present: () => boolean;
  run: () => void | Promise<void>;
}

/** Runs the steps in order and returns how many had something to do. Of two starts at once one waits for the other. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  if (steps.every(isDone)) return 0;
  return withLock(
    join(state, 'steps.lock'),
    () => runStale(steps),
    (holder) =>
      process.stderr.write(
        say({
          en: `kernelab: waiting for another start (${holder}) to finish installing …\n`,
          ko: `kernelab: 먼저 시작한 쪽(${holder})의 설치가 끝나기를 기다립니다 …\n`,
        }),
      ),
  );
}

function isDone(step: Step): boolean {
  return readStamp(step.name) === step.fingerprint && step.present();
}

async function runStale(steps: readonly Step[]): Promise<number> {
  let done = 0;
  for (const [i, step] of steps.entries()) {
    if (isDone(step)) continue;
    const start = performance.now();
    process.stderr.write(`[${i + 1}/${steps.length}] ${say(step.title)} … `);
    await step.run();
    writeStamp(step.name, step.fingerprint);
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    done++;
  }
  return done;
}

/** A fingerprint of files by name, size and time: cheap enough to take at every start. */
export function filesFingerprint(patterns: readonly string[], exclude: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root, exclude }).sort()) {
    const facts = statSync(join(root, file));
    if (facts.isFile()) hash.update(`${file}\0${facts.size}\0${facts.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** A fingerprint of texts, for inputs where the content counts and not the time. */
export function textFingerprint(...texts: string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex');
}

function readStamp(name: string): string | undefined {
  try {
    return readFileSync(join(state, 'steps', name), 'utf8');
  } catch {
    return undefined;
  }
}

function writeStamp(name: string, fingerprint: string): void {
  mkdirSync(join(state, 'steps'), { recursive: true });
  writeFileSync(join(state, 'steps', name), fingerprint);
}
