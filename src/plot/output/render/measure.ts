/**
 * @file Sizes of drawn elements without a browser: the box around the texts in an SVG element, from font metrics,
 * anchors, line offsets and transforms. Lines and shapes count as nothing, as Plotly only measures texts.
 */

/** Width of one line of text in pixels, and how far it reaches above and below its baseline (parts of the size). */
export interface TextMeasure {
  width(text: string, size: number, bold: boolean): number;
  readonly ascent: number;
  readonly descent: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box around the texts of `element`, in its own coordinates, shaped like a DOMRect. */
export function measureElement(element: Element, measure: TextMeasure): DOMRect {
  const box = boxOf(element, measure) ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const rect = { ...box, x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
  return { ...rect, toJSON: () => rect };
}

function boxOf(element: Element, measure: TextMeasure): Box | undefined {
  if (element.localName === 'text' || element.localName === 'tspan') return textBox(element, measure);
  let union: Box | undefined;
  for (const child of children(element)) {
    const box = boxOf(child, measure);
    if (!box) continue;
    const moved = transformed(box, child);
    union = union
      ? {
          left: Math.min(union.left, moved.left),
          top: Math.min(union.top, moved.top),
          right: Math.max(union.right, moved.right),
          bottom: Math.max(union.bottom, moved.bottom),
        }
      : moved;
  }
  return union;
}

/** A text is one line, or one `tspan.line` a line, each `dy` em below the first. */
function textBox(element: Element, measure: TextMeasure): Box | undefined {
  if (!element.textContent) return undefined;
  const size = sizeOf(element);
  const lines = children(element).filter((child) => child.getAttribute('class') === 'line');
  const anchor = styleOf(element, 'text-anchor') || 'start';
  const [x, y] = [numberOf(element, 'x'), numberOf(element, 'y')];
  let box: Box | undefined;
  for (const line of lines.length > 0 ? lines : [element]) {
    const width = lineWidth(line, size, measure);
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    const baseline = y + (line === element ? 0 : parseFloat(line.getAttribute('dy') ?? '0') * size);
    const own = {
      left,
      right: left + width,
      top: baseline - measure.ascent * size,
      bottom: baseline + measure.descent * size,
    };
    box = box
      ? {
          left: Math.min(box.left, own.left),
          right: Math.max(box.right, own.right),
          top: Math.min(box.top, own.top),
          bottom: Math.max(box.bottom, own.bottom),
        }
      : own;
  }
  return box;
}

function lineWidth(node: Element, inherited: number, measure: TextMeasure): number {
  const style = node.getAttribute('style') ?? '';
  const own = /font-size:\s*([\d.]+)(px|%)?/.exec(style);
  const size = own ? (own[2] === '%' ? (inherited * Number(own[1])) / 100 : Number(own[1])) : inherited;
  const bold = /font-weight:\s*(bold|[6-9]00)/.test(style);
  let width = 0;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3) width += measure.width(child.nodeValue ?? '', size, bold);
    else if (child.nodeType === 1) width += lineWidth(child as Element, size, measure);
  }
  return width;
}

/** The font size in force: of the element itself or the nearest one above that sets it. */
function sizeOf(element: Element): number {
  return parseFloat(styleOf(element, 'font-size')) || 12;
}

function styleOf(element: Element, name: string): string {
  for (let node: Element | null = element; node?.getAttribute; node = node.parentNode as Element | null) {
    const attribute = node.getAttribute(name);
    if (attribute) return attribute;
    const style = node.getAttribute('style');
    const match = style && new RegExp(`(?:^|;)\\s*${name}:\\s*([^;]+)`).exec(style);
    if (match) return match[1]!.trim();
  }
  return '';
}

function numberOf(element: Element, name: string): number {
  return parseFloat(element.getAttribute(name) ?? '0') || 0;
}

/** The box with horizontal and vertical sides around a box that the element's own translations, rotations (about a point) and scalings have moved. */
function transformed(box: Box, element: Element): Box {
  const steps = [...(element.getAttribute('transform') ?? '').matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)];
  let corners: [number, number][] = [
    [box.left, box.top],
    [box.right, box.top],
    [box.left, box.bottom],
    [box.right, box.bottom],
  ];
  // The last step of a transform list is the first that a point meets.
  for (const [, name, list] of steps.toReversed()) {
    const [a = 0, b, c = 0] = (list!.match(/[-\d.e]+/g) ?? []).map(Number);
    if (name === 'translate') corners = corners.map(([x, y]) => [x + a, y + (b ?? 0)]);
    else if (name === 'scale') corners = corners.map(([x, y]) => [x * a, y * (b ?? a)]);
    else corners = corners.map((corner) => rotated(corner, (a * Math.PI) / 180, b ?? 0, c));
  }
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function rotated([x, y]: [number, number], angle: number, cx: number, cy: number): [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)];
}

function children(element: Element): Element[] {
  const found: Element[] = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 1) found.push(child as Element);
  }
  return found;
}
