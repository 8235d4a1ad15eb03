/**
 * The scanner: the camera from a person's press until a code is read, or a picture that they chose.
 *
 * What the camera sees is drawn into a canvas that is never part of the page, looked at there, and overwritten.
 */
import { broker, type CameraOutcome } from '$lib/permissions/broker';
import { loadDecoder, put, SIDE_MAX, type Decode } from './decoder';
import { judge, type Scanned } from './links';

export type Trouble = Exclude<CameraOutcome['kind'], 'open' | 'declined'> | 'no_code' | 'picture';

export type ScannerState =
  | { kind: 'idle' }
  | { kind: 'opening' }
  | { kind: 'scanning' }
  | { kind: 'reading' }
  | { kind: 'trouble'; trouble: Trouble };

/** Between two looks at the camera's picture. */
const LOOK_EVERY_MS = 120;

export class Scanner {
  state = $state.raw<ScannerState>({ kind: 'idle' });
  /** Whether the camera has a light, and whether it is on. */
  hasLight = $state(false);
  light = $state(false);
  #stream: MediaStream | null = null;
  #canvas: HTMLCanvasElement | null = null;
  /** Grows with each start and stop, so that what is late notices. */
  #turn = 0;

  constructor(
    private readonly found: (scanned: Scanned) => void,
    private readonly origin: string = location.origin,
  ) {}

  /** Opens the camera and shows it in the element that is there by then, until a code is read. */
  async start(gesture: Event, video: () => HTMLVideoElement | null): Promise<void> {
    const turn = (this.#turn += 1);
    this.state = { kind: 'opening' };
    const [outcome, decode] = await Promise.all([
      broker.openCamera('scan_codes', gesture),
      loadDecoder().catch(() => null),
    ]);
    if (outcome.kind !== 'open') {
      this.state =
        outcome.kind === 'declined' ? { kind: 'idle' } : { kind: 'trouble', trouble: outcome.kind };
      return;
    }
    if (turn !== this.#turn || !decode) {
      close(outcome.stream);
      if (turn === this.#turn) this.state = { kind: 'trouble', trouble: 'failed' };
      return;
    }
    this.#stream = outcome.stream;
    const [track] = outcome.stream.getVideoTracks();
    // Switched off elsewhere, or pulled out.
    track?.addEventListener('ended', () => turn === this.#turn && this.stop());
    this.hasLight = track?.getCapabilities !== undefined && 'torch' in track.getCapabilities();
    this.state = { kind: 'scanning' };
    await this.#look(turn, decode, video);
  }

  async #look(turn: number, decode: Decode, video: () => HTMLVideoElement | null): Promise<void> {
    while (turn === this.#turn && this.#stream) {
      const element = video();
      if (element && element.srcObject !== this.#stream) {
        element.srcObject = this.#stream;
        await element.play().catch(() => undefined);
      }
      if (element && element.videoWidth > 0) {
        this.#canvas ??= document.createElement('canvas');
        put(this.#canvas, element, element.videoWidth, element.videoHeight, SIDE_MAX.camera);
        const text = await decode(this.#canvas).catch(() => null);
        if (turn !== this.#turn) return;
        if (text !== null) return this.#end(text);
      }
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
  }

  /** Reads a picture that the person chooses. */
  async readPicture(gesture: Event): Promise<void> {
    this.stop();
    const turn = this.#turn;
    const file = await broker.pickFile('scan_codes', gesture, 'image/*');
    if (!file || turn !== this.#turn) return;
    this.state = { kind: 'reading' };
    try {
      const [picture, decode] = await Promise.all([createImageBitmap(file), loadDecoder()]);
      const canvas = document.createElement('canvas');
      put(canvas, picture, picture.width, picture.height, SIDE_MAX.picture);
      picture.close();
      const text = await decode(canvas);
      if (turn !== this.#turn) return;
      if (text === null) this.state = { kind: 'trouble', trouble: 'no_code' };
      else this.#end(text);
    } catch {
      if (turn === this.#turn) this.state = { kind: 'trouble', trouble: 'picture' };
    }
  }

  /** Switches the camera's light. */
  async switchLight(on: boolean): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    try {
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      this.light = on && track !== undefined;
    } catch {
      // It said that it has one and does not obey; then there is none.
      this.hasLight = this.light = false;
    }
  }

  /** Closes the camera. */
  stop() {
    this.#turn += 1;
    if (this.#stream) close(this.#stream);
    this.#stream = null;
    this.#canvas = null;
    this.hasLight = this.light = false;
    this.state = { kind: 'idle' };
  }

  #end(text: string) {
    this.stop();
    this.found(judge(text, this.origin));
  }
}

function close(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop();
}
