/**
 * @file Everything that `plt`, `plot`, figures and axes offer, with arguments with which it works. A new call without sample
 * arguments here fails in unknown-options.test.ts.
 */
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { Axes, Figure, plot, plt } from '../../src/plot/index.ts';
import { Axes3D } from '../../src/plot/space/axes3d.ts';

const row = [1, 2, 3];
const table = [row, [4, 5, 7]];
const words = ['a', 'b', 'c'];

function exploredModel() {
  const { layers } = keras;
  return keras.Sequential([keras.Input([8, 8, 1]), layers.Flatten(), layers.Dense(2)]);
}

/** Arguments with which a call works, by its name; made anew for each call. */
type Samples = Record<string, () => unknown[]>;

/** The calls that draw in axes have the same name in `plt` and in `Axes`. */
const calls: Samples = {
  annotate: () => ['a', [0, 0]],
  arrow: () => [0, 0, 1, 1],
  axhline: () => [0],
  axhspan: () => [0, 1],
  axvline: () => [0],
  axvspan: () => [0, 1],
  axline: () => [[0, 0], { slope: 1 }],
  bar: () => [words, row],
  bar_label: () => [plt.bar(words, row)],
  barh: () => [words, row],
  boxplot: () => [row],
  clabel: () => [plt.contour(table)],
  contour: () => [table],
  contourf: () => [table],
  errorbar: () => [row, row],
  fill: () => [row, row],
  fill_between: () => [row, row],
  fill_betweenx: () => [row, row],
  grid: () => [true],
  hist: () => [row],
  hist2d: () => [row, row],
  hlines: () => [row, 0, 1],
  imshow: () => [table],
  legend: () => [],
  locator_params: () => [],
  loglog: () => [row],
  matshow: () => [table],
  pcolor: () => [table],
  pcolormesh: () => [table],
  pie: () => [row],
  plot: () => [row],
  quiver: () => [row, row],
  scatter: () => [row, row],
  semilogx: () => [row],
  semilogy: () => [row],
  spy: () => [table],
  stackplot: () => [row, row],
  stem: () => [row],
  step: () => [row, row],
  text: () => [0, 0, 'a'],
  tick_params: () => [],
  ticklabel_format: () => [],
  violinplot: () => [[row, [1, 2, 4]]],
  vlines: () => [row, 0, 1],
};

const shared: Samples = {
  axis: () => ['off'],
  cla: () => [],
  margins: () => [0.1],
  minorticks_off: () => [],
  minorticks_on: () => [],
  twinx: () => [],
  twiny: () => [],
};

/** What calls of `keras.utils` give to the pictures of a network. */
const seen = { layer: 'conv', filters: [0], values: [1], size: [2, 2], places: np.zeros([1, 1, 2]) };
const changed = {
  pictures: np.zeros([1, 2, 2, 1]),
  signs: np.zeros([1, 2, 2, 1]),
  epsilon: 0.1,
  truths: [0],
  before: [0],
  after: [1],
  scoresBefore: np.array([[0.6, 0.4]]),
  scoresAfter: np.array([[0.4, 0.6]]),
};
const field = {
  layer: 'conv',
  at: [0, 0],
  maps: [2, 2],
  picture: [4, 4],
  size: [3, 3],
  step: [1, 1],
  top: 0,
  left: 0,
  bottom: 3,
  right: 3,
};

