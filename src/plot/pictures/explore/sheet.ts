/** @file The layers of a network with their first maps as one picture, for paper and pages that cannot show an explorer. */
import { encodePng, toBase64 } from '../../../platform/index.ts';
import { colourOf, isVector, mapOf, pixelsOf, rangeOf } from './maps.ts';
import type { Network } from './network.ts';
import { shapeLine } from './saved.ts';
import { columnsOf, gridOf, isColourful, type Tensor, type Use } from './uses.ts';

/** Sizes in pixels. */
const MAP = 54;
const GAP = 5;
const COLUMN = 96;
const HEAD = 40;
/** Maps of a layer, layers in a row, rows of layers. */
const MAPS = 5;
const ACROSS = 9;
const LINES = 3;
/** Bars of the result. */
const BARS = 10;

/** SVG text of the first columns of layers. */
export function sheetOf(network: Network, results: readonly Tensor[], names: readonly string[] | null): string {
  const { uses, outputs } = network;
  const columns = columnsOf(uses);
  const most = ACROSS * LINES;
  // Of a deep network the first and the last layers.
  const left = columns.length > most ? [...columns.slice(0, most - 4), ...columns.slice(-4)] : columns;
  const lines = Array.from({ length: Math.ceil(left.length / ACROSS) }, (_, i) =>
    left.slice(i * ACROSS, (i + 1) * ACROSS),
  );
  const parts: string[] = [];
  let top = 8;
  for (const line of lines) {
    let bottom = top;
    const places = new Map<number, { x: number; y: number; height: number }>();
    line.forEach((column, c) => {
      let y = top;
      for (const i of column) {
        const block = blockOf(uses[i]!, results[i]!, outputs.includes(i) ? names : undefined);
        const x = 10 + c * COLUMN;
        places.set(i, { x, y, height: block.height });
        parts.push(`<g transform="translate(${x} ${y})">${block.svg}</g>`);
        y += block.height + 14;
      }
      bottom = Math.max(bottom, y);
    });
    for (const [i, to] of places) {
      for (const source of uses[i]!.from) {
        const from = places.get(source);
        if (!from) continue;
        const [x1, y1, x2, y2] = [from.x + MAP + 2, from.y + HEAD + MAP / 2, to.x - 3, to.y + HEAD + MAP / 2];
        const bend = (x2 - x1) / 2;
        parts.unshift(`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#9aa3ad" stroke-width="1.5"/>`); // prettier-ignore
      }
    }
    top = bottom + 6;
  }
  const widest = Math.max(...lines.map((line) => line.length));
  const [width, height] = [20 + widest * COLUMN + 40, top + 4];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, Noto Sans KR, sans-serif" fill="#111"><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`;
}

/** A layer: its name, its kind and shape, its maps. `names`: of the outputs; undefined: no output. */
function blockOf(
  use: Use,
  result: Tensor,
  names: readonly string[] | null | undefined,
): { svg: string; height: number } {
  // prettier-ignore
  const head = text(0, 11, 10, shortened(use.name)) + text(0, 25, 9, shapeLine(use), '#555');
  if (names !== undefined && result.shape.length === 1) {
    const { svg, height } = bars(result, names);
    return { svg: head + svg, height };
  }
  const range = rangeOf(result.data);
  const channels = isVector(result.shape) || isColourful(use) ? 1 : gridOf(result.shape)[2];
  const count = Math.min(MAPS, channels);
  const maps = Array.from({ length: count }, (_, channel) => {
    const y = HEAD + channel * (MAP + GAP);
    return image(isColourful(use) ? inColours(result) : inOne(use, result, channel, range), y);
  });
  const more = channels > count ? text(0, HEAD + count * (MAP + GAP) + 9, 9, `+${channels - count}`, '#555') : '';
  return { svg: head + maps.join('') + more, height: HEAD + count * (MAP + GAP) + (more ? 12 : 0) };
}

interface Pixels {
  readonly rows: number;
  readonly columns: number;
  readonly rgba: Uint8ClampedArray;
}

function inOne(use: Use, result: Tensor, channel: number, range: ReturnType<typeof rangeOf>): Pixels {
  const map = mapOf(result, channel, 2 * MAP);
  const count = isVector(result.shape) && map.step === 1 ? gridOf(result.shape)[2] : undefined;
  return { ...map, rgba: pixelsOf(map, range, use.arithmetic === 'input' ? 'grey' : 'signed', count) };
}

/** A picture of three channels in its colours. */
function inColours(result: Tensor): Pixels {
  const range = rangeOf(result.data);
  const maps = [0, 1, 2].map((channel) => mapOf(result, channel, 2 * MAP));
  const [{ rows, columns }] = maps as [ReturnType<typeof mapOf>];
  const rgba = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0; i < rows * columns; i++) {
    maps.forEach(({ data }, channel) => (rgba[4 * i + channel] = colourOf(data[i]!, range, 'grey')[channel]!));
    rgba[4 * i + 3] = 255;
  }
  return { rows, columns, rgba };
}

function image({ rows, columns, rgba }: Pixels, y: number): string {
  const scale = MAP / Math.max(rows, columns);
  // Whoever draws the SVG would smooth a small map: its cells are made large here.
  const cell = Math.max(1, Math.round(2 * scale));
  const samples = new Uint8Array(3 * rows * columns * cell * cell);
  const wide = columns * cell;
  for (let at = 0; at < samples.length / 3; at++) {
    const from = 4 * (Math.floor(Math.floor(at / wide) / cell) * columns + Math.floor((at % wide) / cell));
    const isThere = rgba[from + 3]! > 0;
    for (let k = 0; k < 3; k++) samples[3 * at + k] = isThere ? rgba[from + k]! : 255;
  }
  const [w, h] = [Math.max(3, columns * scale), Math.max(3, rows * scale)];
  const png = toBase64(encodePng({ width: wide, height: rows * cell, channels: 3, samples }));
  return `<rect x="-0.5" y="${y - 0.5}" width="${w + 1}" height="${h + 1}" fill="none" stroke="#bbb"/><image x="0" y="${y}" width="${w}" height="${h}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/>`;
}

/** The largest outputs as bars. */
function bars({ data }: Tensor, names: readonly string[] | null): { svg: string; height: number } {
  const order = Array.from(data.keys());
  const shown = data.length > BARS ? order.sort((a, b) => data[b]! - data[a]!).slice(0, BARS) : order;
  const reach = Math.max(...shown.map((i) => Math.abs(data[i]!)).filter(Number.isFinite), 1e-9);
  const rows = shown.map((i, at) => {
    const y = HEAD + at * 19;
    const width = Number.isFinite(data[i]!) ? (Math.abs(data[i]!) / reach) * 70 : 0;
    return `<rect x="0" y="${y + 10}" width="${width.toFixed(1)}" height="6" fill="${data[i]! < 0 ? '#2166ac' : '#b2182b'}"/>${text(0, y + 8, 9, `${names?.[i] ?? i}: ${Number(data[i]!.toPrecision(2))}`)}`;
  });
  const more = data.length > shown.length ? text(0, HEAD + shown.length * 19 + 9, 9, `+${data.length - shown.length}`, '#555') : ''; // prettier-ignore
  return { svg: rows.join('') + more, height: HEAD + shown.length * 19 + (more ? 12 : 0) };
}

function text(x: number, y: number, size: number, words: string, fill = '#111'): string {
  const escaped = words.replace(/[&<>]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter]!);
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}">${escaped}</text>`;
}

function shortened(name: string): string {
  return name.length > 15 ? `…${name.slice(-14)}` : name;
}
