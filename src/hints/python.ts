/** @file Lines of Python that are no expressions and no assignments, and the same in TypeScript. */

/** Python on the left, TypeScript on the right. */
export const python: readonly [line: RegExp, instead: string | ((match: RegExpExecArray) => string)][] = [
  [/^import\s+(numpy|keras|tensorflow|torch|matplotlib|cv2|math|json|random|time|sys|re|PIL|scipy|skimage|sklearn|seaborn|pandas|copy|datetime)\b.*$/, ''],
  [/^from\s+(numpy|keras|tensorflow|torch|matplotlib|cv2|PIL|pandas|seaborn|sklearn|skimage|scipy|math|random|time|tqdm|collections|IPython|google)\b.*\bimport\b/, ''],
  [/^import\s+(?:os|glob|shutil|pathlib)\b.*$/, "import fs from 'node:fs'"],
  [/^from\s+glob\s+import\s+glob\b.*$/, "import { globSync as glob } from 'node:fs'"],
  [/^import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*;?$/, (m) => `import * as ${m[2] ?? m[1]!.split('.').pop()!} from '${m[1]!}'`],
  [/^from\s+([\w.]+)\s+import\s+(.+?)\s*;?$/, (m) => `import { ${m[2]!} } from '${m[1]!}'`],
  [/^(?:async\s+)?def\s+(\w+)\s*\((.*?)\)/, (m) => `function ${m[1]!}(${m[2]!}) { … }`],
  [/^class\s+(\w+)\s*(?:\((\w*)\))?\s*:/, (m) => `class ${m[1]!}${m[2] ? ` extends ${m[2]}` : ''} { … }`],
  [/^else\s*:/, '} else { … }'],
  [/^try\s*:/, 'try { … } catch (error) { … }'],
  [/^except\b/, '} catch (error) { … }'],
  [/^\s*("""|''')/, '/* … */'],
  [/^#|\s#\s/, (m) => m.input.replace(/(^|\s)#+\s*/, '$1// ')],
  [/^raise\b/, "throw new Error('…')"],
]; // prettier-ignore

/** Python's built-in functions and values. */
export const builtIns: Record<string, string> = {
  print: 'console.log(a)', len: 'list.length, array.shape[0]',
  True: 'true', False: 'false', None: 'null', range: 'np.arange(10), for (let i = 0; i < 10; i++) { … }',
  str: 'String(x)', int: 'Math.trunc(x), Number(text)', float: 'Number(x)', bool: 'Boolean(x)', abs: 'Math.abs(x), np.abs(a)',
  max: 'Math.max(a, b), a.max()', min: 'Math.min(a, b), a.min()', sum: 'a.sum()', round: 'Math.round(x)',
  list: '[…x]', dict: '{ key: value }', tuple: '[a, b]', type: 'typeof x', enumerate: 'x.entries()',
  pass: '{ }', self: 'this', zip: 'a.map((x, i) => [x, b[i]])', sorted: 'x.toSorted()', open: "import { readFileSync } from 'fs'",
  elif: '} else if (…) { … }', def: 'function f(x) { … }', time: 'performance.now()', random: 'np.random, Math.random()',
  os: "import fs from 'fs'", np_utils: 'keras.utils', math: 'Math',
}; // prettier-ignore

/** Modules of Python that are not here, and what has most of what they have. */
export const otherModules: Record<string, string> = {
  cv2: 'image', ImageDraw: 'image', ImageFilter: 'image', Image: 'image', skimage: 'image', tf: 'keras', torch: 'keras', nn: 'keras.layers',
  sns: 'plot',
}; // prettier-ignore
