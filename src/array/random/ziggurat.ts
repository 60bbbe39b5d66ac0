/**
 * @file The tables of the ziggurat method (Marsaglia and Tsang 2000) for the normal and the exponential density:
 * 256 layers of equal area, derived here in integer arithmetic of 160 fractional bits. NumPy's tables were made with less
 * precision; the last-place differences are kept as one letter per entry, so that draws equal NumPy's to the bit.
 */

/** Layer i accepts at once when the random integer is below k[i]; its x is integer * w[i]; f[i] is the density there. */
export interface Ziggurat {
  readonly k: Float64Array;
  readonly w: Float64Array;
  readonly f: Float64Array;
  /** Where the tail begins. */
  readonly r: number;
}

const P = 160n;
const ONE = 1n << P;
const NORMAL_R = parse('3.6541528853610087963519472518');
/** Area of one layer: r f(r) + the tail, sqrt(pi / 2) erfc(r / sqrt 2). */
const NORMAL_AREA = parse('0.00492867323397465493159091343184714888330530309357');
const EXPONENTIAL_R = parse('7.69711747013104971404462804811');

const made = new Map<string, Ziggurat>();

/** The tables for draws of `bits` random bits (53 or 52: float64; 23: float32); made when first asked for. */
export function ziggurat(density: 'normal' | 'exponential', single: boolean): Ziggurat {
  const key = `${density} ${single ? 'float32' : 'float64'}`;
  let tables = made.get(key);
  if (!tables) made.set(key, (tables = build(density, single, key)));
  return tables;
}

function build(density: 'normal' | 'exponential', single: boolean, key: string): Ziggurat {
  const normal = density === 'normal';
  const r = normal ? NORMAL_R : EXPONENTIAL_R;
  const f = (x: bigint) => expMinus(normal ? (x * x) >> (P + 1n) : x);
  const inverse = (y: bigint) => (normal ? sqrt(2n * minusLog(y)) : minusLog(y));
  const fr = f(r);
  const area = normal ? NORMAL_AREA : ((r + ONE) * fr) >> P;
  const x: bigint[] = Array.from<bigint>({ length: 256 }).fill(0n);
  const y: bigint[] = Array.from<bigint>({ length: 256 }).fill(ONE);
  [x[255], y[255]] = [r, fr];
  for (let i = 254; i > 0; i--) {
    x[i] = inverse((area << P) / x[i + 1]! + y[i + 1]!);
    y[i] = f(x[i]!);
  }
  x[0] = (area << P) / fr;
  const scale = single ? 2 ** 23 : normal ? 2 ** 52 : 2 ** 53;
  const round = single ? Math.fround : (v: number) => v;
  const k = Float64Array.from(x, (xi, i) =>
    i === 1 ? 0 : Math.floor(real((((i === 0 ? r : x[i - 1]!) << P) / xi) * BigInt(scale))),
  );
  const tables = {
    k,
    w: Float64Array.from(x, (xi) => round(real(xi) / scale)),
    f: Float64Array.from(y, (yi) => round(real(yi))),
    r: real(r),
  };
  const [dk, dw, df] = lastPlaces[key] ?? ['', '', ''];
  unpack(dk).forEach((d, i) => (tables.k[i]! += d));
  nudge(tables.w, unpack(dw), single);
  nudge(tables.f, unpack(df), single);
  return tables;
}

/** Moves each value by so many units in the last place (all are positive, so their bits count upwards). */
function nudge(values: Float64Array, steps: number[], single: boolean): void {
  if (single) {
    const narrow = Float32Array.from(values);
    const bits = new Int32Array(narrow.buffer);
    steps.forEach((d, i) => (bits[i]! += d));
    values.set(narrow);
    return;
  }
  const bits = new BigInt64Array(values.buffer);
  steps.forEach((d, i) => (bits[i]! += BigInt(d)));
}

/** `a`…`z` stand for -26…-1 and `A`…`Z` for 0…25, `(n)` for n itself; a number after a letter repeats it. */
function unpack(text: string): number[] {
  const out: number[] = [];
  for (const [, letter, times, plain] of text.matchAll(/([a-zA-Z])(\d*)|\((-?\d+)\)/g)) {
    if (letter === undefined) out.push(Number(plain));
    else {
      const d = letter >= 'a' ? letter.charCodeAt(0) - 123 : letter.charCodeAt(0) - 65;
      for (let n = Number(times || 1); n > 0; n--) out.push(d);
    }
  }
  return out;
}

function parse(text: string): bigint {
  const [whole, digits] = text.split('.') as [string, string];
  return (BigInt(whole + digits) << P) / 10n ** BigInt(digits.length);
}

