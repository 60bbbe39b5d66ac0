/** @file What a run without a page stores of its widgets. */
import { expect, it } from 'vitest';
import { WidgetStates } from '../../../kernel/notebook/widget-states.ts';

const names = { _model_name: 'M', _model_module: 'm', _model_module_version: '1' };

it('states as they are at the end, with their bytes; closed widgets and other comms are left out', () => {
  const states = new WidgetStates();
  expect(states.stored()).toBeUndefined();
  const open = (id: string, target: string, state: object, paths: unknown[] = [], buffers: Uint8Array[] = []): void =>
    states.add({
      type: 'comm_open',
      content: { comm_id: id, target_name: target, data: { state, buffer_paths: paths } },
      buffers,
    });
  const update = (id: string, data: object, buffers: Uint8Array[] = []): void =>
    states.add({ type: 'comm_msg', content: { comm_id: id, data }, buffers });
  open('a', 'jupyter.widget', { ...names, value: 1 }, [['x'], ['y', 0]], [new Uint8Array([1]), new Uint8Array([2])]);
  open('b', 'jupyter.widget', names);
  open('c', 'other', { value: 1 });
  update('a', { method: 'update', state: { value: 2, y: [null] }, buffer_paths: [['y', 0]] }, [new Uint8Array([3])]);
  update('a', { method: 'echo_update', state: { value: 7 } });
  update('a', { method: 'custom', content: {} });
  update('nobody', { method: 'update', state: { value: 7 } });
  states.add({ type: 'comm_close', content: { comm_id: 'b' } });
  states.add({ type: 'stream', content: { text: 'x' } });
  expect(states.stored()).toEqual({
    'application/vnd.jupyter.widget-state+json': {
      version_major: 2,
      version_minor: 0,
      state: {
        a: {
          model_name: 'M',
          model_module: 'm',
          model_module_version: '1',
          state: { ...names, value: 2, y: [null] },
          buffers: [
            { encoding: 'base64', path: ['x'], data: 'AQ==' },
            { encoding: 'base64', path: ['y', 0], data: 'Aw==' },
          ],
        },
      },
    },
  });
});
