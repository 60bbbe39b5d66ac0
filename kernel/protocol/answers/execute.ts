/** @file execute_request: runs a cell; `name?` opens the pager with what inspection knows about a name; `exit` ends a console. */
import { say } from '../../language.ts';
import { cellLabel } from '../../session/messages.ts';
import { textField, type Message } from '../transport.ts';
import type { Answer, Content, Desk } from './answer.ts';
import { askedName, inspection } from './inspect.ts';

export const execute: Answer = {
  mode: 'cells',
  async answer(request, desk) {
    const { header, content } = request;
    const code = textField(content['code']);
    const silent = content['silent'] === true;
    const store = content['store_history'] !== false && !silent;
    const cell = desk.outputs.begin(header, { silent, counts: store });
    const { count } = desk.outputs;
    if (!silent) {
      desk.publish({ type: 'execute_input', content: { code, execution_count: count }, parent: header });
    }
    const asked = askedName(code);
    if (asked !== undefined) return page(desk, asked, count);
    if (asksToLeave(code, desk)) {
      if (!silent)
        desk.publish({ type: 'stream', content: { name: 'stdout', text: `${say(leaving)}\n` }, parent: header });
      return { execution_count: count, user_expressions: {}, payload: [{ source: 'ask_exit', keepkernel: false }] };
    }
    const { error, expressions } = await desk.session.execute(cell, code, {
      label: cellLabel(count),
      id: cellId(request),
      count,
      expressions: (content['user_expressions'] ?? {}) as Record<string, string>,
      input: content['allow_stdin'] !== false,
    });
    if (store) desk.history.add(count, code);
    desk.outputs.flush();
    if (!error) return { execution_count: count, user_expressions: expressions, payload: [] };
    if (!silent) desk.publish({ type: 'error', content: error, parent: header });
    return { status: 'error', execution_count: count, ...error, user_expressions: {}, payload: [] };
  },
};

/** The notebook's own name for the cell; JupyterLab and VS Code tell it. */
export function cellId({ metadata }: Message): string | undefined {
  const id = metadata['cellId'];
  return typeof id === 'string' ? id : undefined;
}

/** Whether the cells that wait behind a failed one are cancelled. */
export function cancelsRest({ content }: Message): boolean {
  return content['stop_on_error'] !== false && content['silent'] !== true;
}

const leaving = {
  en: 'A console ends here. In a notebook, Kernel → Shut Down ends the kernel.',
  ko: '콘솔은 여기서 끝납니다. 노트북에서는 Kernel → Shut Down으로 커널을 끝내세요.',
};

/** `exit` and `quit`, as in IPython, unless the notebook has such a name of its own. It is the console that ends then. */
function asksToLeave(code: string, { session }: Desk): boolean {
  const name = /^\s*(exit|quit)\s*(?:\(\s*\d*\s*\)\s*)?;?\s*$/.exec(code)?.[1];
  return name !== undefined && !session.checker.scope.userNames().has(name);
}

async function page({ session }: Desk, name: string, count: number): Promise<Content> {
  const nothing = { found: false, data: {} };
  // A type checker that has just died must not take the queue of cells along.
  const { found, data } = await inspection(session.checker, { code: name }, session.library.book).catch(() => nothing);
  const text = { 'text/plain': `${name}: ${say({ en: 'nothing is known.', ko: '알려진 것이 없습니다.' })}` };
  const payload = [{ source: 'page', data: found ? data : text, start: 0 }];
  return { execution_count: count, user_expressions: {}, payload };
}
