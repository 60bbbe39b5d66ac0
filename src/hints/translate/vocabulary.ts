/** @file Python's own functions, methods and modules, and what stands for them in a cell. */
import type { Argument, Expr } from './parse.ts';
import { pictureName } from './pictures.ts';
import { placed } from './places.ts';
import { pathOf, rangeOf, renamed } from './trees.ts';
import type { ValueKind } from './values.ts';

type Out = (x: Expr, level?: number) => string;
type Kind = (x: Expr) => ValueKind;

/** Values and short names. */
export const names: Record<string, string> = {
  True: 'true',
  False: 'false',
  None: 'null',
  self: 'this',
  math: 'Math',
};

/** A call of one of Python's built-in functions; undefined for other names. */
export function builtInCall(name: string, args: readonly Argument[], out: Out, kind: Kind): string | undefined {
  const rule = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const values = args.filter((arg) => arg.name === undefined).map((arg) => arg.value);
  const named = (wanted: string): Expr | undefined => args.find((arg) => arg.name === wanted)?.value;
  if (name === 'print') return printed(values, named, out);
  if (name === 'sorted') return sortedBy(values[0], named, out, kind);
  if ((name === 'max' || name === 'min') && named('key')) return extremeBy(name, values[0], named('key')!, out);
  if (name === 'dict' && args.length > 0 && values.length === 0) {
    return `{ ${args.map(({ name: key, value }) => `${key!}: ${out(value)}`).join(', ')} }`;
  }
  return rule?.(values, out, kind);
}

