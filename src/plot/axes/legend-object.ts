/** @file What `legend(…)` gives: matplotlib's methods that change a legend after it was made. */
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import type { LegendOptions } from '../calls/legend.ts';
import { checkedNumber } from '../input/checked.ts';
import { cssColor, type Color } from '../style/color.ts';
import { fontPoints } from '../style/theme.ts';
import type { AxesFrame } from './frame.ts';
import { legendArtists, placeOf, type LegendLocation, type LegendState } from './legend.ts';

/** A size of text in points, or a word such as 'small'. */
type Size = number | string;

/** How words of a legend are read and changed. */
interface Words {
  get(): string;
  set(text: string): void;
  size(size: Size): void;
  color(color: Color): void;
}

/** A legend. As the last line of a cell it prints nothing. */
export class Legend implements Displayable {
  private readonly axes: AxesFrame;
  private readonly options: LegendState;

  constructor(axes: AxesFrame, options: LegendState) {
    this.axes = axes;
    this.options = options;
  }

  /** What it lists. */
  get legend_handles(): Artist[] {
    return quiet(legendArtists({ artists: this.axes.artists, legends: this.options }));
  }

  /** The words beside what it lists. All look alike, so a size or colour of one is that of all. */
  get_texts(): LegendText[] {
    const options = this.options;
    const texts = this.legend_handles.map(
      (artist) =>
        new LegendText({
          get: () => artist.label ?? '',
          set: (text) => (artist.label = text),
          size: (size) => (options.fontsize = size),
          color: (color) => (options.labelcolor = color),
        }),
    );
    return quiet(texts);
  }

  get_title(): LegendText {
    const options = this.options;
    return new LegendText({
      get: () => options.title ?? '',
      set: (text) => (options.title = text),
      size: (size) => (options.title_fontsize = size),
      color: (color) => (options.titlecolor = color),
    });
  }

  set_title(title: unknown): void {
    this.options.title = String(title);
  }

  /** The field behind it, for `legend.get_frame().set_alpha(0.5)`. */
  get_frame(): LegendFrame {
    return new LegendFrame(this.options);
  }

  set_frame_on(on: boolean): void {
    this.options.frameon = on;
  }

  /** One of matplotlib's places or its number. */
  set_loc(loc: LegendLocation | number): void {
    placeOf(loc);
    this.options.loc = loc;
  }

  /** The point or box, in parts of the frame, at which it takes its `loc`. */
  set_bbox_to_anchor(anchor: NonNullable<LegendOptions['bbox_to_anchor']>): void {
    this.options.bbox_to_anchor = anchor;
  }

  /** False: it is not drawn. */
  set_visible(visible: boolean): void {
    if (visible) this.axes.legends = this.options;
    else this.remove();
  }

  /** Takes it out of its axes. */
  remove(): void {
    if (this.axes.legends === this.options) this.axes.legends = undefined;
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** Words of a legend. */
export class LegendText implements Displayable {
  private readonly words: Words;

  constructor(words: Words) {
    this.words = words;
  }

  get_text(): string {
    return this.words.get();
  }

  set_text(text: unknown): void {
    this.words.set(String(text));
  }

  set_fontsize(size: Size): void {
    fontPoints(size, 0, 'set_fontsize');
    this.words.size(size);
  }

  set_size(size: Size): void {
    this.set_fontsize(size);
  }

  set_color(color: Color): void {
    cssColor(color, 'set_color');
    this.words.color(color);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** The field behind a legend. */
export class LegendFrame implements Displayable {
  private readonly options: LegendOptions;

  constructor(options: LegendOptions) {
    this.options = options;
  }

  set_facecolor(color: Color): void {
    cssColor(color, 'set_facecolor');
    this.options.facecolor = color;
  }

  set_edgecolor(color: Color): void {
    cssColor(color, 'set_edgecolor');
    this.options.edgecolor = color;
  }

  /** Opacity from 0 (not seen) to 1. */
  set_alpha(alpha: number): void {
    this.options.framealpha = checkedNumber('set_alpha', 'alpha', alpha, 1);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}
