/**
 * @file `npm run test:applications [-- NETWORKS…]`: every network that Keras has, at its default size and a small one, against
 * make_applications.py: layers, connections, summary, parameters, and outputs with equal weights. Minutes and gigabytes, hence
 * a script of its own. Prints `N passed, N failed`.
 */
import {
  build,
  difference,
  drawWeights,
  factsOf,
  golden,
  rowsOf,
  scoreOptions,
  type Facts,
  type Row,
} from './golden.ts';

let [passed, failed] = [0, 0];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(golden.networks, name));
if (unknown.length > 0) {
  process.stdout.write(
    `no such network: ${unknown.join(', ')}; there are ${Object.keys(golden.networks).join(', ')}\n`,
  );
  process.exit(1);
}

function check(what: string, problem: string | undefined): void {
  if (problem === undefined) passed++;
  else {
    failed++;
    process.stdout.write(`  FAILED ${what}: ${problem}\n`);
  }
}

function firstDifference(ours: readonly Row[], theirs: readonly Row[]): string | undefined {
  const at = theirs.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(ours[i]));
  if (at >= 0) return `row ${at} is ${JSON.stringify(ours[at])}, Keras has ${JSON.stringify(theirs[at])}`;
  return ours.length === theirs.length ? undefined : `${ours.length} rows instead of ${theirs.length}`;
}

function compare(what: string, ours: Omit<Facts, 'layers'>, theirs: Omit<Facts, 'layers'>): void {
  for (const key of ['name', 'params', 'summary'] as const) {
    check(`${what} ${key}`, ours[key] === theirs[key] ? undefined : `${ours[key]}, Keras has ${theirs[key]}`);
  }
}

for (const [name, keras] of Object.entries(golden.networks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = performance.now();
  const whole = build(name);
  check(`${name} layers`, firstDifference(rowsOf(whole), keras.whole.layers));
  compare(name, factsOf(whole), keras.whole);

  const scored = build(name, scoreOptions(name));
  const x = drawWeights(scored, [1, keras.side, keras.side, 3], keras.bytes);
  check(`${name} at ${keras.side}`, difference(await scored.predict(x, { verbose: 0 }), keras.scores));

  const base = build(name, { includeTop: false, pooling: 'avg', inputShape: [keras.small, keras.small, 3] });
  compare(`${name} without top`, factsOf(base), keras.base);
  const pictures = drawWeights(base, [2, keras.small, keras.small, 3], keras.bytes);
  check(`${name} at ${keras.small}`, difference(await base.predict(pictures, { verbose: 0 }), keras.features));
  process.stdout.write(`${name.padEnd(18)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s\n`);
}
if (wanted.length === 0) {
  for (const { network, options, layers, ...theirs } of golden.variants) {
    const model = build(network, options);
    const what = `${network} ${JSON.stringify(options)}`;
    check(`${what} layers`, firstDifference(rowsOf(model), layers));
    compare(what, factsOf(model), theirs);
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
