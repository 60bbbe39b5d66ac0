/** @file What everything drawn in axes has in common: its label, its place among the others, how far it reaches, how it is drawn. */
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import type { Limits, Rect } from '../layout/geometry.ts';
import type { Scale } from '../layout/scales.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import type { Colormap, ColormapLike } from '../style/colormap.ts';

/** Where an artist draws: Plotly's names of its axes and the legend that lists it. */
export interface Place {
  x: string;
  y: string;
  /** Size of the frame in pixels. */
  width: number;
  height: number;
  /** What the axes reach, and how numbers stand along them. */
  limits: Limits;
  scales: { readonly x: Scale; readonly y: Scale };
  /** Plotly's name of the legend that lists an artist, if any does. */
  legendOf(artist: Artist): string | undefined;
}

/** A number of the data as annotations want it: on a logarithmic axis its logarithm. */
export function axisValue({ scales }: Place, axis: 'x' | 'y', value: number): number {
  return scales[axis].place(value);
}

/** What artists add to the figure. */
export interface Parts {
  traces: PlotlyPart[];
  shapes: PlotlyPart[];
  annotations: PlotlyPart[];
}

/** How far an artist reaches; at a sticky edge the axes add no margin (images, the base of bars). */
export interface Extent {
  x?: [number, number];
  y?: [number, number];
  stickyX?: readonly number[];
  stickyY?: readonly number[];
  /** The smallest number above zero, where there are others: what a logarithmic axis starts from. */
  leastX?: number;
  leastY?: number;
  /** The axes that run towards smaller numbers because this (a picture) does. */
  reversed?: { x: boolean; y: boolean };
}

/** A position in parts of the frame, from its lower left corner. */
export type Point = readonly [number, number];

/** A rectangle in parts of the frame. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** The frame as a legend sees it that looks for a place: data become positions in it. */
export interface View {
  frame: Rect;
  part: (axis: 'x' | 'y', value: number) => number;
  points: (x: ArrayLike<number>, y: ArrayLike<number>) => Point[];
}

/** What a legend had better not hide. */
export interface Coverage {
  dots?: readonly Point[];
  paths?: readonly (readonly Point[])[];
  boxes?: readonly Box[];
}

/** Something drawn in axes. As the last line of a cell it prints nothing: the figure is what is shown. */
export abstract class Artist implements Displayable {
  label: string | undefined;
  /** Higher ones lie on top; default by kind, see `layer`. */
  zorder: number | undefined;
  /** True for a shape that was put into the axes by hand: a picture, or axes without anything else, do not grow for it. */
  loose = false;
  /** The list that holds it. */
  drawnIn: Artist[] | undefined;

  constructor(label?: string) {
    this.label = label;
  }

  /** The usual `zorder` of its kind: areas and points lie under lines. */
  get layer(): number {
    return 1;
  }

  /** Whether its kind comes last in a legend, as bars do in matplotlib. */
  get listedLast(): boolean {
    return false;
  }

  /** Whether `legend(['a', 'b'])` names it: words have no entry of their own. */
  get namedByLegend(): boolean {
    return true;
  }

  /** Whether it is a picture: loose shapes over it do not widen the axes, its squares stay square. */
  get isPicture(): boolean {
    return false;
  }

  /**
   * Its numbers along an axis where it stands at points of the data (lines, scatter), each of which is to be seen; undefined: it
   * just reaches as far as the axis does (areas, bars, words).
   */
  dataAlong(_axis: 'x' | 'y'): Float64Array | undefined {
    return undefined;
  }

  abstract extent(): Extent;
  abstract draw(parts: Parts, place: Place): void;

  /** What a legend had better not hide of it; nothing by default. */
  covers(_view: View): Coverage {
    return {};
  }

  /** Fields by which Plotly lists the trace in the legend, or not. */
  protected legendFields(place: Place): PlotlyPart {
    const legend = isListed(this) ? place.legendOf(this) : undefined;
    return {
      ...(this.label === undefined ? {} : { name: plotlyText(this.label) }),
      showlegend: legend !== undefined,
      ...(legend !== undefined && legend !== 'legend' ? { legend } : {}),
    };
  }

  get_label(): string {
    return this.label ?? '';
  }

  set_label(label: unknown): void {
    this.label = String(label);
  }

  /** Takes it out of its axes. */
  remove(): void {
    const at = this.drawnIn?.indexOf(this) ?? -1;
    if (at >= 0) this.drawnIn!.splice(at, 1);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** An artist whose numbers go through a colormap, so that a colour bar can explain it. */
export interface Mappable extends Artist {
  readonly cmap: Colormap;
  readonly vmin: number;
  readonly vmax: number;
  /** The colours along a bar; default those of the colormap. */
  barColors?(): [number, string][];
  /** The numbers written beside a bar; default round ones. */
  barValues?(): readonly number[];
  set_clim?(vmin: number, vmax: number): void;
  set_cmap?(cmap: ColormapLike): void;
}

/** Whether a legend would list an artist: it has a label that does not start with an underscore. */
export function isListed({ label }: Artist): boolean {
  return label !== undefined && label !== '' && !label.startsWith('_');
}

/** A list that prints nothing as the last line of a cell. */
export function quiet<T extends object>(list: T): T {
  Object.defineProperty(list, displaySymbol, { value: (): MimeBundle => ({}), enumerable: false, configurable: true });
  return list;
}

/** The part shared by traces: their axes. */
export function onAxes(place: Place): PlotlyPart {
  return { xaxis: place.x, yaxis: place.y };
}
