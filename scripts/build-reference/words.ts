/** @file The words of the reference pages around the docstrings, in both languages. */

/** Every word that the pages themselves say. */
export const words = {
  en: {
    title: 'kernelab reference',
    search: 'Search a name or a word',
    nothing: 'Nothing is called or described like this.',
    options: 'Options',
    option: 'Option',
    type: 'Type',
    meaning: 'Meaning',
    parameters: 'Parameters',
    returns: 'Returns',
    errors: 'Errors',
    example: 'Example',
    members: 'Properties and methods',
    source: 'Source',
    inEnglish: 'In English',
    names: 'names',
    alone: 'Names that stand alone',
    other: '한국어',
    home: 'All chapters',
    tables: 'Python → TypeScript',
    intro:
      'Every name that a cell knows, as Shift+Tab shows it. Options go into one object at the end of a call: <code>np.sum(a, { axis: 0 })</code>.',
  },
  ko: {
    title: 'kernelab 함수 안내',
    search: '이름이나 낱말로 찾기',
    nothing: '이 이름이나 설명을 가진 항목이 없습니다.',
    options: '옵션',
    option: '옵션',
    type: '타입',
    meaning: '뜻',
    parameters: '인수',
    returns: '반환값',
    errors: '오류',
    example: '예',
    members: '속성과 메서드',
    source: '출처',
    inEnglish: '자세히 (영어)',
    names: '개',
    alone: '점 없이 쓰는 이름',
    other: 'English',
    home: '모든 장',
    tables: '파이썬 → TypeScript',
    intro:
      '셀에서 쓸 수 있는 모든 이름입니다. Shift+Tab으로도 볼 수 있습니다. 옵션은 호출의 마지막에 객체 하나로 씁니다: <code>np.sum(a, { axis: 0 })</code>.',
  },
} as const;

/** A language of the pages. */
export type PageLanguage = keyof typeof words;
