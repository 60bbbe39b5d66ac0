/** @file matplotlib's short line formats (`'r--'`, `'bo'`, `'C1.-'`), its markers and dashes, in Plotly's words. */
import { describe, oneOf, own, wordsText } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { isColor } from './color.ts';

/** `'-'`, `'--'`, `'-.'`, `':'`, `'None'`, their words, or [offset, [on, off, …]] in line widths. */
export type LineStyleName = string | readonly [number, readonly number[]];

/** What a format text sets; what it leaves open stays undefined. `linestyle: 'None'` means markers only. */
export interface LineFormat {
  color?: string;
  marker?: string;
  linestyle?: string;
}

/** matplotlib's marker letters, Plotly's symbols, and by how much Plotly draws a symbol of the same size too large or small. */
const symbols: Readonly<Record<string, readonly [symbol: string, scale: number]>> = {
  '.': ['circle', 0.5],
  ',': ['square', 0],
  o: ['circle', 1],
  v: ['triangle-down', 1.1],
  '^': ['triangle-up', 1.1],
  '<': ['triangle-left', 1.1],
  '>': ['triangle-right', 1.1],
  '1': ['y-down-open', 0.625],
  '2': ['y-up-open', 0.625],
  '3': ['y-left-open', 0.625],
  '4': ['y-right-open', 0.625],
  '8': ['octagon', 1],
  s: ['square', 1],
  p: ['pentagon', 1],
  P: ['cross', 0.833],
  '*': ['star', 0.714],
  h: ['hexagon', 1],
  H: ['hexagon2', 1],
  '+': ['cross-thin-open', 0.714],
  x: ['x-thin-open', 1],
  X: ['x', 0.884],
  D: ['diamond', 1.088],
  d: ['diamond-tall', 1],
  '|': ['line-ns-open', 0.714],
  _: ['line-ew-open', 0.714],
};

/** No marker at all, in matplotlib's words. */
export function isNoMarker(marker: string | undefined): boolean {
  return marker === undefined || ['', ' ', 'none', 'None'].includes(marker);
}

const lineWords: Readonly<Record<string, string>> = {
  solid: '-',
  dashed: '--',
  dashdot: '-.',
  dotted: ':',
  none: 'None',
  '': 'None',
  ' ': 'None',
};

/** The parts of a format text; one that cannot be read raises ValueError. */
export function lineFormat(text: string, who: string): LineFormat {
  const format = parse(text);
  if (format) return format;
  throw new ValueError({
    who,
    rule: {
      en: "a format text is a colour, a marker and a line style, such as 'b-', 'r--' or 'go'",
      ko: "서식 문자열은 'b-', 'r--', 'go'처럼 색, 표식, 선 모양으로 씁니다",
    },
    received: `'${text}'`,
  });
}

function parse(text: string): LineFormat | undefined {
  if (text.length > 1 && isColor(text) && !/^C?\d$/.test(text)) return { color: text };
  const format: LineFormat = {};
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const style = /^(--|-\.|-|:)/.exec(rest)?.[0];
    const cycled = /^C\d+/.exec(rest)?.[0];
    if (style) {
      if (format.linestyle) return undefined;
      format.linestyle = style;
    } else if (cycled ?? 'bgrcmykw'.includes(rest[0]!)) {
      if (format.color) return undefined;
      format.color = cycled ?? rest[0]!;
    } else if (own(symbols, rest[0]!)) {
      if (format.marker) return undefined;
      format.marker = rest[0]!;
    } else return undefined;
    at += (style ?? cycled ?? rest[0]!).length;
  }
  if (format.marker && !format.linestyle) format.linestyle = 'None';
  return format;
}

/** Plotly's symbol for a marker letter, and the factor from matplotlib's size to Plotly's. */
export function markerSymbol(marker: string, who: string): { symbol: string; scale: number; open: boolean } {
  const known = typeof marker === 'string' ? own(symbols, marker) : undefined;
  if (known) return { symbol: known[0], scale: known[1], open: known[0].endsWith('-open') };
  throw noSuchSign(who, 'marker', marker, Object.keys(symbols));
}

/** matplotlib's signs of a hatch, and the one of Plotly's patterns that is drawn. */
const hatches: Readonly<Record<string, string>> = {
  '/': '/',
  '\\': '\\',
  x: 'x',
  X: 'x',
  '+': '+',
  '-': '-',
  '|': '|',
  '.': '.',
  o: '.',
  O: '.',
  '*': '.',
};

/** Plotly's pattern for a hatch: that of its first sign. */
export function hatchSign(hatch: string, who: string): string {
  const signs = typeof hatch === 'string' && hatch !== '' ? Array.from(hatch) : [hatch];
  const wrong = signs.find((sign) => !Object.hasOwn(hatches, sign));
  if (wrong !== undefined) throw noSuchSign(who, 'hatch', hatch, Object.keys(hatches));
  return hatches[signs[0]!]!;
}

/** Signs are too short for "did you mean". */
function noSuchSign(who: string, name: string, value: unknown, signs: readonly string[]): ValueError {
  return new ValueError({
    who,
    rule: { en: `${name} must be ${wordsText(signs).en}`, ko: `${name}에 쓸 수 있는 값: ${wordsText(signs).ko}` },
    received: describe(value),
  });
}

/** Plotly's dash for a line style at a line width in pixels; undefined when no line is drawn. */
export function dashOf(linestyle: LineStyleName, width: number, who: string): string | undefined {
  const px = (...parts: number[]): string => parts.map((part) => `${Number((part * width).toFixed(2))}px`).join(',');
  if (typeof linestyle !== 'string') return px(...strokes(linestyle, who));
  switch (oneOf(who, 'linestyle', own(lineWords, linestyle) ?? linestyle, ['-', '--', '-.', ':', 'None'])) {
    case '-':
      return 'solid';
    case '--':
      return px(3.7, 1.6);
    case '-.':
      return px(6.4, 1.6, 1, 1.6);
    case ':':
      return px(1, 1.65);
    case 'None':
      return undefined;
  }
}

/** The strokes and gaps of a line style written as [offset, [on, off, …]]. */
function strokes(linestyle: unknown, who: string): readonly number[] {
  const parts: unknown = Array.isArray(linestyle) && linestyle.length === 2 ? linestyle[1] : undefined;
  if (Array.isArray(parts) && parts.length > 0 && parts.every((part) => part >= 0)) return parts as number[];
  throw new ValueError({
    who,
    rule: {
      en: 'linestyle is a text or [offset, [on, off, …]]',
      ko: 'linestyle은 문자열이나 [offset, [on, off, …]]입니다',
    },
    received: describe(linestyle),
  });
}
