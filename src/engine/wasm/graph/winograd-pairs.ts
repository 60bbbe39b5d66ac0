/**
 * @file The small transforms of Winograd convolution (points 0, 1, -1, 2, -2, [1/2, -1/2,] infinity; see winograd.ts for their source) for eight
 * channels at a time, two vectors side by side: V8 joins each pair into one of 256 bits where the processor has them. It does so
 * only for loads and stores whose addresses are one expression plus offsets 16 bytes apart (a step that the compiler knows must
 * stand in the offset, or it is folded on one side only), where nothing branches in between, and best with the higher half stored
 * first (otherwise it stores the lower half twice).
 */
import { b2columns, b2rows, b4columns, b4rows, b8columns, b8rows } from '../generated/winograd-transforms';

/** Numbers that V8 would build from three instructions each time: written once by `writeNumbers`, read by a splat. */
export const MINUS_4: usize = 0;
export const TWO: usize = 4;
export const FOUR: usize = 8;
export const EIGHT: usize = 12;
/** Where outputs are cut off: 0 behind relu, else minus infinity. */
export const FLOOR: usize = 16;
export const HALF: usize = 20;
export const QUARTER: usize = 24;
export const EIGHTH: usize = 28;
export const PLUS_21_4: usize = 32;
export const MINUS_17_4: usize = 36;
export const MINUS_5_2: usize = 40;
export const MINUS_5_4: usize = 44;
export const MINUS_5: usize = 48;

/** Lays down the numbers above at `at`. */
export function writeNumbers(at: usize, relu: bool): void {
  store<f32>(at, -4, MINUS_4);
  store<f32>(at, 2, TWO);
  store<f32>(at, 4, FOUR);
  store<f32>(at, 8, EIGHT);
  store<f32>(at, 0.5, HALF);
  store<f32>(at, 0.25, QUARTER);
  store<f32>(at, 0.125, EIGHTH);
  store<f32>(at, 5.25, PLUS_21_4);
  store<f32>(at, -4.25, MINUS_17_4);
  store<f32>(at, -2.5, MINUS_5_2);
  store<f32>(at, -1.25, MINUS_5_4);
  store<f32>(at, -5, MINUS_5);
  store<f32>(at, relu ? 0 : -Infinity, FLOOR);
}

/**
 * B' d B for F(4x4), `bytes` of channels (at least 32; the last eight may be done twice over) of pixels `pixel` bytes apart, through
 * `temp` (36 * 32 bytes). A low or narrow tile is F(2) on that axis, at the planes that it shares with F(4).
 */
export function inputPairs(
  from: usize,
  pixel: usize,
  bytes: usize,
  row: usize,
  to: usize,
  plane: usize,
  temp: usize,
  numbers: usize,
  isLow: bool,
  isNarrow: bool,
): void {
  const columns: usize = isNarrow ? 4 : 6;
  for (let c: usize = 0; c < bytes; c += 32) {
    const at = min<usize>(c, bytes - 32);
    const f = from + at;
    if (isLow) for (let j: usize = 0; j < columns; j++) b2columns(f + j * pixel, row, temp + (j << 5));
    else for (let j: usize = 0; j < columns; j++) b4columns(f + j * pixel, row, temp + (j << 5), numbers);
    let t = to + at;
    for (let i: usize = 0; i < 6; i++) {
      if (!isLow || (i != 3 && i != 4)) {
        if (isNarrow) b2rows(temp + i * 192, t, plane);
        else b4rows(temp + i * 192, t, plane, numbers);
      }
      t += 6 * plane;
    }
  }
}

/** The same for kernels of five: eight points an axis, through `temp` (64 * 32 bytes); there are no short tiles. */
export function inputEights(
  from: usize,
  pixel: usize,
  bytes: usize,
  row: usize,
  to: usize,
  plane: usize,
  temp: usize,
  numbers: usize,
): void {
  for (let c: usize = 0; c < bytes; c += 32) {
    const at = min<usize>(c, bytes - 32);
    const f = from + at;
    for (let j: usize = 0; j < 8; j++) b8columns(f + j * pixel, row, temp + (j << 5), numbers);
    let t = to + at;
    for (let i: usize = 0; i < 8; i++) {
      b8rows(temp + (i << 8), t, plane, numbers);
      t += 8 * plane;
    }
  }
}
