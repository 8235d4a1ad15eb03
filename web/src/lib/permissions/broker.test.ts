import { beforeEach, describe, expect, it } from 'vitest';
import { functions, permissions, type FunctionId, type PermissionId } from '$lib/policy.gen';
import { PermissionBroker, type BrowserState, type Surroundings } from './broker';

const PERMISSIONS = Object.keys(permissions) as PermissionId[];
const FUNCTIONS = Object.keys(functions) as FunctionId[];
const tap = { isTrusted: true } as Event;
const scripted = { isTrusted: false } as Event;

class World implements Surroundings {
  explained: string[] = [];
  queried: string[] = [];
  picked = 0;
  answer = true;
  browser: BrowserState = 'prompt';
  uses: string | null = null;
  time = new Date('2026-01-02T03:04:05.000Z');

  async explain(permission: string, functionId: string) {
    this.explained.push(`${permission}/${functionId}`);
    return this.answer;
  }
  async query(name: string) {
    this.queried.push(name);
    return this.browser;
  }
  reminded: string[] = [];
  remind = (permission: string) => void this.reminded.push(permission);
  observers = new Set<(state: BrowserState) => void>();
  async observe(_name: string, changed: (state: BrowserState) => void) {
    this.observers.add(changed);
    return () => void this.observers.delete(changed);
  }
  clipboard: string | null = '';
  read = 0;
  async readClipboard() {
    if (this.clipboard === null) throw new DOMException('refused', 'NotAllowedError');
    this.read += 1;
    return this.clipboard;
  }
  origin = () => 'https://music.example';
  off: string | null = null;
  readOff = () => this.off;
  writeOff = (text: string | null) => void (this.off = text);
  pickers: string[] = [];
  async openFilesPicker(what: 'files' | 'folder', accept: string) {
    this.pickers.push(`${what} ${accept}`);
    return [new File(['x'], 'x.mp3'), new File(['y'], 'y.mp3')];
  }
  async openFilePicker() {
    this.picked += 1;
    return new File(['x'], 'x.png');
  }
  copied: string[] = [];
  async writeClipboard(text: string) {
    if (!this.answer) throw new DOMException('refused', 'NotAllowedError');
    this.copied.push(text);
  }
  opened = 0;
  stopped = 0;
  stream = { getTracks: () => [{ stop: () => (this.stopped += 1) }] } as unknown as MediaStream;
  microphone: (() => Promise<MediaStream>) | null = async () => this.stream;
  openMicrophone() {
    this.opened += 1;
    return this.microphone?.() ?? null;
  }
  camera: (() => Promise<MediaStream>) | null = async () => this.stream;
  openCamera() {
    this.opened += 1;
    return this.camera?.() ?? null;
  }
  persisted = 0;
  async persist() {
    this.persisted += 1;
    return true;
  }
  now = () => this.time;
  readUses = () => this.uses;
  writeUses = (text: string | null) => void (this.uses = text);
}

