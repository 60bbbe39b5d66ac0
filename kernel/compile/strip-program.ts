/** @file The program of the thread that takes types out (`strip-thread.ts`). */
import { parentPort, workerData } from 'node:worker_threads';
import { isBroken, stripperIn, withoutTypes } from './strip-node.ts';
import type { StripAnswer, StripQuestion } from './strip-thread.ts';
import { CellSyntaxError } from './stripper.ts';

const port = parentPort!;
const stripper = stripperIn(workerData as string);

async function answer({ id, way, source }: StripQuestion): Promise<StripAnswer> {
  try {
    return { id, javascript: await stripper[way](source) };
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    return { id, wrong: { message: error.message, incomplete: error.incomplete } };
  }
}

port.on('message', (question: StripQuestion) => {
  void answer(question).then((said) => {
    port.postMessage(said);
    if (isBroken()) port.close(); // another thread has a program that is whole
  });
});
withoutTypes('0'); // loads the WASM program now
