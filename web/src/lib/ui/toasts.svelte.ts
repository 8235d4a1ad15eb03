/** Short messages that appear above the player and go by themselves. */
export interface Toast {
  id: number;
  text: string;
  kind: 'plain' | 'error';
}

const SHOWN_MS = 5_000;
const TOASTS_MAX = 3;

class Toasts {
  items = $state<Toast[]>([]);
  #id = 0;

  show(text: string, kind: Toast['kind'] = 'plain') {
    const id = ++this.#id;
    this.items = [...this.items, { id, text, kind }].slice(-TOASTS_MAX);
    setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  dismiss(id: number) {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
