/** @file Bundles whose sources V8 holds with one byte for each character. */
import { expect, test } from 'vitest';
import { plainSource } from '../../scripts/plain-source.ts';

test('comments and regular expressions are escaped, and match what they matched', () => {
  const code = '/** 합 → 결과 */\nexport const korean = /[가-힣]+/u, smile = /^[😀-😂]$/u; // é\n';
  const plain = plainSource(code);
  expect(plain).toBe(
    '/** \\ud569 \\u2192 \\uacb0\\uacfc */\nexport const korean = /[\\uac00-\\ud7a3]+/u, smile = /^[\\ud83d\\ude00-\\ud83d\\ude02]$/u; // \\u00e9\n',
  );
  expect([/[\uac00-\ud7a3]+/u.exec('a 손글씨 b')![0], /^[\ud83d\ude00-\ud83d\ude02]$/u.test('😁')]).toEqual([
    '손글씨',
    true,
  ]);
});

test('what needs nothing is left as it is, and so is what cannot be escaped', () => {
  for (const code of ['const a = /e/;\n', 'const raw = String.raw`한`;\n']) expect(plainSource(code)).toBe(code);
});
