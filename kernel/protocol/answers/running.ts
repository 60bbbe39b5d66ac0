/**
 * @file kernelab_running_request, of kernelab's lab extension: which cell runs, and what it has shown so far. A page that
 * was loaded again is not told of output that belongs to the requests of the page before.
 */
import type { Answer } from './answer.ts';
import { cellId } from './execute.ts';

export const running: Answer = {
  answer: (_, { executing, outputs }) => ({
    running: executing
      ? {
          msg_id: executing.header.msg_id,
          cell_id: cellId(executing),
          execution_count: outputs.count,
          messages: outputs.shown(),
        }
      : null,
  }),
};
