/** @file Text in the still pictures of widgets. */

/** A text that stands for itself in HTML. */
export function escaped(text: string): string {
  const words: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (letter) => words[letter]!);
}
