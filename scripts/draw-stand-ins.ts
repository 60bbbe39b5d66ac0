/**
 * @file Draws the stand-ins for data that cannot be fetched: digits, garments, small scenes, faces, animals and the two
 * lecture pictures. Everything is made here, from a fixed seed. Writes data/stand-ins/ and the list in data/README.md.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromTyped, np } from '../src/array/index.ts';
import { image } from '../src/image/index.ts';
import { catalogue } from '../src/datasets/catalogue.ts';
import { digit, garment } from './stand-ins/digits-and-garments.ts';
import { animal, book, bust, face } from './stand-ins/portraits.ts';
import type { Rng } from './stand-ins/render.ts';
import { scene } from './stand-ins/scenes.ts';

const root = join(import.meta.dirname, '..', 'data');
const folder = join(root, 'stand-ins');
mkdirSync(folder, { recursive: true });

const only = process.argv[2];

sets('mnist', 2000, 500, [28, 28], digit, 1);
sets('fashion-mnist', 1600, 400, [28, 28], garment, 2);
sets('cifar10', 700, 200, [32, 32, 3], scene, 3);
await pictures();
writeList();

/** As many of each class, in mixed order, as one npz with Keras's names. */
function sets(
  name: string,
  train: number,
  test: number,
  shape: number[],
  draw: (rng: Rng, label: number) => Uint8Array,
  seed: number,
): void {
  if (only && only !== name) return;
  const rng = np.random.defaultRng(seed);
  const part = (n: number) => {
    const labels = rng.permutation(n).mod(10).astype('uint8');
    const size = shape.reduce((a, b) => a * b);
    const pixels = new Uint8Array(n * size);
    labels.toTyped().forEach((label: number, i: number) => pixels.set(draw(rng, label), i * size));
    return { x: fromTyped(pixels, [n, ...shape]), y: labels };
  };
  const [a, b] = [part(train), part(test)];
  np.savezCompressed(join(folder, `${name}.npz`), { x_train: a.x, y_train: a.y, x_test: b.x, y_test: b.y });
}

async function pictures(): Promise<void> {
  if (only && only !== 'pictures') return;
  const rng = np.random.defaultRng(4);
  let kind = 0;
  for (const { file: path } of catalogue.find(({ name }) => name === 'faces-and-animals')!.files) {
    const [h, w] = [rng.integers(96, 121), rng.integers(90, 121)];
    const number = Number(/(\d+)\.jpg$/.exec(path)![1]);
    // Of the ten test pictures every odd one shows a person, as in the lecture.
    const person = path.includes('/faces/') || (path.includes('/test_data/') && number % 2 === 1);
    const pixels = person ? face(rng, h, w) : animal(rng, h, w, kind++);
    await picture(path.replace(/\.jpg$/, '.png'), pixels, [h, w, 3]);
  }
  await picture('image/david.png', bust(), [109, 120, 2]);
  await picture('image/book.png', book(rng), [533, 800, 3]);
}

async function picture(path: string, pixels: Uint8Array, shape: number[]): Promise<void> {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, await image.imencode(fromTyped(pixels, shape), 'png'));
}

function writeList(): void {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(root, name)).isFile() && name !== 'README.md')
    .sort();
  const rows = files.map((name) => {
    const bytes = readFileSync(join(root, name));
    return `| ${name} | ${bytes.length} | \`${createHash('sha256').update(bytes).digest('hex')}\` |`;
  });
  const total = files.reduce((sum, name) => sum + statSync(join(root, name)).size, 0);
  writeFileSync(
    join(root, 'README.md'),
    `# data

Stand-ins for data sets that cannot be fetched (no network, no mirror), so that every lab runs anywhere. All of it is
drawn by \`scripts/draw-stand-ins.ts\` from fixed seeds and has this project's licence; nothing is taken from a data set.
The loaders in \`src/datasets/\` say so on the screen whenever they use one. \`mnist\`, \`fashion-mnist\` and \`cifar10\` hold
\`x_train\`, \`y_train\`, \`x_test\`, \`y_test\` (uint8) with the classes of the originals; \`Proj2\` has the faces, animals and
test pictures of the transfer-learning lecture, \`image\` its two single pictures.
\`weights/small-net.weights.h5\` is not drawn: it is what \`scripts/train-backbone.ts\` learnt from pictures of CIFAR-10, none of which is kept.

${files.length} files, ${total} bytes.

| file | bytes | SHA-256 |
| --- | --- | --- |
${rows.join('\n')}
`,
  );
}
