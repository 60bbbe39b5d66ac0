/** @file `keras.utils.plotModel(model)`: a model as a diagram of boxes, in SVG. */
import { SvgPicture } from '../../../display/index.ts';
import { ValueError, say } from '../../../errors/index.ts';
import { describe, readArguments } from '../../common/arguments.ts';
import { thousands } from '../../common/format.ts';
import { escapeHtml, textWidth } from '../svg-text.ts';
import { callsOf, type AnyModel } from '../trace-model.ts';
import { blocksOf, boxesOf, collapsed, wayOf, type Block, type Box, type Detail, type Kind } from './boxes.ts';
import { layOut, type Layout } from './layout.ts';

export interface PlotModelOptions {
  /**
   * 'layers': a box for each layer. 'groups': a convolution with its normalization and activation in one box. 'blocks': also each
   * block with branches in one box. Default 'groups', or 'blocks' where that would be more than 150 boxes.
   * @ko 'layers'는 층마다 상자 하나, 'groups'는 합성곱과 정규화와 활성화를 한 상자에, 'blocks'는 갈래가 있는 블록까지 한 상자에 그립니다. 기본값 'groups', 상자가 150개를 넘으면 'blocks'.
   */
  detail?: Detail | null;
  /**
   * Frames around blocks with branches. Default true.
   * @ko 갈래가 있는 블록을 틀로 묶습니다. 기본값 true.
   */
  showBlocks?: boolean;
  /**
   * Names of layers in the boxes. Default true.
   * @ko 상자에 층의 이름을 씁니다. 기본값 true.
   */
  showLayerNames?: boolean;
  /**
   * Shapes and parameters in the boxes. Default true.
   * @ko 상자에 모양과 매개변수의 수를 씁니다. 기본값 true.
   */
  showShapes?: boolean;
}

/** Fill and edge of the boxes. */
const COLORS: Readonly<Record<Kind, readonly [fill: string, edge: string]>> = {
  input: ['#ffffff', '#555555'],
  conv: ['#dbe9fa', '#3b75af'],
  pool: ['#dcf1dd', '#3a923a'],
  dense: ['#fde6cf', '#d57a1c'],
  merge: ['#ece0f6', '#7d55a8'],
  other: ['#f0f0f0', '#777777'],
  block: ['#e3e7ff', '#4b55b0'],
};
const MOST_BOXES = 150;
const MARGIN = 24;
const HEAD = 34;

/**
 * A diagram of the model: a box for each layer (or group of layers) with its window, shape and parameters, lines for connections,
 * frames around blocks. Shows itself as SVG with a PNG beside it; `await picture.save('model.svg')` writes a file.
 * Raises NotBuiltError when the model does not know its input.
 * @ko 모델의 층과 연결을 그림으로 그립니다.
 */
export function plotModel(model: AnyModel, options: PlotModelOptions = {}): SvgPicture {
  const who = 'plotModel';
  const given = readArguments(who, [options], {
    detail: null as Detail | null,
    showBlocks: true,
    showLayerNames: true,
    showShapes: true,
  });
  if (given.detail !== null && !['layers', 'groups', 'blocks'].includes(given.detail)) {
    throw new ValueError({
      who,
      rule: {
        en: "detail must be 'layers', 'groups' or 'blocks'",
        ko: "detail은 'layers', 'groups', 'blocks' 가운데 하나여야 합니다",
      },
      received: `detail ${describe(given.detail)}`,
    });
  }
  const calls = callsOf(model, who);
  const single = boxesOf(calls, model.symbolicOutputs[0]!, given.detail === 'layers' ? 'layers' : 'groups');
  const detail = given.detail ?? (single.boxes.length > MOST_BOXES ? 'blocks' : 'groups');
  const blocks = blocksOf(single.boxes, single.output);
  const joined = detail === 'blocks' ? collapsed(single.boxes, blocks) : undefined;
  const boxes = joined?.boxes ?? single.boxes;
  const { trunk } = wayOf(boxes, joined ? joined.place.get(single.output)! : single.output);
  const lines = boxes.map((box) => linesOf(box, given));
  const height = 10 + 14 * Math.max(...lines.map((l) => l.length));
  const widths = lines.map((l) => 20 + Math.max(...l.map(({ text, size }) => textWidth(text, size))));
  const layout = layOut(boxes, { width: (i) => widths[i]!, height, rowGap: 26, boxGap: 18, trunk });
  const frames = given.showBlocks && detail !== 'blocks' ? blocks : [];
  const sizes: Sizes = { widths, height };
  const titleText = say({
    en: `${model.name}: ${calls.length} layers, ${thousands(model.countParams())} parameters`,
    ko: `${model.name}: 층 ${calls.length}개, 매개변수 ${thousands(model.countParams())}개`,
  });
  const width = Math.ceil(Math.max(layout.width, textWidth(titleText, 15)) + 2 * MARGIN);
  const whole = Math.ceil(layout.height + HEAD + 2 * MARGIN);
  const shift = (width - layout.width) / 2;
  const body = [
    ...frames.map((block) => frameOf(block, layout, sizes)),
    ...layout.lines.map(({ points }) => lineOf(points)),
    ...boxes.map((box, i) => boxOf(box, lines[i]!, layout.places[i]!, widths[i]!, height)),
  ];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" style="max-width:100%;height:auto" font-family="DejaVu Sans, sans-serif">`,
    `<rect width="${width}" height="${whole}" fill="#ffffff"/>`,
    `<text x="${width / 2}" y="${MARGIN + 6}" text-anchor="middle" font-size="15" font-weight="bold" fill="#222222">${escapeHtml(titleText)}</text>`,
    `<g transform="translate(${round(shift)} ${HEAD + MARGIN})">`,
    ...body,
    '</g></svg>',
  ].join('\n');
  return new SvgPicture({
    svg,
    width,
    height: whole,
    text: say({
      en: `<diagram of ${titleText}, ${boxes.length} boxes>`,
      ko: `<그림: ${titleText}, 상자 ${boxes.length}개>`,
    }),
  });
}

