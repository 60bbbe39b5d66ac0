/** @file The build as a step of an installation: in a checkout it makes `dist/` where a source changed; a package brings it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromSources, root } from './paths.ts';
import { filesFingerprint, textFingerprint, type Step } from './steps.ts';

/** The steps that build, skipped when no source file changed; none where there are no sources. */
export function buildSteps(): Step[] {
  return fromSources ? [buildStep(), labsStep()] : [];
}

/** What the start page shows of the labs: changed with every lab, so that not all is built for it. */
function labsStep(): Step {
  const made = join(root, 'dist', 'labextension', 'static', 'labs');
  return {
    name: 'labs',
    title: { en: 'listing the labs', ko: '실습 목록 만들기' },
    fingerprint: filesFingerprint(['notebooks/src/*.md', 'notebooks/pictures/*/*', 'scripts/{labs,build-start}.ts']),
    present: () => existsSync(join(made, 'labs.json')),
    run: async () => {
      const file = pathToFileURL(join(root, 'scripts', 'build-start.ts')).href;
      const { buildStart } = (await import(file)) as typeof import('../../scripts/build-start.ts');
      buildStart(made);
    },
  };
}

function buildStep(): Step {
  const dist = join(root, 'dist');
  return {
    name: 'build',
    title: { en: 'building kernelab', ko: 'kernelab 빌드' },
    fingerprint: textFingerprint(
      filesFingerprint(
        [
          'package-lock.json',
          'tsconfig*.json',
          'bin/**',
          'src/**',
          'kernel/**',
          'labextension/**',
          'templates/**',
          'scripts/build*',
          'scripts/build-reference/**',
          'docs/python-to-typescript*.md',
        ],
        ['src/cli/**', '**/__pycache__/**'],
      ),
      // Of the commands only what runs in a sandbox is built.
      filesFingerprint(['src/cli/grade/inside.ts']),
    ),
    present: () => ['src/index.js', 'kernel', 'cli/grade/inside.js'].every((part) => existsSync(join(dist, part))),
    run: async () => {
      // Not by a plain import: a package has no scripts, and its users no compiler.
      const file = pathToFileURL(join(root, 'scripts', 'build-all.ts')).href;
      const { buildAll } = (await import(file)) as typeof import('../../scripts/build-all.ts');
      await buildAll();
    },
  };
}
