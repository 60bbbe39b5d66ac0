/** @file Python's formats of numbers. */

/** Widths, thousands and exponents of Python's number formats. */
export function otherFormat(text: string, head: string, format: string): string | undefined {
  const [, align, width] = /^([<>^]?)([1-9]\d*)[ds]?$/.exec(format) ?? [];
  if (width !== undefined) return `String(${text}).${align === '<' ? 'padEnd' : 'padStart'}(${width})`;
  const exponent = /^\.(\d+)e$/.exec(format)?.[1];
  if (exponent !== undefined) return `${head}.toExponential(${exponent})`;
  const precision = /^\.(\d+)g$/.exec(format)?.[1];
  if (precision !== undefined) return `${head}.toPrecision(${precision})`;
  const [, side, wide, digits] = /^([<>]?)(\d+)\.(\d+)f$/.exec(format) ?? [];
  if (digits !== undefined) return `${head}.toFixed(${digits}).${side === '<' ? 'padEnd' : 'padStart'}(${wide})`;
  return format === ',' ? `${head}.toLocaleString()` : undefined;
}
