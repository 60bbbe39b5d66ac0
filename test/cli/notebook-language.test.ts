import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { notebookLanguage } from '../../src/cli/notebook-language.ts';
import type { Notebook } from '../../src/cli/formulas.ts';

const markdown = (...texts: string[]): Notebook => ({
  cells: texts.map((source) => ({ cell_type: 'markdown', source: source.split(/(?<=\n)/) })),
});

it('is that of its words, not of its code, formulas and addresses', () => {
  expect(notebookLanguage(markdown('# CNN', '풀링 층은 `layers.MaxPooling2D` 로 만듭니다.'))).toBe('ko');
  expect(notebookLanguage(markdown('합성곱\n```ts\nconst veryLongName = anotherLongName(withArguments);\n```'))).toBe(
    'ko',
  );
  expect(notebookLanguage(markdown('손실 $\\mathrm{crossentropy}$ [문서](https://example.org/a/long/address)'))).toBe(
    'ko',
  );
  expect(notebookLanguage(markdown('The Korean word for convolution is 합성곱, and that is all of it.'))).toBe('en');
  expect(notebookLanguage(markdown())).toBe('en');
  expect(notebookLanguage({ cells: [{ cell_type: 'code', source: '// 한국어' }] })).toBe('en');
});

it.each(['en', 'ko'] as const)('of the labs in %s', (language) => {
  const file = new URL(`../../notebooks/${language}/01-filters-on-images.ipynb`, import.meta.url);
  expect(notebookLanguage(JSON.parse(readFileSync(file, 'utf8')) as Notebook)).toBe(language);
});
