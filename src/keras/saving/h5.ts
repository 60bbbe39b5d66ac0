/**
 * @file HDF5 files as plain trees: read whole, written whole, through h5wasm. What is read lies in memory, on the disk or
 * within a zip archive, all alike.
 */
import { FormatError, KernelabError } from '../../errors/index.ts';
import { bytesSource, readPart, type ByteSource } from '../../platform/index.ts';
import { withoutEnd } from './h5-damage.ts';
import { afterFault, loadH5wasm } from './h5-library.ts';

export type H5Attribute = string | number | readonly string[];

export interface H5Dataset {
  readonly shape: readonly number[];
  /** Values in C order. Integers of 64 bits become numbers. */
  readonly data: Float32Array;
  /** 'int64' for counters; everything else is stored as float32. */
  readonly dtype: 'float32' | 'int64';
}

/** `a/b/c` as `a` and `b/c`; slashes at the ends do not count. */
function split(path: string): [first: string, rest: string] {
  const parts = path.split('/').filter(Boolean);
  return [parts[0] ?? '', parts.slice(1).join('/')];
}

/** A folder of a file. */
export class H5Group {
  readonly attrs = new Map<string, H5Attribute>();
  readonly groups = new Map<string, H5Group>();
  readonly datasets = new Map<string, H5Dataset>();

  /** The group at a path like `layers/dense/vars`, or undefined. */
  find(path: string): H5Group | undefined {
    const [first, rest] = split(path);
    if (first === '') return this;
    return this.groups.get(first)?.find(rest);
  }

  /** The group at a path, made with all above it when missing. */
  make(path: string): H5Group {
    const [first, rest] = split(path);
    if (first === '') return this;
    let next = this.groups.get(first);
    if (!next) this.groups.set(first, (next = new H5Group()));
    return next.make(rest);
  }

  /** The dataset at a path, or undefined. */
  dataset(path: string): H5Dataset | undefined {
    const cut = path.lastIndexOf('/');
    return this.find(path.slice(0, Math.max(0, cut)))?.datasets.get(path.slice(cut + 1));
  }

  /** Puts a dataset at a path. */
  put(path: string, dataset: H5Dataset): void {
    const cut = path.lastIndexOf('/');
    this.make(path.slice(0, Math.max(0, cut))).datasets.set(path.slice(cut + 1), dataset);
  }

  /**
   * An attribute that is a list of texts. Long lists are split into `name0`, `name1` …, since HDF5 keeps attributes in
   * headers of 64 KiB.
   */
  strings(name: string): string[] | undefined {
    const whole = this.attrs.get(name);
    if (whole !== undefined) return typeof whole === 'object' ? [...whole] : [String(whole)];
    const parts: string[] = [];
    for (let i = 0; this.attrs.has(`${name}${i}`); i++) parts.push(...(this.attrs.get(`${name}${i}`) as string[]));
    return parts.length > 0 ? parts : undefined;
  }

  /** Writes a list of texts, split where it is too long. */
  putStrings(name: string, values: readonly string[]): void {
    const widest = Math.max(1, ...values.map((value) => new TextEncoder().encode(value).length));
    const perPart = Math.max(1, Math.floor(HEADER_LIMIT / widest));
    if (values.length <= perPart) {
      this.attrs.set(name, values);
      return;
    }
    for (let i = 0; i * perPart < values.length; i++) {
      this.attrs.set(`${name}${i}`, values.slice(i * perPart, (i + 1) * perPart));
    }
  }
}

const HEADER_LIMIT = 64512;

type H5Wasm = typeof import('h5wasm');

/** The bytes that the file must have as its superblock says, where that can be read (offsets of 8 bytes). */
function lengthOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[8]!;
  const [offsetsAt, endAt] = version < 2 ? [13, version === 0 ? 40 : 44] : [9, 28];
  if (bytes.length < endAt + 8 || bytes[offsetsAt] !== 8) return undefined;
  return Number(view.getBigUint64(endAt, true));
}

