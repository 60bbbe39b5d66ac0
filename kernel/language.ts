/** @file The language of what the kernel says to students: English unless `KERNELAB_LANG=ko`. */

/** A text in both languages. */
export interface Text {
  en: string;
  ko: string;
}

/** Picks the text for the language in force. */
export function say(text: Text): string {
  return (process.env['KERNELAB_LANG'] ?? '').toLowerCase().startsWith('ko') ? text.ko : text.en;
}