/** Whether a name is a function of Python that is known here. */
export function isBuiltIn(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** `'inf'`, `'-inf'`, `'nan'`: JavaScript's Number knows them under other names. */
function notFinite(x: Expr): string | undefined {
  const [, sign, word] = x.kind === 'text' ? (/^["']\s*([-+]?)(inf|infinity|nan)\s*["']$/i.exec(x.text) ?? []) : [];
  if (word === undefined) return undefined;
  return /^nan$/i.test(word) ? 'NaN' : `${sign === '-' ? '-' : ''}Infinity`;
}

const functions: Record<string, (args: Expr[], out: Out, kind: Kind) => string | undefined> = {
  print: (args, out) => printed(args, () => undefined, out),
  len: ([x], out, kind) => x && lengthOf(x, out, kind),
  str: ([x], out) => x && `String(${out(x)})`,
  dir: ([x], out) => x && `help(${out(x)})`,
  repr: ([x], out) => x && `String(${out(x)})`,
  int: ([x], out, kind) => x && (kind(x) === 'text' ? `Number(${out(x)})` : `Math.trunc(${out(x)})`),
  float: ([x], out) => x && (notFinite(x) ?? `Number(${out(x)})`),
  bool: ([x], out) => x && `Boolean(${out(x)})`,
  abs: ([x], out, kind) => x && (kind(x) === 'array' ? `${out(x, 20)}.abs()` : `Math.abs(${out(x)})`),
  round: ([x, n], out) => x && (n ? `Number(${out(x, 20)}.toFixed(${out(n)}))` : `Math.round(${out(x)})`),
  pow: ([x, n], out) => x && n && `${out(x, 10)} ** ${out(n, 9)}`,
  max: (args, out, kind) => extreme('max', args, out, kind),
  min: (args, out, kind) => extreme('min', args, out, kind),
  sum: ([x], out, kind) => x && (kind(x) === 'array' ? `${out(x, 20)}.sum()` : `np.sum(${out(x)})`),
  range: (args, out) => {
    const range = rangeOf({ kind: 'call', fn: { kind: 'name', text: 'range' }, args: args.map((value) => ({ value })) });
    return range && `np.arange(${args.map((arg) => out(arg)).join(', ')})`;
  },
  list: ([x], out) => (x ? listOf(x, out) : '[]'),
  tuple: ([x], out) => (x ? listOf(x, out) : '[]'),
  set: ([x], out) => `new Set(${x ? out(x) : ''})`,
  dict: ([x], out) => (x ? `Object.fromEntries(${out(x)})` : undefined),
  type: ([x], out, kind) => x && (kind(x) === 'array' ? `${out(x, 20)}.dtype` : `typeof ${out(x, 10)}`),
  isinstance: ([x, type], out) => x && type && instancesOf(x, type, out),
  enumerate: ([x, first], out, kind) => x && (first ? `Array.from(${out(x)}, (x, i) => [i + ${out(first)}, x] as const)` : kind(x) === 'array' ? `[...${out(x, 10)}].entries()` : `${out(x, 20)}.entries()`),
  zip: ([a, ...others], out, kind) => {
    if (!a || others.length === 0) return undefined;
    const list = kind(a) === 'array' ? `[...${out(a, 10)}]` : out(a, 20);
    const parts = others.map((b) => `${out(b, 20)}${kind(b) === 'array' ? '.at(i)' : '[i]'}`);
    return `${list}.map((x, i) => [x, ${parts.join(', ')}] as const)`;
  },
  map: ([f, x], out) => f && x && (pathOf(f) === 'str' ? `Array.from(${out(x)}, String)` : pathOf(f) === 'int' || pathOf(f) === 'float' ? `Array.from(${out(x)}, Number)` : `Array.from(${out(x)}, ${out(f)})`),
  filter: ([f, x], out) => f && x && `[...${out(x, 10)}].filter(${out(f)})`,
  divmod: ([a, b], out) => a && b && `[Math.floor(${out(a, 8)} / ${out(b, 9)}), ${out(a, 8)} % ${out(b, 9)}]`,
  reversed: ([x], out) => x && `[...${out(x, 10)}].reverse()`,
  any: ([x], out, kind) => x && (kind(x) === 'array' ? `${out(x, 20)}.any()` : checkedBy('some', x, out)),
  all: ([x], out, kind) => x && (kind(x) === 'array' ? `${out(x, 20)}.all()` : checkedBy('every', x, out)),
  input: ([x], out) => `await input(${x ? out(x) : ''})`,
  ord: ([x], out) => x && `${out(x, 20)}.charCodeAt(0)`,
  chr: ([x], out) => x && `String.fromCharCode(${out(x)})`,
}; // prettier-ignore

/** A list is a copy; of what is a fresh list already no second one is made. */
function listOf(x: Expr, out: Out): string {
  if (rangeOf(x)) return `${out(x)}.toList()`;
  const text = out(x, 10);
  const fresh = x.kind === 'each' || (x.kind === 'call' && /^(?:\[\.\.\.|Array\.from\(|Object\.\w+\()|\.map\(/.test(text));
  return fresh ? text : `[...${text}]`;
} // prettier-ignore

function lengthOf(x: Expr, out: Out, kind: Kind): string {
  const text = out(x, 20);
  switch (kind(x)) {
    case 'array':
      return `${text}.shape[0]`;
    case 'dict':
      return `Object.keys(${text}).length`;
    case 'set':
    case 'map':
      return `${text}.size`;
    default:
      return `${text}.length`;
  }
}

/** `print` with its end and its separator. */
function printed(args: readonly Expr[], named: (name: string) => Expr | undefined, out: Out): string {
  const texts = args.map((arg) => out(arg));
  const [end, sep] = [named('end'), named('sep')];
  if (end) {
    const plain = (x: Expr): string => (x.kind === 'text' ? out(x).slice(1, -1) : `\${${out(x)}}`);
    return `process.stdout.write(\`${args.map(plain).join(sep ? plain(sep) : ' ')}${plain(end)}\`)`;
  }
  if (sep) return `console.log([${texts.join(', ')}].join(${out(sep)}))`;
  return `console.log(${texts.join(', ')})`;
}

/** JavaScript sorts as texts unless it is told how. */
function sortedBy(x: Expr | undefined, named: (name: string) => Expr | undefined, out: Out, kind: Kind): string | undefined {
  if (x === undefined) return undefined;
  const [key, reverse] = [named('key'), named('reverse')];
  if (kind(x) === 'array' && !key) return `np.sort(${out(x)})${reverse ? ".at('::-1')" : ''}`;
  const list = listOf(x, out);
  const down = reverse?.kind === 'name' && /^[Tt]rue$/.test(reverse.text);
  const [one, two]: [string, string] = down ? ['b', 'a'] : ['a', 'b'];
  if (key) {
    const of = keyOf(key, out);
    return of && `${list}.sort((a, b) => ${of(one)} - ${of(two)})`;
  }
  if (kind(x) === 'list' && kind({ kind: 'index', of: x, items: [{ kind: 'number', text: '0' }] }) === 'text') return `${list}.sort()${down ? '.reverse()' : ''}`;
  return `${list}.sort((a, b) => ${one} - ${two})`;
} // prettier-ignore

/** `xs.sort(reverse=True)`, `xs.sort(key=len)` */
function sortedInPlace(of: Expr, args: readonly Argument[], out: Out, kind: Kind): string | undefined {
  const text = sortedBy(of, (wanted) => args.find((arg) => arg.name === wanted)?.value, out, kind);
  return text?.replace(`[...${out(of, 10)}]`, out(of, 20));
}

/** What a `key=` makes of a name. */
function keyOf(key: Expr, out: Out): ((name: string) => string) | undefined {
  if (key.kind === 'name' && key.text === 'len') return (name) => `${name}.length`;
  if (key.kind === 'name') return (name) => `${key.text}(${name})`;
  if (key.kind !== 'lambda' || !/^\w+$/.test(key.names)) return undefined;
  return (name) => out(renamed(key.body, key.names, name), 8);
}

/** `any(test for x in xs)` asks the elements. */
function checkedBy(method: string, x: Expr, out: Out): string {
  if (x.kind !== 'each' || x.where || x.key || rangeOf(x.over)) return `${out(x, 20)}.${method}(Boolean)`;
  return `${out(x.over, 20)}.${method}((${out(x.target)}) => ${out(x.value)})`;
}

/** The element of which the key is largest (or smallest). */
function extremeBy(name: 'max' | 'min', x: Expr | undefined, key: Expr, out: Out): string | undefined {
  const of = keyOf(key, out);
  if (x === undefined || of === undefined) return undefined;
  return `${out(x, 20)}.reduce((a, b) => (${of('a')} ${name === 'max' ? '>=' : '<='} ${of('b')} ? a : b))`;
}

function extreme(name: 'max' | 'min', args: readonly Expr[], out: Out, kind: Kind): string | undefined {
  const [x] = args;
  if (x === undefined) return undefined;
  if (args.length > 1) return `Math.${name}(${args.map((arg) => out(arg)).join(', ')})`;
  return kind(x) === 'array' ? `${out(x, 20)}.${name}()` : `Math.${name}(...${out(x, 10)})`;
}

/** `isinstance(x, (int, float))` asks for one of them. */
function instancesOf(x: Expr, type: Expr, out: Out): string {
  const types = type.kind === 'list' ? type.items : [type];
  return [...new Set(types.map((each) => instance(out(x, 10), pathOf(each) ?? '', out(each))))].join(' || ');
}

function instance(value: string, type: string, text: string): string {
  const plain: Record<string, string> = { int: 'number', float: 'number', str: 'string', bool: 'boolean', dict: 'object' }; // prettier-ignore
  if (plain[type]) return `typeof ${value} === '${plain[type]}'`;
  if (type === 'set') return `${value} instanceof Set`;
  if (type === 'list' || type === 'tuple') return `Array.isArray(${value})`;
  return `${value} instanceof ${text}`;
}

/** A call of a method of Python's lists, texts and dicts; undefined for other methods. */
export function methodCall(
  { of, name }: { of: Expr; name: string },
  args: readonly Argument[],
  out: Out,
  kind: Kind,
): string | undefined {
  const path = pathOf(of) ?? '';
  const values = args.map(({ value }) => value);
  if (path === 'time' && (name === 'time' || name === 'perf_counter')) return 'performance.now() / 1000';
  if (path === 'random' && name === 'random') return 'Math.random()';
  if (path === 'time' && name === 'sleep')
    return values[0] && `await new Promise((done) => setTimeout(done, ${out(values[0], 8)} * 1000))`;
  if (path === 'random' && name === 'randint' && values[1])
    return `np.random.randint(${out(values[0]!)}, ${above(values[1], out)})`;
  if (path === 'random' && name === 'uniform') return `np.random.uniform(${values.map((x) => out(x)).join(', ')})`;
  if (path === 'random' && /^(?:choice|shuffle|seed)$/.test(name))
    return `np.random.${name}(${values.map((x) => out(x)).join(', ')})`;
  if (path === 'random' && name === 'sample' && values[1])
    return `np.random.choice(${out(values[0]!)}, { size: ${out(values[1])}, replace: false })`;
  if (path === 'json')
    return name === 'dumps'
      ? `JSON.stringify(${out(values[0]!)})`
      : name === 'loads'
        ? `JSON.parse(${out(values[0]!)})`
        : undefined;
  if (path === 'os' || path === 'os.path' || path === 'shutil') return fileCall(name, values, out);
  if (path === 'glob' && name === 'glob') return values[0] && `${ofNode('fs')}.globSync(${out(values[0])})`;
  if (name === 'predict_classes' || name === 'predictClasses')
    return values[0] && `np.argmax(await ${out(of, 20)}.predict(${out(values[0])}), 1)`;
  if (path === 'torch' && /^(?:zeros|ones|empty)$/.test(name) && values.every((x) => x.kind !== 'list'))
    return `np.${name}([${values.map((x) => out(x)).join(', ')}])`;
  if (path === 'np' && /^(?:int|float|bool)$/.test(name) && values[0]) return functions[name]!([values[0]], out, kind);
  if (path === 'Image' && name === 'fromarray') return values[0] && `display(${out(values[0])})`;
  if (path === 'plt.rcParams' && name === 'update')
    return values[0] && `Object.assign(plt.rcParams, ${out(values[0])})`;
  if (path === 'np' && name === 'array' && values.length === 1 && values[0]!.kind === 'each')
    return `np.array(${out(values[0])})`;
  if (/^(?:np|plt|keras|image|datasets|cnn|math|tf|Math|console|Object|fig\w*|ax\w*)\b/.test(path)) return undefined;
  if (kind(of) === 'array')
    return Object.hasOwn(arrayMethods, name) ? arrayMethods[name]!(out(of, 20), values, out) : undefined;
  if (/^lists?$/.test(kind(of)) && ofLists.test(name) && args.every((arg) => arg.name === undefined))
    return `np.${name}(${[of, ...values].map((x) => out(x)).join(', ')})`;
  if (name === 'sort' && args.some((arg) => arg.name !== undefined)) return sortedInPlace(of, args, out, kind);
  const rule = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (rule === undefined || kind(of) === 'array' || kind(of) === 'lists') return undefined;
  return rule(out(of, 20), values, out, kind(of));
}

/** Python's randint takes its upper end too. */
function above(x: Expr, out: Out): string {
  return x.kind === 'number' ? String(Number(x.text) + 1) : `${out(x, 7)} + 1`;
}

/** A module of Node, as a cell takes it in the middle of a line. */
export function ofNode(name: string): string {
  const specifier = `node:${name}`;
  return `(await import('${specifier}'))`;
}

/** Calls of Python's os. */
function fileCall(name: string, args: readonly Expr[], out: Out): string | undefined {
  const list = args.map((x) => out(x)).join(', ');
  const calls: Record<string, string> = {
    listdir: 'fs.readdirSync', exists: 'fs.existsSync', isfile: 'fs.existsSync', isdir: 'fs.existsSync', remove: 'fs.rmSync',
    join: 'path.join', basename: 'path.basename', dirname: 'path.dirname', rename: 'fs.renameSync', copy: 'fs.copyFileSync',
  }; // prettier-ignore
  if (name === 'makedirs' || name === 'mkdir')
    return `${ofNode('fs')}.mkdirSync(${out(args[0]!)}, { recursive: true })`;
  if (name === 'getcwd') return 'process.cwd()';
  const call = Object.hasOwn(calls, name) ? calls[name]! : undefined;
  return call && `${ofNode(call.split('.')[0]!)}.${call.split('.')[1]!}(${list})`;
}

/** What lists have and arrays have not. */
const arrayMethods: Record<string, (of: string, args: Expr[], out: Out) => string | undefined> = {
  tolist: (of) => `${of}.toList()`,
  append: (of, [x], out) => x && `np.append(${of}, ${out(x)})`,
  push: (of, [x], out) => x && `np.append(${of}, ${out(x)})`,
  extend: (of, [x], out) => x && `np.concatenate([${of}, ${out(x)}])`,
  concat: (of, [x], out) => x && `np.concatenate([${of}, ${out(x)}])`,
  map: (of, [f], out) => f && `${of}.toList().map(${out(f)})`,
  filter: (of, [f], out) => f && `${of}.toList().filter(${out(f)})`,
  forEach: (of, [f], out) => f && `${of}.toList().forEach(${out(f)})`,
  join: (of, [x], out) => `${of}.toList().join(${x ? out(x) : ''})`,
  slice: (of, [from, to], out) => (to || !from ? undefined : `${of}.at(\`\${${out(from)}}:\`)`),
  index: (of, [x], out) => x && `${of}.toList().indexOf(${out(x)})`,
  indexOf: (of, [x], out) => x && `${of}.toList().indexOf(${out(x)})`,
  includes: (of, [x], out) => x && `${of}.eq(${out(x)}).any()`,
};

/** What arrays have and lists have not. */
const ofLists = /^(?:mean|sum|prod|std|var|argmax|argmin|cumsum|argsort|median|clip|round|max|min|any|all|dot)$/;

/** `xs.pop(0)` takes from the front, `xs.pop(i)` from the middle. */
function popped(of: string, i: Expr, out: Out): string {
  const at = out(i);
  return at === '0' ? `${of}.shift()` : at === '-1' ? `${of}.pop()` : `${of}.splice(${at}, 1)[0]`;
}

const methods: Record<string, (of: string, args: Expr[], out: Out, kind: ValueKind) => string | undefined> = {
  append: (of, [x], out) => x && `${of}.push(${out(x)})`,
  extend: (of, [x], out) => x && `${of}.push(...${out(x, 10)})`,
  insert: (of, [i, x], out) => i && x && `${of}.splice(${out(i)}, 0, ${out(x)})`,
  remove: (of, [x], out) => x && `${of}.splice(${of}.indexOf(${out(x)}), 1)`,
  index: (of, [x], out) => x && `${of}.indexOf(${out(x)})`,
  count: (of, [x], out, kind) => x && (kind === 'text' ? `${of}.split(${out(x)}).length - 1` : `${of}.filter((x) => x === ${out(x)}).length`),
  copy: (of, _, __, kind) => (kind === 'list' ? `[...${of}]` : kind === 'dict' ? `{ ...${of} }` : undefined),
  upper: (of) => `${of}.toUpperCase()`,
  clear: (of, _, __, kind) => (kind === 'list' ? `${of}.length = 0` : kind === 'dict' ? undefined : `${of}.clear()`),
  update: (of, [x], out) => x && `Object.assign(${of}, ${out(x)})`,
  lower: (of) => `${of}.toLowerCase()`,
  capitalize: (of) => `${of}[0].toUpperCase() + ${of}.slice(1)`,
  title: (of) => `${of}.replace(/\\b\\w/g, (c) => c.toUpperCase())`,
  lstrip: (of) => `${of}.trimStart()`,
  rstrip: (of) => `${of}.trimEnd()`,
  splitlines: (of) => `${of}.split('\\n')`,
  isdigit: (of) => `/^\\d+$/.test(${of})`,
  isalpha: (of) => `/^\\p{L}+$/u.test(${of})`,
  rfind: (of, [x], out) => x && `${of}.lastIndexOf(${out(x)})`,
  ljust: (of, [n], out) => n && `${of}.padEnd(${out(n)})`,
  rjust: (of, [n], out) => n && `${of}.padStart(${out(n)})`,
  pop: (of, [i], out, kind) => (i && kind === 'list' ? popped(of, i, out) : undefined),
  strip: (of) => `${of}.trim()`,
  split: (of, [x], out) => `${of}.split(${x ? out(x) : "' '"})`,
  join: (of, [x], out) => x && `${out(x, 20)}.join(${of})`,
  replace: (of, [a, b], out) => a && b && `${of}.replaceAll(${out(a)}, ${out(b)})`,
  startswith: (of, [x], out) => x && `${of}.startsWith(${out(x)})`,
  endswith: (of, [x], out) => x && `${of}.endsWith(${out(x)})`,
  find: (of, [x], out) => (x && x.kind !== 'lambda' ? `${of}.indexOf(${out(x)})` : undefined),
  zfill: (of, [x], out) => x && `${of}.padStart(${out(x)}, '0')`,
  has_key: (of, [x], out) => x && `${out(x)} in ${of}`,
  items: (of) => `Object.entries(${of})`,
  keys: (of) => `Object.keys(${of})`,
  values: (of) => `Object.values(${of})`,
  get: (of, [x, other], out, kind) => (x && kind === 'dict' ? `${of}[${out(x)}] ?? ${other ? out(other) : 'null'}` : undefined),
}; // prettier-ignore

/** Names with dots that stand elsewhere here. */
const modules: Record<string, string> = {
  'math.pi': 'Math.PI', 'math.e': 'Math.E', 'math.inf': 'Infinity', 'np.inf': 'np.inf', 'math.ceil': 'Math.ceil',
  'tf.constant': 'np.array', 'tf.convert_to_tensor': 'np.array', 'tf.Variable': 'keras.Variable', 'tf.random.normal': 'keras.random.normal', 'tf.random.uniform': 'keras.random.uniform', 'torch.tensor': 'np.array', 'torch.Tensor': 'np.array',
  'torch.arange': 'np.arange', 'torch.linspace': 'np.linspace', 'torch.exp': 'np.exp', 'torch.sqrt': 'np.sqrt', 'torch.sum': 'np.sum',
  'torch.mean': 'np.mean', 'torch.argmax': 'np.argmax', 'torch.cat': 'np.concatenate', 'torch.stack': 'np.stack', 'torch.matmul': 'np.matmul',
  'torch.rand': 'np.random.rand', 'torch.randn': 'np.random.randn', 'torch.manual_seed': 'np.random.seed', 'torch.nn.functional.relu': 'keras.ops.relu',
  'F.relu': 'keras.ops.relu', 'F.softmax': 'keras.ops.softmax',
  'tf.random.set_seed': 'keras.utils.setRandomSeed', 'tf.matmul': 'keras.ops.matmul', 'tf.square': 'keras.ops.square', 'tf.exp': 'keras.ops.exp', 'tf.sqrt': 'keras.ops.sqrt', 'tf.abs': 'keras.ops.abs',
  'tf.reduce_sum': 'keras.ops.sum', 'tf.reduce_max': 'keras.ops.max', 'tf.argmax': 'keras.ops.argmax', 'tf.cast': 'keras.ops.cast', 'tf.reshape': 'keras.ops.reshape',
  'tf.concat': 'keras.ops.concatenate', 'tf.nn.sigmoid': 'keras.ops.sigmoid', 'tf.maximum': 'keras.ops.maximum', 'tf.zeros': 'np.zeros', 'tf.ones': 'np.ones',
  'tf.newaxis': 'np.newaxis', 'tf.one_hot': 'keras.utils.toCategorical',
  'tf.GradientTape': 'keras.GradientTape', 'keras.backend': 'keras.ops',
  'tf.keras': 'keras', 'tf.nn.relu': 'keras.ops.relu', 'tf.nn.softmax': 'keras.ops.softmax', 'tf.reduce_mean': 'keras.ops.mean',
  'np_utils.to_categorical': 'keras.utils.toCategorical', 'Image.open': 'image.imread', 'image.open': 'image.imread', 'cv2.imread': 'image.imread', 'cv2.resize': 'image.resize',
  'io.imread': 'image.imread', 'mpimg.imread': 'plt.imread', 'plt.imread': 'plt.imread',
  'tf.data.Dataset': 'datasets.Dataset', 'tf.data.AUTOTUNE': 'datasets.AUTOTUNE', 'tf.data.experimental.AUTOTUNE': 'datasets.AUTOTUNE',
  'tf.data.experimental.make_csv_dataset': 'datasets.Dataset.fromCsv', 'keras.utils.Sequence': 'keras.utils.PyDataset',
  'image.load_img': 'keras.utils.loadImg', 'image.img_to_array': 'keras.utils.imgToArray', 'image.array_to_img': 'keras.utils.arrayToImg', 'image.save_img': 'keras.utils.saveImg',
  'keras.__version__': 'keras.version()', 'tf.__version__': 'keras.version()',
  'keras.preprocessing.image.ImageDataGenerator': 'datasets.ImageDataGenerator',
  'tf.keras.preprocessing.image.ImageDataGenerator': 'datasets.ImageDataGenerator',
  'np.trapz': 'np.trapezoid', 'np.float': "'float64'", 'np.int': "'int64'", 'np.product': 'np.prod',
}; // prettier-ignore

/** What stands for a name with dots; undefined for names that are the same here. */
export function moduleCall(path: string): string | undefined {
  const set = /^(?:tf\.)?keras\.datasets\.(mnist|fashion_mnist|cifar10)(?:\.load_data|\.loadData)?$/.exec(path);
  if (set) {
    const name = set[1]!.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase());
    return /load/.test(path) ? `datasets.${name}.loadData` : `datasets.${name}`;
  }
  const map = /^plt\.cm\.(\w+)$/.exec(path)?.[1];
  if (map !== undefined) return `'${map}'`;
  const plain = path.replace(/^tf\.keras\./, 'keras.');
  // scikit-learn's modules lie flat on one name here.
  const learned = /^sklearn\.[a-z]\w*\.(\w+)$/.exec(plain)?.[1];
  if (learned !== undefined) return placed(learned);
  return Object.hasOwn(modules, plain) ? modules[plain] : pictureName(plain);
}
