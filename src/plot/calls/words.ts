/** @file From the arguments of `text`, `annotate` and `bar_label` to words in the axes: boxes, arrows, number formats. */
import { ValueError } from '../../errors/index.ts';
import type { BarContainer } from '../artists/bars.ts';
import { Text, type Arrow, type Coordinates, type TextLook } from '../artists/text.ts';
import { cssColor, withAlpha } from '../style/color.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from './options.ts';
import { fontPoints, fontSizes } from '../style/theme.ts';
import { pointPixels } from '../style/points.ts';

/** The look of words from matplotlib's options. */
export function textLook(given: o.TextOptions, who: string): TextLook {
  const options = { ...given.fontdict, ...given };
  oneOf(who, 'ha', options.ha ?? options.horizontalalignment, ['left', 'center', 'right']);
  oneOf(who, 'va', options.va ?? options.verticalalignment, ['top', 'center', 'bottom', 'baseline', 'center_baseline']);
  const va = options.va ?? options.verticalalignment ?? 'baseline';
  return {
    color: options.color === undefined ? undefined : cssColor(options.color, who),
    fontsize: fontPoints(options.fontsize ?? options.size, fontSizes.text),
    ha: options.ha ?? options.horizontalalignment ?? 'left',
    va: va === 'center_baseline' ? 'center' : va,
    rotation:
      typeof options.rotation === 'string'
        ? { vertical: 90, horizontal: 0 }[options.rotation]
        : (options.rotation ?? 0),
    bold: isBold(options.fontweight ?? options.weight),
    italic: (options.fontstyle ?? options.style) === 'italic',
    alpha: options.alpha,
    family: options.fontfamily ?? options.family,
    box: options.bbox
      ? boxOf(options.bbox, who)
      : options.backgroundcolor === undefined
        ? undefined
        : boxOf({ color: options.backgroundcolor }, who),
    coordinates: options.transform ?? 'data',
  };
}

function boxOf(bbox: NonNullable<o.TextOptions['bbox']>, who: string): NonNullable<TextLook['box']> {
  const { alpha, linewidth, lw = linewidth ?? 1 } = bbox;
  const faded = (css: string): string => (alpha === undefined ? css : withAlpha(css, alpha));
  const edge = bbox.edgecolor ?? bbox.ec ?? bbox.color ?? 'black';
  return {
    face: faded(cssColor(bbox.facecolor ?? bbox.fc ?? bbox.color ?? 'C0', who)),
    ...(edge === 'none' ? {} : { edge: faded(cssColor(edge, who)) }),
    width: lw,
  };
}

/** Whether a weight (a word, or a number to 1000) is printed bold. */
export function isBold(weight: o.FontWeight | undefined): boolean {
  return typeof weight === 'number' ? weight >= 600 : weight === 'bold' || weight === 'heavy' || weight === 'semibold';
}

/** Words about a place. */
export function annotation(text: unknown, options: o.AnnotateOptions): Text {
  const who = 'plt.annotate';
  checkOptions(who, options, known.annotate);
  const {
    xy,
    xytext = xy,
    arrowprops,
    xycoords = 'data',
    textcoords = xytext === xy ? xycoords : (options.textcoords ?? xycoords),
  } = options;
  for (const [name, at] of [
    ['xy', xy],
    ['xytext', xytext],
  ] as const) {
    if (Array.isArray(at) && at.length === 2) continue;
    throw new ValueError({ who, rule: `${name} must be [x, y]`, received: `${name} ${JSON.stringify(at)}` });
  }
  const look = textLook(options, who);
  const target = coordinatesOf(xycoords, who);
  const unit = textcoords === 'offset points' ? pointPixels : textcoords === 'offset pixels' ? 1 : undefined;
  if (!arrowprops) {
    // Words beside the place: the distance is in pixels and stays the same when zoomed.
    if (unit !== undefined)
      return new Text(xy[0], xy[1], String(text), {
        ...look,
        coordinates: target,
        shift: [xytext[0] * unit, xytext[1] * unit],
      });
    return new Text(xytext[0], xytext[1], String(text), { ...look, coordinates: coordinatesOf(textcoords, who) });
  }
  const arrow: Arrow = {
    to: xy,
    toCoordinates: target,
    from: unit === undefined ? coordinatesOf(textcoords, who) : 'offset',
    ...arrowLook(arrowprops, who),
  };
  return new Text(xytext[0] * (unit ?? 1), xytext[1] * (unit ?? 1), String(text), look, arrow);
}

function coordinatesOf(name: string, who: string): Coordinates {
  if (name === 'data') return 'data';
  if (name === 'axes fraction' || name === 'axes') return 'axes';
  throw new ValueError({
    who,
    rule: "positions are in 'data', 'axes fraction', 'offset points' or 'offset pixels'",
    received: `'${name}'`,
  });
}

/** matplotlib's arrow styles: Plotly's head, its size, and the ends that have one. */
const arrows: Readonly<Record<string, readonly [head: number, size: number, sides: Arrow['sides']]>> = {
  '-': [0, 1, 'none'],
  '->': [4, 1.1, 'end'],
  '<-': [4, 1.1, 'start'],
  '<->': [4, 1.1, 'end+start'],
  '-|>': [1, 1, 'end'],
  '<|-': [1, 1, 'start'],
  '<|-|>': [1, 1, 'end+start'],
  simple: [1, 0.7, 'end'],
  fancy: [1, 0.7, 'end'],
  wedge: [1, 0.7, 'end'],
};

