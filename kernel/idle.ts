/** @file When a kernel counts as unused: then TypeScript's server ends and the cells' process gives memory back. */

/** Without a word from the environment. */
const USUAL_SECONDS = 300;

/** Milliseconds without anything to do (`KERNELAB_IDLE`, in seconds); undefined where nothing is to end or to be given back. */
export function idleMilliseconds(): number | undefined {
  const seconds = Number(process.env['KERNELAB_IDLE'] ?? USUAL_SECONDS);
  // A timer takes no more than 24 days.
  return seconds > 0 ? Math.min(seconds * 1000, 2 ** 31 - 1) : undefined;
}
