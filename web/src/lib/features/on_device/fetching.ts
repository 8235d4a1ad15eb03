/**
 * Fetches the files to rank with: the same bytes for everybody, asked for without a word about who asks.
 *
 * What people listened to together goes stale for their sake, not for ours: whoever withdrew is out of the service's
 * next count, and out of this browser once it asks again. It asks when what it has is older than an hour, and what could
 * not be asked about for three days is not used any more and removed. What stands on the square is its owners' to take
 * back, so it is asked about after ten minutes, and dropped after a day.
 */
import { Catalogue } from './catalogue';
import { LENGTH_AT } from './columns';
import { Companions } from './companions';
import type { FileName, Files, KeptFile } from './memory';
import { Square } from './square';

const HOUR_MS = 3_600_000;
/** Younger than this a file is taken as it is. */
export const CURRENT_MS: Record<FileName, number> = {
  catalogue: 6 * HOUR_MS,
  companions: HOUR_MS,
  square: HOUR_MS / 6,
};
/** Older than this it is not used; what is about nobody may stay. */
export const KEPT_MS: Record<FileName, number> = {
  catalogue: Infinity,
  companions: 72 * HOUR_MS,
  square: 24 * HOUR_MS,
};
/** A file larger than this is not what was asked for. */
export const BYTES_MAX = 64 * 1024 * 1024;

const ADDRESSES: Record<FileName, string> = {
  catalogue: '/api/v1/on_device/catalogue',
  companions: '/api/v1/on_device/companions',
  square: '/api/v1/on_device/square',
};

export type Progress = (received: number, total: number) => void;
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** The file as it is kept, unless it is too old to be used; then it is removed. */
export async function usable(files: Files, name: FileName, nowMs: number): Promise<KeptFile | null> {
  const kept = await files.get(name);
  if (!kept) return null;
  // A clock that was put back makes nothing young again.
  if (Math.abs(nowMs - kept.current_at) <= KEPT_MS[name]) return kept;
  await files.remove(name);
  return null;
}

/** The file as the service has it, or as it is kept where that is current or nobody can be asked. */
export async function current(
  files: Files,
  name: FileName,
  world: { fetch: Fetch; nowMs: number; progress: Progress; check: (bytes: ArrayBuffer) => void },
): Promise<KeptFile | null> {
  const kept = await usable(files, name, world.nowMs);
  if (kept && Math.abs(world.nowMs - kept.current_at) < CURRENT_MS[name]) return kept;
  try {
    const headers: HeadersInit = kept ? { 'If-None-Match': kept.tag } : {};
    // No cookie goes along, so the service is not told who asks; and no cache but ours keeps the answer.
    const init: RequestInit = { headers, credentials: 'omit', cache: 'no-store' };
    const answer = await world.fetch(ADDRESSES[name], init);
    if (answer.status === 304 && kept) return await keep(files, { ...kept, current_at: world.nowMs });
    if (!answer.ok) throw new TypeError(`the service answered ${answer.status}`);
    const bytes = await received(answer, world.progress);
    world.check(bytes);
    const tag = answer.headers.get('ETag') ?? '';
    return await keep(files, { name, tag, bytes, current_at: world.nowMs });
  } catch (thrown) {
    if (kept) return kept;
    throw thrown;
  }
}

/** A browser that refuses to keep it can rank all the same, until the page is closed. */
async function keep(files: Files, file: KeptFile): Promise<KeptFile> {
  await files.put(file).catch(() => {});
  return file;
}

/** The whole body; how far it is, is told by the length that the file begins with, since it may come compressed. */
async function received(answer: Response, progress: Progress): Promise<ArrayBuffer> {
  const reader = answer.body?.getReader();
  if (!reader) return answer.arrayBuffer();
  const parts: Uint8Array[] = [];
  let size = 0;
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    total ||= toldLength(parts, size);
    if (size > BYTES_MAX || total > BYTES_MAX) {
      await reader.cancel();
      throw new TypeError('the file is too large');
    }
    if (total > 0) progress(Math.min(size, total), total);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

function toldLength(parts: readonly Uint8Array[], size: number): number {
  const { offset, bytes } = LENGTH_AT;
  if (size < offset + bytes) return 0;
  const first =
    parts.length === 1 ? parts[0]! : Uint8Array.from(parts.flatMap((part) => [...part.subarray(0, 12)]));
  if (first.length < offset + bytes) return 0;
  return new DataView(first.buffer, first.byteOffset).getUint32(offset, true);
}

/** Both files, read and checked; without companions where there are none that may be used. */
export async function rankingFiles(
  files: Files,
  world: { fetch: Fetch; nowMs: number; progress: Progress },
): Promise<{ catalogue: Catalogue; companions: Companions | null; tags: string }> {
  const check = (bytes: ArrayBuffer) => void new Catalogue(bytes);
  const kept = await current(files, 'catalogue', { ...world, check });
  if (!kept) throw new TypeError('there is no catalogue');
  const catalogue = new Catalogue(kept.bytes);
  const against = (bytes: ArrayBuffer) => void new Companions(bytes, catalogue);
  // What sounds alike is enough to go on with.
  const pairs = await current(files, 'companions', { ...world, progress: () => {}, check: against }).catch(
    () => null,
  );
  const companions = pairs && new Companions(pairs.bytes, catalogue);
  return { catalogue, companions, tags: `${kept.tag} ${pairs?.tag ?? ''}` };
}

/** The playlists on the square, read against a catalogue; null where there are none that may be used. */
export async function squareFile(
  files: Files,
  catalogue: Catalogue,
  world: { fetch: Fetch; nowMs: number },
): Promise<Square | null> {
  const check = (bytes: ArrayBuffer) => void new Square(bytes, catalogue);
  const kept = await current(files, 'square', { ...world, progress: () => {}, check }).catch(() => null);
  return kept && new Square(kept.bytes, catalogue);
}
