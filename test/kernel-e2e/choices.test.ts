/** @file Options and words that are refused before a cell runs: what was probably meant is named, whichever signature was tried. */
import { tmpdir } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start({ cwd: tmpdir() });
});
afterAll(() => kernel.stop());

async function hintOf(code: string): Promise<string> {
  const { error } = await kernel.execute(code);
  const lines = stripVTControlCharacters(error?.traceback.join('\n') ?? 'no error').split('\n');
  expect(lines.join('\n')).not.toContain('overload');
  return lines.filter((line) => line.startsWith('hint:') || /did you mean/i.test(line)).join(' | ');
}

test.each([
  ['np.sum(np.ones([2]), { axs: 0 })', "Did you mean 'axis'?"],
  ['np.std(np.ones([2]), { ddoff: 1 })', "Did you mean 'ddof'?"],
  ['np.ones([2, 2]).sum({ axs: 0 })', "Did you mean 'axis'?"],
  ['np.mean(np.ones([2]), { keepdim: true })', "Did you mean 'keepdims'?"],
  ["keras.layers.Conv2D(4, 3, { padding: 'smae' })", "Did you mean 'same'?"],
  ['keras.layers.Conv2D({ filters: 4, kernel_size: 3 })', "Did you mean 'kernelSize'?"],
  ["np.pad(np.ones([2]), 1, 'reflekt')", "Did you mean 'reflect'?"],
  ["image.flip(np.ones([2, 2]), 'verticle')", "Did you mean 'vertical'?"],
  ["np.linalg.norm(np.ones([2]), 'froo')", "Did you mean 'fro'?"],
  ["np.zeros([2], 'unit8')", "Did you mean 'uint8'?"],
  ['cnn.featuring(np.ones([4, 4]), np.ones([3, 3]), { strid: 2 })', "Did you mean 'stride'?"],
  ['image.resize(np.ones([4, 4]), [2, 2], { ordr: 0 })', "Did you mean 'order'?"],
  ['plt.subplots(1, 2, { figSize: [4, 2] })', "Did you mean 'figsize'?"],
])('%s', async (code, meant) => {
  const hint = await hintOf(code);
  expect(hint.toLowerCase().replace(/to write '(\w+)'/, "did you mean '$1'")).toContain(meant.toLowerCase());
});
