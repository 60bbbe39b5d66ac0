/** @file Operators on arrays, written as methods. */
import type { Place } from './problem.ts';

const methods: Record<string, string> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '**': 'pow', '>': 'gt', '>=': 'ge', '<': 'lt', '<=': 'le',
  '==': 'eq', '===': 'eq', '!=': 'ne', '!==': 'ne',
}; // prettier-ignore
const functions: Record<string, string> = { '-': 'subtract', '/': 'divide', '%': 'remainder', '**': 'power' };
/** A name, a number, a call: what stands on one side of an operator. */
const operand = String.raw`-?[\w$.]+(?:\([^()]*\))?(?:\.[\w$]+(?:\([^()]*\))?)*`;

/** The same expression by methods: `x / 255` → `x.div(255)`, `1 - x` → `np.subtract(1, x)`. */
export function arithmetic({ marked, after, before }: Place): string {
  const operator = String.raw`(\*\*|[*/%+-]|[<>]=?|[!=]==?)(=?)`;
  const whole =
    new RegExp(`^(${operand})\\s*${operator}\\s*(${operand})`).exec(marked + after) ??
    new RegExp(`(${operand})\\s*${operator}\\s*(${operand})$`).exec(before + marked);
  if (!whole) return 'x.add(1), x.sub(1), x.mul(2), x.div(255), x.gt(0)';
  const [, left, sign, assigns, right] = whole as unknown as string[];
  const method = methods[sign!]!;
  if (!/^-?[\d.]+$/.test(left!)) {
    const call = `${left!}.${method}(${right!})`;
    return assigns === '=' ? `${left!} = ${call}` : call;
  }
  const name = functions[sign!];
  return name
    ? `np.${name}(${left!}, ${right!})`
    : `${right!}.${{ '>': 'lt', '>=': 'le', '<': 'gt', '<=': 'ge' }[sign!] ?? method}(${left!})`;
}
