/** @file Docstrings as HTML: Markdown, with what TypeScript's `{@link x}` says as code. */
import { Marked } from 'marked';

// Raw HTML in a docstring would be text about HTML.
const marked = new Marked({ gfm: true, renderer: { html: ({ text }) => escape(text) } });

/** A docstring's paragraphs. */
export function paragraphs(text: string): string {
  return marked.parse(withCode(text), { async: false });
}

/** A line of a docstring, without a paragraph around it. */
export function line(text: string): string {
  return marked.parseInline(withCode(text), { async: false });
}

/** Text as it stands in a page. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign]};`);
}

function withCode(text: string): string {
  return text.replace(/\{@link\s+([^}|\s]+)(?:[^}]*)\}/g, '`$1`');
}
