/** @file Which keys JupyterLab hears while the focus is in a picture; that it does hear them: test/e2e/stepper.test.ts. */
import { expect, it } from 'vitest';
import { isKept } from '../../labextension/src/keys.ts';

/** A key as people write it: `Ctrl+Shift+a`. */
function kept(keys: string, isField = false): boolean {
  const parts = keys.split('+');
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  const press = { key: parts.at(-1)!, ctrlKey: has('Ctrl'), metaKey: has('Cmd'), altKey: has('Alt'), shiftKey: has('Shift') }; // prettier-ignore
  return isKept(press, isField);
}

it('a picture keeps its own keys and the letters of the command mode', () => {
  const keys = ['ArrowLeft', 'Shift+ArrowUp', ' ', 'Enter', 'Home', 'End', 'a', 'b', 'd', 'Shift+M', '0', '-', 'Tab'];
  for (const key of keys) expect([key, kept(key)]).toEqual([key, true]);
});

it('saving, running and leaving are JupyterLab’s', () => {
  const keys = ['Ctrl+s', 'Cmd+s', 'Ctrl+Shift+c', 'Ctrl+Enter', 'Shift+Enter', 'Alt+Enter', 'Ctrl+Shift+ArrowUp', 'F11', 'Escape']; // prettier-ignore
  for (const key of keys) expect([key, kept(key)]).toEqual([key, false]);
  for (const key of ['Ctrl+s', 'Cmd+s', 'Shift+Enter', 'Ctrl+Enter'])
    expect([key, kept(key, true)]).toEqual([key, false]);
});

it('a field edits by Control and walks by it', () => {
  for (const key of ['Ctrl+a', 'Cmd+v', 'Ctrl+z', 'Ctrl+ArrowLeft', '5'])
    expect([key, kept(key, true)]).toEqual([key, true]);
});
