/** @file How arrays print: `np.setPrintoptions`, with NumPy's defaults. */
import { checkCall, optionsOf, integer, number, flag } from '../../arguments/index.ts';

export interface PrintOptions {
  /** Digits after the point (floats), at most. Default 8. */
  precision: number;
  /** More elements than this are shortened. Default 1000. */
  threshold: number;
  /** Elements shown at each end of a shortened axis. Default 3. */
  edgeitems: number;
  /** Columns of a line. Default 75. */
  linewidth: number;
  /** True never uses the scientific form for small numbers. Default false. */
  suppress: boolean;
}

const defaults: Readonly<PrintOptions> = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
};

/** The options in force. */
export const printOptions: PrintOptions = { ...defaults };

const printOptionSpec = optionsOf<Partial<PrintOptions>>()({
  precision: integer({ from: 0 }),
  threshold: number({ from: 0 }),
  edgeitems: integer({ from: 0 }),
  linewidth: number({ above: 0 }),
  suppress: flag(),
});

/** Changes how arrays print from now on; what is not named stays. */
export function setPrintoptions(options: Partial<PrintOptions>): void {
  if (arguments.length > 0) checkCall('np.setPrintoptions', arguments, 1, printOptionSpec);
  Object.assign(printOptions, options);
}

/** The options in force, as a copy. */
export function getPrintoptions(): PrintOptions {
  if (arguments.length > 0) checkCall('np.getPrintoptions', arguments, 0);
  return { ...printOptions };
}
