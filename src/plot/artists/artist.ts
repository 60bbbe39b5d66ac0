/** @file What everything drawn in axes has in common, and what it may add to a Plotly figure. */
import { type PlotlyPart, plotlyText } from '../output/plotly.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import type { Limits } from '../layout/geometry.ts';

/** Where an artist draws: Plotly's names of its axes and the legend that lists it. */
export interface Place {
  x: string;
  y: string;
  /** Size of the frame in pixels. */
  width: number;
  height: number;
  /** What the axes reach, and which of them are logarithmic. */
  limits: Limits;
  log: { x: boolean; y: boolean };
  /** Plotly's name of the legend that lists an artist, if any does. */
  legendOf(artist: Artist): string | undefined;
}

/** A number of the data as annotations want it: on a logarithmic axis its logarithm. */
export function axisValue({ log }: Place, axis: 'x' | 'y', value: number): number {
  return log[axis] ? Math.log10(value) : value;
}

/** What artists add to the figure. */
export interface Parts {
  traces: PlotlyPart[];
  shapes: PlotlyPart[];
  annotations: PlotlyPart[];
}

/** How far an artist reaches; at a sticky edge the axes add no margin (images, the foot of bars). */
export interface Extent {
  x?: [number, number];
  y?: [number, number];
  stickyX?: readonly number[];
  stickyY?: readonly number[];
  /** The smallest number above zero, where there are others: what a logarithmic axis starts from. */
  leastX?: number;
  leastY?: number;
}

/** Something drawn in axes. As the last line of a cell it prints nothing: the figure is what is shown. */
export abstract class Artist implements Displayable {
  label: string | undefined;
  /** Higher ones lie on top; default by kind: areas and points under lines. */
  zorder: number | undefined;

  constructor(label?: string) {
    this.label = label;
  }

  abstract extent(): Extent;
  abstract draw(parts: Parts, place: Place): void;

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

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** Whether a legend would list an artist: it has a label that does not start with an underscore. */
export function isListed({ label }: Artist): boolean {
  return label !== undefined && label !== '' && !label.startsWith('_');
}

/** A list that prints nothing as the last line of a cell. */
export function quiet<T extends object>(list: T): T {
  Object.defineProperty(list, displaySymbol, { value: (): MimeBundle => ({}), enumerable: false });
  return list;
}

/** The part shared by traces: their axes. */
export function onAxes(place: Place): PlotlyPart {
  return { xaxis: place.x, yaxis: place.y };
}
