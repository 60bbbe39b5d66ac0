/** @file Text in drawings: escaped, and about how wide it is. */

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** About the width of a text in DejaVu Sans, rather too much than too little. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    if (/[ilj.,'|!:;() ]/.test(letter)) width += 0.38;
    else if (/[mwMW@]/.test(letter)) width += 0.98;
    else if (/[\u1100-\uffff]/.test(letter)) width += 1;
    else width += /[A-Z0-9×+_]/.test(letter) ? 0.72 : 0.65;
  }
  return width * size;
}
