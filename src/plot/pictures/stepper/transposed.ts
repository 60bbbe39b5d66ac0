/**
 * @file A transposed convolution step by step: every number of the picture stamps the whole filter, multiplied by it, into the
 * output; where stamps overlap they are added up. It is the way back of a convolution from the output's size to the input's.
 */
import { ValueError } from '../../../errors/index.ts';
import { bothWays, type Pace, type Padding } from '../../../windows/index.ts';
import { cellMark, channel, noted, product, sides, upTo, type Draft } from './parts.ts';
import { filterPanel, outputPanel, picturePanel, productsPanel } from './panels.ts';
import type { Table } from './tables.ts';
import { shortNumber, type Mark, type Step } from './walkthrough.ts';

/** The output along one side, and how many of its first cells are cut off. */
export interface Spread {
  readonly length: number;
  readonly cut: number;
  readonly stride: number;
  readonly dilation: number;
}

/** (side - 1) stride + filter - 2 padding; 'same' gives side × stride and 'valid' cuts nothing, as in Keras. */
function spreadOf(
  side: number,
  filter: number,
  padding: Padding,
  stride: number,
  dilation: number,
  who: string,
): Spread {
  const reach = (filter - 1) * dilation + 1;
  const over = Math.max(0, reach - stride);
  const whole = side * stride + over;
  if (padding === 'valid') return { length: whole, cut: 0, stride, dilation };
  if (padding === 'same') return { length: side * stride, cut: Math.floor(over / 2), stride, dilation };
  const length = (side - 1) * stride + reach - 2 * padding;
  if (length >= 1) return { length, cut: padding, stride, dilation };
  throw new ValueError({
    who,
    rule: {
      en: 'the padding cuts off more than the filter adds',
      ko: '패딩이 필터가 늘린 것보다 더 많이 잘라 냅니다',
    },
    received: {
      en: `(${side} - 1) · ${stride} + ${reach} - 2 · ${padding} = ${length}`,
      ko: `(${side} - 1) · ${stride} + ${reach} - 2 · ${padding} = ${length}`,
    },
    hint: { en: 'Take a smaller padding', ko: '더 작은 패딩을 쓰세요' },
  });
}

/** The output along both sides. */
export function spreadsOf(
  picture: Pick<Table, 'h' | 'w'>,
  filter: Pick<Table, 'h' | 'w'>,
  { stride, padding, dilation }: { readonly stride: Pace; readonly padding: Padding; readonly dilation: Pace },
  who: string,
): { readonly rows: Spread; readonly columns: Spread } {
  const [down, right] = bothWays(stride);
  const [spreadDown, spreadRight] = bothWays(dilation);
  return {
    rows: spreadOf(picture.h, filter.h, padding, down, spreadDown, who),
    columns: spreadOf(picture.w, filter.w, padding, right, spreadRight, who),
  };
}

/** Panels of a channel: the picture, the filter, the stamp. Behind all channels the output, into which all of them stamp. */
export function transposed(
  picture: Table,
  filter: Table,
  options: { readonly stride: Pace; readonly padding: Padding; readonly dilation: Pace; readonly bias: number },
  who: string,
): Draft {
  const { rows, columns } = spreadsOf(picture, filter, options, who);
  const c = picture.c;
  const size = sides(filter.h, filter.w);
  const out = 3 * c;
  const output = Array.from({ length: rows.length * columns.length }, () => options.bias);
  const panels: Draft['panels'] = [
    ...upTo(c).flatMap((k) => [
      picturePanel(picture, k),
      filterPanel(filter, k),
      productsPanel(filter, k, { en: 'number × filter', ko: '수 × 필터' }),
    ]),
    outputPanel(rows.length, columns.length, c - 1, [...output]),
  ];
  const steps: (Omit<Step, 'text'> & { text: { en: string; ko: string } })[] = [];
  for (let i = 0; i < picture.h; i++) {
    for (let j = 0; j < picture.w; j++) {
      const numbers = upTo(c).map((k) => picture.data[(i * picture.w + j) * c + k]!);
      const at = new Set<number>();
      for (let a = 0; a < filter.h; a++) {
        for (let b = 0; b < filter.w; b++) {
          const y = i * rows.stride + a * rows.dilation - rows.cut;
          const x = j * columns.stride + b * columns.dilation - columns.cut;
          if (y < 0 || y >= rows.length || x < 0 || x >= columns.length) continue;
          const cell = y * columns.length + x;
          for (let k = 0; k < c; k++) output[cell]! += numbers[k]! * filter.data[(a * filter.w + b) * c + k]!;
          at.add(cell);
        }
      }
      const cells = [...at];
      const values = numbers.map(shortNumber).join(', ');
      steps.push({
        text: {
          en: `input[${i}, ${j}] = ${values} times the filter is added to ${cells.length} numbers of the output.`,
          ko: `input[${i}, ${j}] = ${values}에 필터를 곱해 출력의 수 ${cells.length}개에 더합니다.`,
        },
        marks: [
          ...upTo(c).map((k) => cellMark(3 * k, 'read', i, j)),
          ...stampMarks(out, cells, columns.length, rows.dilation === 1 && columns.dilation === 1),
        ],
        writes: [
          ...upTo(c).map((k) => ({
            panel: 3 * k + 2,
            at: upTo(filter.h * filter.w),
            values: channel(filter, k).map((weight) => weight * numbers[k]!),
            ...noted(channel(filter, k).map((weight) => product(numbers[k]!, weight))),
          })),
          { panel: out, at: cells, values: cells.map((cell) => output[cell]!) },
        ],
      });
    }
  }
  const what = {
    en: `${sides(picture.h, picture.w)} → ${sides(rows.length, columns.length)}, filter ${size}`,
    ko: `${sides(picture.h, picture.w)} → ${sides(rows.length, columns.length)}, 필터 ${size}`,
  };
  return {
    title: { en: `Transposed convolution ${what.en}`, ko: `전치 합성곱 ${what.ko}` },
    summary: {
      en: `A transposed convolution, ${what.en}. Each of the ${steps.length} numbers of the picture multiplies the whole filter, which is added to the output at its place; stamps that overlap add up.`,
      ko: `전치 합성곱입니다(${what.ko}). 그림의 수 ${steps.length}개가 하나씩 필터 전체에 곱해져 출력의 제자리에 더해집니다. 겹치는 곳은 서로 더해집니다.`,
    },
    panels,
    steps,
  };
}

/** A frame around all cells, or around each of them where they are apart. */
function stampMarks(panel: number, cells: readonly number[], wide: number, together: boolean): Mark[] {
  if (cells.length === 0) return [];
  if (!together) return cells.map((cell) => cellMark(panel, 'write', Math.floor(cell / wide), cell % wide));
  const [first, last] = [cells[0]!, cells.at(-1)!];
  const [top, left] = [Math.floor(first / wide), first % wide];
  return [cellMark(panel, 'write', top, left, Math.floor(last / wide) - top + 1, (last % wide) - left + 1)];
}
