/**
 * @file The window of a convolution: size, strides, padding, dilation, groups, and their checks. `same` pads the odd
 * cell at the bottom and right.
 */
import { windowAxis } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import { oneOf, type Pair, pairOf } from '../checks.ts';
import { type DataFormat, dataFormatOf } from '../data-format.ts';
import { KERNEL_DEFAULTS, type KernelOptions, NONE } from '../kernel-options.ts';

export type Padding = 'valid' | 'same';

export const PADDINGS = ['valid', 'same'] as const;

export const CONV_ORDER = ['filters', 'kernelSize', 'strides', 'padding'] as const;

/** The checked geometry of a convolution layer. */
export function geometry(
  who: string,
  o: { kernelSize: Pair; strides: Pair; padding: string; dilationRate: Pair; dataFormat: unknown },
) {
  const kernel = pairOf(who, 'kernelSize', o.kernelSize);
  const strides = pairOf(who, 'strides', o.strides);
  const dilation = pairOf(who, 'dilationRate', o.dilationRate);
  if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'strides above 1 and dilationRate above 1 cannot be combined',
        ko: '1보다 큰 strides와 1보다 큰 dilationRate는 함께 쓸 수 없습니다',
      },
      received: `strides ${shapeText(strides)}, dilationRate ${shapeText(dilation)}`,
    });
  }
  return {
    kernel,
    strides,
    dilation,
    padding: oneOf(who, 'padding', o.padding, PADDINGS),
    format: dataFormatOf(who, o.dataFormat),
  };
}

/** The geometry as the layer's config names it. */
export function geometryConfig({ kernel, strides, dilation, padding, format }: ReturnType<typeof geometry>) {
  return { kernelSize: kernel, strides, dilationRate: dilation, padding, dataFormat: format };
}

/** Output size and the padding of the convolution that would go back, of a transposed convolution along one axis. */
export function transposedAxis(
  { kernel, strides, dilation, padding }: ReturnType<typeof geometry>,
  i: 0 | 1,
  size: number,
  extra?: number,
): { out: number; before: number; after: number } {
  const [k, s] = [(kernel[i] - 1) * dilation[i] + 1, strides[i]];
  if (padding === 'valid') return { out: (size - 1) * s + k + (extra ?? Math.max(k, s) - k), before: 0, after: 0 };
  const out = extra === undefined ? size * s : (size - 1) * s + (k % 2) + extra;
  const { before, after } = windowAxis(out, kernel[i], s, dilation[i], 'same');
  return { out, before, after };
}

/** A window larger than the picture, in words. */
export function refuseLargeWindow(
  who: string,
  shape: readonly number[],
  {
    kernel,
    dilation = [1, 1],
    padding,
  }: { kernel: readonly [number, number]; dilation?: readonly [number, number]; padding: Padding },
): void {
  const need = kernel.map((k, i) => (k - 1) * dilation[i]! + 1);
  if (padding === 'same' || (need[0]! <= shape[1]! && need[1]! <= shape[2]!)) return;
  throw new ShapeError({
    who,
    rule: {
      en: `its window of ${need.join(' x ')} does not fit into a picture of ${shape[1]} x ${shape[2]}`,
      ko: `${need.join(' x ')} 윈도가 ${shape[1]} x ${shape[2]} 그림에 들어가지 않습니다`,
    },
    received: {
      en: `pictures of shape ${shapeText(shape.slice(1))}`,
      ko: `모양이 ${shapeText(shape.slice(1))}인 그림`,
    },
    hint: {
      en: "Use padding: 'same', a smaller window, or fewer pooling layers before.",
      ko: "padding: 'same'을 쓰거나, 윈도를 줄이거나, 앞의 풀링 층을 줄이세요.",
    },
  });
}

export function refuseGroups(who: string, filters: number, groups: number): void {
  if (filters % groups === 0) return;
  throw new ValueError({
    who,
    rule: { en: 'groups must divide filters', ko: 'filters는 groups로 나누어떨어져야 합니다' },
    received: `filters ${filters}, groups ${groups}`,
  });
}

export function refuseChannels(who: string, channels: number, groups: number): void {
  if (channels % groups === 0) return;
  throw new ValueError({
    who,
    rule: { en: 'groups must divide the channels of the input', ko: '입력의 채널 수는 groups로 나누어떨어져야 합니다' },
    received: { en: `${channels} channels, groups ${groups}`, ko: `채널 ${channels}개, groups ${groups}` },
  });
}

export interface Conv2DOptions extends KernelOptions {
  /**
   * Number of output channels.
   * @ko 필터의 수, 곧 출력 채널의 수입니다.
   */
  filters: number;
  /**
   * Height and width of the window.
   * @ko 필터의 높이와 너비입니다.
   */
  kernelSize: Pair;
  /**
   * Default 1.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  strides?: Pair;
  /**
   * 'valid' (default): only whole windows; 'same': the picture keeps its size (at stride 1).
   * @ko 'valid'(기본값)는 온전히 들어가는 자리만, 'same'은 크기를 그대로 둡니다(스트라이드 1일 때).
   */
  padding?: Padding;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
  /**
   * Gaps in the window. Default 1: none.
   * @ko 필터 칸 사이를 벌리는 간격입니다. 기본값 1은 벌리지 않습니다.
   */
  dilationRate?: Pair;
  /**
   * Channels are split into this many independent convolutions. Default 1.
   * @ko 채널을 이만큼의 그룹으로 나누어 따로 합성곱합니다. 기본값 1.
   */
  groups?: number;
}

export const CONV_DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as Pair,
  groups: 1,
  ...KERNEL_DEFAULTS,
};
