/** @file shutdown_request: the kernel says yes, then ends; a restart is a new process that Jupyter starts. */
import type { Answer } from './answer.ts';

export const shutdown: Answer = {
  answer: ({ content }) => ({ restart: content['restart'] === true }),
  last: true,
};