export const samples: Record<'plt' | 'plot' | 'Figure' | 'Axes' | 'Axes3D', Samples> = {
  plt: {
    ...calls,
    ...shared,
    twinx: () => [plt.gca()],
    twiny: () => [plt.gca()],
    Normalize: () => [0, 1],
    Circle: () => [[0, 0], 1],
    Ellipse: () => [[0, 0], 1, 2],
    FuncFormatter: () => [String],
    GridSpec: () => [2, 2],
    MaxNLocator: () => [5],
    MultipleLocator: () => [5],
    NullLocator: () => [],
    Patch: () => [],
    Polygon: () => [
      [
        [0, 0],
        [1, 1],
        [1, 0],
      ],
    ],
    Rectangle: () => [[0, 0], 1, 1],
    axes: () => [[0, 0, 1, 1]],
    clf: () => [],
    clim: () => [0, 1],
    close: () => ['all'],
    colorbar: () => [plt.imshow(table)],
    colormaps: () => [],
    delaxes: () => [plt.gca()],
    figtext: () => [0, 0, 'a'],
    figure: () => [],
    gca: () => [],
    gcf: () => [],
    get_cmap: () => ['gray'],
    get_fignums: () => [],
    gray: () => [],
    hot: () => [],
    autumn: () => [],
    bone: () => [],
    cool: () => [],
    copper: () => [],
    flag: () => [],
    hsv: () => [],
    inferno: () => [],
    magma: () => [],
    nipy_spectral: () => [],
    pink: () => [],
    plasma: () => [],
    prism: () => [],
    spring: () => [],
    summer: () => [],
    winter: () => [],
    imsave: () => ['build/never.png', table],
    jet: () => [],
    rc: () => ['lines'],
    rcdefaults: () => [],
    savefig: () => ['build/never.json'],
    sca: () => [plt.gca()],
    set_cmap: () => ['gray'],
    setp: () => [plt.plot(row)],
    show: () => [],
    subplot: () => [1, 1, 1],
    subplot2grid: () => [
      [2, 2],
      [0, 0],
    ],
    subplot_mosaic: () => ['AB'],
    subplots: () => [1, 2],
    subplots_adjust: () => [],
    suptitle: () => ['a'],
    tight_layout: () => [],
    title: () => ['a'],
    viridis: () => [],
    xlabel: () => ['a'],
    xlim: () => [0, 1],
    xscale: () => ['symlog'],
    xticks: () => [row, words],
    ylabel: () => ['a'],
    ylim: () => [0, 1],
    yscale: () => ['symlog'],
    yticks: () => [row, words],
  },
  plot: {
    activationMaximization: () => [{ ...seen, images: np.zeros([1, 2, 2, 1]), history: np.zeros([2, 1]) }, {}],
    adversarial: () => [np.zeros([1, 2, 2, 1]), changed, {}],
    compareAugmentations: () => [np.zeros([2, 2]), { same: (x: unknown) => x }, {}],
    compareFilters: () => [np.zeros([3, 3]), np.zeros([3, 3])],
    confusionMatrix: () => [np.array(table).at(':', ':2')],
    embedding: () => [np.zeros([3, 2])],
    featureMaps: () => [np.zeros([2, 3, 4])],
    filters: () => [np.zeros([3, 3])],
    imageGrid: () => [np.zeros([2, 3, 4])],
    learningCurves: () => [{ loss: row }],
    lossLandscape: () => [{ losses: np.array([[3, 2, 3], [2, 1, 2], [3, 2, 3]]), steps: [-1, 0, 1], loss: 1 }, {}], // prettier-ignore
    maximalPatches: () => [
      { ...seen, values: np.zeros([1, 1]), patches: np.zeros([1, 1, 2, 2, 1]), pictures: np.zeros([1, 1]) },
      {},
    ],
    misclassified: () => [np.zeros([2, 2, 2]), [0, 1], [1, 1]],
    overlay: () => [np.zeros([2, 3, 3]), np.zeros([2, 3])],
    perLayer: () => [[{ name: 'a', ms: 1 }]],
    plot_images: () => [np.zeros([2, 3, 4]), ['a', 'b'], 2],
    probabilities: () => [[0.4, 0.6]],
    receptiveField: () => [np.zeros([4, 4]), field, {}],
    stepper: () => [np.zeros([4, 4]), np.zeros([2, 2])],
    explore: () => [exploredModel(), np.zeros([2, 8, 8, 1])],
    filterLab: () => [np.zeros([8, 8])],
    liveTraining: () => [{ filters: true }],
    playground: () => [{ data: 'xor', points: 20 }],
  },
  Figure: {
    addInset: () => [plt.gca(), [0, 0, 1, 1]],
    addTwin: () => [plt.gca(), 'y'],
    add_axes: () => [[0, 0, 1, 1]],
    add_gridspec: () => [2, 2],
    add_subplot: () => [1, 1, 1],
    autofmt_xdate: () => [],
    clf: () => [],
    colorbar: () => [plt.imshow(table)],
    delaxes: () => [plt.gca()],
    gca: () => [],
    get_axes: () => [],
    legend: () => [],
    limitsOf: () => [plt.gca()],
    savefig: () => ['build/never.json'],
    sca: () => [plt.gca()],
    set_dpi: () => [100],
    set_facecolor: () => ['white'],
    set_size_inches: () => [3, 4],
    show: () => [],
    subplot_mosaic: () => ['AB'],
    subplots: () => [1, 2],
    subplots_adjust: () => [],
    suptitle: () => ['a'],
    supxlabel: () => ['a'],
    supylabel: () => ['a'],
    text: () => [0, 0, 'a'],
    tight_layout: () => [],
    toPNG: () => [],
    toPlotly: () => [],
    toSVG: () => [],
  },
  Axes: {
    ...calls,
    ...shared,
    add: () => [plt.plot(row)[0]],
    add_patch: () => [plt.Circle([0, 0], 1)],
    clear: () => [],
    get_legend: () => [],
    get_legend_handles_labels: () => [],
    get_title: () => [],
    get_xaxis: () => [],
    get_xlabel: () => [],
    get_xlim: () => [],
    get_xscale: () => [],
    get_xticklabels: () => [],
    get_xticks: () => [],
    get_yaxis: () => [],
    get_ylabel: () => [],
    get_ylim: () => [],
    get_yscale: () => [],
    get_yticklabels: () => [],
    get_yticks: () => [],
    inset_axes: () => [[0, 0, 1, 1]],
    invert_xaxis: () => [],
    invert_yaxis: () => [],
    label_outer: () => [],
    nextColor: () => ['line'],
    positions: () => [row, 'x', 'plt.plot'],
    remove: () => [],
    set: () => [],
    set_aspect: () => ['equal'],
    set_axis_off: () => [],
    set_axis_on: () => [],
    set_axisbelow: () => [true],
    set_facecolor: () => ['white'],
    set_frame_on: () => [true],
    set_title: () => ['a'],
    set_visible: () => [true],
    set_xlabel: () => ['a'],
    set_xlim: () => [0, 1],
    set_xscale: () => ['symlog'],
    set_xticklabels: () => [words],
    set_xticks: () => [row, words],
    set_ylabel: () => ['a'],
    set_ylim: () => [0, 1],
    set_yscale: () => ['symlog'],
    set_yticklabels: () => [words],
    set_yticks: () => [row, words],
    styleTicks: () => ['x'],
  },
  Axes3D: {
    get_xlim: () => [],
    get_ylim: () => [],
    get_zlabel: () => [],
    get_zlim: () => [],
    plot: () => [row, row, row],
    plot3D: () => [row, row, row],
    scatter: () => [row, row, row],
    scatter3D: () => [row, row, row],
    set_xlim: () => [0, 1],
    set_ylim: () => [0, 1],
    set_zlabel: () => ['a'],
    set_zlim: () => [0, 1],
    set_zticks: () => [row, words],
    text: () => [0, 0, 0, 'a'],
    view_init: () => [30, -60],
  },
};

