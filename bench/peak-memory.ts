/** @file A process of its own for the bench of inference: builds a network, predicts five times, prints its peak resident size in MB. */
import { setThreads } from '../src/engine/index.ts';
import { networkOf, pictures, type NetworkCase } from './networks.ts';

const [name = '', threads = '1'] = process.argv.slice(2);
const [network, batch, side] = name.split(' ');
const each = { network, batch: Number(batch), side: Number(side) } as NetworkCase;
setThreads(Number(threads));
const model = networkOf(each);
const x = pictures(each);
for (let i = 0; i < 5; i++) model.predictOnBatch(x);
console.log(process.resourceUsage().maxRSS / 1024);
process.exit(0);
