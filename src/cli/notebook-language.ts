/** @file The language a notebook is written in, for the page that is made of it. */
import type { Notebook } from './formulas.ts';

/**
 * `ko` where Hangul is at least a fifth of the letters of the notebook's Markdown, otherwise `en`: a screen reader chooses its
 * voice by it and a browser its fonts. Korean notes on networks are full of English words and names; code and formulas are no
 * prose, and are left out.
 */
export function notebookLanguage({ cells }: Notebook): 'en' | 'ko' {
  let [korean, latin] = [0, 0];
  for (const { cell_type: type, source } of cells) {
    if (type !== 'markdown' || source === undefined) continue;
    const text = (Array.isArray(source) ? source.join('') : source).replace(noProse, ' ');
    korean += text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
    latin += text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  }
  return korean > 0 && korean >= (korean + latin) / 5 ? 'ko' : 'en';
}

/** Code in fences and ticks, formulas, tags, and where a link leads. */
const noProse = /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`|\$\$[\s\S]*?\$\$|\$[^$\n]*\$|<[^>]*>|\]\([^)]*\)/g;
