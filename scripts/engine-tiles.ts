/**
 * @file The unrolled inner loops of the engine, as they follow from their shapes: registers have no arrays in AssemblyScript, so
 * every sum has a name there and a number here. generate-engine.ts writes the files.
 */

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** What stands once for each row of a tile; rows 4 and 5 only of a tile of six. */
function byRow(line: (row: number) => string): string {
  const first = range(4).map(line).join('\n');
  return `${first}\nif (isSix) {\n${line(4)}\n${line(5)}\n}`;
}

/** What stands once for each vector of a row; the second pair only of a whole panel. */
function byVector(line: (vector: number) => string, order: readonly number[] = [0, 1]): string {
  const [first, second] = [order.map(line), order.map((v) => line(v + 2))];
  return `${first.join('\n')}\nif (isWhole) {\n${second.join('\n')}\n}`;
}

/** The register tiles of products: up to 6 rows times 4 vectors of sums. */
export function registerTiles(note: string): string {
  const sums = (row: number, one: (vector: number) => string): string =>
    range(4)
      .map((v) => `let c${row}${v} = ${one(v)};`)
      .join('\n');
  const guard = (row: number, vector: number): string =>
    [...(row > 3 ? ['isSix'] : []), ...(vector > 1 ? ['isWhole'] : [])].join(' && ');
  const start = (row: number): string =>
    sums(row, (v) => {
      const load = `v128.load(from, ${16 * v})`;
      return guard(row, v) ? `${guard(row, v)} ? ${load} : i64x2.splat(0)` : load;
    });
  const multiply = (type: string, factor: string, load: (row: number) => string): string =>
    byRow(
      (row) =>
        `${row === 0 ? `let ${factor}` : factor} = ${load(row)};\n` +
        byVector((v) => `c${row}${v} = madd<${type}>(${factor}, b${v}, c${row}${v});`),
    );
  return `/** @file Register tiles: what wasm/graph/micro.ts, block6.ts and across.ts do with 6 or 4 rows and 4 or 2 vectors. ${note} */
import { Control } from './words';
import { PANEL, START_BIAS, START_C, Six, Whole } from '../graph/micro';
import { madd } from '../shared/simd';

/**
 * C[rows, vectors] = start + A[rows] * B, B packed as k rows of PANEL bytes. \`p0..p5\` are the rows' addresses (a tile of 4 does
 * not look at the last two), \`length\` bytes of each segment are read with \`sizeof<T>()\` steps.
 * All starts come in by the same loads: vectors are joined only where they come from the same block of code. \`added\`: 0, or what
 * is added before relu, laid out as C. \`ceiling\`: 0, or where the number stands that nothing exceeds.
 */
export function tile<T, Rows, Vectors>(
  ${range(6)
    .map((r) => `p${r}: usize,`)
    .join(' ')}
  segments: usize, count: i32, length: i32, b: usize, c: usize, ldc: usize, start: i32, bias: usize, relu: bool,
  ceiling: usize, added: usize,
): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let from = start == START_C ? c : start == START_BIAS ? bias : Control.ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  ${range(6).map(start).join('\nfrom += step;\n')}
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + ((<usize>s) << 2));
    ${range(6)
      .map((r) => (r > 3 ? `let q${r} = isSix ? p${r} + off : 0;` : `let q${r} = p${r} + off;`))
      .join('\n')}
    const end = q0 + length;
    while (q0 < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = isWhole ? v128.load(b, 32) : i64x2.splat(0);
      const b3 = isWhole ? v128.load(b, 48) : i64x2.splat(0);
      ${multiply('T', 'a', (row) => `v128.load_splat<T>(q${row})`)}
      b += PANEL;
      ${byRow((row) => `q${row} += sizeof<T>();`)}
    }
  }
  if (added != 0) {
    let from = added;
    ${byRow((row) => `${row > 0 ? 'from += ldc;\n' : ''}${byVector((v) => `c${row}${v} = v128.add<T>(c${row}${v}, v128.load(from, ${16 * v}));`)}`)}
  }
  if (relu) {
    const zero = i64x2.splat(0);
    ${byRow((row) => byVector((v) => `c${row}${v} = v128.max<T>(c${row}${v}, zero);`))}
  }
  if (ceiling != 0) {
    const most = v128.load_splat<T>(ceiling);
    ${byRow((row) => byVector((v) => `c${row}${v} = v128.min<T>(c${row}${v}, most);`))}
  }
  let to = c;
  // The higher half of a pair first: V8 joins the two stores then.
  ${byRow((row) => `${row > 0 ? 'to += ldc;\n' : ''}${byVector((v) => `v128.store(to, c${row}${v}, ${16 * v});`, [1, 0])}`)}
}

/** The tile of block6.ts: 6 or 4 rows of two panels \`panel\` bytes apart (\`Whole\`), or of one (\`Half\`). */
export function block<Rows, Vectors>(a: usize, lda: usize, k: i32, b: usize, panel: usize, c: usize, ldc: usize): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let q0 = a;
  ${range(5)
    .map((r) => (r > 2 ? `let q${r + 1} = isSix ? q${r} + lda : 0;` : `let q${r + 1} = q${r} + lda;`))
    .join('\n')}
  let d = isWhole ? b + panel : 0;
  ${range(6)
    .map((row) => sums(row, () => 'f32x4.splat(0)'))
    .join('\n')}
  const end = q0 + ((<usize>k) << 2);
  while (q0 < end) {
    const b0 = v128.load(b, 0);
    const b1 = v128.load(b, 16);
    const b2 = isWhole ? v128.load(d, 0) : f32x4.splat(0);
    const b3 = isWhole ? v128.load(d, 16) : f32x4.splat(0);
    ${multiply('f32', 's', (row) => `v128.load32_splat(q${row}, 0)`)}
    ${byRow((row) => `q${row} += 4;`)}
    b += 32;
    if (isWhole) d += 32;
  }
  // The higher half of a pair first: V8 joins the two stores then.
  ${byRow((row) => `${row > 0 ? 'c += ldc;\n' : ''}${byVector((v) => `v128.store(c, c${row}${v}, ${16 * v});`, [1, 0])}`)}
}

/**
 * The tile of across.ts: C[rows, vectors] (+)= A' * B, where A and B have a row for each step, A's 6 or 4 numbers and B's vectors in it
 * stand side by side, and nothing is packed. \`runs\` runs of \`k\` steps: A's rows are \`lda\` bytes apart and \`jump\` more from run to
 * run, B's always \`ldb\`. \`fresh\`: from zero, not from what C holds.
 */
export function acrossTile<Rows, Vectors>(
  a: usize, lda: usize, runs: i32, k: i32, jump: usize, b: usize, ldb: usize, c: usize, ldc: usize, fresh: bool,
): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let from = fresh ? Control.ZEROS : c;
  const step: usize = fresh ? 0 : ldc;
  ${range(6).map(start).join('\nfrom += step;\n')}
  for (let r = 0; r < runs; r++) {
    const end = b + <usize>k * ldb;
    while (b < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = isWhole ? v128.load(b, 32) : i64x2.splat(0);
      const b3 = isWhole ? v128.load(b, 48) : i64x2.splat(0);
      ${multiply('f32', 's', (row) => `v128.load32_splat(a, ${4 * row})`)}
      a += lda;
      b += ldb;
    }
    a += jump;
  }
  ${byRow((row) => `${row > 0 ? 'c += ldc;\n' : ''}${byVector((v) => `v128.store(c, c${row}${v}, ${16 * v});`, [1, 0])}`)}
}
`;
}

