/** @file history_request: what was run in this session. */
import type { Answer } from './answer.ts';

export const history: Answer = {
  answer: ({ content }, desk) => ({ history: desk.history.query(content) }),
};
