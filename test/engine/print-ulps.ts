/**
 * @file How far the engine's results are from exact ones, in units of the last place of a float32, for the table of docs/engine.md:
 * `node --no-liftoff test/engine/print-ulps.ts`. Elementary functions: of the result itself. Sums: of the largest value of the result, beside
 * the same sums in double precision.
 */
import { getCore } from '../../src/engine/core.ts';
import { g, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Dice } from './random-graphs.ts';

const dice = new Dice(1);
const core = getCore()!;
const bits = new DataView(new ArrayBuffer(4));

/** The distance from |x| to the next float32. */
function ulp(x: number): number {
  bits.setFloat32(0, Math.abs(x));
  const own = bits.getFloat32(0);
  bits.setUint32(0, bits.getUint32(0) + 1);
  return Math.max(bits.getFloat32(0) - own, 2 ** -149);
}

const n = 1 << 20;
const ELEMENTARY: readonly [string, (x: Node) => Node, (x: number) => number, low: number, high: number][] = [
  ['exp', g.exp, Math.exp, -80, 80],
  ['log', g.log, Math.log, 1e-6, 1e6],
  ['tanh', g.tanh, Math.tanh, -9, 9],
  ['sigmoid', g.sigmoid, (x) => 1 / (1 + Math.exp(-x)), -30, 30],
  ['sqrt', g.sqrt, Math.sqrt, 0, 1e6],
  ['rsqrt', g.rsqrt, (x) => 1 / Math.sqrt(x), 1e-6, 1e6],
];
console.log('| function | largest | mean |\n| --- | ---: | ---: |');
for (const [name, op, exact, low, high] of ELEMENTARY) {
  const x = dice.floats([n], low, high);
  const got = engineProgram(core, [op(g.input('x', [n]))]).run({ x })[0]!.data;
  let [most, sum] = [0, 0];
  for (let i = 0; i < n; i++) {
    const want = exact(x[i]!);
    const off = Math.abs(got[i]! - want) / ulp(want);
    most = Math.max(most, off);
    sum += off;
  }
  console.log(`| ${name} | ${most.toFixed(1)} | ${(sum / n).toFixed(2)} |`);
}

/** The largest and the mean distance of a convolution's results from sums in double precision, in ulps of the largest. */
function ofSums(side: number, kernel: number, cin: number, cout: number, isFolded: boolean): [number, number] {
  const x = dice.floats([2, side, side, cin]);
  const w = dice.floats([kernel, kernel, cin, cout]);
  const scale = dice.floats([cout], 0.5, 2);
  const conv = g.conv2d(g.input('x', [2, side, side, cin]), g.constant(w, [kernel, kernel, cin, cout]));
  const y = isFolded ? g.mul(conv, g.constant(scale, [cout])) : conv;
  const got = engineProgram(core, [y]).run({ x })[0]!.data;
  const places = side - kernel + 1;
  let [largest, most, sum] = [0, 0, 0];
  for (let at = 0; at < got.length; at++) {
    const c = at % cout;
    const j = Math.floor(at / cout) % places;
    const i = Math.floor(at / cout / places) % places;
    const s = Math.floor(at / cout / places / places);
    let want = 0;
    for (let a = 0; a < kernel; a++) {
      for (let b = 0; b < kernel; b++) {
        const pixel = ((s * side + i + a) * side + j + b) * cin;
        const tap = (a * kernel + b) * cin;
        for (let k = 0; k < cin; k++) want += x[pixel + k]! * w[(tap + k) * cout + c]!;
      }
    }
    if (isFolded) want *= scale[c]!;
    const off = Math.abs(got[at]! - want);
    largest = Math.max(largest, Math.abs(want));
    most = Math.max(most, off);
    sum += off;
  }
  return [most / ulp(largest), sum / got.length / ulp(largest)];
}

console.log('\n| convolution | largest | mean |\n| --- | ---: | ---: |');
for (const [label, ...shape] of [
  ['1x1, 64 channels', 8, 1, 64, 32],
  ['1x1, 512 channels', 8, 1, 512, 32],
  ['4x4, 32 channels, direct', 10, 4, 32, 32],
  ['5x5, 32 channels, Winograd', 10, 5, 32, 32],
  ['3x3, 16 channels, Winograd', 12, 3, 16, 32],
  ['3x3, 64 channels, Winograd', 12, 3, 64, 32],
  ['3x3, 256 channels, Winograd', 12, 3, 256, 32],
] as const) {
  for (const isFolded of [false, true]) {
    const [most, mean] = ofSums(shape[0], shape[1], shape[2], shape[3], isFolded);
    console.log(
      `| ${label}${isFolded ? ', with a scale folded into the weights' : ''} | ${most.toFixed(1)} | ${mean.toFixed(2)} |`,
    );
  }
}
process.exit(0);
