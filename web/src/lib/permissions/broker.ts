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

/** How a request ended. */
export type Outcome =
  /** The function may go on. */
  | 'granted'
  /** The policy does not list this permission for this function: a fault of ours, and nothing was asked. */
  | 'undeclared'
  /** It did not come from a person's own gesture; nothing was asked. */
  | 'no_gesture'
  /** The person said no to our explanation; the browser was not asked. */
  | 'declined';

/** What the browser says now: `unknown` where it has no way to tell. */
export type BrowserState = 'granted' | 'denied' | 'prompt' | 'unknown';

/** How opening the microphone ended. */
export type MicrophoneOutcome =
  /** It is open; whoever has the stream closes it. */
  | { kind: 'open'; stream: MediaStream }
  /** The person said no to our explanation, or no person asked. */
  | { kind: 'declined' }
  /** The browser or its user said no. */
  | { kind: 'refused' }
  /** There is none. */
  | { kind: 'absent' }
  /** Browsers open it on pages that were reached over HTTPS alone. */
  | { kind: 'insecure' }
  | { kind: 'failed' };

/** When each permission was last used, by its id; RFC 3339 text. Kept on this device only. */
export type LastUses = Partial<Record<PermissionId, string>>;

/** What the broker needs of the world around it; tests bring their own. */
export interface Surroundings {
  /** Shows the notice of a permission for a function; resolves to whether the person wants to go on. */
  explain(permission: PermissionId, functionId: FunctionId): Promise<boolean>;
  /** The browser's own state of a permission. */
  query(name: string): Promise<BrowserState>;
  /** Opens the system's file picker; null when nothing was chosen. */
  openFilePicker(accept: string): Promise<File | null>;
  /** Opens the system's picker of several files, or of a folder with what is below it; empty when nothing was chosen. */
  openFilesPicker(what: 'files' | 'folder', accept: string): Promise<File[]>;
  /** Opens the microphone; null where the browser has no way to, as on a page without HTTPS. */
  openMicrophone(): Promise<MediaStream> | null;
  /** Asks the browser for lasting storage. */
  persist(): Promise<boolean>;
  /** Writes a text to the clipboard. */
  writeClipboard(text: string): Promise<void>;
  now(): Date;
  readUses(): string | null;
  writeUses(text: string | null): void;
}

/** The names under which browsers know the permissions they can report on. */
const BROWSER_NAMES: Record<string, string> = {
  camera: 'camera',
  microphone: 'microphone',
  notification: 'notifications',
  clipboard_read: 'clipboard-read',
  clipboard_write: 'clipboard-write',
  persistent_storage: 'persistent-storage',
  location: 'geolocation',
  motion: 'accelerometer',
  local_fonts: 'local-fonts',
};

export class PermissionBroker {
  constructor(private readonly around: Surroundings) {}

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
    const outcome = await this.request('storage', functionId, gesture);
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
    const outcome = await this.request('storage', functionId, gesture);
    return outcome === 'granted' ? this.around.openFilesPicker(what, accept) : [];
  }

  /**
   * Writes a text that is on the page to the clipboard, when its own button is pressed.
   *
   * The button's label is the explanation: nothing is read, and the browser asks nothing.
   * Returns false where the policy does not list it, nobody pressed, or the browser refuses,
   * as it does where the page was not reached over HTTPS.
   */
  async copyText(text: string, functionId: FunctionId, gesture: Event): Promise<boolean> {
    if (!this.allows('clipboard_write', functionId) || !gesture.isTrusted) return false;
    try {
      await this.around.writeClipboard(text);
    } catch {
      return false;
    }
    this.#note('clipboard_write');
    return true;
  }

  /**
   * Opens the microphone, from within a person's gesture.
   *
   * The notice comes before the browser's own question; where the browser has its answer already and asks nothing,
   * the button that was pressed is the explanation.
   */
  async openMicrophone(functionId: FunctionId, gesture: Event): Promise<MicrophoneOutcome> {
    if (!this.allows('microphone', functionId) || !gesture.isTrusted) return { kind: 'declined' };
    const agreed = (await this.state('microphone')) === 'granted' && this.lastUses().microphone !== undefined;
    if (!agreed && !(await this.around.explain('microphone', functionId))) return { kind: 'declined' };
    const opening = this.around.openMicrophone();
    if (!opening) return { kind: 'insecure' };
    try {
      const stream = await opening;
      this.#note('microphone');
      return { kind: 'open', stream };
    } catch (thrown) {
      const name = thrown instanceof DOMException ? thrown.name : '';
      if (name === 'NotAllowedError') return { kind: 'refused' };
      return { kind: name === 'NotFoundError' ? 'absent' : 'failed' };
    }
  }

  /** Asks the browser to keep what is stored here even when room gets short; false when it will not. */
  async persistStorage(functionId: FunctionId, gesture: Event): Promise<boolean> {
    const outcome = await this.request('persistent_storage', functionId, gesture);
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
  openFilePicker,
  openFilesPicker,
  // The room as it is: what browsers do for calls would take the music out.
  openMicrophone: () =>
    // Absent where the page was not reached over HTTPS, whatever the types say.
    (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    }) ?? null,
  persist: () => navigator.storage.persist(),
  writeClipboard: async (text) => navigator.clipboard.writeText(text),
  now: () => new Date(),
  readUses: () => storage.read('qingyin.permission_uses'),
  writeUses: (text) => storage.write('qingyin.permission_uses', text),
});
