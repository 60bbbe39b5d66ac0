/**
 * @file `image`'s filters against SciPy, scikit-image and OpenCV: one picture of floats (for the median of bytes), the same sizes and
 * widths, the middle and the worst of the calls.
 */
import { fromTyped, type NDArray } from '../src/array/index.ts';
import { image } from '../src/image/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { alternate, median, versions, wanted, type Bench, type BenchCase, type BenchReport } from './report.ts';

interface Pictures {
  floats: NDArray;
  bytes: NDArray;
}

/** A filter, as ours; bench/peers/image_filters.py has the peers' under the same names. */
const filters: Readonly<Record<string, (pictures: Pictures) => NDArray>> = {
  gaussian: ({ floats }) => image.gaussianFilter(floats, 2),
  sobel: ({ floats }) => image.sobel(floats),
  median: ({ bytes }) => image.medianFilter(bytes, 5),
  convolve: ({ floats }) => image.convolve(floats, kernel),
  canny: ({ floats }) => image.canny(floats, { sigma: 1 }),
};
const kernel = fromTyped(
  Float64Array.from({ length: 25 }, (_, i) => (i + 1) / 325),
  [5, 5],
);

const packages: Readonly<Record<string, string>> = { scipy: 'scipy', skimage: 'skimage', opencv: 'cv2' };

const bench: Bench = {
  name: 'image',
  describe: 'filters of pictures, ms a call; beside scipy, skimage, opencv',
  async run(options): Promise<BenchReport> {
    const peers: Record<string, PythonPeer> = {};
    const missing: Record<string, string> = {};
    for (const [name, module] of Object.entries(packages)) {
      const found = wanted(options, name) ? pythonWith(['numpy', module]) : { why: 'not asked for' };
      if ('why' in found) missing[name] = found.why;
      else peers[name] = new PythonPeer(found.python, 'image_filters.py', options.threads);
    }
    const theirs: Record<string, string> = {};
    const cases: BenchCase[] = [];
    try {
      for (const [name, peer] of Object.entries(peers)) {
        const answer = await peer.ask<Record<string, string>>({ library: name, versions: true });
        theirs[name] = answer['version']!;
      }
      for (const size of [256, 1024]) {
        const pictures = picturesOf(size);
        for (const [filter, ours] of Object.entries(filters)) {
          const contenders: Record<string, () => number | Promise<number>> = {
            ours: () => {
              const began = performance.now();
              ours(pictures);
              return performance.now() - began;
            },
          };
          for (const [name, peer] of Object.entries(peers)) {
            contenders[name] = async () => (await peer.ask<{ ms: number }>({ library: name, filter, size })).ms;
          }
          const { measured, failed } = await alternate(contenders, 10, 2);
          const there = Object.keys(peers).filter((name) => !(name in failed));
          cases.push({
            case: `${filter} ${size}×${size}`,
            unit: 'ms',
            better: 'lower',
            ours: median(measured['ours']!),
            peers: Object.fromEntries(
              Object.keys(peers).map((name) => [name, there.includes(name) ? median(measured[name]!) : null]),
            ),
            notes: [
              `worst ${['ours', ...there].map((name) => `${name} ${Math.max(...measured[name]!).toFixed(2)}`).join(', ')}`,
              ...Object.entries(failed).map(([name, why]) => `${name}: ${why.trim().split('\n').at(-1)!}`),
            ],
          });
        }
      }
      return { bench: 'image', versions: versions(theirs), threads: options.threads, cases, missing };
    } finally {
      for (const peer of Object.values(peers)) peer.stop();
    }
  },
};
export default bench;

/** Waves with some grain, so that there are edges and nothing is constant; the peers make the same. */
function picturesOf(size: number): Pictures {
  const bytes = Uint8Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    return 128 + 100 * Math.sin(row / 19) * Math.cos(column / 31) + ((i * 37) % 23);
  });
  const shape = [size, size];
  return {
    bytes: fromTyped(bytes, shape),
    floats: fromTyped(
      Float64Array.from(bytes, (v) => v / 255),
      shape,
    ),
  };
}
