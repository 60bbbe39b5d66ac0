/**
 * @file Colours as matplotlib spells them: `'b'`, `'C0'`, `'tab:blue'`, `'0.5'`, `'#rrggbb'`, CSS names, [r, g, b] in 0..1,
 * as CSS and Plotly write them.
 */
import type { NDArray } from '../../array/index.ts';
import { describe, own } from '../../arguments/index.ts';
import { ValueError, nearest } from '../../errors/index.ts';
import { tab10 } from './color-cycle.ts';
import { rcParams } from './rc-params.ts';

/** A colour: a name, a hex text, a grey as text, or [r, g, b] / [r, g, b, a] between 0 and 1 (a list or an array). */
export type Color = string | readonly number[] | NDArray;

const letters: Readonly<Record<string, string>> = {
  b: '#0000ff',
  g: '#008000',
  r: '#ff0000',
  c: '#00bfbf',
  m: '#bf00bf',
  y: '#bfbf00',
  k: '#000000',
  w: '#ffffff',
};

const tableau = ['blue', 'orange', 'green', 'red', 'purple', 'brown', 'pink', 'gray', 'olive', 'cyan'];

/** The CSS colours by name. */
const cssColors: ReadonlyMap<string, string> = new Map(
  `
  aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black
  000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse
  7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b
  darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta
  8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f
  darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493
  deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen
  228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000
  greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c
  lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan
  e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon
  ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de
  lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa
  mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee
  mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose
  ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500
  orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093
  papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple
  663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57
  seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow
  fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet
  ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32`
    .trim()
    .split(/(?<=[\da-f]{6})\s+/)
    .map((pair) => pair.split(/\s+/) as [string, string]),
);

/** The CSS colour for `color`; an unknown name raises ValueError with the nearest one. `'none'` is transparent. */
export function cssColor(color: Color, who: string): string {
  if (typeof color !== 'string') return tuple(partsOf(color, who), who);
  const letter = own(letters, color);
  if (letter) return letter;
  if (/^C\d+$/.test(color)) return cycled(Number(color.slice(1)), who);
  if (/^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(color)) return color;
  if (/^(0?\.\d+|[01](\.0*)?)$/.test(color)) return tuple([Number(color), Number(color), Number(color)], who);
  if (color === 'none' || color === 'None' || color === 'transparent') return 'rgba(0,0,0,0)';
  if (color.startsWith('tab:')) {
    const at = tableau.indexOf(color.slice(4).replace('grey', 'gray'));
    if (at >= 0) return tab10[at]!;
  }
  if (cssColors.has(color.toLowerCase())) return color.toLowerCase();
  if (/^rgba?\([\d.,\s%]+\)$/.test(color)) return color;
  const close = nearest(color, [...cssColors.keys(), ...tableau.map((name) => `tab:${name}`)]);
  throw new ValueError({
    who,
    rule: { en: 'not the name of a colour', ko: '색의 이름이 아닙니다' },
    received: `'${color}'`,
    ...(close ? { hint: { en: `Did you mean '${close}'?`, ko: `'${close}'을(를) 뜻했나요?` } } : {}),
  });
}

/** The colour with that number of the cycle in force. */
function cycled(n: number, who: string): string {
  const colors = rcParams['axes.prop_cycle'];
  return cssColor(colors[n % colors.length]!, who);
}

/** A CSS colour (as `cssColor` gives it) that lets through what is behind. */
export function withAlpha(css: string, alpha: number): string {
  const hex =
    cssColors.get(css) ?? /^#([\da-f]{6})/i.exec(css)?.[1] ?? /^#([\da-f]{3})$/i.exec(css)?.[1]!.replace(/./g, '$&$&');
  const rgb = hex ? hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16)) : css.match(/[\d.]+/g)?.slice(0, 3);
  return rgb?.length === 3 && css !== 'rgba(0,0,0,0)' ? `rgba(${rgb.join(',')},${alpha})` : css;
}

/** Whether a text is a colour, without raising. */
export function isColor(text: string): boolean {
  try {
    cssColor(text, '');
    return true;
  } catch {
    return false;
  }
}

function partsOf(color: Exclude<Color, string>, who: string): readonly number[] {
  if (Array.isArray(color)) return color as readonly number[];
  if (typeof color === 'object' && color !== null && 'toTyped' in color) return Array.from(color.toTyped());
  throw new ValueError({
    who,
    rule: {
      en: 'a colour is a name, #rrggbb, or [r, g, b] with values between 0 and 1',
      ko: '색은 이름, #rrggbb, 또는 0부터 1까지의 [r, g, b]입니다',
    },
    received: describe(color),
  });
}

function tuple(parts: readonly number[], who: string): string {
  if ((parts.length !== 3 && parts.length !== 4) || parts.some((x) => !(x >= 0 && x <= 1))) {
    throw new ValueError({
      who,
      rule: {
        en: 'a colour in numbers is [r, g, b] or [r, g, b, a] with values between 0 and 1',
        ko: '수로 쓰는 색은 0부터 1까지의 [r, g, b]나 [r, g, b, a]입니다',
      },
      received: `[${parts.join(', ')}]`,
    });
  }
  const [r, g, b] = parts.map((x) => halfToEven(x * 255));
  return parts.length === 4 ? `rgba(${r},${g},${b},${parts[3]})` : `rgb(${r},${g},${b})`;
}

/** As Python rounds, so that greys such as 0.7 are matplotlib's. */
function halfToEven(x: number): number {
  const whole = Math.round(x);
  return x % 1 === 0.5 && whole % 2 === 1 ? whole - 1 : whole;
}
