import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { current, generated } from '../../scripts/generate-engine.ts';

const files = await generated();

test.each([...files])('src/engine/%s is what its table gives (npm run generate)', (path, text) => {
  expect(current(path)).toBe(text);
});

test('no generated file is left over', () => {
  const found = globSync('wasm/generated/*.ts', { cwd: 'src/engine' }).map((path) => path.replaceAll('\\', '/'));
  expect(found.filter((path) => !files.has(path))).toEqual([]);
});
