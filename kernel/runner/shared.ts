/** @file What the runner's main thread and its watchdog share: places in a few integers, and a message. */

/** The number of the last interrupt the main thread has seen. */
export const SEEN = 0;
/** The number of the last cell whose loop the watchdog broke. */
export const TERMINATED = 1;
/** Changes whenever the running cell is to stop. */
export const ASKED = 2;
/** Changes whenever somebody who waits should look. */
export const WAKE = 3;
/** The number of the last cell that is over. */
export const OVER = 4;

/** How many they are. */
export const PLACES = 5;

/** What the watchdog tells the main thread. */
export interface Interrupt {
  /** Counts up. */
  number: number;
  cell: number;
}
