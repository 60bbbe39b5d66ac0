/** @file Looking up a name: `help(x)` in a cell and Shift+Tab say the same, in the student's language. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

const kernels: Record<'en' | 'ko', KernelClient | undefined> = { en: undefined, ko: undefined };

beforeAll(async () => {
  for (const language of ['en', 'ko'] as const) {
    kernels[language] = await KernelClient.start({ env: { KERNELAB_LANG: language } });
  }
});
afterAll(async () => {
  for (const kernel of Object.values(kernels)) await kernel?.stop();
});

/** What a cell displayed. */
const displays = ({ published }: Execution): Record<string, unknown>[] =>
  published
    .filter(({ header }) => header.msg_type === 'display_data')
    .map(({ content }) => content['data'] as Record<string, unknown>);

const summary = { en: 'Filters that slide over pictures', ko: '그림 위에서 필터를 움직이는 합성곱 층입니다.' };

test.each(['en', 'ko'] as const)('Shift+Tab and help in %s', async (language) => {
  const kernel = kernels[language]!;
  const code = 'keras.layers.Conv2D(8, ';
  const { content } = await kernel.request('inspect_request', { code, cursor_pos: code.length, detail_level: 0 });
  const hover = (content['data'] as Record<string, string>)['text/markdown']!;
  expect(hover).toContain(summary[language]);
  expect(hover).toContain('filters: number, kernelSize: Pair');
  expect(hover).toContain(language === 'ko' ? '- `strides`: 필터가 한 번에 움직이는 칸 수' : '- `strides`: Default 1.');
  expect(hover).not.toContain('@ko');
  if (language === 'en') expect(hover).not.toMatch(/[가-힣]/);

  const page = String(displays(await kernel.execute('help(keras.layers.Conv2D)'))[0]!['text/markdown']);
  expect(page).toContain(summary[language]);
  expect(page).toContain('filters: number, kernelSize: Pair');
  expect(page).toContain('- `padding`: ');
  expect(page).toContain(language === 'ko' ? '**예**' : '**Example**');
});

test('help says something of what it does not know', async () => {
  const cell = await kernels.en!.execute("const mine = { a: 1 };\nhelp(mine);\nhelp('no such thing')");
  expect(cell.error).toBeUndefined();
  expect(displays(cell).map((data) => data['text/plain'])).toEqual([
    'An object with `a`.',
    'Nothing in kernelab is called or described as `no such thing`.',
  ]);
});
