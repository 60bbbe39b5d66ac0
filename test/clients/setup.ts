/** @file Before the tests of this folder: the build, the clients and the kernel beside them. */
import { buildSteps } from '../../src/cli/build.ts';
import { runSteps } from '../../src/cli/steps.ts';
import { prepareClients } from './environment.ts';

export default async function setup(): Promise<void> {
  await runSteps(buildSteps());
  await prepareClients();
}
