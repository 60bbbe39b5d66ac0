/** @file Check sums of file formats: CRC-32 (PNG, ZIP) and CRC-32C (TFRecord). */

/** Bytes that one turn of the loop takes. The weights of a large network are half a gigabyte: byte by byte that is seconds. */
const STRIDE = 16;

/**
 * The reflected CRC of 32 bits for a polynomial. A table says what a byte becomes once `n` bytes have passed behind it, so
 * that the tables of sixteen bytes are looked up without waiting for one another ("slicing by 16").
 */
function crcBy(polynomial: number): (bytes: Uint8Array, before?: number) => number {
  const tables = new Int32Array(STRIDE * 256);
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1;
    tables[byte] = c;
  }
  for (let i = 256; i < tables.length; i++) {
    const c = tables[i - 256]!;
    tables[i] = tables[c & 0xff]! ^ (c >>> 8);
  }
  const after = (n: number, byte: number): number => tables[n * 256 + byte]!;
  return (bytes, before = 0) => {
    let c = ~before;
    let i = 0;
    for (const last = bytes.length - STRIDE; i <= last; i += STRIDE) {
      c =
        after(15, (c ^ bytes[i]!) & 0xff) ^
        after(14, ((c >>> 8) ^ bytes[i + 1]!) & 0xff) ^
        after(13, ((c >>> 16) ^ bytes[i + 2]!) & 0xff) ^
        after(12, (c >>> 24) ^ bytes[i + 3]!) ^
        after(11, bytes[i + 4]!) ^
        after(10, bytes[i + 5]!) ^
        after(9, bytes[i + 6]!) ^
        after(8, bytes[i + 7]!) ^
        after(7, bytes[i + 8]!) ^
        after(6, bytes[i + 9]!) ^
        after(5, bytes[i + 10]!) ^
        after(4, bytes[i + 11]!) ^
        after(3, bytes[i + 12]!) ^
        after(2, bytes[i + 13]!) ^
        after(1, bytes[i + 14]!) ^
        after(0, bytes[i + 15]!);
    }
    for (; i < bytes.length; i++) c = after(0, (c ^ bytes[i]!) & 0xff) ^ (c >>> 8);
    return ~c >>> 0;
  };
}

/** CRC-32 as PNG and ZIP use it (ISO 3309); `before` is that of the bytes in front. */
export const crc32 = crcBy(0xedb88320);

/** CRC-32C (Castagnoli), as iSCSI and TFRecord use it. */
export const crc32c = crcBy(0x82f63b78);
