// The language of what is said before anything is installed. Plain JavaScript; src/cli asks here for the system's language.
import { withParticles } from './particle.mjs';

/**
 * Korean on a computer that speaks Korean.
 *
 * @param {Record<string, string | undefined>} [environment]
 * @param {string} [fallback] Windows sets none of the variables
 * @returns {'ko' | 'en'}
 */
export function systemLanguage(
  { LC_ALL, LC_MESSAGES, LANG } = process.env,
  fallback = Intl.DateTimeFormat().resolvedOptions().locale,
) {
  return /^ko(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || fallback) ? 'ko' : 'en';
}

/**
 * The text in the language of `KERNELAB_LANG`, else of the system; in Korean with the particles that fit its words.
 *
 * @param {{ en: string, ko: string }} text
 * @returns {string}
 */
export function say(text) {
  const wanted = process.env.KERNELAB_LANG?.toLowerCase();
  const isKorean = wanted ? wanted.startsWith('ko') : systemLanguage() === 'ko';
  return isKorean ? withParticles(text.ko) : text.en;
}
