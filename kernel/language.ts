/** @file The language of what the kernel says to students: English unless `KERNELAB_LANG=ko`. */
import { withParticles } from '../bin/particle.mjs';

/** A text in both languages. */
export interface Text {
  en: string;
  ko: string;
}

/** Picks the text for the language in force; in Korean with the particles that fit its words. */
export function say(text: Text): string {
  return (process.env['KERNELAB_LANG'] ?? '').toLowerCase().startsWith('ko') ? withParticles(text.ko) : text.en;
}
