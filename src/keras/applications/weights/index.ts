/** @file Puts weights into a ready-made network: those of a file, or the published ones, fetched once through the store. */
import { showNotice } from '../../../display/index.ts';
import { FormatError, say } from '../../../errors/index.ts';
import { readTextFile } from '../../../platform/index.ts';
import { obtain, type Entry } from '../../../store/index.ts';
import type { Model } from '../../model/index.ts';
import { loadWeightsFile } from '../../saving/save.ts';
import { classIndexEntry, entryOfFile } from './entries.ts';

export { weightsCatalogue } from './entries.ts';

/** The published file of a network, as Keras's own source names it. */
export interface OfficialWeights {
  /** Its name in the store: `vgg16_weights_tf_dim_ordering_tf_kernels.h5`. */
  readonly file: string;
  readonly url: string;
  /** MD5 (32 digits) or SHA-256 (64) as published; null where Keras publishes none. */
  readonly hash: string | null;
}

export interface PretrainedRequest {
  /** The network's function, for messages: 'VGG16'. */
  readonly who: string;
  /** 'imagenet' or a path. */
  readonly weights: string;
  /** What 'imagenet' means for this network and these settings; null when `weights` is a path. */
  readonly official: OfficialWeights | null;
}

/**
 * Loads weights into a model that has just been built. The published file comes from the mirror, the cache or its address
 * (`KERNELAB_DATA`, `KERNELAB_CACHE`, `KERNELAB_OFFLINE`); what a mirror has in its place is said.
 * @throws NetworkError naming every address, FileError (no space, no such file), FormatError (a damaged file), ValueError
 *   (weights of another network or of other classes). The model, the cache and the disk are then as they were.
 */
export async function loadPretrained(model: Model, { who, weights, official }: PretrainedRequest): Promise<void> {
  if (official === null) return loadWeightsFile(model, weights, who);
  const wanted = entryOf(official, model);
  const { path, entry } = await obtain(wanted, { who });
  const isOther = entry !== wanted;
  if (isOther) showNotice(substituteText(who, wanted, entry));
  // Another file may be that of the whole network where only the layers before the classifier are asked for.
  await loadWeightsFile(model, path, who, { dropTail: isOther });
}

function entryOf({ file, url, hash }: OfficialWeights, model: Model): Entry {
  const known = entryOfFile(file);
  if (known) return known;
  return {
    file: `weights/${file}`,
    sources: [url],
    hash: hash === null ? {} : { [hash.length === 32 ? 'md5' : 'sha256']: hash },
    size: 4 * model.countParams(),
    about: true,
  };
}

function substituteText(who: string, wanted: Entry, { name, file, origin }: Entry): string {
  const [what, from] = [name ?? file, origin ?? file];
  return say({
    en: `${who}: the published weights (${wanted.file}) are not here; used instead: ${what}, from ${from}.`,
    ko: `${who}: 공개된 가중치(${wanted.file})가 없어서 다른 가중치를 씁니다: ${what}, 출처 ${from}.`,
  });
}

/** ImageNet's classes in order: WordNet id and English name. */
export type ClassIndex = readonly (readonly [id: string, name: string])[];

let classIndex: ClassIndex | undefined;

/** The list that `decodePredictions` reads; fetched once. */
export async function imagenetClasses(who: string): Promise<ClassIndex> {
  if (classIndex) return classIndex;
  const { path } = await obtain(classIndexEntry, { who });
  const byNumber = JSON.parse(readTextFile(path, who)) as Readonly<Record<string, readonly [string, string]>>;
  const list = Array.from({ length: 1000 }, (_, i) => byNumber[String(i)]);
  const gap = list.indexOf(undefined);
  if (gap >= 0) {
    throw new FormatError({
      who,
      rule: {
        en: 'the list of classes must name classes 0 to 999',
        ko: '클래스 목록에는 0부터 999까지의 이름이 모두 있어야 합니다',
      },
      received: { en: `none for ${gap}`, ko: `${gap}의 이름이 없음` },
    });
  }
  classIndex = list as ClassIndex;
  return classIndex;
}
