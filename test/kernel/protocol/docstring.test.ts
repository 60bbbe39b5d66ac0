/** @file What a hover says in the student's language. */
import { afterEach, expect, it, vi } from 'vitest';
import { inLanguage } from '../../../kernel/protocol/answers/docstring.ts';

const hover = `\`\`\`ts
(alias) function sum(a: Operand): number
\`\`\`
Adds the elements along an axis.

*@ko* — 모두 더하거나 축을 따라 더합니다.

*@param* \`a\` — an array

*@koParam* — a 배열

*@example*
\`\`\`ts
np.sum(a)
\`\`\``;

afterEach(() => vi.unstubAllEnvs());

it('leaves the Korean line out in English', () => {
  vi.stubEnv('KERNELAB_LANG', 'en');
  expect(inLanguage(hover)).not.toMatch(/[가-힣]|@ko/);
  expect(inLanguage(hover)).toContain('*@param* `a`');
});

it('puts it first in Korean, and the tags are called in Korean', () => {
  vi.stubEnv('KERNELAB_LANG', 'ko');
  expect(inLanguage(hover)).toMatchInlineSnapshot(`
    "\`\`\`ts
    (alias) function sum(a: Operand): number
    \`\`\`

    모두 더하거나 축을 따라 더합니다.

    *인수* \`a\`: 배열

    Adds the elements along an axis.

    *예*
    \`\`\`ts
    np.sum(a)
    \`\`\`"
  `);
});

it('leaves what has no such line as it is', () => {
  const plain = '```ts\nconst a: number\n```';
  for (const language of ['en', 'ko']) {
    vi.stubEnv('KERNELAB_LANG', language);
    expect(inLanguage(plain)).toBe(plain);
  }
});
