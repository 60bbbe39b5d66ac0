/** @file Arrays that look like pictures show a thumbnail. */
import { expect, test } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { image } from '../../src/image/index.ts';

test('an array that looks like a picture shows one, with its pixels', async () => {
  const picture = np.arange(256).reshape(16, 16).astype('uint8');
  const html = String(picture[displaySymbol]()['text/html']);
  const png = /src="data:image\/png;base64,([^"]+)"/.exec(html)?.[1] ?? '';
  const seen = await image.decode(new Uint8Array(Buffer.from(png, 'base64')));
  expect(seen.toList()).toEqual(picture.toList());
});
