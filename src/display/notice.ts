/** @file Notices that stay: what the user should know although nothing failed. */
import { notebookHost } from './host.ts';

/** A boxed notice under the cell, or a line on the console. */
export function showNotice(text: string): void {
  const host = notebookHost();
  if (!host) {
    console.warn(text);
    return;
  }
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  host.display({
    'text/plain': text,
    'text/html': `<div style="border-left:4px solid #d98e04;padding:6px 10px;margin:4px 0">${escaped}</div>`,
  });
}
