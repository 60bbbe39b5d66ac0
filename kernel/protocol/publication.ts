/** @file What cells show, in the words of Jupyter's messages. */
import type { JsonText } from '../json-text.ts';
import type { CellOutput } from '../session/terms.ts';

/** A message about a cell, before it has a parent. */
export interface Publication {
  type: string;
  content: object | JsonText;
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
}

const publications: {
  readonly [Type in CellOutput['type']]: (output: Extract<CellOutput, { type: Type }>) => Publication;
} = {
  stream: ({ name, text }) => ({ type: 'stream', content: { name, text } }),
  display: ({ update, content, buffers }) => ({
    type: update ? 'update_display_data' : 'display_data',
    content,
    buffers,
  }),
  clear: ({ wait }) => ({ type: 'clear_output', content: { wait } }),
  result: ({ content }) => ({ type: 'execute_result', content }),
  comm: ({ message, content, metadata, buffers }) => ({ type: message, content, metadata, buffers }),
};

export function publicationOf(output: CellOutput): Publication {
  return (publications[output.type] as (output: CellOutput) => Publication)(output);
}
