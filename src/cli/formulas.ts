/**
 * @file Formulas of Markdown cells as MathML, so that an exported page shows them without MathJax and without a network.
 * TeX stands between `$`, `$$`, `\(…\)`, `\[…\]` or in an environment; code is left alone, and so is what cannot be read.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import temml from 'temml';

/** A notebook as far as exporting looks at it. */
export interface Notebook {
  cells: { cell_type?: string; source?: string | string[]; outputs?: { data?: Record<string, unknown> }[] }[];
  metadata?: Record<string, unknown>;
  nbformat?: unknown;
}

/**
 * A copy of the notebook whose Markdown cells hold MathML. Its metadata tell the template how formulas look, and whether any
 * are left (TeX that could not be read, or among the outputs) for which the page must ask for MathJax.
 */
export function prepared(notebook: Notebook): Notebook {
  let left = 0;
  let found = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.outputs?.some(({ data }) => data && 'text/latex' in data)) left++;
    if (cell.cell_type !== 'markdown' || cell.source === undefined) return cell;
    const source = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
    const made = markdownWithMathML(source);
    left += made.left;
    found += made.found;
    return { ...cell, source: made.text };
  });
  const kernelab = { mathjax: left > 0, ...(found > 0 ? { formulaStyle: formulaStyle() } : {}) };
  return { ...notebook, cells, metadata: { ...notebook.metadata, kernelab } };
}

/** Temml's own rules for pages that use the fonts of the reader; its one font of script letters is left out. */
function formulaStyle(): string {
  const file = createRequire(import.meta.url).resolve('temml/dist/Temml-Local.css');
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|@font-face\s*\{[^}]*\}/g, '');
}

/** Code (fenced, indented by backticks), escaped dollars, then the five ways of writing a formula. */
const pieces = new RegExp(
  [
    /(?<code>^(?<fence>```+|~~~+)[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|(?![\s\S]))|(?<ticks>`+)(?!`)[\s\S]*?[^`]\k<ticks>(?!`))/,
    /(?<escaped>\\\$)/,
    /\$\$(?<display>[\s\S]+?)\$\$/,
    /\\\\?\[(?<bracket>[\s\S]+?)\\\\?\]/,
    /(?<environment>\\begin\{(?<name>[a-zA-Z]+\*?)\}[\s\S]+?\\end\{\k<name>\})/,
    /\\\\?\((?<round>[\s\S]+?)\\\\?\)/,
    /\$(?<inline>(?:\\.|[^$\\\n]|\n(?!\s*\n))+?)\$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
);

/** Markdown with its formulas as MathML elements, which Markdown passes on as they are. */
export function markdownWithMathML(text: string): { text: string; found: number; left: number } {
  let [found, left] = [0, 0];
  const made = text.replace(pieces, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups['code'] !== undefined || groups['escaped'] !== undefined) return whole;
    const display = groups['display'] ?? groups['bracket'] ?? groups['environment'];
    const tex = display ?? groups['round'] ?? groups['inline'];
    const html = tex === undefined ? undefined : mathML(tex, display !== undefined);
    if (html === undefined) left++;
    else found++;
    return html ?? whole;
  });
  return { text: made, found, left };
}

function mathML(tex: string, displayMode: boolean): string | undefined {
  try {
    const html = temml.renderToString(tex, { displayMode, annotate: false, throwOnError: true, wrap: 'none' });
    // Nothing inside may look like Markdown: on one line, and its signs as entities.
    return html
      .replace(/\s*\n\s*/g, ' ')
      .replace(
        />([^<]+)</g,
        (_, words: string) => `>${words.replace(/[*_`[\]|\\~$#]/g, (c) => `&#${c.codePointAt(0)};`)}<`,
      );
  } catch {
    return undefined;
  }
}
