/**
 * @file The kernel's program: `node main.js --connection FILE [--library FILE]`. It only switches on V8's compile cache
 * (so that the second start compiles nothing) and loads the server.
 */
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { cacheFolder, defaultLibrary, kernelFile } from './paths.ts';

enableCompileCache(cacheFolder());
const { serve } = (await import(pathToFileURL(kernelFile('server')).href)) as typeof import('./server.ts');
const connection = option('--connection') ?? option('-f');
if (connection === undefined) {
  console.error(
    'kernelab kernel: the connection file is missing. Usage: node main.js --connection FILE [--library FILE]',
  );
  process.exit(2);
}
await serve({ connection, library: option('--library') ?? defaultLibrary() });

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
