/** @file Before the tests of this folder: the build, JupyterHub and the kernel beside it. */
import { buildSteps } from '../../src/cli/build.ts';
import { runSteps } from '../../src/cli/steps.ts';
import { prepareHub } from './hub.ts';

export default async function setup(): Promise<void> {
  await runSteps(buildSteps());
  await prepareHub();
}
