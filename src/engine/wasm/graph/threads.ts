/**
 * @file The control block at the start of the shared memory, the barrier, and per-thread scratch. Threads spin for a
 * while (a step has tens of barriers, microseconds apart) and then sleep on the same word.
 */

import { Control } from '../generated/words';

/** Waits until the word at `at` is no longer `old`: spinning first (as often as the word at `patience` says), then asleep. */
export function await_change(at: usize, old: i32, sleepers: usize, patience: usize): void {
  let spins = load<i32>(patience);
  while (atomic.load<i32>(at) == old) {
    if (--spins > 0) continue;
    atomic.add<i32>(sleepers, 1);
    atomic.wait<i32>(at, old, -1);
    atomic.sub<i32>(sleepers, 1);
    spins = load<i32>(patience);
  }
}

/** Raises the word at `at` by one and wakes whoever sleeps on it. */
function signal(at: usize, sleepers: usize): void {
  atomic.add<i32>(at, 1);
  if (atomic.load<i32>(sleepers) > 0) atomic.notify(at, -1);
}

/** The bit of the gate that is 1 while helpers may come in, one more helper inside, and where the number of the program stands. */
const OPEN: i32 = 1;
const HELPER: i32 = 2;
const NUMBER_SHIFT: i32 = 8;
const INSIDE: i32 = (1 << NUMBER_SHIFT) - HELPER;

/**
 * Programs have numbers: even those that all threads walk together, odd those in which a thread helps that comes in time. The word
 * that says so is the one that threads wait for, so that one that wakes late cannot take a program for another.
 */
export function announce(isTogether: bool): void {
  const last = atomic.load<i32>(Control.GENERATION);
  const next = isTogether ? (last | 1) + 1 : (last + 1) | 1;
  if (!isTogether) atomic.store<i32>(Control.GATE, (next << NUMBER_SHIFT) | OPEN);
  atomic.store<i32>(Control.GENERATION, next);
  if (atomic.load<i32>(Control.IDLE_SLEEPERS) > 0) atomic.notify(Control.GENERATION, -1);
}

/** Whether the program of this number is for those who come in time. */
@inline
export function isOpenTo(number: i32): bool {
  return (number & 1) != 0;
}

/** Lets a helper in; false when the program of this number has been closed. */
export function enter(number: i32): bool {
  while (true) {
    const gate = atomic.load<i32>(Control.GATE);
    if ((gate & OPEN) == 0 || gate >> NUMBER_SHIFT != (number << NUMBER_SHIFT) >> NUMBER_SHIFT) return false;
    if (atomic.cmpxchg<i32>(Control.GATE, gate, gate + HELPER) == gate) return true;
  }
}

/** A helper goes. */
export function leave(): void {
  atomic.sub<i32>(Control.GATE, HELPER);
  if (atomic.load<i32>(Control.GATE_SLEEPERS) > 0) atomic.notify(Control.GATE, -1);
}

/** Lets nobody in any more and waits until all who are inside have gone. */
export function close(): void {
  atomic.and<i32>(Control.GATE, ~OPEN);
  while (true) {
    const gate = atomic.load<i32>(Control.GATE);
    if ((gate & INSIDE) == 0) return;
    await_change(Control.GATE, gate, Control.GATE_SLEEPERS, Control.SPIN);
  }
}

/** Nobody goes on before all `threads` are here. */
export function barrier(threads: i32): void {
  if (threads == 1) return;
  const turn = atomic.load<i32>(Control.BARRIER_TURN);
  if (atomic.add<i32>(Control.BARRIER_COUNT, 1) == threads - 1) {
    atomic.store<i32>(Control.BARRIER_COUNT, 0);
    signal(Control.BARRIER_TURN, Control.BARRIER_SLEEPERS);
  } else {
    await_change(Control.BARRIER_TURN, turn, Control.BARRIER_SLEEPERS, Control.SPIN);
  }
}

/** The number of the thread that this instance runs on. */
let self: i32 = 0;

/** Says which thread this instance runs on. */
export function setSelf(tid: i32): void {
  self = tid;
}

/** This thread's own scratch memory. */
@inline
export function scratch(): usize {
  return load<u32>(Control.SCRATCH) + <usize>self * load<u32>(Control.SCRATCH_STRIDE);
}

/** First item of thread `tid` when `n` items are dealt in runs that are multiples of `grain`. */
@inline
export function part(n: i32, tid: i32, threads: i32, grain: i32): i32 {
  const grains = (n + grain - 1) / grain;
  return min<i32>(n, ((grains * tid) / threads) * grain);
}
