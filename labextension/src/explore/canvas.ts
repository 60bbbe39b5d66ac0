/** @file Maps as canvases of a page. */
import {
  colourOf,
  pixelsOf,
  type Colours,
  type MapPicture,
  type Range,
} from '../../../src/plot/pictures/explore/maps.ts';

/** Draws a map, one pixel per cell; the page makes it larger. `count`: cells of a folded vector. */
export function drawMap(
  canvas: HTMLCanvasElement,
  map: MapPicture,
  range: Range,
  colours: Colours,
  count?: number,
): void {
  [canvas.width, canvas.height] = [map.columns, map.rows];
  const pixels = pixelsOf(map, range, colours, count);
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, map.columns, map.rows), 0, 0);
}

/** Draws three channels in their colours. */
export function drawColours(canvas: HTMLCanvasElement, maps: readonly MapPicture[], range: Range): void {
  const [first] = maps as [MapPicture];
  [canvas.width, canvas.height] = [first.columns, first.rows];
  const pixels = new Uint8ClampedArray(4 * first.data.length);
  for (let i = 0; i < first.data.length; i++) {
    maps.forEach(({ data }, channel) => (pixels[4 * i + channel] = colourOf(data[i]!, range, 'grey')[channel]!));
    pixels[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, first.columns, first.rows), 0, 0);
}

/** As large as `side` allows; large cells by whole pixels, so that all are alike. */
export function sizeTo(canvas: HTMLElement, rows: number, columns: number, side: number): void {
  const scale = side / Math.max(rows, columns);
  const whole = scale >= 5 ? Math.floor(scale) : scale;
  // A sequence is one cell wide: it must still be seen and hit.
  canvas.style.width = `${Math.max(10, columns * whole)}px`;
  canvas.style.height = `${Math.max(10, rows * whole)}px`;
}

/** Black or white, whichever stands out more on a colour (by the luminance of WCAG 2). */
export function inkOn(colour: readonly [number, number, number]): string {
  const [r, g, b] = colour.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}
