/**
 * @file Numbers as Python prints them, so that progress lines, logs and messages are Keras's to the letter:
 * exact ties round to even, exponents have two digits, and `repr` switches to exponents where Python does.
 */

/** Python's `f'{x:.4f}'`. */
export function fixed(x: number, digits: number): string {
  if (!Number.isFinite(x)) return special(x);
  const text = x.toFixed(digits);
  // toFixed rounds exact ties away from zero, Python to even; only dyadic fractions can tie.
  const exact = Math.abs(x) < 1e15 ? x.toFixed(Math.min(100, digits + 30)) : text;
  const rest = exact.slice(exact.indexOf('.') + 1 + digits);
  if (!/^50*$/.test(rest)) return text;
  const cut = exact.slice(0, exact.length - rest.length).replace(/\.$/, '');
  return Number(cut.at(-1)) % 2 === 0 ? cut : text;
}

/** Python's `f'{x:.4e}'`: at least two digits of exponent. */
export function exponential(x: number, digits: number): string {
  if (!Number.isFinite(x)) return special(x);
  const [mantissa, exponent] = x.toExponential(digits).split('e') as [string, string];
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** Python's `repr` of a float: `0.001`, `1e-05`, `1.0`, `inf`. */
export function repr(x: number): string {
  if (!Number.isFinite(x)) return special(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent] = x.toExponential().split('e') as [string, string];
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(x) ? `${x}.0` : String(x);
}

function special(x: number): string {
  return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf';
}

/** 1234567 → `1,234,567`. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/**
 * Python's `str.format` for file names: `{epoch:02d}`, `{val_loss:.2f}`, `{name}`. `missing` is called for a name that
 * has no value and must raise.
 */
export function formatTemplate(
  template: string,
  values: Readonly<Record<string, number>>,
  missing: (name: string) => never,
): string {
  return template.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, spec: string | undefined) => {
    const value = values[name];
    if (value === undefined) return missing(name);
    return formatNumber(value, spec ?? '');
  });
}

function formatNumber(value: number, spec: string): string {
  const parts = /^(0?)(\d*)(?:\.(\d+))?([dfeg%]?)$/.exec(spec);
  if (!parts) return String(value);
  const [, zero, width, precision, kind] = parts as unknown as [string, string, string, string | undefined, string];
  const digits = precision === undefined ? 6 : Number(precision);
  let text: string;
  if (kind === 'f') text = fixed(value, digits);
  else if (kind === 'e') text = exponential(value, digits);
  else if (kind === '%') text = `${fixed(value * 100, digits)}%`;
  else if (kind === 'g') text = String(Number(value.toPrecision(Math.max(1, digits))));
  else text = Number.isInteger(value) ? String(value) : repr(value);
  return text.padStart(Number(width || 0), zero ? '0' : ' ');
}

/** Bytes as `model.summary()` of Keras writes them: in steps of 1024 with two decimals. */
export function kerasSize(bytes: number): string {
  let size = bytes;
  for (const unit of ['B', 'KB', 'MB', 'GB', 'TB']) {
    if (size / 1024 < 1) return `${fixed(size, 2)} ${unit}`;
    size /= 1024;
  }
  return `${fixed(size, 2)} PB`;
}
