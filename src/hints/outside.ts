/**
 * @file Layers of Keras that this library leaves out on purpose, by kind: what is said of a cell that names one, and of a file that
 * holds one.
 */
import type { Translated } from '../errors/index.ts';

const KINDS: readonly (readonly [names: RegExp, kind: Translated])[] = [
  [
    /^(LSTM|GRU|SimpleRNN|RNN|Bidirectional|StackedRNNCells|ConvLSTM\dD|\w+Cell)$/,
    { en: 'recurrent layers', ko: '순환 층' },
  ],
  [
    /^(MultiHeadAttention|GroupQueryAttention|GroupedQueryAttention|AdditiveAttention|Attention)$/,
    { en: 'attention layers', ko: '어텐션 층' },
  ],
  [/^(CTC(?:Loss)?|ctc(?:Loss|Decode|_loss|_decode)?)$/, { en: 'losses for sequences', ko: '시퀀스를 위한 손실' }],
  [/3D(Transpose)?$/, { en: '3-D layers', ko: '3차원 층' }],
  [
    /^(TextVectorization|StringLookup|IntegerLookup|Hashing|HashedCrossing|CategoryEncoding|Discretization)$/,
    { en: 'layers for text and tables', ko: '글과 표를 위한 층' },
  ],
  [
    /^(TFSMLayer|TorchModuleWrapper|JaxLayer|FlaxLayer|STFTSpectrogram|MelSpectrogram)$/,
    { en: 'layers of other programs and of sound', ko: '다른 프로그램과 소리를 위한 층' },
  ],
];

/** What kind of layer it is that is not here; undefined for names that are here or unknown. */
export function outsideKind(className: string): Translated | undefined {
  return KINDS.find(([names]) => names.test(className))?.[1];
}

/** The first call of such a layer in a piece of code. */
export function outsideCallIn(code: string): string | undefined {
  return [...code.matchAll(/\b([A-Za-z]\w*)(?=\()/g)]
    .map(([, name]) => name!)
    .find((name) => outsideKind(name) !== undefined);
}
