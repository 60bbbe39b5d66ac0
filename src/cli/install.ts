/** @file The steps from a fresh clone to a lab that opens: Python, build, kernelspec, lab extension, export template. */
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installKernelSpec } from '../../kernel/kernelspec.ts';
import { buildSteps } from './build.ts';
import { root, share, venv } from './paths.ts';
import { pythonSteps } from './python.ts';
import { filesFingerprint, textFingerprint, type Step } from './steps.ts';

/** Every step of `npm start`, in order; `extra` names more requirement files (the tests need `test`). */
export async function installSteps(extra: readonly string[] = []): Promise<Step[]> {
  return [...pythonSteps(['lab', ...extra]), ...buildSteps(), registerStep()];
}

/** Puts the kernelspec, the lab extension and the nbconvert template where the private Jupyter looks. */
function registerStep(): Step {
  const extension = join(share, 'labextensions', 'kernelab');
  return {
    name: 'register',
    title: { en: 'registering the kernel and the plot extension', ko: '커널과 그래프 확장 등록' },
    fingerprint: textFingerprint(
      root,
      process.execPath,
      filesFingerprint(['kernel/kernelspec*', 'kernel/logos/**', 'dist/labextension/**', 'dist/nbconvert/**']),
    ),
    present: () => existsSync(join(share, 'kernels', 'kernelab', 'kernel.json')) && existsSync(extension),
    run: async () => {
      await installKernelSpec({ prefix: venv });
      await replaceFolder(join(root, 'dist', 'labextension'), extension);
      await replaceFolder(
        join(root, 'dist', 'nbconvert', 'kernelab'),
        join(share, 'nbconvert', 'templates', 'kernelab'),
      );
    },
  };
}

async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
}
