/** @file Downloads from a server of its own while this process may not write files of more than a few blocks. */
import { createHash } from 'node:crypto';
import { obtain } from '../../src/store/index.ts';
import { faultyServer } from './faulty-server.ts';

process.on('SIGXFSZ', () => {});
const server = await faultyServer();
const bytes = new Uint8Array(500_000).fill(5);
server.files.set('set/data.gz', bytes);
const hash = { md5: createHash('md5').update(bytes).digest('hex') };
try {
  await obtain(
    { file: 'set/data.gz', size: bytes.length, hash, sources: [`${server.base}set/data.gz`] },
    { who: 'datasets', cache: process.argv[2]!, mirror: '', offline: false, pauseMs: 5 },
  );
  console.log('saved');
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message} (${server.requests.length} request)`);
}
await server.close();
