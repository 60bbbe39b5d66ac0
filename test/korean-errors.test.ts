/**
 * @file Errors in Korean are Korean: every call that has sample arguments is made with wrong ones, and no error that comes of it
 * speaks English.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { np } from '../src/array/index.ts';
import { cnn } from '../src/cnn/index.ts';
import { KernelabError, setLanguage } from '../src/errors/index.ts';
import { image } from '../src/image/index.ts';
import { keras } from '../src/keras/index.ts';
import { plt } from '../src/plot/index.ts';
import * as arrays from './array/samples.ts';
import { LAYER_NAMES, LAYER_SAMPLES, layerClass } from './keras/layer-samples.ts';
import { ownerOf, samples as plots, unfinished } from './plot/samples.ts';

type Call = (...args: unknown[]) => unknown;

beforeAll(() => {
  setLanguage('ko');
  vi.spyOn(console, 'warn').mockImplementation(() => undefined); // NumPy's warnings of what wrong numbers give
});
afterAll(() => {
  setLanguage('en');
  vi.restoreAllMocks();
  plt.close('all');
  plt.style.use('default');
});

/** What a beginner may hand over in the place of the right thing. */
const WRONG: readonly unknown[] = [
  null,
  'wrong',
  -1,
  2.5,
  [[1, 2], [3]],
  { wrong: 1 },
  np.zeros([2, 3, 4, 0]),
  () => 1,
];

const hangul = /\p{Script=Hangul}/u;
/** Names and code: in quotes, in brackets, behind a dot or an equals sign. */
const code = /'[^']*'|"[^"]*"|`[^`]*`|\{[^}]*\}|\([^()]*\)/g;
/** Four English words in a row. */
const sentence = /[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]+ [A-Za-z]{2,}/;
/** English words that join or name; what came is data, or Korean around it. */
const word = /\b(an|and|of|the|with|no|not|in|at|for|from|to|is|are|than|by|a (?!undefined)[a-z]{3,})\b/;

/** What is not Korean about an error. */
function english({ rule, received, hint }: KernelabError): string[] {
  const faults: string[] = [];
  for (const [part, text] of Object.entries({ rule, hint }))
    if (text !== undefined && (!hangul.test(text) || sentence.test(text.replaceAll(code, ' '))))
      faults.push(`${part}: ${text}`);
  if (received !== undefined && word.test(received.replaceAll(code, ' '))) faults.push(`received: ${received}`);
  return faults;
}

const found = new Map<string, string>();
let seen = 0;

async function attempt(place: string, call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof KernelabError)) return;
    seen++;
    for (const fault of english(error)) found.set(fault, place);
  }
}

/** Calls with one argument wrong, with all of them missing, and with one too many. */
async function attempts(place: string, call: Call, args: () => readonly unknown[]): Promise<void> {
  const count = args().length;
  await attempt(place, () => call());
  await attempt(place, () => call(...args(), 1, 2, 3, 4, 5, 6, 7, 8, 9));
  await attempt(place, () => call(...args(), { wrong: 1 }));
  for (let i = 0; i < count; i++) for (const wrong of WRONG) await attempt(place, () => call(...args().with(i, wrong)));
}

function report(): string[] {
  const all = [...found].map(([fault, place]) => `${place}: ${fault}`);
  found.clear();
  return all;
}

it('np and its modules', async () => {
  const rooms: [string, object, Record<string, arrays.Sample>][] = [
    ['np', np, arrays.samples],
    ['np.linalg', np.linalg, arrays.linalg],
    ['np.testing', np.testing, arrays.testing],
    ['np.random', np.random, arrays.random],
    ['rng', np.random.defaultRng(1), arrays.generator],
    ['array', np.array([1, 2]), arrays.methods],
  ];
  for (const [room, owner, samples] of rooms)
    for (const [name, sample] of Object.entries(samples)) {
      const call = (owner as Record<string, Call>)[name];
      if (call && !/state/i.test(name))
        await attempts(`${room}.${name}`, call.bind(owner), () => arrays.argsOf(sample));
    }
  expect(report()).toEqual([]);
  expect(seen).toBeGreaterThan(1500);
});

it('plt, plot and figures', async () => {
  // What axes offer is in plt too.
  for (const place of ['plt', 'plot', 'Figure'] as const)
    for (const [name, args] of Object.entries(plots[place])) {
      if (unfinished.includes(name) || /save|show|rc/.test(name)) continue;
      await attempts(`${place}.${name}`, (...all) => ownerOf(place)[name]!(...all), args);
      plt.close('all');
    }
  expect(report()).toEqual([]);
});

it('layers: their options, and inputs of a wrong shape', async () => {
  for (const name of LAYER_NAMES) {
    const { options } = LAYER_SAMPLES[name];
    const make = layerClass(name) as unknown as new (options: object) => Call;
    for (const option of Object.keys(options))
      for (const wrong of WRONG) await attempt(name, () => new make({ ...options, [option]: wrong }));
    for (const shape of [[], [3], [2, 3, 4], [1, 1, 1], [5, 5, 5, 5]])
      await attempt(name, () => {
        const layer = new make(options);
        return layer(keras.Input(shape));
      });
  }
  expect(report()).toEqual([]);
});

it('pictures and the lecture’s helpers', async () => {
  const picture = np.zeros([6, 6, 3], { dtype: 'uint8' });
  const filters = [np.ones([3, 3])];
  const calls: [string, object, Record<string, readonly unknown[]>][] = [
    [
      'image',
      image,
      {
        resize: [picture, [3, 3]],
        rotate: [picture, 90],
        rgb2gray: [picture],
        gaussianFilter: [picture, 1],
        correlate: [picture, filters[0]],
        convolve2d: [filters[0], filters[0]],
        medianFilter: [picture, 3],
        filter: [picture, 'BLUR'],
        erosion: [picture, filters[0]],
        label: [filters[0]],
        histogram: [picture],
        thresholdLocal: [filters[0], 3],
        canny: [filters[0]],
        hog: [np.ones([24, 24])],
        rgb2lab: [picture],
        warp: [picture, np.eye(3)],
        AffineTransform: [{ scale: 2 }],
        montage: [np.ones([2, 3, 3])],
        expand: [picture, { border: 2 }],
        randomNoise: [picture],
        psnr: [picture, picture],
        ssim: [np.ones([8, 8], 'uint8'), np.ones([8, 8], 'uint8')],
        drawLine: [picture, [0, 0], [1, 1]],
        drawPolygon: [
          picture,
          [
            [0, 0],
            [1, 1],
            [0, 2],
          ],
        ],
        imread: ['x.png'],
        decode: [new Uint8Array(9)],
      },
    ],
    [
      'cnn',
      cnn,
      {
        conv: [filters[0], filters[0]],
        featuring: [picture, filters[0]],
        ConvD: [picture, filters],
        MaxPooling: [picture],
      },
    ],
  ];
  for (const [room, owner, samples] of calls)
    for (const [name, args] of Object.entries(samples)) {
      const call = (owner as Record<string, Call>)[name];
      if (call) await attempts(`${room}.${name}`, call, () => args);
    }
  expect(report()).toEqual([]);
});
