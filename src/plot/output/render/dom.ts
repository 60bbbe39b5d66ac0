/**
 * @file The small world Plotly draws in outside a browser: a DOM (domino) with the few answers Plotly needs beyond
 * one: text sizes, computed styles, an image that "loads". Nothing here touches files, so it runs in a browser worker too.
 * domino replaced jsdom after measuring: ready in 30 ms instead of 600 ms, figures as fast.
 */
import domino from '@mixmark-io/domino';
import { measureElement, type TextMeasure } from './measure.ts';
import { pathLength, pointAtLength } from './path.ts';
import { toXml } from './svg.ts';

/** The names Plotly's script looks for, to be handed to it as parameters of a wrapping function. */
export type PlotlyWorld = Record<string, unknown> & { document: Document };

/** Builds the world; `measure` says how wide a text is. */
export function plotlyWorld(measure: TextMeasure): PlotlyWorld {
  const window = domino.createWindow('<!doctype html><html><head></head><body></body></html>', 'http://localhost/');
  const document = window.document;
  const { Element, HTMLElement } = (domino as unknown as { impl: Record<string, { prototype: Element }> }).impl;
  define(Element!.prototype, 'getBoundingClientRect', function (this: Element) {
    return measureElement(this, measure);
  });
  define(Element!.prototype, 'getBBox', function (this: Element) {
    return measureElement(this, measure);
  });
  define(Element!.prototype, 'getComputedTextLength', function (this: Element) {
    return measureElement(this, measure).width;
  });
  define(Element!.prototype, 'getTotalLength', function (this: Element) {
    return pathLength(this.getAttribute('d') ?? '');
  });
  define(Element!.prototype, 'getPointAtLength', function (this: Element, length: number) {
    return pointAtLength(this.getAttribute('d') ?? '', length);
  });
  for (const name of ['createElement', 'createElementNS'] as const) {
    const create = document[name] as (...args: string[]) => HTMLElement;
    define(document, name, (...args: string[]) => equip(create.apply(document, args)));
  }
  const nothing = (): void => undefined;
  const world: PlotlyWorld = {
    document,
    navigator: { userAgent: 'node' },
    location: { href: 'http://localhost/' },
    getComputedStyle: computedStyle,
    Element,
    HTMLElement,
    SVGElement: Element,
    DOMParser: class {
      parseFromString(text: string): Document {
        return domino.createDocument(text);
      }
    },
    XMLSerializer: class {
      serializeToString(node: Node): string {
        return toXml(node);
      }
    },
    Image: LoadedImage,
    URL,
    requestAnimationFrame: (step: () => void) => setTimeout(step, 0),
    setTimeout,
    clearTimeout,
    addEventListener: nothing,
    removeEventListener: nothing,
    devicePixelRatio: 1,
    innerWidth: 1000,
    innerHeight: 1000,
  };
  world['window'] = world['self'] = world['globalThis'] = world;
  return world;
}

/** The picture itself is never looked at: Plotly only passes its address on to the SVG. */
class LoadedImage {
  onload: (() => void) | undefined;
  setAttribute(): void {
    queueMicrotask(() => this.onload?.());
  }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

function equip(element: HTMLElement): HTMLElement {
  if (element.localName === 'style') {
    define(element, 'sheet', { insertRule: () => 0, deleteRule: () => undefined, cssRules: [] });
  }
  if (element.localName === 'canvas') {
    define(element, 'getContext', () => ({ drawImage: () => undefined }));
  }
  return element;
}

/** Inline styles only: Plotly writes what counts into the elements themselves. */
function computedStyle(element: Element): CSSStyleDeclaration {
  const style = (element as HTMLElement).style as CSSStyleDeclaration | undefined;
  return new Proxy({} as CSSStyleDeclaration, {
    get: (_, name) =>
      name === 'getPropertyValue'
        ? (property: string) => style?.getPropertyValue(property) ?? ''
        : (style?.[name as keyof CSSStyleDeclaration] ?? ''),
  });
}
