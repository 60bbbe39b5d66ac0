/**
 * @file What a kernel is told of this library: how cells import it, the names that are there without an import, and what
 * it has to say about a beginner's cell. The kernel loads this module, and the library itself only in the cells' process.
 */
import { checksItself, hintFor, hintForThrown, kindOfType, names, notices, operatorNotice } from './hints/index.ts';

// Beside the built library lies its bundle, beside the sources their entry.
const fromSource = import.meta.url.endsWith('.ts');

export const library = {
  name: 'kernelab',
  code: fromSource ? 'index.ts' : 'index.js',
  types: fromSource ? 'index.ts' : 'index.d.ts',
  names,
  typeNames: { NDArray: 'np.ndarray', KerasTensor: 'keras.KerasTensor' },
  pages: [
    {
      text: { en: 'Python → TypeScript', ko: '파이썬 → TypeScript' },
      path: {
        en: 'kernelab/static/reference/en/python-to-typescript.html',
        ko: 'kernelab/static/reference/ko/python-to-typescript.html',
      },
    },
    {
      text: { en: 'kernelab reference', ko: 'kernelab 함수 안내' },
      path: { en: 'kernelab/static/reference/en/index.html', ko: 'kernelab/static/reference/ko/index.html' },
    },
  ],
  helpLinks: [{ text: 'Keras', url: 'https://keras.io/api/' }],
  hintFor,
  hintForThrown,
  checksItself,
  notices,
  operatorNotice,
  kindOfType,
};
