/** @file How big the result is. O = (I + 2P - F) / S + 1, along each side, and it must come out whole. */
import { ValueError } from '../errors/index.ts';

/**
 * The side of a feature map. `padding` is a number of cells on each side, or those before and behind; a filter with dilation
 * reaches over (filter - 1) dilation + 1 cells.
 *
 * @throws ValueError when the filter does not fit or the stride does not divide the way it has to go
 */
export function sideOf(
  input: number,
  filter: number,
  padding: number | readonly [number, number],
  stride: number,
  who: string,
  dilation = 1,
): number {
  const [before, behind] = typeof padding === 'number' ? [padding, padding] : padding;
  const around = before + behind;
  const each = before === behind ? String(before) : `${before} + ${behind}`;
  const whole = [input, filter, before, behind, stride, dilation].every((n) => Number.isInteger(n));
  if (!whole || input < 1 || filter < 1 || before < 0 || behind < 0 || stride < 1 || dilation < 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'input, filter and stride are whole numbers from 1, padding from 0',
        ko: '입력, 필터, 스트라이드는 1 이상의 정수이고 패딩은 0 이상의 정수입니다',
      },
      received: {
        en: `input ${input}, filter ${filter}, padding ${each}, stride ${stride}`,
        ko: `입력 ${input}, 필터 ${filter}, 패딩 ${each}, 스트라이드 ${stride}`,
      },
    });
  }
  const reach = (filter - 1) * dilation + 1;
  const way = input + around - reach;
  if (way < 0) {
    const spread = reach === filter ? { en: '', ko: '' } : dilated(reach, dilation);
    throw new ValueError({
      who,
      rule: { en: 'the filter must fit into the padded input', ko: '필터는 패딩을 붙인 입력에 들어가야 합니다' },
      received: {
        en: `input ${input}, filter ${filter}${spread.en}, padding ${each}`,
        ko: `입력 ${input}, 필터 ${filter}${spread.ko}, 패딩 ${each}`,
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
      received: `(${input} + ${around} - ${reach}) / ${stride} = ${Number((way / stride).toFixed(4))}`,
      hint: {
        en: `With padding ${each}, a stride of ${divisors(way, 'or')} fits`,
        ko: `패딩이 ${each}일 때 맞는 스트라이드는 ${divisors(way, '또는')}입니다`,
      },
    });
  }
  return way / stride + 1;
}

function dilated(reach: number, dilation: number): { en: string; ko: string } {
  return { en: ` (${reach} cells with dilation ${dilation})`, ko: `(dilation ${dilation}에서 ${reach}칸)` };
}

/**
 * The side after pooling: (side - window) / stride + 1.
 *
 * @throws ValueError when the window does not fit or the windows do not fill the side
 */
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
  if (all.length === 0) return '1'; // the window fills the side: there is one place
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${or} ${all.at(-1)}` : String(all[0]);
}
