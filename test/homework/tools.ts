/** @file What a homework's program is given: comparisons that are counted, and Keras, PyTorch and NumPy beside it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonWith } from '../../bench/python-peer.ts';
import { np, type ArraySource, type NDArray } from '../../src/array/index.ts';

/** One homework, solved in own words. */
export interface Homework {
  /** What students of which course do there. */
  readonly about: string;
  run(tools: Tools): Promise<void> | void;
}

const script = fileURLToPath(new URL('peer.py', import.meta.url));

/** Counts what a homework compares. */
export class Tools {
  passed = 0;
  failed = 0;
  /** Comparisons that need packages which no Python here has. */
  readonly missing = new Set<string>();
  readonly folder = mkdtempSync(join(tmpdir(), 'kernelab-homework-'));

  /** That something is so. */
  holds(what: string, isSo: boolean, came?: string | number | readonly number[]): void {
    if (isSo) this.passed++;
    else {
      this.failed++;
      console.log(`  FAILED ${what}${came === undefined ? '' : `: ${came.toString()}`}`);
    }
  }

  /** That ours is theirs: |ours - theirs| ≤ tolerance × the largest of theirs (at least 1e-3). */
  close(what: string, ours: ArraySource, theirs: ArraySource, tolerance: number): void {
    const [a, b] = [np.array(ours).astype('float64'), np.array(theirs).astype('float64')];
    const isSame = a.shape.join() === b.shape.join();
    const off = isSame ? np.abs(a.sub(b)).max() / Math.max(1e-3, np.abs(b).max()) : Infinity;
    this.holds(
      what,
      off <= tolerance,
      isSame ? `off by ${off.toExponential(1)}` : `shapes ${a.shape.join()} and ${b.shape.join()}`,
    );
  }

  /** What the function of that name in peer.py makes of the arrays; undefined (and said) without its packages. */
  peer(
    name: string,
    packages: readonly string[],
    arrays: Record<string, ArraySource>,
    texts: Record<string, string> = {},
  ): Record<string, NDArray> | undefined {
    const found = pythonWith(['numpy', ...packages]);
    if ('why' in found) {
      this.missing.add(found.why);
      return undefined;
    }
    const [to, from] = [join(this.folder, `${name}.in.npz`), join(this.folder, `${name}.out.npz`)];
    np.savez(to, arrays);
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' };
    const { status, stderr } = spawnSync(found.python, [script, name, to, from, JSON.stringify(texts)], {
      encoding: 'utf8',
      env,
    });
    if (status !== 0)
      throw new Error(`peer.py ${name} ended with code ${status}: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
    return np.load(from) as Record<string, NDArray>;
  }

  /** Removes what was exchanged. */
  clean(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A model as a file that Keras opens. */
export async function saved(
  model: { save(path: string): Promise<void> | void },
  tools: Tools,
  name: string,
): Promise<string> {
  const path = join(tools.folder, `${name}.keras`);
  await model.save(path);
  return path;
}
