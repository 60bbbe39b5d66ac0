/** @file The pictures of the lectures, one at a time: david.png, book.png and the faces, animals and test pictures. */
import type { NDArray } from '../array/index.ts';
import { ValueError, nearest } from '../errors/index.ts';
import { image } from '../image/index.ts';
import type { Entry } from '../store/index.ts';
import { catalog } from './catalog.ts';
import { readBytes, standInPlace } from './host.ts';
import { provide, type Provenance } from './provide.ts';
import type { StoreOptions } from '../store/index.ts';

/** Pictures by the names the lectures give them. */
const pictures = new Map<string, Entry>(
  [...catalog['lecture-images'].files, ...catalog['faces-and-animals'].files].map((file) => [
    file.file.replace(/^(image|Proj2)\//, ''),
    file,
  ]),
);

/** `'david.png'`, `'book.png'`, `'faces/img01.jpg'` …, `'animals/img01.jpg'` …, `'test_data/img01.jpg'` … */
export const lectureImageNames: readonly string[] = [...pictures.keys()];

export interface LectureImage extends Provenance {
  /** The file on this machine. */
  readonly path: string;
  /** The bytes of the file. */
  readonly bytes: Uint8Array;
  /** The decoded picture, uint8 (h, w) or (h, w, channels). */
  readonly array: NDArray;
}

/**
 * A picture of the lectures, fetched once and kept. Without network and mirror a picture of the same shape, drawn by
 * kernelab, comes instead and says so (`source`, `notice`).
 *
 * @example const { array } = await datasets.lectureImage('david.png'); // uint8 (109, 120, 2)
 */
export async function lectureImage(name: string, options: StoreOptions = {}): Promise<LectureImage> {
  const file = pictures.get(name) ?? pictures.get(name.replace(/^(image|Proj2)\//, ''));
  if (!file) {
    const near = nearest(name, lectureImageNames);
    throw new ValueError({
      who: 'datasets.lectureImage',
      rule: 'there is no lecture picture of that name',
      received: `'${name}'`,
      hint: near ? `Did you mean '${near}'?` : `Names are ${lectureImageNames.slice(0, 3).join(', ')}, …`,
    });
  }
  const found = await provide(
    [file],
    { en: `The lecture picture ${name}`, ko: `강의 그림 ${name}` },
    { en: 'a picture of the same shape', ko: '같은 크기의 그림' },
    options,
  );
  const path = found.paths?.[0] ?? standInPicture(file);
  const bytes = readBytes(path);
  return { path, bytes, array: await image.decode(bytes), source: found.source, notice: found.notice };
}

/** The drawn picture that stands for a file of the lectures. */
export function standInPicture(file: Entry): string {
  return standInPlace(`stand-ins/${file.file.replace(/\.jpg$/, '.png')}`);
}
