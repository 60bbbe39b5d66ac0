/**
 * @file Convolution step by step: the window on the input, the products with the filter, and the output growing cell by
 * cell. In the page a slider and a play button walk through the steps; the PNG shows one of them.
 */
import { integer, number, optionsOf } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { channelsFirstHint } from '../artists/image.ts';
import { Figure } from '../figure/figure.ts';
import { nextNumber, use } from '../figure/open-figures.ts';
import type { PlotlyFigure } from '../output/render/svg.ts';
import { read } from '../input/rules.ts';
import { showAtCellEnd } from '../output/show.ts';
import { shortNumber, writeNumbers } from './maps.ts';

export interface StepperOptions {
  /** Cells the window moves by; default 1. */
  stride?: number;
  /** Zeros around the picture; default 0. */
  pad?: number;
  /** Number that is added to each sum. Default 0. */
  bias?: number;
  /** The step that is shown first (and in the PNG); default 0. */
  step?: number;
}

const stepperOptions = optionsOf<StepperOptions>()({
  stride: integer().or(1),
  pad: integer().or(0),
  bias: number().or(0),
  step: number().or(0),
});

interface Step {
  row: number;
  column: number;
  products: number[];
  sum: number;
}

/**
 * The steps of a valid scan of a 2-D picture with a 2-D filter. Output (h + 2 pad - kh) / stride + 1, cut.
 * @ko 필터가 그림 위를 한 칸씩 움직이는 모습을 단계마다 보여 줍니다. 화살표 키로 움직입니다.
 */
export function stepper(image: ArraySource, filter: ArraySource, options?: StepperOptions): Figure {
  const who = 'plot.stepper';
  const { stride, pad, bias, step } = read(who, options, stepperOptions);
  const [picture, kernel] = [tableOf(image, who, 'the picture'), tableOf(filter, who, 'the filter')];
  if (!(stride > 0 && pad >= 0)) {
    throw new ValueError({
      who,
      rule: {
        en: 'stride must be above 0 and pad at least 0',
        ko: 'stride는 0보다 커야 하고 pad는 0 이상이어야 합니다',
      },
      received: `stride ${stride}, pad ${pad}`,
    });
  }
  const input = padded(picture, pad);
  const rows = Math.floor((input.rows - kernel.rows) / stride) + 1;
  const columns = Math.floor((input.columns - kernel.columns) / stride) + 1;
  if (rows < 1 || columns < 1) {
    throw new ShapeError({
      who,
      rule: { en: 'the filter must fit into the padded picture', ko: '필터는 패딩을 붙인 그림에 들어가야 합니다' },
      received: {
        en: `picture (${input.rows}, ${input.columns}), filter (${kernel.rows}, ${kernel.columns})`,
        ko: `그림 (${input.rows}, ${input.columns}), 필터 (${kernel.rows}, ${kernel.columns})`,
      },
    });
  }
  if (rows * columns > 400 || input.rows * input.columns > 900) {
    throw new ValueError({
      who,
      rule: {
        en: 'the picture is too large to be followed by eye (at most 900 cells and 400 steps)',
        ko: '눈으로 따라가기에는 너무 큰 그림입니다(최대 900칸, 400단계)',
      },
      received: {
        en: `${input.rows} x ${input.columns} cells, ${rows * columns} steps`,
        ko: `${input.rows} x ${input.columns}칸, ${rows * columns}단계`,
      },
      hint: { en: "Take a part of it: x.at('0:8', '0:8')", ko: "일부만 고르세요: x.at('0:8', '0:8')" },
    });
  }
  const steps: Step[] = [];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) steps.push(stepAt(input, kernel, r * stride, c * stride, bias));
  showAtCellEnd();
  const figure = new StepperFigure({
    input,
    kernel,
    rows,
    columns,
    steps,
    first: Math.min(Math.max(0, Math.trunc(step)), steps.length - 1),
  });
  return use(figure);
}

interface Table {
  rows: number;
  columns: number;
  values: Float64Array;
}

