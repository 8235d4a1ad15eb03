/** The keyboard shortcuts: one table for the handler and for the help sheet. */

export type Action =
  | 'toggle'
  | 'back'
  | 'forward'
  | 'previous'
  | 'next'
  | 'louder'
  | 'quieter'
  | 'mute'
  | 'shuffle'
  | 'repeat'
  | 'queue'
  | 'effects'
  | 'playing'
  | 'search'
  | 'help';

export interface Shortcut {
  action: Action;
  /** `KeyboardEvent.key`; several keys may do the same. */
  keys: readonly string[];
  shift?: boolean;
  /** Also with Ctrl or ⌘ and this key, even while typing. */
  control?: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'toggle', keys: [' ', 'k'] },
  { action: 'back', keys: ['ArrowLeft'] },
  { action: 'forward', keys: ['ArrowRight'] },
  { action: 'previous', keys: ['ArrowLeft'], shift: true },
  { action: 'next', keys: ['ArrowRight'], shift: true },
  { action: 'louder', keys: ['ArrowUp'], shift: true },
  { action: 'quieter', keys: ['ArrowDown'], shift: true },
  { action: 'mute', keys: ['m'] },
  { action: 'shuffle', keys: ['s'] },
  { action: 'repeat', keys: ['r'] },
  { action: 'queue', keys: ['q'] },
  { action: 'effects', keys: ['e'] },
  { action: 'playing', keys: ['f'] },
  { action: 'search', keys: ['/'], control: 'k' },
  { action: 'help', keys: ['?'] },
];

/** What of a keyboard event matters here. */
export interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What has the focus while a key is pressed. */
export type Focus = 'nothing' | 'control' | 'arrows' | 'text';

/**
 * The action of a key press, or null.
 *
 * Typing keeps all its keys, a control keeps space and enter, and one that is moved by arrows keeps those too.
 */
export function actionOf(press: Press, focus: Focus): Action | null {
  if (press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.ctrlKey || press.metaKey) {
    return SHORTCUTS.find((shortcut) => shortcut.control === key)?.action ?? null;
  }
  if (focus === 'text') return null;
  if (focus !== 'nothing' && key === ' ') return null;
  if (focus === 'arrows' && key.startsWith('Arrow')) return null;
  const needsShift = key.startsWith('Arrow');
  const found = SHORTCUTS.find(
    (shortcut) =>
      shortcut.keys.includes(key) && (!needsShift || (shortcut.shift ?? false) === press.shiftKey),
  );
  return found?.action ?? null;
}

/** Sorts an element into what it keeps for itself. */
export function focusOf(element: Element | null): Focus {
  if (!element || element === document.body || element.id === 'content') return 'nothing';
  const input = element.closest('input, textarea, select, [contenteditable="true"]');
  if (input instanceof HTMLInputElement && (input.type === 'range' || input.type === 'radio'))
    return 'arrows';
  if (input instanceof HTMLInputElement && (input.type === 'checkbox' || input.type === 'button'))
    return 'control';
  if (input) return 'text';
  if (element.closest('[role=menu], [role=listbox], [data-arrows]')) return 'arrows';
  return element.closest('a, button') ? 'control' : 'nothing';
}
