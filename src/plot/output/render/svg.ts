/**
 * @file From a Plotly figure to SVG text: Plotly draws into the small DOM of `dom.ts`, its own snapshot gathers the layers,
 * and what comes out is written as strict XML with pictures marked crisp where they are magnified.
 */

/** A figure as Plotly takes it. */
export interface PlotlyFigure {
  data: readonly Record<string, unknown>[];
  layout: Record<string, unknown>;
  config?: Record<string, unknown>;
  /** States of an animated figure; a picture shows the data as they are. */
  frames?: readonly Record<string, unknown>[];
}

/** The part of Plotly used here. */
export interface Plotly {
  toImage(
    figure: { data: unknown; layout: unknown; config?: unknown },
    options: { format: 'svg'; width: number; height: number; imageDataOnly: true },
  ): Promise<string>;
}

/** Draws `figure` and gives its SVG text. */
export async function figureToSvg(plotly: Plotly, figure: PlotlyFigure): Promise<string> {
  const data = figure.data.map((trace) => {
    if (trace['type'] !== 'image' || trace['zsmooth'] === 'fast') return trace;
    // Plotly would repaint a crisp picture on a canvas; asked for a smooth one it passes the file on as it is.
    return { ...trace, zsmooth: 'fast', source: `${trace['source'] as string}${crispMark}` };
  });
  const { width = 640, height = 480 } = figure.layout as { width?: number; height?: number };
  const svg = await plotly.toImage(
    { data, layout: figure.layout, config: { ...figure.config, staticPlot: true } },
    { format: 'svg', width, height, imageDataOnly: true },
  );
  return plainImages(svg);
}

/** Goes with the address of a picture through Plotly, so that it is known again in the SVG. */
const crispMark = '#crisp';

/**
 * Marks crisp pictures so that magnified pixels stay squares, and turns the CSS transform by which Plotly flips
 * a picture (y upwards) into the attribute that every SVG reader knows.
 */
function plainImages(svg: string): string {
  return svg.replace(/<image\b[^>]*>/g, (found) => {
    const tag = found.replace(crispMark, '');
    const crisp = tag === found ? '' : ' image-rendering="optimizeSpeed"';
    const flip = /transform:\s*([^;"]+);?/.exec(tag);
    const transform = flip ? ` transform="${flip[1]!.replaceAll('px', '')}"` : '';
    return tag.replace(flip?.[0] ?? '', '').replace('<image', `<image${crisp}${transform}`);
  });
}

/** The drawing as a file: browsers read the crispness of a picture from its style (which the rasterizer does not know). */
export function svgFile(svg: string): string {
  return svg.replace(/<image image-rendering="optimizeSpeed"[^>]*>/g, (tag) =>
    / style="/.test(tag)
      ? tag.replace(' style="', ' style="image-rendering:pixelated;')
      : tag.replace('<image', '<image style="image-rendering:pixelated"'),
  );
}

/** An element as XML text (the DOM's own writer gives HTML, which leaves `<` in attributes and writes `&nbsp;`). */
export function toXml(node: Node): string {
  if (node.nodeType === 3) return escapeXml(node.nodeValue ?? '');
  if (node.nodeType !== 1) return '';
  const element = node as Element;
  let text = `<${element.tagName}`;
  for (const { name, value } of Array.from(element.attributes)) text += ` ${name}="${escapeXml(value)}"`;
  text += '>';
  for (let child = element.firstChild; child; child = child.nextSibling) text += toXml(child);
  return `${text}</${element.tagName}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\p{Cc}/gu, (c) => ('\t\n\r'.includes(c) ? c : '')); // XML allows no others
}
