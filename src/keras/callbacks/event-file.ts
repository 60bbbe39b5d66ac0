/**
 * @file TensorBoard's event files, scalars only. A record is length (u64), its masked CRC-32C, the data, its masked
 * CRC-32C; the data is an Event message in protocol-buffer encoding (tensorflow/core/util/event.proto).
 */
import { crc32c } from '../../platform/index.ts';

/** TFRecord's masked form: rotated by 15 and shifted by a constant. */
export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** One record of a TFRecord file. */
export function record(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 16);
  const view = new DataView(out.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc(out.subarray(0, 8)), true);
  out.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return out;
}

function varint(n: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(n);
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const integer = (field: number, n: number): number[] => [field << 3, ...varint(n)];
const bytesField = (field: number, bytes: readonly number[]): number[] => [
  (field << 3) | 2,
  ...varint(bytes.length),
  ...bytes,
];
const text = (field: number, value: string): number[] => bytesField(field, [...new TextEncoder().encode(value)]);
const double = (field: number, value: number): number[] => [
  (field << 3) | 1,
  ...new Uint8Array(Float64Array.of(value).buffer),
];

/** The first event of a file. `wallTime` in seconds since 1970. */
export function versionEvent(wallTime: number): Uint8Array {
  return Uint8Array.from([...double(1, wallTime), ...text(3, 'brain.Event:2')]);
}

/** A scalar at a step, in the form TensorFlow 2 writes: a 0-d float tensor for the plugin "scalars". */
export function scalarEvent(tag: string, value: number, step: number, wallTime: number): Uint8Array {
  const pluginData = text(1, 'scalars');
  const metadata = bytesField(1, pluginData);
  const floatBytes = [...new Uint8Array(Float32Array.of(value).buffer)];
  // TensorProto: dtype DT_FLOAT = 1, an empty shape, the four bytes
  const tensor = [...integer(1, 1), ...bytesField(2, []), ...bytesField(4, floatBytes)];
  const summaryValue = [...text(1, tag), ...bytesField(8, tensor), ...bytesField(9, metadata)];
  const summary = bytesField(1, summaryValue);
  return Uint8Array.from([...double(1, wallTime), ...integer(2, step), ...bytesField(5, summary)]);
}
