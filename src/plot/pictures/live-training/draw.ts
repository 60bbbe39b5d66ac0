/**
 * @file A live picture of training as panels of SVG: a panel per curve, the filters, the confusion matrix. The page puts them beside each
 * other as its width allows, `sheet.ts` on paper. Runs in the page too.
 */
import { lastOf, shareOf, type Confusion, type Curve, type Filters, type LiveState, type Point } from './state.ts';

/** A drawn panel: `body` stands between `<svg>` and `</svg>`; letters and lines are in the colour of the text around. */
export interface LivePanel {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

/** A curve's panel, and where its axes are in it. */
const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 6;
const RIGHT = 10;
const TRAIN = '#1f6fd1';
const VALIDATION = '#d1495b';

/** All panels. */
export function panelsOf(state: LiveState): LivePanel[] {
  return [
    ...state.curves.map((curve) => curvePanel(curve, state)),
    ...(state.filters ? [filtersPanel(state.filters, state.lang)] : []),
    ...(state.confusion ? [confusionPanel(state.confusion, state.lang)] : []),
  ];
}

function curvePanel({ name, train, validation, within }: Curve, { epochs, lang }: LiveState): LivePanel {
  const points = [...train, ...validation, ...within];
  const numbers = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const first = Math.min(...points.map(([epoch]) => Math.ceil(epoch) - 1), epochs - 1);
  const [low, high] = spanOf(numbers);
  const x = (epoch: number): number => LEFT + ((epoch - first) / (epochs - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const line = (list: readonly Point[], how: string, dots: string): string => {
    const runs = runsOf(list).map((run) => run.map(([epoch, value]) => `${round(x(epoch))},${round(y(value))}`));
    const lines = runs.map((run) => `<polyline points="${run.join(' ')}" fill="none" ${how}/>`).join('');
    if (dots === '' || list.length > 40) return lines;
    return lines + runs.flatMap((run) => run.map((at) => dot(at, dots))).join('');
  };
  const body = [
    ...ticks(low, high, 4).map(
      (value) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="currentColor" stroke-opacity="0.18"/>${text(LEFT - 5, y(value) + 4, tickText(value), 'end')}`,
    ),
    ...ticks(first, epochs, 6)
      .filter((epoch) => Number.isInteger(epoch))
      .map((epoch) => text(x(epoch), HEIGHT - 7, String(epoch), 'middle')),
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}" stroke="currentColor" stroke-opacity="0.6"/>`,
    ...epochsOf(within).map((part) => line(part, `stroke="${TRAIN}" stroke-opacity="0.45" stroke-width="1.5"`, '')),
    line(train, `stroke="${TRAIN}" stroke-width="2"`, TRAIN),
    line(validation, `stroke="${VALIDATION}" stroke-width="2" stroke-dasharray="6 4"`, VALIDATION),
    ...(numbers.length === 0
      ? [text((LEFT + WIDTH) / 2, HEIGHT / 2, lang === 'ko' ? '아직 값이 없습니다' : 'no value yet', 'middle')]
      : []),
  ].join('');
  const shown = lastOf(train) ?? lastOf(within);
  const title = [`${name}${shown === undefined ? '' : ` ${shown}`}`];
  const also = lastOf(validation);
  if (also !== undefined) title.push(`val_${name} ${also} (- -)`);
  return { key: `curve ${name}`, title: title.join(' · '), body, width: WIDTH, height: HEIGHT };
}

/** Points within epochs, epoch by epoch: a mean begins anew with each. */
function epochsOf(points: readonly Point[]): Point[][] {
  const parts = new Map<number, Point[]>();
  for (const point of points) {
    const epoch = Math.ceil(point[0]);
    parts.set(epoch, [...(parts.get(epoch) ?? []), point]);
  }
  return [...parts.values()];
}

/** Stretches of points between values that are no numbers. */
function runsOf(points: readonly Point[]): [number, number][][] {
  const runs: [number, number][][] = [[]];
  for (const [epoch, value] of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)!.push([epoch, value]);
  }
  return runs.filter((run) => run.length > 0);
}

function dot(at: string, colour: string): string {
  const [cx, cy] = at.split(',');
  return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`;
}

/** The range of the axis: all numbers with a little air; a loss stands on 0. */
function spanOf(numbers: readonly number[]): [number, number] {
  if (numbers.length === 0) return [0, 1];
  // (Spread arguments have an end that a long training passes.)
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > 0 && low < 0.5 * high) low = 0;
  const air = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low === 0 ? 0 : low - air, high + air];
}

/** About so many round numbers from `low` to `high`. */
export function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function tickText(value: number): string {
  return value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3) ? value.toExponential(0) : String(value);
}

const TILE = 46;
const GAP = 6;
const IN_ROW = 6;

function filtersPanel({ layer, rows, columns, channels, count, of, values }: Filters, lang: 'en' | 'ko'): LivePanel {
  const cell = Math.max(2, Math.floor(TILE / Math.max(rows, columns)));
  const [wide, high] = [columns * cell + GAP, rows * cell + GAP];
  const size = rows * columns * channels;
  const parts: string[] = [];
  for (let f = 0; f < count; f++) {
    const own = values.slice(f * size, (f + 1) * size);
    const most = Math.max(...own.map(Math.abs)) || 1;
    const [left, top] = [1 + (f % IN_ROW) * wide, 1 + Math.floor(f / IN_ROW) * high];
    for (let at = 0; at < rows * columns; at++) {
      const pixel = own.slice(at * channels, (at + 1) * channels);
      const [px, py] = [left + (at % columns) * cell, top + Math.floor(at / columns) * cell];
      parts.push(`<rect x="${px}" y="${py}" width="${cell}" height="${cell}" fill="${colourOf(pixel, most)}"/>`);
    }
    parts.push(
      `<rect x="${left}" y="${top}" width="${columns * cell}" height="${rows * cell}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>`,
    );
  }
  const some = of > count ? (lang === 'ko' ? `${of}개 가운데 ${count}개` : `${count} of ${of}`) : String(of);
  return {
    key: 'filters',
    title: lang === 'ko' ? `${layer}의 필터(${some})` : `filters of ${layer} (${some})`,
    body: parts.join(''),
    width: Math.min(count, IN_ROW) * wide + 2,
    height: Math.ceil(count / IN_ROW) * high + 2,
  };
}

/** Blue below 0, white at 0, red above; three channels are a colour around grey. */
function colourOf(pixel: readonly number[], most: number): string {
  if (pixel.length === 3) return `rgb(${pixel.map((v) => Math.round(127.5 + (127.5 * v) / most)).join(',')})`;
  const part = Math.min(1, Math.abs(pixel[0]!) / most);
  const end = pixel[0]! < 0 ? [62, 128, 196] : [214, 86, 66];
  return `rgb(${end.map((v) => Math.round(255 + (v - 255) * part)).join(',')})`;
}

function confusionPanel(confusion: Confusion, lang: 'en' | 'ko'): LivePanel {
  const { counts, names, epoch } = confusion;
  const n = counts.length;
  const cell = Math.max(8, Math.min(34, Math.floor(240 / n)));
  const isWritten = cell >= 20;
  const label = isWritten || n <= 20;
  const longest = label ? Math.max(...names.map((name) => widthOf(name))) : 0;
  const left = Math.min(110, Math.ceil(longest) + 8) + 16;
  const isLong = longest > cell - 2;
  const below = (label ? (isLong ? Math.min(90, Math.ceil(longest * 0.75) + 14) : 16) : 4) + 16;
  const parts: string[] = [];
  counts.forEach((row, i) => {
    const all = row.reduce((sum, value) => sum + value, 0) || 1;
    row.forEach((value, j) => {
      const part = value / all;
      const fill = [8, 81, 156].map((v) => Math.round(247 + (v - 247) * part)).join(',');
      const [x, y] = [left + j * cell, 2 + i * cell];
      parts.push(`<rect x="${x}" y="${y}" width="${cell}" height="${cell}" fill="rgb(${fill})"/>`);
      if (isWritten && value > 0)
        parts.push(
          `<text x="${x + cell / 2}" y="${y + cell / 2 + 4}" font-size="${value > 999 ? 9 : 11}" text-anchor="middle" fill="${part > 0.5 ? '#fff' : '#000'}">${value}</text>`,
        );
    });
    if (!label) return;
    const name = escaped(shortened(names[i]!));
    parts.push(text(left - 5, 2 + i * cell + cell / 2 + 4, name, 'end'));
    const [x, y] = [left + i * cell + cell / 2, 2 + n * cell + 13];
    parts.push(
      isLong
        ? `<text x="${x + 3}" y="${y}" font-size="11" fill="currentColor" text-anchor="end" transform="rotate(-45 ${x + 3} ${y})">${name}</text>`
        : text(x, y, name, 'middle'),
    );
  });
  const [side, height] = [n * cell, 2 + n * cell + below];
  parts.push(
    `<rect x="${left}" y="2" width="${side}" height="${side}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>`,
    text(left + side / 2, height - 4, lang === 'ko' ? '예측' : 'predicted', 'middle'),
    `<text x="11" y="${2 + side / 2}" font-size="11" fill="currentColor" text-anchor="middle" transform="rotate(-90 11 ${2 + side / 2})">${lang === 'ko' ? '정답' : 'true'}</text>`,
  );
  const share = shareOf(confusion);
  return {
    key: 'confusion',
    title:
      lang === 'ko'
        ? `에포크 ${epoch} 뒤의 혼동 행렬: 정답 ${share}`
        : `confusion after epoch ${epoch}: ${share} right`,
    body: parts.join(''),
    width: left + side + 6,
    height,
  };
}

function shortened(name: string): string {
  return name.length > 16 ? `${name.slice(0, 15)}…` : name;
}

/** About how wide a label of 11 pixels is; Hangul is as wide as it is high. */
function widthOf(name: string): number {
  let width = 0;
  for (const letter of shortened(name)) width += letter > '\u1100' ? 11 : 6.6;
  return width;
}

function text(x: number, y: number, inside: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="11" fill="currentColor" text-anchor="${anchor}">${inside}</text>`;
}

export function escaped(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
