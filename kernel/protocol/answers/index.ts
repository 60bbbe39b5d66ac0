/**
 * @file The messages the kernel answers, each in a file of its own. A new one is a file, a name in `RequestType`, and
 * its line in `answers`, which the compiler asks for.
 */
import type { Answer } from './answer.ts';
import { commClose, commInfo, commMessage, commOpen } from './comm.ts';
import { complete } from './complete.ts';
import { debug } from './debug.ts';
import { execute } from './execute.ts';
import { history } from './history.ts';
import { inputReply } from './input-reply.ts';
import { inspect } from './inspect.ts';
import { interrupt } from './interrupt.ts';
import { isComplete } from './is-complete.ts';
import { kernelInfo } from './kernel-info.ts';
import { problems } from './problems.ts';
import { running } from './running.ts';
import { shutdown } from './shutdown.ts';
import { usage } from './usage.ts';

/** The types of messages that front ends send and that are answered here. */
export type RequestType =
  | 'comm_close'
  | 'comm_info_request'
  | 'comm_msg'
  | 'comm_open'
  | 'complete_request'
  | 'debug_request'
  | 'execute_request'
  | 'history_request'
  | 'input_reply'
  | 'inspect_request'
  | 'interrupt_request'
  | 'is_complete_request'
  | 'kernel_info_request'
  | 'kernelab_problems_request'
  | 'kernelab_running_request'
  | 'shutdown_request'
  | 'usage_request';

export const answers: Readonly<Record<RequestType, Answer>> = {
  comm_close: commClose,
  comm_info_request: commInfo,
  comm_msg: commMessage,
  comm_open: commOpen,
  complete_request: complete,
  debug_request: debug,
  execute_request: execute,
  history_request: history,
  input_reply: inputReply,
  inspect_request: inspect,
  interrupt_request: interrupt,
  is_complete_request: isComplete,
  kernel_info_request: kernelInfo,
  kernelab_problems_request: problems,
  kernelab_running_request: running,
  shutdown_request: shutdown,
  usage_request: usage,
};
