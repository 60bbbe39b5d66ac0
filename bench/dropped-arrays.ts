/**
 * @file A program of its own for `bench -- memory`: makes and drops arrays of 8 MB (or `KB` kilobytes), `GB` gigabytes in all, and prints the largest
 * resident size in MiB and the milliseconds for each. It yields never, to promises (`await`), or to the event loop (`turn`); with
 * `data` it also asks each array for its store, which then moves out of the kernels' memory.
 *
 *     node bench/dropped-arrays.ts GB never|await|turn|data [KB]
 */
import { np } from '../src/array/index.ts';

const [gigabytes, yields, kilobytes = '8000'] = process.argv.slice(2) as [
  string,
  'never' | 'await' | 'turn' | 'data',
  string?,
];
const arrays = Math.round((Number(gigabytes) * 1e6) / Number(kilobytes));
/** A look at the resident size every 128 MB. */
const look = Math.max(1, Math.round(128_000 / Number(kilobytes)));
const a = np.full([125 * Number(kilobytes)], 1.5);
let [largest, total] = [0, 0];
const began = performance.now();
for (let k = 0; k < arrays; k++) {
  const dropped = a.add(k);
  total += yields === 'data' ? dropped.data[5]! : dropped.item(5);
  if (yields === 'await') await Promise.resolve();
  if (yields === 'turn') await new Promise((resolve) => setImmediate(resolve));
  if (k % look === 0) largest = Math.max(largest, process.memoryUsage.rss());
}
const milliseconds = (performance.now() - began) / arrays;
if (total !== arrays * 1.5 + (arrays * (arrays - 1)) / 2) throw new Error(`dropped-arrays: the sum is ${total}`);
console.log(JSON.stringify({ largest: largest / 2 ** 20, milliseconds }));
