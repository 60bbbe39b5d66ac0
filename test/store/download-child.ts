/** @file A process of its own that obtains one file and prints where it came from. */
import { obtain, type Entry } from '../../src/store/index.ts';

const [file, cache] = process.argv.slice(2) as [string, string];
const { origin } = await obtain(JSON.parse(file) as Entry, { cache, mirror: '', offline: false, pauseMs: 5 });
console.log(origin);
