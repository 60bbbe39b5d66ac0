/** @file What lies beyond the edge of a picture, by the names of `fillMode` and the rules of scipy.ndimage. */
import type { FillMode } from './options.ts';

/**
 * How scipy.ndimage brings a coordinate into the picture; NaN where `constant` leaves it. For (a b c d):
 * nearest aaaa|abcd|dddd, reflect dcba|abcd|dcba, wrap with period n-1 (index -1 reads c, index n reads b).
 */
export function coordinateRule(mode: FillMode): (x: number, n: number) => number {
  switch (mode) {
    case 'nearest':
      return (x, n) => Math.min(Math.max(x, 0), n - 1);
    case 'constant':
      return (x, n) => (x < 0 || x > n - 1 ? NaN : x);
    case 'wrap':
      return (x, n) => {
        const period = n - 1;
        if (period <= 0) return 0;
        if (x < 0) return x + period * (Math.trunc(-x / period) + 1);
        return x > period ? x - period * Math.trunc(x / period) : x;
      };
    case 'reflect':
      return (x, n) => {
        if (x >= -0.5 && x <= n - 0.5) return x;
        const folded = x - 2 * n * Math.floor(x / (2 * n));
        return folded > n - 0.5 ? 2 * n - 1 - folded : folded;
      };
  }
}
