/** @file A `.keras` file: a zip of config.json, metadata.json and model.weights.h5, stored without compression as Keras does. */
import { describe, isPlainObject } from '../../arguments/index.ts';
import { FormatError } from '../../errors/index.ts';
import { reading } from './reading.ts';

export interface KerasArchive {
  config: Record<string, unknown>;
  metadata: Record<string, unknown>;
  weights: Uint8Array;
}

/** What is read of an archive; everything else stays packed. */
const PARTS = ['config.json', 'metadata.json', 'model.weights.h5'];
/** How much a part may grow: weights hardly shrink when they are packed, text shrinks to a tenth or a twentieth. */
const SMALL = 64 * 2 ** 20;
const MOST_TIMES = 100;

/** Refuses a part that would take far more memory than a model of that file's size has. */
function refuseBomb(name: string, part: string, packed: number, whole: number): void {
  if (whole <= SMALL || whole <= MOST_TIMES * packed) return;
  throw new FormatError({
    who: 'loadModel',
    rule: {
      en: `${part} of '${name}' is packed too tightly to be a model's`,
      ko: `'${name}'의 ${part}은(는) 모델이라고 보기에는 지나치게 압축되어 있습니다`,
    },
    received: { en: `${packed} bytes that unpack to ${whole}`, ko: `풀면 ${whole}바이트가 되는 ${packed}바이트` },
  });
}

/** The parts of a `.keras` file. `name` is only for messages. */
export async function readArchive(bytes: Uint8Array, name: string): Promise<KerasArchive> {
  const { unzipSync } = await import('fflate');
  let files: Record<string, Uint8Array>;
  try {
    const found = new Set<string>();
    files = unzipSync(bytes, {
      filter({ name: part, size, originalSize }) {
        if (!PARTS.includes(part) || found.has(part)) return false;
        found.add(part);
        refuseBomb(name, part, size, originalSize);
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError({
      who: 'loadModel',
      rule: {
        en: `'${name}' is not a .keras file (a zip archive)`,
        ko: `'${name}'은(는) .keras 파일(zip 압축 파일)이 아닙니다`,
      },
      received: { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
      hint: {
        en: 'A file that starts with "HDF" is the older .h5 format: rename it to end in .h5.',
        ko: '"HDF"로 시작하는 파일은 예전의 .h5 형식입니다. 이름이 .h5로 끝나게 바꾸세요',
      },
      cause,
    });
  }
  const json = (part: string): Record<string, unknown> => {
    const data = files[part];
    if (!data)
      throw new FormatError({
        who: 'loadModel',
        rule: { en: `'${name}' has no ${part}`, ko: `'${name}'에 ${part}이(가) 없습니다` },
        received: Object.keys(files).join(', '),
      });
    return parseObject(new TextDecoder().decode(data), `${part} of '${name}'`);
  };
  const weights = files['model.weights.h5'];
  if (!weights) {
    throw new FormatError({
      who: 'loadModel',
      rule: { en: `'${name}' has no model.weights.h5`, ko: `'${name}'에 model.weights.h5가 없습니다` },
      received: Object.keys(files).join(', '),
      hint: {
        en: 'Sharded weights (model.weights.json) are not supported: save the model in one piece.',
        ko: '나누어 저장한 가중치(model.weights.json)는 지원하지 않습니다. 모델을 파일 하나로 저장하세요',
      },
    });
  }
  return { config: json('config.json'), metadata: json('metadata.json'), weights };
}

/** The object that a JSON text holds. @throws FormatError that names the place of the text */
export function parseObject(text: string, where: string): Record<string, unknown> {
  const value: unknown = reading(where, () => JSON.parse(text));
  if (isPlainObject(value)) return value;
  throw new FormatError({
    who: 'loadModel',
    rule: { en: `${where} must hold an object`, ko: `${where}에는 객체가 들어 있어야 합니다` },
    received: describe(value),
  });
}

/** The bytes of a `.keras` file. */
export async function writeArchive({ config, metadata, weights }: KerasArchive): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return zipSync(
    { 'metadata.json': text(metadata), 'config.json': text(config), 'model.weights.h5': weights },
    { level: 0 },
  );
}
