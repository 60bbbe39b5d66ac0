/**
 * @file The grader's pages in a browser: a student's and the class's, in both languages, wide and on a phone, in dark, on paper, read by
 * axe-core. Names and answers that are markup stay text, and nothing is fetched.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '../../src/errors/index.ts';
import { overviewPage, studentPage, type PartMark, type Reported } from '../../src/grade/grader.ts';
import type { Plain } from '../../src/grade/plain.ts';
import { question, result, rightPart } from '../grade/made-results.ts';
import { launchBrowser, pictures } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const evil = `<script>document.title = 'taken'</script><img src=x onerror="document.title = 'taken'">`;
const words = {
  en: { title: 'Max pooling', reason: 'The value is wrong.', says: 'Start at -Infinity.' },
  ko: { title: '최댓값 풀링', reason: '값이 틀렸습니다.', says: '-Infinity에서 시작하세요.' },
};

const picture = (at: number): Plain => [
  'array',
  'uint8',
  [12, 16],
  Array.from({ length: 192 }, (_, i) => (i % 16 === at ? 255 : i)),
];
const table = (last: number): Plain => ['array', 'float64', [2, 3], [0.5, 1, 1.5, 2, 2.5, last]];

function classOf(language: 'en' | 'ko'): Reported[] {
  const { title, reason, says } = words[language];
  const comparison = { kind: 'expectImage', tolerance: 1 } as const;
  const open = (inputs: [string, Plain][], mine: Plain, expected: Plain): PartMark => ({
    points: 0,
    max: 1,
    reasons: [reason],
    shown: { hidden: false, asked: '({ x, k }) => pool(x, k)', comparison, inputs, mine, expected },
  });
  const hidden: PartMark = {
    points: 0,
    max: 2,
    reasons: [reason, says],
    shown: {
      hidden: true,
      mine: { kind: 'array', dtype: 'float64', shape: [3, 4] },
      expected: { kind: 'array', dtype: 'float64', shape: [3, 4] },
      error: { wrong: 3, of: 12, power: 0 },
    },
    common: { key: 'zero', text: evil },
  };
  const good: PartMark = { ...rightPart, max: 2, points: 2, common: { key: 'right', text: '7' } };
  const answers = { pool: `function pool(x) {\n  // ${evil}\n  return ${'x.at(0) + '.repeat(30)}0;\n}` };
  return [evil, '김민수_1', '김민수_2', "O'Neil & Söhne_3"].map((student, i) =>
    result(student, {
      language,
      title,
      answers,
      exercise: 'pooling',
      faults: i === 0 ? [evil] : [],
      due: '2026-11-30T10:00:00Z',
      questions: [
        question('pool-pictures', [
          open([['x', table(3)], ['k', ['number', 2]]], picture(3), picture(5)), // prettier-ignore
          open([['x', table(4)]], table(1), table(2)),
          open([['x', ['string', evil]]], ['string', evil], ['list', [['number', 1]]]),
        ]),
        question('pool-hidden', [i < 2 ? hidden : good]),
        { id: 'why', points: 0, max: 3, parts: [], manual: true },
      ],
    }),
  );
}

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-pages-'));
  for (const language of ['en', 'ko'] as const) {
    const results = classOf(language);
    writeFileSync(join(folder, `student-${language}.html`), studentPage({ ...results[0]!, penalty: 0.5 }));
    setLanguage(language);
    const copies = [{ students: [results[0]!.student, '김민수_1'] as const, share: 0.92, weight: 30, taught: 0 }];
    const classes = [{ exercise: 'pooling', results, copies }];
    writeFileSync(join(folder, `overview-${language}.html`), overviewPage(classes, { anonymous: false }));
    const anonymous = [{ ...classes[0]!, copies: undefined }];
    writeFileSync(join(folder, `anonymous-${language}.html`), overviewPage(anonymous, { anonymous: true }));
  }
  setLanguage('en');
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What axe-core finds, of every weight. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

describe.each(['student', 'overview', 'anonymous'])('the page %s', (name) => {
  it.each([
    ['en', 1100, 'light'],
    ['en', 390, 'dark'],
    ['ko', 1100, 'dark'],
    ['ko', 390, 'light'],
  ] as const)('in %s at %i px, %s', async (language, width, colorScheme) => {
    const file = join(folder, `${name}-${language}.html`);
    // The page's own policy forbids scripts, axe-core among them.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const fetched: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (url !== pathToFileURL(file).href && !url.startsWith('data:')) fetched.push(url);
    });
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('script, img:not([src^="data:"]), iframe, link').count()).toBe(0);
    expect(await page.title()).not.toBe('taken');
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    if (name !== 'anonymous') expect(await page.getByText('document.title').count()).toBeGreaterThan(1);
    await page.screenshot({ path: join(pictures, `grade-${name}-${language}-${width}.png`), fullPage: true });
    expect(await faultsOf(page)).toEqual([]);
    expect(fetched).toEqual([]);
    await context.close();
  });

  it('on paper, with nothing cut', async () => {
    const page = await browser.newPage({ viewport: { width: 718, height: 1000 } });
    await page.goto(pathToFileURL(join(folder, `${name}-ko.html`)).href);
    await page.emulateMedia({ media: 'print' });
    const right = await page.evaluate(() =>
      Math.max(...Array.from(document.querySelectorAll('body *'), (each) => each.getBoundingClientRect().right)),
    );
    expect(right).toBeLessThanOrEqual(718);
    // What is folded on the screen is there on paper.
    if (name === 'student') expect(await page.getByText('function pool').isVisible()).toBe(true);
    await page.screenshot({ path: join(pictures, `grade-${name}-paper.png`), fullPage: true });
    await page.close();
  });
});
