/** @file Shape arithmetic shared by builders, plain twins and gradient rules: broadcasting, axes, strides, windows. */
import { AxisError, ShapeError, ValueError, shapeText, type Translated, andText } from '../../../errors/index.ts';
import type { Padding2D, Shape } from '../node.ts';

/** The common shape of NumPy broadcasting, aligned at the right. */
export function broadcastShapes(who: string, ...shapes: readonly Shape[]): number[] {
  const ndim = Math.max(...shapes.map((s) => s.length));
  const out: number[] = Array.from({ length: ndim }, () => 1);
  for (const shape of shapes) {
    shape.forEach((n, i) => {
      const j = ndim - shape.length + i;
      if (n === 1 || n === out[j]) return;
      if (out[j] !== 1) {
        throw new ShapeError({
          who,
          rule: {
            en: 'shapes must be equal or broadcast (compared from the right, each pair equal or one of them 1)',
            ko: '모양이 같거나 브로드캐스팅할 수 있어야 합니다(오른쪽부터 견주어 두 길이가 같거나 하나가 1)',
          },
          received: andText(shapes.map(shapeText)),
        });
      }
      out[j] = n;
    });
  }
  return out;
}

/** C-order strides in cells. */
export function stridesOf(shape: Shape): number[] {
  const strides = Array.from({ length: shape.length }, () => 1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/** Strides of `shape` seen as `out` by broadcasting: 0 along the repeated axes. */
export function broadcastStrides(shape: Shape, out: Shape): number[] {
  const strides = stridesOf(shape);
  const lead = out.length - shape.length;
  return out.map((_, i) => (i < lead || shape[i - lead] === 1 ? 0 : strides[i - lead]!));
}

/** An axis counted from the end when negative; an AxisError outside the array. */
export function normalizeAxis(who: string, axis: number, ndim: number): number {
  if (!Number.isInteger(axis) || axis < -ndim || axis >= ndim) {
    throw new AxisError({
      who,
      rule: { en: `axis must be in [${-ndim}, ${ndim})`, ko: `axis는 ${-ndim} 이상 ${ndim} 미만이어야 합니다` },
      received: `axis ${axis}`,
    });
  }
  return axis < 0 ? axis + ndim : axis;
}

/** Sorted distinct axes; undefined means all. */
export function normalizeAxes(
  who: string,
  axes: number | readonly number[] | null | undefined,
  ndim: number,
): number[] {
  if (axes === undefined || axes === null) return Array.from({ length: ndim }, (_, i) => i);
  const list = (typeof axes === 'number' ? [axes] : axes).map((a) => normalizeAxis(who, a, ndim));
  return [...new Set(list)].sort((a, b) => a - b);
}

/** Walks every index of `shape`'s outer axes, calling `row` with the offsets that each set of strides gives. */
export function forEachRow(
  shape: Shape,
  strideSets: readonly (readonly number[])[],
  row: (outOffset: number, offsets: readonly number[]) => void,
): void {
  const ndim = shape.length;
  if (shape.includes(0)) return;
  const offsets = strideSets.map(() => 0);
  if (ndim <= 1) return row(0, offsets);
  const inner = shape[ndim - 1]!;
  const index = Array.from({ length: ndim - 1 }, () => 0);
  for (let out = 0; ; out += inner) {
    row(out, offsets);
    let axis = ndim - 2;
    for (; axis >= 0; axis--) {
      index[axis]!++;
      for (let k = 0; k < offsets.length; k++) offsets[k]! += strideSets[k]![axis]!;
      if (index[axis]! < shape[axis]!) break;
      for (let k = 0; k < offsets.length; k++) offsets[k]! -= strideSets[k]![axis]! * shape[axis]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

export type PaddingName = 'valid' | 'same';

/** Cells after a window with dilation: `(k - 1) d + 1`. */
function spread(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1;
}

/**
 * Output size and padding of one axis. `valid`: floor((n - k') / s) + 1. `same`: ceil(n / s), the odd cell of padding
 * goes after (bottom, right), as in TensorFlow.
 */
export function windowAxis(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: PaddingName,
): { out: number; before: number; after: number } {
  const k = spread(kernel, dilation);
  if (padding === 'valid') return { out: Math.max(0, Math.floor((size - k) / stride) + 1), before: 0, after: 0 };
  const out = Math.ceil(size / stride);
  const total = Math.max((out - 1) * stride + k - size, 0);
  return { out, before: Math.floor(total / 2), after: total - Math.floor(total / 2) };
}

/** Output height and width for explicit padding. */
export function windowOutput(
  [h, w]: readonly [number, number],
  [kh, kw]: readonly [number, number],
  [sh, sw]: readonly [number, number],
  [dh, dw]: readonly [number, number],
  [top, bottom, left, right]: Padding2D,
): [number, number] {
  const oh = Math.floor((h + top + bottom - spread(kh, dh)) / sh) + 1;
  const ow = Math.floor((w + left + right - spread(kw, dw)) / sw) + 1;
  return [Math.max(0, oh), Math.max(0, ow)];
}

/** Resolves 'same'/'valid' (or explicit cells) to explicit padding of a picture. */
export function resolvePadding(
  padding: PaddingName | Padding2D,
  [h, w]: readonly [number, number],
  [kh, kw]: readonly [number, number],
  [sh, sw]: readonly [number, number],
  [dh, dw]: readonly [number, number],
): Padding2D {
  if (typeof padding !== 'string') return padding;
  const rows = windowAxis(h, kh, sh, dh, padding);
  const cols = windowAxis(w, kw, sw, dw, padding);
  return [rows.before, rows.after, cols.before, cols.after];
}

/** Refuses a shape of the wrong number of axes. */
export function requireNdim(who: string, what: Translated, shape: Shape, ndim: number): void {
  if (shape.length === ndim) return;
  throw new ShapeError({
    who,
    rule: { en: `${what.en} must have ${ndim} axes`, ko: `${what.ko}의 축은 ${ndim}개여야 합니다` },
    received: { en: `shape ${shapeText(shape)}`, ko: `모양 ${shapeText(shape)}` },
  });
}

/** Refuses a non-positive or broken size. */
export function requirePositive(who: string, what: Translated, values: readonly number[]): void {
  if (values.every((v) => Number.isInteger(v) && v > 0)) return;
  throw new ValueError({
    who,
    rule: { en: `${what.en} must be positive whole numbers`, ko: `${what.ko}은(는) 양의 정수여야 합니다` },
    received: values.join(', '),
  });
}