/** The gradient of 3x3 taps behind a 2x2 pooling (wasm/graph/conv-grad-one.ts): 16 pixels, each under up to four windows. */
export function taps(note: string): string {
  const lines: string[] = [];
  for (const y of range(4)) {
    for (const x of range(4)) {
      lines.push(`${y + x === 0 ? 'let ' : ''}v = v128.load32_splat(r${y}, ${4 * x});`);
      // Pixel (y, x) stands under tap (y - i, x - j) of the window's output (i, j).
      for (const [g, [i, j]] of (
        [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ] as const
      ).entries()) {
        if (y - i < 0 || y - i > 2 || x - j < 0 || x - j > 2) continue;
        const tap = 3 * (y - i) + x - j;
        lines.push(`a${tap} = madd<f32>(v, g${g}, a${tap});`, `b${tap} = madd<f32>(v, h${g}, b${tap});`);
      }
    }
  }
  const at = (tap: number): string => (tap === 0 ? 'acc' : `q${tap}`);
  return `/** @file Taps of a one-channel picture's filter gradient. ${note} */
import { madd } from '../shared/simd';

/** acc[9][8 channels] += the pooled map's gradients times the pixels under them; acc's rows are \`cout\` floats apart. */
export function taps(x: usize, pitch: usize, dy: usize, arg: usize, cout: usize, rows: i32, columns: i32, acc: usize): void {
  const step = cout << 2;
  ${range(9)
    .map(
      (tap) =>
        `${tap > 0 ? `const q${tap} = acc + ${tap} * step;\n` : ''}let a${tap} = v128.load(${at(tap)});\nlet b${tap} = v128.load(${at(tap)}, 16);`,
    )
    .join('\n')}
  for (let i = 0; i < rows; i++) {
    let r0 = x + <usize>(2 * i) * pitch;
    ${range(3)
      .map((r) => `let r${r + 1} = r${r} + pitch;`)
      .join('\n')}
    for (let j = 0; j < columns; j++) {
      const g = v128.load(dy);
      const h = v128.load(dy, 16);
      const bytes = v128.load8x8_u(arg);
      const low = i32x4.extend_low_i16x8_u(bytes);
      const high = i32x4.extend_high_i16x8_u(bytes);
      ${range(4)
        .map(
          (k) =>
            `const g${k} = v128.and(g, i32x4.eq(low, i32x4.splat(${k})));\nconst h${k} = v128.and(h, i32x4.eq(high, i32x4.splat(${k})));`,
        )
        .join('\n')}
      ${lines.join('\n')}
      ${range(4)
        .map((r) => `r${r} += 8;`)
        .join('\n')}
      dy += step;
      arg += cout;
    }
  }
  ${range(9)
    .map((tap) => `v128.store(${at(tap)}, a${tap});\nv128.store(${at(tap)}, b${tap}, 16);`)
    .join('\n')}
}
`;
}

