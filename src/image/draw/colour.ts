/** @file Colours as a call is given them, as samples of the picture that is drawn on. */
import { Rule, nearestName } from '../../arguments/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { wholeRange, type Pixels } from '../pixels.ts';

/** A name, '#rrggbb', a grey, or one number for each channel, in the unit of the picture (0..255 of uint8, 0..1 of floats). */
export type Colour = string | number | readonly number[];

/** The names, as CSS has them. */
const names: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  red: '#ff0000',
  lime: '#00ff00',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  orange: '#ffa500',
  purple: '#800080',
  pink: '#ffc0cb',
  brown: '#a52a2a',
  navy: '#000080',
};

/** What an option `color` takes. */
export const colourRule = (): Rule<Colour> => new Rule<Colour>(
  { en: "a name, '#rrggbb', a number or a list of one for each channel", ko: "이름, '#rrggbb', 수, 또는 채널마다 하나의 리스트" },
  (value) =>
    typeof value === 'string' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'number' && Number.isFinite(v))),
); // prettier-ignore

/**
 * A colour as one sample for each channel of a picture. Without one it is white.
 * @throws ValueError for a name that is not known or a number that the type cannot hold
 */
export function inkOf(colour: Colour | undefined, pixels: Pixels, who: string): readonly number[] {
  const { channels } = pixels;
  const range = wholeRange(pixels);
  const white = range?.[1] ?? 1;
  if (colour === undefined || typeof colour === 'string') {
    const rgb = colour === undefined ? [255, 255, 255] : hex(colour, who);
    const scaled = rgb.map((v) => (range === undefined ? v / 255 : Math.round((v / 255) * white)));
    const grey = 0.299 * scaled[0]! + 0.587 * scaled[1]! + 0.114 * scaled[2]!;
    if (channels <= 2) return [range === undefined ? grey : Math.round(grey), white];
    return Array.from({ length: channels }, (_, k) => scaled[k] ?? white);
  }
  const alone = typeof colour === 'number';
  const given = alone ? Array.from({ length: channels }, (_, k) => (isAlpha(k, channels) ? white : colour)) : [...colour];
  // A colour without alpha covers.
  if (given.length === channels - 1 && (channels === 2 || channels === 4)) given.push(white);
  if (given.length !== channels) {
    throw new ShapeError({
      who,
      rule: { en: 'a colour has one number for each channel', ko: '색에는 채널마다 수가 하나씩 있습니다' },
      received: { en: `${given.length} for ${channels} channel${channels === 1 ? '' : 's'}`, ko: `채널 ${channels}개에 ${given.length}개` },
    });
  }
  const wrong = range === undefined ? undefined : given.find((v) => !Number.isInteger(v) || v < range[0] || v > range[1]);
  if (wrong === undefined) return given;
  throw new ValueError({
    who,
    rule: { en: `a colour of a picture of ${pixels.dtype} has whole numbers from ${range![0]} to ${range![1]}`, ko: `${pixels.dtype} 그림의 색은 ${range![0]}부터 ${range![1]}까지의 정수입니다` },
    received: String(wrong),
  });
} // prettier-ignore

function isAlpha(k: number, channels: number): boolean {
  return (channels === 2 || channels === 4) && k === channels - 1;
}

function hex(colour: string, who: string): readonly number[] {
  const text = names[colour.toLowerCase()] ?? colour;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  const full = short ? `#${short.slice(1).map((c) => c + c).join('')}` : text; // prettier-ignore
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(full);
  if (parts) return parts.slice(1).map((part) => Number.parseInt(part, 16));
  const near = nearestName(colour, Object.keys(names));
  throw new ValueError({
    who,
    rule: { en: "a colour is a name or '#rrggbb'", ko: "색은 이름이거나 '#rrggbb'입니다" },
    received: `'${colour}'`,
    hint:
      near === undefined
        ? { en: `The names are ${Object.keys(names).join(', ')}`, ko: `이름은 ${Object.keys(names).join(', ')}입니다` }
        : { en: `Did you mean '${near}'?`, ko: `'${near}'를 쓰려고 했나요?` },
  });
}
