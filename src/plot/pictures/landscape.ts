/** @file `plot.lossLandscape`: the loss around the weights as a map, and cuts through it. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { np } from '../../array/index.ts';
import { say } from '../../errors/index.ts';
import type { LossLandscape } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { shortNumber } from './stepper/walkthrough.ts';

export interface LossLandscapePictureOptions {
  /**
   * Colormap of the loss: a name such as 'viridis' (default).
   * @ko 손실의 컬러맵입니다: 'viridis'(기본값) 같은 이름.
   */
  cmap?: string;
  /**
   * Height of the picture in inches; default 3.6.
   * @ko 그림의 높이입니다(인치). 기본값 3.6.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<LossLandscapePictureOptions>()({
  cmap: cmap<string>().or('viridis'),
  size: number({ above: 0 }).or(3.6),
  title: text(),
});

/** From here on the highest loss would hide the valley: the map shows logarithms. */
const STEEP = 20;

/**
 * Left the loss as a map with lines of equal loss, the model in the middle; right a cut along each direction. `found` is what `keras.utils.lossLandscape` gave.
 * @ko 모델 둘레의 손실을 지도와 단면으로 보여 줍니다.
 */
export function lossLandscape(found: LossLandscape, given?: LossLandscapePictureOptions): Figure {
  const who = 'plot.lossLandscape';
  const { cmap: colors, size, title } = read(who, given, options);
  const { losses, steps, loss } = found;
  const [low, high] = [losses.min(), losses.max()];
  const isSteep = low > 0 && high / low > STEEP;
  const n = steps.length;
  const values = losses.toTyped();
  const heights = np.asarray(Float64Array.from(values, (v) => (isSteep ? Math.log10(v) : v))).reshape(n, n);
  const fig = figure({ figsize: [2 * size + 1.6, size], layout: 'tight' });
  if (title) fig.suptitle(title);
  const [map, cuts] = fig.subplots(1, 2);
  const areas = map.contourf([...steps], [...steps], heights, 14, { cmap: colors });
  map.contour([...steps], [...steps], heights, 14, { colors: 'white', linewidths: 0.6, alpha: 0.5 });
  map.plot([0], [0], { color: 'white', marker: '+', markersize: 12, linestyle: 'None' });
  map.set_xlabel(say({ en: 'direction 1', ko: '방향 1' }));
  map.set_ylabel(say({ en: 'direction 2', ko: '방향 2' }));
  const name = isSteep ? say({ en: 'log10 of the loss', ko: '손실의 log10' }) : say({ en: 'loss', ko: '손실' });
  fig.colorbar(areas, { ax: map, label: name });
  const middle = (n - 1) / 2;
  const along = (at: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => Number(values[at(i)]));
  cuts.plot(
    [...steps],
    along((i) => middle * n + i),
    { label: say({ en: 'direction 1', ko: '방향 1' }) },
  );
  cuts.plot(
    [...steps],
    along((i) => i * n + middle),
    { label: say({ en: 'direction 2', ko: '방향 2' }), linestyle: '--' },
  );
  cuts.plot([0], [loss], {
    color: 'tab:red',
    marker: 'o',
    linestyle: 'None',
    label: say({ en: 'the model', ko: '지금 모델' }),
  });
  if (isSteep) cuts.set_yscale('log');
  cuts.set_xlabel(say({ en: 'distance, in lengths of the filters', ko: '거리(필터 크기의 배수)' }));
  cuts.set_ylabel(say({ en: 'loss', ko: '손실' }));
  cuts.grid({ alpha: 0.3 });
  cuts.legend({ fontsize: 9 });
  const [a, b, c] = [loss, low, high].map(shortNumber);
  fig.alt = {
    en: `The loss around a model along two random directions: ${a} in the middle, ${b} at the lowest and ${c} at the highest place of ${n} x ${n}.`,
    ko: `무작위 두 방향으로 본 모델 둘레의 손실: 한가운데 ${a}, ${n} x ${n}곳 가운데 가장 낮은 곳 ${b}, 가장 높은 곳 ${c}.`,
  };
  return fig;
}
