/** @file The 15 faces, 15 animals and 10 test pictures of the transfer-learning lecture, resized to one size. */
import { np, type NDArray } from '../../array/index.ts';
import { integer, list, optionsOf, readOptions, type RuleWithDefault } from '../../arguments/index.ts';
import { image } from '../../image/index.ts';
import { readBytes } from '../files.ts';
import { loadRules, type LoadOptions } from '../options.ts';
import { provide, type Provenance } from '../provide.ts';
import { defined, filesAt, lectureAddresses, standInPaths, standInPicture, type DataSet } from '../set.ts';

const files = filesAt('', lectureAddresses, [
  ['Proj2/faces/img01.jpg', 6744, '025f7cd0509174373086c7a2aaf7d70087847a597ef2411af71a65f01555231a'],
  ['Proj2/faces/img02.jpg', 4868, '7d20bfac204326f1220ba0cab5cd86139c2ebfb44cac29ad47ad2490200ca796'],
  ['Proj2/faces/img03.jpg', 4783, '7e9bf9361c0c52f4b61683bfb0f17c86d7c29a9b1db453ea5351ed9ae77bfed7'],
  ['Proj2/faces/img04.jpg', 4145, '076753933db8e66dbc51e5c35c7d521a20deefac24cb50cc0f681a06c9c3cdac'],
  ['Proj2/faces/img05.jpg', 5849, '4c027106f095d33e3e6efaaa409243f30a95fcbd2336c3ba591305ccd8a2ec26'],
  ['Proj2/faces/img06.jpg', 2793, 'fbbaa94b7d358e381c092eb8be1bcd9a72f63c4a4775d051282c43c52f4c6f2f'],
  ['Proj2/faces/img07.jpg', 9914, '3623b9d771da72a6cbc4125ad8d1b258419817a700e56a5810ea1bd6a1b49d31'],
  ['Proj2/faces/img08.jpg', 4357, '90f0b88caa3b620734cf198dc976a628b79c1e63a829d84e963f2429f0b981f8'],
  ['Proj2/faces/img09.jpg', 4581, '287ef99348df651771a80864a48c8ef381e8dd70b69fc12fe3062f0a05feb95e'],
  ['Proj2/faces/img10.jpg', 7533, 'a65d5c64ded6368541de27c2e5e1a3818040046be822ade36f1dd70b3f612615'],
  ['Proj2/faces/img11.jpg', 6091, '27172f111e8ea35089dcedf5341954e4397a8d8208ff0d14fdd04a06f3f6aa71'],
  ['Proj2/faces/img12.jpg', 4562, '571f6a416e570b0d2cc2954955f25d84ed2d19c6bc340a2f4e9ef427fedba21a'],
  ['Proj2/faces/img13.jpg', 3838, '5d0b86c041255fb9ae5185931de58194fc33ec2a6d7734752f3b952850c2f26c'],
  ['Proj2/faces/img14.jpg', 28543, '853ce64d1b329aedd8fc2f986e8890a93a3865efb06dafd6010f90c30f0ad4a7'],
  ['Proj2/faces/img15.jpg', 4270, '27ff1b1002d722b1ceddf4088be7d82d4f1d4964d35eb1d8406d4cd89aa05020'],
  ['Proj2/animals/img01.jpg', 8127, '2d66218a90b2e3ce8da4fc0fc35aaa83f3e448a76b10b505a713c129989ef213'],
  ['Proj2/animals/img02.jpg', 2394, '5556258d9514e34e7c5e109306c5340a48145644c883228fbf98870d8e0f3446'],
  ['Proj2/animals/img03.jpg', 4931, '95425bd645704d4731622229abf05b084eb7b5b5cf2e6bf7464cef66ab159141'],
  ['Proj2/animals/img04.jpg', 5266, 'e99b3640ff9d19ba18893097bf434e4e67cc2b0109b29070b5a43e1e248261c9'],
  ['Proj2/animals/img05.jpg', 3284, '0328c0e191a3fe13d4637e4396afea1a5209b62029945f011e8ba3a009967bd6'],
  ['Proj2/animals/img06.jpg', 4551, '16e7834d5b589984193065486335ebc0613335a287836dfeb0878e30b2e17d3b'],
  ['Proj2/animals/img07.jpg', 5064, 'e92a80229b309d3b2c47e87bbbb410d63f43d0dfeb3e6466be560a2554383259'],
  ['Proj2/animals/img08.jpg', 4674, '7db10523ac61915eaaf61edc6b698d4f354855847db3f3f6a9f2ec0f4eea5b5a'],
  ['Proj2/animals/img09.jpg', 4158, 'ca920d81d29f4b7e85a9cd6731a9f46993afff8ac0fcf6ba7f1894d90df69dd5'],
  ['Proj2/animals/img10.jpg', 4675, '3efcf75f33212f02af613b41cd4ce77188891718f3b6f1807577f1d2ddbe7772'],
  ['Proj2/animals/img11.jpg', 5416, '7461878266f885faf7697c766b5793cf14681cb59b6a8b557bd8891faa4d9da1'],
  ['Proj2/animals/img12.jpg', 5236, '4825fa70184ac42d2d7de0c9e7e36d23ef92d3fad69ba4b859f3427efeee2a9a'],
  ['Proj2/animals/img13.jpg', 5306, '3f13bd2c684d0251e05f8ac0af817326000be0661232ee72f9f9f17e925d4258'],
  ['Proj2/animals/img14.jpg', 6401, '9641d8c4048f947825218f8aa3ac2aec3f1b8c0d553e89342675c75deb3ebc95'],
  ['Proj2/animals/img15.jpg', 3468, '0f6633d0a45ea4f8e180d0010879737ab7cfaed5ee2d91bc94b10df490feb815'],
  ['Proj2/test_data/img01.jpg', 4962, '80f2a1e163dc47c07dad34a80fa5a154c7c7c2bea1ad4a8c89742df1c29afea3'],
  ['Proj2/test_data/img02.jpg', 5748, '06c99a40340628a5c745861490ad5effac66aa1a200bc3efecb469772e418ffc'],
  ['Proj2/test_data/img03.jpg', 5302, '1516eaa6e7643b0f05bfbe506b6d188f2b4a8d46c42c8062a6e0b21d377757a3'],
  ['Proj2/test_data/img04.jpg', 6070, '0b77653a7a9c378885f436730d862f3b3902391ab62a83cfe306303565f7afc3'],
  ['Proj2/test_data/img05.jpg', 3272, '6e30b04e1a04f13571f3010eded949a22e3223244cd78b2c32ede8b8d0eaa68a'],
  ['Proj2/test_data/img06.jpg', 3851, '603daa36e6ab5ec1897a20f919e0cc1576ea50da8d98ab3f2b1683966e2fcd23'],
  ['Proj2/test_data/img07.jpg', 3742, 'c941a50b1d16781db5363de9157650b18e1a513a74fcb6bf30fdd585119bf051'],
  ['Proj2/test_data/img08.jpg', 6901, 'd9edbe54473baf636e3bcbe131b1b93836c13f7c3b85c049bfc979ab7cd81260'],
  ['Proj2/test_data/img09.jpg', 8197, '390040fb938ea8fd4f72275b169a3ada97d4e8a8f42e6617aa8df78b38d8c51e'],
  ['Proj2/test_data/img10.jpg', 6539, '62bf83260da636ce9281eeb1096dd88e40678d98f613d0aa61fff6b91917502f'],
]);