/** One line of a transform: a name and its expression, or a plane and what is stored there; `$` is the half of the pair. */
type Line = readonly [name: string | number, expression: string];

interface Transform {
  readonly comment: string;
  /** Points of an axis: 6 (absent), or 8 for kernels of five. */
  readonly points?: 6 | 8;
  /** The planes that are read, as `d0$` or `m0$`. */
  readonly reads: readonly number[];
  readonly letter: 'd' | 'm';
  readonly numbers: readonly (readonly [name: string, place: string])[];
  readonly lines: readonly Line[];
}

const B4: Transform = {
  comment: "Six values times B' of F(4x4)",
  reads: range(6),
  letter: 'd',
  numbers: [['m4', 'MINUS_4']],
  lines: [
    ['r', 'f32x4.sub(d4$, d2$)'],
    [0, 'madd<f32>(m4, f32x4.sub(d2$, d0$), r$)'],
    ['p', 'madd<f32>(m4, d2$, d4$)'],
    ['q', 'madd<f32>(m4, d1$, d3$)'],
    [1, 'f32x4.add(p$, q$)'],
    [2, 'f32x4.sub(p$, q$)'],
    ['e', 'f32x4.sub(d3$, d1$)'],
    ['s', 'f32x4.add(e$, e$)'],
    [3, 'f32x4.add(r$, s$)'],
    [4, 'f32x4.sub(r$, s$)'],
    [5, 'madd<f32>(m4, e$, f32x4.sub(d5$, d3$))'],
  ],
};
const B2: Transform = {
  comment:
    "Four values times B' of F(2x2), laid on the planes 0, 1, -1 and infinity of F(4x4), whose weights are those of F(2x2) times\n" +
    ' * 1/4, -1/3, -1/3 and 1: the values are multiplied by the inverse',
  reads: range(4),
  letter: 'd',
  numbers: [],
  lines: [
    [0, 'f32x4.mul(f32x4.splat(4), f32x4.sub(d0$, d2$))'],
    [1, 'f32x4.mul(f32x4.splat(-3), f32x4.add(d1$, d2$))'],
    [2, 'f32x4.mul(f32x4.splat(3), f32x4.sub(d1$, d2$))'],
    [5, 'f32x4.sub(d1$, d3$)'],
  ],
};
const A4: Transform = {
  comment: "Six values times A' of F(4x4): four",
  reads: range(6),
  letter: 'm',
  numbers: [
    ['two', 'TWO'],
    ['four', 'FOUR'],
    ['eight', 'EIGHT'],
  ],
  lines: [
    ['p', 'f32x4.add(m1$, m2$)'],
    ['q', 'f32x4.sub(m1$, m2$)'],
    ['r', 'f32x4.add(m3$, m4$)'],
    ['s', 'f32x4.sub(m3$, m4$)'],
    [0, 'f32x4.add(f32x4.add(m0$, p$), r$)'],
    [1, 'madd<f32>(two, s$, q$)'],
    [2, 'madd<f32>(four, r$, p$)'],
    [3, 'f32x4.add(madd<f32>(eight, s$, q$), m5$)'],
  ],
};
const A2: Transform = {
  comment: "Planes 0, 1, -1 and infinity of six times A' of F(2x2): two",
  reads: [0, 1, 2, 5],
  letter: 'm',
  numbers: [],
  lines: [
    [0, 'f32x4.add(m0$, f32x4.add(m1$, m2$))'],
    [1, 'f32x4.sub(f32x4.sub(m1$, m2$), m5$)'],
  ],
};
const B8: Transform = {
  comment: "Eight values times B' of F(4x4) for kernels of five",
  points: 8,
  reads: range(8),
  letter: 'd',
  numbers: [
    ['m5', 'MINUS_5'],
    ['m425', 'MINUS_17_4'],
    ['m25', 'MINUS_5_2'],
    ['m125', 'MINUS_5_4'],
    ['quarter', 'QUARTER'],
    ['half', 'HALF'],
    ['four', 'FOUR'],
    ['p525', 'PLUS_21_4'],
  ],
  lines: [
    [0, 'madd<f32>(p525, f32x4.sub(d4$, d2$), f32x4.sub(d0$, d6$))'],
    [7, 'madd<f32>(p525, f32x4.sub(d3$, d5$), f32x4.sub(d7$, d1$))'],
    ['a', 'madd<f32>(m425, d4$, f32x4.add(d2$, d6$))'],
    ['b', 'madd<f32>(m425, d3$, f32x4.add(d1$, d5$))'],
    [1, 'f32x4.add(a$, b$)'],
    [2, 'f32x4.sub(a$, b$)'],
    ['e', 'madd<f32>(quarter, d2$, madd<f32>(m125, d4$, d6$))'],
    ['f', 'madd<f32>(half, d1$, madd<f32>(m25, d3$, f32x4.add(d5$, d5$)))'],
    [3, 'f32x4.add(e$, f$)'],
    [4, 'f32x4.sub(e$, f$)'],
    ['g', 'madd<f32>(four, d2$, madd<f32>(m5, d4$, d6$))'],
    ['h', 'madd<f32>(half, d5$, madd<f32>(m25, d3$, f32x4.add(d1$, d1$)))'],
    [5, 'f32x4.add(g$, h$)'],
    [6, 'f32x4.sub(g$, h$)'],
  ],
};
const A8: Transform = {
  comment: "Eight values times A' of F(4x4) for kernels of five: four",
  points: 8,
  reads: range(8),
  letter: 'm',
  numbers: [
    ['two', 'TWO'],
    ['four', 'FOUR'],
    ['eight', 'EIGHT'],
    ['half', 'HALF'],
    ['quarter', 'QUARTER'],
    ['eighth', 'EIGHTH'],
  ],
  lines: [
    ['p', 'f32x4.add(m1$, m2$)'],
    ['q', 'f32x4.sub(m1$, m2$)'],
    ['r', 'f32x4.add(m3$, m4$)'],
    ['s', 'f32x4.sub(m3$, m4$)'],
    ['t', 'f32x4.add(m5$, m6$)'],
    ['u', 'f32x4.sub(m5$, m6$)'],
    [0, 'f32x4.add(f32x4.add(m0$, p$), f32x4.add(r$, t$))'],
    [1, 'madd<f32>(half, u$, madd<f32>(two, s$, q$))'],
    [2, 'madd<f32>(quarter, t$, madd<f32>(four, r$, p$))'],
    [3, 'f32x4.add(madd<f32>(eighth, u$, madd<f32>(eight, s$, q$)), m7$)'],
  ],
};

