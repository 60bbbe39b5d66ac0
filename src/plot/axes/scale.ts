/** @file What `set_xscale` and `set_yscale` take: the name of a scale and its options. */
import { number, oneOf, optionsOf } from '../../arguments/index.ts';
import { read } from '../input/rules.ts';
import { linear, log, logit, scaleNames, symlog, type Scale, type ScaleName } from '../layout/scales.ts';

export interface LogOptions {
  /**
   * Ticks stand at its powers. Default 10.
   * @ko 눈금을 이 수의 거듭제곱마다 둡니다. 기본값 10.
   */
  base?: number;
}

export interface ScaleOptions extends LogOptions {
  /**
   * Of 'symlog': numbers from -linthresh to linthresh stand evenly. Default 2.
   * @ko 'symlog'에서 -linthresh와 linthresh 사이는 고르게 놓입니다. 기본값 2.
   */
  linthresh?: number;
  /**
   * Of 'symlog': how long half of the even part is, in powers of the base. Default 1.
   * @ko 'symlog'에서 고른 부분의 절반이 밑의 몇 제곱만큼 긴지 정합니다. 기본값 1.
   */
  linscale?: number;
}

const logOptions = optionsOf<LogOptions>()({ base: number({ above: 1 }).or(10) });
const symlogOptions = optionsOf<ScaleOptions>()({
  base: number({ above: 1 }).or(10),
  linthresh: number({ above: 0 }).or(2),
  linscale: number({ above: 0 }).or(1),
});
const noOptions = optionsOf<object>()({});

/** The scale of that name. @throws ValueError for others and for options that it does not have */
export function scaleOf(name: ScaleName, options: ScaleOptions | undefined, who: string): Scale {
  switch (oneOf(who, 'the scale', name, scaleNames)) {
    case 'log':
      return log(read(who, options, logOptions).base);
    case 'symlog':
      return symlog(read(who, options, symlogOptions));
    case 'logit':
      read(who, options, noOptions);
      return logit;
    default:
      read(who, options, noOptions);
      return linear;
  }
}