const set: DataSet = {
  name: 'faces-and-animals',
  call: 'datasets.facesAndAnimals()',
  title: {
    en: '15 faces, 15 animals and 10 test pictures of the transfer-learning lecture',
    ko: '전이 학습 강의의 얼굴 15장, 동물 15장, 시험 그림 10장',
  },
  label: { en: 'The pictures of faces and animals', ko: '얼굴과 동물 그림' },
  licence: {
    en: 'unclear (mixed); fetched from the lecture repository, not to be passed on',
    ko: '분명하지 않음(섞여 있음). 강의 저장소에서 받으며 나누어 주지 않습니다',
  },
  files,
  standIn: {
    label: { en: '15 faces, 15 animals and 10 test pictures', ko: '얼굴 15장, 동물 15장, 시험 그림 10장' },
    files: files.map(standInPicture),
  },
};

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

export interface FacesAndAnimalsOptions extends LoadOptions {
  /**
   * Of every picture, in pixels. Default [75, 75].
   * @ko 그림마다의 크기(픽셀)입니다. 기본값 [75, 75].
   */
  size?: readonly [height: number, width: number];
}

const facesOptions = optionsOf<FacesAndAnimalsOptions>()({
  size: list(integer({ from: 1 }), 2).or([75, 75]) as unknown as RuleWithDefault<readonly [number, number]>,
  ...loadRules,
});

/**
 * The pictures, resized to `size` (default 75 x 75) the way `image.resize` does.
 * @ko 얼굴과 동물 그림 30장과 시험 그림 10장을 줍니다.
 */
export const facesAndAnimals = defined(set, async (options?: FacesAndAnimalsOptions): Promise<FacesAndAnimals> => {
  const { size, ...rest } = readOptions('datasets.facesAndAnimals', options, facesOptions);
  const found = await provide(files, set, rest);
  const paths = found.paths ?? standInPaths(set.standIn.files);
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
});

async function stacked(paths: readonly string[], size: readonly [number, number]): Promise<NDArray> {
  const pictures: NDArray[] = [];
  for (const path of paths) pictures.push(image.resize(await image.decode(readBytes(path)), size));
  return np.array(pictures, 'float32');
}
