/**
 * @file `await keras.utils.maximalPatches(model, x, { layer })`: of many pictures the parts that excite each filter of a layer most.
 * Zeiler and Fergus, 2013, arXiv 1311.2901; figure 2.
 */
import { choice, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { g, getExecutor } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { batched } from './pictures.ts';
import { Progress } from './progress.ts';
import { fieldsOf, type LayerFields } from './receptive-field.ts';
import { callsOf, type AnyModel, type LayerChoice } from './trace-model.ts';
import { chosenFilters, filtersRule, layerRule, sayUntrained, unitsOf } from './units.ts';

export interface MaximalPatchesOptions {
  /**
   * Name, place or layer. Default: the last convolution.
   * @ko 층의 이름, 번호 또는 층입니다. 기본값은 마지막 합성곱 층입니다.
   */
  layer?: LayerChoice | null;
  /**
   * Numbers of the filters (or units). Default: the first eight.
   * @ko 필터(또는 유닛)의 번호입니다. 기본값은 처음 여덟 개입니다.
   */
  filters?: number | readonly number[] | null;
  /**
   * Patches per filter, each from another picture. Default 8.
   * @ko 필터마다 찾을 부분의 수입니다. 저마다 다른 그림에서 옵니다. 기본값 8.
   */
  count?: number;
  /**
   * Pictures that are computed at once. Default 64.
   * @ko 한 번에 계산하는 그림의 수입니다. 기본값 64.
   */
  batchSize?: number;
  /**
   * 1 (default) draws a progress bar, 0 none.
   * @ko 1(기본값)이면 진행 막대를 그리고, 0이면 그리지 않습니다.
   */
  verbose?: 0 | 1;
}

const patchesOptions = optionsOf<MaximalPatchesOptions>()({
  layer: layerRule.or(null),
  filters: filtersRule.or(null),
  count: integer({ from: 1 }).or(8),
  batchSize: integer({ from: 1 }).or(64),
  verbose: choice(0, 1).or(1),
});

export interface MaximalPatches {
  /** The parts of the pictures that the filter sees, the strongest first, (filters, count, height, width, c); beyond the border 0. */
  readonly patches: NDArray;
  /** What the filter answers to each, (filters, count). */
  readonly values: NDArray;
  /** Which picture each is from, (filters, count). */
  readonly pictures: NDArray;
  /** Row and column in the layer's maps, (filters, count, 2); 0 where it gives none. */
  readonly places: NDArray;
  readonly layer: string;
  readonly filters: readonly number[];
  /** Height and width of a patch: the receptive field, at most the picture. */
  readonly size: readonly [number, number];
}

/** A strong answer. */
interface Hit {
  readonly value: number;
  readonly picture: number;
  readonly row: number;
  readonly column: number;
}

/**
 * For each filter of a layer the patches of `x`, (n, h, w, c) scaled as the network takes them, that excite it most, one per picture:
 * as large as the layer's receptive field. Of the first layers they are edges and colours, further on parts and objects. Drawn by
 * `plot.maximalPatches(found)`.
 * Raises ValueError for a layer, IndexError for a filter that is not there, ShapeError for pictures of another size.
 * @ko 필터마다 가장 크게 반응한 그림의 부분을 찾습니다.
 * @example plot.maximalPatches(await keras.utils.maximalPatches(model, xTest, { layer: 'conv2d_1' }))
 */
export function maximalPatches(
  model: AnyModel,
  x: ArraySource,
  options: MaximalPatchesOptions = {},
): Promise<MaximalPatches> {
  const call = 'await keras.utils.maximalPatches(…)';
  return mustBeAwaited(find(model, x, options), 'maximalPatches', `const found = ${call}`);
}

async function find(model: AnyModel, x: ArraySource, options: MaximalPatchesOptions): Promise<MaximalPatches> {
  const who = 'maximalPatches';
  const given = readOptions(who, options, patchesOptions);
  callsOf(model, who);
  const all = batched(model, np.asarray(x), who);
  if (all.ndim !== 4 || all.shape[0] === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'takes pictures of shape (n, h, w, c)', ko: '모양이 (n, h, w, c)인 그림들을 받습니다' },
      received: { en: `an array of shape ${shapeText(all.shape)}`, ko: `모양이 ${shapeText(all.shape)}인 배열` },
    });
  }
  const [n, height, width, channels] = all.shape as [number, number, number, number];
  const pixels = Float32Array.from(toTyped(all) as ArrayLike<number>);
  const batch = Math.min(given.batchSize, n);
  const { units, best, place, filters } = withTrace(new Trace(false), () => {
    const input = g.input('picture', [batch, height, width, channels]);
    const found = unitsOf(model, given.layer, input, who);
    const chosen = chosenFilters(given.filters, found, 8, who);
    const values = g.gather(
      found.output,
      g.constant(Int32Array.from(chosen), [chosen.length]),
      found.output.shape.length - 1,
    );
    const flat = g.reshape(values, [batch, found.isMaps ? -1 : 1, chosen.length].map((side) =>
      side === -1 ? found.output.shape[1]! * found.output.shape[2]! : side,
    )); // prettier-ignore
    return { units: found, best: g.max(flat, { axis: 1 }), place: g.argMax(flat, 1), filters: chosen };
  });
  sayUntrained(model, who);
  const columns = units.isMaps ? units.output.shape[2]! : 1;
  const hits: Hit[][] = filters.map(() => []);
  const program = getExecutor().compile([best, place], [], { label: who });
  const progress = new Progress(who, Math.ceil(n / batch), given.verbose);
  const each = height * width * channels;
  const buffer = new Float32Array(batch * each);
  try {
    for (let start = 0; start < n; start += batch) {
      const count = Math.min(batch, n - start);
      buffer.set(pixels.subarray(start * each, (start + count) * each));
      const [values, places] = program.run({ picture: buffer });
      refuseNaN(values!.data.subarray(0, count * filters.length), units.layer.name, who);
      for (let i = 0; i < count; i++) {
        filters.forEach((_, k) => {
          const at = places!.data[i * filters.length + k]!;
          const value = values!.data[i * filters.length + k]!;
          keep(
            hits[k]!,
            { value, picture: start + i, row: Math.floor(at / columns), column: at % columns },
            given.count,
          );
        });
      }
      await progress.step();
    }
  } finally {
    program.release?.();
  }
  const fields = fieldsOf(model, who, { layer: units.layer, inputShape: [height, width, channels] });
  return { ...cut(hits, pixels, [height, width, channels], fields), layer: units.layer.name, filters };
}