/** The nearest double (BigInt to Number rounds to nearest even). */
function real(x: bigint): number {
  return Number(x) / 2 ** 160;
}

/** e^-x for x >= 0: halve x sixteen times, Taylor, square back. */
function expMinus(x: bigint): bigint {
  const guard = 32n;
  const unit = 1n << (P + guard);
  const small = (x << guard) >> 16n;
  let sum = unit;
  let term = unit;
  for (let n = 1n; term !== 0n; n++) {
    term = -((term * small) >> (P + guard)) / n;
    sum += term;
  }
  for (let i = 0; i < 16; i++) sum = (sum * sum) >> (P + guard);
  return sum >> guard;
}

/** -log y for 0 < y < 1: one step of Halley's iteration triples the digits of a double. */
function minusLog(y: bigint): bigint {
  const guess = BigInt(Math.round(-Math.log(real(y)) * 2 ** 50)) << (P - 50n);
  const e = expMinus(guess);
  return guess + ((2n * (e - y)) << P) / (e + y);
}

function sqrt(x: bigint): bigint {
  const square = x << P;
  let root = BigInt(Math.round(Math.sqrt(real(x)) * 2 ** 50)) << (P - 50n);
  for (let i = 0; i < 3; i++) root = (root + square / root) >> 1n;
  return root;
}

const lastPlaces: Readonly<Record<string, readonly [string, string, string]>> = {
  'normal float64': [
    'FA(-30)qvyzyA2z3ABA2BzABA2BzA3BA5zBA2zA4BzA2zA2B2A2B2A3BzAzABA3BA4zABA4zA3BAB2ABA2B3ABA2B2A4BA4BA11zABA2B3zA3BABA2B2AB2zA3zB2ABABA2BA7B4A4zA2B4A2BABABABA2BAB3A2BA3BABA6zA2B2A4B2A8B2A2BA4zA6BA3B3A3',
    'r(-130)(-40)(-33)(-28)a2e2pqrs5rs2r3qrs2ts3ts2t2s2u3v2uvuv4u2xw7xwx4wxwx2wxy2x3wx7y5z5y2zy5zy5x3y3z2y4z5y3z2y8xw3x4y3z5A5z2AzAz3A3BCD3C2BA8zA6z5yzy6z5Az3A3z2A6zA2zAz8ABAB6A3B2A',
    'AHGF4EF3E6FEF6E3F3E2FE3FE2D5EDE2DEDE2F7E5FEFE4DCDH2I2GHIHIHGFGFE2D4FEDE5DE3F2G2F2E2D2EDEDCB2C2D6E2D2E2DFGH2GF2KH3FEFEDBCA2BD2CB3CBCAzxvt2svwyzABABACAB3C2BCHGFKGM4PN2LJHIHDBGIECzAEC2xABCD2CDEBFDGIQNJEzwyutrtvtxvus2C',
  ],
  'normal float32': [
    'A2B3A4BABA2BA2B2A5BAB3ABABABA3B2A2BA2B3A4BA4BA4B2A2BABABABAB2A3B3ABA2BA2B2A2BAB2A2B5ABABAB3ABABAB5A3B2A2BA2B4A3BA2BABABABABA3BA2B2ABABABA5B2ABABAB2ABA6B4A3B3ABABA2BABAB3A4B2AB2ABAB2AB7A3BA3BA6BA4B2ABA',
    '',
    '',
  ],
  'exponential float64': [
    'yAyA2z2y4z3Azyz2A2z2yzA2z2yzAz2AyzA2z2yAzAyz3Az2Az2Az3yz2yzy4zy2zAy3z2yAz2yzAz8A3zAyz2Ay2z2y2Ayz2yz3y2Az3AzAz3A2yzyz2AzA2z5Azyz3yA2z4yz2Az2y2z2yAz4y2z4Az3AyzAz4yz3Az2yz2y3AzAzAzyAzy2zAy3z4A2zyz4yz2Az3Az3yz2yzA2z2yzyA',
    '',
    '',
  ],
  'exponential float32': [
    'BA3B2ABA3BA2B2AB2ABABA4B3A5B4A4B3AB2A3BABAB2A2BAB2A2BA2BABABABABA4B5ABAB2ABA2B3A2B3ABABA2B2AB2A2B4ABABAB5A2BA3B5AB2A2B2A3BA2B2A3B2A2BA2B2A2BABA2BA3B2A2B2A2B2A5B6AB5A2BABA2B4A2B5A2B3A2B2A2B2AB2ABA3B3AB2A2BA',
    'A226BA29',
    'A128zA25BA16zA84',
  ],
};
