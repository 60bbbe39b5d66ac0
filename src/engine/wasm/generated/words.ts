/** @file Offsets of argument words, control words and flags, in bytes. Written by scripts/generate-engine.ts from instructions.ts; edit that. */

export namespace Control {
  export const GENERATION: usize = 64;
  export const STOP: usize = 68;
  export const PC: usize = 72;
  export const PROGRAM_END: usize = 76;
  export const THREADS: usize = 80;
  export const SCRATCH: usize = 84;
  export const SCRATCH_STRIDE: usize = 88;
  export const SPIN: usize = 92;
  export const READY: usize = 96;
  export const IDLE_SPIN: usize = 100;
  export const IDLE_SLEEPERS: usize = 128;
  export const BARRIER_COUNT: usize = 192;
  export const BARRIER_TURN: usize = 256;
  export const BARRIER_SLEEPERS: usize = 260;
  export const GATE: usize = 320;
  export const GATE_SLEEPERS: usize = 324;
  export const IDLE: usize = 512;
  export const ZEROS: usize = 640;
  export const END: usize = 1024;
}

export namespace Header {
  export const CODE: usize = 0;
  export const BYTES: usize = 4;
  export const FLAGS: usize = 8;
  export const TAKEN: usize = 12;
  export const WORDS: usize = 16;
}

export namespace Flags {
  export const BARRIER: i32 = 1;
  export const SOLO: i32 = 2;
  export const ONWARD: i32 = 4;
  export const PIECES_SHIFT: i32 = 8;
}

export namespace Reduction {
  export const SUM: i32 = 0;
  export const MAX: i32 = 1;
  export const MIN: i32 = 2;
}

export namespace Gemm {
  export const A: usize = 0;
  export const B: usize = 4;
  export const Y: usize = 8;
  export const M: usize = 12;
  export const N: usize = 16;
  export const K: usize = 20;
  export const LDA: usize = 24;
  export const LDB: usize = 28;
  export const LDY: usize = 32;
  export const TRANSPOSE_A: usize = 36;
  export const TRANSPOSE_B: usize = 40;
  export const BIAS: usize = 44;
  export const RELU: usize = 48;
  export const BATCH: usize = 52;
  export const STEP_A: usize = 56;
  export const STEP_B: usize = 60;
  export const STEP_Y: usize = 64;
  export const SIZE: usize = 68;
}

export namespace PackConv {
  export const WEIGHTS: usize = 0;
  export const TO: usize = 4;
  export const TAPS: usize = 8;
  export const CIN: usize = 12;
  export const COUT: usize = 16;
  export const GROUPS: usize = 20;
  export const ROTATE: usize = 24;
  export const SIZE: usize = 28;
}

export namespace Product {
  export const X: usize = 0;
  export const WEIGHTS: usize = 4;
  export const BIAS: usize = 8;
  export const ADDED: usize = 12;
  export const Y: usize = 16;
  export const ROWS: usize = 20;
  export const K: usize = 24;
  export const N: usize = 28;
  export const LDX: usize = 32;
  export const LDY: usize = 36;
  export const RELU: usize = 40;
  export const LIMITED: usize = 44;
  export const CEILING: usize = 48;
  export const ROW_PIECES: usize = 52;
  export const SCALE: usize = 56;
  export const SHIFT: usize = 60;
  export const SIZE: usize = 64;
}

export namespace PackWinograd {
  export const WEIGHTS: usize = 0;
  export const TO: usize = 4;
  export const SIDE: usize = 8;
  export const CIN: usize = 12;
  export const COUT: usize = 16;
  export const ROTATE: usize = 20;
  export const SIZE: usize = 24;
}

export namespace PackUp {
  export const WEIGHTS: usize = 0;
  export const TO: usize = 4;
  export const KH: usize = 8;
  export const KW: usize = 12;
  export const CIN: usize = 16;
  export const COUT: usize = 20;
  export const STRIDE_H: usize = 24;
  export const STRIDE_W: usize = 28;
  export const SIZE: usize = 32;
}

