/** @file Trees as TypeScript: operators on arrays become methods, Python's words and calls what stands for them here. */
import type { Argument, Expr } from './parse.ts';
import { parse } from './parse.ts';
import { pictureCall } from './pictures.ts';
import { placed } from './places.ts';
import { otherFormat } from './formats.ts';
import { camelCase, dtypeText, isOfFloats, keepsNames, laidOut, ofAxes, optionName, words } from './options.ts';
import { truth } from './truth.ts';
import { strength, strengthOf } from './strength.ts';
import { pathOf, rangeOf, type Range } from './trees.ts';
import { builtInCall, methodCall, moduleCall, names } from './vocabulary.ts';
import { kindOf, parametersOf, without, type Values } from './values.ts';

const methods: Record<string, string> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '//': 'floorDiv', '%': 'mod', '**': 'pow', '@': 'matmul', '>': 'gt', '>=': 'ge', '<': 'lt',
  '<=': 'le', '==': 'eq', '===': 'eq', '!=': 'ne', '!==': 'ne', '&': 'and', '|': 'or', '^': 'xor',
}; // prettier-ignore
/** Where the array stands on the right: the function, or the method with the sides changed. */
const functions: Record<string, string> = {
  '-': 'subtract',
  '/': 'divide',
  '//': 'floorDivide',
  '%': 'remainder',
  '**': 'power',
};
/** Methods of arrays under the names of keras.ops. */
const opNames: Record<string, string> = { sub: 'subtract', mul: 'multiply', div: 'divide', pow: 'power', neg: 'negative', gt: 'greater', ge: 'greaterEqual', lt: 'less', le: 'lessEqual', eq: 'equal', astype: 'cast' }; // prettier-ignore
const tensorSigns: Record<string, string> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '//': 'floorDivide', '%': 'mod', '**': 'power', '@': 'matmul', '>': 'greater', '>=': 'greaterEqual', '<': 'less', '<=': 'lessEqual', '==': 'equal', '!=': 'notEqual' }; // prettier-ignore
const turned: Record<string, string> = { '>': 'lt', '>=': 'le', '<': 'gt', '<=': 'ge' };
const signs: Record<string, string> = { or: '||', and: '&&', is: '===', 'is not': '!==', '==': '===', '!=': '!==' };

/** Calls that a cell waits for. */
const waited =
  /(?:\.(?:fit|savefig|imsave|saveWeights|loadWeights|evaluate|predict|loadModel|loadData|imread|fitGenerator|loadImg|saveImg|getFile|splitDataset)|^datasets\.\w+\.loadData|^image\.imread|\.loadModel)$/;

/** An expression in TypeScript. */
export function print(x: Expr, values: Values): string {
  return new Printer(values).text(x);
}

class Printer {
  readonly #values: Values;
  constructor(values: Values) {
    this.#values = values;
  }

  /** In brackets where something weaker than `level` stands outside of brackets. */
  text(x: Expr, level = 0): string {
    const text = this.#bare(x, level);
    return level > strengthOf(text) ? `(${text})` : text;
  }

