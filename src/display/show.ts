/** @file `display(x)`: shows a value in the notebook, now, and lets it be replaced later. In plain Node it prints. */
import { displaySymbol, notebookHost } from './host.ts';

/** What was shown and can be replaced. */
export interface DisplayHandle {
  /** The notebook's name for the place. */
  readonly displayId: string;
  /** Shows another value in the same place (in plain Node: prints it as well). */
  update(value: unknown): void;
}

/**
 * Shows a value the way a cell shows its last expression: arrays as text, figures and images as pictures, anything
 * with `Symbol.for('Jupyter.display')` as it says itself; strings as they are.
 * @ko 값을 지금 셀 아래에 보여 주고, 나중에 바꿀 수 있게 합니다.
 * @param options.displayId the place to show it in (default: a new one)
 * @example const progress = display('0 %'); progress.update('50 %');
 */
export function display(
  value: unknown,
  options: {
    /**
     * A name under which `update` finds it later; default a new one.
     * @ko `update`가 나중에 찾을 이름입니다. 기본값은 새 이름입니다.
     */
    displayId?: string;
  } = {},
): DisplayHandle {
  const displayId = options.displayId ?? crypto.randomUUID();
  const show = (next: unknown, update: boolean): void => {
    const host = notebookHost();
    if (host?.show) host.show(next, { displayId, update });
    else console.log(next);
  };
  show(value, false);
  const handle = { displayId, update: (next: unknown): void => show(next, true) };
  // A cell that ends with `display(x)` must not show the handle as well.
  return Object.defineProperty(handle, displaySymbol, { value: () => ({}) });
}
