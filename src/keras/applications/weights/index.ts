/**
 * @file Puts weights into a ready-made network: those of a file, or the official ones by name.
 */
import { ValueError } from '../../../errors/index.ts';
import type { Model } from '../../model/index.ts';

/** The official file of a network, as Keras's own source names it. */
export interface OfficialWeights {
  /** Its name in the store. */
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

/** Loads `weights` into a model that has just been built. */
export async function loadPretrained(model: Model, { who, weights, official }: PretrainedRequest): Promise<void> {
  if (official === null) return model.loadWeights(weights);
  throw new ValueError({
    who,
    rule: 'official weights cannot be fetched by this version',
    received: `weights '${weights}'`,
    hint: `Download ${official.url} and give its path: { weights: path }.`,
  });
}

/** ImageNet's classes in order: WordNet id and English name. */
export type ClassIndex = readonly (readonly [id: string, name: string])[];

/** The list that `decodePredictions` reads. */
export async function imagenetClasses(who: string): Promise<ClassIndex> {
  throw new ValueError({
    who,
    rule: 'the list of class names cannot be fetched by this version',
  });
}
