/** @file Files of arrays: round trips, damaged and missing files, and writing that never leaves a half file. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { dtypeNames } from '../../src/array/layout/dtype.ts';

const root = mkdtempSync(join(tmpdir(), 'kernelab-array-'));
let folder = root;
beforeEach(() => {
  folder = mkdtempSync(join(root, 't-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The message of what `work` throws, with the folder of the test left out. */
function message(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
      .replaceAll(folder, '<folder>')
      .replace(process.cwd(), '<here>');
  }
  return 'nothing was thrown';
}

describe('round trips', () => {
  it.each(dtypeNames)('%s, every layout', (dtype) => {
    const base = np.arange(24).reshape(2, 3, 4).astype(dtype);
    for (const a of [base, base.T, base.at('::-1', ':', '::2'), base.at(0, 0, 0), base.at('5:')]) {
      np.save(join(folder, 'a'), a);
      np.savezCompressed(join(folder, 'b'), { a, again: a });
      const b = np.load(join(folder, 'a.npy')) as NDArray;
      const { again } = np.load(join(folder, 'b.npz')) as Record<string, NDArray>;
      expect([b.dtype, b.shape, b.toList()]).toEqual([dtype, a.shape, a.toList()]);
      expect([again!.dtype, again!.shape, again!.toList()]).toEqual([dtype, a.shape, a.toList()]);
    }
  });

  it('a list gets the names arr_0, arr_1', () => {
    np.savez(join(folder, 'list.npz'), [np.zeros(2), np.ones([1, 1])]);
    expect(Object.keys(np.load(join(folder, 'list.npz')) as object)).toEqual(['arr_0', 'arr_1']);
  });

  it('loadtxt: headings, columns, remarks, a single row', () => {
    writeFileSync(join(folder, 'a.csv'), 'x,y,label\n1,2.5,0\n# nothing\n-3e2, nan ,1\n\n');
    const options = { delimiter: ',', skiprows: 1 };
    expect(np.loadtxt(join(folder, 'a.csv'), options).toList()).toEqual([
      [1, 2.5, 0],
      [-300, NaN, 1],
    ]);
    expect(np.loadtxt(join(folder, 'a.csv'), { ...options, usecols: [2, 0], unpack: true }).toList()).toEqual([
      [0, 1],
      [1, -300],
    ]);
    expect(np.loadtxt(['1 2 3']).shape).toEqual([3]);
    expect(np.loadtxt(['1 2 3'], { ndmin: 2 }).shape).toEqual([1, 3]);
    expect(np.loadtxt(['1', '2'], { dtype: 'uint8' }).dtype).toBe('uint8');
  });
});

