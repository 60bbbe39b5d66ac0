/** @file The pictures of the lectures, one at a time: david.png, book.png and the faces, animals and test pictures. */
import type { NDArray } from '../../array/index.ts';
import { describe, didYouMean, nearestName, optionsOf, readOptions } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import type { Entry } from '../../store/index.ts';
import { readBytes } from '../files.ts';
import { loadRules, type LoadOptions } from '../options.ts';
import { provide, type Provenance } from '../provide.ts';
import {
  defined,
  definitionOf,
  filesAt,
  lectureAddresses,
  standInPaths,
  standInPicture,
  type DataSet,
} from '../set.ts';
import { facesAndAnimals } from './faces-and-animals.ts';

const files = filesAt('', lectureAddresses, [
  ['image/david.png', 8074, '55889ca735ac1d573bb0657396a2e3be5148f67bd7b0e38b80430cccea4ff228'],
  ['image/book.png', 837658, 'db8b69ff3d97ad6474777c5372aeec423b62837cad35fa39e1da3e279312df3e'],
]);

const set: DataSet = {
  name: 'lecture-images',
  call: "datasets.lectureImage('david.png')",
  title: { en: 'The lecture pictures david.png and book.png', ko: '강의 그림 david.png와 book.png' },
  label: { en: 'The lecture pictures', ko: '강의 그림' },
  licence: {
    en: 'unclear; fetched from the lecture repository, not to be passed on',
    ko: '분명하지 않음. 강의 저장소에서 받으며 나누어 주지 않습니다',
  },
  files,
  standIn: { label: { en: 'a picture of the same shape', ko: '같은 크기의 그림' }, files: files.map(standInPicture) },
};

/** Pictures by the names the lectures give them. */
const pictures = new Map<string, Entry>(
  [...files, ...definitionOf(facesAndAnimals)!.files].map((entry) => [plainName(entry.file), entry]),
);

function plainName(name: string): string {
  return name.replace(/^(image|Proj2)\//, '');
}

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

const lectureOptions = optionsOf<LoadOptions>()(loadRules);

/**
 * A picture of the lectures, fetched once and kept. Without network and mirror a picture of the same shape, drawn by
 * kernelab, comes instead and says so (`source`, `notice`).
 *
 * @ko 강의의 그림을 받아 배열로 줍니다. 받을 수 없으면 대체 그림을 씁니다.
 * @example const { array } = await datasets.lectureImage('david.png'); // uint8 (109, 120, 2)
 */
export const lectureImage = defined(set, async (name: string, options?: LoadOptions): Promise<LectureImage> => {
  const who = 'datasets.lectureImage';
  readOptions(who, options, lectureOptions);
  const entry = typeof name === 'string' ? pictures.get(plainName(name)) : undefined;
  if (!entry) {
    const near = typeof name === 'string' ? nearestName(name, lectureImageNames) : undefined;
    throw new ValueError({
      who,
      rule: { en: 'there is no lecture picture of that name', ko: '그런 이름의 강의 그림이 없습니다' },
      received: describe(name),
      hint: near
        ? didYouMean(near)
        : {
            en: `Names are ${lectureImageNames.slice(0, 3).join(', ')}, …`,
            ko: `쓸 수 있는 이름: ${lectureImageNames.slice(0, 3).join(', ')}, …`,
          },
    });
  }
  const label = { en: `The lecture picture ${name}`, ko: `강의 그림 ${name}` };
  const found = await provide([entry], { label, standIn: set.standIn }, options);
  const path = found.paths?.[0] ?? standInPaths([standInPicture(entry)])[0]!;
  const bytes = readBytes(path);
  return { path, bytes, array: await image.decode(bytes), source: found.source, notice: found.notice };
});
