/**
 * @file Pretrained weights: files that Keras wrote in the layout of its official ones, fetched from a local server by their
 * hashes and loaded; and everything that can go wrong on the way, after which model, cache and disk are as they were.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromTyped } from '../../../src/array/index.ts';
import { setLanguage } from '../../../src/errors/index.ts';
import {
  imagenetClasses,
  loadPretrained,
  weightsCatalogue,
  type OfficialWeights,
} from '../../../src/keras/applications/weights/index.ts';
import type { Model } from '../../../src/keras/model/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { mirror as mirrorTo, servedFiles } from '../../../src/store/index.ts';
import { cutAfter, faultyServer, status, wrong, type FaultyServer } from '../../store/faulty-server.ts';

const golden = join(import.meta.dirname, '../../golden/data/pretrained');
interface Case {
  readonly config: object;
  readonly pixels: readonly number[];
  readonly scale: number;
  readonly y: readonly (readonly number[])[];
}
const cases = JSON.parse(readFileSync(join(golden, 'cases.json'), 'utf8')) as Record<string, Case>;
const bytesOf = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(golden, `${name}.h5`)));
const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

const root = mkdtempSync(join(tmpdir(), 'kernelab-weights-'));
let server: FaultyServer;
let cache = '';
let notices: string[] = [];

beforeAll(async () => {
  setLanguage('en');
  server = await faultyServer();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  cache = mkdtempSync(join(root, 'cache-'));
  vi.stubEnv('KERNELAB_CACHE', cache);
  vi.stubEnv('KERNELAB_DATA', '');
  vi.stubEnv('KERNELAB_OFFLINE', '');
  notices = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void notices.push(text));
  server.files = new Map(Object.keys(cases).map((name) => [`apps/${name}.h5`, bytesOf(name)]));
  server.plan = [];
  server.requests.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const modelOf = (name: string): Model => keras.models.modelFromJSON(JSON.stringify(cases[name]!.config));

function official(name: string, over: Partial<OfficialWeights> = {}): OfficialWeights {
  return { file: `${name}.h5`, url: `${server.base}apps/${name}.h5`, hash: md5(bytesOf(name)), ...over };
}

const load = (model: Model, source: OfficialWeights): Promise<void> =>
  loadPretrained(model, { who: 'Inception', weights: 'imagenet', official: source });

const valuesOf = (model: Model): number[][] => model.weights.map((weight) => Array.from(weight.variable.data));

/** What lies in the cache, without the folders. */
const kept = (): string[] =>
  readdirSync(cache, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
      .replaceAll(server.base, 'http://server/')
      .replaceAll(cache, '<cache>')
      .replaceAll(golden, '<golden>');
  }
  return 'nothing was thrown';
}

async function expectPrediction(model: Model, { pixels, scale, y }: Case): Promise<void> {
  const [h, w, c] = model.inputShape.slice(1) as number[];
  const x = fromTyped(
    Float32Array.from(pixels, (p) => p / scale),
    [y.length, h!, w!, c!],
  );
  const got = await model.predict(x, { verbose: 0 });
  const worst = Math.max(...y.flat().map((value, i) => Math.abs(value - Number(got.toTyped()[i]))));
  expect(worst).toBeLessThan(1e-5);
}

describe('files that Keras wrote', () => {
  it.each(['inception', 'inception_notop', 'inception_7', 'excitation'])(
    '%s predicts what Keras predicts',
    async (name) => {
      const model = modelOf(name);
      await load(model, official(name));
      await expectPrediction(model, cases[name]!);
      expect(server.requests.map(({ path }) => path)).toEqual([`apps/${name}.h5`]);
      // The second network takes the file of the first.
      await load(modelOf(name), official(name));
      expect([server.requests.length, kept(), notices]).toEqual([1, [`${name}.h5`, `${name}.h5.ok`], []]);
    },
  );

  it('the same by a path', async () => {
    const model = modelOf('inception');
    await loadPretrained(model, { who: 'Inception', weights: join(golden, 'inception.h5'), official: null });
    await expectPrediction(model, cases['inception']!);
  });

  it('goes on where the connection was cut', async () => {
    server.plan = [cutAfter(20_000), status(503)];
    const model = modelOf('inception');
    await load(model, official('inception'));
    await expectPrediction(model, cases['inception']!);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=20000-', 'bytes=20000-']);
  });

  it('a file without a published hash is held to the first download', async () => {
    const source = official('inception', { hash: null });
    await load(modelOf('inception'), source);
    const path = join(cache, 'weights/inception.h5');
    writeFileSync(path, bytesOf('inception_7'));
    await load(modelOf('inception'), source);
    expect(md5(Uint8Array.from(readFileSync(path)))).toBe(md5(bytesOf('inception')));
    expect(server.requests.length).toBe(2);
  });
});

