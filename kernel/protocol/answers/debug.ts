/** @file debug_request: a request of the Debug Adapter Protocol; the reply is its response. */
import { respond } from '../../debugger/requests.ts';
import { say } from '../../language.ts';
import type { Answer } from './answer.ts';

export const debug: Answer = {
  async answer({ content, header }, desk) {
    if (!desk.debugger) throw new Error(say({ en: 'There is no debugger here.', ko: '여기에는 디버거가 없습니다.' }));
    return { ...(await respond(content, desk.debugger, header.session)) };
  },
};
