/** One spoken search after another: the microphone opens on a press, and closes with the words. */
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import type { Told } from './speech';

/** Nobody is listened to for longer. */
export const SPEECH_MS_MAX = 15_000;

export type VoiceState = 'idle' | 'opening' | 'listening';
/** Why nothing was understood. */
export type VoiceTrouble = 'refused' | 'absent' | 'insecure' | 'failed' | 'nothing';

/** What spoken search needs of the world; tests bring their own. */
export interface Ports {
  openMicrophone(gesture: Event): Promise<MicrophoneOutcome>;
  transcribe(stream: MediaStream, told: Told): () => void;
  later(run: () => void, delayMs: number): () => void;
}

export class Voice {
  state = $state<VoiceState>('idle');
  /** What was understood so far. */
  text = $state('');
  readonly #ports: Ports;
  #close: (() => void) | null = null;
  #turn = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Listens until the words end; resolves to them, or to why there are none, or to null when it was called off. */
  async listen(gesture: Event): Promise<{ text: string } | { trouble: VoiceTrouble } | null> {
    this.stop();
    const turn = ++this.#turn;
    this.state = 'opening';
    this.text = '';
    const outcome = await this.#ports.openMicrophone(gesture);
    if (outcome.kind !== 'open' || turn !== this.#turn) {
      if (outcome.kind === 'open') closed(outcome.stream);
      if (turn !== this.#turn) return null;
      this.state = 'idle';
      return outcome.kind === 'declined' || outcome.kind === 'open' ? null : { trouble: outcome.kind };
    }
    return new Promise((resolve) => {
      let over = false;
      const end = (failed: boolean) => {
        if (over) return;
        over = true;
        callOff();
        closed(outcome.stream);
        this.#close = null;
        this.state = 'idle';
        const text = this.text.trim();
        resolve(failed ? { trouble: 'failed' } : text === '' ? { trouble: 'nothing' } : { text });
      };
      const callOff = this.#ports.later(() => this.#close?.(), SPEECH_MS_MAX);
      try {
        const stop = this.#ports.transcribe(outcome.stream, {
          text: (text) => (this.text = text),
          end,
        });
        this.state = 'listening';
        this.#close = () => {
          stop();
          // Whatever the recogniser does now, the microphone is closed.
          closed(outcome.stream);
        };
      } catch {
        end(true);
      }
    });
  }

  /** Ends it; what was understood until then counts. */
  stop() {
    if (this.state === 'opening') {
      this.#turn += 1;
      this.state = 'idle';
    }
    this.#close?.();
  }
}

function closed(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop();
}
