/** @file How big the result is. O = (I + 2P - F) / S + 1, along each side, and it must come out whole. */
import { checkCall, integer, optionsOf, readOptions } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import { pooledSide, sideOf } from '../windows/index.ts';

export { sideOf };

export interface OutputSizeOptions {
  /**
   * Zeros on each side. Default 0.
   * @ko 양쪽에 붙이는 0의 칸 수입니다. 기본값 0.
   */
  padding?: number;
  /**
   * How far the filter moves. Default 1.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  stride?: number;
  /**
   * From one cell of the filter to the next; above 1 there are gaps. Default 1.
   * @ko 필터의 이웃한 두 칸 사이의 거리입니다. 1보다 크면 틈이 생깁니다. 기본값 1.
   */
  dilation?: number;
}

const outputSizeOptions = optionsOf<OutputSizeOptions>()({
  padding: integer({ from: 0 }).or(0),
  stride: integer({ from: 1 }).or(1),
  dilation: integer({ from: 1 }).or(1),
});

/**
 * The side of a feature map: (input + 2 padding - filter) / stride + 1; with dilation the filter reaches over
 * (filter - 1) dilation + 1 cells.
 *
 * @ko 합성곱 뒤의 크기를 계산합니다: (I − F + 2P)/S + 1.
 * @throws ValueError when the filter does not fit or the stride does not divide the way it has to go
 * @example outputSize(32, 5) // 28
 */
export function outputSize(input: number, filter: number, options?: OutputSizeOptions): number {
  const who = 'cnn.outputSize';
  if (arguments.length > 3) checkCall(who, arguments, 3, outputSizeOptions);
  const { padding, stride, dilation } = readOptions(who, options, outputSizeOptions);
  return sideOf(input, filter, padding, stride, who, dilation);
}

/**
 * The padding that keeps the size when the stride is 1: (filter - 1) / 2.
 * @ko 크기를 그대로 두는 패딩을 계산합니다.
 */
export function samePadding(filter: number): number {
  if (arguments.length > 1) checkCall('cnn.samePadding', arguments, 1);
  if (Number.isInteger(filter) && filter >= 1 && filter % 2 === 1) return (filter - 1) / 2;
  throw new ValueError({
    who: 'cnn.samePadding',
    rule: {
      en: 'only an odd filter can keep the size with the same padding on both sides',
      ko: '양쪽에 같은 패딩을 붙여 크기를 지키려면 필터의 한 변이 홀수여야 합니다',
    },
    received: { en: `filter ${filter}`, ko: `필터 ${filter}` },
    ...(Number.isInteger(filter) && filter > 1
      ? {
          hint: {
            en: "cnn.featuring(x, f, { padding: 'same' }) keeps it with an even filter too, by one more zero behind",
            ko: "cnn.featuring(x, f, { padding: 'same' })는 짝수 필터에서도 뒤쪽에 0을 한 칸 더 붙여 크기를 지킵니다",
          },
        }
      : {}),
  });
}

/**
 * The side after pooling: (input - window) / stride + 1. Windows that lie side by side (the default) leave input / window.
 *
 * @ko 풀링 뒤의 크기를 계산합니다.
 * @throws ValueError when the window does not fit or the windows do not fill the side
 */
export function poolSize(input: number, window: number, stride = window): number {
  if (arguments.length > 2) checkCall('cnn.poolSize', arguments, 3);
  return pooledSide(input, window, stride, 'cnn.poolSize');
}
