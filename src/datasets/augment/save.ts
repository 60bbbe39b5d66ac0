/** @file `saveToDir`: every picture of a batch as a file, stretched to 0..255, under Keras's names. */
import { Rule, text, word, type Filled } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { image } from '../../image/index.ts';
import { makeFolder, paths } from './folders.ts';
import { toChannelsLast } from './layout.ts';

export interface SaveOptions {
  /** A folder that also gets every picture as a file, stretched to 0..255. */
  saveToDir?: string;
  savePrefix?: string;
  saveFormat?: 'png' | 'jpg' | 'jpeg' | 'bmp';
}

export const saveRules = {
  saveToDir: text(),
  savePrefix: new Rule<string>(
    { en: 'a text without / and \\', ko: '/ 와 \\ 가 없는 문자열' },
    (value) => typeof value === 'string' && !/[/\\]/.test(value),
  ).or(''),
  saveFormat: word('png', 'jpg', 'jpeg', 'bmp').or('png'),
};

/** Writes picture i of the batch as `{prefix}_{index}_{number}.{format}`. */
export async function savePictures(
  batch: NDArray,
  indices: readonly number[],
  draws: readonly { save: number | undefined }[],
  { saveToDir, savePrefix, saveFormat }: Filled<SaveOptions, typeof saveRules>,
  dataFormat: 'channels_last' | 'channels_first',
): Promise<void> {
  const folder = saveToDir!; // only called where there is one
  makeFolder(folder, 'ImageDataGenerator');
  const channelsLast = dataFormat === 'channels_last' ? batch : toChannelsLast(batch);
  for (const [i, index] of indices.entries()) {
    const name = `${savePrefix}_${index}_${draws[i]!.save}.${saveFormat}`;
    await image.imsave(paths.join(folder, name), stretch(channelsLast.at(i)));
  }
}

/** Min-max to 0..255; a picture of one colour becomes black. */
function stretch(picture: NDArray): NDArray {
  const low = picture.min();
  const span = picture.max() - low;
  const scaled = span === 0 ? picture.sub(low) : picture.sub(low).div(span).mul(255);
  const bytes = np.floor(scaled).astype('uint8');
  return bytes.shape[2] === 1 ? bytes.at(':', ':', 0) : bytes;
}
