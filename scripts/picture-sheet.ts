/**
 * @file Makes `docs/image-processing.png`: what some calls of `image` make of one drawn picture, side by side, with the calls' names.
 * Run: `node bin/kernelab.mjs run-script scripts/picture-sheet.ts`
 */
import { join } from 'node:path';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { image, np, type NDArray } from '../src/index.ts';

const side = 160;

await program(main, 'picture-sheet.ts');

async function main(): Promise<number> {
  const drawn = await image.imread(join(root, 'data/stand-ins/Proj2/animals/img05.png'));
  const photo = image.fit(image.convert(drawn, 'RGB'), [side, side]);
  const grey = image.convert(photo, 'L');
  const mask = grey.gt(image.otsu(grey));
  const noisy = image.randomNoise(photo, { mode: 's&p', amount: 0.1, rng: 1 });
  const corners = [[0, 0], [side, 0], [side, side], [0, side]]; // prettier-ignore
  const tilted = [[30, 20], [130, 0], [side, side], [0, 130]]; // prettier-ignore
  const whole = (x: NDArray): NDArray => image.rescaleIntensity(x.astype('float64'), { outRange: [0, 1] });
  const boxed = image.drawRectangle(photo, [24, 24], [126, 136], { color: 'yellow', width: 3 });
  const tiles: readonly (readonly [string, NDArray])[] = [
    ['photo', photo],
    ['gaussian', image.gaussian(photo, 3)],
    ['unsharpMask', image.unsharpMask(photo, { radius: 2, amount: 2 })],
    ['sobel', whole(image.sobel(grey))],
    ['canny', image.canny(grey, { sigma: 2 })],
    ["filter 'EMBOSS'", image.filter(photo, 'EMBOSS')],
    ['otsu', mask],
    ['opening', image.opening(mask, image.disk(3))],
    ['label', image.hsv2rgb(coloured(image.label(mask)))],
    ['equalizeHist', image.equalizeHist(grey)],
    ['hogImage', whole(image.hogImage(grey))],
    ['rgb2hsv', image.rgb2hsv(photo)],
    ['randomNoise', noisy],
    ['median', image.median(noisy)],
    ['warp', image.warp(photo, image.estimateTransform('projective', tilted, corners))],
    ['drawRectangle', await image.drawText(boxed, '여우 0.97', [2, 24], { color: 'yellow', size: 17 })],
  ];
  const named = await Promise.all(
    tiles.map(([name, x]) =>
      image.drawText(image.pad(asBytes(x), { top: 22 }, { value: 255 }), name, [2, 3], { color: 'black', size: 14 }),
    ),
  );
  const sheet = image.montage(np.stack(named), { gridShape: [2, 8], paddingWidth: 6, fill: 255 });
  await image.imsave(join(root, 'docs/image-processing.png'), sheet);
  return 0;
}

/** Any picture as RGB bytes. */
function asBytes(x: NDArray): NDArray {
  return image.convert(x.dtype.startsWith('float') ? image.imgAsUbyte(x.clip(0, 1)) : x, 'RGB');
}

/** A hue for every area; the background is black. */
function coloured(labels: NDArray): NDArray {
  const hue = labels.mul(0.381966).mod(1);
  const seen = labels.gt(0).astype('float64');
  return np.stack([hue, seen, seen], { axis: 2 });
}
