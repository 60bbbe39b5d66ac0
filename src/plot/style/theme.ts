/**
 * @file The looks: matplotlib's default on white, its dark twin, and the mark by which the lab extension knows that it may
 * replace the colours by those of the page. Sizes are matplotlib's points at 100 dots an inch.
 */
import { tab10 } from './color-cycle.ts';
import { cssColor, withAlpha } from './color.ts';
import { describe, oneOf } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { pointPixels } from './points.ts';
import { isUsual, rcParams, type RcParams } from './rc-params.ts';
import type { PlotlyPart } from '../output/plotly.ts';

/** 'auto' is drawn light and follows the theme of JupyterLab where it is shown. */
export type Theme = 'auto' | 'light' | 'dark';

/** The font of all text: matplotlib's own, then Korean fonts by platform. */
const fontFamily = 'DejaVu Sans, Noto Sans KR, Apple SD Gothic Neo, Malgun Gothic, NanumGothic, sans-serif';

/** Sizes of text in points by what it is for, from `rcParams`. */
export const fontSizes = {
  get title(): number {
    return fontPoints(rcParams['axes.titlesize'], 12);
  },
  get suptitle(): number {
    return fontPoints('large', 12);
  },
  get label(): number {
    return fontPoints(rcParams['axes.labelsize'], 10);
  },
  get tick(): number {
    return fontPoints(rcParams['xtick.labelsize'], 10);
  },
  get legend(): number {
    return fontPoints(rcParams['legend.fontsize'], 10);
  },
  get text(): number {
    return rcParams['font.size'];
  },
};

/** In parts of 'font.size'. */
const words: Readonly<Record<string, number>> = {
  'xx-small': 0.579,
  'x-small': 0.694,
  smaller: 0.833,
  small: 0.833,
  medium: 1,
  large: 1.2,
  larger: 1.2,
  'x-large': 1.44,
  'xx-large': 1.728,
};

/** A size in points from a number or a word; `fallback` for neither. @throws ValueError for others */
export function fontPoints(
  size: number | string | undefined,
  fallback: number,
  who = 'plt.rcParams',
  name = 'fontsize',
): number {
  if (size === undefined) return fallback;
  if (typeof size === 'string') return words[oneOf(who, name, size, Object.keys(words))]! * rcParams['font.size'];
  if (Number.isFinite(size) && size >= 0) return size;
  throw new ValueError({
    who,
    rule: { en: `${name} must be a number of points or a word`, ko: `${name}은(는) 포인트 수이거나 단어여야 합니다` },
    received: describe(size),
  });
}

/** Whether a weight (a word, or a number to 1000) is printed bold. */
export function isBold(weight: string | number | undefined): boolean {
  return typeof weight === 'number' ? weight >= 600 : weight === 'bold' || weight === 'heavy' || weight === 'semibold';
}

/** The colours of a page that a figure stands on. */
export interface PageColors {
  /** Text, frames and ticks. */
  ink: string;
  /** Behind everything. */
  paper: string;
  grid: string;
  legend: string;
  legendBorder: string;
}

/** The colours of the two fixed looks. */
export const pageColors: Readonly<Record<'light' | 'dark', PageColors>> = {
  light: {
    ink: '#000000',
    paper: '#ffffff',
    grid: '#b0b0b0',
    legend: 'rgba(255,255,255,0.8)',
    legendBorder: '#cccccc',
  },
  dark: { ink: '#ffffff', paper: '#111111', grid: '#555555', legend: 'rgba(17,17,17,0.8)', legendBorder: '#666666' },
};

/**
 * A Plotly template: everything that all axes share, so that each figure stays short. Settings in `rc` that are not the usual
 * ones (a style, a program's own) go before the colours of the page.
 */
export function template(colors: PageColors, rc: RcParams = rcParams): PlotlyPart {
  const named = (name: ColorName, fallback: string): string =>
    isUsual(rc, name) ? fallback : cssColor(rc[name], 'plt.rcParams');
  const paper = named('figure.facecolor', colors.paper);
  const ink = named('text.color', colors.ink);
  const axis = (which: 'x' | 'y'): PlotlyPart => {
    const direction = rc[`${which}tick.direction`];
    const tickColor = named(`${which}tick.color`, colors.ink);
    return {
      showgrid: false,
      zeroline: false,
      showline: rc['axes.linewidth'] > 0,
      mirror: true,
      linecolor: named('axes.edgecolor', colors.ink),
      linewidth: rc['axes.linewidth'] * pointPixels,
      ticks: rc[`${which}tick.major.size`] === 0 ? '' : direction === 'in' ? 'inside' : 'outside',
      ticklen: rc[`${which}tick.major.size`] * pointPixels,
      tickwidth: 0.8 * pointPixels,
      tickcolor: tickColor,
      tickfont: { size: 10 * pointPixels, color: tickColor },
      gridcolor: named('grid.color', colors.grid),
      gridwidth: rc['grid.linewidth'] * pointPixels,
      title: {
        font: { size: 10 * pointPixels, color: named('axes.labelcolor', colors.ink) },
        standoff: 4 * pointPixels,
      },
      automargin: false,
      exponentformat: 'power',
    };
  };
  return {
    layout: {
      paper_bgcolor: paper,
      plot_bgcolor: named('axes.facecolor', isUsual(rc, 'figure.facecolor') ? paper : colors.paper),
      font: { family: fontFamily, size: 10 * pointPixels, color: ink },
      colorway: [...tab10],
      hovermode: 'closest',
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: colors.grid, activecolor: ink },
      hoverlabel: { font: { family: fontFamily, size: 12 } },
      xaxis: axis('x'),
      yaxis: axis('y'),
      annotationdefaults: { font: { color: ink }, arrowcolor: ink },
      legend: legendLook(colors),
    },
  };
}

type ColorName = { [K in keyof RcParams]: K extends `${string}color` ? K : never }[keyof RcParams];

/** How legends look. A template reaches only the first one of a figure, the others carry it themselves. */
export function legendLook(
  { ink, legend, legendBorder }: PageColors,
  rc: RcParams = rcParams,
): PlotlyPart & { font: PlotlyPart } {
  const face = rc['axes.facecolor'];
  return {
    bgcolor: isUsual(rc, 'axes.facecolor') ? legend : withAlpha(cssColor(face, 'plt.rcParams'), 0.8),
    bordercolor: legendBorder,
    borderwidth: 1,
    font: {
      size: 10 * pointPixels,
      color: isUsual(rc, 'text.color') ? ink : cssColor(rc['text.color'], 'plt.rcParams'),
    },
  };
}
