/** @file Which files are pictures that can be read, so that a broken one is named before training and not in the middle. */
import { image } from '../../image/index.ts';

/** Decodes the files one after the other: what is wrong with each, undefined where nothing is. */
export async function checkPictures(paths: readonly string[]): Promise<(Error | undefined)[]> {
  const verdicts: (Error | undefined)[] = [];
  for (const path of paths) {
    verdicts.push(
      await image.imread(path).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      ),
    );
  }
  return verdicts;
}
