/** The kernel's own elements: JSX in a cell is HTML. */
/* oxlint-disable typescript/no-explicit-any -- elements and components take what is written */
export namespace JSX {
  /** What shows as HTML at the end of a cell; `String(element)` is the HTML. */
  interface Element {
    readonly type: unknown;
    readonly props: Readonly<Record<string, unknown>>;
  }
  type ElementType = string | ((properties: any) => unknown);
  interface ElementChildrenAttribute {
    children: {};
  }
  interface IntrinsicElements {
    [name: string]: any;
  }
}
export const Fragment: unique symbol;
export function jsx(type: unknown, properties: unknown, key?: unknown): JSX.Element;
export function jsxs(type: unknown, properties: unknown, key?: unknown): JSX.Element;
