/**
 * @file The wheels of JupyterLab for other machines: what their Python and system need is resolved by uv, which knows the
 * conditions of packages ("on Windows", "before 3.11") for a machine that it does not run on; pip downloads.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOf } from '../../../bin/faults.mjs';
import { NetworkError } from '../../errors/index.ts';
import type { Platform } from '../bundle.ts';
import { root } from '../paths.ts';
import { requirePython, runToEnd } from '../python.ts';

const UV = 'uv==0.13.9';

/** Each platform in uv's words, and by the tags of the wheels that run there. */
const platforms: Record<Platform, { uv: string; tags: readonly string[] }> = {
  'linux-x64': { uv: 'x86_64-manylinux_2_28', tags: linux('x86_64') },
  'linux-arm64': { uv: 'aarch64-manylinux_2_28', tags: linux('aarch64') },
  'win32-x64': { uv: 'x86_64-pc-windows-msvc', tags: ['win_amd64'] },
  'darwin-arm64': { uv: 'aarch64-apple-darwin', tags: ['macosx_13_0_arm64', 'macosx_13_0_universal2'] },
  'darwin-x64': { uv: 'x86_64-apple-darwin', tags: ['macosx_13_0_x86_64', 'macosx_13_0_universal2'] },
};

function linux(machine: string): string[] {
  return ['manylinux_2_28', 'manylinux_2_17', 'manylinux2014', 'manylinux_2_12', 'manylinux_2_5'].map(
    (tag) => `${tag}_${machine}`,
  );
}

/** Downloads the wheels of `requirements/lab.txt` into a folder. @throws NetworkError */
export async function bundleWheels(
  folder: string,
  scratch: string,
  wanted: readonly Platform[],
  pythons: readonly string[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tools = join(scratch, 'tools');
  const python = join(tools, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const [program, ...first] = requirePython();
  await must(program, [...first, '-m', 'venv', tools]);
  await must(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade', 'pip', UV]);
  for (const platform of wanted) {
    const { uv, tags } = platforms[platform];
    for (const version of pythons) {
      const exact = join(scratch, `requirements-${platform}-${version}.txt`);
      const conditions = ['--python-platform', uv, '--python-version', version, '--only-binary', ':all:'];
      const source = join(root, 'requirements', 'lab.txt');
      await must(python, ['-m', 'uv', 'pip', 'compile', '--quiet', '--no-header', ...conditions, '-o', exact, source]);
      const kinds = ['--only-binary=:all:', `--python-version=${version}`, '--implementation=cp'];
      const where = tags.map((tag) => `--platform=${tag}`);
      const quiet = ['--quiet', '--disable-pip-version-check', '--no-deps', '--dest', folder];
      await must(python, ['-m', 'pip', 'download', ...quiet, ...kinds, ...where, '-r', exact]);
    }
  }
  writeFileSync(join(folder, 'README.txt'), 'Wheels for `pip install --no-index --find-links`.\n');
}

async function must(program: string, args: string[]): Promise<void> {
  const { ok, said } = await runToEnd(program, args);
  if (ok) return;
  throw new NetworkError({
    who: 'kernelab bundle',
    rule: { en: 'the Python packages could not be fetched', ko: '파이썬 패키지를 가져오지 못했습니다' },
    received: said.trim().split('\n').slice(-3).join(' | '),
    hint: meaningOf(said),
  });
}
