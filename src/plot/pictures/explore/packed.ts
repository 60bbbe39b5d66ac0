/**
 * @file Numbers as short texts for a notebook, and back: bytes with a palette where there are at most 256 different numbers (pictures of
 * bytes, whatever was made of them), else float32; both exact. Runs in the page too.
 */

/** Numbers as text. */
export type Packed =
  | { readonly floats: string }
  /** Each byte is a place in the palette, which is float32. */
  | { readonly bytes: string; readonly palette: string };

/** Packs numbers. */
export function pack(data: Float32Array): Packed {
  const places = new Map<number, number>();
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    let place = places.get(value);
    if (place === undefined) {
      if (places.size === 256) return { floats: textOf(data) };
      place = places.size;
      places.set(value, place);
    }
    bytes[i] = place;
  }
  return { bytes: textOf(bytes), palette: textOf(Float32Array.from(places.keys())) };
}

/** The numbers again. */
export function unpack(packed: Packed): Float32Array {
  if ('floats' in packed) return floatsOf(packed.floats);
  const palette = floatsOf(packed.palette);
  return Float32Array.from(bytesOf(packed.bytes), (place) => palette[place]!);
}

/** How many characters it takes. */
export function lengthOf(packed: Packed): number {
  return 'floats' in packed ? packed.floats.length : packed.bytes.length + packed.palette.length;
}

function floatsOf(text: string): Float32Array {
  return new Float32Array(bytesOf(text).buffer);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function textOf(data: Float32Array | Uint8Array): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let letters = '';
  // In parts: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) letters += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(letters);
}
