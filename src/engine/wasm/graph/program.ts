/**
 * @file The entry points. A program is a run of instructions in shared memory (instructions.ts);
 * every thread walks the same run, takes its own part of each op, and meets the others at the barriers. Between `run` and
 * its return no JavaScript executes.
 */
import { Control, Flags, Header } from '../generated/words';
import { perform } from '../generated/perform';
export { abi } from '../generated/abi';
import { announce, await_change, barrier, close, enter, isOpenTo, leave, setSelf } from './threads';

function exec(tid: i32): void {
  setSelf(tid);
  const threads = load<i32>(Control.THREADS);
  const end = <usize>load<u32>(Control.PROGRAM_END);
  let pc = <usize>load<u32>(Control.PC);
  while (pc < end) {
    const op = load<i32>(pc);
    let flags = load<i32>(pc, Header.FLAGS);
    const pieces = flags >> Flags.PIECES_SHIFT;
    let next = pc + load<u32>(pc, Header.BYTES);
    while ((flags & Flags.ONWARD) != 0 && next < end) {
      flags = load<i32>(next, Header.FLAGS);
      next += load<u32>(next, Header.BYTES);
    }
    if ((flags & Flags.SOLO) != 0) {
      // Small ops: the main thread does them alone, and no barrier stands between two of them.
      if (tid == 0) perform(op, pc + Header.WORDS, 0, 1);
    } else if (pieces > 0 && threads > 1) {
      // Long ops: more pieces than threads, taken as they come, so that a slow or disturbed core holds nobody up. Which thread
      // does a piece changes no bit of the result.
      takePieces(pc, next, pieces);
    } else if (pieces > 0) {
      for (let piece = 0; piece < pieces; piece++) performAll(pc, next, piece, pieces);
    } else {
      perform(op, pc + Header.WORDS, tid, threads);
    }
    if ((flags & Flags.BARRIER) != 0 || next >= end) {
      barrier(threads);
      // Everybody has seen the counter run out; it is ready for the next run.
      if (tid == 0) store<i32>(pc, 0, Header.TAKEN);
    }
    pc = next;
  }
}

/** Does pieces of the instructions in [pc, end) as long as nobody else has taken them. */
function takePieces(pc: usize, end: usize, pieces: i32): void {
  for (
    let piece = atomic.add<i32>(pc + Header.TAKEN, 1);
    piece < pieces;
    piece = atomic.add<i32>(pc + Header.TAKEN, 1)
  ) {
    performAll(pc, end, piece, pieces);
  }
}

/** A piece of the instructions in [pc, end): what one of them has made is still in the core's cache when the next one reads it. */
function performAll(pc: usize, end: usize, piece: i32, pieces: i32): void {
  for (; pc < end; pc += load<u32>(pc, Header.BYTES)) perform(load<i32>(pc), pc + Header.WORDS, piece, pieces);
}

/** Runs the instructions in [pc, end) on `threads` threads, the calling one included. */
export function run(pc: usize, end: usize, threads: i32): void {
  store<u32>(Control.PC, <u32>pc);
  store<u32>(Control.PROGRAM_END, <u32>end);
  store<i32>(Control.THREADS, threads);
  if (threads > 1) announce(true);
  exec(0);
}

/** Gives the pieces of the instruction in [pc, end) to the other threads, while the calling one does something else. */
export function begin(pc: usize, end: usize): void {
  store<u32>(Control.PC, <u32>pc);
  store<u32>(Control.PROGRAM_END, <u32>end);
  announce(false);
}

/**
 * Does the pieces that are left, and waits for those that others do; a thread that is asleep yet has none, and holds nobody up. Without
 * a `begin` all pieces are left.
 */
export function finish(pc: usize, end: usize): void {
  setSelf(0);
  takePieces(pc, end, load<i32>(pc, Header.FLAGS) >> Flags.PIECES_SHIFT);
  close();
  store<i32>(pc, 0, Header.TAKEN);
}

function help(tid: i32): void {
  setSelf(tid);
  const pc = <usize>load<u32>(Control.PC);
  takePieces(pc, load<u32>(Control.PROGRAM_END), load<i32>(pc, Header.FLAGS) >> Flags.PIECES_SHIFT);
  leave();
}

/** A worker's life: says it is ready, then runs every program until the word `stop` is set. */
export function work(tid: i32): void {
  let seen = atomic.load<i32>(Control.GENERATION);
  atomic.add<i32>(Control.READY, 1);
  atomic.notify(Control.READY, -1);
  while (true) {
    await_change(Control.GENERATION, seen, Control.IDLE_SLEEPERS, Control.IDLE_SPIN);
    seen = atomic.load<i32>(Control.GENERATION);
    if (load<i32>(Control.STOP) != 0) return;
    if (isOpenTo(seen)) {
      if (enter(seen)) help(tid);
    } else if (tid < load<i32>(Control.THREADS)) exec(tid);
  }
}
