/**
 * What this browser remembers for recommending by itself, in two databases of its own: what was heard, which is the
 * listener's, and the files to rank with, which are the same for everybody.
 *
 * Nothing in here sends anything. Opening a database makes it, so nothing is opened before the mode is switched on.
 */
import { LISTENING_DATABASE, RANKING_DATABASE } from '$lib/storage';

/** Hearings that are remembered: the latest. */
export const PLAYS_MAX = 5_000;

/** One hearing, as it is remembered, shown and exported. */
export interface Play {
  track_id: string;
  title: string;
  artists: { id: string; name: string }[];
  /** Milliseconds since 1970. */
  at: number;
}

/** A song that shall not be recommended. */
export interface Unwanted {
  track_id: string;
  title: string;
}

/** A downloaded file. */
export interface KeptFile {
  name: FileName;
  tag: string;
  bytes: ArrayBuffer;
  /** When the service last said that it is current, in milliseconds since 1970. */
  current_at: number;
}

export type FileName = 'catalogue' | 'companions' | 'square';

/** What was heard, and what is not wanted. */
export interface Listening {
  /** The latest first. */
  plays(): Promise<(Play & { key: number })[]>;
  addPlay(play: Play): Promise<void>;
  removePlay(key: number): Promise<void>;
  unwanted(): Promise<Unwanted[]>;
  setUnwanted(one: Unwanted, on: boolean): Promise<void>;
  clear(): Promise<void>;
}

/** Files to rank with. */
export interface Files {
  get(name: FileName): Promise<KeptFile | null>;
  put(file: KeptFile): Promise<void>;
  remove(name: FileName): Promise<void>;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database failed'));
  });

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () =>
      reject(transaction.error ?? new Error('nothing was kept'));
  });

/** Opens a database for one piece of work, and closes it, so that it can be deleted at any time. */
async function within<T>(
  name: string,
  make: (database: IDBDatabase) => void,
  work: (database: IDBDatabase) => Promise<T>,
): Promise<T> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => make(request.result);
  const database = await done(request);
  database.onversionchange = () => database.close();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

export class BrowserListening implements Listening {
  #within = <T>(work: (database: IDBDatabase) => Promise<T>) =>
    within(
      LISTENING_DATABASE,
      (database) => {
        database.createObjectStore('plays', { autoIncrement: true });
        database.createObjectStore('unwanted', { keyPath: 'track_id' });
      },
      work,
    );

  plays() {
    return this.#within(async (database) => {
      const store = database.transaction('plays').objectStore('plays');
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      const plays = (values as Play[]).map((play, at) => ({ ...play, key: keys[at] as number }));
      return plays.sort((left, right) => right.at - left.at || right.key - left.key);
    });
  }

  addPlay(play: Play) {
    return this.#within(async (database) => {
      const transaction = database.transaction('plays', 'readwrite');
      const store = transaction.objectStore('plays');
      store.add(play);
      const keys = await done(store.getAllKeys());
      for (const key of keys.slice(0, Math.max(0, keys.length - PLAYS_MAX))) store.delete(key);
      await finished(transaction);
    });
  }

  removePlay(key: number) {
    return this.#write('plays', (store) => store.delete(key));
  }

  unwanted() {
    return this.#within((database) => {
      const store = database.transaction('unwanted').objectStore('unwanted');
      return done(store.getAll()) as Promise<Unwanted[]>;
    });
  }

  setUnwanted(one: Unwanted, on: boolean) {
    return this.#write('unwanted', (store) => (on ? store.put(one) : store.delete(one.track_id)));
  }

  clear() {
    return this.#within(async (database) => {
      const transaction = database.transaction(['plays', 'unwanted'], 'readwrite');
      transaction.objectStore('plays').clear();
      transaction.objectStore('unwanted').clear();
      await finished(transaction);
    });
  }

  #write(name: 'plays' | 'unwanted', change: (store: IDBObjectStore) => void) {
    return this.#within(async (database) => {
      const transaction = database.transaction(name, 'readwrite');
      change(transaction.objectStore(name));
      await finished(transaction);
    });
  }
}

export class BrowserFiles implements Files {
  #within = <T>(work: (database: IDBDatabase) => Promise<T>) =>
    within(
      RANKING_DATABASE,
      (database) => void database.createObjectStore('files', { keyPath: 'name' }),
      work,
    );

  get(name: FileName) {
    return this.#within(async (database) => {
      const store = database.transaction('files').objectStore('files');
      return ((await done(store.get(name))) as KeptFile | undefined) ?? null;
    });
  }

  put(file: KeptFile) {
    return this.#change((store) => store.put(file));
  }

  remove(name: FileName) {
    return this.#change((store) => store.delete(name));
  }

  #change(change: (store: IDBObjectStore) => void) {
    return this.#within(async (database) => {
      const transaction = database.transaction('files', 'readwrite');
      change(transaction.objectStore('files'));
      await finished(transaction);
    });
  }
}
