/** @file The 15 faces, 15 animals and 10 test pictures of the transfer-learning lecture, resized to one size. */
import { np, type NDArray } from '../array/index.ts';
import { image } from '../image/index.ts';
import { catalog } from './catalog.ts';
import { readBytes } from './host.ts';
import { standInPicture } from './lecture-images.ts';
import { provide, type Provenance } from './provide.ts';
import type { StoreOptions } from '../store/index.ts';

export interface FacesAndAnimals extends Provenance {
  /** (30, h, w, 3) float32 in [0, 1]: the faces, then the animals. */
  readonly x: NDArray;
  /** (30,) uint8: 1 for a face, 0 for an animal. */
  readonly y: NDArray;
  /** (10, h, w, 3) float32 in [0, 1]. */
  readonly xTest: NDArray;
  /** (10,) uint8: 1 where people are the subject. */
  readonly yTest: NDArray;
  /** Files of `x` and of `xTest`, in order. */
  readonly paths: readonly string[];
  readonly testPaths: readonly string[];
}

/** The pictures, resized to `size` (default 75 x 75) the way `image.resize` does. */
export async function facesAndAnimals(
  options: StoreOptions & { size?: readonly [height: number, width: number] } = {},
): Promise<FacesAndAnimals> {
  const { files } = catalog['faces-and-animals'];
  const found = await provide(
    files,
    { en: 'The pictures of faces and animals', ko: '얼굴과 동물 그림' },
    { en: '15 faces, 15 animals and 10 test pictures', ko: '얼굴 15장, 동물 15장, 시험 그림 10장' },
    options,
  );
  const paths = found.paths ?? files.map(standInPicture);
  const size = options.size ?? [75, 75];
  const of = (folder: string): string[] => paths.filter((_, i) => files[i]!.file.startsWith(`Proj2/${folder}/`));
  const [faces, animals, tests] = [of('faces'), of('animals'), of('test_data')];
  return {
    x: await stacked([...faces, ...animals], size),
    y: np.array(Uint8Array.from([...faces.map(() => 1), ...animals.map(() => 0)])),
    xTest: await stacked(tests, size),
    // People: 01, 03, 05, 07 and 09.
    yTest: np.array(Uint8Array.from(tests.map((_, i) => (i + 1) % 2))),
    paths: [...faces, ...animals],
    testPaths: tests,
    source: found.source,
    notice: found.notice,
  };
}

async function stacked(paths: readonly string[], size: readonly [number, number]): Promise<NDArray> {
  const pictures: NDArray[] = [];
  for (const path of paths) pictures.push(image.resize(await image.decode(readBytes(path)), size));
  return np.array(pictures, 'float32');
}