  #bare(x: Expr, level: number): string {
    switch (x.kind) {
      case 'number':
        if (/j$/i.test(x.text)) return `np.complex(0, ${x.text.slice(0, -1)})`;
        return x.text.replace(/^(\d+)\.$/, '$1').replace(/\.(?=\D|$)/, '');
      case 'text':
        return this.#quoted(x.text);
      case 'name':
        if (this.#values.has(x.text)) return x.text;
        return Object.hasOwn(names, x.text) ? names[x.text]! : (placed(x.text) ?? x.text);
      case 'attribute':
        return this.#attribute(x);
      case 'call':
        return this.#call(x);
      case 'index':
        return this.#index(x);
      case 'slice':
        return `np.slice(${x.parts.map((part) => (part ? this.text(part) : 'null')).join(', ')})`;
      case 'unary':
        return this.#unary(x, level);
      case 'binary':
        return this.#binary(x);
      case 'choice':
        return `${this.text(truth(x.test, this.#values), 1)} ? ${this.text(x.yes, 1)} : ${this.text(x.no)}`;
      case 'list':
        return `[${x.items.map((item) => this.text(item)).join(', ')}]`;
      case 'dict':
        return this.#dict(x);
      case 'lambda': {
        // A parameter is not what the cell calls so.
        const inner = new Printer(without(this.#values, x.names.match(/[\w$]+/g) ?? []));
        const body = inner.text(x.body);
        return `(${x.names}) => ${body.startsWith('{') ? `(${body})` : body}`;
      }
      case 'each':
        return this.#each(x);
    }
  }

  #isArray(x: Expr): boolean {
    return kindOf(x, this.#values) === 'array';
  }

  /** What stands before a dot. */
  #head(x: Expr): string {
    const text = this.text(x, 20);
    return x.kind === 'number' ? `(${text})` : text;
  }

  #quoted(text: string): string {
    const [, prefix, quote, inner] = /^([a-z]*)("""|'''|["'`])([^]*)\2$/i.exec(text)!;
    if (quote === '`') return text;
    if (/f/i.test(prefix!)) return `\`${inner!.replace(/\{([^{}]+)\}/g, (_, part: string) => this.#placed(part))}\``;
    if (/r/i.test(prefix!)) return `String.raw\`${inner!}\``;
    return quote!.length === 3 ? `\`${inner!}\`` : `${quote!}${inner!}${quote!}`;
  }

  /** `{x:.2f}` of an f-string. */
  #placed(part: string): string {
    const [, value, format] = /^(.*?)(?:![rs])?(?::([^:]*))?$/.exec(part)!;
    if (value!.endsWith('=')) return `${value!}${this.#placed(`${value!.slice(0, -1)}${format ? `:${format}` : ''}`)}`;
    const tree = parse(value!);
    const sign = format?.endsWith('%') ? '%' : '';
    return `\${${this.formatted(tree ?? { kind: 'name', text: value! }, format)}}${sign}`;
  }

  /** A value in one of Python's number formats. */
  formatted(x: Expr, format: string | undefined): string {
    const digits = /^\.(\d+)f$/.exec(format ?? '')?.[1];
    if (digits !== undefined) return `${this.#head(x)}.toFixed(${digits})`;
    const percent = /\.(\d+)%$/.exec(format ?? '')?.[1];
    if (percent !== undefined) return `(${this.text(x, 8)} * 100).toFixed(${percent})`;
    const other = otherFormat(this.text(x), this.#head(x), format ?? '');
    if (other !== undefined) return other;
    const width = /^0(\d+)d?$/.exec(format ?? '')?.[1];
    return width === undefined ? this.text(x) : `String(${this.text(x)}).padStart(${width}, '0')`;
  }

  #attribute(x: Extract<Expr, { kind: 'attribute' }>): string {
    const path = `${pathOf(x.of) ?? ''}.${x.name}`;
    const module = moduleCall(path);
    if (module !== undefined) return module;
    const of = this.#head(x.of);
    if (/^(?:in|out)put_?shape$/i.test(x.name) && !this.#values.has(path))
      return `${of}.${x.name.slice(0, x.name.search(/_?shape/i))}.shape`;
    if (x.name === 'flat' && /^lists?$/.test(kindOf(x.of, this.#values))) return `${of}.flat()`;
    if (x.name === 'size' && kindOf(x.of, this.#values) === 'list') return `${of}.length`;
    if (/^(?:shape|ndim|dtype|T)$/.test(x.name) && /^lists?$/.test(kindOf(x.of, this.#values)))
      return `np.array(${of}).${x.name}`;
    if (this.#isArray(x.of) && x.name === 'length') return `${of}.shape[0]`;
    return `${of}.${keepsNames(of) || ofAxes.test(x.name) ? x.name : camelCase(x.name)}`;
  }

  #call({ fn, args }: Extract<Expr, { kind: 'call' }>): string {
    const out = (x: Expr, strong = 0): string => this.text(x, strong);
    const kind = (x: Expr) => kindOf(x, this.#values);
    if (fn.kind === 'attribute' && args.length === 0 && isField(fn.name, kindOf(fn.of, this.#values)))
      return this.#attribute(fn);
    if (pathOf(fn) === 'console.log' && args.some(({ name }) => name === 'end' || name === 'sep'))
      return builtInCall('print', args, out, kind) ?? '';
    const tensors = this.#tensorCall(fn, args);
    if (tensors !== undefined) return tensors;
    // (Classes of the library are called without new.)
    if (fn.kind === 'name' && this.#values.get(fn.text) === 'class' && placed(fn.text) === undefined) {
      return `new ${fn.text}(${this.#arguments(args, fn.text)})`;
    }
    // `{k: v for k, v in enumerate(names)}` is an object with a method enumerate for TypeScript
    if (fn.kind === 'name' && (/^(?:input|enumerate|zip)$/.test(fn.text) || !this.#values.has(fn.text))) {
      const own = builtInCall(fn.text, args, out, kind);
      if (own !== undefined) return own;
    }
    const ofPictures = pictureCall(fn, args, out);
    if (ofPictures !== undefined) return ofPictures;
    if (fn.kind === 'attribute') {
      const format = fn.name === 'format' && fn.of.kind === 'text' ? this.#format(fn.of.text, args) : undefined;
      const own = format ?? methodCall(fn, args, out, kind);
      if (own !== undefined) return own;
    }
    const head = this.#head(fn)
      .replace(/(\.flat)\(\)$/, '$1')
      .replace(/\.(fit|evaluate|predict)Generator$/, '.$1');
    const inside = this.#arguments(inPlace(parametersOf(head, this.#values), args) ?? laidOut(head, args), head);
    if (head === 'np.exp' && inside.startsWith('np.complex(')) return `${inside}.exp()`;
    const text = `${head}(${inside})`;
    return waited.test(head) ? `await ${text}` : text;
  }

  /** Tensors have no methods; what np does with arrays, keras.ops does with tensors. */
  #tensorCall(fn: Expr, args: readonly Argument[]): string | undefined {
    if (fn.kind !== 'attribute') return undefined;
    const isTensor = (x: Expr): boolean => kindOf(x, this.#values) === 'tensor';
    const list = args.map(({ value }) => value);
    const ofNp = pathOf(fn.of) === 'np';
    if (!(ofNp ? list.some(isTensor) : isTensor(fn.of))) return undefined;
    const name = Object.hasOwn(opNames, fn.name) ? opNames[fn.name]! : camelCase(fn.name);
    return `keras.ops.${name}(${[...(ofNp ? [] : [this.text(fn.of)]), ...(args.length ? [this.#arguments(args, 'keras.ops')] : [])].join(', ')})`;
  } // prettier-ignore

  #arguments(args: readonly Argument[], head: string): string {
    const plain = args
      .filter((arg) => arg.name === undefined)
      .map(({ value }, i) =>
        i > 0 || args.length === 1 ? this.#lastArgument(value, head) : this.#argument(value, head),
      );
    // JavaScript cannot tell 1. from 1
    if (head === 'np.array' && args.length === 1 && isOfFloats(args[0]!.value)) plain.push("'float64'");
    const named = args.filter((arg) => arg.name !== undefined);
    const last = args.at(-1)?.value;
    const joins = last?.kind === 'dict' && args.at(-1)!.name === undefined && named.length > 0;
    // Methods that take nothing but an axis take it by itself
    if (
      named.length === 1 &&
      named[0]!.name === 'axis' &&
      /(?<!np)\.(?:argmax|argmin|argsort|cumsum|cumprod)$/.test(head)
    )
      return this.text(named[0]!.value);
    const entries = named.map(({ name, value }) => this.#option(name!, value, head));
    if (joins) {
      plain.pop();
      entries.unshift(...this.#dict(last).slice(2, -2).split(', '));
    }
    return [...plain, ...(entries.length > 0 ? [`{ ${entries.join(', ')} }`] : [])].join(', ');
  }

  #option(name: string, value: Expr, head: string): string {
    const key = optionName(name, head);
    const isWord = value.kind === 'name' && words.has(value.text) && !this.#values.has(value.text);
    const own = isWord ? `'${value.text}'` : this.text(value);
    const text = name === 'dtype' ? dtypeText(value, own) : own;
    // Keras 1's name for the number of inputs of a first layer.
    if (key === 'inputDim' && !head.endsWith('Embedding')) return `inputShape: [${text}]`;
    return key === text ? key : `${key}: ${text}`;
  }

  /** `{ lr: 0.1 }` and `{ lr }` at the end of a call of the library are its options. */
  #lastArgument(value: Expr, head: string): string {
    const isCall =
      placed(head) !== undefined ||
      /^(?:keras|layers|np|cnn|image|datasets|plot|sklearn)\b|\.(?:compile|fit|evaluate|predict)$/.test(head);
    if (value.kind !== 'dict' || !isCall || value.entries.length === 0) return this.#argument(value, head);
    const isNamed = value.entries.every(({ key }) => key.kind === 'name' || /^["']\w+["']$/.test(key.kind === 'text' ? key.text : ''));
    if (!isNamed) return this.#argument(value, head);
    const entries = value.entries.map(({ key, value: given }) => {
      const name = (key as { text: string }).text.replace(/["']/g, '');
      return this.#option(name, given ?? key, head);
    });
    return `{ ${entries.join(', ')} }`;
  } // prettier-ignore

  #argument(value: Expr, head: string): string {
    const text = this.text(value);
    if (/\blayers\.\w+$/.test(head) && /^["']\d+["']$/.test(text)) return text.slice(1, -1);
    return /\.(?:astype|array|zeros|ones|full|empty)$/.test(head) ? dtypeText(value, text) : text;
  }

  /** `'{} {:.2f}'.format(a, b)` */
  #format(text: string, args: readonly Argument[]): string {
    let next = 0;
    const inner = text.slice(1, -1).replace(/\{(\w*)(?::([^{}]*))?\}/g, (_, key: string, format?: string) => {
      const arg = key === '' ? args[next++] : /^\d+$/.test(key) ? args[Number(key)] : args.find((a) => a.name === key);
      return arg ? `\${${this.formatted(arg.value, format)}}` : '';
    });
    return `\`${inner}\``;
  }

  #index(x: Extract<Expr, { kind: 'index' }>): string {
    // a[i][j][k] of an array is a[i, j, k]
    let [of, items] = [x.of, x.items];
    for (let [root, all] = [of, items]; root.kind === 'index' && root.items.every(isPlain);) {
      all = [...root.items, ...all];
      root = root.of;
      if (this.#isArray(root) || kindOf(root, this.#values) === 'axes') [of, items] = [root, all];
    }
    const kind = kindOf(of, this.#values);
    const head = this.#head(of);
    const [first] = items as [Expr];
    const only = items.length === 1;
    // One axes is no list of axes, and a row of them has one index
    if (kind === 'axes') return head;
    const element = this.#values.get(`${head}[]`);
    if (kind === 'list' && items.length === 2 && element === 'axes') {
      return `${head}[${this.text(isZero(items[1]!) ? first : items[1]!)}]`;
    }
    if (kind === 'list' && items.length > 1 && head.endsWith('.shape')) return `[${items.map((item) => `${head}[${this.text(item)}]`).join(', ')}]`;
    if (kind === 'lists' || (kind === 'list' && first.kind !== 'slice')) {
      return items.map((item) => (isNegative(item) ? `.at(${this.text(item)})` : `[${this.#listPlace(item)}]`)).reduce((a, b) => a + b, head);
    }
    if (first.kind === 'slice' && only && (kind === 'list' || kind === 'text' || endsInText(of))) return this.#part(head, kind, first.parts);
    if (only && first.kind === 'text') return `${head}[${this.text(first)}]`;
    if (only && first.kind === 'unary' && isNegative(first)) return `${head}.at(${this.text(first)})`;
    if (only && (kind === 'unknown' || kind === 'text' || kind === 'dict') && first.kind !== 'slice' && !isMask(first)) return `${head}[${this.#listPlace(first)}]`;
    const places = this.places(items);
    const single = !only && items.every((item) => isPlain(item));
    return `${head}.${single ? 'item' : 'at'}(${places})`;
  } // prettier-ignore

  /** What stands between the brackets of an array, as arguments of at, item and set. */
  places(items: readonly Expr[]): string {
    return items.map((item) => this.#place(item)).join(', ');
  }

  /** The place in a list; an element of an array is a number there only by item. */
  #listPlace(item: Expr): string {
    if (item.kind === 'index' && item.items.every(isPlain) && this.#isArray(item.of)) return `${this.#head(item.of)}.item(${this.places(item.items)})`;
    return this.text(item);
  } // prettier-ignore

  #place(item: Expr): string {
    if (item.kind === 'name' && item.text === '...') return "'...'";
    if (item.kind === 'name' && item.text === 'None') return 'np.newaxis';
    if (item.kind !== 'slice') return this.text(item);
    const simple = item.parts.every((part) => part === undefined || isNumber(part));
    const texts = item.parts.map((part) => (part ? (isImaginary(part) ? part.text : this.text(part)) : ''));
    if (simple) return `'${texts.join(':')}'`;
    return `\`${texts.map((text, i) => (item.parts[i] && !isNumber(item.parts[i]) ? `\${${text}}` : text)).join(':')}\``;
  }

  /** A part of a list or a text. */
  #part(head: string, kind: string, [start, stop, step]: readonly (Expr | undefined)[]): string {
    if (step && this.text(step) === '-1' && !start && !stop) {
      return kind === 'text' ? `[...${head}].reverse().join('')` : `[...${head}].reverse()`;
    }
    if (step) return `${head}.filter((_, i) => i % ${this.text(step, 9)} === 0)`;
    if (!stop) return `${head}.slice(${start ? this.text(start) : ''})`;
    return `${head}.slice(${start ? this.text(start) : '0'}, ${this.text(stop)})`;
  }

  #unary(x: Extract<Expr, { kind: 'unary' }>, level: number): string {
    if (x.sign === '-' && kindOf(x.of, this.#values) === 'tensor') return `keras.ops.negative(${this.text(x.of)})`;
    if (x.sign === '+' && this.#isArray(x.of)) return this.text(x.of, level);
    if (x.sign === '-' && this.#isArray(x.of)) return `${this.#head(x.of)}.neg()`;
    if (x.sign === '~') return this.#isArray(x.of) || x.of.kind !== 'number' ? `${this.#head(x.of)}.not()` : `~${this.text(x.of, 10)}`;
    if (x.sign === 'new' && x.of.kind === 'call') return this.#call(x.of);
    if (x.sign === '!' && x.of.kind === 'binary' && x.of.sign === 'in') return this.#binary({ ...x.of, sign: 'not in' });
    if (x.sign === '!' && /^lists?$/.test(kindOf(x.of, this.#values))) return `${this.#head(x.of)}.length === 0`;
    const inner = this.text(x.of, 10);
    if (x.sign === 'await' && inner.startsWith('await ')) return inner;
    if (x.sign === 'new' && inner.startsWith('new ')) return inner; // a class in front of a chain is made by new already
    const text = `${x.sign}${/^[a-z]/.test(x.sign) ? ' ' : ''}${inner}`;
    return level >= 9 && x.sign !== '...' ? `(${text})` : text;
  } // prettier-ignore

  #binary(x: Extract<Expr, { kind: 'binary' }>): string {
    const { left, right, sign } = x;
    const complex = this.#complex(x);
    if (complex !== undefined) return complex;
    if (tensorSigns[sign] && [left, right].some((side) => kindOf(side, this.#values) === 'tensor')) {
      return `keras.ops.${tensorSigns[sign]}(${this.text(left)}, ${this.text(right)})`;
    }
    if (this.#isArray(left) && methods[sign]) return `${this.#head(left)}.${methods[sign]}(${this.text(right)})`;
    if (this.#isArray(right) && methods[sign]) {
      const name = functions[sign];
      if (name) return `np.${name}(${this.text(left)}, ${this.text(right)})`;
      return `${this.#head(right)}.${turned[sign] ?? methods[sign]}(${this.text(left)})`;
    }
    if (sign === 'in' || sign === 'not in') return this.#contains(x, sign === 'in');
    const contents = /^[!=]==?$/.test(sign) ? this.#sameContents(left, right, sign.startsWith('!')) : undefined;
    if (contents !== undefined) return contents;
    if (sign === '@') return `${this.#head(left)}.matmul(${this.text(right)})`;
    if (sign === '//') return `Math.floor(${this.text(left, 8)} / ${this.text(right, 9)})`;
    const [one, two] = [kindOf(left, this.#values), kindOf(right, this.#values)];
    if (sign === '*' && one === 'text') return `${this.#head(left)}.repeat(${this.text(right)})`;
    if (sign === '*' && left.kind === 'list' && !left.round) return this.#repeated(left.items, right);
    if (sign === '%' && left.kind === 'text') return this.#percent(left.text, right);
    if (sign === '+' && one === 'list' && two === 'list') return `[...${this.text(left)}, ...${this.text(right)}]`;
    // Numbers in lists are computed by np; [0] * n was a list
    const ofLists: Record<string, string> = { '*': 'multiply', '-': 'subtract', '/': 'divide', '**': 'power', '%': 'mod' };
    if (ofLists[sign] && [one, two].includes('list') && [one, two].every((k) => k === 'list' || k === 'number')) {
      return `np.${ofLists[sign]}(${this.text(left)}, ${this.text(right)})`;
    }
    if (left.kind === 'binary' && ((chains.has(sign) && chains.has(left.sign)) || (/^===?$/.test(sign) && sign === left.sign))) {
      return `${this.text(left, 3)} && ${this.text(left.right, 6)} ${signs[sign] ?? sign} ${this.text(right, 6)}`;
    }
    // `a > 0 & b < 3` of numbers
    const joins = /^[&|]$/.test(sign) && [left, right].every((side) => side.kind === 'binary' && /^[<>=!]/.test(side.sign));
    const own = signs[sign] ?? (joins ? sign + sign : sign);
    const power = strength[own] ?? 9;
    const base = own === '**' && left.kind === 'unary' ? `(${this.text(left)})` : this.text(left, own === '**' ? power + 1 : power);
    return `${base} ${own} ${this.text(right, own === '**' ? power : power + 1)}`;
  } // prettier-ignore

  /** Lists and objects that are written out are compared by what is in them; undefined for other sides. */
  #sameContents(left: Expr, right: Expr, not: boolean): string | undefined {
    const empty = [left, right].find((x) => (x.kind === 'list' && !x.round && x.items.length === 0) || (x.kind === 'dict' && x.entries.length === 0));
    if (empty !== undefined) {
      const other = empty === left ? right : left;
      const count = empty.kind === 'dict' ? `Object.keys(${this.text(other)}).length` : `${this.#head(other)}.length`;
      return not ? `${count} > 0` : `${count} === 0`;
    }
    if ([left, right].some(isOfNumbers)) return `${not ? '!' : ''}np.arrayEqual(${this.text(left)}, ${this.text(right)})`;
    if (![left, right].some((x) => x.kind === 'list' || x.kind === 'dict')) return undefined;
    return `JSON.stringify(${this.text(left)}) ${not ? '!==' : '==='} JSON.stringify(${this.text(right)})`;
  } // prettier-ignore

  /** `1 + 2j`, `1j * phase`, `mag * np.exp(1j * phase)`: numbers beside complex ones stand behind them. */
  #complex(x: Extract<Expr, { kind: 'binary' }>): string | undefined {
    if (!/"text":"[\d.]+j"/.test(JSON.stringify(x))) return undefined;
    const { left, right, sign } = x;
    if (sign === '*' && isImaginary(left) && /^1(?:\.0?)?j$/.test(left.text))
      return `np.complex(0, ${this.text(right)})`;
    if (/^[-+]$/.test(sign) && left.kind === 'number' && isImaginary(right))
      return `np.complex(${this.text(left)}, ${sign === '-' ? '-' : ''}${right.text.slice(0, -1)})`;
    if (sign !== '*' && sign !== '+') return undefined;
    const [one, two] = [this.text(left), this.text(right)];
    const method = sign === '*' ? 'mul' : 'add';
    if (one.startsWith('np.complex(')) return `${one}.${method}(${two})`;
    return two.startsWith('np.complex(') ? `${two}.${method}(${one})` : undefined;
  }

  #contains({ left, right }: Extract<Expr, { kind: 'binary' }>, wanted: boolean): string {
    const dict = kindOf(right, this.#values) === 'dict';
    const has = ['set', 'map'].includes(kindOf(right, this.#values));
    const text = has
      ? `${this.#head(right)}.has(${this.text(left)})`
      : dict
        ? `${this.text(left)} in ${this.text(right)}`
        : `${this.#head(right)}.includes(${this.text(left)})`;
    return wanted ? text : dict ? `!(${text})` : `!${text}`;
  }

  #repeated(items: readonly Expr[], times: Expr): string {
    const one = items.length === 1 ? items[0]! : undefined;
    if (one === undefined) return `Array.from({ length: ${this.text(times)} }, () => [${items.map((i) => this.text(i)).join(', ')}]).flat()`;
    if (one.kind === 'list' || one.kind === 'binary') return `Array.from({ length: ${this.text(times)} }, () => ${this.text(one)})`;
    return `Array(${this.text(times)}).fill(${this.text(one)})`;
  } // prettier-ignore

  /** `'%d of %.2f' % (a, b)` */
  #percent(text: string, right: Expr): string {
    const values = right.kind === 'list' && right.round ? [...right.items] : [right];
    const inner = text.slice(1, -1).replace(/%(0?\d*\.?\d*)([dsfgi%])/g, (whole, width: string, letter: string) => {
      if (letter === '%') return '%';
      const value = values.shift();
      return value
        ? `\${${this.formatted(value, `${width}${letter === 'f' && width === '' ? '.6f' : letter}`)}}`
        : whole;
    });
    return `\`${inner}\``;
  }

  #dict({ entries }: Extract<Expr, { kind: 'dict' }>): string {
    if (entries.length === 0) return '{}';
    const texts = entries.map(({ key, value }) => {
      const name = this.text(key);
      if (value === undefined) return name;
      return `${key.kind === 'name' || key.kind === 'text' || key.kind === 'number' ? name : `[${name}]`}: ${this.text(value)}`;
    });
    return `{ ${texts.join(', ')} }`;
  }

  #each({ key, value, target, over, where }: Extract<Expr, { kind: 'each' }>): string {
    const names = this.text(target);
    const inner = new Printer(without(this.#values, names.match(/[\w$]+/g) ?? []));
    if (value.kind === 'each' && value.flat && !where)
      return `[...${this.text(over, 10)}].flatMap((${names}) => ${inner.text({ ...value, flat: false })})`;
    const body = key ? `[${inner.text(key)}, ${inner.text(value)}]` : inner.text(value);
    const made = body.startsWith('{') ? `(${body})` : body;
    const range = rangeOf(over);
    const list = range ? this.#range(range, names, where ? undefined : made) : undefined;
    let text: string;
    if (list !== undefined && !where) text = list;
    else if (over.kind === 'call' && pathOf(over.fn) === 'zip' && !where && !key)
      text = `${this.text(over)}.map((${names}) => ${made})`;
    else {
      const source = list ?? this.text(over, 20);
      const filtered = where ? `${list ? source : `[...${source}]`}.filter((${names}) => ${inner.text(where)})` : '';
      if (where) text = made === names ? filtered : `${filtered}.map((${names}) => ${made})`;
      else text = `Array.from(${source}, (${names}) => ${made})`;
    }
    return key ? `Object.fromEntries(${text})` : text;
  }

  /** The numbers of range, or what is made of each of them. */
  #range({ from, to, step }: Range, name: string, made: string | undefined): string {
    if (step === undefined && from === undefined) {
      return `Array.from({ length: ${this.text(to)} }, ${name === '_' ? '()' : `(_, ${name})`} => ${made ?? name})`;
    }
    const list = `np.arange(${[from, to, step].filter((part) => part !== undefined).map((part) => this.text(part)).join(', ')})`;
    return made === undefined || made === name ? `${list}.toList()` : `Array.from(${list}, Number).map((${name}) => ${made})`;
  } // prettier-ignore
}

const chains = new Set(['<', '>', '<=', '>=']);

/** `(28, 28, 3)`, `[1, 2]`: a list that is written out, of numbers and names of numbers; `[]` is none. */
function isOfNumbers(x: Expr): boolean {
  return x.kind === 'list' && x.items.length > 0 && x.items.some((item) => item.kind === 'number') && x.items.every((item) => item.kind === 'number' || item.kind === 'name');
} // prettier-ignore

/** Named arguments of a function of one's own at the places of its parameters; undefined where it has others. */
function inPlace(names: readonly string[] | undefined, args: readonly Argument[]): readonly Argument[] | undefined {
  if (names === undefined || args.every(({ name }) => name === undefined)) return undefined;
  if (args.some(({ name }) => name !== undefined && !names.includes(name))) return undefined;
  const count = Math.max(...args.map(({ name }, i) => (name === undefined ? i : names.indexOf(name)))) + 1;
  return Array.from({ length: count }, (_, i) => {
    const plain = args[i]?.name === undefined ? args[i] : undefined;
    return { value: (plain ?? args.find(({ name }) => name === names[i]))?.value ?? { kind: 'name', text: 'undefined' } };
  });
} // prettier-ignore

/** Fields that are called by mistake. */
function isField(name: string, kind: string): boolean {
  if (kind === 'array') return /^(?:length|size|shape|ndim|dtype|T)$/.test(name);
  return name === 'length' && /^(?:lists?|text)$/.test(kind);
}

/** `2j` */
const isImaginary = (x: Expr): x is Expr & { text: string } => x.kind === 'number' && /j$/i.test(x.text);
const isNumber = (x: Expr): boolean => x.kind === 'number' || (x.kind === 'unary' && x.of.kind === 'number');
const isNegative = (x: Expr): boolean => x.kind === 'unary' && x.sign === '-' && x.of.kind === 'number';
const isZero = (x: Expr): boolean => x.kind === 'number' && x.text === '0';
const isPlain = (x: Expr): boolean =>
  isNumber(x) ||
  (x.kind === 'name' && !['None', '...'].includes(x.text)) ||
  (x.kind === 'binary' && isPlain(x.left) && isPlain(x.right));
const isMask = (x: Expr): boolean => (x.kind === 'binary' && /^[<>=!&|]/.test(x.sign)) || x.kind === 'list';
const endsInText = (x: Expr): boolean => x.kind === 'text';
