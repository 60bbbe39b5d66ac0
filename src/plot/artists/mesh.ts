/**
 * @file Numbers over cells of any width and height: `pcolormesh`, `hist2d`. Equal cells are a picture with a pixel each; others
 * are a picture as fine as the screen in which every pixel takes the number of its cell.
 */
import { ValueError } from '../../errors/index.ts';
import type { Grid } from '../input/values.ts';
import { onAxes, type Parts, type Place } from './artist.ts';
import { AxesImage, type ImageLook } from './image.ts';
import { pointPixels } from '../style/points.ts';

export interface MeshLook extends Pick<ImageLook, 'cmap' | 'vmin' | 'vmax' | 'alpha'> {
  /** Lines around the cells. */
  edge: string | undefined;
  /** In points. */
  linewidth: number;
  smooth: boolean;
}

/** A table of numbers whose columns lie between `x` and whose rows lie between `y` (both increase). */
export class QuadMesh extends AxesImage {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly mesh: MeshLook;
  private readonly who: string;

  constructor(x: Float64Array, y: Float64Array, grid: Grid, look: MeshLook, who: string) {
    const { cmap, vmin, vmax, alpha } = look;
    const extent = [x[0]!, x.at(-1)!, y[0]!, y.at(-1)!] as const;
    const interpolation = look.smooth ? 'bilinear' : 'nearest';
    super(grid, { cmap, vmin, vmax, alpha, interpolation, extent, origin: 'lower' }, who);
    this.x = x;
    this.y = y;
    this.mesh = look;
    this.who = who;
  }

  override draw(parts: Parts, place: Place): void {
    const bent = [place.scales.x, place.scales.y].find(({ name }) => name !== 'linear');
    if (bent) {
      throw new ValueError({
        who: this.who,
        rule: { en: 'the cells need linear axes', ko: '칸을 그리려면 선형 축이어야 합니다' },
        received:
          bent.name === 'log'
            ? { en: 'a logarithmic axis', ko: '로그 축' }
            : { en: `an axis with the scale '${bent.name}'`, ko: `스케일이 '${bent.name}'인 축` },
      });
    }
    if (isEven(this.x) && isEven(this.y)) super.draw(parts, place);
    else this.sampled(place).draw(parts, place);
    if (this.mesh.edge !== undefined) this.drawEdges(parts, place, this.mesh.edge);
  }

  /** The picture as fine as the screen. */
  private sampled(place: Place): AxesImage {
    const [columns, rows] = [place.width, place.height].map((pixels) => Math.max(1, Math.round(2 * pixels)));
    const at = { x: cells(this.x, columns!), y: cells(this.y, rows!) };
    const data = new Float64Array(columns! * rows!);
    for (let r = 0, to = 0; r < rows!; r++) {
      for (let c = 0; c < columns!; c++) data[to++] = this.grid.data[at.y[r]! * this.width + at.x[c]!]!;
    }
    const { vmin, vmax, cmap } = this;
    return new AxesImage(
      { data, shape: [rows!, columns!], dtype: 'float64' },
      { ...this.look, vmin, vmax, cmap, interpolation: 'nearest' },
      this.who,
    );
  }

  private drawEdges(parts: Parts, place: Place, color: string): void {
    const [xs, ys] = [this.x, this.y];
    const [left, right, bottom, top] = this.bounds;
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: [...Array.from(xs).flatMap((x) => [x, x, null]), ...Array.from(ys).flatMap(() => [left, right, null])],
      y: [...Array.from(xs).flatMap(() => [bottom, top, null]), ...Array.from(ys).flatMap((y) => [y, y, null])],
      line: { color, width: this.mesh.linewidth * pointPixels },
      hoverinfo: 'skip',
      showlegend: false,
      ...onAxes(place),
    });
  }
}

/** Whether all steps are equal. */
function isEven(edges: Float64Array): boolean {
  const step = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  return edges.every((edge, i) => Math.abs(edge - (edges[0]! + i * step)) <= 1e-6 * Math.abs(step));
}

/** The cell in which each of `n` equal parts of the whole has its middle. */
function cells(edges: Float64Array, n: number): Int32Array {
  const [low, high] = [edges[0]!, edges.at(-1)!];
  let cell = 0;
  return Int32Array.from({ length: n }, (_, i) => {
    const middle = low + ((i + 0.5) / n) * (high - low);
    while (cell < edges.length - 2 && edges[cell + 1]! <= middle) cell++;
    return cell;
  });
}