const G3: Transform = {
  comment: 'Three values of a kernel times G: six',
  reads: range(3),
  letter: 'd',
  numbers: [],
  lines: [
    ['s', 'f32x4.add(d0$, d2$)'],
    [0, 'f32x4.mul(f32x4.splat(0.25), d0$)'],
    [1, 'f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(s$, d1$))'],
    [2, 'f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.sub(s$, d1$))'],
    ['f', 'madd<f32>(f32x4.splat(4), d2$, d0$)'],
    ['t', 'f32x4.add(d1$, d1$)'],
    [3, 'f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.add(f$, t$))'],
    [4, 'f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.sub(f$, t$))'],
    [5, 'd2$'],
  ],
};
const G5: Transform = {
  comment: 'Five values of a kernel times G: eight',
  points: 8,
  reads: range(5),
  letter: 'd',
  numbers: [],
  lines: [
    ['e', 'f32x4.add(f32x4.add(d0$, d2$), d4$)'],
    ['o', 'f32x4.add(d1$, d3$)'],
    [0, 'd0$'],
    [1, 'f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(e$, o$))'],
    [2, 'f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.sub(e$, o$))'],
    ['f', 'madd<f32>(f32x4.splat(16), d4$, madd<f32>(f32x4.splat(4), d2$, d0$))'],
    ['t', 'madd<f32>(f32x4.splat(8), d3$, f32x4.add(d1$, d1$))'],
    [3, 'f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(f$, t$))'],
    [4, 'f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(f$, t$))'],
    ['g', 'madd<f32>(f32x4.splat(16), d0$, madd<f32>(f32x4.splat(4), d2$, d4$))'],
    ['u', 'madd<f32>(f32x4.splat(8), d1$, f32x4.add(d3$, d3$))'],
    [5, 'f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(g$, u$))'],
    [6, 'f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(g$, u$))'],
    [7, 'd4$'],
  ],
};

