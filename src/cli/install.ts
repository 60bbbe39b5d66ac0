/** @file The steps from a fresh clone to a lab that opens: Python, build, and what kernelab brings into a Jupyter. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildSteps } from './build.ts';
import { root, share, venv } from './paths.ts';
import { pythonSteps } from './python.ts';
import { filesFingerprint, textFingerprint, type Step } from './steps.ts';

/** Every step of `npm start`, in order; `extra` names more requirement files (the tests need `test`). */
export async function installSteps(extra: readonly string[] = []): Promise<Step[]> {
  return [...pythonSteps(['lab', ...extra]), ...buildSteps(), registerStep()];
}

/** Puts the kernel and all that belongs to it where the private Jupyter looks. */
function registerStep(): Step {
  const extension = join(share, 'labextensions', 'kernelab');
  return {
    name: 'register',
    title: { en: 'registering the kernel and the plot extension', ko: '커널과 그래프 확장 등록' },
    fingerprint: textFingerprint(
      root,
      process.execPath,
      filesFingerprint([
        'kernel/kernelspec*',
        'kernel/logos/**',
        'src/cli/{jupyter.ts,grade/nbgrader-config.ts}',
        'python/**/*.py',
        'dist/labextension/**',
        'dist/nbconvert/**',
      ]),
    ),
    present: () => existsSync(join(share, 'kernels', 'kernelab', 'kernel.json')) && existsSync(extension),
    run: async () => {
      const { installInto } = await import('./jupyter.ts');
      await installInto({ prefix: venv });
    },
  };
}
