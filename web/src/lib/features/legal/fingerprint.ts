/** The fingerprint of a document, computed on this device: the document itself goes nowhere. */

/** A document is a few pages; a file larger than this is something else. */
export const DOCUMENT_BYTES_MAX = 512 * 1024 * 1024;

/** Whether this browser computes fingerprints here; it does on https and on this very machine alone. */
export const canFingerprint = (): boolean => globalThis.crypto?.subtle !== undefined;

/** The SHA-256 of a file, as 64 hexadecimal digits. */
export async function fingerprintOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a text is a fingerprint, however it was typed. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text.trim());

/** A fingerprint or digest for the eye: its two ends. */
export const short = (digest: string): string => `${digest.slice(0, 8)}…${digest.slice(-4)}`;
