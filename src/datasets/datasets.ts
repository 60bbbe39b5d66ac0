/** @file The `datasets` namespace. */
export { mnist, fashionMnist, cifar10, load_mnist } from './loaders.ts';
export { ImageDataGenerator } from './augment/index.ts';
export type {
  Batch,
  DataframeOptions,
  DirectoryOptions,
  FlowOptions,
  ImageDataGeneratorOptions,
  Table,
  TransformParameters,
} from './augment/index.ts';
export { facesAndAnimals } from './faces-and-animals.ts';
export { lectureImage, lectureImageNames } from './lecture-images.ts';
export type { Loaded, LoadMnistOptions } from './loaders.ts';
export type { FacesAndAnimals } from './faces-and-animals.ts';
export type { LectureImage } from './lecture-images.ts';
export type { Provenance, Source } from './provide.ts';
export type { StoreOptions } from '../store/index.ts';
