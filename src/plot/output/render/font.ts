/**
 * @file How wide a text is, read from the font itself: advance widths (`hmtx`) and the character map (`cmap`, formats 4
 * and 12) of a TrueType file. Plotly asks for text sizes while it lays a figure out, and there is no browser to answer.
 * Reading four tables takes 2 ms; the font libraries parse all 11,000 Hangul outlines first.
 */

/** The metrics of one font, in parts of the font size. */
export interface FontMetrics {
  /** Width of a character, or undefined when the font does not have it. */
  advance(codePoint: number): number | undefined;
  readonly ascent: number;
  readonly descent: number;
}

/** Reads the metrics of a TrueType or OpenType font. */
export function readFont(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0, at = 12; i < view.getUint16(4); i++, at += 16) {
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const [head, hhea, hmtx, cmap] = ['head', 'hhea', 'hmtx', 'cmap'].map((name) => tables.get(name)!) as [
    number,
    number,
    number,
    number,
  ];
  const unitsPerEm = view.getUint16(head + 18);
  const metricCount = view.getUint16(hhea + 34);
  const glyphOf = characterMap(view, cmap);
  return {
    ascent: view.getInt16(hhea + 4) / unitsPerEm,
    descent: -view.getInt16(hhea + 6) / unitsPerEm,
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      // Glyphs past the last metric repeat it (fixed-width tails such as Hangul).
      return glyph === 0 ? undefined : view.getUint16(hmtx + 4 * Math.min(glyph, metricCount - 1)) / unitsPerEm;
    },
  };
}

/** The width of a line of text in pixels: each character from the first font that has it. */
export function textWidth(text: string, size: number, fonts: readonly FontMetrics[]): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    let advance: number | undefined;
    for (const font of fonts) if ((advance = font.advance(code)) !== undefined) break;
    width += advance ?? (code > 0x2e80 ? 1 : 0.6);
  }
  return width * size;
}

/** Glyph number by code point (0: not in the font), from the widest Unicode subtable. */
function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  let best: { at: number; format: number } | undefined;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    const format = view.getUint16(at);
    if ((format === 4 || format === 12) && (!best || format > best.format)) best = { at, format };
  }
  if (!best) return () => 0;
  return best.format === 12 ? (code) => lookup12(view, best.at, code) : (code) => lookup4(view, best.at, code);
}

function lookup12(view: DataView, at: number, code: number): number {
  let low = 0;
  let high = view.getUint32(at + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + 12 * middle;
    if (code > view.getUint32(group + 4)) low = middle + 1;
    else if (code < view.getUint32(group)) high = middle - 1;
    else return view.getUint32(group + 8) + code - view.getUint32(group);
  }
  return 0;
}

function lookup4(view: DataView, at: number, code: number): number {
  if (code > 0xffff) return 0;
  const bytes = view.getUint16(at + 6); // twice the number of segments
  const [ends, starts, deltas, offsets] = [at + 14, at + 16 + bytes, at + 16 + 2 * bytes, at + 16 + 3 * bytes];
  for (let i = 0; i < bytes; i += 2) {
    if (code > view.getUint16(ends + i)) continue;
    const start = view.getUint16(starts + i);
    if (code < start) return 0;
    const offset = view.getUint16(offsets + i);
    if (offset === 0) return (code + view.getUint16(deltas + i)) & 0xffff;
    const glyph = view.getUint16(offsets + i + offset + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + view.getUint16(deltas + i)) & 0xffff;
  }
  return 0;
}