/** What is no number has no place among the strongest. @throws ValueError */
function refuseNaN(values: ArrayLike<number>, layer: string, who: string): void {
  if (!Array.prototype.some.call(values, Number.isNaN)) return;
  throw new ValueError({
    who,
    rule: { en: 'the layer must answer with numbers', ko: '층이 수를 내야 합니다' },
    received: { en: `NaN from '${layer}'`, ko: `'${layer}'이(가) 낸 NaN` },
    hint: {
      en: 'The weights may have become NaN in training (a smaller learning rate helps), or a picture holds NaN.',
      ko: '학습하다가 가중치가 NaN이 되었거나(학습률을 줄여 보세요) 그림에 NaN이 있습니다',
    },
  });
}

/** The strongest first; of equal ones the earlier. */
function keep(list: Hit[], hit: Hit, count: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.value < hit.value) at--;
  if (at >= count) return;
  list.splice(at, 0, hit);
  list.length = Math.min(list.length, count);
}

/** What the filters saw. */
function cut(
  hits: readonly (readonly Hit[])[],
  pixels: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  fields: LayerFields,
): Pick<MaximalPatches, 'patches' | 'values' | 'pictures' | 'places' | 'size'> {
  const [filters, count] = [hits.length, hits[0]!.length];
  const areas = hits.map((list) => list.map(({ row, column }) => fields.of(row, column)));
  // A field as large as the picture shows the picture, not the zeros around it.
  const side = (low: 'top' | 'left', high: 'bottom' | 'right', most: number): number =>
    Math.min(most, Math.max(...areas.flat().map((area) => area[high] - area[low])));
  const size = [side('top', 'bottom', height), side('left', 'right', width)] as const;
  const from = (low: number, length: number, most: number): number => (length === most ? 0 : Math.floor(low));
  const patches = new Float32Array(filters * count * size[0] * size[1] * channels);
  let to = 0;
  hits.forEach((list, k) => {
    list.forEach(({ picture }, i) => {
      const [top, left] = [from(areas[k]![i]!.top, size[0], height), from(areas[k]![i]!.left, size[1], width)];
      for (let r = top; r < top + size[0]; r++) {
        for (let c = left; c < left + size[1]; c++, to += channels) {
          if (r < 0 || c < 0 || r >= height || c >= width) continue;
          const at = ((picture * height + r) * width + c) * channels;
          patches.set(pixels.subarray(at, at + channels), to);
        }
      }
    });
  });
  const flat = hits.flat();
  return {
    patches: fromTyped(patches, [filters, count, ...size, channels]),
    values: fromTyped(Float32Array.from(flat, ({ value }) => value), [filters, count]), // prettier-ignore
    pictures: fromTyped(Int32Array.from(flat, ({ picture }) => picture), [filters, count]), // prettier-ignore
    places: fromTyped(Int32Array.from(flat.flatMap(({ row, column }) => [row, column])), [filters, count, 2]), // prettier-ignore
    size,
  };
}
