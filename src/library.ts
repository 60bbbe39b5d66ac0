/**
 * @file What a kernel is told of this library: how cells import it, the names that are there without an import, and what
 * it has to say about a beginner's cell. The kernel loads this module, and the library itself only in the cells' process.
 */
import { checksItself, hintFor, hintForThrown, kindOfType, names, notices, operatorNotice } from './hints/index.ts';

// Beside the built library lies its bundle, beside the sources their entry.
const fromSource = import.meta.url.endsWith('.ts');

/** A page of the lab extension, in each language. */
const page = (file: string): { en: string; ko: string } => ({
  en: `kernelab/static/reference/en/${file}`,
  ko: `kernelab/static/reference/ko/${file}`,
});

export const library = {
  name: 'kernelab',
  code: fromSource ? 'index.ts' : 'index.js',
  types: fromSource ? 'index.ts' : 'index.d.ts',
  names,
  typeNames: {
    NDArray: 'np.ndarray',
    StringArray: 'np.StringArray',
    ComplexArray: 'np.ComplexArray',
    KerasTensor: 'keras.KerasTensor',
  },
  pages: [
    { text: { en: 'Python → TypeScript', ko: '파이썬 → TypeScript' }, path: page('python-to-typescript.html') },
    { text: { en: 'kernelab reference', ko: 'kernelab 함수 안내' }, path: page('index.html') },
  ],
  book: fromSource ? '../dist/src/help.json' : 'help.json',
  helpLinks: [{ text: 'Keras', url: 'https://keras.io/api/' }],
  hintFor,
  hintForThrown,
  checksItself,
  notices,
  operatorNotice,
  kindOfType,
};
