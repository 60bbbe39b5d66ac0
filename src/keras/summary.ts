/**
 * @file `model.summary()`: Keras 3's box table as text, and an HTML table for the notebook. Layers inside nested models
 * are shown on request; a Dense layer that acts on an unflattened map is pointed out below the table.
 */
import { notebookHost } from '../display/index.ts';
import { say, shapeText, ValueError } from '../errors/index.ts';
import { readArguments } from './common/arguments.ts';
import { type BoxColumn, boxTable } from './common/box-table.ts';
import { kerasSize, thousands } from './common/format.ts';
import { type GraphOrder, graphOrder, inputsOf } from './core/topology.ts';
import { KerasTensor, type SymbolicShape } from './core/keras-tensor.ts';
import type { Layer } from './core/layer.ts';
import type { Weight } from './core/weight.ts';
import { print, terminalWidth } from './common/terminal.ts';
import type { Optimizer } from './optimizers/index.ts';

/** What a summary reads of a model. */
export interface SummaryModel {
  readonly name: string;
  readonly className: string;
  readonly layers: readonly Layer[];
  readonly trainableWeights: readonly Weight[];
  readonly nonTrainableWeights: readonly Weight[];
  readonly optimizer?: Optimizer | null;
  /** Symbolic ends of a functional model; missing when it is not built. */
  readonly inputs?: readonly KerasTensor[] | null;
  readonly outputs?: readonly KerasTensor[] | null;
}

export interface SummaryOptions {
  /**
   * Characters of a line. Default: 88 (108 for branched models), or the terminal's width less 4.
   * @ko 한 줄의 글자 수입니다. 기본값은 88(갈래가 있는 모델은 108) 또는 터미널의 너비보다 4 적은 값입니다.
   */
  lineLength?: number | null;
  /**
   * Where columns end, as parts of the line.
   * @ko 열이 끝나는 자리입니다(줄의 길이를 1로 봅니다).
   */
  positions?: readonly number[] | null;
  /**
   * Gets the whole text instead of the screen.
   * @ko 화면 대신 글 전체를 받는 함수입니다.
   */
  printFn?: ((text: string) => void) | null;
  /**
   * Show the layers of nested models. Default false.
   * @ko 모델 안에 든 모델의 층도 보여 줍니다. 기본값 false.
   */
  expandNested?: boolean;
  /**
   * Add a column that says which layers are trained. Default false.
   * @ko 학습하는 층인지 알려 주는 열을 더합니다. 기본값 false.
   */
  showTrainable?: boolean;
  /**
   * First and last layer to show, by name or as patterns.
   * @ko 보여 줄 첫 층과 마지막 층입니다. 이름이나 무늬로 고릅니다.
   */
  layerRange?: readonly [string, string] | null;
}

const DEFAULTS: Required<SummaryOptions> = {
  lineLength: null,
  positions: null,
  printFn: null,
  expandNested: false,
  showTrainable: false,
  layerRange: null,
};

/** Shows the summary: as a table in a notebook, as text elsewhere (or to `printFn`). */
export function summary(model: SummaryModel, ...args: readonly unknown[]): void {
  const options = readArguments('summary', args, DEFAULTS);
  const text = summaryText(model, options);
  const host = notebookHost();
  if (options.printFn) options.printFn(text);
  else if (host) host.display({ 'text/plain': text, 'text/html': summaryHtml(model, options) });
  else print(text);
}

interface Table {
  header: string[];
  rows: string[][];
  totals: [label: string, value: string][];
  notes: string[];
  branched: boolean;
}

function build(model: SummaryModel, options: Required<SummaryOptions>): Table {
  const functional = model.className !== 'Sequential' && model.inputs && model.outputs;
  const order = functional ? graphOrder(model.inputs, model.outputs) : null;
  const layers = order ? order.layers : model.layers.filter((layer) => layer.className !== 'InputLayer');
  const branched = order !== null && !isChain(order);
  const header = ['Layer (type)', 'Output Shape', 'Param #'];
  if (branched) header.push('Connected to');
  if (options.showTrainable) header.push('Trainable');
  const rows: string[][] = [];
  const add = (layer: Layer, level: number): void => {
    const prefix = level > 0 ? `${'   '.repeat(level)}└ ` : '';
    const row = [`${prefix}${layer.name} (${layer.className})`, outputText(layer), paramText(layer)];
    if (branched) row.push(connections(layer, order) || '-');
    if (options.showTrainable) row.push(layer.weights.length === 0 ? '-' : layer.trainable ? 'Y' : 'N');
    rows.push(row);
    if (options.expandNested) for (const inner of innerLayers(layer)) add(inner, level + 1);
  };
  for (const layer of ranged(layers, options.layerRange)) add(layer, 0);
  return { header, rows, totals: totals(model), notes: notes(model, layers), branched };
}

