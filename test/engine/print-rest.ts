/** @file Run by rest.test.ts in a fresh process: a notebook that rests while no array, and while one lives in np's memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import { np } from '../../src/array/index.ts';
import { npProgram } from '../../src/engine/index.ts';

const givers: (() => void)[] = [];
const rest = (): void => givers.forEach((give) => give());
const world = globalThis as unknown as Record<symbol, unknown>;
world[Symbol.for('kernelab.host')] = {
  display: () => {},
  onCellEnd: () => {},
  onRest: (give: () => void) => givers.push(give),
};

const x = np.random.normal(0, 1, [400_000]);
const before = np.sort(x);
// What `data` gives lives elsewhere.
const stores = [x, before].map((a) => a.data);
const large = npProgram();
// What one piece of work has looked at lives until that work ends: a kernel rests later, and again.
for (let turn = 0; turn < 200 && npProgram() === large; turn++) {
  await sleep(50);
  rest();
}
const goes = large !== undefined && npProgram() !== large;
const same = np.arrayEqual(np.sort(x), before);
const outside = stores.map((data) => data.buffer.byteLength);
const held = x.mul(2);
const kept = npProgram();
rest();
const stays = npProgram() === kept;
console.log(JSON.stringify({ goes, same, outside, stays, sum: held.sum() === x.sum() * 2 }));
process.exit(0);
