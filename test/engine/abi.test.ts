/** @file A built program of other sources than the library's is refused, each time somebody asks for the engine. */
import { afterEach, expect, test } from 'vitest';
import { installMachine, machine } from '../../src/platform/index.ts';
import { checkAbi } from '../../src/engine/abi.ts';
import { getCore, resetCore } from '../../src/engine/core.ts';
import { prepare } from '../../src/engine/index.ts';

/** The smallest module that exports the global `abi` with value 7. */
const older = Uint8Array.from(
  Buffer.from(
    '0061736d01000000' + // magic, version
      '0606017f0041070b' + // one i32 global that does not change: 7
      '070701036162690300', // exported as 'abi'
    'hex',
  ),
);

const { assets } = machine;
afterEach(() => {
  installMachine({ assets });
  resetCore();
});

test('an engine of older tables is refused by name, with what to do', async () => {
  resetCore();
  installMachine({ assets: { ...assets, own: () => older } });
  expect(() => getCore()).toThrowErrorMatchingInlineSnapshot(
    `[StaleEngineError: engine: its program must be built from the same sources as the library. Received dist/engine/fma.wasm of other sources. Run 'npm run build' in the folder of kernelab, or install kernelab again.]`,
  );
  expect(() => getCore()).toThrow('npm run build');
  await expect(prepare()).rejects.toThrow('npm run build');
  installMachine({ assets });
  resetCore();
  expect(getCore()!.isReady).toBe(true);
});

test('a program without a number is one of older sources too', () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(older));
  expect(() => checkAbi('np', exports, 7)).not.toThrow();
  expect(() => checkAbi('np', {}, 7)).toThrowErrorMatchingInlineSnapshot(
    `[StaleEngineError: engine: its program must be built from the same sources as the library. Received dist/engine/np.wasm of other sources. Run 'npm run build' in the folder of kernelab, or install kernelab again.]`,
  );
});
