/** @file input_reply: the line somebody typed for a cell that waits in `input()`. */
import { textField } from '../transport.ts';
import type { Answer } from './answer.ts';

export const inputReply: Answer = {
  mode: 'silent',
  answer({ content }, { session }) {
    session.input(textField(content['value']));
    return undefined;
  },
};
