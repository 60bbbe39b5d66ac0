/** @file The built WASM programs, and the vectors that V8 may use for them. */
import { showNotice } from '../display/index.ts';
import { say } from '../errors/index.ts';
import { machine, setting } from '../platform/index.ts';

/** The switch must be thrown before a module is compiled; KERNELAB_VECTORS=128 leaves it alone. */
let vectors: ReturnType<typeof machine.memory.allowWideVectors> | undefined;

function allowWideVectors(): void {
  if (vectors !== undefined || setting('KERNELAB_VECTORS') === '128') return;
  vectors = machine.memory.allowWideVectors();
  if (vectors === 'no switch') showNotice(say(NO_SWITCH));
}

const NO_SWITCH = {
  en:
    "kernelab: this Node cannot be asked for vectors of 256 bits (V8's --wasm-revectorize), which this processor has. " +
    'Training and np may take twice as long. Use the Node that comes with kernelab (npx kernelab), or set ' +
    'KERNELAB_VECTORS=128 to go on without this notice.',
  ko:
    'kernelab: 이 프로세서에는 256비트 벡터가 있지만 이 Node에는 그것을 켜는 스위치(V8의 --wasm-revectorize)가 없습니다. ' +
    '학습과 np 계산이 두 배까지 느려질 수 있습니다. kernelab에 딸린 Node(npx kernelab)를 쓰거나, ' +
    '이 알림을 끄려면 KERNELAB_VECTORS=128로 설정하세요.',
};

/** Whether V8 was asked for vectors of 256 bits; kernels may then take a wider register tile. */
export function wideVectors(): boolean {
  return vectors === 'wide';
}

/** For tests: asks again at the next program. */
export function forgetVectors(): void {
  vectors = undefined;
}

/** The bytes of `dist/engine/NAME.wasm`, or undefined when the engine was not built. */
export function readWasm(name: 'fma' | 'simd' | 'np'): Uint8Array<ArrayBuffer> | undefined {
  allowWideVectors();
  return machine.assets.own(`dist/engine/${name}.wasm`);
}
