/**
 * The one place that asks for what a browser guards: files, camera, microphone, clipboard, notifications and the like.
 *
 * Its table is generated from the privacy policy, so it can ask for nothing that the policy does not list,
 * and the published list of permissions is the same table. A request names the function it serves, comes from
 * a person's own gesture, and is explained before the browser's or system's own question appears.
 * What the browser answers is never kept: each question is asked of the browser anew.
 */
import { permissions, type FunctionId, type PermissionId } from '$lib/policy.gen';
import { storage } from '$lib/storage';
import { isShareAlone, shareIn, type ShareCode } from './share-code';

/** How a request ended. */
export type Outcome =
  /** The function may go on. */
  | 'granted'
  /** The policy does not list this permission for this function: a fault of ours, and nothing was asked. */
  | 'undeclared'
  /** It did not come from a person's own gesture; nothing was asked. */
  | 'no_gesture'
  /** The person said no to our explanation; the browser was not asked. */
  | 'declined'
  /** The person switched it off in the privacy centre; nothing was asked. */
  | 'withdrawn';

/** What the browser says now: `unknown` where it has no way to tell. */
export type BrowserState = 'granted' | 'denied' | 'prompt' | 'unknown';

/** How opening the microphone or the camera ended. */
export type DeviceOutcome =
  /** It is open; whoever has the stream closes it. */
  | { kind: 'open'; stream: MediaStream }
  /** The person said no to our explanation, or switched it off, or no person asked. */
  | { kind: 'declined' }
  /** The browser or its user said no. */
  | { kind: 'refused' }
  /** There is none. */
  | { kind: 'absent' }
  /** Browsers open it on pages that were reached over HTTPS alone. */
  | { kind: 'insecure' }
  | { kind: 'failed' };

export type MicrophoneOutcome = DeviceOutcome;
export type CameraOutcome = DeviceOutcome;

/** How looking for a share in the clipboard ended; the text itself is forgotten in every case. */
export type ClipboardOutcome =
  | { kind: 'found'; share: ShareCode }
  /** Whatever is in the clipboard, it is no share of this service. */
  | { kind: 'nothing' }
  /** The person said no to our explanation, or switched it off, or no person asked; nothing was read. */
  | { kind: 'declined' }
  /** The browser or its user said no, or it has no way to read; nothing was read. */
  | { kind: 'refused' };

/** When each permission was last used, by its id; RFC 3339 text. Kept on this device only. */
export type LastUses = Partial<Record<PermissionId, string>>;

/** What the broker needs of the world around it; tests bring their own. */
export interface Surroundings {
  /** Shows the notice of a permission for a function; resolves to whether the person wants to go on. */
  explain(permission: PermissionId, functionId: FunctionId): Promise<boolean>;
  /** The browser's own state of a permission. */
  query(name: string): Promise<BrowserState>;
  /** Tells when the browser's own state changes, until what it resolves to is called. */
  observe(name: string, changed: (state: BrowserState) => void): Promise<() => void>;
  /** Tells the person that they switched a permission off which they now ask for, and where to switch it on. */
  remind(permission: PermissionId): void;
  /** Opens the system's file picker; null when nothing was chosen. */
  openFilePicker(accept: string): Promise<File | null>;
  /** Opens the system's picker of several files, or of a folder with what is below it; empty when nothing was chosen. */
  openFilesPicker(what: 'files' | 'folder', accept: string): Promise<File[]>;
  /** Opens the microphone; null where the browser has no way to, as on a page without HTTPS. */
  openMicrophone(): Promise<MediaStream> | null;
  /** Opens the camera that looks away from the person; null where the browser has no way to. */
  openCamera(): Promise<MediaStream> | null;
  /** Asks the browser for lasting storage. */
  persist(): Promise<boolean>;
  /** Writes a text to the clipboard. */
  writeClipboard(text: string): Promise<void>;
  /** Reads the text of the clipboard; rejects where the browser has no way to, or does not let us. */
  readClipboard(): Promise<string>;
  /** This service's own address, to which links of shares lead. */
  origin(): string;
  now(): Date;
  readUses(): string | null;
  writeUses(text: string | null): void;
  readOff(): string | null;
  writeOff(text: string | null): void;
}

