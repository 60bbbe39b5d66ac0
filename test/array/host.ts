/** @file A notebook for tests of notices: it keeps what is shown, every call counting as a line of its own. */
import { noticeMime, type MimeBundle } from '../../src/display/index.ts';

const key = Symbol.for('kernelab.host');
const world = globalThis as unknown as Record<symbol, unknown>;

export class NotebookHost {
  private shown: MimeBundle[] = [];
  private line = 0;

  enter(): void {
    this.shown = [];
    world[key] = {
      onCellEnd: () => {},
      display: (bundle: MimeBundle) => void this.shown.push(bundle),
      place: () => ({ cell: 1, where: 'cell [1]', line: ++this.line }),
    };
  }

  leave(): void {
    delete world[key];
  }

  texts(): string[] {
    return this.shown.map((bundle) => (bundle[noticeMime] as { en: string }).en);
  }
}
