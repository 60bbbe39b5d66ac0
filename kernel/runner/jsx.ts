/**
 * @file Elements of JSX without a library: they show as HTML. Components are plain functions of their properties; texts are escaped, and
 * what shows itself (a figure, a picture) may stand between them.
 */
import { inspect } from 'node:util';
import { FormatError } from '../errors.ts';
import type { MimeBundle } from '../ipc.ts';

type Properties = Record<string, unknown>;
type Component = (properties: Properties) => unknown;

const displaySymbol = Symbol.for('Jupyter.display');
/** Elements that hold nothing and are not closed. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Properties that React and HTML name differently. */
const RENAMED: Readonly<Record<string, string>> = { className: 'class', htmlFor: 'for' };
const isName = /^[A-Za-z][\w:.-]*$/;

/** Children without an element around them. */
export const Fragment: symbol = Symbol('Fragment');

class Element {
  readonly type: string | symbol | Component;
  readonly props: Properties;

  constructor(type: Element['type'], props: Properties) {
    this.type = type;
    this.props = props;
  }

  /** Its HTML. */
  toString(): string {
    return htmlOf(this);
  }

  [displaySymbol](): MimeBundle {
    const html = htmlOf(this);
    return { 'text/html': html, 'text/plain': html };
  }
}

/** `<div id="x">…</div>` in a cell. @throws FormatError for what is neither a name nor a function */
export function jsx(type: unknown, properties: Properties | null, ...children: unknown[]): Element {
  const isType = typeof type === 'function' || type === Fragment || (typeof type === 'string' && isName.test(type));
  if (!isType) {
    throw new FormatError({
      who: 'jsx',
      rule: { en: 'an element is an HTML name or a function', ko: '요소는 HTML 이름이나 함수입니다' },
      received: typeof type === 'string' ? JSON.stringify(type) : String(type),
    });
  }
  const inside = children.length === 0 ? {} : { children: children.length === 1 ? children[0] : children };
  return new Element(type as Element['type'], { ...properties, ...inside });
}

function htmlOf(node: unknown): string {
  if (node === undefined || node === null || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(htmlOf).join('');
  if (!(node instanceof Element)) return typeof node === 'object' ? shown(node) : escaped(textOf(node));
  const { type, props } = node;
  if (typeof type === 'symbol') return htmlOf(props['children']);
  if (typeof type === 'function') return htmlOf(type(props));
  const raw = props['dangerouslySetInnerHTML'] as { __html?: unknown } | undefined;
  const attributes = Object.entries(props).map(([name, value]) => attribute(name, value));
  const head = `<${type}${attributes.join('')}>`;
  if (VOID.has(type)) return head;
  return `${head}${raw === undefined ? htmlOf(props['children']) : String(raw.__html)}</${type}>`;
}

function attribute(name: string, value: unknown): string {
  if (['children', 'key', 'ref', 'dangerouslySetInnerHTML'].includes(name) || !isName.test(name)) return '';
  if (value === undefined || value === null || value === false || typeof value === 'function') return '';
  const own = RENAMED[name] ?? name;
  if (value === true) return ` ${own}`;
  return ` ${own}="${escaped(name === 'style' && typeof value === 'object' ? css(value as Properties) : textOf(value))}"`;
}

/** `{ fontSize: 12, color: 'red' }` as CSS; numbers are pixels, but for those that have no unit. */
function css(style: Properties): string {
  const plain = /^(?:opacity|zIndex|fontWeight|lineHeight|flex\w*|order|zoom|columns|columnCount|gridRow|gridColumn)$/;
  return Object.entries(style)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      const isPixels = typeof value === 'number' && value !== 0 && !plain.test(name) && !name.startsWith('--');
      const own = name.startsWith('--') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `${own}:${String(value)}${isPixels ? 'px' : ''}`;
    })
    .join(';');
}

/** What shows itself: as its HTML or picture where it gives one at once, else as its text. */
function shown(value: object): string {
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  const bundle = typeof method === 'function' ? (method.call(value) as MimeBundle | Promise<MimeBundle>) : undefined;
  if (bundle === undefined || bundle instanceof Promise) return escaped(textOf(value));
  const png = bundle['image/png'];
  if (typeof bundle['text/html'] === 'string') return bundle['text/html'];
  if (typeof bundle['image/svg+xml'] === 'string') return bundle['image/svg+xml'];
  if (typeof png === 'string' || png instanceof Uint8Array) {
    const base64 = typeof png === 'string' ? png : Buffer.from(png).toString('base64');
    return `<img src="data:image/png;base64,${base64}">`;
  }
  return escaped(textOf(bundle['text/plain'] ?? value));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

function escaped(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (mark) => marks[mark]!);
}