/** The names under which browsers know the permissions they can report on. */
const BROWSER_NAMES: Record<string, string> = {
  camera: 'camera',
  microphone: 'microphone',
  notification: 'notifications',
  clipboard_read: 'clipboard-read',
  clipboard_write: 'clipboard-write',
  storage: 'persistent-storage',
  location: 'geolocation',
  motion: 'accelerometer',
  local_fonts: 'local-fonts',
};

/** Storage is for songs of this device; any other file is chosen as from an album. */
function pickedBy(functionId: FunctionId): PermissionId {
  return (permissions.storage.functions as readonly FunctionId[]).includes(functionId) ? 'storage' : 'photos';
}

export class PermissionBroker {
  /** What is open now and closes when its permission is switched off. */
  readonly #open = new Map<PermissionId, Set<MediaStream>>();

  constructor(private readonly around: Surroundings) {}

  /** Whether the person lets this service use a permission here at all; true until they say otherwise. */
  isOn(permission: PermissionId): boolean {
    return !this.#off().has(permission);
  }

  /** Switches a permission off or on again; what is open by it closes at once. */
  switch(permission: PermissionId, on: boolean): void {
    const off = this.#off();
    if (on) off.delete(permission);
    else off.add(permission);
    this.around.writeOff(off.size > 0 ? JSON.stringify([...off].sort()) : null);
    this.obey();
  }

  /** Closes what is open by a permission that is off, in this tab or by another one. */
  obey(): void {
    for (const [permission, streams] of this.#open) {
      if (this.isOn(permission)) continue;
      for (const stream of streams) for (const track of stream.getTracks()) track.stop();
      this.#open.delete(permission);
    }
  }

  /** Whether the policy lists a permission for a function. */
  allows(permission: string, functionId: string): boolean {
    if (!Object.hasOwn(permissions, permission)) return false;
    const functions: readonly string[] = permissions[permission as PermissionId].functions;
    return functions.includes(functionId);
  }