const DY4: Transform = {
  comment:
    'Four values times A of F(4x4): six. Of the filter gradient, towards whose products an output goes as it came from them',
  reads: range(4),
  letter: 'd',
  numbers: [
    ['four', 'FOUR'],
    ['eight', 'EIGHT'],
  ],
  lines: [
    [0, 'd0$'],
    ['e', 'f32x4.add(d0$, d2$)'],
    ['f', 'f32x4.add(d1$, d3$)'],
    [1, 'f32x4.add(e$, f$)'],
    [2, 'f32x4.sub(e$, f$)'],
    ['g', 'madd<f32>(four, d2$, d0$)'],
    ['h', 'madd<f32>(eight, d3$, f32x4.add(d1$, d1$))'],
    [3, 'f32x4.add(g$, h$)'],
    [4, 'f32x4.sub(g$, h$)'],
    [5, 'd3$'],
  ],
};
const DY8: Transform = {
  comment: 'Four values times A of F(4x4) for kernels of five: eight',
  points: 8,
  reads: range(4),
  letter: 'd',
  numbers: [
    ['four', 'FOUR'],
    ['eight', 'EIGHT'],
    ['half', 'HALF'],
    ['quarter', 'QUARTER'],
    ['eighth', 'EIGHTH'],
  ],
  lines: [
    [0, 'd0$'],
    ['e', 'f32x4.add(d0$, d2$)'],
    ['f', 'f32x4.add(d1$, d3$)'],
    [1, 'f32x4.add(e$, f$)'],
    [2, 'f32x4.sub(e$, f$)'],
    ['g', 'madd<f32>(four, d2$, d0$)'],
    ['h', 'madd<f32>(eight, d3$, f32x4.add(d1$, d1$))'],
    [3, 'f32x4.add(g$, h$)'],
    [4, 'f32x4.sub(g$, h$)'],
    ['s', 'madd<f32>(quarter, d2$, d0$)'],
    ['t', 'madd<f32>(eighth, d3$, f32x4.mul(half, d1$))'],
    [5, 'f32x4.add(s$, t$)'],
    [6, 'f32x4.sub(s$, t$)'],
    [7, 'd3$'],
  ],
};
const DG4: Transform = {
  comment: "Six values times G' of F(4x4): three",
  reads: range(6),
  letter: 'm',
  numbers: [],
  lines: [
    ['p', 'f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(m1$, m2$))'],
    ['r', 'f32x4.add(m3$, m4$)'],
    [0, 'madd<f32>(f32x4.splat(1.0 / 24.0), r$, madd<f32>(f32x4.splat(0.25), m0$, p$))'],
    ['q', 'f32x4.mul(f32x4.splat(1.0 / 6.0), f32x4.sub(m2$, m1$))'],
    [1, 'madd<f32>(f32x4.splat(1.0 / 12.0), f32x4.sub(m3$, m4$), q$)'],
    [2, 'madd<f32>(f32x4.splat(1.0 / 6.0), r$, f32x4.add(p$, m5$))'],
  ],
};
const DG8: Transform = {
  comment: "Eight values times G' for kernels of five: five",
  points: 8,
  reads: range(8),
  letter: 'm',
  numbers: [],
  lines: [
    ['p', 'f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(m1$, m2$))'],
    ['q', 'f32x4.mul(f32x4.splat(2.0 / 9.0), f32x4.sub(m2$, m1$))'],
    ['r', 'f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(m3$, m4$))'],
    ['s', 'f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(m3$, m4$))'],
    ['t', 'f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(m5$, m6$))'],
    ['u', 'f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(m5$, m6$))'],
    [0, 'madd<f32>(f32x4.splat(16), t$, f32x4.add(f32x4.add(m0$, p$), r$))'],
    [1, 'madd<f32>(f32x4.splat(8), u$, f32x4.add(f32x4.add(s$, s$), q$))'],
    [2, 'madd<f32>(f32x4.splat(4), f32x4.add(r$, t$), p$)'],
    [3, 'madd<f32>(f32x4.splat(8), s$, f32x4.add(f32x4.add(u$, u$), q$))'],
    [4, 'f32x4.add(madd<f32>(f32x4.splat(16), r$, f32x4.add(p$, t$)), m7$)'],
  ],
};

