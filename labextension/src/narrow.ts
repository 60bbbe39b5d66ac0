/** @file On a phone, or when a page is zoomed, the file browser gives its width to the notebook; a click on its icon brings it back. */

/** The parts of JupyterLab that are used. */
export interface Lab {
  readonly restored: Promise<unknown>;
  readonly shell: { collapseLeft?(): void; collapseRight?(): void };
}

/** Narrower, in CSS pixels, there is no room for both: a phone, or a desk's page at a zoom of two. */
const narrow = matchMedia('(max-width: 800px)');

/** Folds the side bars of a narrow page. */
export function foldIfNarrow(shell: Lab['shell']): void {
  if (!narrow.matches) return;
  shell.collapseLeft?.();
  shell.collapseRight?.();
}

/** Folds the side bars of narrow pages, at the start and when they become so. */
export function foldSides({ restored, shell }: Lab): void {
  const fold = (): void => foldIfNarrow(shell);
  restored.then(fold, () => {}); // JupyterLab itself says what it could not restore
  narrow.addEventListener('change', fold);
}