interface Scene {
  input: Table;
  kernel: Table;
  rows: number;
  columns: number;
  steps: Step[];
  first: number;
}

/** A figure whose Plotly JSON also carries the frames of its steps. */
class StepperFigure extends Figure {
  private readonly scene: Scene;

  constructor(scene: Scene) {
    super(nextNumber(), { figsize: [10, 4.4] });
    this.scene = scene;
    const { input, kernel, rows, columns, steps } = scene;
    const top = Math.max(...input.values.map(Math.abs)) || 1;
    const panels = this.subplots(1, 3)[0]!;
    panels[0]!.imshow(np.asarray(input.values).reshape(input.rows, input.columns), { cmap: 'gray' });
    const [low, high] = [Math.min(...input.values), Math.max(...input.values)];
    if (input.values.length <= 150) {
      writeNumbers(panels[0]!, input.values, input.columns, (value) => (value > (low + high) / 2 ? 'black' : 'white'));
    }
    panels[0]!.set_title(`input ${input.rows}×${input.columns}`);
    const most = Math.max(...steps.flatMap(({ products }) => products.map(Math.abs))) || top;
    panels[1]!.imshow(np.asarray(kernel.values).reshape(kernel.rows, kernel.columns), {
      cmap: 'RdBu_r', // twice the range: pale colours, on which black numbers are read in either theme
      vmin: -2 * most,
      vmax: 2 * most,
    });
    panels[1]!.set_title('input × filter');
    panels[2]!.imshow(np.zeros([rows, columns]), { cmap: 'Greys', vmin: 0, vmax: 1 });
    panels[2]!.set_title(`output ${rows}×${columns}`);
    for (const panel of panels) {
      panel.set_xticks([]);
      panel.set_yticks([]);
    }
    this.subplots_adjust({ left: 0.03, right: 0.97, top: 0.9, bottom: 0.28, wspace: 0.12 });
  }

  override toPlotly(): PlotlyFigure {
    const figure = super.toPlotly();
    const { steps, first } = this.scene;
    const moving = this.moving(first);
    const at = figure.data.length;
    return {
      data: [...figure.data, ...moving],
      layout: { ...figure.layout, ...sumAxes(figure.layout), ...controls(steps.length, first) },
      config: figure.config,
      frames: steps.map((_, i) => ({
        name: String(i),
        traces: moving.map((_, k) => at + k),
        data: this.moving(i).map(({ x, y, text }) => ({ x, y, ...(text === undefined ? {} : { text }) })),
      })),
    };
  }

  /** The traces that change: the window, the products, the numbers found so far, the cell being made. */
  private moving(i: number): Record<string, unknown>[] {
    const { input, kernel, columns, steps } = this.scene;
    const { row, column, products, sum } = steps[i]!;
    const window = {
      left: column - 0.5,
      top: row - 0.5,
      right: column + kernel.columns - 0.5,
      bottom: row + kernel.rows - 0.5,
    };
    const cell = { r: Math.floor(i / columns), c: i % columns };
    const size = input.values.length > 150 || steps.length > 100 ? 9 : 11;
    const found = steps.slice(0, i + 1).map((step) => shortNumber(step.sum));
    const formula = products.map((_, k) => {
      const [r, c] = [Math.floor(k / kernel.columns), k % kernel.columns];
      const value = input.values[(row + r) * input.columns + column + c]!;
      return `${shortNumber(value)}×${shortNumber(kernel.values[k]!)}`;
    });
    return [
      outline('x', 'y', window.left, window.top, window.right, window.bottom),
      numbers('x2', 'y2', kernel.columns, formula, kernel.values.length > 25 ? 8 : 12),
      numbers('x3', 'y3', columns, found, size),
      outline('x3', 'y3', cell.c - 0.5, cell.r - 0.5, cell.c + 0.5, cell.r + 0.5),
      {
        ...numbers('x9', 'y9', 1, [`Σ = ${shortNumber(sum)}`], 14),
        textfont: { size: 14 }, // the page's own colour
      },
    ];
  }
}