/** Reads a whole file. `name` is only for messages. Raises FormatError when the bytes are no HDF5 file. */
export async function readH5(content: ByteSource | Uint8Array, name: string, who = 'load'): Promise<H5Group> {
  const source = content instanceof Uint8Array ? bytesSource(content) : content;
  const head = readPart(source, 0, 64);
  const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
  if (!signature.every((byte, i) => head[i] === byte)) {
    const start = Array.from(head.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new FormatError({
      who,
      rule: { en: `'${name}' is not an HDF5 file`, ko: `'${name}'은(는) HDF5 파일이 아닙니다` },
      received:
        source.size === 0
          ? { en: 'an empty file', ko: '빈 파일' }
          : { en: `${source.size} bytes that start with ${start}`, ko: `${start}(으)로 시작하는 ${source.size}바이트` },
      hint: {
        en: 'Was the download cut off, or is it a file of another kind?',
        ko: '내려받다가 잘렸나요? 아니면 다른 종류의 파일인가요?',
      },
    });
  }
  const whole = lengthOf(head);
  if (whole !== undefined && source.size < whole) {
    throw new FormatError({
      who,
      rule: { en: `'${name}' is cut off`, ko: `'${name}'이(가) 잘렸습니다` },
      received: { en: `${source.size} bytes of ${whole}`, ko: `${whole}바이트 가운데 ${source.size}바이트` },
      hint: { en: 'Fetch or copy it again.', ko: '다시 내려받거나 복사하세요' },
    });
  }
  const endless = withoutEnd(source);
  if (endless !== undefined) {
    throw new FormatError({
      who,
      rule: { en: `'${name}' is damaged`, ko: `'${name}'이(가) 손상되었습니다` },
      received: endless,
    });
  }
  const { h5, mount, unmount } = await loadH5wasm();
  const path = mount(source);
  try {
    const file = new h5.File(path, 'r');
    try {
      return readGroup(h5, file, { groups: 0, name, who }, []);
    } finally {
      file.close();
    }
  } catch (cause) {
    if (cause instanceof KernelabError) throw cause;
    afterFault(cause);
    throw new FormatError({
      who,
      rule: {
        en: `'${name}' is damaged or uses an unknown HDF5 feature`,
        ko: `'${name}'이(가) 손상되었거나 알지 못하는 HDF5 기능을 씁니다`,
      },
      cause,
    });
  } finally {
    unmount(path);
  }
}

/**
 * Levels and groups that no model reaches, and how often groups with the same members may lie within one another: a link that
 * leads back to a group above has no end.
 */
const DEEPEST = 64;
const MOST_GROUPS = 10_000;
const MOST_ALIKE = 8;

function readGroup(
  h5: H5Wasm,
  from: InstanceType<H5Wasm['Group']>,
  seen: { groups: number; readonly name: string; readonly who: string },
  above: readonly string[],
): H5Group {
  const depth = above.length;
  const keys = from.keys();
  const members = keys.join('/');
  const alike = keys.length > 1 ? above.filter((other) => other === members).length : 0;
  if (depth > DEEPEST || ++seen.groups > MOST_GROUPS || alike > MOST_ALIKE) {
    const place = from.path.slice(0, 80);
    throw new FormatError({
      who: seen.who,
      rule: {
        en: `'${seen.name}' has more groups than a model can have`,
        ko: `'${seen.name}'에 모델이 가질 수 있는 것보다 많은 그룹이 있습니다`,
      },
      received: {
        en: `${depth > DEEPEST || alike > MOST_ALIKE ? `groups within groups, ${depth} levels deep` : `over ${MOST_GROUPS} groups`}, at ${place}`,
        ko: `${place}에서 ${depth > DEEPEST || alike > MOST_ALIKE ? `${depth}단계까지 들어 있는 그룹` : `그룹 ${MOST_GROUPS}개 초과`}`,
      },
      hint: {
        en: 'A link in the file leads back to a group above it.',
        ko: '파일 안의 링크가 자기 위의 그룹을 다시 가리킵니다',
      },
    });
  }
  const group = new H5Group();
  for (const [name, attribute] of Object.entries(from.attrs)) group.attrs.set(name, attributeValue(attribute.value));
  for (const key of keys) {
    const entity = from.get(key);
    if (entity instanceof h5.Group) group.groups.set(key, readGroup(h5, entity, seen, [...above, members]));
    else if (entity instanceof h5.Dataset) group.datasets.set(key, readDataset(entity, key, seen.who));
  }
  return group;
}

function attributeValue(value: unknown): H5Attribute {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : String(item)));
  return [];
}

/** Datasets with more numbers are read in parts of about so many, so that the library need not hold them whole beside ours. */
const PART = 1 << 22;

