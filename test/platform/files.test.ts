/** @file Files through the platform: one wording for every fault, whole files or none, and the same library in memory. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';
import { keras } from '../../src/keras/index.ts';
import {
  appendFile,
  copyFile,
  draftPath,
  exists,
  factsOf,
  fileFault,
  installMachine,
  leftDrafts,
  listFolder,
  machine,
  machineMark,
  makeFolders,
  memoryFiles,
  readFile,
  readTextFile,
  remove,
  removeQuietly,
  writeFile,
  type FileDeed,
} from '../../src/platform/index.ts';
import { plt } from '../../src/plot/index.ts';

const root = mkdtempSync(join(tmpdir(), 'kernelab-platform-'));
let folder = root;
beforeEach(() => {
  folder = mkdtempSync(join(root, 't-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** What a call throws, with the test's folder left out. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
      .replaceAll(folder, '<folder>')
      .replaceAll(process.cwd(), '<here>');
  }
  return 'nothing was thrown';
}

describe('one wording, whoever reads or writes', () => {
  it('the cause names the file that was meant, and not its draft', () => {
    const path = join(folder, 'missing', 'a.txt');
    try {
      writeFile(path, 'a', 'test');
      expect.unreachable();
    } catch (error) {
      const cause = (error as Error).cause as Error & { path?: string };
      expect([cause.message.replaceAll(folder, '<folder>'), cause.path]).toEqual([
        "ENOENT: no such file or directory, open '<folder>/missing/a.txt'",
        path,
      ]);
    }
  });

  it('a file that is not there', async () => {
    const path = join(folder, 'no.xyz');
    const rule = 'there is no such file';
    await expect(refusal(() => np.load(path))).resolves.toBe(
      `FileError: np.load: ${rule}. Received '<folder>/no.xyz'.`,
    );
    for (const read of [
      () => np.loadtxt(path),
      () => image.imread(path),
      () => keras.models.loadModel(join(folder, 'no.keras')),
      () => readFile(path, 'anything'),
    ])
      expect(await refusal(read)).toContain(`: ${rule}. Received '<folder>/no.`);
  });

  it('a folder that is not there', async () => {
    const rule = "there is no folder '<folder>/no'";
    for (const use of [
      () => np.load(join(folder, 'no/a.npy')),
      () => np.save(join(folder, 'no/a.npy'), np.zeros(2)),
      () => image.imsave(join(folder, 'no/a.png'), np.zeros([2, 2], 'uint8')),
      () => plt.figure().savefig(join(folder, 'no/a.json')),
    ])
      expect(await refusal(use)).toContain(`: ${rule}. Received '<folder>/no/a.`);
    plt.close('all');
  });

  it('the nearest name, of the file or of the folder above it, or where the path starts', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/david.png'), '');
    expect(await refusal(() => readFile(join(folder, 'data/davld.png'), 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no such file. Received '<folder>/data/davld.png'. Did you mean '<folder>/data/david.png'?"`,
    );
    expect(await refusal(() => readFile(join(folder, 'Data/david.png'), 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no folder '<folder>/Data'. Received '<folder>/Data/david.png'. Did you mean '<folder>/data/david.png'?"`,
    );
    expect(await refusal(() => listFolder(join(folder, 'dta'), 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no such folder. Received '<folder>/dta'. Did you mean '<folder>/data'?"`,
    );
    expect(await refusal(() => readFile('quite/another', 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no folder 'quite'. Received 'quite/another'. Relative paths start at <here>."`,
    );
    expect(await refusal(() => readFile('./packag.json', 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no such file. Received './packag.json'. Did you mean './package.json'?"`,
    );
    expect(await refusal(() => readFile('', 'f'))).toMatchInlineSnapshot(
      `"FileError: f: there is no such file. Received ''."`,
    );
  });

  it('folders in place of files and the reverse', async () => {
    writeFileSync(join(folder, 'file'), '');
    const calls = [
      () => readFile(folder, 'read'),
      () => writeFile(folder, '', 'write'),
      () => readFile(join(folder, 'file/a/b'), 'read'),
      () => writeFile(join(folder, 'file/a'), '', 'write'),
      () => makeFolders(join(folder, 'file/a'), 'make'),
      () => makeFolders(join(folder, 'file'), 'make'),
      () => listFolder(join(folder, 'file'), 'list'),
    ];
    const texts = [];
    for (const call of calls) texts.push(await refusal(call));
    expect(texts).toMatchInlineSnapshot(`
      [
        "FileError: read: this is a folder, not a file. Received '<folder>'.",
        "FileError: write: this is a folder, not a file. Received '<folder>'.",
        "FileError: read: '<folder>/file' is a file, not a folder. Received '<folder>/file/a/b'.",
        "FileError: write: '<folder>/file' is a file, not a folder. Received '<folder>/file/a'.",
        "FileError: make: '<folder>/file' is a file, not a folder. Received '<folder>/file/a'.",
        "FileError: make: this is a file, not a folder. Received '<folder>/file'.",
        "FileError: list: this is a file, not a folder. Received '<folder>/file'.",
      ]
    `);
  });

  it('everything else that a disk refuses, in two languages', async () => {
    const codes = ['EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'ENAMETOOLONG', 'ERR_FS_FILE_TOO_LARGE'];
    const rules = (deed: FileDeed): string[] =>
      [...codes, 'EMFILE', 'ELOOP', 'EBUSY', 'EIO', 'EXYZ'].map(
        (code) => fileFault({ code }, { who: 'f', path: 'a', doing: deed }).rule,
      );
    expect(rules('write')).toMatchInlineSnapshot(`
      [
        "there is no permission to write to this place",
        "there is no permission to write to this place",
        "there is no space left on the disk",
        "there is no space left on the disk",
        "the file is larger than this disk or account may hold",
        "the disk is read-only",
        "the name is too long",
        "a file of at most 2 GiB is read at once",
        "too many files are open",
        "links lead round in a circle",
        "another program is using the file",
        "the disk reports a fault",
        "the file cannot be written (EXYZ)",
      ]
    `);
    expect(rules('read').slice(0, 2)).toMatchInlineSnapshot(`
      [
        "there is no permission to read this place",
        "there is no permission to read this place",
      ]
    `);
    try {
      setLanguage('ko');
      expect(rules('write')).toMatchInlineSnapshot(`
        [
          "이 위치에 쓸 권한이 없습니다",
          "이 위치에 쓸 권한이 없습니다",
          "디스크에 남은 공간이 없습니다",
          "디스크에 남은 공간이 없습니다",
          "이 디스크나 계정에 둘 수 있는 크기보다 큰 파일입니다",
          "읽기 전용 디스크입니다",
          "이름이 너무 깁니다",
          "한 번에 읽을 수 있는 파일은 2 GiB까지입니다",
          "열린 파일이 너무 많습니다",
          "링크가 제자리를 돕니다",
          "다른 프로그램이 파일을 쓰고 있습니다",
          "디스크에서 오류가 났습니다",
          "파일을 쓸 수 없습니다 (EXYZ)",
        ]
      `);
      expect(await refusal(() => readFile('quite/another', 'np.load'))).toMatchInlineSnapshot(
        `"FileError: np.load: 'quite' 폴더가 없습니다. 받은 값: 'quite/another'. 상대 경로는 <here>에서 시작합니다."`,
      );
      expect(await refusal(() => np.load('package.jso'))).toMatchInlineSnapshot(
        `"FileError: np.load: 그런 파일이 없습니다. 받은 값: 'package.jso'. 'package.json'을(를) 뜻했나요?"`,
      );
      expect(
        await refusal(() => {
          throw fileFault({ code: 'EROFS' }, { who: 'f', path: 'a', doing: 'write', hint: { en: 'Hint', ko: '힌트' } });
        }),
      ).toMatchInlineSnapshot(`"FileError: f: 읽기 전용 디스크입니다. 받은 값: 'a'. 힌트."`);
    } finally {
      setLanguage('en');
    }
  });

  it('a name that is too long, a null character, a circle of links', async () => {
    symlinkSync(join(folder, 'b'), join(folder, 'a'));
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    expect(await refusal(() => readFile(join(folder, 'a'), 'f'))).toContain('links lead round in a circle');
    expect(await refusal(() => np.save(join(folder, `${'n'.repeat(300)}.npy`), np.zeros(1)))).toContain(
      'the name is too long',
    );
    expect(await refusal(() => np.load('a\0b'))).toContain('a path holds no null characters');
  });
});

describe('writing', () => {
  it('keeps the permissions of the file that is replaced, and a link a link', () => {
    writeFileSync(join(folder, 'real'), 'old');
    chmodSync(join(folder, 'real'), 0o600);
    symlinkSync('real', join(folder, 'link'));
    symlinkSync('later', join(folder, 'dangling'));
    writeFile(join(folder, 'link'), 'new', 'f');
    writeFile(join(folder, 'dangling'), 'made', 'f');
    expect(readlinkSync(join(folder, 'link'))).toBe('real');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(folder, 'dangling')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'later'), 'utf8')).toBe('made');
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'later', 'link', 'real']);
  });

  it.skipIf(process.platform === 'win32')('a device is written to, not replaced', () => {
    writeFile('/dev/null', 'nothing', 'f');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('long names have room for a draft', () => {
    for (const name of ['n'.repeat(250), '한'.repeat(80)]) {
      writeFile(join(folder, name), 'x', 'f');
      expect(readdirSync(folder)).toEqual([name]);
      rmSync(join(folder, name));
    }
  });

  it('sweeps what killed processes left, and leaves what living ones write', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const dead = `a.npy.${machineMark()}-${pid}-0123abcd.tmp`;
    const living = `a.npy.${machineMark()}-${process.pid}-0123abcd.tmp`;
    const elsewhere = `a.npy.ffffff-${pid}-0123abcd.tmp`;
    const others = 'notes.tmp';
    for (const name of [dead, living, elsewhere, others]) writeFileSync(join(folder, name), 'half');
    expect(leftDrafts(folder, 'tmp')).toEqual([join(folder, dead)]);
    writeFile(join(folder, 'b.npy'), 'whole', 'f');
    expect(readdirSync(folder).sort()).toEqual([living, elsewhere, 'b.npy', others].sort());
    writeFileSync(join(folder, dead), 'half');
    copyFile(join(folder, 'b.npy'), join(folder, 'c.npy'), 'f');
    expect(readdirSync(folder).sort()).toEqual([living, elsewhere, 'b.npy', 'c.npy', others].sort());
    expect(draftPath(join(folder, 'set.gz'), 'draft')).toMatch(/set\.gz\.[0-9a-f]{6}-\d+-[0-9a-f]{8}\.draft$/);
  });

  it('appends, copies, makes folders when asked', () => {
    writeFile(join(folder, 'a/b/log'), 'one', 'f', { folders: true });
    appendFile(join(folder, 'a/b/log'), 'two', 'f');
    copyFile(join(folder, 'a/b/log'), join(folder, 'copy'), 'f');
    expect(readTextFile(join(folder, 'copy'), 'f')).toBe('onetwo');
  });
});

describe('copying and addresses', () => {
  it('a copy keeps a link a link and the permissions of what it replaces; a new one takes those of its source', () => {
    writeFileSync(join(folder, 'source'), 'new');
    chmodSync(join(folder, 'source'), 0o440);
    writeFileSync(join(folder, 'real'), 'old');
    chmodSync(join(folder, 'real'), 0o600);
    symlinkSync('real', join(folder, 'link'));
    copyFile(join(folder, 'source'), join(folder, 'link'), 'f');
    copyFile(join(folder, 'source'), join(folder, 'fresh'), 'f');
    expect(readlinkSync(join(folder, 'link'))).toBe('real');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'fresh')).mode & 0o777).toBe(0o440);
    expect(readdirSync(folder).sort()).toEqual(['fresh', 'link', 'real', 'source']);
  });

  it('a copy onto a folder is refused and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'source'), 'new');
    mkdirSync(join(folder, 'place'));
    expect(await refusal(() => copyFile(join(folder, 'source'), join(folder, 'place'), 'f'))).toMatchInlineSnapshot(
      `"FileError: f: this is a folder, not a file. Received '<folder>/place'."`,
    );
    expect(readdirSync(folder).sort()).toEqual(['place', 'source']);
  });

  it.skipIf(process.platform === 'win32')('a copy into a device is written to it', () => {
    const { mode } = statSync('/dev/null');
    writeFileSync(join(folder, 'source'), 'new');
    copyFile(join(folder, 'source'), '/dev/null', 'f');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(statSync('/dev/null').mode).toBe(mode);
  });

  it('every function takes a file: address', () => {
    const at = (name: string): string => pathToFileURL(join(folder, name)).href;
    makeFolders(at('한 글'), 'f');
    writeFile(at('한 글/deep/a'), 'one', 'f', { folders: true });
    appendFile(at('한 글/deep/a'), 'two', 'f');
    copyFile(at('한 글/deep/a'), at('b'), 'f');
    expect(readTextFile(at('b'), 'f')).toBe('onetwo');
    expect(exists(at('b'))).toBe(true);
    expect(factsOf(at('b'))?.size).toBe(6);
    expect(listFolder(at('한 글'), 'f').map(({ name }) => name)).toEqual(['deep']);
    remove(at('한 글'), 'f');
    expect(readdirSync(folder)).toEqual(['b']);
    removeQuietly(at('b'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('an address of another machine is no place', async () => {
    expect(await refusal(() => readFile('file://elsewhere/a', 'f'))).toMatchInlineSnapshot(
      `"FileError: f: the file cannot be read (ERR_INVALID_FILE_URL_HOST). Received 'file://elsewhere/a'."`,
    );
    expect(exists('file://elsewhere/a')).toBe(false);
  });
});

describe('the same library on a machine without a disk', () => {
  const before = machine;
  afterEach(() => void installMachine(before));

  it('saves and loads arrays, pictures, models and figures in memory', async () => {
    installMachine(memoryFiles('/home'));
    np.save('a.npy', np.arange(6).reshape(2, 3));
    expect(np.load('a.npy').toList()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const picture = np.arange(12).reshape(2, 2, 3).astype('uint8');
    await image.imsave('a.png', picture);
    expect((await image.imread('a.png')).toList()).toEqual(picture.toList());
    const model = keras.Sequential([keras.Input({ shape: [2] }), keras.layers.Dense(1)]);
    await model.save('m.keras');
    const again = await keras.models.loadModel('m.keras');
    expect(again.getWeights()[0]!.toList()).toEqual(model.getWeights()[0]!.toList());
    plt.figure().savefig('/home/figure.json');
    plt.close('all');
    expect(
      listFolder('/home', 'f')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['a.npy', 'a.png', 'figure.json', 'm.keras']);
    expect(existsSync('/home/a.npy')).toBe(false);
  });

  it('tells faults in the same words, a full disk among them', async () => {
    installMachine(memoryFiles('/home', 1000));
    writeFile('small', 'old', 'f');
    expect(await refusal(() => np.save('no/a.npy', np.zeros(2)))).toMatchInlineSnapshot(
      `"FileError: np.save: there is no folder 'no'. Received 'no/a.npy'. Relative paths start at /home."`,
    );
    expect(await refusal(() => np.load('smal'))).toMatchInlineSnapshot(
      `"FileError: np.load: there is no such file. Received 'smal'. Did you mean 'small'?"`,
    );
    expect(await refusal(() => writeFile('small', new Uint8Array(2000), 'np.save'))).toMatchInlineSnapshot(
      `"FileError: np.save: there is no space left on the disk. Received 'small'."`,
    );
    expect(readTextFile('small', 'f')).toBe('old');
    expect(listFolder('/home', 'f').map(({ name }) => name)).toEqual(['small']);
  });
});
