/**
 * @file The pages of this extension in JupyterLab's Help menu. The kernel names them as they lie on a server at the root of its
 * host; it does not know the server's `base_url`, the page does.
 */
import type { NotebookPanel, NotebookTracker } from './rejoin.ts';

/** How the kernel begins the address of a page, before the path that is the same on every server. */
const EXTENSIONS = /^\/(?:.*\/)?lab\/extensions\/(?=kernelab\/)/;

/** Puts the right beginning before the pages that kernels name. `extensions`: where this server has its extensions. */
export function placeHelpLinks(tracker: NotebookTracker, extensions: string): void {
  const place = async ({ sessionContext }: NotebookPanel): Promise<void> => {
    await sessionContext.ready;
    // The menu opens what the object says when it is clicked.
    const { help_links: links = [] } = (await sessionContext.session?.kernel?.info) ?? {};
    for (const link of links) link.url = link.url.replace(EXTENSIONS, () => extensions);
  };
  const look = (panel: NotebookPanel): void => {
    const placeAll = (): void => {
      place(panel).catch((error: unknown) => console.warn('kernelab: the Help menu keeps its addresses.', error));
    };
    placeAll();
    panel.sessionContext.kernelChanged.connect(placeAll);
  };
  tracker.forEach(look);
  tracker.widgetAdded.connect((_, panel) => look(panel));
}