/** The numbers of a large dataset of float32, part by part along its first axis; undefined for others. */
function readInParts(from: InstanceType<H5Wasm['Dataset']>, shape: readonly number[]): Float32Array | undefined {
  const size = shape.reduce((a, b) => a * b, 1);
  const [rows] = shape;
  if (size <= PART || from.dtype !== '<f') return undefined;
  const data = new Float32Array(size);
  const step = Math.max(1, Math.floor((PART * rows!) / size));
  for (let row = 0; row < rows!; row += step) {
    const part: unknown = from.slice([[row, Math.min(rows!, row + step)]]);
    if (!(part instanceof Float32Array)) return undefined;
    data.set(part, (row * size) / rows!);
  }
  return data;
}

function readDataset(from: InstanceType<H5Wasm['Dataset']>, key: string, who: string): H5Dataset {
  const shape = (from.shape ?? []).map(Number);
  const value: unknown = readInParts(from, shape) ?? from.value;
  const integer = typeof from.dtype === 'string' && /[qQ]$/.test(from.dtype);
  let data: Float32Array;
  if (typeof value === 'number' || typeof value === 'bigint') data = Float32Array.of(Number(value));
  else if (value instanceof BigInt64Array || value instanceof BigUint64Array) data = Float32Array.from(value, Number);
  else if (value instanceof Float32Array) data = value;
  else if (ArrayBuffer.isView(value)) data = Float32Array.from(value as unknown as ArrayLike<number>);
  else {
    throw new FormatError({
      who,
      rule: { en: `weights must be numbers`, ko: '가중치는 수여야 합니다' },
      received: {
        en: `'${key}' of type ${JSON.stringify(from.dtype)}`,
        ko: `${JSON.stringify(from.dtype)} 형식의 '${key}'`,
      },
    });
  }
  return { shape, data, dtype: integer ? 'int64' : 'float32' };
}

/** The bytes of a file with this content. */
export async function writeH5(root: H5Group): Promise<Uint8Array> {
  const { h5, make } = await loadH5wasm();
  return make(spaceFor(root), (path) => {
    const file = new h5.File(path, 'w');
    try {
      writeGroup(file, root);
      file.flush();
    } finally {
      file.close();
    }
  });
}

/** About the bytes that a file needs; too few cost copies only. */
function spaceFor({ datasets, groups, attrs }: H5Group): number {
  let bytes = 4096 + 512 * attrs.size;
  for (const { data } of datasets.values()) bytes += data.byteLength + 1024;
  for (const group of groups.values()) bytes += spaceFor(group);
  return bytes;
}

function writeGroup(to: InstanceType<H5Wasm['Group']>, group: H5Group): void {
  for (const [name, value] of group.attrs) {
    if (Array.isArray(value) && value.length === 0) to.create_attribute(name, [], [0], 'S1');
    else to.create_attribute(name, value as string | number | string[]);
  }
  for (const [name, { shape, data, dtype }] of group.datasets) {
    if (dtype === 'int64') {
      to.create_dataset({
        name,
        data: BigInt64Array.from(data, (x) => BigInt(Math.round(x))),
        shape: [...shape],
        dtype: '<q',
      });
    } else if (data.length > PART && shape[0]! > 1) writeInParts(to, name, shape, data);
    else to.create_dataset({ name, data, shape: [...shape], dtype: '<f' });
  }
  for (const [name, child] of group.groups) writeGroup(to.create_group(name), child);
}

/** A large dataset, part by part along its first axis: the library would hold it whole, and keep that memory. */
function writeInParts(
  to: InstanceType<H5Wasm['Group']>,
  name: string,
  shape: readonly number[],
  data: Float32Array,
): void {
  const [rows, ...rest] = shape as [number, ...number[]];
  const width = data.length / rows;
  const step = Math.ceil(rows / Math.ceil(data.length / PART));
  const part = (row: number) => data.subarray(row * width, Math.min(rows, row + step) * width);
  const dataset = to.create_dataset({
    name,
    data: part(0),
    shape: [step, ...rest],
    maxshape: [...shape],
    chunks: [step, ...rest],
    dtype: '<f',
  });
  dataset.resize([...shape]);
  for (let row = step; row < rows; row += step) {
    dataset.write_slice([[row, Math.min(rows, row + step)]], part(row));
  }
}