export namespace PackSparse {
  export const WEIGHTS: usize = 0;
  export const TO: usize = 4;
  export const KH: usize = 8;
  export const CIN: usize = 12;
  export const COUT: usize = 16;
  export const SIZE: usize = 20;
}

export namespace Conv {
  export const X: usize = 0;
  export const WEIGHTS: usize = 4;
  export const BIAS: usize = 8;
  export const Y: usize = 12;
  export const ARGMAX: usize = 16;
  export const N: usize = 20;
  export const H: usize = 24;
  export const W: usize = 28;
  export const CIN: usize = 32;
  export const KH: usize = 36;
  export const KW: usize = 40;
  export const STRIDE_H: usize = 44;
  export const STRIDE_W: usize = 48;
  export const DILATION_H: usize = 52;
  export const DILATION_W: usize = 56;
  export const TOP: usize = 60;
  export const LEFT: usize = 64;
  export const OH: usize = 68;
  export const OW: usize = 72;
  export const COUT: usize = 76;
  export const GROUPS: usize = 80;
  export const RELU: usize = 84;
  export const POOL_H: usize = 88;
  export const POOL_W: usize = 92;
  export const UP_H: usize = 96;
  export const UP_W: usize = 100;
  export const UNPOOL: usize = 104;
  export const DY: usize = 108;
  export const PART: usize = 112;
  export const PART_STRIDE: usize = 116;
  export const WIDE: usize = 120;
  export const DIVIDE: usize = 124;
  export const ADDED: usize = 128;
  export const LIMITED: usize = 132;
  export const CEILING: usize = 136;
  export const SAMPLE_PIECES: usize = 140;
  export const ROW_PIECES: usize = 144;
  export const LDX: usize = 148;
  export const LDY: usize = 152;
  export const SIZE: usize = 156;
}

export namespace SumParts {
  export const PARTS: usize = 0;
  export const STRIDE: usize = 4;
  export const COUNT: usize = 8;
  export const OUT: usize = 12;
  export const ROWS: usize = 16;
  export const COLUMNS: usize = 20;
  export const LENGTH: usize = 24;
  export const SCALE: usize = 28;
  export const SIZE: usize = 32;
}

export namespace Unpool {
  export const DY: usize = 0;
  export const ARGMAX: usize = 4;
  export const Y: usize = 8;
  export const N: usize = 12;
  export const OH: usize = 16;
  export const OW: usize = 20;
  export const C: usize = 24;
  export const POOL_H: usize = 28;
  export const POOL_W: usize = 32;
  export const SIZE: usize = 36;
}

export namespace Chain {
  export const N: usize = 0;
  export const COUNT: usize = 4;
  export const ONCE: usize = 8;
  export const SUMS: usize = 12;
  export const SIZE: usize = 16;
}

export namespace ValueStep {
  export const OP: usize = 0;
  export const OUT: usize = 4;
  export const A: usize = 8;
  export const B: usize = 12;
  export const C: usize = 16;
  export const D: usize = 20;
  export const E: usize = 24;
  export const F: usize = 28;
  export const SIZE: usize = 32;
}

export namespace LoadStep {
  export const OP: usize = 0;
  export const SLOT: usize = 4;
  export const ADDRESS: usize = 8;
  export const MODE: usize = 12;
  export const PERIOD: usize = 16;
  export const SIZE: usize = 20;
}

export namespace Reduce {
  export const X: usize = 0;
  export const Y: usize = 4;
  export const ROWS: usize = 8;
  export const LENGTH: usize = 12;
  export const KIND: usize = 16;
  export const SCALE: usize = 20;
  export const SIZE: usize = 24;
}

