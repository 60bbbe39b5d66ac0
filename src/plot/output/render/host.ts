/**
 * @file The drawing thread: loads Plotly once (with V8's compiled code kept beside the project), answers requests of
 * `../host.ts` with SVG text or PNG bytes. It has a thread of its own so that it loads while the cell still computes,
 * and so that `plt.show()` can wait for a picture although Plotly draws asynchronously.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { workerData, type MessagePort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { plotlyWorld } from './dom.ts';
import { encodeDrawing, trimmed } from '../png.ts';
import { readFont, textWidth, type FontMetrics } from './font.ts';
import type { TextMeasure } from './measure.ts';
import { figureToSvg, svgFile, type Plotly, type PlotlyFigure } from './svg.ts';

/** What the main thread asks for. `scale` multiplies the pixels of a PNG. */
export interface DrawRequest {
  id: number;
  figure: PlotlyFigure;
  format: 'svg' | 'png';
  scale: number;
  /** Of a PNG: what is empty around the drawing is cut off, but for so many pixels. */
  trim?: number;
}

/** The answer: the drawing, or why there is none. */
export type DrawAnswer = { id: number; svg?: string; png?: Uint8Array; error?: string };

/** What the thread is started with. */
export interface DrawThreadData {
  role: 'kernelab-plot';
  port: MessagePort;
  /** Counts answers; the main thread may sleep on it. */
  answers: Int32Array;
}

const resolve = createRequire(import.meta.url).resolve;

function serve({ port, answers }: DrawThreadData): void {
  // A loading fault is an answer too: the main thread may be asleep and would never see the thread's own error event.
  const plotly = new Promise<Plotly>((loaded) => loaded(loadPlotly()));
  plotly.catch(() => undefined);
  port.on('message', (request: DrawRequest) => {
    void draw(plotly, request).then((answer) => {
      port.postMessage(answer);
      Atomics.add(answers, 0, 1);
      Atomics.notify(answers, 0);
    });
  });
}

async function draw(plotly: Promise<Plotly>, { id, figure, format, scale, trim }: DrawRequest): Promise<DrawAnswer> {
  try {
    const svg = await figureToSvg(await plotly, figure);
    return format === 'svg' ? { id, svg: svgFile(svg) } : { id, png: rasterize(svg, scale, trim) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const fontFile = {
  latin: () => resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  latinBold: () => resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  latinItalic: () => resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
  latinMono: () => resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  latinMonoBold: () => resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'),
  korean: () => resolve('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
  koreanBold: () => resolve('@expo-google-fonts/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf'),
};

/** Any character that DejaVu Sans lacks and the Korean font may have: Hangul, Han, kana, full-width forms. */
const eastAsian = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/;

function rasterize(drawing: string, scale: number, trim?: number): Uint8Array {
  // Bars that touch would show the page between them; a browser sets them on whole pixels, which Plotly leaves out here.
  const svg = drawing.replaceAll('class="trace bars"', 'class="trace bars" shape-rendering="crispEdges"');
  const bold = /font-weight[:=]"?\s*(bold|[6-9]00)/.test(svg);
  const fontFiles = [fontFile.latin()];
  if (bold) fontFiles.push(fontFile.latinBold());
  if (/font-style:\s*italic/.test(svg)) fontFiles.push(fontFile.latinItalic());
  if (/monospace/.test(svg)) fontFiles.push(fontFile.latinMono(), ...(bold ? [fontFile.latinMonoBold()] : []));
  if (eastAsian.test(svg)) fontFiles.push(fontFile.korean());
  if (bold && eastAsian.test(svg)) fontFiles.push(fontFile.koreanBold());
  const picture = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
      monospaceFamily: 'DejaVu Sans Mono',
    },
    fitTo: { mode: 'zoom', value: scale },
  });
  // A third of resvg's own file, which matters in notebooks.
  const { pixels, width, height } = picture.render();
  const whole = { rgba: new Uint8Array(pixels), width, height };
  const { rgba, width: w, height: h } = trim === undefined ? whole : trimmed(whole, trim);
  return encodeDrawing(rgba, w, h);
}

/** Text widths from the same fonts that draw the PNG; the Korean one is read when its first character appears. */
function fontMeasure(): TextMeasure {
  const open = (file: () => string): (() => FontMetrics) => {
    let font: FontMetrics | undefined;
    return () => (font ??= readFont(readFileSync(file())));
  };
  const fonts = { regular: open(fontFile.latin), bold: open(fontFile.latinBold), korean: open(fontFile.korean) };
  const regular = fonts.regular();
  return {
    ascent: regular.ascent,
    descent: regular.descent,
    width(text, size, bold) {
      const latin = bold ? fonts.bold() : regular;
      return textWidth(text, size, eastAsian.test(text) ? [latin, fonts.korean()] : [latin]);
    },
  };
}

/** Runs Plotly's own cartesian bundle inside the small world and hands out its API. */
function loadPlotly(): Plotly {
  const world = plotlyWorld(fontMeasure());
  const file = resolve('plotly.js/dist/plotly-cartesian.min.js');
  const names = Object.keys(world);
  const code = `(function(${names.join(',')}){var module={exports:{}},exports=module.exports,define;${readFileSync(file, 'utf8')};return module.exports;})`;
  const cache = codeCacheFile();
  const cachedData = cache && existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new Script(code, { filename: file, ...(cachedData ? { cachedData } : {}) });
  const start = script.runInThisContext() as (...world: unknown[]) => Plotly;
  const plotly = start(...names.map((name) => world[name]));
  if (cache && (!cachedData || script.cachedDataRejected)) keepCode(cache, script);
  return plotly;
}

/** V8 compiles Plotly lazily; keeping the result halves the wait for the first figure of the next session. */
function keepCode(file: string, script: Script): void {
  setTimeout(() => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      const partial = `${file}.${process.pid}`;
      writeFileSync(partial, script.createCachedData());
      renameSync(partial, file);
    } catch {
      // A read-only installation simply compiles each time.
    }
  }, 3000).unref();
}

/** Inside the project's own private folder, so that nobody else can plant code there; elsewhere no cache. */
function codeCacheFile(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, 'node_modules', 'plotly.js', 'package.json'))) continue;
    const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/plotly.js/package.json'), 'utf8')) as {
      version: string;
    };
    return join(folder, '.kernelab', 'cache', `plotly-${version}-v8-${process.versions.v8}-${process.arch}.bin`);
  }
  return undefined;
}

const data = workerData as DrawThreadData | null;
if (data?.role === 'kernelab-plot') serve(data);