describe('permission broker', () => {
  let world: World;
  let broker: PermissionBroker;

  beforeEach(() => {
    world = new World();
    broker = new PermissionBroker(world);
  });

  // Every permission with every function, so that the table decides and nothing beside it.
  for (const permission of PERMISSIONS) {
    for (const functionId of FUNCTIONS) {
      const listed = (permissions[permission].functions as readonly string[]).includes(functionId);
      it(`${listed ? 'grants' : 'refuses'} ${permission} for ${functionId}`, async () => {
        expect(await broker.request(permission, functionId, tap)).toBe(listed ? 'granted' : 'undeclared');
        expect(world.explained).toEqual(listed ? [`${permission}/${functionId}`] : []);
      });
    }
  }

  it('opens a picker of files or of a folder after its notice, for the functions that may', async () => {
    const files = await broker.pickFiles('local_music', tap, 'folder', 'audio/*');
    expect(files.map(({ name }) => name)).toEqual(['x.mp3', 'y.mp3']);
    expect([world.explained, world.pickers]).toEqual([['storage/local_music'], ['folder audio/*']]);
    expect(await broker.pickFiles('browse', tap, 'files', 'audio/*')).toEqual([]);
    expect(await broker.pickFiles('local_music', scripted, 'files', 'audio/*')).toEqual([]);
    world.answer = false;
    expect(await broker.pickFiles('local_music', tap, 'files', 'audio/*')).toEqual([]);
    expect(world.pickers).toHaveLength(1);
  });

  it('opens storage for the songs of this device and for what was downloaded to it, and for nothing else', async () => {
    expect(permissions.storage.functions).toEqual(['local_music', 'offline_music']);
    await broker.pickFiles('local_music', tap, 'files', 'audio/*');
    await broker.persistStorage('offline_music', tap);
    for (const functionId of permissions.photos.functions) await broker.pickFile(functionId, tap, '*/*');
    expect(world.explained.filter((what) => what.startsWith('storage/'))).toEqual([
      'storage/local_music',
      'storage/offline_music',
    ]);
    for (const functionId of permissions.photos.functions) {
      expect(await broker.persistStorage(functionId, tap)).toBe(false);
    }
  });

  it('refuses what the policy has never heard of', async () => {
    expect(await broker.request('mind' as PermissionId, 'profile', tap)).toBe('undeclared');
    expect(await broker.request('photos', 'advertising' as FunctionId, tap)).toBe('undeclared');
    expect(await broker.request('constructor' as PermissionId, 'profile', tap)).toBe('undeclared');
  });

  it('needs a gesture of a person', async () => {
    expect(await broker.request('photos', 'profile', scripted)).toBe('no_gesture');
    expect(world.explained).toEqual([]);
  });

  it('explains first, and opens nothing when that is declined', async () => {
    world.answer = false;
    expect(await broker.pickFile('profile', tap, 'image/*')).toBeNull();
    expect(world.explained).toEqual(['photos/profile']);
    expect(world.picked).toBe(0);
    expect(world.uses).toBeNull();
  });

  it('opens no picker for a function that is not listed', async () => {
    expect(await broker.pickFile('play', tap, 'image/*')).toBeNull();
    expect(world.picked).toBe(0);
  });

  it('asks for lasting storage after its notice only', async () => {
    expect(await broker.persistStorage('play', tap)).toBe(false);
    world.answer = false;
    expect(await broker.persistStorage('offline_music', tap)).toBe(false);
    expect(world.persisted).toBe(0);
    world.answer = true;
    expect(await broker.persistStorage('offline_music', tap)).toBe(true);
    expect(world.explained.at(-1)).toBe('storage/offline_music');
  });

  it('copies for a listed function and a press of a person, and nothing else', async () => {
    expect(await broker.copyText('key', 'play', tap)).toBe(false);
    expect(await broker.copyText('key', 'open_clients', scripted)).toBe(false);
    expect(world.copied).toEqual([]);
    expect(await broker.copyText('key', 'open_clients', tap)).toBe(true);
    expect(world.copied).toEqual(['key']);
    expect(Object.keys(broker.lastUses())).toEqual(['clipboard_write']);
    world.answer = false;
    expect(await broker.copyText('other', 'open_clients', tap)).toBe(false);
  });

  it('remembers the last use on the device, and nothing of the answer', async () => {
    await broker.pickFile('profile', tap, 'image/*');
    expect(broker.lastUses()).toEqual({ photos: '2026-01-02T03:04:05.000Z' });
    world.time = new Date('2026-02-03T00:00:00.000Z');
    await broker.request('photos', 'profile', tap);
    expect(broker.lastUses()).toEqual({ photos: '2026-02-03T00:00:00.000Z' });
    expect(world.explained).toHaveLength(2);
    broker.forgetUses();
    expect(broker.lastUses()).toEqual({});
  });

  it('asks the browser for its state each time', async () => {
    expect(await broker.state('camera')).toBe('prompt');
    world.browser = 'denied';
    expect(await broker.state('camera')).toBe('denied');
    expect(world.queried).toEqual(['camera', 'camera']);
    expect(await broker.state('calendar')).toBe('unknown');
  });

  it('reads nonsense in the storage as no use', () => {
    for (const nonsense of [
      '{',
      '[]',
      'null',
      '{"storage":5}',
      '{"storage":"soon"}',
      '{"mind":"2026-01-01"}',
    ]) {
      world.uses = nonsense;
      expect(broker.lastUses()).toEqual({});
    }
  });

  describe('the clipboard', () => {
    const SECRET = 'AbCdEf0123456789-_xyzXYZ01234567';
    const LINK = `https://music.example/share/${SECRET}`;

    it('is read for receiving a share and for nothing else', async () => {
      expect(permissions.clipboard_read.functions).toEqual(['shares']);
      world.clipboard = LINK;
      for (const functionId of FUNCTIONS.filter((id) => id !== 'shares')) {
        expect(await broker.findShare(functionId, tap)).toEqual({ kind: 'declined' });
      }
      expect(await broker.findShare('shares', scripted)).toEqual({ kind: 'declined' });
      expect(world.read).toBe(0);
      expect(await broker.findShare('shares', tap)).toEqual({ kind: 'found', share: SECRET });
      expect(world.read).toBe(1);
      expect(broker.lastUses().clipboard_read).toBe(world.time.toISOString());
    });

    it('gives a share or nothing, and no word of its text', async () => {
      for (const secret of [
        '我的银行卡密码 123456',
        '13800138000',
        `${LINK}x`,
        'https://elsewhere.example/',
      ]) {
        world.clipboard = secret;
        expect(await broker.findShare('shares', tap)).toEqual({ kind: 'nothing' });
        expect(JSON.stringify([world.uses, world.off, world.explained, world.queried])).not.toContain(secret);
      }
      world.clipboard = `密码 123456 ${LINK} 13800138000`;
      expect(await broker.findShare('shares', tap)).toEqual({ kind: 'found', share: SECRET });
    });

    it('is read after the notice, and not when that is declined or the browser refuses', async () => {
      world.answer = false;
      expect(await broker.findShare('shares', tap)).toEqual({ kind: 'declined' });
      expect([world.read, world.explained]).toEqual([0, ['clipboard_read/shares']]);
      world.answer = true;
      world.clipboard = null;
      expect(await broker.findShare('shares', tap)).toEqual({ kind: 'refused' });
      expect(broker.lastUses()).toEqual({});
    });

    it('receives the link or the code of a share with nothing added', async () => {
      for (const text of [LINK, `清音口令：${SECRET}`, `Qingyin code: ${SECRET}`]) {
        expect(await broker.copyText(text, 'shares', tap)).toBe(true);
      }
      for (const text of ['key', `${LINK}?u=7`, `我 ${LINK}`, 'https://elsewhere.example/share/' + SECRET]) {
        expect(await broker.copyText(text, 'shares', tap)).toBe(false);
      }
      expect(world.copied).toEqual([LINK, `清音口令：${SECRET}`, `Qingyin code: ${SECRET}`]);
    });
  });

  describe('a permission that was switched off', () => {
    // Each listed use of each permission, as the functions call it.
    const USES: [PermissionId, () => Promise<unknown>, unknown][] = PERMISSIONS.flatMap((permission) =>
      (permissions[permission].functions as readonly FunctionId[]).map((functionId) => {
        const share = 'https://music.example/share/AbCdEf0123456789-_xyzXYZ01234567';
        const uses: Partial<Record<PermissionId, [() => Promise<unknown>, unknown]>> = {
          photos: [() => broker.pickFile(functionId, tap, '*/*'), null],
          storage:
            functionId === 'local_music'
              ? [() => broker.pickFiles(functionId, tap, 'folder', '*/*'), []]
              : [() => broker.persistStorage(functionId, tap), false],
          microphone: [() => broker.openMicrophone(functionId, tap), { kind: 'declined' }],
          camera: [() => broker.openCamera(functionId, tap), { kind: 'declined' }],
          clipboard_read: [() => broker.findShare(functionId, tap), { kind: 'declined' }],
          clipboard_write: [() => broker.copyText(share, functionId, tap), false],
        };
        const use = uses[permission];
        if (!use) throw new Error(`say here how ${permission} is used`);
        return [permission, ...use] as [PermissionId, () => Promise<unknown>, unknown];
      }),
    );

    it('is refused to every function that had it, and granted again when it is on', async () => {
      expect(new Set(USES.map(([permission]) => permission)).size).toBeGreaterThanOrEqual(5);
      for (const [permission, use, refused] of USES) {
        const granted = await use();
        expect(granted, permission).not.toEqual(refused);
        const touched = () => [world.picked, world.opened, world.read, world.copied.length, world.persisted];
        const before = touched();
        broker.switch(permission, false);
        expect(broker.isOn(permission)).toBe(false);
        expect(await use(), permission).toEqual(refused);
        expect(await broker.request(permission, 'profile', tap)).not.toBe('granted');
        expect(touched()).toEqual(before);
        expect(world.reminded.at(-1)).toBe(permission);
        broker.switch(permission, true);
        expect(await use(), permission).toEqual(granted);
      }
    });

    it('closes what is open by it at once', async () => {
      await broker.openMicrophone('recognition', tap);
      broker.switch('storage', false);
      expect(world.stopped).toBe(0);
      broker.switch('microphone', false);
      expect(world.stopped).toBe(1);
      broker.switch('microphone', true);
      await broker.openMicrophone('recognition', tap);
      // In another tab, which the storage tells of.
      new PermissionBroker(world).switch('microphone', false);
      expect(world.stopped).toBe(1);
      broker.obey();
      expect(world.stopped).toBe(2);
    });

    it('does not open when it is switched off while the browser asks', async () => {
      world.microphone = async () => {
        // In another tab.
        new PermissionBroker(world).switch('microphone', false);
        return world.stream;
      };
      expect(await broker.openMicrophone('recognition', tap)).toEqual({ kind: 'declined' });
      expect([world.opened, world.stopped]).toEqual([1, 1]);
    });

    it('takes nothing else away, and is kept on this device alone', () => {
      broker.switch('microphone', false);
      broker.switch('storage', false);
      expect(world.off).toBe('["microphone","storage"]');
      for (const id of PERMISSIONS) expect(broker.isOn(id)).toBe(!['microphone', 'storage'].includes(id));
      for (const id of ['microphone', 'storage'] as const) broker.switch(id, true);
      expect(world.off).toBeNull();
    });

    it('is taken for off where what was kept cannot be read', () => {
      world.off = '{';
      for (const id of PERMISSIONS) expect(broker.isOn(id)).toBe(false);
      world.off = '["mind",5,"storage"]';
      expect(PERMISSIONS.filter((id) => !broker.isOn(id))).toEqual(['storage']);
    });
  });

  it('tells what the browser says whenever that changes, until nobody listens', async () => {
    const told: BrowserState[] = [];
    const stop = broker.watch('microphone', (state) => told.push(state));
    await Promise.resolve();
    for (const tell of world.observers) tell('denied');
    expect(told).toEqual(['denied']);
    await Promise.resolve();
    stop();
    expect(world.observers.size).toBe(0);
    broker.watch('microphone', () => told.push('granted'))();
    await new Promise((resolve) => setTimeout(resolve));
    expect(world.observers.size).toBe(0);
    broker.watch('calendar', () => {})();
  });

  describe('the microphone', () => {
    const open = (functionId: FunctionId = 'recognition', gesture: Event = tap) =>
      broker.openMicrophone(functionId, gesture);

    it('opens after the notice, and not before', async () => {
      world.answer = false;
      expect(await open()).toEqual({ kind: 'declined' });
      expect(world.opened).toBe(0);
      world.answer = true;
      expect(await open()).toEqual({ kind: 'open', stream: world.stream });
      expect(world.explained).toEqual(['microphone/recognition', 'microphone/recognition']);
      expect(broker.lastUses().microphone).toBe(world.time.toISOString());
    });

    it('opens at one tap once the browser asks nothing any more', async () => {
      await open();
      world.browser = 'granted';
      await open();
      expect(world.explained).toHaveLength(1);
      broker.forgetUses();
      await open();
      expect(world.explained).toHaveLength(2);
    });

    it('opens for no other function and by no script', async () => {
      for (const functionId of FUNCTIONS.filter((id) => id !== 'recognition' && id !== 'voice_search')) {
        expect(await open(functionId)).toEqual({ kind: 'declined' });
      }
      expect(await open('recognition', scripted)).toEqual({ kind: 'declined' });
      expect(world.opened).toBe(0);
    });

    it('says why it stays closed', async () => {
      const refuse = (name: string) => async () => {
        throw new DOMException('no', name);
      };
      world.microphone = refuse('NotAllowedError');
      expect(await open()).toEqual({ kind: 'refused' });
      world.microphone = refuse('NotFoundError');
      expect(await open()).toEqual({ kind: 'absent' });
      world.microphone = refuse('NotReadableError');
      expect(await open()).toEqual({ kind: 'failed' });
      world.microphone = null;
      expect(await open()).toEqual({ kind: 'insecure' });
      expect(broker.lastUses().microphone).toBeUndefined();
    });
  });

  describe('the camera', () => {
    it('opens after the notice, for scanning alone, by no script, and closes when it is switched off', async () => {
      for (const functionId of FUNCTIONS.filter((id) => id !== 'scan_codes')) {
        expect(await broker.openCamera(functionId, tap)).toEqual({ kind: 'declined' });
      }
      expect(await broker.openCamera('scan_codes', scripted)).toEqual({ kind: 'declined' });
      world.answer = false;
      expect(await broker.openCamera('scan_codes', tap)).toEqual({ kind: 'declined' });
      expect([world.opened, world.explained]).toEqual([0, ['camera/scan_codes']]);
      world.answer = true;
      expect(await broker.openCamera('scan_codes', tap)).toEqual({ kind: 'open', stream: world.stream });
      expect(broker.lastUses()).toEqual({ camera: world.time.toISOString() });
      broker.switch('camera', false);
      expect(world.stopped).toBe(1);
      expect(await broker.openCamera('scan_codes', tap)).toEqual({ kind: 'declined' });
    });

    it('that is refused costs scanning alone', async () => {
      world.camera = async () => {
        throw new DOMException('no', 'NotAllowedError');
      };
      expect(await broker.openCamera('scan_codes', tap)).toEqual({ kind: 'refused' });
      // A picture can be read all the same, and whatever else there is goes on.
      expect(await broker.pickFile('scan_codes', tap, 'image/*')).not.toBeNull();
      expect(await broker.openMicrophone('recognition', tap)).toEqual({ kind: 'open', stream: world.stream });
    });
  });
});
