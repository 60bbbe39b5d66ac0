/** @file The switch for vectors of 256 bits: its names in V8's list of options, and what is said where it has none. */
import { execFileSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import type { NotebookHost } from '../../src/display/index.ts';
import { forgetVectors, readWasm, wideVectors } from '../../src/engine/wasm-file.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { installMachine, machine } from '../../src/platform/index.ts';
import { revectorizeSwitch } from '../../src/platform/memory.node.ts';

const hostSymbol = Symbol.for('kernelab.host');
type Hosted = Partial<Record<symbol, NotebookHost>>;
const usual = machine;
const wasWide = wideVectors();

afterEach(() => {
  installMachine(usual);
  forgetVectors();
  readWasm('np');
  expect(wideVectors()).toBe(wasWide || usual.memory.allowWideVectors() === 'wide');
  setLanguage('en');
  delete (globalThis as Hosted)[hostSymbol];
});

test('the names of the switch, in the list of options of our V8 and as later ones have it', () => {
  const ours = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(revectorizeSwitch(ours)).toBe('--experimental-wasm-revectorize');
  const later = ours.replaceAll('experimental-wasm-revectorize', 'wasm-revectorize');
  expect(revectorizeSwitch(later)).toBe('--wasm-revectorize');
  expect(revectorizeSwitch(later.replace(/^ *--wasm-revectorize.*$/m, ''))).toBeUndefined();
  expect(revectorizeSwitch('')).toBeUndefined();
});

/** What is said when WASM is read twice on a machine that answers so. */
function saidWith(answer: ReturnType<typeof machine.memory.allowWideVectors>): string[] {
  const said: string[] = [];
  (globalThis as Hosted)[hostSymbol] = {
    display: (data) => void said.push(String(data['text/plain'])),
    signal: new AbortController().signal,
    onCellEnd: () => undefined,
  };
  installMachine({ memory: { ...usual.memory, allowWideVectors: () => answer } });
  forgetVectors();
  readWasm('np');
  readWasm('simd');
  expect(wideVectors()).toBe(answer === 'wide');
  return said;
}

test('a processor that would gain and a V8 without the switch: one notice', () => {
  expect(saidWith('no switch')).toMatchInlineSnapshot(`
    [
      "kernelab: this Node cannot be asked for vectors of 256 bits (V8's --wasm-revectorize), which this processor has. Training and np may take twice as long. Use the Node that comes with kernelab (npx kernelab), or set KERNELAB_VECTORS=128 to go on without this notice.",
    ]
  `);
  setLanguage('ko');
  expect(saidWith('no switch')).toMatchInlineSnapshot(`
    [
      "kernelab: 이 프로세서에는 256비트 벡터가 있지만 이 Node에는 그것을 켜는 스위치(V8의 --wasm-revectorize)가 없습니다. 학습과 np 계산이 두 배까지 느려질 수 있습니다. kernelab에 딸린 Node(npx kernelab)를 쓰거나, 이 알림을 끄려면 KERNELAB_VECTORS=128로 설정하세요.",
    ]
  `);
});

test('nothing is said where vectors are wide, or the processor has none', () => {
  expect(saidWith('wide')).toEqual([]);
  expect(saidWith('narrow')).toEqual([]);
});
