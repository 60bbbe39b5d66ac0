/** @file Lines of Python, and the same in TypeScript. */

/** Python on the left, TypeScript on the right. */
export const python: readonly [line: RegExp, instead: string | ((match: RegExpExecArray) => string)][] = [
  [/^import\s+(numpy|keras|tensorflow|torch|matplotlib|cv2|math|json|random|time|sys|re|PIL|scipy|sklearn|seaborn|pandas|copy|datetime)\b.*$/, ''],
  [/^from\s+(numpy|keras|tensorflow|torch|matplotlib|cv2|PIL|sklearn|scipy|math|random|time|tqdm|collections|IPython|google)\b.*\bimport\b/, ''],
  [/^import\s+(?:os|glob|shutil|pathlib)\b.*$/, "import fs from 'node:fs'"],
  [/^from\s+glob\s+import\s+glob\b.*$/, "import { globSync as glob } from 'node:fs'"],
  [/^import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*;?$/, (m) => `import * as ${m[2] ?? m[1]!.split('.').pop()!} from '${m[1]!}'`],
  [/^from\s+([\w.]+)\s+import\s+(.+?)\s*;?$/, (m) => `import { ${m[2]!} } from '${m[1]!}'`],
  [/^(?:async\s+)?def\s+(\w+)\s*\((.*?)\)/, (m) => `function ${m[1]!}(${m[2]!}) { … }`],
  [/^class\s+(\w+)\s*(?:\((\w*)\))?\s*:/, (m) => `class ${m[1]!}${m[2] ? ` extends ${m[2]}` : ''} { … }`],
  [/^for\s+(\w+)\s+in\s+range\(\s*([^(),]+)\s*\)\s*:/, (m) => `for (let ${m[1]!} = 0; ${m[1]!} < ${m[2]!.trim()}; ${m[1]!}++) { … }`],
  [/^for\s+(.+?)\s+in\s+(.+?)\s*:/, (m) => `for (const ${m[1]!.includes(',') ? `[${m[1]!}]` : m[1]!} of ${m[2]!}) { … }`],
  [/^(?:\}\s*)?elif\s*\(?(.*?)\)?\s*[:{]?\s*(?:\}|$)/, () => '} else if (…) { … }'],
  [/^(if|while)\s+(.+?)\s*:/, (m) => `${m[1]!} (${condition(m[2]!)}) { … }`],
  [/^else\s*:/, '} else { … }'],
  [/^try\s*:/, 'try { … } catch (error) { … }'],
  [/^except\b/, '} catch (error) { … }'],
  [/^with\s+.+:/, 'const x = await …'],
  [/\blambda\s+([\w, ]*):\s*(.+?)\)*$/, (m) => `(${m[1]!}) => ${m[2]!}`],
  [/^\s*("""|''')/, '/* … */'],
  [/^#|\s#\s/, (m) => m.input.replace(/(^|\s)#+\s*/, '$1// ')],
  [/(?<![\w$.])[fF](["'])(.*?)\1/, (m) => `\`${m[2]!.replace(/\{/g, '${')}\``],
  [/([\w.]+(?:\([^()]*\))?)\s+@\s+(\w+)/, (m) => `${m[1]!}.matmul(${m[2]!})`],
  [/(\w+)\s+not\s+in\s+(\w+)/, (m) => `!${m[2]!}.includes(${m[1]!})`],
  [/(\w+)\s+is\s+(not\s+)?None\b/, (m) => `${m[1]!} ${m[2] ? '!==' : '==='} null`],
  [/\b(\w+)\s+(and|or)\s+/, (m) => `${m[1]!} ${m[2] === 'and' ? '&&' : '||'} …`],
  [/(?:^|[(=]\s*)not\s+(\w+)/, (m) => `!${m[1]!}`],
  [/^raise\b/, "throw new Error('…')"],
  [/(\w+)\[([^\]]*:[^\]]*)\]/, (m) => `${m[1]!}.at(${m[2]!.split(',').map((part) => (part.includes(':') ? `'${part.trim()}'` : part.trim())).join(', ')})`],
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
  os: "import fs from 'fs'", tf: 'keras', torch: 'keras', cv2: 'cnn, image', math: 'Math',
}; // prettier-ignore

/** A condition of Python in TypeScript. */
function condition(text: string): string {
  const words: Record<string, string> = { True: 'true', False: 'false', None: 'null', and: '&&', or: '||' };
  return text.replace(/\b(?:True|False|None|and|or)\b/g, (word) => words[word]!).replace(/\bnot\s+/g, '!');
}
