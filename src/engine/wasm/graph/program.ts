/**
 * @file The entry points. A program is a run of instructions in shared memory (op, bytes, barrier flag, spare, args...);
 * every thread walks the same run, takes its own part of each op, and meets the others at the barriers. Between `run` and
 * its return no JavaScript executes.
 */
import { adam } from './adam';
import { conv, packConv } from './conv';
import { convInputGradSparse, packSparse } from './conv-input-sparse';
import { convFilterGrad, convFilterGradSparse, convFilterGradSparseThin, sumParts } from './conv-grad';
import { convFilterGradOne } from './conv-grad-one';
import { depthwise, depthwiseFilterGrad, depthwiseInputGrad } from './depthwise';
import { elementwise } from './chain';
import { gemm } from './gemm';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad, unpool } from './pool';
import { copyBytes, reduce, reduceMiddle, softmax, argMaxLast, fillWords, transpose } from './reduce';
import { setSelf, END, GENERATION, IDLE_SLEEPERS, IDLE_SPIN, PC, READY, STOP, THREADS, await_change, barrier, signal } from './threads';
import { winograd } from './winograd';
import { winogradWeights } from './winograd-weights';

const BARRIER: i32 = 1;
const SOLO: i32 = 2;

/** One thread's (or piece's) part of an op. */
function perform(op: i32, p: usize, piece: i32, pieces: i32): void {
  switch (op) {
    case 1:
      gemm<f32>(p, piece, pieces);
      break;
    case 2:
      gemm<f64>(p, piece, pieces);
      break;
    case 3:
      packConv(p, piece, pieces);
      break;
    case 4:
      conv(p, piece, pieces);
      break;
    case 5:
      convFilterGrad(p, piece, pieces);
      break;
    case 6:
      convFilterGradSparse(p, piece, pieces);
      break;
    case 7:
      convFilterGradSparseThin(p, piece, pieces);
      break;
    case 8:
      sumParts(p, piece, pieces);
      break;
    case 9:
      winogradWeights(p, piece, pieces);
      break;
    case 10:
      winograd(p, piece, pieces);
      break;
    case 11:
      elementwise(p, piece, pieces);
      break;
    case 12:
      reduce(p, piece, pieces);
      break;
    case 13:
      reduceMiddle(p, piece, pieces);
      break;
    case 14:
      softmax(p, piece, pieces);
      break;
    case 15:
      maxPool(p, piece, pieces);
      break;
    case 16:
      maxPoolGrad(p, piece, pieces);
      break;
    case 17:
      avgPool(p, piece, pieces);
      break;
    case 18:
      avgPoolGrad(p, piece, pieces);
      break;
    case 19:
      copyBytes(p, piece, pieces);
      break;
    case 20:
      argMaxLast(p, piece, pieces);
      break;
    case 21:
      fillWords(p, piece, pieces);
      break;
    case 22:
      transpose(p, piece, pieces);
      break;
    case 23:
      unpool(p, piece, pieces);
      break;
    case 24:
      packSparse(p, piece, pieces);
      break;
    case 25:
      convInputGradSparse(p, piece, pieces);
      break;
    case 26:
      adam(p, piece, pieces);
      break;
    case 27:
      convFilterGradOne(p, piece, pieces);
      break;
    case 28:
      depthwise(p, piece, pieces);
      break;
    case 29:
      depthwiseInputGrad(p, piece, pieces);
      break;
    case 30:
      depthwiseFilterGrad(p, piece, pieces);
      break;
    default:
      unreachable();
  }
}

function exec(tid: i32): void {
  setSelf(tid);
  const threads = load<i32>(THREADS);
  const end = <usize>load<u32>(END);
  let pc = <usize>load<u32>(PC);
  while (pc < end) {
    const op = load<i32>(pc);
    const flags = load<i32>(pc, 8);
    const pieces = flags >> 8;
    if ((flags & SOLO) != 0) {
      // Small ops: the main thread does them alone, and no barrier stands between two of them.
      if (tid == 0) perform(op, pc + 16, 0, 1);
    } else if (pieces > 0 && threads > 1) {
      // Long ops: more pieces than threads, taken as they come, so that a slow or disturbed core holds nobody up. Which thread
      // does a piece changes no bit of the result.
      for (let piece = atomic.add<i32>(pc + 12, 1); piece < pieces; piece = atomic.add<i32>(pc + 12, 1)) {
        perform(op, pc + 16, piece, pieces);
      }
    } else if (pieces > 0) {
      for (let piece = 0; piece < pieces; piece++) perform(op, pc + 16, piece, pieces);
    } else {
      perform(op, pc + 16, tid, threads);
    }
    const next = pc + load<u32>(pc, 4);
    if ((flags & BARRIER) != 0 || next >= end) {
      barrier(threads);
      // Everybody has seen the counter run out; it is ready for the next run.
      if (tid == 0) store<i32>(pc, 0, 12);
    }
    pc = next;
  }
}

/** Runs the instructions in [pc, end) on `threads` threads, the calling one included. */
export function run(pc: usize, end: usize, threads: i32): void {
  store<u32>(PC, <u32>pc);
  store<u32>(END, <u32>end);
  store<i32>(THREADS, threads);
  if (threads > 1) signal(GENERATION, IDLE_SLEEPERS);
  exec(0);
}

/** A worker's life: says it is ready, then runs every program until told to stop. */
export function work(tid: i32): void {
  let seen = atomic.load<i32>(GENERATION);
  atomic.add<i32>(READY, 1);
  atomic.notify(READY, -1);
  while (true) {
    await_change(GENERATION, seen, IDLE_SLEEPERS, IDLE_SPIN);
    seen = atomic.load<i32>(GENERATION);
    if (load<i32>(STOP) != 0) return;
    if (tid < load<i32>(THREADS)) exec(tid);
  }
}
