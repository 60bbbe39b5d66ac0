/** @file A figure as one HTML page that works without a network. */
import { getLanguage, say } from '../../errors/index.ts';
import { plotlyConfig } from './plotly-config.ts';
import type { PlotlyFigure } from './render/svg.ts';

/** The page: Plotly's script once, the figure as JSON, drawn when the page opens. */
export function htmlPage(figure: PlotlyFigure, plotlyScript: string): string {
  const { meta } = figure.layout as { meta?: { kernelab?: { alt?: string } } };
  const alt = meta?.kernelab?.alt?.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const json = JSON.stringify({ ...figure, config: { ...figure.config, ...plotlyConfig } }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${getLanguage()}">
<head><meta charset="utf-8"><title>${say({ en: 'kernelab figure', ko: 'kernelab 그림' })}</title>
<script>${plotlyScript.replaceAll('</script', '<\\/script')}</script>
</head>
<body>
<div id="figure"${alt === undefined ? '' : ` role="figure" aria-label="${alt}"`}></div>
<script>
const figure = ${json};
Plotly.newPlot('figure', figure);
</script>
</body>
</html>
`;
}