/** The summary as Keras 3 prints it, with a final line break. */
function summaryText(model: SummaryModel, given: SummaryOptions = {}): string {
  const options = { ...DEFAULTS, ...given };
  const table = build(model, options);
  let positions = options.positions ?? (table.branched ? [0.3, 0.56, 0.74, 1] : [0.45, 0.8, 1]);
  let natural = table.branched ? 108 : 88;
  if (options.showTrainable) {
    natural += 12;
    positions = [...positions.map((p) => p * 0.9), 1];
  }
  const length = options.lineLength ?? Math.min(natural, terminalWidth() - 4);
  let at = 0;
  const columns = table.header.map((header, i): BoxColumn => {
    const width = Math.trunc(positions[i]! * length) - at;
    if (!(width >= 4)) {
      throw new ValueError({
        who: 'summary',
        rule: { en: 'every column needs at least 4 characters', ko: '열마다 글자가 4개 이상 들어갈 너비가 필요합니다' },
        received: `lineLength ${length}, positions ${positions.join(', ')}`,
      });
    }
    at += width;
    const align = header === 'Param #' ? 'right' : header === 'Trainable' ? 'center' : 'left';
    return { header, align, width };
  });
  const lines = [`Model: "${model.name}"`, ...boxTable(columns, table.rows, length)];
  for (const [label, value] of table.totals) lines.push(` ${label}: ${value}`);
  for (const note of table.notes) lines.push(` ${note}`);
  return `${lines.join('\n')}\n`;
}

