/** @file Elements of a page, made in one line each. */

/** Makes an element with its attributes and what is inside. */
export type MakeElement = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...inside: (Node | string)[]
) => HTMLElementTagNameMap[K];

/** The maker of a page's elements. */
export function elementsOf(page: Document): MakeElement {
  return (tag, attributes, ...inside) => {
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
}
