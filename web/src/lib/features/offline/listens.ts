/**
 * Listens without a connection, kept until it is back.
 *
 * They are kept only where the member had agreed to the history before the connection went:
 * the key in the browser's storage exists only as long as that is so. Withdrawing, or signing out, deletes it.
 * The service checks the grant again when they are sent.
 */
import { mayPass } from '$lib/api/keep-trying';
import type { NewListen } from '$lib/api/types';
import type { DeviceStorage } from '$lib/storage';

const KEY = 'qingyin.offline_listens';
/** The oldest go first when there are more. */
const LISTENS_MAX = 500;

export class OfflineListens {
  constructor(private readonly store: Pick<DeviceStorage, 'read' | 'write'>) {}

  /** Whether listens may be kept on this device. */
  allow(granted: boolean) {
    if (!granted) this.store.write(KEY, null);
    else if (this.store.read(KEY) === null) this.store.write(KEY, '[]');
  }

  /** Keeps a listen for later, if that is allowed. */
  add(listen: NewListen) {
    if (this.store.read(KEY) !== null) this.#write([...this.waiting(), listen]);
  }

  waiting(): NewListen[] {
    try {
      const value: unknown = JSON.parse(this.store.read(KEY) ?? '[]');
      return Array.isArray(value) ? (value as NewListen[]) : [];
    } catch {
      return [];
    }
  }

  /**
   * Sends what waits, oldest first; what the service will never take is dropped.
   *
   * # Errors
   * What kept a listen from being sent that may be sent later; it waits still, and those after it.
   */
  async send(post: (listen: NewListen) => Promise<unknown>): Promise<void> {
    for (const listen of this.waiting()) {
      try {
        await post(listen);
      } catch (thrown) {
        if (mayPass(thrown)) throw thrown;
      }
      // Withdrawn meanwhile: there is nothing to write back.
      if (this.store.read(KEY) === null) return;
      this.#write(this.waiting().filter((one) => one.started_at !== listen.started_at));
    }
  }

  #write(listens: NewListen[]) {
    this.store.write(KEY, JSON.stringify(listens.slice(-LISTENS_MAX)));
  }
}
