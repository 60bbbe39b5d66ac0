/**
 * @file An output area as a widget, and the one below every widget on a page, in which its callbacks show what they print,
 * draw and throw.
 */
import { anything, describe, optionsOf } from '../arguments/index.ts';
import { notebookHost, type MimeBundle, type Shown } from '../display/index.ts';
import { ValueError, say } from '../errors/index.ts';
import { VBox } from './boxes.ts';
import { OwnWidget, type Control } from './control.ts';
import { escaped } from './html.ts';
import { setRoots } from './model.ts';
import { seen, seenRules, type SeenOptions } from './seen.ts';

/** Something shown, as notebooks store it. */
type Stored =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: Record<string, unknown> }
  | { output_type: 'error'; ename: string; evalue: string; traceback: readonly string[] };

/** Options of an output area. */
export interface OutputOptions extends SeenOptions {
  /**
   * What it shows, as notebooks store it.
   * @ko 보이는 것을 노트북에 저장하는 모양으로 적은 것입니다.
   */
  outputs?: readonly unknown[];
}

/** What is shown waits so long for more, in milliseconds: each message has the whole area, and a page that gets it at once does not flicker. */
const EVERY_MS = 40;
/** What an area keeps: pieces, and letters of a text. What was shown before is left out, and that is said. */
const MOST_PIECES = 200;
const MOST_LETTERS = 100_000;

/** An output area. */
export class OutputWidget extends OwnWidget<OutputOptions> {
  #stored: Stored[] = [];
  /** Which of them have a display id. */
  #ids = new Map<string, Stored>();
  #isStale = false;
  #leftOut = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when the page has not got everything. */
  #waitsSince: number | undefined;

