/**
 * @file The drawing thread: loads Plotly once (with V8's compiled code kept beside the project), answers requests of
 * `../drawing.ts` with SVG text or the bytes of a picture. It has a thread of its own so that it loads while the cell still computes,
 * and so that `plt.show()` can wait for a picture although Plotly draws asynchronously.
 */
import { Resvg } from '@resvg/resvg-js';
import { machine, type ThreadInside } from '../../../platform/index.ts';
import { plotlyWorld } from './dom.ts';
import { pdfOf } from '../pdf.ts';
import { encodeDrawing, opaque, trimmed } from '../png.ts';
import { readFont, textWidth, type FontMetrics } from './font.ts';
import type { TextMeasure } from './measure.ts';
import { withoutFar } from './near.ts';
import { figureToSvg, svgFile, type Plotly, type PlotlyFigure } from './svg.ts';

/** What the main thread asks for. `scale` multiplies the pixels of a picture. */
export interface DrawRequest {
  id: number;
  /** A figure, or a drawing that is SVG text already. */
  figure: PlotlyFigure | string;
  format: 'svg' | PictureFormat;
  scale: number;
  /** Of a picture: what is empty around the drawing is cut off, but for so many pixels. */
  trim?: number;
}

/** Drawings of pixels; a PDF holds them as a picture. */
export type PictureFormat = 'png' | 'jpg' | 'pdf';

/** The answer: the drawing, or why there is none. */
export type DrawAnswer = { id: number; svg?: string; file?: Uint8Array; error?: string };

function serve(inside: ThreadInside): void {
  // A loading fault is an answer too: the main thread may be asleep and would never see the thread's own error event.
  const plotly = new Promise<Plotly>((loaded) => loaded(loadPlotly()));
  plotly.catch(() => undefined);
  inside.onMessage((request) => {
    void draw(plotly, request as DrawRequest).then((answer) => inside.send(answer));
  });
}

async function draw(plotly: Promise<Plotly>, { id, figure, format, scale, trim }: DrawRequest): Promise<DrawAnswer> {
  try {
    const svg = typeof figure === 'string' ? figure : await figureToSvg(await plotly, figure);
    if (format === 'svg') return { id, svg: svgFile(svg) };
    return { id, file: await encoded(rasterize(svg, scale, trim), format, scale) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

interface Drawn {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function encoded({ rgba, width, height }: Drawn, format: PictureFormat, scale: number): Promise<Uint8Array> {
  // A third of resvg's own file, which matters in notebooks.
  if (format === 'png') return encodeDrawing(rgba, width, height);
  const rgb = opaque(rgba);
  if (format === 'pdf') return pdfOf(rgb, width, height, 100 * scale);
  // Loaded when it is wanted: the coder of photographs is of no use to other drawings.
  const { encodeJpeg } = await import('../../../image/index.ts');
  return encodeJpeg(rgb, width, height);
}

/** The fonts, as files of their packages. */
const fonts = {
  latin: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  latinBold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  latinItalic: 'dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf',
  latinMono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  latinMonoBold: 'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
  korean: '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
  koreanBold: '@expo-google-fonts/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf',
};

/** Any character that DejaVu Sans lacks and the Korean font may have: Hangul, Han, kana, full-width forms. */
const eastAsian = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/;

function rasterize(drawing: string, scale: number, trim?: number): Drawn {
  // Bars that touch would show the page between them; a browser sets them on whole pixels, which Plotly leaves out here.
  const crisp = drawing.replaceAll('class="trace bars"', 'class="trace bars" shape-rendering="crispEdges"');
  const svg = withoutFar(crisp);
  const bold = /font-weight[:=]"?\s*(bold|[6-9]00)/.test(svg);
  const fontFiles = [fonts.latin];
  if (bold) fontFiles.push(fonts.latinBold);
  if (/font-style:\s*italic/.test(svg)) fontFiles.push(fonts.latinItalic);
  if (/monospace/.test(svg)) fontFiles.push(fonts.latinMono, ...(bold ? [fonts.latinMonoBold] : []));
  if (eastAsian.test(svg)) fontFiles.push(fonts.korean);
  if (bold && eastAsian.test(svg)) fontFiles.push(fonts.koreanBold);
  const picture = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: fontFiles.map((file) => machine.assets.packagePath(file)),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
      monospaceFamily: 'DejaVu Sans Mono',
    },
    fitTo: { mode: 'zoom', value: scale },
  });
  const { pixels, width, height } = picture.render();
  const whole = { rgba: new Uint8Array(pixels), width, height };
  return trim === undefined ? whole : trimmed(whole, trim);
}

/** Text widths from the same fonts that draw the PNG; the Korean one is read when its first character appears. */
function fontMeasure(): TextMeasure {
  const open = (file: string): (() => FontMetrics) => {
    let font: FontMetrics | undefined;
    return () => (font ??= readFont(machine.assets.ofPackage(file)));
  };
  const opened = { regular: open(fonts.latin), bold: open(fonts.latinBold), korean: open(fonts.korean) };
  const regular = opened.regular();
  return {
    ascent: regular.ascent,
    descent: regular.descent,
    width(text, size, bold) {
      const latin = bold ? opened.bold() : regular;
      return textWidth(text, size, eastAsian.test(text) ? [latin, opened.korean()] : [latin]);
    },
  };
}

/** Runs Plotly's own cartesian bundle inside the small world and hands out its API. */
function loadPlotly(): Plotly {
  const world = plotlyWorld(fontMeasure());
  const names = Object.keys(world);
  const { assets } = machine;
  const source = 'plotly.js/dist/plotly-cartesian.min.js';
  const text = new TextDecoder().decode(assets.ofPackage(source));
  const code = `(function(${names.join(',')}){var module={exports:{}},exports=module.exports,define;${text};return module.exports;})`;
  const { version } = JSON.parse(new TextDecoder().decode(assets.ofPackage('plotly.js/package.json'))) as {
    version: string;
  };
  // V8 compiles Plotly lazily; keeping the result halves the wait for the first figure of the next session.
  const start = assets.evaluate(code, assets.packagePath(source), `plotly-${version}`) as (
    ...world: unknown[]
  ) => Plotly;
  return start(...names.map((name) => world[name]));
}

const inside = machine.threads.inside('plot/output/render/thread');
if (inside) serve(inside);
