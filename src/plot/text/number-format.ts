/** @file Numbers as Python's formats write them. */
import { ValueError } from '../../errors/index.ts';

/** `'%.2f'`, `'{:.2f}'`, or a function. */
export type NumberFormat = string | ((value: number) => string);

/** A number in Python's spelling: `'%.2f'`, `'%d'`, `'%g'`, `'%.1f%%'`, `'{:.2f}'`, `'{:,.0f}'`, or by a function. */
export function formatNumber(format: NumberFormat, value: number, who: string): string {
  if (typeof format === 'function') return format(value);
  let found = false;
  const text = format.replace(
    /%%|%([-+ 0]*)(\d*)(?:\.(\d+))?([dfeEgGis])|\{(?::([+]?)(,?)(?:\.(\d+))?([dfeEg%]?))?\}/g,
    (
      whole: string,
      flags?: string,
      _width?: string,
      digits?: string,
      kind?: string,
      plus?: string,
      comma?: string,
      digits2?: string,
      kind2?: string,
    ) => {
      if (whole === '%%') return '%';
      found = true;
      const places = digits ?? digits2;
      const body = spell(
        value,
        kind ?? (kind2 || (places === undefined ? 's' : 'g')),
        places === undefined ? undefined : Number(places),
      );
      const grouped = comma ? body.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : body;
      return value >= 0 && (flags?.includes('+') || plus === '+') ? `+${grouped}` : grouped;
    },
  );
  if (found) return text;
  throw new ValueError({
    who,
    rule: { en: "a number format is written like '%.2f' or '{:.2f}'", ko: "수의 서식은 '%.2f'나 '{:.2f}'처럼 씁니다" },
    received: `'${format}'`,
  });
}

/** Decimals as Python rounds them: what lies exactly in the middle goes to the even digit. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const tie = Math.abs(scaled % 1) === 0.5 && Number.isInteger(value * 2 ** (digits + 1));
  return (tie ? (2 * Math.round(scaled / 2)) / 10 ** digits : value).toFixed(digits);
}

function spell(value: number, kind: string, digits: number | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(value));
    case 'f':
      return fixed(value, digits ?? 6);
    case '%':
      return `${fixed(100 * value, digits ?? 6)}%`;
    case 'e':
    case 'E':
      return value.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, 'e$10$2');
    case 's':
      return String(value);
    default: {
      const precision = digits === undefined ? 6 : Math.max(1, digits);
      const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toPrecision(precision)))));
      if (exponent < -4 || exponent >= precision) {
        return value
          .toExponential(precision - 1)
          .replace(/\.?0+e/, 'e')
          .replace(/e([+-])(\d)$/, 'e$10$2');
      }
      return String(Number(value.toPrecision(precision)));
    }
  }
}