function outline(
  xaxis: string,
  yaxis: string,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Record<string, unknown> {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [left, right, right, left, left],
    y: [top, top, bottom, bottom, top],
    xaxis,
    yaxis,
    line: { color: '#d62728', width: 4 },
    showlegend: false,
    hoverinfo: 'skip',
    cliponaxis: false,
  };
}

function numbers(xaxis: string, yaxis: string, columns: number, text: string[], size: number): Record<string, unknown> {
  return {
    type: 'scatter',
    mode: 'text',
    x: text.map((_, i) => i % columns),
    y: text.map((_, i) => Math.floor(i / columns)),
    text,
    xaxis,
    yaxis,
    textfont: { size, color: '#000000' },
    showlegend: false,
    hoverinfo: 'skip',
  };
}

/** A strip for the sum below the products: Plotly hides text outside the range of its axes. */
function sumAxes(layout: Record<string, unknown>): Record<string, unknown> {
  const { domain } = layout['xaxis2'] as { domain: [number, number] };
  const strip = { visible: false, fixedrange: true, range: [-1, 1] };
  return {
    xaxis9: { ...strip, domain, anchor: 'y9' },
    yaxis9: { ...strip, domain: [0.19, 0.27], anchor: 'x9' },
  };
}

/** A slider over the steps, a play and a pause button. */
function controls(count: number, first: number): Record<string, unknown> {
  const still = { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } };
  return {
    sliders: [
      {
        active: first,
        x: 0.16,
        len: 0.8,
        y: 0.17,
        pad: { t: 0, b: 0 },
        currentvalue: { prefix: 'step ', xanchor: 'left', font: { size: 12 } },
        steps: Array.from({ length: count }, (_, i) => ({
          label: String(i + 1),
          method: 'animate',
          args: [[String(i)], still],
        })),
      },
    ],
    updatemenus: [
      {
        type: 'buttons',
        direction: 'left',
        showactive: false,
        x: 0.02,
        xanchor: 'left',
        y: 0.17,
        yanchor: 'top',
        pad: { t: 0, r: 0 },
        buttons: [
          {
            label: '▶',
            method: 'animate',
            args: [null, { fromcurrent: true, frame: { duration: 600, redraw: true }, transition: { duration: 0 } }],
          },
          { label: '■', method: 'animate', args: [[null], still] },
        ],
      },
    ],
  };
}

function stepAt(input: Table, kernel: Table, row: number, column: number, bias: number): Step {
  const products: number[] = [];
  for (let r = 0; r < kernel.rows; r++) {
    for (let c = 0; c < kernel.columns; c++) {
      products.push(input.values[(row + r) * input.columns + column + c]! * kernel.values[r * kernel.columns + c]!);
    }
  }
  return { row, column, products, sum: products.reduce((sum, x) => sum + x, bias) };
}

function padded(table: Table, pad: number): Table {
  if (pad === 0) return table;
  const [rows, columns] = [table.rows + 2 * pad, table.columns + 2 * pad];
  const values = new Float64Array(rows * columns);
  for (let r = 0; r < table.rows; r++) {
    values.set(table.values.subarray(r * table.columns, (r + 1) * table.columns), (r + pad) * columns + pad);
  }
  return { rows, columns, values };
}

function tableOf(source: ArraySource, who: string, name: string): Table {
  const array = np.asarray(source);
  if (array.ndim !== 2 || array.size === 0) {
    throw new ShapeError({
      who,
      rule: { en: `${name} must be 2-D`, ko: `${name}은(는) 2차원이어야 합니다` },
      received: { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` },
      ...(array.ndim === 3
        ? {
            hint: (array.shape[0] === 1 && channelsFirstHint(array.shape)) || {
              en: "Take one channel: x.at(':', ':', 0)",
              ko: "채널 하나를 고르세요: x.at(':', ':', 0)",
            },
          }
        : {}),
    });
  }
  return { rows: array.shape[0]!, columns: array.shape[1]!, values: Float64Array.from(array.toTyped()) };
}