/** `columns`: read `step` bytes apart, written a row of all points (192 or 256 bytes) apart; `rows`: read 32 bytes apart, written `step` bytes apart. */
function transform(
  name: string,
  way: 'columns' | 'rows',
  { comment, points = 6, reads, letter, numbers, lines }: Transform,
): string {
  const times = (k: number): string => (k === 0 ? '' : k === 1 ? ' + step' : ` + ${k} * step`);
  const offset = (bytes: number): string => (bytes === 0 ? '' : `, ${bytes}`);
  const half = (text: string, which: 'a' | 'b'): string => text.replaceAll('$', which);
  const halves = [
    ['a', 0],
    ['b', 16],
  ] as const;
  const load = (k: number): string =>
    halves
      .map(([which, at]) => {
        const place = way === 'columns' ? `from${times(k)}${offset(at)}` : `from${offset(32 * k + at)}`;
        return `const ${letter}${k}${which} = v128.load(${place});`;
      })
      .join('\n');
  const line = ([target, expression]: Line): string =>
    typeof target === 'string'
      ? halves.map(([which]) => `const ${target}${which} = ${half(expression, which)};`).join('\n')
      : halves
          .toReversed()
          .map(([which, at]) => {
            const [to, bytes] = way === 'columns' ? ['to', 32 * points * target + at] : [`to${times(target)}`, at];
            return `v128.store(${to}, ${half(expression, which)}${offset(bytes)});`;
          })
          .join('\n');
  const places = way === 'columns' ? 'from: usize, step: usize, to: usize' : 'from: usize, to: usize, step: usize';
  const apart =
    way === 'columns' ? `Read \`step\` bytes apart, written ${32 * points}.` : 'Read 32 bytes apart, written `step`.';
  return `/**
 * ${comment}.
 * ${apart}
 */
@inline
export function ${name}(${places}${numbers.length > 0 ? ', numbers: usize' : ''}): void {
  ${reads.map(load).join('\n')}
  ${numbers.map(([name, place]) => `const ${name} = v128.load32_splat(numbers, ${place});`).join('\n')}
  ${lines.map(line).join('\n')}
}
`;
}

/** Winograd's small transforms, two vectors side by side (wasm/graph/winograd-pairs.ts). */
export function winogradTransforms(note: string): string {
  return [
    `/** @file Winograd's small transforms, along columns and along rows. ${note} */`,
    "import { EIGHT, EIGHTH, FOUR, HALF, MINUS_17_4, MINUS_4, MINUS_5, MINUS_5_2, MINUS_5_4 } from '../graph/winograd-pairs';",
    "import { PLUS_21_4, QUARTER, TWO } from '../graph/winograd-pairs';",
    "import { madd } from '../shared/simd';",
    '',
    transform('b4columns', 'columns', B4),
    transform('b4rows', 'rows', B4),
    transform('b2columns', 'columns', B2),
    transform('b2rows', 'rows', B2),
    transform('a4columns', 'columns', A4),
    transform('a2columns', 'columns', A2),
    transform('b8columns', 'columns', B8),
    transform('b8rows', 'rows', B8),
    transform('a8columns', 'columns', A8),
    transform('g3columns', 'columns', G3),
    transform('g3rows', 'rows', G3),
    transform('g5columns', 'columns', G5),
    transform('g5rows', 'rows', G5),
    transform('dy4columns', 'columns', DY4),
    transform('dy4rows', 'rows', DY4),
    transform('dy8columns', 'columns', DY8),
    transform('dy8rows', 'rows', DY8),
    transform('dg4columns', 'columns', DG4),
    transform('dg4rows', 'rows', DG4),
    transform('dg8columns', 'columns', DG8),
    transform('dg8rows', 'rows', DG8),
  ].join('\n');
}
