/**
 * @file What the running cell has shown so far, as short as it can be said: for a page that was closed meanwhile and
 * comes back. Prints are joined, a display that is updated is kept as it is now, and what was cleared is gone.
 */
import { JsonText } from '../json-text.ts';
import type { CellOutput } from '../session/terms.ts';
import { publicationOf } from './publication.ts';

/** Characters of printed text that are kept, the last ones. */
const MOST_TEXT = 1_000_000;

/** Outputs that are kept, the last ones: nobody looks through more, and a loop may show millions. */
const MOST_OUTPUTS = 2000;

/** A message as the page would have heard it. */
export interface RecordedMessage {
  type: string;
  content: unknown;
}

/** The outputs of one cell. */
export class OutputRecord {
  #outputs: CellOutput[] = [];
  #clearNext = false;

  add(output: CellOutput): void {
    if (output.type === 'comm') return;
    if (output.type === 'clear') {
      if (output.wait) this.#clearNext = true;
      else this.#outputs = [];
      return;
    }
    if (this.#clearNext) [this.#outputs, this.#clearNext] = [[], false];
    const last = this.#outputs.at(-1);
    if (output.type === 'stream' && last?.type === 'stream' && last.name === output.name) {
      last.text += output.text;
      // Not at every print: that would copy all of it each time.
      if (last.text.length > 2 * MOST_TEXT) last.text = last.text.slice(-MOST_TEXT);
    } else if (output.type === 'display' && output.update) {
      const shown = this.#outputs.findIndex((each) => each.type === 'display' && each.id === output.id);
      if (shown < 0) this.#outputs.push(output);
      else this.#outputs[shown] = { ...output, update: (this.#outputs[shown] as typeof output).update };
    } else {
      this.#outputs.push({ ...output });
      // Not one at a time: that would move all of them at each.
      if (this.#outputs.length > 2 * MOST_OUTPUTS) this.#outputs.splice(0, MOST_OUTPUTS);
    }
  }

  messages(): RecordedMessage[] {
    return this.#outputs.map((output) => {
      const isLong = output.type === 'stream' && output.text.length > MOST_TEXT;
      const { type, content } = publicationOf(isLong ? { ...output, text: output.text.slice(-MOST_TEXT) } : output);
      return { type, content: content instanceof JsonText ? content.value() : content };
    });
  }
}
