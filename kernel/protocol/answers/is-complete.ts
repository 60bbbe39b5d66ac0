/** @file is_complete_request: whether a console's Enter should run the text or open another line. */
import { textField } from '../transport.ts';
import type { Answer } from './answer.ts';

export const isComplete: Answer = {
  async answer({ content }, { session }) {
    return { ...(await session.isComplete(textField(content['code']))) };
  },
};
