/**
 * @file `npm run sbom`: all that users get, in CycloneDX: what `npm sbom` knows of the installed packages, and what it does
 * not: Node, the Python packages of JupyterLab, and licences that stand in files.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { npmCommand } from '../bin/npm.mjs';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { licensedPackages } from './licences.ts';

interface Component {
  type: string;
  name: string;
  version: string;
  purl?: string;
  licenses?: { license: { id: string } | { name: string } }[];
  hashes?: { alg: string; content: string }[];
  properties?: { name: string; value: string }[];
}

await program(main);

async function main(): Promise<number> {
  const file = resolve(process.argv[2] ?? join(root, 'build', 'sbom.json'));
  const [command, ...first] = npmCommand();
  const args = [...first, 'sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only'];
  const text = execFileSync(command!, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const sbom = JSON.parse(text) as { components: Component[] };
  const licences = new Map(licensedPackages().map(({ name, licence }) => [name, licence]));
  for (const component of sbom.components) {
    const licence = licences.get(component.name);
    if (!component.licenses && licence !== undefined) component.licenses = [{ license: { name: licence } }];
  }
  sbom.components.push(...nodes(), ...pythonPackages());
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(`${relative(process.cwd(), file)}: ${sbom.components.length} components`);
  return 0;
}

/** The programs of Node, of each platform, with the hashes that are compared before one is started. */
function nodes(): Component[] {
  const runtime = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as {
    sha256: Record<string, Record<string, string>>;
  };
  return Object.entries(runtime.sha256).flatMap(([version, programs]) =>
    Object.entries(programs).map(([name, content]) => ({
      type: 'application',
      name,
      version,
      purl: `pkg:npm/${name}@${version}`,
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-256', content }],
      properties: [{ name: 'kernelab:hash-of', value: 'bin/node, bin/node.exe' }],
    })),
  );
}

/** What `npm start` asks pip for; what those need pip finds for the Python that is there. */
function pythonPackages(): Component[] {
  return readFileSync(join(root, 'requirements', 'lab.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => /^([\w.-]+)==([\w.]+)/.exec(line)?.slice(1) ?? [])
    .reduce<Component[]>((all, text, i, texts) => {
      if (i % 2 === 1) return all;
      const version = texts[i + 1]!;
      const purl = `pkg:pypi/${text}@${version}`;
      const id = text === 'anywidget' ? 'MIT' : 'BSD-3-Clause';
      return [...all, { type: 'library', name: text, version, purl, licenses: [{ license: { id } }] }];
    }, []);
}
