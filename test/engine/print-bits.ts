/** @file Run by training.test.ts in a fresh process: prints a digest of the weights after three steps. */
import { createHash } from 'node:crypto';
import { getCore, setThreads } from '../../src/engine/core.ts';
import { bitsAfter } from './random-graphs.ts';
import { trainingGraph } from './training-graph.ts';

setThreads(Number(process.argv[2]));
const graph = trainingGraph();
const hash = createHash('sha256');
for (const bits of bitsAfter(getCore()!, graph.assigns, graph.feeds, 3)) hash.update(bits);
console.log(hash.digest('hex'));
process.exit(0);
