/** @file The program of one thread for pictures: reads files, transforms and standardises what it is sent, or checks files. */
import { KernelabError, type ErrorFacts } from '../../errors/index.ts';
import { machine } from '../../platform/index.ts';
import { program, type Answer, type Order, type Result } from './threads.ts';
import { checkPictures } from './probe.ts';
import { runJob } from './process.ts';
import { readPictures } from '../pipeline/picture-files.ts';

const thread = machine.threads.inside(program);
thread?.onMessage((message) => {
  const order = message as Order;
  const { id } = order;
  work(order).then(
    (result) => {
      const pictures = 'pictures' in result ? result.pictures : [];
      // Small stores share a buffer with others (array/layout/dtype.ts): they are copied, the rest is handed over.
      const whole = pictures.filter(({ data }) => data.byteLength === data.buffer.byteLength);
      const stores = new Set(whole.map((picture) => picture.data.buffer as ArrayBuffer));
      thread.send({ ...result, id } satisfies Answer, [...stores]);
    },
    (error: unknown) => thread.send({ id, error: plain(error) } satisfies Answer),
  );
});

async function work(order: Order): Promise<Result> {
  if ('jobs' in order) return { pictures: await Promise.all(order.jobs.map((job) => runJob(job, order.shared))) };
  if ('files' in order) {
    const { pictures, failure } = await readPictures(order.files, order.form, order.who);
    return { pictures, failure: failure && plain(failure) };
  }
  return { verdicts: (await checkPictures(order.paths)).map((error) => error && plain(error)) };
}

function plain(error: unknown): { name: string; message: string; facts?: ErrorFacts } {
  if (error instanceof KernelabError) {
    const { name, message, facts } = error;
    return { name, message, facts: { ...facts, cause: undefined } };
  }
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
