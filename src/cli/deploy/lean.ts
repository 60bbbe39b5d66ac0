/**
 * @file The part of installed packages that runs: packages bring their sources, builds for browsers and other systems, and what those
 * need. Of a server's copy all that goes, six tenths of it.
 */
import { globSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, matchesGlob, sep } from 'node:path';

interface Installed {
  packages: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>;
}

/** What of a package runs here; of one that is not listed all but what nobody reads. */
interface Running {
  /** Patterns of files, beside its package.json and licences. */
  files: readonly string[];
  /** These files need no other package. */
  alone?: true;
}

const fonts = (...names: string[]): string[] => names.map((name) => `ttf/${name}.ttf`);

/** test/cli/deploy.test.ts holds that every file the library asks for stands here. */
const running: Readonly<Record<string, Running>> = {
  '@expo-google-fonts/noto-sans-kr': { files: ['{400Regular,700Bold}/*.ttf'] },
  '@mixmark-io/domino': { files: ['lib/**'] },
  'dejavu-fonts-ttf': {
    files: fonts('DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique', 'DejaVuSansMono', 'DejaVuSansMono-Bold'),
  },
  'cmake-ts': { files: ['build/loader.*'], alone: true },
  h5wasm: { files: ['dist/esm/*'] },
  // The bundle has all that it needs.
  'plotly.js': { files: ['dist/plotly-cartesian.min.js'], alone: true },
  temml: { files: ['dist/Temml-Local.css', 'dist/temml.mjs', 'dist/temml.cjs', 'dist/*.woff2'] },
  // The compiler itself is the package of the platform; cells know its name.
  typescript: { files: [] },
  zeromq: { files: ['lib/**/*.js', 'build/manifest.json', `build/${process.platform}/${process.arch}/**`] },
};

/** Of every package. */
const always = /^(?:package\.json|licen[cs]e.*|notice.*|copying.*)$/i;
/** Of a package that is not listed: maps, what people read, and types, which only cells and the checker look at. */
const never = /\.(?:map|md|markdown|[cm]?ts|tsbuildinfo|flow)$|(?:^|\/)(?:tests?|__tests__|examples?|docs?|\.github)\//;
/** Whose types cells are checked with. */
const typed = /^(?:kernelab$|@types\/|undici-types$|@typescript\/)/;

/** Removes from `modules` (a `node_modules`) all that does not run. */
export function makeLean(modules: string): void {
  const needed = neededIn(modules);
  for (const name of packagesIn(modules)) {
    if (needed.has(name)) makePackageLean(join(modules, name), name);
    else rmSync(join(modules, name), { recursive: true });
  }
  rmSync(join(modules, '.bin'), { recursive: true, force: true });
}

/** The names of installed packages. */
function packagesIn(modules: string): string[] {
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  return names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
  );
}

/** kernelab and what it needs, what that needs, and so on. */
function neededIn(modules: string): ReadonlySet<string> {
  const record = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as Installed;
  const own = JSON.parse(readFileSync(join(modules, 'kernelab', 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const needed = new Set(['kernelab']);
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    const { dependencies, optionalDependencies } = record.packages[`node_modules/${name}`] ?? {};
    if (!running[name]?.alone) Object.keys({ ...dependencies, ...optionalDependencies }).forEach(need);
  };
  Object.keys(own.dependencies).forEach(need);
  return needed;
}

function makePackageLean(folder: string, name: string): void {
  for (const entry of globSync('**', { cwd: folder, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !isLeft(name, slashed(path.slice(folder.length + 1)))) rmSync(path);
  }
}

/** Whether a file of a package (`name`) stays; `file` as below the folder, with slashes. */
export function isLeft(name: string, file: string): boolean {
  if (always.test(file)) return true;
  const { files } = running[name] ?? {};
  if (files !== undefined) return files.some((pattern) => matchesGlob(file, pattern));
  return typed.test(name) ? !file.endsWith('.map') : !never.test(file);
}

const slashed = (path: string): string => path.replaceAll(sep, '/');
