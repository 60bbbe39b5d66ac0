/** @file vitest globalSetup: bundles the kernel from the sources, once for all files that start it. */
import { buildKernel } from '../kernel/build.ts';

export default async function setup(): Promise<void> {
  await buildKernel();
}
