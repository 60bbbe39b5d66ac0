/**
 * @file Makes `docs/plots.md`: every scene of `compare-scenes.ts` drawn by kernelab and by matplotlib, side by side.
 * Run: `node bin/kernelab.mjs run-script scripts/compare-plots.ts PYTHON` with a Python that has matplotlib.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { np, plt } from '../src/index.ts';
import { data, scenes } from './compare-scenes.ts';
import { stepperSection } from './stepper-scenes.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'docs', 'plots');
const python = process.argv[2] ?? 'python3';

mkdirSync(OUT, { recursive: true });
for (const { name, ts } of scenes) {
  // The text on the page is the text that runs.
  (runInThisContext(`(plt, np, data) => {${ts}\n}`) as (...names: unknown[]) => void)(plt, np, data);
  plt.savefig(join(OUT, `${name}-kernelab.png`), { dpi: 60 });
  plt.close('all');
  plt.style.use('default');
}
const told = spawnSync(python, [join(ROOT, 'scripts', 'compare_plots.py'), OUT], {
  input: JSON.stringify({ data, scenes }),
  stdio: ['pipe', 'inherit', 'inherit'],
});
if (told.status !== 0) throw new Error(`${python} could not draw the matplotlib side`);

const sections = scenes.map(
  ({ name, title, ts, py }) => `## ${title}

| kernelab | matplotlib |
| --- | --- |
| ![kernelab](plots/${name}-kernelab.png) | ![matplotlib](plots/${name}-matplotlib.png) |

\`\`\`ts
${ts}
\`\`\`

\`\`\`python
${py}
\`\`\`
`,
);
writeFileSync(
  join(ROOT, 'docs', 'plots.md'),
  `# Plots: kernelab beside matplotlib

\`plt\` carries matplotlib's names; arguments come first by position, then as one options object. Each pair below is drawn
from the same numbers by the two cells under it (\`scripts/compare-plots.ts\` makes this page; all data are formulas). [plt.md](plt.md) names every call with its options.

In a notebook a figure is Plotly JSON with a PNG beside it: hover shows the numbers, dragging zooms, a double click goes back.

${sections.join('\n')}
${stepperSection(OUT)}
## What differs on purpose

- A colour bar is as high as its picture, one for several axes as high as all of them; matplotlib's is as high as the space they had.
- Formulas are set in one line: a fraction as a/b, a root as √(x). \`'$\\\\alpha$'\` needs two backslashes in TypeScript (or \`String.raw\`); where JavaScript
  swallowed one, \`'$\\alpha$'\`, the letter is recognised all the same.
- Large and small numbers are written as powers of ten at each tick; matplotlib writes the power once above the axis.
- Decades are written 1, 10, 10², not 10⁰, 10¹, 10². A box behind words has square corners.
- Titles and labels of neighbouring axes never overlap: gaps grow as far as they must, without \`tight_layout()\`.
- A figure wider than the page is shown smaller as a whole; the colours of frame and text follow the light or dark page,
  unless a style with colours of its own is in use.
- Pictures with more pixels than the screen are smoothed, magnified pixels are crisp squares (matplotlib's \`antialiased\`).
- \`contour\` may cut a corner differently: Plotly rounds its lines. \`pcolormesh\` takes rectangular cells only.
- Triangles (\`'^'\`, \`'v'\`) have three equal sides; matplotlib's are as high as wide. A hatch is drawn by its first sign.
- A place of a grid is taken with \`gs.at(0, ':')\`; shapes such as \`plt.Rectangle\` are made without \`new\`.
- An option that does not exist is an error that names the one that was meant, where matplotlib's text only says it is unexpected.
`,
);
