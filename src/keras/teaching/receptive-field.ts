/** @file `keras.utils.receptiveField(model, { layer, at })`: the part of the input picture that one value of a layer depends on. */
import { g } from '../../engine/index.ts';
import { IndexError, ShapeError, shapeText } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { pixelSpans, spansOf, type PictureSpans } from './spans.ts';
import {
  chosenLayer,
  concreteShapes,
  lastMaps,
  nodesBetween,
  traceInside,
  type AnyModel,
  type LayerChoice,
} from './trace-model.ts';

export interface ReceptiveFieldOptions {
  /**
   * Name, place or layer. Default: the last one that gives maps.
   * @ko 층의 이름, 번호 또는 층입니다. 기본값은 특성 맵을 내는 마지막 층입니다.
   */
  layer?: LayerChoice | null;
  /**
   * Row and column of the value in the layer's maps. Default: the middle.
   * @ko 층의 맵에서 값의 [행, 열]입니다. 기본값은 가운데입니다.
   */
  at?: readonly [number, number] | null;
  /**
   * Size of one picture, for models that take any: [224, 224, 3].
   * @ko 크기가 정해지지 않은 모델에 쓸 그림의 크기입니다: [224, 224, 3].
   */
  inputShape?: readonly number[] | null;
}

export interface ReceptiveField {
  /** The name of the layer. */
  readonly layer: string;
  /** Row and column of the value in the layer's maps; null where the layer gives no maps. */
  readonly at: readonly [number, number] | null;
  /** Height and width of the layer's maps; null where it gives none. */
  readonly maps: readonly [number, number] | null;
  /** Height and width of the input picture. */
  readonly picture: readonly [number, number];
  /** Height and width of the field in pixels, borders not cut: what `architectureTable` says. Infinity: the whole picture. */
  readonly size: readonly [number, number];
  /** Pixels from one value's field to its neighbour's, [down, across]. */
  readonly step: readonly [number, number];
  /** Rows and columns from `top` and `left` up to but without `bottom` and `right`; below 0 or beyond the picture where the window hangs over its border. */
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * Where one value of a layer looks, by the formula r ← r + (k - 1) · s, s ← s · stride from layer to layer, with the place: of the value
 * at row and column `at` of the maps. Drawn over a picture by `plot.receptiveField(picture, field)`. Of a layer that gives no maps
 * (Flatten, Dense, global pooling) it is the whole picture.
 * Raises ValueError for a layer that is not there, IndexError for a place outside of its maps.
 * @ko 층의 값 하나가 그림의 어느 부분을 보는지 줍니다(수용장).
 * @example plot.receptiveField(x.at(0), keras.utils.receptiveField(model, { layer: 'conv2d_1', at: [5, 5] }))
 */
export function receptiveField(model: AnyModel, options: ReceptiveFieldOptions = {}): ReceptiveField {
  const who = 'receptiveField';
  const { layer, at, inputShape } = readArguments(who, [options], {
    layer: null as LayerChoice | null,
    at: null as readonly [number, number] | null,
    inputShape: null as readonly number[] | null,
  });
  const fields = fieldsOf(model, who, { layer, inputShape });
  const { name, maps, picture } = fields;
  if (at !== null) checkPlace(at, maps, name, who);
  const [row, column] = at ?? (maps ?? [1, 1]).map((n) => Math.floor((n - 1) / 2));
  return { layer: name, at: maps && [row, column], maps, picture, ...fields.of(row, column) };
}

/** Where each value of a layer looks. */
export interface LayerFields {
  readonly name: string;
  readonly maps: readonly [number, number] | null;
  readonly picture: readonly [number, number];
  of(row: number, column: number): Pick<ReceptiveField, 'size' | 'step' | 'top' | 'left' | 'bottom' | 'right'>;
}

/** The fields of a layer (default: the last one that gives maps), for pictures of the model's size. */
export function fieldsOf(
  model: AnyModel,
  who: string,
  { layer, inputShape }: { layer: LayerChoice | null; inputShape?: readonly number[] | null },
): LayerFields {
  const chosen = layer === null ? lastMaps(model, who) : chosenLayer(model, layer, who);
  const [shape, second] = concreteShapes(model, who, { inputShape });
  if (shape!.length !== 4 || second) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the model must take one picture of shape (h, w, c)',
        ko: '모델은 모양이 (h, w, c)인 그림 하나를 받아야 합니다',
      },
      received: second
        ? {
            en: `a model with ${model.symbolicInputs.length} inputs`,
            ko: `입력이 ${model.symbolicInputs.length}개인 모델`,
          }
        : { en: `a model for ${shapeText(shape!.slice(1))}`, ko: `${shapeText(shape!.slice(1))}을(를) 받는 모델` },
    });
  }
  const input = g.input('picture', shape!);
  const [output] = withTrace(new Trace(false), () => traceInside(model, [input], who)).calls.find(
    (call) => call.layer === chosen,
  )!.outputs;
  const known = new Map<object, PictureSpans>([[input, pixelSpans(shape!)]]);
  for (const node of nodesBetween([input], [output!])) {
    const spans = spansOf(node, known as Map<never, PictureSpans>);
    if (spans !== undefined) known.set(node, spans);
  }
  const found = known.get(output!) ?? null;
  const picture = [shape![1]!, shape![2]!] as const;
  const maps = output!.shape.length === 4 ? ([output!.shape[1]!, output!.shape[2]!] as const) : null;
  return {
    name: chosen.name,
    maps,
    picture,
    of(row, column) {
      if (found === null || maps === null) {
        const whole = { size: [Infinity, Infinity], step: [1, 1], top: 0, left: 0 } as const;
        return { ...whole, bottom: picture[0], right: picture[1] };
      }
      const [down, across] = found;
      const [top, left] = [down.first[row]!, across.first[column]!];
      const [bottom, right] = [down.last[row]! + 1, across.last[column]! + 1];
      return { size: [bottom - top, right - left], step: [down.step, across.step], top, left, bottom, right };
    },
  };
}

function checkPlace(at: unknown, maps: readonly [number, number] | null, layer: string, who: string): void {
  const fits =
    Array.isArray(at) && at.length === 2 && at.every((n, i) => Number.isInteger(n) && n >= 0 && n < (maps?.[i] ?? 1));
  if (fits) return;
  throw new IndexError({
    who,
    rule: maps
      ? {
          en: `at is [row, column] in the maps of '${layer}', which are ${maps[0]} x ${maps[1]}`,
          ko: `at은 '${layer}'의 맵(${maps[0]} x ${maps[1]})에서 [행, 열]입니다`,
        }
      : {
          en: `'${layer}' gives no maps: each of its values sees the whole picture`,
          ko: `'${layer}'은(는) 맵을 내지 않습니다. 값마다 그림 전체를 봅니다`,
        },
    received: `at ${describe(at)}`,
    hint: maps
      ? {
          en: `Rows are 0 … ${maps[0] - 1}, columns 0 … ${maps[1] - 1}`,
          ko: `행은 0 … ${maps[0] - 1}, 열은 0 … ${maps[1] - 1}입니다`,
        }
      : { en: 'Leave at out', ko: 'at을 빼세요' },
  });
}
