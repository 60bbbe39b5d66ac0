/**
 * @file The drawing thread (started at the first figure, so that it loads while the cell computes), and waiting for a drawing
 * with or without blocking.
 */
import { KernelabError, say } from '../../errors/index.ts';
import { notebookHost } from '../../display/index.ts';
import { machine, setting, type Thread } from '../../platform/index.ts';
import type { DrawAnswer, DrawRequest, PictureFormat } from './render/thread.ts';
import type { PlotlyFigure } from './render/svg.ts';

interface DrawThread {
  readonly thread: Thread;
  readonly waiting: Map<number, (answer: DrawAnswer) => void>;
}

let drawer: DrawThread | undefined;
let lastId = 0;
/** The notebook that ends the thread when nobody uses it. */
let resting: ReturnType<typeof notebookHost>;

/** Whether shown figures are drawn: `KERNELAB_PICTURES=off` says that nobody looks. `savefig` draws all the same. */
export function arePicturesWanted(): boolean {
  return setting('KERNELAB_PICTURES') !== 'off';
}

/** Starts the drawing thread without waiting for it. */
export function warmUp(): void {
  if (arePicturesWanted()) drawer ??= start();
}

/** Draws a figure, or SVG text, and waits, blocking this thread (about 50 ms once warm): the order of a cell's output stays as written. */
export function drawNow(
  figure: PlotlyFigure | string,
  format: PictureFormat,
  scale?: number,
  trim?: number,
): Uint8Array;
export function drawNow(figure: PlotlyFigure, format: 'svg'): string;
export function drawNow(
  figure: PlotlyFigure | string,
  format: PictureFormat | 'svg',
  scale = 1,
  trim?: number,
): Uint8Array | string {
  const { thread, waiting } = (drawer ??= start());
  let answer: DrawAnswer | undefined;
  const id = post({ figure, format, scale, trim }, (got) => (answer = got));
  const deadline = Date.now() + 60_000;
  while (!answer) {
    const heard = thread.waitForMessage(200);
    if (heard) settle(heard.message as DrawAnswer);
    else if (Date.now() > deadline) {
      waiting.delete(id);
      answer = {
        id,
        error: say({
          en: 'the drawing thread did not answer within 60 s',
          ko: '그리는 스레드가 60초 안에 답하지 않음',
        }),
      };
    }
  }
  return result(answer);
}

/** Draws a figure, or SVG text, without blocking. */
export function draw(figure: PlotlyFigure | string, format: 'png', scale?: number): Promise<Uint8Array>;
export function draw(figure: PlotlyFigure, format: 'svg'): Promise<string>;
export function draw(figure: PlotlyFigure | string, format: 'png' | 'svg', scale = 1): Promise<Uint8Array | string> {
  return new Promise((resolve, reject) => {
    drawer ??= start();
    drawer.thread.hold(true); // this process must not end while a drawing is awaited
    post({ figure, format, scale }, (answer) => {
      if (drawer?.waiting.size === 0) drawer.thread.hold(false);
      try {
        resolve(result(answer));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Plotly's script for a page that must work without a network. */
export function plotlyScript(): string {
  return new TextDecoder().decode(machine.assets.ofPackage('plotly.js/dist/plotly-cartesian.min.js'));
}

function start(): DrawThread {
  const thread = machine.threads.start('plot/output/render/thread');
  if (thread === undefined)
    throw new KernelabError({
      who: 'plt',
      rule: {
        en: 'figures are drawn on a thread of their own, which cannot be had here',
        ko: '그래프는 따로 도는 스레드에서 그리는데, 여기에서는 그 스레드를 쓸 수 없습니다',
      },
    });
  const started: DrawThread = { thread, waiting: new Map() };
  thread.onMessage((answer) => settle(answer as DrawAnswer));
  thread.onError((error) => {
    if (drawer === started) drawer = undefined;
    for (const [id, give] of started.waiting) give({ id, error: error.stack ?? error.message });
  });
  endAtRest();
  return started;
}

/** Plotly and its fonts are a third of the memory of a notebook in which nothing is drawn any more. */
function endAtRest(): void {
  const notebook = notebookHost();
  if (!notebook?.onRest || resting === notebook) return;
  resting = notebook;
  notebook.onRest(endDrawing);
}

/** Ends the thread, unless a drawing is awaited. */
export function endDrawing(): void {
  if (drawer === undefined || drawer.waiting.size > 0) return;
  drawer.thread.stop();
  drawer = undefined;
}

function post(wanted: Omit<DrawRequest, 'id'>, give: (answer: DrawAnswer) => void): number {
  const request: DrawRequest = { id: ++lastId, ...wanted };
  drawer!.waiting.set(request.id, give);
  drawer!.thread.send(request);
  return request.id;
}

function settle(answer: DrawAnswer): void {
  const give = drawer?.waiting.get(answer.id);
  drawer?.waiting.delete(answer.id);
  give?.(answer);
}

function result(answer: DrawAnswer): Uint8Array | string {
  if (answer.error !== undefined) {
    throw new KernelabError({
      who: 'plt',
      rule: { en: 'the figure could not be drawn', ko: '그래프를 그리지 못했습니다' },
      received: answer.error,
      hint: {
        en: 'This is a fault of kernelab or of an unusual plot; fig.toPlotly() still gives the figure itself.',
        ko: 'kernelab의 오류이거나 흔하지 않은 그래프입니다. fig.toPlotly()로 그래프 자체는 얻을 수 있습니다',
      },
    });
  }
  return answer.file ?? answer.svg!;
}
