/**
 * @file `kernelab data …` as a lecturer runs it: a process of its own, a local server that misbehaves, an empty cache. What is
 * pressed at the keyboard goes through the door (bin/); the rest starts behind it, in half the time.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cutAfter, faultyServer, status, type FaultyServer } from '../store/faulty-server.ts';
import { realData } from '../real-data.ts';

const repo = join(import.meta.dirname, '..', '..');
const root = mkdtempSync(join(tmpdir(), 'kernelab-data-'));
/** A copy of the real files, when this machine has one: without, no checksum can be right. */
const real = realData('image/david.png');
const david = 'image/david.png';
const book = 'image/book.png';

let server: FaultyServer;
let cache = '';
let folder = '';

beforeAll(async () => {
  server = await faultyServer();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  cache = mkdtempSync(join(root, 'cache-'));
  folder = mkdtempSync(join(root, 'folder-'));
  server.files = new Map(
    real ? [david, book].map((name) => [name, Uint8Array.from(readFileSync(join(real, name)))]) : [],
  );
  server.plan = [];
  server.requests.length = 0;
});

interface Ended {
  code: number | null;
  out: string;
  error: string;
}

const door = join(repo, 'bin', 'kernelab.mjs');

function start(args: readonly string[], env: Record<string, string> = {}, program = door): ChildProcess {
  return spawn(process.execPath, [program, 'data', ...args], {
    env: {
      ...process.env,
      KERNELAB_CACHE: cache,
      KERNELAB_DATA: server.base,
      KERNELAB_OFFLINE: '1',
      KERNELAB_LANG: 'en',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `kernelab data …` to its end; what differs from run to run is named. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = start(args, env, join(repo, 'src', 'cli', 'main.ts'));
  const texts = ['', ''];
  child.stdout!.on('data', (part) => (texts[0] += String(part)));
  child.stderr!.on('data', (part) => (texts[1] += String(part)));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const [out, error] = texts.map((text) =>
    text.replaceAll(cache, '<cache>').replaceAll(folder, '<folder>').replaceAll(server.base, '<server>/').trimEnd(),
  );
  return { code, out: out!, error: error! };
}

describe('what a lecturer reads', () => {
  it('usage, and a word about what was wrong, in both languages', async () => {
    const calls = [['lst'], ['mirror'], ['serve', 'a', 'b'], ['fetch', '--all'], ['fetch', 'mnis']];
    const ended = await Promise.all(calls.map((args) => run(args)));
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2, 1]);
    expect(ended.map(({ error }) => error.split('\n').filter((line) => line !== '')[0])).toMatchInlineSnapshot(`
      [
        "kernelab data 'lst'? Did you mean 'list'?",
        "kernelab data mirror: one folder is needed",
        "kernelab data serve: one folder is needed",
        "Unknown option '--all'",
        "ValueError: kernelab data: the names are cifar10, faces-and-animals, fashion-mnist, lecture-images, mnist, vgg16, vgg19, inception-v3, inception-resnet-v2, resnet50, resnet101, resnet152, resnet50-v2, resnet101-v2, resnet152-v2, xception, densenet121, densenet169, densenet201, nasnet-mobile, efficientnet-b0, convnext-tiny, mobilenet, mobilenet-v2, mobilenet-v3-small, mobilenet-v3-large, squeezenet, imagenet-classes. Received 'mnis'. Did you mean 'mnist'?",
      ]
    `);
    const [english, korean] = await Promise.all([run([]), run([], { KERNELAB_LANG: 'ko' })]);
    expect([english.code, english.error]).toMatchInlineSnapshot(`
      [
        2,
        "kernelab data list [SET …]         what is on this machine
      kernelab data fetch [SET …]        download what is missing
      kernelab data verify [SET …]       read every file again and compare checksums;
                                         exit code 1 when any is missing or wrong
      kernelab data mirror DIR [SET …]   copy the data into a folder, for a stick or a server
      kernelab data serve DIR [--port N] [--host ADDRESS]
                                         let others fetch from that folder: this machine only,
                                         or whoever reaches ADDRESS (0.0.0.0: every network)

      SET: all data sets, unless some names are given: data sets, weights, or one of their files
      Data sets:
        cifar10, faces-and-animals, fashion-mnist, lecture-images, mnist
      Pretrained weights (large: fetched when a network asks for them, or by name):
        vgg16, vgg19, inception-v3, inception-resnet-v2, resnet50, resnet101,
        resnet152, resnet50-v2, resnet101-v2, resnet152-v2, xception, densenet121,
        densenet169, densenet201, nasnet-mobile, efficientnet-b0, convnext-tiny,
        mobilenet, mobilenet-v2, mobilenet-v3-small, mobilenet-v3-large, squeezenet,
        imagenet-classes
      KERNELAB_DATA       a folder or address that is asked before the internet
      KERNELAB_CACHE      the folder for downloads
      KERNELAB_OFFLINE=1  never try the internet",
      ]
    `);
    expect(korean.error).toMatchInlineSnapshot(`
      "kernelab data list [SET …]         이 컴퓨터에 있는 자료 보기
      kernelab data fetch [SET …]        없는 파일 내려받기
      kernelab data verify [SET …]       모든 파일을 다시 읽어 체크섬 비교
                                         (없거나 잘못된 파일이 있으면 종료 코드 1)
      kernelab data mirror DIR [SET …]   USB나 서버에 둘 폴더로 자료 복사
      kernelab data serve DIR [--port N] [--host ADDRESS]
                                         그 폴더의 자료를 받아 가게 하기: 이 컴퓨터만,
                                         또는 ADDRESS에 접속할 수 있는 사람(0.0.0.0: 모든 네트워크)

      SET: 데이터셋이나 가중치의 이름, 또는 그중 파일 하나 (쓰지 않으면 모든 데이터셋)
      데이터셋:
        cifar10, faces-and-animals, fashion-mnist, lecture-images, mnist
      학습된 가중치 (크므로 모델이 필요로 할 때나 이름을 적을 때만 받습니다):
        vgg16, vgg19, inception-v3, inception-resnet-v2, resnet50, resnet101,
        resnet152, resnet50-v2, resnet101-v2, resnet152-v2, xception, densenet121,
        densenet169, densenet201, nasnet-mobile, efficientnet-b0, convnext-tiny,
        mobilenet, mobilenet-v2, mobilenet-v3-small, mobilenet-v3-large, squeezenet,
        imagenet-classes
      KERNELAB_DATA       인터넷보다 먼저 찾아볼 폴더나 주소
      KERNELAB_CACHE      내려받은 파일을 두는 폴더
      KERNELAB_OFFLINE=1  인터넷을 쓰지 않음"
    `);
  });

  it('list: one line a set, one line a file when a set is named', async () => {
    const [all, one, korean] = await Promise.all([
      run(['list'], { KERNELAB_DATA: '' }),
      run(['list', 'lecture-images'], { KERNELAB_DATA: '' }),
      run(['list', 'lecture-images'], { KERNELAB_DATA: '', KERNELAB_LANG: 'ko' }),
    ]);
    expect([all.code, all.error, all.out]).toMatchInlineSnapshot(`
      [
        0,
        "",
        "KERNELAB_CACHE  <cache>

         0 / 1  170.1 MB  cifar10              CIFAR-10: 60,000 colour pictures, 32 x 32, 10 classes
        0 / 40    230 kB  faces-and-animals    15 faces, 15 animals and 10 test pictures of the transfer-learning lecture
         0 / 4   30.9 MB  fashion-mnist        Fashion-MNIST: 70,000 garments, 28 x 28, 10 classes
         0 / 2    846 kB  lecture-images       The lecture pictures david.png and book.png
         0 / 4   11.6 MB  mnist                MNIST: 70,000 handwritten digits, 28 x 28

      Pretrained weights, fetched when a network asks for them or by name:
         0 / 2  612.4 MB  vgg16                VGG16, ImageNet
         0 / 2  655.0 MB  vgg19                VGG19, ImageNet
         0 / 2  184.1 MB  inception-v3         InceptionV3, ImageNet
         0 / 2  444.3 MB  inception-resnet-v2  InceptionResNetV2, ImageNet
         0 / 2  197.9 MB  resnet50             ResNet50, ImageNet
         0 / 2  351.2 MB  resnet101            ResNet101, ImageNet
         0 / 2  477.7 MB  resnet152            ResNet152, ImageNet
         0 / 2  197.6 MB  resnet50-v2          ResNet50V2, ImageNet
         0 / 2  350.9 MB  resnet101-v2         ResNet101V2, ImageNet
         0 / 2  477.4 MB  resnet152-v2         ResNet152V2, ImageNet
         0 / 2  175.8 MB  xception             Xception, ImageNet
         0 / 2   62.4 MB  densenet121          DenseNet121, ImageNet
         0 / 2  110.6 MB  densenet169          DenseNet169, ImageNet
         0 / 2  157.5 MB  densenet201          DenseNet201, ImageNet
         0 / 2   44.3 MB  nasnet-mobile        NASNetMobile, ImageNet
         0 / 2   38.7 MB  efficientnet-b0      EfficientNetB0, ImageNet
         0 / 2  226.4 MB  convnext-tiny        ConvNeXtTiny, ImageNet
        0 / 32  244.6 MB  mobilenet            MobileNet, all widths and sizes, ImageNet
        0 / 60  712.7 MB  mobilenet-v2         MobileNetV2, all widths and sizes, ImageNet
         0 / 6   36.6 MB  mobilenet-v3-small   MobileNetV3Small, ImageNet
         0 / 6   81.5 MB  mobilenet-v3-large   MobileNetV3Large, ImageNet
         0 / 1    5.1 MB  squeezenet           SqueezeNet 1.1, ImageNet
         0 / 1     35 kB  imagenet-classes     The names of ImageNet's 1000 classes

      0 files here, 51 missing (213.6 MB), 0 wrong.
      \`npx kernelab data fetch\` downloads what is missing.",
      ]
    `);
    expect([one.code, one.out]).toMatchInlineSnapshot(`
      [
        0,
        "KERNELAB_CACHE  <cache>

         0 / 2    846 kB  lecture-images       The lecture pictures david.png and book.png
                licence: unclear; fetched from the lecture repository, not to be passed on
                missing  image/david.png (8 kB)
                missing  image/book.png (838 kB)

      0 files here, 2 missing (846 kB), 0 wrong.
      \`npx kernelab data fetch\` downloads what is missing.",
      ]
    `);
    expect(korean.out).toMatchInlineSnapshot(`
      "KERNELAB_CACHE  <cache>

         0 / 2    846 kB  lecture-images       강의 그림 david.png와 book.png
                라이선스: 분명하지 않음. 강의 저장소에서 받으며 나누어 주지 않습니다
                없음    image/david.png (8 kB)
                없음    image/book.png (838 kB)

      있는 파일 0개, 없는 파일 2개 (846 kB), 잘못된 파일 0개.
      없는 파일은 \`npx kernelab data fetch\`로 받을 수 있습니다."
    `);
  });

  it('verify finds and removes a wrong file; list only tells', async () => {
    mkdirSync(join(cache, 'image'));
    writeFileSync(join(cache, david), 'not the picture');
    const listed = await run(['list'], { KERNELAB_DATA: '' });
    expect([listed.code, listed.out.split('\n').filter((line) => /WRONG|wrong/.test(line))]).toMatchInlineSnapshot(`
      [
        1,
        [
          "          WRONG    image/david.png (8 kB)",
          "0 files here, 50 missing (213.6 MB), 1 wrong.",
        ],
      ]
    `);
    expect(existsSync(join(cache, david))).toBe(true);
    const verified = await run(['verify', 'lecture-images'], { KERNELAB_DATA: '' });
    expect([verified.code, verified.out]).toMatchInlineSnapshot(`
      [
        1,
        "KERNELAB_CACHE  <cache>

         0 / 2  lecture-images
                WRONG, removed  image/david.png

      0 files are right, 1 missing, 1 wrong and removed.
      \`npx kernelab data fetch\` downloads what is missing.",
      ]
    `);
    expect(existsSync(join(cache, david))).toBe(false);
  });

  it('verify: what is missing counts', async () => {
    const { code, out } = await run(['verify', 'lecture-images'], { KERNELAB_DATA: '' });
    expect([code, out.split('\n').at(-2)]).toEqual([1, '0 files are right, 2 missing, 0 wrong.']);
  });

  it('serve: a folder without data, a folder that is none, a port that is none', async () => {
    const ended = await Promise.all([
      run(['serve', folder]),
      run(['serve', join(folder, 'none')]),
      run(['serve', folder, '--port', 'x']),
    ]);
    expect(ended.map(({ code, error }) => [code, error.trim()])).toMatchInlineSnapshot(`
      [
        [
          1,
          "ValueError: kernelab data serve: the folder must hold data sets or weights. Received '<folder>'. Make one with: npx kernelab data mirror <folder>.",
        ],
        [
          1,
          "ValueError: kernelab data serve: the folder must hold data sets or weights. Received '<folder>/none'. Make one with: npx kernelab data mirror <folder>/none.",
        ],
        [
          1,
          "ValueError: kernelab data serve: --port takes a number from 0 to 65535. Received x.",
        ],
      ]
    `);
  });
});

describe('faults', () => {
  it('a server that has nothing: told for every set, nothing is left behind', async () => {
    const { code, out, error } = await run(['fetch', 'lecture-images', 'cifar10'], {
      KERNELAB_DATA: `${server.base}none`,
    });
    expect([code, out, error]).toMatchInlineSnapshot(`
      [
        1,
        "lecture-images: The lecture pictures david.png and book.png
      cifar10: CIFAR-10: 60,000 colour pictures, 32 x 32, 10 classes",
        "  kernelab data: 'image/david.png' could not be downloaded. Received <server>/none/image/david.png: the server answered 404. KERNELAB_DATA is '<server>/none'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks.
        kernelab data: 'cifar10/cifar-10-binary.tar.gz' could not be downloaded. Received <server>/none/cifar10/cifar-10-binary.tar.gz: the server answered 404. KERNELAB_DATA is '<server>/none'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks.

      Not complete: lecture-images, cifar10. What came is kept; the same command goes on from there.",
      ]
    `);
    expect(
      readdirSync(cache, { recursive: true }).filter((name) => /\.(png|gz|draft|lock|ok)$/.test(String(name))),
    ).toEqual([]);
  });

  it('a wrong file is never kept, and the rest is asked for all the same', async () => {
    server.files = new Map([david, book].map((name) => [name, new TextEncoder().encode('another picture')]));
    const { code, error } = await run(['fetch', 'lecture-images']);
    expect([code, error]).toMatchInlineSnapshot(`
      [
        1,
        "  kernelab data: 'image/david.png' could not be downloaded. Received <server>/image/david.png: the file there has 15 bytes, expected 8074. KERNELAB_DATA is '<server>/'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks.

      Not complete: lecture-images. What came is kept; the same command goes on from there.",
      ]
    `);
    expect(existsSync(join(cache, david))).toBe(false);
  });

  it('mirror into a place that cannot be written to', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, out, error } = await run(
      ['mirror', join(folder, 'file'), 'lecture-images'],
      real ? {} : { KERNELAB_DATA: '' },
    );
    expect(code).toBe(1);
    expect(out).not.toContain('KERNELAB_DATA=');
    expect(error).toContain(real ? 'is a file, not a folder' : 'is not on this machine');
    expect(error).not.toMatch(/^\s+at /m);
  });
});

