/** @file How big the result is. O = (I + 2P - F) / S + 1, along each side, and it must come out whole. */
import { checkCall, integer, optionsOf, readOptions } from '../arguments/index.ts';
import { ValueError, say } from '../errors/index.ts';

export interface OutputSizeOptions {
  /** Zeros on each side. Default 0. */
  padding?: number;
  /** How far the filter moves. Default 1. */
  stride?: number;
}

const outputSizeOptions = optionsOf<OutputSizeOptions>()({
  padding: integer({ from: 0 }).or(0),
  stride: integer({ from: 1 }).or(1),
});

/**
 * The side of a feature map: (input + 2 padding - filter) / stride + 1.
 *
 * @throws ValueError when the filter does not fit or the stride does not divide the way it has to go
 * @example outputSize(32, 5) // 28
 */
export function outputSize(input: number, filter: number, options?: OutputSizeOptions): number {
  const who = 'cnn.outputSize';
  if (arguments.length > 3) checkCall(who, arguments, 3, outputSizeOptions);
  const { padding, stride } = readOptions(who, options, outputSizeOptions);
  return sideOf(input, filter, padding, stride, who);
}

/** `outputSize` for the other helpers, whose name its errors carry. */
export function sideOf(input: number, filter: number, padding: number, stride: number, who: string): number {
  const whole = [input, filter, padding, stride].every((n) => Number.isInteger(n));
  if (!whole || input < 1 || filter < 1 || padding < 0 || stride < 1) {
    throw new ValueError({
      who,
      rule: 'input, filter and stride are whole numbers from 1, padding from 0',
      received: `input ${input}, filter ${filter}, padding ${padding}, stride ${stride}`,
    });
  }
  const way = input + 2 * padding - filter;
  if (way < 0) {
    throw new ValueError({
      who,
      rule: 'the filter must fit into the padded input',
      received: `input ${input}, filter ${filter}, padding ${padding}`,
    });
  }
  if (way % stride !== 0) {
    throw new ValueError({
      who,
      rule: 'the stride must divide (input + 2 padding - filter)',
      received: `(${input} + ${2 * padding} - ${filter}) / ${stride} = ${Number((way / stride).toFixed(4))}`,
      hint: say({
        en: `With padding ${padding}, a stride of ${divisors(way, 'or')} fits`,
        ko: `패딩이 ${padding}일 때 맞는 스트라이드는 ${divisors(way, '또는')}입니다`,
      }),
    });
  }
  return way / stride + 1;
}

/** The padding that keeps the size when the stride is 1: (filter - 1) / 2. */
export function samePadding(filter: number): number {
  if (arguments.length > 1) checkCall('cnn.samePadding', arguments, 1);
  if (Number.isInteger(filter) && filter >= 1 && filter % 2 === 1) return (filter - 1) / 2;
  throw new ValueError({
    who: 'cnn.samePadding',
    rule: 'only an odd filter can keep the size with the same padding on both sides',
    received: `filter ${filter}`,
  });
}

/**
 * The side after pooling: (input - window) / stride + 1. Windows that lie side by side (the default) leave input / window.
 *
 * @throws ValueError when the window does not fit or the windows do not fill the side
 */
export function poolSize(input: number, window: number, stride = window): number {
  if (arguments.length > 2) checkCall('cnn.poolSize', arguments, 3);
  return pooledSide(input, window, stride, 'cnn.poolSize');
}

/** `poolSize` for the other helpers, whose name its errors carry. */
export function pooledSide(input: number, window: number, stride: number, who: string): number {
  const whole = [input, window, stride].every((n) => Number.isInteger(n) && n >= 1);
  if (!whole) {
    throw new ValueError({
      who,
      rule: 'side, window and stride are whole numbers from 1',
      received: `side ${input}, window ${String(window)}, stride ${String(stride)}`,
    });
  }
  if (window > input) {
    throw new ValueError({
      who,
      rule: 'the window must fit into the map',
      received: `side ${input}, window ${window}`,
    });
  }
  if ((input - window) % stride === 0) return (input - window) / stride + 1;
  throw new ValueError({
    who,
    rule: 'the windows must fill the side: the stride must divide (side - window)',
    received: `(${input} - ${window}) / ${stride} = ${Number(((input - window) / stride).toFixed(4))}`,
    hint: say({
      en: `A stride of ${divisors(input - window, 'or')} fits; cnn.MaxPooling fills an odd side up with zeros`,
      ko: `맞는 스트라이드는 ${divisors(input - window, '또는')}입니다. cnn.MaxPooling은 홀수 변에 0을 채웁니다`,
    }),
  });
}

function divisors(n: number, or: string): string {
  const all = Array.from({ length: Math.min(n, 8) }, (_, i) => i + 1).filter((d) => n % d === 0);
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${or} ${all.at(-1)}` : String(all[0]);
}