/** The summary as an HTML table. */
function summaryHtml(model: SummaryModel, given: SummaryOptions = {}): string {
  const table = build(model, { ...DEFAULTS, ...given });
  const cell = (tag: string, text: string, i: number): string => {
    const right = table.header[i] === 'Param #' ? ' style="text-align:right"' : ' style="text-align:left"';
    return `<${tag}${right}>${escape(text)}</${tag}>`;
  };
  const row = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((text, i) => cell(tag, text, i)).join('')}</tr>`;
  const totals = table.totals.map(([label, value]) => `<b>${escape(label)}:</b> ${escape(value)}`);
  return [
    `<b>Model: "${escape(model.name)}"</b>`,
    `<table><thead>${row('th', table.header)}</thead>`,
    `<tbody>${table.rows.map((cells) => row('td', cells)).join('')}</tbody></table>`,
    `<div>${[...totals, ...table.notes.map(escape)].join('<br>')}</div>`,
  ].join('\n');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A model without branches and without shared layers is shown without "Connected to". */
function isChain(order: GraphOrder): boolean {
  for (const calls of order.callsByDepth) {
    if (calls.length > 1 || (calls[0] && inputsOf(calls[0]).length > 1)) return false;
  }
  return order.layers.every((layer) => layer.calls.filter((call) => order.calls.has(call)).length <= 1);
}

function connections(layer: Layer, order: GraphOrder): string {
  const parts: string[] = [];
  for (const call of layer.calls) {
    if (!order.calls.has(call)) continue;
    for (const x of inputsOf(call)) {
      if (!x.source) continue;
      const from = x.source.call.layer;
      parts.push(`${from.name}[${from.calls.indexOf(x.source.call)}][${x.source.index}]`);
    }
  }
  return parts.join(', ');
}

function outputText(layer: Layer): string {
  const call = layer.calls.at(-1);
  let shapes: readonly SymbolicShape[];
  if (call) shapes = call.outputs.map((output) => output.shape);
  else if (layer.built && layer.buildShape) {
    try {
      const shape = layer.computeOutputShape(anyBatch(layer.buildShape));
      shapes = (Array.isArray(shape[0]) ? shape : [shape]) as readonly SymbolicShape[];
    } catch {
      return '?';
    }
  } else return '?';
  const texts = shapes.map((shape) => `(${shape.map((n) => n ?? 'None').join(', ')})`);
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

/** Shapes that a layer saw at its first use, for batches of any size. */
function anyBatch(shape: SymbolicShape | readonly SymbolicShape[]): SymbolicShape | readonly SymbolicShape[] {
  const free = (one: SymbolicShape): SymbolicShape => [null, ...one.slice(1)];
  return Array.isArray(shape[0]) ? (shape as readonly SymbolicShape[]).map(free) : free(shape as SymbolicShape);
}

function paramText(layer: Layer): string {
  return layer.built ? thousands(paramCount(layer.weights)) : '0 (unbuilt)';
}

function paramCount(weights: readonly Weight[]): number {
  return weights.reduce((n, weight) => n + weight.variable.size, 0);
}

/** The layers of a nested model. */
function innerLayers(layer: Layer): readonly Layer[] {
  return 'layers' in layer && Array.isArray(layer.layers) ? (layer.layers as readonly Layer[]) : [];
}

function ranged(layers: readonly Layer[], range: readonly [string, string] | null): readonly Layer[] {
  if (!range) return layers;
  const [first, last] = range.map((pattern) => {
    const match = new RegExp(`^(?:${pattern})`);
    return layers.flatMap((layer, i) => (match.test(layer.name) ? [i] : []));
  }) as [number[], number[]];
  if (first.length === 0 || last.length === 0) {
    throw new ValueError({
      who: 'summary',
      rule: { en: 'layerRange names layers of the model', ko: 'layerRange에는 모델의 층 이름을 씁니다' },
      received: range.join(', '),
    });
  }
  const [low, high] = [Math.min(...first), Math.max(...last)];
  return low > high ? layers.slice(Math.min(...last), Math.max(...first) + 1) : layers.slice(low, high + 1);
}

function totals(model: SummaryModel): [string, string][] {
  const [trainable, frozen] = [paramCount(model.trainableWeights), paramCount(model.nonTrainableWeights)];
  const state = model.optimizer?.built ? model.optimizer.variables : [];
  const slots = state.reduce((n, variable) => n + variable.size, 0);
  // Keras keeps whole numbers (the step counter, Normalization's count) in 8 bytes and everything else in 4.
  const counters = model.nonTrainableWeights.filter((weight) => weight.dtype === 'int32');
  const frozenBytes = 4 * (frozen + paramCount(counters));
  const slotBytes = 4 * slots + (state.length > 0 ? 4 : 0);
  const line = (n: number, bytes = 4 * n) => `${thousands(n)} (${kerasSize(bytes)})`;
  const rows: [string, string][] = [
    ['Total params', line(trainable + frozen + slots, 4 * trainable + frozenBytes + slotBytes)],
    ['Trainable params', line(trainable)],
    ['Non-trainable params', line(frozen, frozenBytes)],
  ];
  if (state.length > 0) rows.push(['Optimizer params', line(slots, slotBytes)]);
  return rows;
}

/**
 * A Dense layer on an unflattened map is a slip only where nothing but layers of its kind stands between it and the end of the
 * model: blocks of squeeze and excitation or of ConvNeXt, which join its result with another, use it on purpose.
 */
function notes(model: SummaryModel, layers: readonly Layer[]): string[] {
  const { outputs } = model;
  if (!outputs?.some((output) => output.shape.length > 2)) return [];
  const calls = layers.flatMap((layer) => layer.calls);
  const reachesEnd = (tensor: KerasTensor): boolean =>
    outputs.includes(tensor) ||
    calls.some(
      (call) =>
        call.inputs === tensor &&
        (call.layer.className === 'Dense' || call.layer.weights.length === 0) &&
        call.outputs.some(reachesEnd),
    );
  return layers.flatMap((layer) => {
    const input = layer.calls[0]?.inputs;
    if (layer.className !== 'Dense' || !(input instanceof KerasTensor) || input.shape.length <= 2) return [];
    if (!layer.calls.some((call) => call.outputs.some(reachesEnd))) return [];
    const shape = shapeText(input.shape);
    return [
      say({
        en: `Note: ${layer.name} acts on the last axis of ${shape} only; put a Flatten() before it to connect all values.`,
        ko: `참고: ${layer.name}은(는) ${shape}의 마지막 축에만 작용합니다. 모든 값을 연결하려면 앞에 Flatten()을 넣으세요.`,
      }),
    ];
  });
}
