/** @file Check sums of file formats: CRC-32 (PNG, ZIP) and CRC-32C (TFRecord). */

/** The reflected CRC of 32 bits for a polynomial, by a table of 256. */
function crcBy(polynomial: number): (bytes: Uint8Array, before?: number) => number {
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1;
    return c;
  });
  return (bytes, before = 0) => {
    let c = ~before;
    for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
    return ~c >>> 0;
  };
}

/** CRC-32 as PNG and ZIP use it (ISO 3309); `before` is that of the bytes in front. */
export const crc32 = crcBy(0xedb88320);

/** CRC-32C (Castagnoli), as iSCSI and TFRecord use it. */
export const crc32c = crcBy(0x82f63b78);
