/**
 * @file The language of messages: English unless `KERNELAB_LANG=ko` (read by `src/platform`) or `setLanguage('ko')`.
 * Hints, notices and what is said about files are translated; names stay searchable in English.
 */

import { withParticles } from './particle.ts';

export type Language = 'en' | 'ko';

let chosen: Language | undefined;
let usual: Language = 'en';

/** Sets the language of hints and notices for this process: `'en'` or `'ko'`. */
export function setLanguage(language: Language): void {
  chosen = language;
}

/** The language where nobody called `setLanguage`: what the environment asks for. */
export function setUsualLanguage(language: Language): void {
  usual = language;
}

/** The language in force. */
export function getLanguage(): Language {
  return chosen ?? usual;
}

/** A text for the screen, spelt in each language. */
export type Translated = Readonly<Record<Language, string>>;

/** A text for the screen: one spelling for every language, or one per language. */
export type Text = string | Translated;

/** Picks the text for the language in force; in Korean with the particles that fit its words. */
export function say(text: Text): string {
  if (typeof text === 'string') return text;
  return getLanguage() === 'ko' ? withParticles(text.ko) : text.en;
}
