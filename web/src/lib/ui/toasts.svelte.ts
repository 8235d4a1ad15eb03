/** Short messages that appear above the player and go by themselves. */
export interface Toast {
  id: number;
  text: string;
  kind: 'plain' | 'error';
  /** What can be done about it, such as taking it back. */
  action: ToastAction | null;
}

export interface ToastAction {
  label: string;
  /** With an address the action is a link. */
  href?: string;
  run?: () => void;
}

const SHOWN_MS = 5_000;
/** A message with an action stays long enough to be reached by keyboard. */
const SHOWN_WITH_ACTION_MS = 12_000;
const TOASTS_MAX = 3;

class Toasts {
  items = $state<Toast[]>([]);
  #id = 0;

  show(text: string, kind: Toast['kind'] = 'plain', action: ToastAction | null = null) {
    const id = ++this.#id;
    this.items = [...this.items, { id, text, kind, action }].slice(-TOASTS_MAX);
    setTimeout(() => this.dismiss(id), action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  }

  dismiss(id: number) {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
