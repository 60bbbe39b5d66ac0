/**
 * @file Comms: lines between objects in the cells' process and their twins in the front end (widgets). What a comm
 * means is the library's business; here its messages are passed on as they came, with their buffers, and the kernel
 * keeps a list of the open ones.
 */
import type { CommMessage } from '../../ipc.ts';
import { textField } from '../transport.ts';
import type { Answer } from './answer.ts';

export const commOpen = passedOn('comm_open');
export const commMessage = passedOn('comm_msg');
export const commClose = passedOn('comm_close');

export const commInfo: Answer = {
  answer({ content }, { session }) {
    const wanted = content['target_name'];
    const open = [...session.comms].filter(([, target]) => typeof wanted !== 'string' || target === wanted);
    return { comms: Object.fromEntries(open.map(([id, target]) => [id, { target_name: target }])) };
  },
};

/** The message goes to its listener in the cells' process; the front end hears idle when that is through. */
function passedOn(message: CommMessage): Answer {
  return {
    async answer(request, { session, outputs }) {
      const { content, text, metadata, buffers, header } = request;
      const cell = outputs.begin(header, { isCell: false });
      const id = textField(content['comm_id']);
      await session.comm(cell, {
        message,
        id,
        target: textField(content['target_name']),
        content: text,
        metadata,
        buffers,
      });
      // What it has printed comes before idle, with which a front end stops listening.
      outputs.flush();
      return undefined;
    },
  };
}