  /** Takes what code shows; false for an update of what was shown elsewhere. */
  readonly sink = (shown: Shown): boolean => {
    if (shown.type === 'display' && shown.update && shown.id !== undefined) {
      const known = this.#ids.get(shown.id);
      if (known?.output_type !== 'display_data') return false;
      Object.assign(known, { data: shown.data, metadata: shown.metadata });
    } else if (shown.type === 'clear') {
      this.#isStale = true;
      if (!shown.wait) this.#clear();
    } else {
      if (this.#isStale) this.#clear();
      this.#add(shown);
    }
    this.#soon();
    return true;
  };

  /**
   * Runs `body`; what it prints, shows and throws appears here. What `with out:` does in Python.
   * @ko `body`를 실행합니다. 출력과 그림, 오류가 여기에 나옵니다. 파이썬의 `with out:`과 같습니다.
   * @example await out.run(() => console.log('here'));
   */
  async run(body: () => unknown): Promise<void> {
    if (typeof body !== 'function') {
      throw new ValueError({
        who: 'widgets.Output.run',
        rule: { en: 'the argument is a function', ko: '인수는 함수입니다' },
        received: describe(body),
      });
    }
    const host = notebookHost();
    if (host?.asCell) await host.asCell(body, this.sink);
    else await body();
    this.flush();
  }

  /**
   * Empties it; `wait`: when the next thing comes, so that nothing flickers.
   * @ko 비웁니다. wait가 true이면 다음 것이 나올 때 비웁니다.
   */
  clearOutput({ wait = false }: { wait?: boolean } = {}): void {
    this.sink({ type: 'clear', wait });
    if (!wait) this.flush();
  }

  /**
   * Shows a text.
   * @ko 글을 보여 줍니다.
   */
  appendStdout(text: string): void {
    this.sink({ type: 'stream', name: 'stdout', text });
  }

  /** Whether what it shows is of a run before: it goes when something new comes. */
  expectNew(): void {
    this.#isStale = true;
  }

  /** What was of the run before goes also where nothing new came; the page gets all of it now. */
  settle(): void {
    if (this.#isStale) {
      if (this.#stored.length > 0) this.#waitsSince ??= performance.now();
      this.#clear();
    }
    this.flush();
  }

  /** Sends what is waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waitsSince === undefined) return;
    this.#waitsSince = undefined;
    this.write({ outputs: this.#stored.map((each) => ({ ...each })) });
  }

  override html(): string {
    return `<div>${(this.read('outputs') as Stored[]).map(htmlOf).join('')}</div>`;
  }

  override toString(): string {
    return (this.read('outputs') as Stored[]).map(textOf).join('');
  }

  #clear(): void {
    this.#stored = [];
    this.#ids.clear();
    this.#isStale = false;
    this.#leftOut = false;
  }

  #add(shown: Exclude<Shown, { type: 'clear' }>): void {
    const last = this.#stored.at(-1);
    if (shown.type === 'stream') {
      if (last?.output_type === 'stream' && last.name === shown.name) last.text = shortened(last.text + shown.text);
      else this.#stored.push({ output_type: 'stream', name: shown.name, text: shortened(shown.text) });
    } else if (shown.type === 'error') {
      const { ename, evalue, traceback } = shown;
      this.#stored.push({ output_type: 'error', ename, evalue, traceback });
    } else {
      const piece: Stored = { output_type: 'display_data', data: shown.data, metadata: shown.metadata };
      this.#stored.push(piece);
      if (shown.id !== undefined) this.#ids.set(shown.id, piece);
    }
    if (this.#stored.length <= MOST_PIECES) return;
    this.#stored.splice(this.#leftOut ? 1 : 0, 1);
    if (!this.#leftOut) this.#stored.unshift({ output_type: 'stream', name: 'stderr', text: `${say(leftOut)}\n` });
    this.#leftOut = true;
  }

  #soon(): void {
    this.#waitsSince ??= performance.now();
    // A loop that never yields lets no timer run.
    if (performance.now() - this.#waitsSince > EVERY_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), EVERY_MS);
  }
}

const leftOut = {
  en: '… what was shown before is left out',
  ko: '… 앞에 나온 것은 뺐습니다',
};

function shortened(text: string): string {
  if (text.length <= MOST_LETTERS) return text;
  const kept = text.slice(-MOST_LETTERS * 0.8);
  return `${say(leftOut)}\n${kept.slice(kept.indexOf('\n') + 1)}`;
}

/** A still picture of something shown. */
function htmlOf(stored: Stored): string {
  if (stored.output_type === 'display_data') {
    const { data } = stored;
    const png = data['image/png'];
    if (typeof png === 'string') return `<img src="data:image/png;base64,${png}" alt="${escaped(textOf(stored))}">`;
    for (const kind of ['text/html', 'image/svg+xml']) if (typeof data[kind] === 'string') return data[kind];
  }
  const text = textOf(stored);
  return text === '' ? '' : `<pre>${escaped(text)}</pre>`;
}

function textOf(stored: Stored): string {
  if (stored.output_type === 'stream') return stored.text;
  if (stored.output_type === 'error') return `${stored.ename}: ${stored.evalue}\n`;
  const text = stored.data['text/plain'];
  return typeof text === 'string' ? `${text}\n` : '';
}

/** An output area. */
export type Output = OutputWidget & Control<OutputOptions>;
/**
 * An output area: what code shows that `run` starts appears here, wherever it stands.
 * @ko 출력 영역입니다. `run`으로 실행한 코드의 출력이 여기에 나옵니다.
 * @example const out = widgets.Output(); display(out); await out.run(() => plt.imshow(x));
 */
export const Output: (options?: OutputOptions) => Output = seen<OutputOptions, Output>(
  {
    name: 'Output',
    module: 'output',
    spec: optionsOf<OutputOptions>()({
      ...seenRules,
      outputs: anything<readonly unknown[]>({ en: 'a list of outputs', ko: '출력의 리스트' }).or([]),
    }),
    fixed: { msg_id: '' },
  },
  OutputWidget as never,
);

/** What callbacks have shown for a while must not push the page away. */
const LOG_HEIGHT = '320px';

setRoots((widget) => {
  const log = Output({ layout: { maxHeight: LOG_HEIGHT, overflow: 'auto' } });
  const root = VBox({ children: [widget, log] });
  return { widget: root, sink: log.sink, flush: () => log.flush() };
});
