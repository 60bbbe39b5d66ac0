/** @file The reference: pages made of the library's docstrings, which JupyterLab's Help menu opens without a network. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapter } from './model.ts';
import { chapterPage, documentPage, fileOf, firstPage, searchRows } from './page.ts';
import { words, type PageLanguage } from './words.ts';

/** Pages of docs/ that are read beside the reference, by their names there; Korean ones end in `.ko.md`. */
const documents = ['python-to-typescript'];

/** Writes the pages of both languages into `outDir` (`en/`, `ko/`, and what they share). */
export function buildReference(root: string, chapters: readonly Chapter[], outDir: string): void {
  rmSync(outDir, { recursive: true, force: true });
  for (const language of Object.keys(words) as PageLanguage[]) {
    const folder = join(outDir, language);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), firstPage(chapters, language));
    for (const chapter of chapters) {
      writeFileSync(join(folder, fileOf(chapter)), chapterPage(chapter, chapters, language));
    }
    for (const name of documents) {
      const text = readFileSync(join(root, 'docs', `${name}${language === 'en' ? '' : `.${language}`}.md`), 'utf8');
      writeFileSync(join(folder, `${name}.html`), documentPage(name, text, chapters, language));
    }
    writeFileSync(join(folder, 'names.js'), `globalThis.names = ${JSON.stringify(searchRows(chapters, language))};\n`);
  }
  for (const file of ['reference.css', 'reference.js']) cpSync(join(import.meta.dirname, file), join(outDir, file));
}