describe('what cannot be read', () => {
  it('a missing file, a folder', () => {
    expect(message(() => np.load(join(folder, 'no.npy')))).toMatchInlineSnapshot(
      `"FileError: np.load: there is no such file. Received '<folder>/no.npy'."`,
    );
    expect(message(() => np.load(folder))).toMatchInlineSnapshot(
      `"FileError: np.load: this is a folder, not a file. Received '<folder>'."`,
    );
    expect(message(() => np.loadtxt(join(folder, 'no.txt')))).toMatchInlineSnapshot(
      `"FileError: np.loadtxt: there is no such file. Received '<folder>/no.txt'."`,
    );
  });

  it('other and empty files', () => {
    expect(message(() => np.load(new Uint8Array()))).toMatchInlineSnapshot(
      `"FormatError: np.load: the file is empty. Received 'bytes'."`,
    );
    expect(message(() => np.load(new TextEncoder().encode('<!doctype html>')))).toMatchInlineSnapshot(
      `"FormatError: np.load: this is neither an npy nor an npz file. Received 'bytes'."`,
    );
  });

  it('every truncation of an npy and an npz file is refused with a typed error', () => {
    np.save(join(folder, 'a.npy'), np.arange(10));
    np.savezCompressed(join(folder, 'a.npz'), { a: np.arange(10), b: np.ones([3, 3]) });
    for (const name of ['a.npy', 'a.npz']) {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      for (let n = 0; n < bytes.length; n++) {
        expect(message(() => np.load(bytes.slice(0, n)))).toMatch(/^FormatError: np.load: /);
      }
    }
    const bytes = new Uint8Array(readFileSync(join(folder, 'a.npy')));
    expect(message(() => np.load(bytes.slice(0, 140)))).toMatchInlineSnapshot(
      `"FormatError: np.load: the file ends before its data does. Received 'bytes' with 12 of 80 bytes. It was probably cut off while being copied or written; get it again."`,
    );
  });

  it('an npz file whose entries share one packed stream, or claim more than they hold, is refused before it is unpacked', () => {
    np.savezCompressed(join(folder, 'a.npz'), { a: np.zeros([2000]), b: np.zeros([2000]) });
    const bytes = new Uint8Array(readFileSync(join(folder, 'a.npz')));
    const view = new DataView(bytes.buffer);
    const list = [...bytes.keys()].filter((at) => at + 4 < bytes.length && view.getUint32(at, true) === 0x02014b50);
    const changed = (at: number, value: number): string => {
      const copy = bytes.slice();
      new DataView(copy.buffer).setUint32(at, value, true);
      return message(() => np.load(copy));
    };
    expect(changed(list[1]! + 42, view.getUint32(list[0]! + 42, true))).toMatchInlineSnapshot(
      `"FormatError: np.load: 'bytes' is cut off or damaged. Received an archive of 420 bytes, in which 'b.npy' overlaps another file. Fetch or copy it again."`,
    );
    expect(changed(list[0]! + 24, 2 ** 31)).toMatchInlineSnapshot(
      `"FormatError: np.load: 'bytes' is cut off or damaged. Received an archive of 420 bytes, in which 'a.npy' claims 2147483648 bytes, more than its 113 can unpack to. Fetch or copy it again."`,
    );
  });

  it('every flipped bit of an npz file is noticed or harmless', () => {
    np.savezCompressed(join(folder, 'a.npz'), { a: np.arange(10) });
    const bytes = new Uint8Array(readFileSync(join(folder, 'a.npz')));
    const whole = JSON.stringify(np.arange(10).toList());
    for (let i = 0; i < bytes.length * 8; i++) {
      const damaged = bytes.slice();
      damaged[i >> 3]! ^= 1 << (i & 7);
      const text = message(() => {
        const { a } = np.load(damaged) as Record<string, NDArray>;
        // A flipped bit in the name of the entry or an unused field leaves the data whole.
        if (a && JSON.stringify(a.toList()) !== whole) throw new Error('wrong data');
      });
      expect(text).toMatch(/^(FormatError: np.load: |nothing was thrown)/);
    }
  });

  it('what is no array of numbers', () => {
    const header = (descr: string): Uint8Array => {
      const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (1,), }`.padEnd(117) + '\n';
      return Uint8Array.from([
        0x93,
        ...Buffer.from('NUMPY'),
        1,
        0,
        text.length,
        0,
        ...Buffer.from(text),
        ...Buffer.alloc(16),
      ]);
    };
    expect(message(() => np.load(header("'<c32'")))).toMatchInlineSnapshot(
      `"DTypeError: np.load: only numbers and booleans can be loaded. Received dtype '<c32' in 'bytes'. Save plain numeric arrays in Python, one per file or key."`,
    );
    expect(message(() => np.load(header("'|O'")))).toMatchInlineSnapshot(
      `"DTypeError: np.load: only numbers and booleans can be loaded. Received dtype '|O' in 'bytes'. Save plain numeric arrays in Python, one per file or key."`,
    );
    expect(message(() => np.load(header("[('x', '<f8')]")))).toMatchInlineSnapshot(
      `"DTypeError: np.load: only numbers and booleans can be loaded. Received records with fields in 'bytes'. Save plain numeric arrays in Python, one per file or key."`,
    );
  });

  it('tables that are none', () => {
    expect(message(() => np.loadtxt(['1 2', '3']))).toMatchInlineSnapshot(
      `"FormatError: np.loadtxt: all rows must have the same number of columns. Received 1 in line 2 of the lines, 2 before."`,
    );
    expect(message(() => np.loadtxt(['x y', '1 2']))).toMatchInlineSnapshot(
      `"FormatError: np.loadtxt: a cell is not a number. Received 'x' in line 1 of the lines. Skip a heading with { skiprows: 1 }, name the delimiter with { delimiter: "," }."`,
    );
    expect(message(() => np.loadtxt(['1 2'], { usecols: 5 }))).toMatchInlineSnapshot(
      `"ValueError: np.loadtxt: column 5 does not exist in line 1. Received 2 columns."`,
    );
    expect(message(() => np.savetxt(join(folder, 'a'), np.zeros([2, 2, 2])))).toMatchInlineSnapshot(
      `"ShapeError: np.savetxt: an array of one or two axes is needed. Received shape (2, 2, 2)."`,
    );
    expect(message(() => np.savetxt(join(folder, 'a'), np.zeros(2), { fmt: '%q' }))).toMatchInlineSnapshot(
      `"ValueError: np.savetxt: fmt must be one like '%.18e', '%d', '%8.3f'. Received '%q'."`,
    );
  });
});

describe('writing', () => {
  it('a missing folder', () => {
    expect(message(() => np.save(join(folder, 'no', 'a.npy'), np.zeros(2)))).toMatchInlineSnapshot(
      `"FileError: np.save: there is no folder '<folder>/no'. Received '<folder>/no/a.npy'."`,
    );
  });

  it('leaves the old file and no draft when the new one cannot be moved into place', () => {
    mkdirSync(join(folder, 'a.npy'));
    writeFileSync(join(folder, 'a.npy', 'keep'), '');
    expect(message(() => np.save(join(folder, 'a.npy'), np.zeros(2)))).toMatch(/^FileError: np.save: /);
    expect(readdirSync(folder)).toEqual(['a.npy']);
  });

  it.runIf(existsSync('/dev/shm') && process.platform === 'linux')(
    'a full disk: the old file stays, no half file is left (needs `ulimit`, Linux)',
    () => {
      np.save(join(folder, 'a.npy'), np.arange(3));
      const before = readFileSync(join(folder, 'a.npy'));
      const script = `
        import { np } from ${JSON.stringify(join(import.meta.dirname, '../../src/array/index.ts'))};
        process.on('SIGXFSZ', () => {});
        try { np.save(${JSON.stringify(join(folder, 'a.npy'))}, np.zeros(1e6)); console.log('saved'); }
        catch (error) { console.log(error.name + ': ' + error.rule); }`;
      const file = join(folder, 'run.mts');
      writeFileSync(file, script);
      const out = execFileSync('bash', ['-c', `ulimit -f 64; exec ${process.execPath} ${file}`]).toString();
      expect(out).toMatch(/^FileError: the file is larger than this disk or account may hold/);
      expect(readFileSync(join(folder, 'a.npy')).equals(before)).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(['a.npy', 'run.mts']);
    },
  );
});
