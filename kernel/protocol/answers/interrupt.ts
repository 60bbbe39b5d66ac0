/** @file interrupt_request: Stop. */
import type { Answer } from './answer.ts';

export const interrupt: Answer = {
  answer(_, { session }) {
    session.interrupt();
    return {};
  },
};