describe('with the real files (only where they are: KERNELAB_DATA)', () => {
  it.skipIf(!real)('fetch goes on after a cut and a 503, and says what it did; then everything is there', async () => {
    server.plan = [cutAfter(3000), status(503)];
    const first = await run(['fetch', 'lecture-images']);
    expect([first.code, first.out, first.error]).toMatchInlineSnapshot(`
      [
        0,
        "lecture-images: The lecture pictures david.png and book.png
        downloaded  image/david.png (8 kB)
        downloaded  image/book.png (838 kB)
        complete: 2 files, 846 kB (2 downloaded now)",
        "",
      ]
    `);
    expect(server.requests.some(({ range }) => range !== undefined)).toBe(true);
    const asked = server.requests.length;
    const second = await run(['fetch', 'lecture-images']);
    expect([second.code, second.out]).toMatchInlineSnapshot(`
      [
        0,
        "lecture-images: The lecture pictures david.png and book.png
        complete: 2 files, 846 kB (0 downloaded now)",
      ]
    `);
    expect(server.requests.length).toBe(asked);
    for (const name of [david, book])
      expect(readFileSync(join(cache, name)).equals(readFileSync(join(real!, name)))).toBe(true);
    expect((await run(['verify', 'lecture-images'])).code).toBe(0);
  });

  it.skipIf(!real)('fetch says that a folder is used in place', async () => {
    const { code, out } = await run(['fetch', 'lecture-images'], { KERNELAB_DATA: real! });
    expect([code, out.replace(real!, '<real>').split('\n').at(-1)?.trim()]).toEqual([
      0,
      '2 used in place from <real>; `npx kernelab data mirror DIR` copies',
    ]);
    expect(existsSync(join(cache, david))).toBe(false);
  });

  it.skipIf(!real)('two at once download each file once', async () => {
    const both = await Promise.all([run(['fetch', 'lecture-images']), run(['fetch', 'lecture-images'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    // Each also asks whether the mirror has a list of its own.
    const files = server.requests.map(({ path }) => path).filter((path) => path !== 'kernelab-data.json');
    expect(files.sort()).toEqual([book, david]);
  });

  it.skipIf(!real)('mirror, serve, fetch from it: a classroom; Ctrl-C ends the server well', async () => {
    const made = await run(['mirror', folder, 'lecture-images'], { KERNELAB_DATA: real! });
    expect([made.code, made.out]).toMatchInlineSnapshot(`
      [
        0,
        "lecture-images: The lecture pictures david.png and book.png
        licence: unclear; fetched from the lecture repository, not to be passed on
        complete: 2 files, 846 kB (2 copied now)

      Use it with KERNELAB_DATA=<folder>
      or serve it:  npx kernelab data serve <folder> --host 0.0.0.0",
      ]
    `);
    copyFileSync(join(folder, david), join(folder, 'other.txt'));
    const child = start(['serve', folder, '--port', '0', '--host', '127.0.0.1']);
    const ended = new Promise<number | null>((done) => child.on('close', done));
    let said = '';
    const address = await new Promise<string>((done, fail) => {
      child.stdout!.on('data', (part) => {
        said += String(part);
        const found = /KERNELAB_DATA=(http:\S+)/.exec(said);
        if (found && said.includes('Ctrl-C')) done(found[1]!);
      });
      child.on('close', () => fail(new Error(`the server ended: ${said}`)));
    });
    try {
      expect(said.replaceAll(folder, '<folder>').replaceAll(address, '<address>')).toMatchInlineSnapshot(`
        "Serving 2 files of <folder>. Only this machine can fetch them. For a classroom, name the address to listen on: --host 0.0.0.0 means every network of this machine.
          KERNELAB_DATA=<address>
        Ctrl-C stops.
        "
      `);
      // Requests that are none must not end the server.
      for (const odd of ['other.txt', '%E0%A4%A', '%00', '..%2f..%2fetc%2fpasswd', '', 'image'])
        expect((await fetch(address + odd)).status).toBe(404);
      expect((await fetch(address + david, { method: 'POST', body: 'x' })).status).toBe(404);
      const student = await run(['fetch', 'lecture-images'], { KERNELAB_DATA: address });
      expect([student.code, student.out]).toMatchInlineSnapshot(`
        [
          0,
          "lecture-images: The lecture pictures david.png and book.png
          downloaded  image/david.png (8 kB)
          downloaded  image/book.png (838 kB)
          complete: 2 files, 846 kB (2 downloaded now)",
        ]
      `);
      const taken = await run(['serve', folder, '--port', new URL(address).port, '--host', '127.0.0.1']);
      expect([taken.code, taken.error.trim().replace(/port \d+/, 'port N')]).toMatchInlineSnapshot(`
        [
          1,
          "FileError: kernelab data serve: the address must be one of this machine and the port must be free. Received 127.0.0.1, port N (EADDRINUSE). Others can be named with --host and --port.",
        ]
      `);
    } finally {
      child.kill('SIGINT');
    }
    expect(await ended).toBe(0);
  });

  const weights = 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5';
  it.skipIf(!existsSync(join(real ?? '', 'weights')))(
    'weights by name: what a mirror has in their place, with sizes',
    async () => {
      const env = { KERNELAB_DATA: real! };
      const [listed, verified, copied] = await Promise.all([
        run(['list', weights, 'imagenet-classes'], env),
        run(['verify', weights, 'squeezenet'], env),
        run(['mirror', folder, weights], env),
      ]);
      expect([listed.code, listed.out.replaceAll(real!, '<real>')]).toMatchInlineSnapshot(`
        [
          0,
          "KERNELAB_CACHE  <cache>
        KERNELAB_DATA   <real>

           1 / 1   14.6 MB  mobilenet-v2         MobileNetV2, all widths and sizes, ImageNet
                  licence: as published by the Keras project; the originals have licences of their own (keras.io/api/applications)
                  here     weights/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5 (14.6 MB)  <real>/weights/mobilenet_v2_1.0_224.h5  (in its place: MobileNetV2 of google-coral/edgetpu (8 bits, dequantised to float32))
           1 / 1     35 kB  imagenet-classes     The names of ImageNet's 1000 classes
                  licence: Apache-2.0 (TensorFlow)
                  here     weights/imagenet_class_index.json (35 kB)  <real>/weights/imagenet_class_index.json

        2 files here, 0 missing, 0 wrong.",
        ]
      `);
      expect([verified.code, verified.out.replaceAll(real!, '<real>')]).toMatchInlineSnapshot(`
        [
          0,
          "KERNELAB_CACHE  <cache>
        KERNELAB_DATA   <real>

           1 / 1  mobilenet-v2
           1 / 1  squeezenet

        2 files are right, 0 missing, 0 wrong.",
        ]
      `);
      expect([copied.code, copied.out]).toMatchInlineSnapshot(`
        [
          0,
          "mobilenet-v2: MobileNetV2, all widths and sizes, ImageNet
          licence: as published by the Keras project; the originals have licences of their own (keras.io/api/applications)
          complete: 1 files, 14.6 MB (1 copied now)

        Use it with KERNELAB_DATA=<folder>
        or serve it:  npx kernelab data serve <folder> --host 0.0.0.0",
        ]
      `);
      expect(readdirSync(join(folder, 'weights'))).toEqual(['mobilenet_v2_1.0_224.h5']);
      const mistyped = await run(['fetch', 'inception3'], { KERNELAB_DATA: '' });
      expect([mistyped.code, mistyped.error.split('. ').at(-1)]).toEqual([1, "Did you mean 'inception-v3'?"]);
    },
  );
});
