/**
 * The browser's recogniser of speech, where it works on this device alone.
 *
 * By itself it may send the sound to whoever made the browser. So it is asked whether it can do without, told to,
 * and not used where it does not say so.
 */

interface Heard {
  readonly results: ArrayLike<ArrayLike<{ transcript: string }> & { readonly isFinal: boolean }>;
}

/** What is used of it; browsers know more. */
interface Recogniser {
  lang: string;
  processLocally: boolean;
  interimResults: boolean;
  start(track?: MediaStreamTrack): void;
  abort(): void;
  stop(): void;
  onresult: ((event: Heard) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
}

interface RecogniserClass {
  new (): Recogniser;
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}

/** What is told while somebody speaks. */
export interface Told {
  /** What was understood so far. */
  text(text: string): void;
  /** It is over: with a fault, or without. */
  end(failed: boolean): void;
}

const recogniserClass = () =>
  (globalThis as unknown as { SpeechRecognition?: RecogniserClass }).SpeechRecognition;

/** A browser that has not said by then what it can do cannot do it. */
const ANSWER_MS_MAX = 3_000;

/** Whether speech in a language becomes text on this device, at once and without sending anything. */
export async function speaksLocally(language: string): Promise<boolean> {
  try {
    const options = { langs: [language], processLocally: true };
    const answer = recogniserClass()?.available?.(options);
    if (!answer) return false;
    const late = new Promise<string>((resolve) => setTimeout(() => resolve('late'), ANSWER_MS_MAX));
    return (await Promise.race([answer, late])) === 'available';
  } catch {
    return false;
  }
}

/** Turns speech into text; returns what ends it. Fails where it could leave the device. */
export function transcribe(stream: MediaStream, language: string, told: Told): () => void {
  const Class = recogniserClass();
  const track = stream.getAudioTracks()[0];
  if (!Class || !('processLocally' in Class.prototype) || !track) throw new Error('no local speech');
  const recogniser = new Class();
  recogniser.lang = language;
  recogniser.processLocally = true;
  recogniser.interimResults = true;
  if (!recogniser.processLocally) throw new Error('speech would leave the device');
  let failed = false;
  recogniser.onresult = ({ results }) =>
    told.text(Array.from(results, (result) => result[0]?.transcript ?? '').join(''));
  recogniser.onerror = ({ error }) => (failed = error !== 'no-speech' && error !== 'aborted');
  recogniser.onend = () => told.end(failed);
  recogniser.start(track);
  return () => recogniser.stop();
}
