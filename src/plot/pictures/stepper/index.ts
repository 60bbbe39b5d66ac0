/**
 * @file `plot.stepper`: reads the call into a recipe, and says what does not go together. The arithmetic is that of `cnn`;
 * test/plot/stepper.test.ts holds the two equal.
 */
import { anything, integer, number, optionsOf, refuseSurplus, word } from '../../../arguments/index.ts';
import type { ArraySource } from '../../../array/index.ts';
import { ValueError, getLanguage, type Translated } from '../../../errors/index.ts';
import {
  pace,
  paddingRule,
  sidesOf,
  windowSize,
  type Pace,
  type Padding,
  type WindowSize,
} from '../../../windows/index.ts';
import { isOptions } from '../../input/options.ts';
import { read } from '../../input/rules.ts';
import type { PoolKind } from './pooling.ts';
import { draftOf, placesIn, withFilter, type FilterRecipe, type PoolRecipe, type Recipe } from './recipe.ts';
import { walkthroughOf } from './spoken.ts';
import { Stepper } from './stepper.ts';
import { filterOf, gradientOf, pictureOf, type Table } from './tables.ts';

export { Stepper, stepperMime } from './stepper.ts';

export interface StepperOptions {
  /**
   * What is computed. With a filter: 'convolution' (default), 'transposed' or 'im2col' (the convolution as a product of matrices).
   * Without one: 'max', 'average', 'min' or 'l2' pooling.
   * @ko 계산의 종류입니다. 필터가 있으면 'convolution'(기본값, 합성곱), 'transposed'(전치 합성곱), 'im2col'(행렬의 곱으로 하는 합성곱)이고, 없으면 'max', 'average', 'min', 'l2' 풀링입니다.
   */
  kind?: 'convolution' | 'transposed' | 'im2col' | PoolKind;
  /**
   * Cells the window moves by: a number, or [m, n], m to the right and n down. Default 1; for pooling the size of the window.
   * @ko 윈도가 한 번에 움직이는 칸 수입니다. 수 하나, 또는 [m, n](오른쪽으로 m, 아래로 n)입니다. 기본값 1, 풀링에서는 윈도의 크기.
   */
  stride?: Pace;
  /**
   * Zeros around the picture: a number of cells, 'same' or 'valid' (none). Default 'valid'. Not for pooling.
   * @ko 그림 둘레에 붙이는 0의 칸 수, 또는 'same', 'valid'(붙이지 않음)입니다. 기본값 'valid'. 풀링에는 쓰지 않습니다.
   */
  padding?: Padding;
  /**
   * From one number of the filter to the next, in cells: a number, or [m, n] as `stride`. Default 1. Not for pooling.
   * @ko 필터의 한 수에서 다음 수까지의 칸 수입니다. 수 하나, 또는 `stride`처럼 [m, n]입니다. 기본값 1. 풀링에는 쓰지 않습니다.
   */
  dilation?: Pace;
  /**
   * Number that is added to each sum. Default 0. Not for pooling.
   * @ko 합마다 더하는 편향입니다. 기본값 0. 풀링에는 쓰지 않습니다.
   */
  bias?: number;
  /**
   * The window of a pooling: its side, or [rows, columns]. Default 2.
   * @ko 풀링 윈도의 크기입니다. 한 변의 길이, 또는 [행, 열]입니다. 기본값 2.
   */
  size?: WindowSize;
  /**
   * Walks back instead: the gradient of the loss by the output, or true for ones. For a convolution dW and dX, for pooling dX.
   * @ko 역전파를 보여 줍니다. 출력에 대한 손실의 기울기를 주거나, 모두 1이면 true를 줍니다. 합성곱은 dW와 dX, 풀링은 dX를 구합니다.
   */
  backward?: ArraySource | true;
  /**
   * The step that is shown first, from 0, and the only one on paper. Default: the first; on paper the first, one in the middle, the last.
   * @ko 처음 보일 단계입니다(0부터). 종이에는 이 단계만 남습니다. 기본값은 첫 단계이고, 종이에는 처음, 가운데, 마지막 단계입니다.
   */
  step?: number;
}

const stepperOptions = optionsOf<StepperOptions>()({
  kind: word('convolution', 'transposed', 'im2col', 'max', 'average', 'min', 'l2'),
  stride: pace(),
  padding: paddingRule(),
  dilation: pace(),
  bias: number(),
  size: windowSize(),
  backward: anything({ en: 'an array of the shape of the output, or true', ko: '출력과 모양이 같은 배열 또는 true' }),
  step: integer({ from: 0 }),
});

const who = 'plot.stepper';

/**
 * A calculation to walk through, number by number: buttons, a slider and the keys ←, → and space in the page, without a kernel too.
 * Further sliders change the size of the filter, stride, padding and dilation, and the walk is computed anew.
 *
 *     plot.stepper(picture, filter)                                    // a convolution
 *     plot.stepper(picture, filter, { kind: 'im2col' })                // the same as a product of matrices
 *     plot.stepper(picture, filter, { kind: 'transposed', stride: 2 })
 *     plot.stepper(picture, filter, { backward: dout })                // dW and dX
 *     plot.stepper(map, { kind: 'max', size: 2 })                      // pooling
 *     plot.stepper(map, { kind: 'max', backward: true })
 *
 * @ko 합성곱, 풀링과 그 역전파를 수 하나하나 따라가며 보여 줍니다. 화살표 키와 스페이스로 움직이고, 필터 크기, 스트라이드, 패딩을 슬라이더로 바꿉니다.
 * @param picture (h, w) or (h, w, c) with at most 4 channels and 900 cells
 * @koParam picture (h, w) 또는 (h, w, c) 그림. 채널은 4개, 칸은 900개까지입니다
 * @param filter (fh, fw) or (fh, fw, c); a flat filter is laid on every channel alike. None: pooling
 * @koParam filter (fh, fw) 또는 (fh, fw, c) 필터. 납작한 필터는 채널마다 똑같이 얹습니다. 없으면 풀링입니다
 * @throws ValueError when the filter does not fit, the stride does not divide the way, an option belongs to another kind, or there are
 * more than 400 steps
 */
