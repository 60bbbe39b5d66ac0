/** @file save, savez, savezCompressed and load. */
import { checkCall, refuseSurplus } from '../../arguments/index.ts';
import { askedInVain, warnOfTrap } from '../../display/index.ts';
import { FormatError } from '../../errors/index.ts';
import type { ArraySource } from '../core/create.ts';
import { ComplexArray } from '../complex/complex-array.ts';
import { readFile, writeFile } from '../../platform/index.ts';
import { arrayOf } from '../core/lanes.ts';
import type { NDArray } from '../core/ndarray.ts';
import { readNpy, writeNpy } from './npy.ts';
import { readNpz, writeNpz } from './npz.ts';

/** What can be saved: arrays, of complex numbers too. */
type Savable = ArraySource | ComplexArray;

function saved(a: Savable): NDArray | ComplexArray {
  return a instanceof ComplexArray ? a : arrayOf(a);
}

/**
 * Saves one array as npy; `.npy` is added to a name without it. The folder must be there.
 * @ko 배열을 .npy 파일로 저장합니다.
 */
export function save(path: string, a: Savable): void {
  if (arguments.length > 2) checkCall('np.save', arguments, 2);
  writeFile(path.endsWith('.npy') ? path : `${path}.npy`, writeNpy(saved(a)), 'np.save');
}

/** Saves named arrays as npz: `np.savez('w.npz', { kernel, bias })`; a list gets the names arr_0, arr_1 … */
export function savez(path: string, arrays: Readonly<Record<string, Savable>> | readonly Savable[]): void {
  if (arguments.length > 2) refuseSurplus('np.savez', arguments, 2);
  writeArchive(path, arrays, false, 'np.savez');
}

/** As `savez`, compressed. */
export function savezCompressed(path: string, arrays: Readonly<Record<string, Savable>> | readonly Savable[]): void {
  if (arguments.length > 2) refuseSurplus('np.savezCompressed', arguments, 2);
  writeArchive(path, arrays, true, 'np.savezCompressed');
}

function writeArchive(
  path: string,
  arrays: Readonly<Record<string, Savable>> | readonly Savable[],
  compressed: boolean,
  who: string,
): void {
  const entries = Array.isArray(arrays)
    ? (arrays as readonly Savable[]).map((a, i): [string, NDArray | ComplexArray] => [`arr_${i}`, saved(a)])
    : Object.entries(arrays as Record<string, Savable>).map(([name, a]): [string, NDArray | ComplexArray] => [
        name,
        saved(a),
      ]);
  writeFile(path.endsWith('.npz') ? path : `${path}.npz`, writeNpz(Object.fromEntries(entries), compressed), who);
}

/** What an archive inherits from: a name that it does not have is told, where NumPy raises a KeyError. */
const archive = askedInVain((name, names) =>
  warnOfTrap('array not in the file', {
    en: `the file has no array '${name}'; it has ${names.join(', ')}`,
    ko: `파일에 '${name}'라는 배열은 없습니다. 있는 이름: ${names.join(', ')}`,
  }),
);

/**
 * Loads an npz file (or its bytes): an object of arrays by name.
 * @ko .npy나 .npz 파일에서 배열을 읽습니다.
 */
export function load<T extends NDArray | ComplexArray = NDArray>(source: `${string}.npz`): Record<string, T>;
/** Loads an npy file (or its bytes): the array. One of complex numbers is `np.load<np.ComplexArray>('spectrum.npy')`. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what the file holds, nearly always numbers
export function load<T extends NDArray | ComplexArray = NDArray>(source: `${string}.npy`): T;
export function load(source: string | Uint8Array): NDArray | Record<string, NDArray>;
export function load(source: string | Uint8Array): NDArray | ComplexArray | Record<string, NDArray | ComplexArray> {
  if (arguments.length > 1) checkCall('np.load', arguments, 1);
  const who = 'np.load';
  const name = typeof source === 'string' ? source : 'bytes';
  const bytes = typeof source === 'string' ? readFile(source, who) : source;
  if (bytes[0] === 0x93) return readNpy(bytes, name, who);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return Object.setPrototypeOf(readNpz(bytes, name, who), archive) as Record<string, NDArray | ComplexArray>;
  throw new FormatError({
    who,
    rule:
      bytes.length === 0
        ? { en: 'the file is empty', ko: '파일이 비어 있습니다' }
        : { en: 'this is neither an npy nor an npz file', ko: 'npy 파일도 npz 파일도 아닙니다' },
    received: `'${name}'`,
  });
}
