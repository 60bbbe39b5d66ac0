/**
 * @file When the entries of a ZIP were written, from its directory, which fflate does not tell. Source: PKWARE's APPNOTE.TXT
 * 4.3.12 and 4.3.16; the extra field 0x5455 of Info-ZIP.
 */

/** ISO times by the entries' names; empty where there is no directory. */
export function zipTimes(zip: Uint8Array): Map<string, string> {
  const times = new Map<string, string>();
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return times;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== 0x02014b50) break;
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + name + extra + comment;
    if (next > zip.length) break;
    const isUtf8 = (view.getUint16(at + 8, true) & 0x800) !== 0;
    const text = new TextDecoder(isUtf8 ? 'utf-8' : 'latin1').decode(zip.subarray(at + 46, at + 46 + name));
    const written = unixTime(view, at + 46 + name, extra) ?? dosTime(view.getUint32(at + 12, true));
    if (Number.isFinite(written)) times.set(text, new Date(written).toISOString());
    at = next;
  }
  return times;
}

/** Milliseconds from the extra field 0x5455, which has seconds of UTC. */
function unixTime(view: DataView, from: number, length: number): number | undefined {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    const holds = view.getUint16(at, true) === 0x5455 && view.getUint16(at + 2, true) >= 5;
    if (holds && at + 9 <= from + length && (view.getUint8(at + 4) & 1) === 1)
      return view.getInt32(at + 5, true) * 1000;
  }
  return undefined;
}

/** Milliseconds from a time of DOS: the wall clock where the ZIP was made, taken for this machine's. */
function dosTime(packed: number): number {
  const [date, time] = [packed >>> 16, packed & 0xffff];
  return new Date(
    1980 + (date >>> 9),
    ((date >>> 5) & 15) - 1,
    date & 31,
    time >>> 11,
    (time >>> 5) & 63,
    (time & 31) * 2,
  ).getTime();
}
