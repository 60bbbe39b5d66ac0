/**
 * @file The kernel's program: `node main.js --connection FILE`. It only switches on V8's compile cache (so that the
 * second start compiles nothing) and loads the server.
 */
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { cacheFolder, kernelFile } from './paths.ts';

enableCompileCache(cacheFolder());
const { serve } = (await import(pathToFileURL(kernelFile('server')).href)) as typeof import('./protocol/router.ts');
const at = process.argv.findIndex((arg) => arg === '--connection' || arg === '-f');
const file = process.argv[at + 1];
if (at < 0 || file === undefined) {
  console.error('kernelab kernel: the connection file is missing. Usage: node main.js --connection FILE');
  process.exit(2);
}
await serve(file);
