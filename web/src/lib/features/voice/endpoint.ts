/** The service that turns speech into text: whether there is one, and what it writes down. */
import { api, read } from '$lib/api/client';
import type { VoiceRecipient } from '$lib/api/types';
import { consents } from '$lib/features/consent/consents.svelte';
import { storage } from '$lib/storage';

/** The purpose that a member agrees to before anything is sent. */
export const PURPOSE = 'voice_transcription';

/** Who would receive what is said; null where nobody would. */
export async function voiceRecipient(): Promise<VoiceRecipient | null> {
  return (await read(api.GET('/api/v1/voice_search'))).recipient;
}

/** The words of a clip. It is sent to the recipient that was shown, and to no other. */
export async function write(
  recipient: VoiceRecipient,
  clip: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<string> {
  const { text } = await read(
    api.POST('/api/v1/voice_search/transcriptions', {
      params: { query: { recipient: recipient.host } },
      body: clip as never,
      bodySerializer: (body: unknown) => body as Uint8Array<ArrayBuffer>,
      headers: { 'Content-Type': 'audio/wav' },
      signal,
    }),
  );
  return text;
}

/** Whether this very recipient was shown on this device, and the member's consent lives. */
export function isAgreed({ host }: VoiceRecipient): boolean {
  return consents.granted(PURPOSE) && storage.read('qingyin.voice_recipient') === host;
}

/** Notes that a recipient was shown and agreed to. */
export function noteShown({ host }: VoiceRecipient) {
  storage.write('qingyin.voice_recipient', host);
}