describe('what goes wrong leaves model, cache and disk as they were', () => {
  /** The message; model and cache are compared. */
  async function refused(source: OfficialWeights, name = 'inception', left: string[] = []): Promise<string> {
    const model = modelOf(name);
    const before = valuesOf(model);
    const text = await failure(load(model, source));
    expect(valuesOf(model)).toEqual(before);
    expect(kept()).toEqual(left);
    return text;
  }

  it('another file than the hash says', async () => {
    server.plan = [wrong];
    expect(await refused(official('inception'))).toMatchInlineSnapshot(
      `"NetworkError: Inception: 'weights/inception.h5' could not be downloaded. Received http://server/apps/inception.h5: the checksum is wrong (md5 is 9178ea4d69d0c287e36fd4900c4e5000, expected 80f0b00f7522203fd9ddf3dc37f11aab). A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('a download that is cut off for good: the part stays for the next attempt', async () => {
    server.plan = [cutAfter(20_000), ...Array.from({ length: 4 }, () => cutAfter(0))];
    expect(await refused(official('inception'), 'inception', ['inception.h5.part'])).toMatchInlineSnapshot(
      `"NetworkError: Inception: 'weights/inception.h5' could not be downloaded. Received http://server/apps/inception.h5: the connection was cut (UND_ERR_SOCKET) after 20000 bytes of about 2568. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('a page in the place of the file', async () => {
    server.files.set('apps/inception.h5', new TextEncoder().encode('<html>Please log in</html>'));
    expect(await refused(official('inception'))).toMatchInlineSnapshot(
      `"NetworkError: Inception: 'weights/inception.h5' could not be downloaded. Received http://server/apps/inception.h5: the file there has 26 bytes, expected about 2568. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('weights of another network', async () => {
    const other = official('excitation');
    expect(await refused(other, 'inception', ['excitation.h5', 'excitation.h5.ok'])).toMatchInlineSnapshot(
      `"ValueError: Inception: the model has 12 layers with weights. Received a file with 6, '<cache>/weights/excitation.h5'. Is it the same architecture, with or without its classifier (includeTop)?"`,
    );
  });

  it('other classes', async () => {
    const other = official('inception_7');
    expect(await refused(other, 'inception', ['inception_7.h5', 'inception_7.h5.ok'])).toMatchInlineSnapshot(
      `"ValueError: Inception: the file does not fit this model. Received '<cache>/weights/inception_7.h5': weight 'predictions/kernel' has shape (6, 10), the file has (6, 7). Is it the same architecture, with the same number of classes?"`,
    );
  });

  it('a file with the classifier for a network without', async () => {
    const other = official('inception');
    expect(await refused(other, 'inception_notop', ['inception.h5', 'inception.h5.ok'])).toMatchInlineSnapshot(
      `"ValueError: Inception: the model has 11 layers with weights. Received a file with 12, '<cache>/weights/inception.h5'. Is it the same architecture, with or without its classifier (includeTop)?"`,
    );
  });

  it('no place on the disk', async () => {
    writeFileSync(join(cache, 'weights'), 'a file where a folder must be');
    expect(await refused(official('inception'), 'inception', ['weights'])).toMatchInlineSnapshot(
      `"FileError: Inception: '<cache>/weights' is a file, not a folder. Received '<cache>/weights/inception.h5.lock'. Another folder for data can be named with KERNELAB_CACHE."`,
    );
  });

  it('offline', async () => {
    vi.stubEnv('KERNELAB_OFFLINE', '1');
    expect(await refused(official('inception'))).toMatchInlineSnapshot(
      `"NetworkError: Inception: 'weights/inception.h5' is not on this machine. Received KERNELAB_OFFLINE is set. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('a path that is none, and a file that was cut off', async () => {
    const model = modelOf('inception');
    const before = valuesOf(model);
    const cut = join(cache, 'cut.h5');
    writeFileSync(cut, bytesOf('inception').subarray(0, 30_000));
    const texts = await Promise.all(
      [join(golden, 'inceptoin.h5'), cut].map((weights) =>
        failure(loadPretrained(model, { who: 'Inception', weights, official: null })),
      ),
    );
    expect(texts).toMatchInlineSnapshot(`
      [
        "FileError: Inception: there is no such file. Received '<golden>/inceptoin.h5'. Did you mean '<golden>/inception.h5'?",
        "FormatError: Inception: '<cache>/cut.h5' is cut off. Received 30000 bytes of 52560. Fetch or copy it again.",
      ]
    `);
    expect(valuesOf(model)).toEqual(before);
  });
});

describe('an archive of Keras that is broken, as weights of a network', () => {
  const parts = { 'metadata.json': '{}', 'config.json': '{}', 'model.weights.h5': bytesOf('inception') };
  const archive = (changed: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({ ...parts, ...changed }).map(([part, content]) => [
          part,
          typeof content === 'string' ? strToU8(content) : content,
        ]),
      ),
      { level: 0 },
    );
  const said = async (name: string, bytes: Uint8Array): Promise<string> => {
    const weights = join(cache, name);
    writeFileSync(weights, bytes);
    const model = modelOf('inception');
    const before = valuesOf(model);
    const text = await failure(loadPretrained(model, { who: 'Inception', weights, official: null }));
    expect(valuesOf(model)).toEqual(before);
    return text;
  };

  it('is refused in the name of the network, and the model stays as it was', async () => {
    const whole = archive();
    const changed = Uint8Array.from(whole);
    changed[whole.length >> 1]! ^= 1; // one bit among the weights
    expect([
      await said('cut.keras', whole.subarray(0, whole.length >> 1)),
      await said('changed.keras', changed),
      await said('text.keras', archive({ 'config.json': '{"class' })),
      await said('list.keras', archive({ 'metadata.json': '[1]' })),
      await said('part.keras', archive({ 'model.weights.h5': bytesOf('inception').subarray(0, 30_000) })),
    ]).toMatchInlineSnapshot(`
      [
        "FormatError: Inception: '<cache>/cut.keras' is cut off or damaged. Received an archive of 26447 bytes, in which the list of files at the end is missing. Fetch or copy it again.",
        "FormatError: Inception: '<cache>/changed.keras' is cut off or damaged. Received an archive of 52894 bytes, in which 'model.weights.h5' is not what was packed (its checksum differs). Fetch or copy it again.",
        "FormatError: Inception: config.json of '<cache>/text.keras' is damaged, or written in a way that is not known here. Received Unterminated string in JSON at position 7 (line 1 column 8).",
        "FormatError: Inception: metadata.json of '<cache>/list.keras' must hold an object. Received [1].",
        "FormatError: Inception: '<cache>/part.keras' is cut off. Received 30000 bytes of 52560. Fetch or copy it again.",
      ]
    `);
  });
});

describe('a mirror may have its own file', () => {
  const list = (over: object = {}): string =>
    JSON.stringify({
      files: [
        {
          for: 'weights/inception_notop.h5',
          file: 'weights/ours.h5',
          name: 'our network',
          source: 'https://example.org/ours',
          md5: md5(bytesOf('inception')),
          size: bytesOf('inception').length,
          ...over,
        },
      ],
    });

  it('in a folder: with its own name, hash and source, which are said; the classifier is left out', async () => {
    const mirror = mkdtempSync(join(root, 'mirror-'));
    mkdirSync(join(mirror, 'weights'));
    writeFileSync(join(mirror, 'kernelab-data.json'), list());
    writeFileSync(join(mirror, 'weights/ours.h5'), bytesOf('inception'));
    vi.stubEnv('KERNELAB_DATA', mirror);
    const [whole, body] = [modelOf('inception'), modelOf('inception_notop')];
    await load(whole, official('inception'));
    await load(body, official('inception_notop'));
    expect(valuesOf(body)).toEqual(valuesOf(whole).slice(0, body.weights.length));
    expect(notices).toMatchInlineSnapshot(`
      [
        "Inception: the published weights (weights/inception_notop.h5) are not here; used instead: our network, from https://example.org/ours.",
      ]
    `);
    expect(server.requests.map(({ path }) => path)).toEqual(['apps/inception.h5']);
    // A copy of the mirror says the same of itself.
    const copy = mkdtempSync(join(root, 'copy-'));
    const entry = { file: 'weights/inception_notop.h5', sources: [], hash: {}, size: 1 };
    const bundle = { name: 'x', title: '', licence: '', files: [entry] };
    expect(await mirrorTo(copy, [bundle])).toBe(1);
    expect(JSON.parse(readFileSync(join(copy, 'kernelab-data.json'), 'utf8'))).toEqual(JSON.parse(list()));
    expect(servedFiles([bundle], copy)).toEqual(['weights/ours.h5', 'kernelab-data.json']);
  });

  it('at an address', async () => {
    server.files.set('classroom/kernelab-data.json', new TextEncoder().encode(list()));
    server.files.set('classroom/weights/ours.h5', bytesOf('inception'));
    vi.stubEnv('KERNELAB_DATA', `${server.base}classroom`);
    vi.stubEnv('KERNELAB_OFFLINE', '1');
    await load(modelOf('inception_notop'), official('inception_notop'));
    expect([kept(), notices.length]).toEqual([['ours.h5', 'ours.h5.ok'], 1]);
  });

  it('an entry that leads elsewhere or says too little is left out', async () => {
    const mirror = mkdtempSync(join(root, 'mirror-'));
    vi.stubEnv('KERNELAB_DATA', mirror);
    for (const over of [{ file: '../ours.h5' }, { md5: undefined }, { size: 0 }]) {
      writeFileSync(join(mirror, 'kernelab-data.json'), list(over));
      await load(modelOf('inception_notop'), official('inception_notop'));
    }
    expect(new Set(notices.map((text) => text.replaceAll(mirror, '<mirror>')))).toMatchInlineSnapshot(`
      Set {
        "'<mirror>/kernelab-data.json': an entry is left out; it needs "for", "file", "name", "size" and "sha256" or "md5".",
      }
    `);
  });
});

describe('the catalogue', () => {
  it('has sound entries: one place each, over https, with a hash wherever Keras publishes one', () => {
    const files = weightsCatalogue.flatMap((bundle) =>
      bundle.files.map((entry) => ({ ...entry, bundle: bundle.name })),
    );
    expect(new Set(files.map(({ file }) => file)).size).toBe(files.length);
    for (const { file, sources, hash, size, bundle } of files) {
      expect(file).toMatch(/^weights\/[\w.-]+$/);
      expect(size).toBeGreaterThan(30_000);
      for (const source of sources) expect(source).toMatch(/^https:/);
      if (!['mobilenet', 'mobilenet-v2'].includes(bundle)) expect(Object.keys(hash)).not.toEqual([]);
    }
    expect(weightsCatalogue.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "vgg16",
        "vgg19",
        "inception-v3",
        "inception-resnet-v2",
        "resnet50",
        "resnet101",
        "resnet152",
        "resnet50-v2",
        "resnet101-v2",
        "resnet152-v2",
        "xception",
        "densenet121",
        "densenet169",
        "densenet201",
        "nasnet-mobile",
        "efficientnet-b0",
        "convnext-tiny",
        "mobilenet",
        "mobilenet-v2",
        "mobilenet-v3-small",
        "mobilenet-v3-large",
        "squeezenet",
        "imagenet-classes",
      ]
    `);
  });
});

it('the networks and the catalogue know the same hashes', () => {
  const folder = join(import.meta.dirname, '../../../src/keras/applications');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const inNetworks = sources.flatMap((name) =>
    Array.from(
      readFileSync(join(folder, name), 'utf8').matchAll(/'([0-9a-f]{32}|[0-9a-f]{64})'/g),
      (found) => found[1]!,
    ),
  );
  const official = weightsCatalogue
    .filter(({ name }) => !['squeezenet', 'imagenet-classes'].includes(name))
    .flatMap(({ files }) => files.flatMap(({ hash }) => Object.values(hash)));
  expect(new Set(inNetworks)).toEqual(new Set(official));
});

const real = process.env['KERNELAB_DATA'] ?? '';
describe('real weights (only where a mirror has them: KERNELAB_DATA)', () => {
  it.skipIf(!existsSync(join(real, 'weights/imagenet_class_index.json')))('the names of the classes', async () => {
    vi.stubEnv('KERNELAB_DATA', real);
    const classes = await imagenetClasses('decodePredictions');
    expect([classes.length, classes[0], classes[285]]).toEqual([
      1000,
      ['n01440764', 'tench'],
      ['n02124075', 'Egyptian_cat'],
    ]);
  });
});
