/** @file `plt.cm`: the colormaps by name, and a colormap with its ends that no picture goes with. */
import { callable, optionsOf } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { cmap, norm, read } from '../input/rules.ts';
import { byName, colormap, get_cmap, type Colormap, type ColormapLike } from '../style/colormap.ts';
import { Normalize } from '../style/normalize.ts';
import { rcParams } from '../style/rc-params.ts';
import { Artist, type Extent, type Mappable } from './artist.ts';

export interface ScalarMappableOptions {
  /** The ends, `plt.Normalize(vmin, vmax)`; default those of the first numbers. */
  norm?: Normalize;
  /** A colormap's name; default 'viridis'. */
  cmap?: ColormapLike;
}

const mappableOptions = optionsOf<ScalarMappableOptions>()({ norm: norm(), cmap: cmap() });

class ScalarMappableOf extends Artist implements Mappable {
  /** The ends of the colormap. */
  norm: Normalize;
  cmap: Colormap;

  constructor(options?: ScalarMappableOptions) {
    super();
    const who = 'plt.cm.ScalarMappable';
    const given = read(who, options, mappableOptions);
    this.norm = given.norm ?? Normalize();
    this.cmap = colormap(given.cmap ?? rcParams['image.cmap'], who);
  }

  get vmin(): number {
    return this.norm.vmin ?? 0;
  }

  get vmax(): number {
    return this.norm.vmax ?? 1;
  }

  /** The colours (…, 4) of numbers. */
  to_rgba(x: number | ArraySource): NDArray {
    return this.cmap(this.norm(np.asarray(x)));
  }

  /** Numbers from which the ends come that are not set. */
  set_array(x: ArraySource): void {
    this.norm.autoscale_None(x);
  }

  set_clim(vmin: number, vmax: number): void {
    [this.norm.vmin, this.norm.vmax] = [vmin, vmax];
  }

  set_cmap(cmap: ColormapLike): void {
    this.cmap = colormap(cmap, 'set_cmap');
  }

  extent(): Extent {
    return {};
  }

  draw(): void {
    // It is seen by its colour bar alone.
  }
}

/** A colormap with its ends, for a colour bar of its own: `fig.colorbar(plt.cm.ScalarMappable({ norm, cmap }), { ax })`. */
const ScalarMappable = callable(ScalarMappableOf);

/** Every map by its name, `plt.cm.gray`; `get_cmap` and `ScalarMappable`. */
export const cm = byName({ ScalarMappable, get_cmap });