export namespace ReduceMiddle {
  export const X: usize = 0;
  export const Y: usize = 4;
  export const OUTER: usize = 8;
  export const LENGTH: usize = 12;
  export const INNER: usize = 16;
  export const KIND: usize = 20;
  export const SCALE: usize = 24;
  export const SIZE: usize = 28;
}

export namespace Moments {
  export const X: usize = 0;
  export const PART: usize = 4;
  export const ROWS: usize = 8;
  export const COLUMNS: usize = 12;
  export const SIZE: usize = 16;
}

export namespace JoinMoments {
  export const PART: usize = 0;
  export const COUNT: usize = 4;
  export const ROWS: usize = 8;
  export const COLUMNS: usize = 12;
  export const MEAN: usize = 16;
  export const VARIANCE: usize = 20;
  export const SIZE: usize = 24;
}

export namespace Softmax {
  export const X: usize = 0;
  export const Y: usize = 4;
  export const ROWS: usize = 8;
  export const LENGTH: usize = 12;
  export const IS_LOG: usize = 16;
  export const SIZE: usize = 20;
}

export namespace ArgMax {
  export const X: usize = 0;
  export const Y: usize = 4;
  export const ROWS: usize = 8;
  export const LENGTH: usize = 12;
  export const SIZE: usize = 16;
}

export namespace CopyBytes {
  export const FROM: usize = 0;
  export const TO: usize = 4;
  export const BYTES: usize = 8;
  export const SIZE: usize = 12;
}

export namespace FillWords {
  export const TO: usize = 0;
  export const COUNT: usize = 4;
  export const VALUE: usize = 8;
  export const SIZE: usize = 12;
}

export namespace Transpose {
  export const FROM: usize = 0;
  export const TO: usize = 4;
  export const N0: usize = 8;
  export const N1: usize = 12;
  export const N2: usize = 16;
  export const N3: usize = 20;
  export const N4: usize = 24;
  export const N5: usize = 28;
  export const FROM0: usize = 32;
  export const FROM1: usize = 36;
  export const FROM2: usize = 40;
  export const FROM3: usize = 44;
  export const FROM4: usize = 48;
  export const FROM5: usize = 52;
  export const TO0: usize = 56;
  export const TO1: usize = 60;
  export const TO2: usize = 64;
  export const TO3: usize = 68;
  export const TO4: usize = 72;
  export const TO5: usize = 76;
  export const SIZE: usize = 80;
}

export namespace AdamState {
  export const M: usize = 0;
  export const V: usize = 4;
  export const W: usize = 8;
  export const ALPHA: usize = 12;
  export const C1: usize = 16;
  export const C2: usize = 20;
  export const EPS: usize = 24;
  export const NEXT_M: usize = 28;
  export const NEXT_V: usize = 32;
  export const NEXT_W: usize = 36;
  export const SIZE: usize = 40;
}

export namespace Adam {
  export const N: usize = 0;
  export const G: usize = 4;
  export const M: usize = 8;
  export const V: usize = 12;
  export const W: usize = 16;
  export const ALPHA: usize = 20;
  export const C1: usize = 24;
  export const C2: usize = 28;
  export const EPS: usize = 32;
  export const NEXT_M: usize = 36;
  export const NEXT_V: usize = 40;
  export const NEXT_W: usize = 44;
  export const SIZE: usize = 48;
}

export namespace AdamProduct {
  export const A: usize = 0;
  export const B: usize = 4;
  export const ROWS: usize = 8;
  export const COLUMNS: usize = 12;
  export const K: usize = 16;
  export const M: usize = 20;
  export const V: usize = 24;
  export const W: usize = 28;
  export const ALPHA: usize = 32;
  export const C1: usize = 36;
  export const C2: usize = 40;
  export const EPS: usize = 44;
  export const NEXT_M: usize = 48;
  export const NEXT_V: usize = 52;
  export const NEXT_W: usize = 56;
  export const SIZE: usize = 60;
}