export function stepper(picture: ArraySource, filter: ArraySource, options?: StepperOptions): Stepper;
export function stepper(picture: ArraySource, options?: StepperOptions): Stepper;
export function stepper(picture: ArraySource, second?: ArraySource | StepperOptions, third?: StepperOptions): Stepper {
  if (arguments.length > 3) refuseSurplus(who, arguments, 3);
  const filter = isOptions(second) ? undefined : (second as ArraySource | undefined);
  if (filter === undefined && third !== undefined) refuseSurplus(who, [picture, second, third], 2);
  const given = filter === undefined ? second : third;
  const options = read(who, given as StepperOptions | undefined, stepperOptions);
  const table = pictureOf(picture, who);
  const recipe =
    filter === undefined
      ? pooled(table, options, kindOfPooling(options))
      : filtered(table, filterOf(filter, table, who), options);
  const draft = draftOf(recipe);
  refuseStep(options.step, draft.steps.length);
  return new Stepper(walkthroughOf(draft, getLanguage(), options.step), recipe);
}

type Given = ReturnType<typeof read<StepperOptions, typeof stepperOptions.rules>>;

function filtered(picture: Table, filter: Table, options: Given): FilterRecipe {
  const { kind = 'convolution', stride = 1, padding = 'valid', dilation = 1, bias = 0, backward } = options;
  if (!isOneOf(withFilter, kind)) {
    throw new ValueError({
      who,
      rule: {
        en: `kind '${kind}' is pooling, which has no filter`,
        ko: `kind '${kind}'은(는) 풀링이고 필터가 없습니다`,
      },
      received: { en: 'a picture and a filter', ko: '그림과 필터' },
      hint: {
        en: `Write plot.stepper(picture, { kind: '${kind}' })`,
        ko: `plot.stepper(picture, { kind: '${kind}' })로 쓰세요`,
      },
    });
  }
  refuse(options, ['size'], {
    en: 'a filter, whose size is its own',
    ko: '필터를 쓸 때는 필터의 크기가 정해져 있어서',
  });
  if (kind !== 'convolution') refuse(options, ['backward'], { en: `kind '${kind}'`, ko: `kind '${kind}'에는` });
  if (backward !== undefined)
    refuse(options, ['bias'], { en: 'the backward pass, in which it has no part', ko: '역전파에서는 쓰이지 않아서' });
  const setting = { size: [filter.h, filter.w], stride, padding, dilation } as const;
  return withGradient({ kind, picture, filter, bias, setting }, backward, 1);
}

/** The recipe with the gradient of its output, whose shape it says. */
function withGradient<R extends Recipe>(recipe: R, backward: ArraySource | true | undefined, c: number): R {
  if (backward === undefined || backward === true) return { ...recipe, dout: backward };
  const { rows, columns } = placesIn(recipe, recipe.setting);
  return { ...recipe, dout: gradientOf(backward, rows.count, columns.count, c, who) };
}

function kindOfPooling({ kind }: Given): PoolKind {
  if (kind !== undefined && !isOneOf(withFilter, kind)) return kind;
  throw new ValueError({
    who,
    rule:
      kind === undefined
        ? { en: 'needs a filter, or the kind of a pooling', ko: '필터나 풀링의 종류가 있어야 합니다' }
        : { en: `kind '${kind}' needs a filter`, ko: `kind '${kind}'에는 필터가 있어야 합니다` },
    received: { en: 'a picture alone', ko: '그림 하나' },
    hint: {
      en: "Write plot.stepper(picture, filter), or plot.stepper(picture, { kind: 'max' })",
      ko: "plot.stepper(picture, filter)나 plot.stepper(picture, { kind: 'max' })로 쓰세요",
    },
  });
}

function pooled(picture: Table, options: Given, kind: PoolKind): PoolRecipe {
  refuse(options, ['padding', 'dilation', 'bias'], { en: 'pooling', ko: '풀링에는' });
  const size = sidesOf(options.size ?? 2);
  const stride = options.stride ?? [size[1], size[0]];
  return withGradient(
    { kind, picture, setting: { size, stride, padding: 'valid', dilation: 1 } },
    options.backward,
    picture.c,
  );
}

/** Refuses options that belong to another kind: dropped silently they would seem to have had no effect. */
function refuse(options: Given, names: readonly (keyof StepperOptions)[], where: Translated): void {
  const wrong = names.find((name) => options[name] !== undefined);
  if (wrong === undefined) return;
  throw new ValueError({
    who,
    rule: { en: `${wrong} does not go with ${where.en}`, ko: `${where.ko} ${wrong} 옵션이 없습니다` },
    received: `${wrong} ${typeof options[wrong] === 'object' ? '[…]' : String(options[wrong])}`,
  });
}

function isOneOf<const W extends readonly string[]>(words: W, value: string): value is W[number] {
  return words.includes(value);
}

function refuseStep(step: number | undefined, steps: number): void {
  if (step === undefined || step < steps) return;
  throw new ValueError({
    who,
    rule: { en: `there are ${steps} steps, counted from 0`, ko: `단계는 ${steps}개이고 0부터 셉니다` },
    received: `step ${step}`,
  });
}
