/** @file The `datasets` namespace. */
export * from './sets/index.ts';
export { ImageDataGenerator } from './augment/index.ts';
export { AUTOTUNE, Dataset } from './pipeline/dataset.ts';
export type {
  Batch,
  DataframeOptions,
  DirectoryOptions,
  FlowOptions,
  ImageDataGeneratorOptions,
  Table,
  TransformParameters,
} from './augment/index.ts';
export type { BatchingOptions, GeneratorOptions, MapOptions, ShuffleOptions } from './pipeline/dataset.ts';
export type { CsvOptions } from './pipeline/csv.ts';
export type { ListFilesOptions } from './pipeline/list-files.ts';
export type { ArraySet, Loaded } from './array-set.ts';
export type { FacesAndAnimals, FacesAndAnimalsOptions } from './sets/faces-and-animals.ts';
export type { LectureImage } from './sets/lecture-images.ts';
export type { LoadMnistOptions } from './sets/mnist.ts';
export type { LoadOptions } from './options.ts';
export type { Provenance, Source } from './provide.ts';