  /**
   * Asks to use a permission for a function, from within a person's gesture.
   *
   * The notice comes first. Where the answer is `granted` the use is noted on this device.
   */
  async request(permission: PermissionId, functionId: FunctionId, gesture: Event): Promise<Outcome> {
    if (!this.allows(permission, functionId)) return 'undeclared';
    if (!gesture.isTrusted) return 'no_gesture';
    if (!this.#mayGoOn(permission)) return 'withdrawn';
    if (!(await this.around.explain(permission, functionId))) return 'declined';
    this.#note(permission);
    return 'granted';
  }

  /**
   * Lets a person choose one file in the system's own picker; we see that file and no other.
   *
   * Returns null when the request was not granted, or nothing was chosen.
   */
  async pickFile(functionId: FunctionId, gesture: Event, accept: string): Promise<File | null> {
    const outcome = await this.request(pickedBy(functionId), functionId, gesture);
    return outcome === 'granted' ? this.around.openFilePicker(accept) : null;
  }

  /**
   * Lets a person choose several files, or a folder, in the system's own picker; we see these and no others.
   *
   * Returns nothing when the request was not granted, or nothing was chosen.
   */
  async pickFiles(
    functionId: FunctionId,
    gesture: Event,
    what: 'files' | 'folder',
    accept: string,
  ): Promise<File[]> {
    const outcome = await this.request(pickedBy(functionId), functionId, gesture);
    return outcome === 'granted' ? this.around.openFilesPicker(what, accept) : [];
  }

  /**
   * Writes a text that is on the page to the clipboard, when its own button is pressed.
   *
   * The button's label is the explanation: nothing is read, and the browser asks nothing.
   * For shares that is a link or a code of a share, alone.
   * Returns false where the policy does not list it, nobody pressed, or the browser refuses,
   * as it does where the page was not reached over HTTPS.
   */
  async copyText(text: string, functionId: FunctionId, gesture: Event): Promise<boolean> {
    if (!this.allows('clipboard_write', functionId) || !gesture.isTrusted) return false;
    if (functionId === 'shares' && !isShareAlone(text, this.around.origin())) return false;
    if (!this.#mayGoOn('clipboard_write')) return false;
    try {
      await this.around.writeClipboard(text);
    } catch {
      return false;
    }
    this.#note('clipboard_write');
    return true;
  }

  /**
   * Looks for a share of this service in the clipboard, once, when its own button is pressed.
   *
   * The text is judged here and now; no caller ever sees it, so it can be kept or sent by none.
   */
  async findShare(functionId: FunctionId, gesture: Event): Promise<ClipboardOutcome> {
    if (!this.allows('clipboard_read', functionId) || !gesture.isTrusted) return { kind: 'declined' };
    if (!this.#mayGoOn('clipboard_read')) return { kind: 'declined' };
    if (!(await this.#agreed('clipboard_read', functionId))) return { kind: 'declined' };
    try {
      const share = shareIn(await this.around.readClipboard(), this.around.origin());
      this.#note('clipboard_read');
      return share ? { kind: 'found', share } : { kind: 'nothing' };
    } catch {
      return { kind: 'refused' };
    }
  }

  /**
   * Opens the microphone, from within a person's gesture.
   *
   * The notice comes before the browser's own question; where the browser has its answer already and asks nothing,
   * the button that was pressed is the explanation.
   */
  openMicrophone(functionId: FunctionId, gesture: Event): Promise<MicrophoneOutcome> {
    return this.#openDevice('microphone', functionId, gesture, () => this.around.openMicrophone());
  }

  /** Opens the camera, from within a person's gesture; its notice comes as the microphone's. */
  openCamera(functionId: FunctionId, gesture: Event): Promise<CameraOutcome> {
    return this.#openDevice('camera', functionId, gesture, () => this.around.openCamera());
  }

  async #openDevice(
    permission: 'camera' | 'microphone',
    functionId: FunctionId,
    gesture: Event,
    open: () => Promise<MediaStream> | null,
  ): Promise<DeviceOutcome> {
    if (!this.allows(permission, functionId) || !gesture.isTrusted) return { kind: 'declined' };
    if (!this.#mayGoOn(permission)) return { kind: 'declined' };
    if (!(await this.#agreed(permission, functionId))) return { kind: 'declined' };
    const opening = open();
    if (!opening) return { kind: 'insecure' };
    try {
      const stream = await opening;
      // Switched off in another tab while the browser asked: then it never opened.
      if (!this.isOn(permission)) {
        for (const track of stream.getTracks()) track.stop();
        return { kind: 'declined' };
      }
      const streams = this.#open.get(permission) ?? new Set();
      this.#open.set(permission, streams.add(stream));
      this.#note(permission);
      return { kind: 'open', stream };
    } catch (thrown) {
      const name = thrown instanceof DOMException ? thrown.name : '';
      if (name === 'NotAllowedError') return { kind: 'refused' };
      return { kind: name === 'NotFoundError' ? 'absent' : 'failed' };
    }
  }

  /** Asks the browser to keep what is stored here even when room gets short; false when it will not. */
  async persistStorage(functionId: FunctionId, gesture: Event): Promise<boolean> {
    const outcome = await this.request('storage', functionId, gesture);
    return outcome === 'granted' && this.around.persist();
  }

  /** What the browser says of a permission at this moment. */
  async state(permission: string): Promise<BrowserState> {
    const name = BROWSER_NAMES[permission];
    if (name === undefined) return 'unknown';
    try {
      return await this.around.query(name);
    } catch {
      // Firefox and Safari do not know every name; that is an answer too.
      return 'unknown';
    }
  }

  /** Tells what the browser says of a permission whenever that changes, until what is returned is called. */
  watch(permission: string, changed: (state: BrowserState) => void): () => void {
    const name = BROWSER_NAMES[permission];
    let stop: (() => void) | null = () => {};
    if (name !== undefined) {
      this.around
        .observe(name, changed)
        .then((ended) => (stop === null ? ended() : (stop = ended)))
        .catch(() => {});
    }
    return () => {
      stop?.();
      stop = null;
    };
  }

  /** When each permission was last used on this device. */
  lastUses(): LastUses {
    try {
      const parsed: unknown = JSON.parse(this.around.readUses() ?? '{}');
      if (typeof parsed !== 'object' || parsed === null) return {};
      const uses: LastUses = {};
      for (const id of Object.keys(permissions) as PermissionId[]) {
        const moment: unknown = (parsed as Record<string, unknown>)[id];
        if (typeof moment === 'string' && !Number.isNaN(Date.parse(moment))) uses[id] = moment;
      }
      return uses;
    } catch {
      return {};
    }
  }

  /** Forgets when permissions were used. */
  forgetUses(): void {
    this.around.writeUses(null);
  }

  /** What the person switched off; in the storage alone, so that every tab obeys at once. */
  #off(): Set<PermissionId> {
    try {
      const parsed: unknown = JSON.parse(this.around.readOff() ?? '[]');
      const ids = Object.keys(permissions) as PermissionId[];
      return new Set(ids.filter((id) => Array.isArray(parsed) && parsed.includes(id)));
    } catch {
      // Nobody but us writes it; what cannot be read may have been a no, and nothing is lost by taking it for one.
      return new Set(Object.keys(permissions) as PermissionId[]);
    }
  }

  #mayGoOn(permission: PermissionId): boolean {
    if (this.isOn(permission)) return true;
    this.around.remind(permission);
    return false;
  }

  /** Explains a permission, unless the browser has its answer already and it was explained before. */
  async #agreed(permission: PermissionId, functionId: FunctionId): Promise<boolean> {
    const known = (await this.state(permission)) === 'granted' && this.lastUses()[permission] !== undefined;
    return known || this.around.explain(permission, functionId);
  }

  #note(permission: PermissionId) {
    const uses = { ...this.lastUses(), [permission]: this.around.now().toISOString() };
    this.around.writeUses(JSON.stringify(uses));
  }
}

/** A question that waits for an answer in `PermissionNotice.svelte`. */
export interface Question {
  permission: PermissionId;
  functionId: FunctionId;
  answer(goOn: boolean): void;
}

type Asker = (question: Question) => void;
const askers: Asker[] = [];

/** Connects a component that shows notices, until what is returned is called; the latest one is asked. */
export function showNoticesWith(show: Asker): () => void {
  askers.push(show);
  return () => {
    const at = askers.lastIndexOf(show);
    if (at >= 0) askers.splice(at, 1);
  };
}

/** The system's file picker, by an input that never becomes part of the page. */
function openFilePicker(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** The system's picker of several files or of a folder, by an input that never becomes part of the page. */
function openFilesPicker(what: 'files' | 'folder', accept: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if (what === 'folder') input.webkitdirectory = true;
    else input.accept = accept;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

export const broker = new PermissionBroker({
  // Without a place to show the notice nothing is asked for.
  explain: (permission, functionId) =>
    new Promise((resolve) => {
      const asker = askers.at(-1);
      if (!asker) return resolve(false);
      asker({ permission, functionId, answer: resolve });
    }),
  query: async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
  observe: async (name, changed) => {
    const status = await navigator.permissions.query({ name: name as PermissionName });
    const tell = () => changed(status.state);
    status.addEventListener('change', tell);
    return () => status.removeEventListener('change', tell);
  },
  remind: (permission) => void import('./remind').then(({ remind }) => remind(permission)),
  openFilePicker,
  openFilesPicker,
  // The room as it is: what browsers do for calls would take the music out.
  openMicrophone: () =>
    // Absent where the page was not reached over HTTPS, whatever the types say.
    (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    }) ?? null,
  openCamera: () =>
    (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1_920 }, height: { ideal: 1_080 } },
    }) ?? null,
  persist: () => navigator.storage.persist(),
  writeClipboard: async (text) => navigator.clipboard.writeText(text),
  readClipboard: async () => navigator.clipboard.readText(),
  origin: () => location.origin,
  now: () => new Date(),
  readUses: () => storage.read('qingyin.permission_uses'),
  writeUses: (text) => storage.write('qingyin.permission_uses', text),
  readOff: () => storage.read('qingyin.permissions_off'),
  writeOff: (text) => storage.write('qingyin.permissions_off', text),
});

// Another tab tells by the storage that something was switched off there.
globalThis.addEventListener?.('storage', () => broker.obey());
