/** @file A `.keras` file: a zip of config.json, metadata.json and model.weights.h5, stored without compression as Keras does. */
import type { ZipInputFile } from 'fflate';
import { describe, isPlainObject } from '../../arguments/index.ts';
import { FormatError } from '../../errors/index.ts';
import {
  archiveFault,
  bytesSource,
  checkContent,
  crc32,
  readPart,
  zipEntries,
  type ByteSource,
} from '../../platform/index.ts';
import { reading } from './reading.ts';

export interface KerasArchive<Weights = Uint8Array> {
  config: Record<string, unknown>;
  metadata: Record<string, unknown>;
  weights: Weights;
}

/** An archive whose weights stay where they are until they are read. */
export type ReadArchive = KerasArchive<ByteSource>;

/** What is read of an archive; everything else stays packed. */
const PARTS = ['config.json', 'metadata.json', 'model.weights.h5'];
/** How much a part may grow: weights hardly shrink when they are packed, text shrinks to a tenth or a twentieth. */
const SMALL = 64 * 2 ** 20;
const MOST_TIMES = 100;

/** Refuses a part that would take far more memory than a model of that file's size has. */
function refuseBomb(who: string, name: string, part: string, packed: number, whole: number): void {
  if (whole <= SMALL || whole <= MOST_TIMES * packed) return;
  throw new FormatError({
    who,
    rule: {
      en: `${part} of '${name}' is packed too tightly to be a model's`,
      ko: `'${name}'의 ${part}은(는) 모델이라고 보기에는 지나치게 압축되어 있습니다`,
    },
    received: { en: `${packed} bytes that unpack to ${whole}`, ko: `풀면 ${whole}바이트가 되는 ${packed}바이트` },
  });
}

/** Whether the bytes are an archive's. */
export function isZip(source: ByteSource): boolean {
  const [p, k] = readPart(source, 0, 2);
  return p === 0x50 && k === 0x4b;
}

/** The parts of a `.keras` file. `name` is only for messages. */
export async function readArchive(source: ByteSource, name: string, who = 'loadModel'): Promise<ReadArchive> {
  const { inflateSync } = await import('fflate');
  const files = new Map<string, ByteSource>();
  try {
    for (const entry of zipEntries(source)) {
      const { name: part, packed, isDeflated, size } = entry;
      if (!PARTS.includes(part) || files.has(part)) continue;
      refuseBomb(who, name, part, packed.size, size);
      const unpack = () => inflateSync(readPart(packed, 0, packed.size), { out: new Uint8Array(size) });
      const content = isDeflated ? bytesSource(unpack()) : packed;
      checkContent(entry, content);
      files.set(part, content);
    }
  } catch (cause) {
    throw archiveFault(cause, who, name, source.size);
  }
  const json = (part: string): Record<string, unknown> => {
    const data = files.get(part);
    if (!data)
      throw new FormatError({
        who,
        rule: { en: `'${name}' has no ${part}`, ko: `'${name}'에 ${part}이(가) 없습니다` },
        received: [...files.keys()].join(', '),
      });
    return parseObject(new TextDecoder().decode(readPart(data, 0, data.size)), `${part} of '${name}'`, who);
  };
  const weights = files.get('model.weights.h5');
  if (!weights) {
    throw new FormatError({
      who,
      rule: { en: `'${name}' has no model.weights.h5`, ko: `'${name}'에 model.weights.h5가 없습니다` },
      received: [...files.keys()].join(', '),
      hint: {
        en: 'Sharded weights (model.weights.json) are not supported: save the model in one piece.',
        ko: '나누어 저장한 가중치(model.weights.json)는 지원하지 않습니다. 모델을 파일 하나로 저장하세요',
      },
    });
  }
  return { config: json('config.json'), metadata: json('metadata.json'), weights };
}

/** The object that a JSON text holds. @throws FormatError that names the place of the text */
export function parseObject(text: string, where: string, who = 'loadModel'): Record<string, unknown> {
  const value: unknown = reading(where, () => JSON.parse(text), who);
  if (isPlainObject(value)) return value;
  throw new FormatError({
    who,
    rule: { en: `${where} must hold an object`, ko: `${where}에는 객체가 들어 있어야 합니다` },
    received: describe(value),
  });
}

/** The bytes of a `.keras` file in pieces, of which the weights are one, as they were given. */
export async function writeArchive({ config, metadata, weights }: KerasArchive): Promise<Uint8Array[]> {
  const { Zip } = await import('fflate');
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [name, bytes] of [
    ['metadata.json', text(metadata)],
    ['config.json', text(config)],
    ['model.weights.h5', weights],
  ] as const) {
    // fflate's own entry sums byte by byte, which is a second for the weights of a large network.
    const part: ZipInputFile = { filename: name, size: bytes.length, crc: crc32(bytes), compression: 0 };
    zip.add(part);
    part.ondata!(null, bytes as Uint8Array<ArrayBuffer>, true);
  }
  zip.end();
  return pieces;
}
