/** @file `flowFromDirectory`: one sub-folder per class, labels from the folder names. */
import { fromTyped, np, type NDArray } from '../../array/index.ts';
import { FileError, say } from '../../errors/index.ts';
import { choice, flag, list, optionsOf, readOptions, text } from '../../arguments/index.ts';
import {
  FileIterator,
  fileRules,
  pictureEndings,
  emptySubset,
  loadOptions,
  subsetRange,
  withoutBroken,
  type FileOptions,
} from './file-iterator.ts';
import { showNotice } from '../../display/index.ts';
import { paths, picturesBelow, subfolders } from './folders.ts';
import type { ImageDataGenerator } from './image-data-generator.ts';
import { counted, type Labelled, type Unlabelled } from './iterator.ts';

/** The form of the batches that a class mode gives. */
export type BatchOf<M> = M extends null ? Unlabelled : M extends 'multi_output' ? Labelled<NDArray[]> : Labelled;

export type ClassMode = 'categorical' | 'binary' | 'sparse' | 'input' | null;

export interface DirectoryOptions extends FileOptions {
  /** Folder names in the order of their numbers; default all that are not hidden, sorted by name. */
  classes?: readonly string[];
  /** What a label is: one-hot row, number, the picture itself, or nothing. */
  classMode?: ClassMode;
  followLinks?: boolean;
}

const directoryOptions = optionsOf<DirectoryOptions>()({
  ...fileRules,
  classes: list(text()),
  classMode: choice('categorical', 'binary', 'sparse', 'input', null).or('categorical'),
  followLinks: flag().or(false),
});

const who = 'ImageDataGenerator.flowFromDirectory';

/** Lists the pictures of every class and says how many there are. */
export async function flowFromDirectory<M extends ClassMode = 'categorical'>(
  generator: ImageDataGenerator,
  directory: string,
  given: (DirectoryOptions & { classMode?: M }) | undefined,
): Promise<FileIterator<BatchOf<M>>> {
  const options = readOptions(who, given as DirectoryOptions | undefined, directoryOptions);
  const { classMode, followLinks } = options;
  const load = loadOptions(options, generator.settings.kerasCompat);
  // Jupyter leaves hidden folders (.ipynb_checkpoints) wherever it edits; Keras counts them as a class.
  const wanted = (name: string): boolean => generator.settings.kerasCompat || !name.startsWith('.');
  const names = options.classes?.length ? [...options.classes] : subfolders(directory, who).filter(wanted);
  if (names.length === 0) {
    throw new FileError({
      who,
      rule: {
        en: 'the folder needs one sub-folder of pictures for each class',
        ko: '폴더에는 클래스마다 그림이 든 하위 폴더가 하나씩 있어야 합니다',
      },
      received: { en: `'${directory}' without sub-folders`, ko: `하위 폴더가 없는 '${directory}'` },
    });
  }
  let files: { path: string; name: string; label: number }[] = [];
  let count = 0;
  for (const [label, name] of names.entries()) {
    const all = picturesBelow(paths.join(directory, name), pictureEndings, followLinks, who);
    count += all.length;
    const [start, stop] = subsetRange(all.length, generator.settings.validationSplit, options.subset);
    files.push(...all.slice(start, stop).map((file) => ({ path: paths.join(directory, file), name: file, label })));
  }
  files = await withoutBroken(files, options.brokenFiles, who);
  console.log(
    say({
      en: `Found ${files.length} images belonging to ${names.length} classes.`,
      ko: `그림 ${files.length}장을 찾았습니다(클래스 ${names.length}개).`,
    }),
  );
  if (files.length === 0) {
    showNotice(
      count > 0 && options.subset !== undefined
        ? emptySubset('flowFromDirectory', count, generator.settings.validationSplit)
        : say({
            en: `flowFromDirectory: no picture to train on in '${directory}', looked for in ${counted(names.length, 'sub-folder', 'sub-folders')}. Pictures end in ${pictureEndings.join(', ')}.`,
            ko: `flowFromDirectory: '${directory}'의 하위 폴더 ${names.length}개에 쓸 그림이 없습니다. 그림 파일의 확장자는 ${pictureEndings.join(', ')}입니다.`,
          }),
    );
  }
  const classes = Int32Array.from(files, (file) => file.label);
  return new FileIterator(
    generator,
    {
      kind: 'DirectoryIterator',
      paths: files.map((file) => file.path),
      filenames: files.map((file) => file.name),
      classes,
      classIndices: Object.fromEntries(names.map((name, i) => [name, i])),
      labels: (indices, pictures) =>
        classLabels(
          classMode,
          indices.map((i) => [classes[i]!]),
          names.length,
          pictures,
        ),
    },
    options,
    load,
  );
}

/** Labels of a batch: rows of 0 and 1 (several ones for several classes), numbers, the pictures, or nothing. */
export function classLabels(
  mode: ClassMode,
  classes: readonly (readonly number[])[],
  count: number,
  pictures: NDArray,
): NDArray | undefined {
  if (mode === null) return undefined;
  if (mode === 'input') return np.array(pictures);
  if (mode !== 'categorical')
    return fromTyped(
      Float32Array.from(classes, (ids) => ids[0]!),
      [classes.length],
    );
  const rows = new Float32Array(classes.length * count);
  for (const [i, ids] of classes.entries()) for (const id of ids) rows[i * count + id] = 1;
  return fromTyped(rows, [classes.length, count]);
}
