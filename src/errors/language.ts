/**
 * @file The language of messages: English unless `KERNELAB_LANG=ko` or `setLanguage('ko')`.
 * Only hints for beginners and what is shown on the screen are translated; names and rules stay searchable in English.
 */

export type Language = 'en' | 'ko';

let current: Language = fromEnvironment();

/** Sets the language of hints and notices for this process: `'en'` or `'ko'`. */
export function setLanguage(language: Language): void {
  current = language;
}

/** The language in force. */
export function getLanguage(): Language {
  return current;
}

/** A text for the screen: one spelling for every language, or one per language. */
export type Text = string | { readonly en: string; readonly ko: string };

/** Picks the text for the language in force. */
export function say(text: Text): string {
  return typeof text === 'string' ? text : text[current];
}

function fromEnvironment(): Language {
  const wanted = globalThis.process?.env?.['KERNELAB_LANG'] ?? '';
  return wanted.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
