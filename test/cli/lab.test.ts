/** @file What `kernelab lab` finds out before it starts. */
import { expect, test } from 'vitest';
import { systemLanguage } from '../../bin/language.mjs';

test('hints are in Korean where the computer speaks Korean, and nowhere else', () => {
  expect(systemLanguage({ LANG: 'ko_KR.UTF-8' }, 'en-US')).toBe('ko');
  expect(systemLanguage({ LC_ALL: 'C.UTF-8', LANG: 'ko_KR.UTF-8' }, 'ko-KR')).toBe('en');
  expect(systemLanguage({}, 'ko-KR')).toBe('ko');
  expect(systemLanguage({}, 'kok-IN')).toBe('en'); // Konkani
  expect(systemLanguage({ LANG: 'en_US.UTF-8' }, 'ko-KR')).toBe('en');
});