/** Collections and settings, which are no calls. */
const collections = ['cm', 'rcParams', 'style'];
/** For the class alone, marked so for the compiler. */
const internal = [
  'constructor',
  'atIndex',
  'makeSubplots',
  'placeSubplot',
  'put',
  'scale',
  'drawWords',
  'reset',
  'resetGrid',
  'setAxis',
  'setLabel',
  'setLimits',
  'setScale',
  'setTickLabels',
  'setTicks',
];

/** Calls that speak under another name: the one of pyplot, which sets the same. */
export const spoken: Readonly<Record<string, string>> = { styleTicks: 'xticks', scatter3D: 'scatter', plot3D: 'plot' };

/** Samples that are a call only with the option behind them, or that write and draw. */
export const unfinished = ['savefig', 'imsave', 'toPNG', 'toSVG', 'rc', 'set', 'setp', 'styleTicks'];

function methodsOf(owner: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => typeof value === 'function' && !internal.includes(name))
    .map(([name]) => name);
}

const functions = (owner: object): string[] => Object.keys(owner).filter((name) => !collections.includes(name));

/** The names of all calls. */
export const walk = {
  plt: functions(plt),
  plot: functions(plot),
  Figure: methodsOf(Figure.prototype).filter((name) => name !== 'add'),
  // The other calls are there to be refused.
  Axes3D: methodsOf(Axes3D.prototype).filter((name) => name in samples.Axes3D || !(name in calls)),
  Axes: [...methodsOf(Axes.prototype), ...methodsOf(Object.getPrototypeOf(Axes.prototype) as object)],
};

/** The axes in use if they have three coordinates, or new ones. */
function inSpace(): Axes3D {
  const axes = plt.gca();
  return axes instanceof Axes3D ? axes : plt.axes({ projection: '3d' });
}

/** The object on which a call is made. */
export function ownerOf(place: keyof typeof walk): Record<string, (...args: unknown[]) => unknown> {
  const owner = { plt: () => plt, plot: () => plot, Figure: () => plt.gcf(), Axes: () => plt.gca(), Axes3D: inSpace }[
    place
  ]();
  return owner as unknown as Record<string, (...args: unknown[]) => unknown>;
}

/** What a call says when it refuses. */
export async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'accepted';
  } catch (error) {
    return String(error);
  }
}

/** What a call says of an option that does not exist. */
export function refusalOf(place: keyof typeof walk, name: string): Promise<string> {
  const args = samples[place][name]!();
  const last = args.at(-1);
  const options = Object.getPrototypeOf(last ?? 0) === Object.prototype && name !== 'learningCurves' ? args.pop() : {};
  return refusal(() => ownerOf(place)[name]!(...args, { ...(options as object), noSuchOption: 1 }));
}
