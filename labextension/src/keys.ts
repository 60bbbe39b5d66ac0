/**
 * @file Which keys a picture keeps from JupyterLab while it has the focus. JupyterLab's shortcuts (Lumino) look for an attribute
 * on the way from the focus upwards, in a listener of the document that runs before any of ours: only the window hears a key earlier.
 */

const SUPPRESS = 'data-lm-suppress-shortcuts';
const pictures = new WeakSet<Element>();
const heard = new WeakSet<Window>();

/** From now on JupyterLab does not hear the keys that `isKept` says while the focus is in `root`; all others it does. */
export function keepKeys(root: HTMLElement): void {
  pictures.add(root);
  const page = root.ownerDocument.defaultView;
  if (!page || heard.has(page)) return;
  heard.add(page);
  page.addEventListener('keydown', mark, { capture: true });
}

function mark(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const way: Element[] = [];
  for (let at: Element | null = target; at; at = at.parentElement) {
    way.push(at);
    if (!pictures.has(at)) continue;
    const kept = isKept(event, target.matches(':read-write'));
    // The target itself needs it, as a shortcut of `:focus` is found there first; nothing above may have it from another key.
    for (const each of way) each.toggleAttribute(SUPPRESS, kept);
    return;
  }
}

/** What of a key press counts here. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Whether a key is the picture's. Letters are, although most pictures do nothing with them: in JupyterLab `b` adds a cell and
 * `d d` deletes one, which nobody means who is looking at a picture. Saving, running and the like are JupyterLab's, and so are
 * Escape and the function keys.
 *
 * @param isField - Whether it is pressed in a field for text or numbers, which edits by Control as well.
 */
export function isKept({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress, isField: boolean): boolean {
  if (ctrlKey || metaKey) return isField && !altKey && /^([acvxyz]|Arrow\w+|Home|End|Backspace|Delete)$/i.test(key);
  if (altKey || (shiftKey && key === 'Enter')) return false;
  return key !== 'Escape' && !/^F\d+$/.test(key);
}
