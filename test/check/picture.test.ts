/** @file Arrays side by side: tables around the first difference, pictures, and planes of higher arrays. */
import { expect, test } from 'vitest';
import { image, np } from '../../src/index.ts';
import type { ArrayForm } from '../../src/check/difference.ts';
import { formOfArray } from '../../src/check/forms.ts';
import { sideBySide } from '../../src/check/picture.ts';

function html(mine: np.ndarray, expected: np.ndarray): string | undefined {
  const [a, b]: ArrayForm[] = [formOfArray(mine), formOfArray(expected)];
  const differing = Array.from({ length: b![3].length }, (_, i) => a![3][i] !== b![3][i]);
  return sideBySide(a!, b!, differing.indexOf(true), (i) => !differing[i]);
}

/** The pixels of the pictures in a piece of HTML. */
async function pixels(text: string): Promise<np.ndarray[]> {
  const found = [...text.matchAll(/base64,([^"]+)"/g)].map(([, base64]) =>
    Uint8Array.from(Buffer.from(base64!, 'base64')),
  );
  return Promise.all(found.map((bytes) => image.decode(bytes)));
}

test('a single number has none', () => {
  expect(html(np.array(1), np.array(2))).toBeUndefined();
});

test('small arrays are two tables with the differing cells marked', () => {
  const text = html(
    np.array([
      [1, 2],
      [3, 4],
    ]),
    np.array([
      [1, 2],
      [3, 5],
    ]),
  )!;
  expect(text.match(/<table/g)).toHaveLength(2);
  expect(text.match(/background:#/g)).toHaveLength(2);
  expect(text).toContain('>4</td>');
  expect(text).toContain('>5</td>');
});

test('long rows are cut around the first difference', () => {
  const expected = np.arange(100);
  const mine = expected.copy();
  mine.set(70, -1);
  const text = html(mine, expected)!;
  expect(text).toContain('>-1</td>');
  expect(text).toContain('…');
  expect(text).not.toContain('>20</td>');
});

test('pictures: both in one range, and in red and blue what is too large and too small', async () => {
  const expected = np.full([12, 10], 100).astype('uint8');
  expected.set(0, 0, 0);
  const mine = expected.copy();
  mine.set(3, 4, 200);
  mine.set(5, 6, 50);
  const [first, second, third] = await pixels(html(mine, expected)!);
  expect(first!.shape.slice(0, 2)).toEqual([12, 10]);
  expect(np.squeeze(first!).item(3, 4)).toBe(255);
  expect(np.squeeze(second!).item(3, 4)).toBe(128);
  expect(third!.at(3, 4).toList()).toEqual([214, 69, 61]);
  expect(third!.at(5, 6).toList()).toEqual([47, 111, 208]);
  expect(third!.item(4, 4, 0)).toBeGreaterThan(199);
});

test('colour pictures have colours; of more axes the plane with the first difference is shown', async () => {
  const colour = np.zeros([9, 9, 3]);
  const red = colour.copy();
  red.set(2, 2, 0, 1);
  const [first] = await pixels(html(red, colour)!);
  expect(first!.at(2, 2).toList()).toEqual([255, 0, 0]);
  const batch = np.zeros([2, 3, 10, 10]);
  const other = batch.copy();
  other.set(1, 2, 9, 9, 1);
  const text = html(other, batch)!;
  expect(text).toContain('[1, 2, :, :]');
  const [plane] = await pixels(text);
  expect(np.squeeze(plane!).item(9, 9)).toBe(255);
});

test('of large pictures a part of 256 pixels around the first difference', async () => {
  const expected = np.zeros([600, 20]);
  const mine = expected.copy();
  mine.set(500, 3, 1);
  const [first] = await pixels(html(mine, expected)!);
  expect(first!.shape.slice(0, 2)).toEqual([256, 20]);
  expect(np.squeeze(first!).max()).toBe(255);
});