interface Sizes {
  readonly widths: readonly number[];
  readonly height: number;
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
}

function linesOf(box: Box, show: { showLayerNames: boolean; showShapes: boolean }): Line[] {
  const lines: Line[] = [{ text: box.title, size: 11, color: '#111111', bold: true }];
  if (show.showLayerNames) lines.push({ text: box.name, size: 9.5, color: '#555555' });
  if (show.showShapes) lines.push({ text: box.facts, size: 10, color: '#222222' });
  return lines;
}

const round = (n: number): number => Math.round(n * 10) / 10;

function boxOf(
  box: Box,
  lines: readonly Line[],
  { x, y }: { x: number; y: number },
  width: number,
  height: number,
): string {
  const [fill, edge] = COLORS[box.kind];
  const top = y + (height - 14 * lines.length) / 2;
  const words = lines.map(
    ({ text, size, color, bold }, i) =>
      `<text x="${round(x)}" y="${round(top + 14 * i + 10.5)}" text-anchor="middle" font-size="${size}"${bold ? ' font-weight="bold"' : ''} fill="${color}">${escapeHtml(text)}</text>`,
  );
  const title = `<title>${escapeHtml(`${box.name}: ${box.title}; ${box.facts}`)}</title>`;
  return `<g>${title}<rect x="${round(x - width / 2)}" y="${round(y)}" width="${round(width)}" height="${height}" rx="5" fill="${fill}" stroke="${edge}"/>${words.join('')}</g>`;
}

/** A line through all points, bent softly between rows, with a head at its end. */
function lineOf(points: readonly [number, number][]): string {
  const [start, ...rest] = points;
  let [x, y] = start!;
  let path = `M${round(x)} ${round(y)}`;
  rest.forEach(([nextX, nextY], i) => {
    const end = i === rest.length - 1 ? nextY - 5 : nextY;
    const middle = (y + end) / 2;
    path +=
      x === nextX
        ? `V${round(end)}`
        : `C${round(x)} ${round(middle)} ${round(nextX)} ${round(middle)} ${round(nextX)} ${round(end)}`;
    [x, y] = [nextX, end];
  });
  const head = `M${round(x - 3.5)} ${round(y - 1)}L${round(x)} ${round(y + 5)}L${round(x + 3.5)} ${round(y - 1)}Z`;
  return `<path d="${path}" fill="none" stroke="#8a8a8a"/><path d="${head}" fill="#8a8a8a"/>`;
}

/** A frame around all boxes of a block, with its name. */
function frameOf({ boxes: inside, name }: Block, { places }: Layout, { widths, height }: Sizes): string {
  const left = Math.min(...inside.map((i) => places[i]!.x - widths[i]! / 2)) - 9;
  const right = Math.max(...inside.map((i) => places[i]!.x + widths[i]! / 2)) + 9;
  const top = Math.min(...inside.map((i) => places[i]!.y)) - 10;
  const bottom = Math.max(...inside.map((i) => places[i]!.y + height)) + 5;
  const label = `<text x="${round(left + 4)}" y="${round(top - 3)}" font-size="9" fill="#4b55b0">${escapeHtml(name)}</text>`;
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(right - left)}" height="${round(bottom - top)}" rx="8" fill="#f6f7ff" stroke="#b9bee8" stroke-dasharray="4 3"/>${label}`;
}
