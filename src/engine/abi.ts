/**
 * @file A number for the tables that both languages read (instructions, their words, the steps of chains). The program in WASM carries
 * the number of the tables that it was built from: one that was built from others would compute wrong numbers without a word.
 */
import { KernelabError } from '../errors/index.ts';

/** FNV-1a over the text, as a signed word. */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** A program that was built from other tables. */
export class StaleEngineError extends KernelabError {}

/** Refuses a program that was built from other tables. @throws StaleEngineError */
export function checkAbi(name: string, exports: WebAssembly.Exports, wanted: number): void {
  const { abi } = exports;
  if (abi instanceof WebAssembly.Global && abi.value === wanted) return;
  throw new StaleEngineError({
    who: 'engine',
    rule: {
      en: 'its program must be built from the same sources as the library',
      ko: '엔진 프로그램은 라이브러리와 같은 소스로 만든 것이어야 합니다',
    },
    received: { en: `dist/engine/${name}.wasm of other sources`, ko: `다른 소스로 만든 dist/engine/${name}.wasm` },
    hint: {
      en: "Run 'npm run build' in the folder of kernelab, or install kernelab again.",
      ko: "kernelab 폴더에서 'npm run build'를 실행하거나 kernelab을 다시 설치하세요.",
    },
  });
}
