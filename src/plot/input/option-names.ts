/**
 * @file Which options each call knows, for the error at run time (while typing, the types say it). TypeScript holds each list
 * equal to its interface in options.ts: a name that is missing here or there is an error.
 */
import {
  checkOptions as refuseUnknown,
  oneOf as isOneOf,
  optionNames,
  type OptionNames,
} from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { AxesSettings } from '../axes/frame-options.ts';
import type { SavefigOptions, SubplotsOptions } from '../figure/options.ts';
import type * as o from '../calls/options.ts';

/** The names of all options of T; the argument must be exactly that. */
const names = optionNames;

/** The options of each call. */
export const known = {
  line: names<o.LineOptions>()(
    'color c label linestyle ls linewidth lw marker markersize ms markerfacecolor mfc markeredgecolor mec markeredgewidth mew alpha zorder drawstyle ds markevery fillstyle clip_on',
  ),
  step: names<o.StepOptions>()(
    'color c label linestyle ls linewidth lw marker markersize ms markerfacecolor mfc markeredgecolor mec markeredgewidth mew alpha zorder drawstyle ds markevery fillstyle clip_on where',
  ),
  stretch: names<o.StretchOptions>()('colors color linestyles linestyle ls linewidths linewidth lw alpha label zorder'),
  scatter: names<o.ScatterOptions>()(
    's c color marker cmap vmin vmax alpha edgecolors edgecolor facecolors facecolor linewidths linewidth lw label zorder',
  ),
  bar: names<o.BarOptions>()(
    'width height bottom left align color facecolor fc edgecolor ec linewidth lw hatch yerr xerr ecolor capsize alpha label tick_label log zorder',
  ),
  pie: names<o.PieOptions>()(
    'labels colors explode autopct startangle counterclock labeldistance pctdistance textprops wedgeprops radius shadow',
  ),
  barLabel: names<o.BarLabelOptions>()(
    'fontdict color fontsize size ha horizontalalignment va verticalalignment rotation fontstyle style fontweight weight fontfamily family alpha zorder backgroundcolor bbox labels fmt label_type padding',
  ),
  hist: names<o.HistOptions>()(
    'bins range density cumulative weights color facecolor fc edgecolor ec linewidth lw linestyle hatch alpha label histtype stacked log orientation rwidth align zorder',
  ),
  errorbar: names<o.ErrorbarOptions>()(
    'color c label linestyle ls linewidth lw marker markersize ms markerfacecolor mfc markeredgecolor mec markeredgewidth mew alpha zorder drawstyle ds markevery fillstyle clip_on xerr yerr fmt ecolor elinewidth capsize',
  ),
  fill: names<o.FillOptions>()('where color facecolor fc edgecolor ec linewidth lw alpha label zorder interpolate'),
  stack: names<o.StackOptions>()('labels colors alpha baseline'),
  patch: names<o.PatchOptions>()('color facecolor fc edgecolor ec fill linewidth lw linestyle ls alpha label zorder'),
  stem: names<o.StemOptions>()('linefmt markerfmt basefmt bottom label orientation'),
  boxplot: names<o.BoxplotOptions>()(
    'positions widths vert orientation tick_labels labels whis notch sym patch_artist showmeans meanline showfliers showcaps showbox boxprops whiskerprops capprops medianprops meanprops flierprops label zorder',
  ),
  violin: names<o.ViolinOptions>()(
    'positions widths vert orientation showmeans showmedians showextrema points bw_method',
  ),
  mesh: names<o.MeshOptions>()('cmap vmin vmax shading alpha edgecolors edgecolor ec linewidths linewidth lw'),
  hist2d: names<o.Hist2dOptions>()('bins range density weights cmin cmap vmin vmax alpha'),
  quiver: names<o.QuiverOptions>()('color angles scale scale_units width pivot alpha label'),
  image: names<o.ImshowOptions>()('cmap vmin vmax interpolation alpha extent origin aspect zorder'),
  contour: names<o.ContourOptions>()('levels cmap colors linewidths alpha'),
  clabel: names<o.ClabelOptions>()('fmt fontsize inline'),
  text: names<o.TextOptions>()(
    'fontdict color fontsize size ha horizontalalignment va verticalalignment rotation fontstyle style fontweight weight fontfamily family alpha zorder backgroundcolor bbox transform',
  ),
  annotate: names<o.AnnotateOptions>()(
    'fontdict color fontsize size ha horizontalalignment va verticalalignment rotation fontstyle style fontweight weight fontfamily family alpha zorder backgroundcolor bbox transform xy xytext xycoords textcoords arrowprops',
  ),
  across: names<o.AcrossOptions>()(
    'color c linestyle ls linewidth lw facecolor fc alpha label zorder x y xmin xmax ymin ymax',
  ),
  axline: names<o.AxlineOptions>()('color c linestyle ls linewidth lw alpha label zorder slope'),
  tick: names<o.TickOptions>()('rotation fontsize size color ha horizontalalignment va rotation_mode minor labels'),
  tickParams: names<o.TickParams>()(
    'axis which labelsize rotation labelrotation labelcolor colors labelbottom labelleft bottom left top right labeltop labelright direction length',
  ),
  tickFormat: names<o.TickFormatOptions>()('axis style scilimits useOffset'),
  title: names<o.TitleOptions>()('fontdict fontsize size color fontweight weight fontstyle style loc y pad labelpad'),
  legend: names<o.LegendOptions>()(
    'loc bbox_to_anchor handles labels fontsize prop title title_fontsize ncol ncols frameon framealpha facecolor edgecolor labelcolor borderaxespad fancybox shadow numpoints markerscale handlelength labelspacing columnspacing',
  ),
  grid: names<o.GridOptions>()('visible axis which color alpha linestyle ls linewidth lw zorder minor'),
  colorbar: names<o.ColorbarOptions>()(
    'label shrink fraction pad ticks orientation aspect cax ax format location fontsize',
  ),
  set: names<AxesSettings>()(
    'title xlabel ylabel xlim ylim xticks yticks xticklabels yticklabels xscale yscale aspect facecolor visible',
  ),
  subplots: names<SubplotsOptions>()(
    'figsize dpi facecolor layout tight_layout constrained_layout edgecolor squeeze sharex sharey gridspec_kw width_ratios height_ratios subplot_kw',
  ),
  savefig: names<SavefigOptions>()('dpi format bbox_inches pad_inches transparent facecolor edgecolor'),
} as const;

/** Raises ValueError unless a setting is one of some words (or not given). */
export function oneOf(who: string, name: string, value: unknown, words: readonly string[]): void {
  if (value !== undefined) isOneOf(who, name, value, words);
}

/** Raises ValueError for a name that is not among the options of a call, with the nearest one that is, and for an `alpha` out of 0 to 1. */
export function checkOptions(who: string, options: object | undefined, list: OptionNames): void {
  const { alpha } = (options ?? {}) as { alpha?: unknown };
  if (typeof alpha === 'number' && !(alpha >= 0 && alpha <= 1)) {
    throw new ValueError({ who, rule: 'alpha must lie between 0 and 1', received: `alpha ${alpha}` });
  }
  refuseUnknown(who, options, list);
}