function arrowLook(
  props: NonNullable<o.AnnotateOptions['arrowprops']>,
  who: string,
): Omit<Arrow, 'to' | 'toCoordinates' | 'from'> {
  const { arrowstyle, width = 4, headwidth = 12, linewidth, lw = linewidth } = props;
  const named = props.color ?? props.facecolor ?? props.fc ?? props.edgecolor ?? props.ec;
  const color = named === undefined ? undefined : cssColor(named, who);
  // Without a style matplotlib draws a thick arrow, `width` and `headwidth` in points.
  if (arrowstyle === undefined) {
    return {
      color: color ?? cssColor('C0', who),
      width,
      head: 1,
      size: Math.max(0.3, headwidth / (4 * width)),
      sides: 'end',
    };
  }
  const style = arrows[arrowstyle.split(',')[0]!.trim()];
  if (!style) {
    throw new ValueError({
      who,
      rule: `arrowstyle must be one of ${Object.keys(arrows).join(' ')}`,
      received: `'${arrowstyle}'`,
    });
  }
  const [head, size, sides] = style;
  const thick = /^[a-z]/.test(arrowstyle) ? 5 : 1;
  return { color, width: lw ?? thick, head, size, sides };
}

/** The words of `bar_label`: at the end of each bar or in its middle. */
export function barLabels(bars: BarContainer, options: o.BarLabelOptions): Text[] {
  const who = 'plt.bar_label';
  checkOptions(who, options, known.barLabel);
  const { labels, fmt = '%g', label_type = 'edge', padding = 0, ...look } = options;
  if (label_type !== 'edge' && label_type !== 'center') {
    throw new ValueError({ who, rule: "label_type must be 'edge' or 'center'", received: `'${String(label_type)}'` });
  }
  if (labels && labels.length !== bars.at.length) {
    throw new ValueError({
      who,
      rule: 'there must be one label for each bar',
      received: `${bars.at.length} bars, ${labels.length} labels`,
    });
  }
  const base = textLook(look, who);
  return Array.from(bars.at, (at, i) => {
    const length = bars.length[i]!;
    const sign = length < 0 ? -1 : 1;
    // Above the error bar, if there is one.
    const error = (sign > 0 ? bars.errors?.reach.above[i] : bars.errors?.reach.below[i]) ?? 0;
    const end = bars.base[i]! + (label_type === 'edge' ? length + sign * error : length / 2);
    const away = label_type === 'edge' ? sign * padding * pointPixels + sign * 1 : padding * pointPixels;
    const [x, y] = bars.horizontal ? [end, at] : [at, end];
    const edge = label_type === 'edge';
    return new Text(x, y, labels ? String(labels[i]) : formatNumber(fmt, length, who), {
      ...base,
      ha: bars.horizontal && edge ? (sign > 0 ? 'left' : 'right') : 'center',
      va: !bars.horizontal && edge ? (sign > 0 ? 'bottom' : 'top') : 'center',
      shift: bars.horizontal ? [away + sign * (edge ? 2 : 0), 0] : [0, away],
    });
  });
}

/** A number in Python's spelling: `'%.2f'`, `'%d'`, `'%g'`, `'%.1f%%'`, `'{:.2f}'`, `'{:,.0f}'`, or by a function. */
export function formatNumber(format: string | ((value: number) => string), value: number, who: string): string {
  if (typeof format === 'function') return format(value);
  let found = false;
  const text = format.replace(
    /%%|%([-+ 0]*)(\d*)(?:\.(\d+))?([dfeEgGis])|\{(?::([+]?)(,?)(?:\.(\d+))?([dfeEg%]?))?\}/g,
    (
      whole: string,
      flags?: string,
      _width?: string,
      digits?: string,
      kind?: string,
      plus?: string,
      comma?: string,
      digits2?: string,
      kind2?: string,
    ) => {
      if (whole === '%%') return '%';
      found = true;
      const places = digits ?? digits2;
      const body = spell(
        value,
        kind ?? (kind2 || (places === undefined ? 's' : 'g')),
        places === undefined ? undefined : Number(places),
      );
      const grouped = comma ? body.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : body;
      return value >= 0 && (flags?.includes('+') || plus === '+') ? `+${grouped}` : grouped;
    },
  );
  if (found) return text;
  throw new ValueError({ who, rule: "a number format is written like '%.2f' or '{:.2f}'", received: `'${format}'` });
}

/** Decimals as Python rounds them: what lies exactly in the middle goes to the even digit. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const tie = Math.abs(scaled % 1) === 0.5 && Number.isInteger(value * 2 ** (digits + 1));
  return (tie ? (2 * Math.round(scaled / 2)) / 10 ** digits : value).toFixed(digits);
}

function spell(value: number, kind: string, digits: number | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(value));
    case 'f':
      return fixed(value, digits ?? 6);
    case '%':
      return `${fixed(100 * value, digits ?? 6)}%`;
    case 'e':
    case 'E':
      return value.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, 'e$10$2');
    case 's':
      return String(value);
    default: {
      const precision = digits === undefined ? 6 : Math.max(1, digits);
      const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toPrecision(precision)))));
      if (exponent < -4 || exponent >= precision) {
        return value
          .toExponential(precision - 1)
          .replace(/\.?0+e/, 'e')
          .replace(/e([+-])(\d)$/, 'e$10$2');
      }
      return String(Number(value.toPrecision(precision)));
    }
  }
}
