/** @file The Fourier transform of a picture as courses use it, complex arrays, and what both refuse. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

const picture = np.fromfunction((i, j) => i.mul(3).add(j.mul(j)).mod(17), [12, 10]);

describe('a picture', () => {
  it('comes back from its spectrum', () => {
    const back = np.fft.ifft2(np.fft.fft2(picture));
    np.testing.assertAllclose(back.real, picture, { atol: 1e-12 });
    np.testing.assertAllclose(back.imag, 0, { atol: 1e-12 });
    const shifted = np.fft.fftshift(np.fft.fft2(picture));
    np.testing.assertAllclose(np.fft.ifft2(np.fft.ifftshift(shifted)).real, picture, { atol: 1e-12 });
    expect(np.log(np.abs(shifted).add(1)).argmax()).toBe(6 * 10 + 5);
  });

  it('a low-pass filter keeps the mean, a high-pass filter takes it away', () => {
    const spectrum = np.fft.fftshift(np.fft.fft2(picture));
    const mask = np.zeros([12, 10]);
    mask.set('4:9', '3:8', 1);
    const smooth = np.fft.ifft2(np.fft.ifftshift(spectrum.mul(mask))).real;
    expect(smooth.mean()).toBeCloseTo(picture.mean(), 12);
    expect(smooth.std()).toBeLessThan(picture.std());
    const edges = spectrum.copy();
    edges.set('4:9', '3:8', 0);
    const rest = np.fft.ifft2(np.fft.ifftshift(edges)).real;
    expect(rest.mean()).toBeCloseTo(0, 12);
    np.testing.assertAllclose(smooth.add(rest), picture, { atol: 1e-12 });
    expect(spectrum.abs().item(6, 5)).toBeGreaterThan(0);
  });

  it('the magnitude of one with the phase of another', () => {
    const f = np.fft.fft2(picture);
    const turned = np.complex(0, np.angle(f)).exp();
    np.testing.assertAllclose(np.fft.ifft2(turned.mul(np.abs(f))).real, picture, { atol: 1e-12 });
  });

  it('a convolution is a product of spectra', () => {
    const kernel = np.zeros([12, 10]);
    kernel.set(0, 0, 0.5);
    kernel.set(0, 1, 0.5);
    const product = np.fft.ifft2(np.fft.fft2(picture).mul(np.fft.fft2(kernel))).real;
    np.testing.assertAllclose(product, picture.add(np.roll(picture, 1, 1)).div(2), { atol: 1e-12 });
  });

  it('of real lines frequency 0 is real and the second half mirrors the first, to the last digit', () => {
    for (const n of [1, 2, 3, 5, 7, 8, 28, 100]) {
      const f = np.fft.fft(np.random.defaultRng(n).random([n]));
      expect(f.item(0).imag).toBe(0);
      expect(f.at('1:').eq(f.at(':0:-1').conj()).all(), `${n}`).toBe(true);
    }
    expect(String(np.fft.fft([1, 2, 3]))).toBe('[ 6. +0.j        -1.5+0.8660254j -1.5-0.8660254j]');
  });

  it('null stands for all, where it is the value of an option', () => {
    const x = np.arange(6).reshape(2, 3);
    expect(String(np.fft.fft([1, 2, 3, 4], null))).toBe(String(np.fft.fft([1, 2, 3, 4])));
    expect(np.fft.fftshift(x, null).toList()).toEqual(np.fft.fftshift(x).toList());
    expect(np.add.reduce(x, null).item()).toBe(15);
    expect(np.maximum.reduce(x, null, { keepdims: true }).toList()).toEqual([[5]]);
  });

  it('long lengths that are no powers of two', () => {
    const line = np.random.defaultRng(0).normal(0, 1, [4001]);
    np.testing.assertAllclose(np.fft.ifft(np.fft.fft(line)).real, line, { atol: 1e-11 });
  });
});

it('complex arrays: parts are views, numbers come out one by one', () => {
  const z = np.complex([1, 2, 3], [0, -1, 0.5]);
  z.real.set(0, 9);
  z.at('1:').set(0, np.complex(5, 7));
  expect(String(z)).toBe('[9.+0.j  5.+7.j  3.+0.5j]');
  expect([String(z.item(1)), z.item(1).abs(), String(z.sum()), String(np.complex(0, -2).item())]).toEqual([
    '(5+7j)',
    Math.hypot(5, 7),
    '(17+7.5j)',
    '-2j',
  ]);
  expect([np.iscomplexobj(z), np.iscomplexobj(z.real), z.dtype]).toEqual([true, false, 'complex128']);
  expect(np.abs(np.array([-3, 4])).toList()).toEqual([3, 4]);
  expect(np.abs(-2)).toBe(2);
});

it('arithmetic functions take complex arrays on either side', () => {
  const f = np.complex([1, 3], [2, -1]);
  const mask = np.array([true, false]);
  const ones = np.array([1, 0]);
  const single = np.complex(np.array([3, 0], 'float32'), np.array([-1, 2], 'float32'));
  // As NumPy 2 prints them.
  expect(
    [
      np.multiply(mask, f),
      np.add(2, f),
      np.subtract(ones, f),
      np.divide(1, f),
      np.multiply(f, f),
      np.trueDivide(f, np.complex(1, -1).item()),
    ].map((z) => z.repr()),
  ).toEqual([
    'array([1.+2.j, 0.+0.j])',
    'array([3.+2.j, 5.-1.j])',
    'array([ 0.-2.j, -3.+1.j])',
    'array([0.2-0.4j, 0.3+0.1j])',
    'array([-3.+4.j,  8.-6.j])',
    'array([-0.5+1.5j,  2. +1.j ])',
  ]);
  expect(np.equal(f, np.complex([1, 3], [2, 0])).toList()).toEqual([true, false]);
  expect(np.notEqual(np.complex(1, 2).item(), f).toList()).toEqual([false, true]);
  expect([np.multiply(2, single), np.multiply(np.array([1, 2], 'float32'), single)].map(({ dtype }) => dtype)).toEqual([
    'complex64',
    'complex64',
  ]);
  expect([np.add(1, 2), np.add([1], 2).toList(), np.add.reduce([1, 2, 3]).item(), np.equal(1, 1)]).toEqual([
    3,
    [3],
    6,
    true,
  ]);
});

it('what is refused', () => {
  const z = np.fft.fft([1, 2, 3]);
  const untyped = np as unknown as Record<string, (...args: unknown[]) => unknown>;
  expect(
    [
      () => np.fft.fft(np.zeros([0])),
      () => np.fft.fft([1, 2], { n: 0 }),
      () => np.fft.fft([1, 2], { axis: 1 }),
      () => np.fft.fft([1, 2], { nrm: 'ortho' } as never),
      () => np.fft.fft([1, 2], { norm: 'orto' as never }),
      () => np.fft.fft2([1, 2, 3]),
      () => np.fft.fft2(picture, { s: [3] }),
      () => np.fft.rfft(z as unknown as NDArray),
      () => np.fft.fftfreq(0),
      () => np.fft.fftshift(picture, 2),
      () => np.fft.fft('abc' as never),
      () => z.mul('a' as never),
      () => z.add([1, 2]),
      () => z.at(7),
      () => untyped['power']!(z, 1),
      () => untyped['log']!(z),
      () => np.angle(z, { degrees: true } as never),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "ValueError: np.fft.fft: there must be at least one element along the axis. Received shape (0,).",
      "ValueError: np.fft.fft: n must be a whole number of at least 1 or null. Received 0.",
      "AxisError: np.fft.fft: axis 1 is out of bounds for an array with 1 axis. Received axis 1, shape (2,). Axes go from -1 to 0.",
      "ValueError: np.fft.fft: there is no option 'nrm'. Received { nrm: 'ortho' }. Did you mean 'norm'?",
      "ValueError: np.fft.fft: norm must be 'backward', 'ortho' or 'forward'. Received 'orto'. Did you mean 'ortho'?",
      "ShapeError: np.fft.fft2: at least two axes are needed. Received shape (3,). Of a line: np.fft.fft(x).",
      "ShapeError: np.fft.fft2: s needs a number for each axis. Received s (3,) for 2 axes.",
      "ValueError: np.fft.rfft: takes real numbers. Received an array of complex numbers. Use np.fft.fft.",
      "ValueError: np.fft.fftfreq: n is a whole number of at least 1, d a distance. Received 0, 1.",
      "AxisError: np.fft.fftshift: axis 2 is out of bounds for an array with 2 axes. Received axis 2, shape (12, 10). Axes go from -2 to 1.",
      "DTypeError: np.fft.fft: takes complex arrays, arrays and numbers. Received 'abc'.",
      "DTypeError: mul: takes complex arrays, arrays and numbers. Received 'a'.",
      "ShapeError: add: shapes do not broadcast: aligned at the right, two sides must be equal or one of them 1. Received (3,) and (2,).",
      "IndexError: at: index 7 is out of bounds for axis 0 with size 3. Received index 7. Axis 0 takes -3 to 2.",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an array of complex numbers. Use np.abs(f), f.real, f.mul(…).",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an array of complex numbers. Use np.abs(f), f.real, f.mul(…).",
      "ValueError: np.angle: there is no option 'degrees'. Received { degrees: true }. Did you mean 'deg'?",
    ]
  `);
});

it('float32 stays single, as in NumPy 2; what a real line became comes back real', () => {
  const x = np.arange(6).astype('float32');
  const f = np.fft.fft(x);
  expect([f.dtype, np.fft.ifft(f).dtype, np.fft.irfft(np.fft.rfft(x)).dtype, np.abs(f).dtype]).toEqual(['complex64', 'complex64', 'float32', 'float32']); // prettier-ignore
  expect([f.mul(2).dtype, f.mul(np.ones([6])).dtype, f.mul(np.ones([6], 'uint8')).dtype]).toEqual(['complex64', 'complex128', 'complex64']); // prettier-ignore
  expect(np.fft.fft([1, 2]).dtype).toBe('complex128');
  expect(f.at(':2').repr()).toBe('array([15.+0.j      , -3.+5.196152j], dtype=complex64)');
  for (const n of [3, 5, 7, 12])
    expect(
      np.fft
        .ifft(np.fft.fft(np.arange(n)))
        .imag.eq(0)
        .all(),
    ).toBe(true);
});

it('a number array times complex numbers is complex', () => {
  const f = np.complex([1, 2], [3, -1]);
  expect(np.array([2, 0]).mul(f).toString()).toBe('[2.+6.j 0.+0.j]');
  expect(np.array([[1], [2]]).add(f).shape).toEqual([2, 2]);
  expect(np.array([1, 1]).sub(f).add(f).real.toList()).toEqual([1, 1]);
  expect(np.array([4, 2]).div(f.item(1)).toString()).toBe('[1.6+0.8j 0.8+0.4j]');
});

it.each(['complex64', 'complex128'] as const)('%s is written and read', (dtype) => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-complex-'));
  try {
    const parts = np
      .arange(6)
      .reshape(2, 3)
      .astype(dtype === 'complex64' ? 'float32' : 'float64');
    const z = np.complex(parts, parts.add(0.5));
    np.save(join(folder, 'z.npy'), z);
    np.savez(join(folder, 'z.npz'), { z, x: [1, 2] });
    const again = np.load<typeof z>(`${folder}/z.npy`);
    expect([again.dtype, again.repr()]).toEqual([dtype, z.repr()]);
    const both = np.load<typeof z>(`${folder}/z.npz`);
    expect(both['z']!.repr()).toBe(z.repr());
    // Big-endian files and Fortran's order too: the bytes of each float the other way round.
    const bytes = new Uint8Array(readFileSync(join(folder, 'z.npy')));
    const at = new TextDecoder('latin1').decode(bytes).indexOf('<c');
    bytes[at] = '>'.charCodeAt(0);
    const width = dtype === 'complex64' ? 4 : 8;
    for (let i = bytes.length - 12 * width; i < bytes.length; i += width) bytes.subarray(i, i + width).reverse();
    expect((np.load(bytes) as unknown as typeof z).repr()).toBe(z.repr());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
