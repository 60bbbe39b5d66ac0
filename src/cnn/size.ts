/** @file How big the result is. O = (I + 2P - F) / S + 1, along each side, and it must come out whole. */
import { checkCall, integer, optionsOf, readOptions } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';

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
 * @ko 합성곱 뒤의 크기를 계산합니다: (I − F + 2P)/S + 1.
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
      rule: {
        en: 'input, filter and stride are whole numbers from 1, padding from 0',
        ko: '입력, 필터, 스트라이드는 1 이상의 정수이고 패딩은 0 이상의 정수입니다',
      },
      received: {
        en: `input ${input}, filter ${filter}, padding ${padding}, stride ${stride}`,
        ko: `입력 ${input}, 필터 ${filter}, 패딩 ${padding}, 스트라이드 ${stride}`,
      },
    });
  }
  const way = input + 2 * padding - filter;
  if (way < 0) {
    throw new ValueError({
      who,
      rule: { en: 'the filter must fit into the padded input', ko: '필터는 패딩을 붙인 입력에 들어가야 합니다' },
      received: {
        en: `input ${input}, filter ${filter}, padding ${padding}`,
        ko: `입력 ${input}, 필터 ${filter}, 패딩 ${padding}`,
      },
    });
  }
  if (way % stride !== 0) {
    throw new ValueError({
      who,
      rule: {
        en: 'the stride must divide (input + 2 padding - filter)',
        ko: '(입력 + 2 패딩 - 필터)는 스트라이드로 나누어떨어져야 합니다',
      },
      received: `(${input} + ${2 * padding} - ${filter}) / ${stride} = ${Number((way / stride).toFixed(4))}`,
      hint: {
        en: `With padding ${padding}, a stride of ${divisors(way, 'or')} fits`,
        ko: `패딩이 ${padding}일 때 맞는 스트라이드는 ${divisors(way, '또는')}입니다`,
      },
    });
  }
  return way / stride + 1;
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

/** `poolSize` for the other helpers, whose name its errors carry. */
export function pooledSide(input: number, window: number, stride: number, who: string): number {
  const whole = [input, window, stride].every((n) => Number.isInteger(n) && n >= 1);
  if (!whole) {
    throw new ValueError({
      who,
      rule: {
        en: 'side, window and stride are whole numbers from 1',
        ko: '한 변, 윈도, 스트라이드는 1 이상의 정수입니다',
      },
      received: {
        en: `side ${input}, window ${String(window)}, stride ${String(stride)}`,
        ko: `한 변 ${input}, 윈도 ${String(window)}, 스트라이드 ${String(stride)}`,
      },
    });
  }
  if (window > input) {
    throw new ValueError({
      who,
      rule: { en: 'the window must fit into the map', ko: '윈도는 맵에 들어가야 합니다' },
      received: { en: `side ${input}, window ${window}`, ko: `한 변 ${input}, 윈도 ${window}` },
    });
  }
  if ((input - window) % stride === 0) return (input - window) / stride + 1;
  throw new ValueError({
    who,
    rule: {
      en: 'the windows must fill the side: the stride must divide (side - window)',
      ko: '윈도가 한 변을 꽉 채워야 합니다. (한 변 - 윈도)는 스트라이드로 나누어떨어져야 합니다',
    },
    received: `(${input} - ${window}) / ${stride} = ${Number(((input - window) / stride).toFixed(4))}`,
    hint: {
      en: `A stride of ${divisors(input - window, 'or')} fits; cnn.MaxPooling fills an odd side up with zeros`,
      ko: `맞는 스트라이드는 ${divisors(input - window, '또는')}입니다. cnn.MaxPooling은 홀수 변에 0을 채웁니다`,
    },
  });
}

function divisors(n: number, or: string): string {
  const all = Array.from({ length: Math.min(n, 8) }, (_, i) => i + 1).filter((d) => n % d === 0);
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${or} ${all.at(-1)}` : String(all[0]);
}
