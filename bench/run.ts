/**
 * @file `npm run bench -- NAME [--json] [--threads N] [--peer a,b] [--size N] [--neighbour]`. Without a name it lists the benches, which are the
 * modules `bench/*.bench.ts`.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { program } from '../src/cli/program.ts';
import { table, type Bench } from './report.ts';

await program(main, 'npm run bench -- NAME [--json] [--threads N] [--peer a,b] [--size N] [--neighbour]');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      threads: { type: 'string' },
      peer: { type: 'string' },
      size: { type: 'string' },
      neighbour: { type: 'boolean', default: false },
    },
  });
  const [name] = positionals;
  if (name === undefined) {
    console.log('npm run bench -- NAME [--json] [--threads N] [--peer a,b] [--size N] [--neighbour]\n');
    for (const file of files('*')) {
      const bench = await load(file).catch((error: Error) => error);
      const text = bench instanceof Error ? `cannot be loaded: ${bench.message.split('\n')[0]}` : bench.describe;
      console.log(`  ${file.replace('.bench.ts', '').padEnd(12)} ${text}`);
    }
    return 0;
  }
  const threads = values.threads === undefined ? availableParallelism() : Number(values.threads);
  if (!Number.isInteger(threads) || threads < 1) {
    console.error(`bench: --threads is a whole number from 1. Received ${values.threads}.`);
    return 2;
  }
  const size = values.size === undefined ? undefined : Number(values.size);
  if (size !== undefined && (!Number.isInteger(size) || size < 1)) {
    console.error(`bench: --size is a whole number of elements from 1. Received ${values.size}.`);
    return 2;
  }
  const [file] = files(name.replace(/[^\w-]/g, ''));
  if (file === undefined) {
    console.error(`bench: there is no bench '${name}'. \`npm run bench\` lists them.`);
    return 2;
  }
  const peers = values.peer?.split(',').filter(Boolean) ?? [];
  const bench = await load(file);
  const asked = { json: values.json, threads, peers, neighbour: values.neighbour };
  const report = await bench.run(size === undefined ? asked : { ...asked, size });
  if (values.json) console.log(JSON.stringify(report));
  else console.log(table(report));
  return 0;
}

/** The modules `NAME.bench.ts`; only those that are run are loaded. */
function files(name: string): string[] {
  return globSync(`${name}.bench.ts`, { cwd: import.meta.dirname }).sort();
}

async function load(file: string): Promise<Bench> {
  const url = pathToFileURL(join(import.meta.dirname, file)).href;
  return ((await import(url)) as { default: Bench }).default;
}
