/** @file What JSX in a cell is turned into: calls of the kernel's own elements, which show as HTML, or of a library's that tsconfig.json names. */
import type { OwnSettings } from '../tsconfig.ts';

/** Whether a text has a closing tag, as TypeScript without JSX hardly can (a generic arrow function in `<T>` has none). */
export function looksLikeJsx(source: string): boolean {
  return /<\/[\w$.:-]*\s*>|<[A-Za-z][^<>=]*(?:=[^<>]*)?\/>/.test(source);
}

/** The functions that elements become, by their names in a cell. */
export interface JsxCalls {
  readonly factory: string;
  readonly fragment: string;
  /** The package whose `createElement` and `Fragment` they are; it is loaded before the cell runs. */
  readonly from?: string;
}

/** Where the kernel's own elements are typed: what `jsxImportSource` says in a folder without settings. */
export const OWN_JSX = 'kernelab-jsx';

/** By the settings of the folder, and the comment of the cell that names a package (the pragma that TypeScript reads, too). */
export function jsxCalls(source: string, { options }: OwnSettings): JsxCalls {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = options as Record<string, string | undefined>;
  const pragma = /@jsxImportSource\s+([\w@/.-]+)/.exec(source)?.[1];
  const from = pragma ?? (jsx?.startsWith('react-jsx') ? (jsxImportSource ?? 'react') : undefined);
  if (from !== undefined)
    return { factory: '__kernelab__.jsxFrom.createElement', fragment: '__kernelab__.jsxFrom.Fragment', from };
  if (jsx === 'react')
    return { factory: jsxFactory ?? 'React.createElement', fragment: jsxFragmentFactory ?? 'React.Fragment' };
  return { factory: '__kernelab__.jsx', fragment: '__kernelab__.Fragment' };
}
