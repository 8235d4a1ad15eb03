/** Room and surround: where the sound seems to come from. */
import { impulseResponse, type RoomName } from '../rooms';
import type { EffectSettings } from '../settings';
import { orbit, placeAt, widthShares, type Place } from '../surround';
import { chain, set, type Stage } from './stage';

/** Making a cathedral takes a while; it is made once for each sample rate. */
const made = new Map<string, AudioBuffer>();

/** The room's impulse response as a buffer. */
export function roomBuffer(context: BaseAudioContext, name: RoomName): AudioBuffer {
  const key = `${name}@${context.sampleRate}`;
  const known = made.get(key);
  if (known) return known;
  const [left, right] = impulseResponse(name, context.sampleRate);
  const buffer = new AudioBuffer({
    numberOfChannels: 2,
    length: left.length,
    sampleRate: context.sampleRate,
  });
  buffer.getChannelData(0).set(left);
  buffer.getChannelData(1).set(right);
  made.set(key, buffer);
  return buffer;
}

/** Dry and wet at equal power: the room's response has energy 1, so loudness stays while the mix changes. */
export function roomStage(context: BaseAudioContext, settings: EffectSettings): Stage {
  const shares = ({ room }: EffectSettings) =>
    [Math.cos((room.mix * Math.PI) / 2), Math.sin((room.mix * Math.PI) / 2)] as const;
  const [dryShare, wetShare] = shares(settings);
  const input = new GainNode(context);
  const output = new GainNode(context);
  const dry = new GainNode(context, { gain: dryShare });
  const wet = new GainNode(context, { gain: wetShare });
  const room = new ConvolverNode(context, {
    buffer: roomBuffer(context, settings.room.name),
    disableNormalization: true,
  });
  chain(input, dry, output);
  chain(input, room, wet, output);
  return {
    input,
    output,
    update: (next) => {
      const [dryNext, wetNext] = shares(next);
      set(dry.gain, dryNext, context);
      set(wet.gain, wetNext, context);
    },
  };
}

/** Two speakers reach each ear: noise came out 2.4 dB louder at the first settings, and is lowered by as much. */
const SURROUND_GAIN = 0.757;

/** Left and right as loudspeakers around the head, through the browser's head-related transfer functions. */
export function surroundStage(context: BaseAudioContext, settings: EffectSettings): Stage {
  const turning = settings.surround.turnS > 0;
  const input = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
  const output = new GainNode(context, { gain: SURROUND_GAIN });
  const own = [new GainNode(context), new GainNode(context)];
  const other = [new GainNode(context), new GainNode(context)];
  const panners = [0, 1].map(
    () => new PannerNode(context, { panningModel: 'HRTF', channelCount: 1, channelCountMode: 'explicit' }),
  );
  for (const side of [0, 1] as const) {
    input.connect(own[side]!, side);
    input.connect(other[side]!, side);
    own[side]!.connect(panners[side]!).connect(output);
    other[side]!.connect(panners[1 - side]!);
  }
  const turn = turning ? new Turn(context, panners) : null;

  const apply = ({ surround }: EffectSettings) => {
    const shares = widthShares(surround.width);
    for (const side of [0, 1] as const) {
      set(own[side]!.gain, shares.own, context);
      set(other[side]!.gain, shares.other, context);
      const angle = side === 0 ? -surround.angleDeg : surround.angleDeg;
      if (turn) turn.set(side, angle);
      else place(panners[side]!, placeAt(angle), context);
    }
    turn?.period(surround.turnS);
  };
  apply(settings);
  return { input, output, update: apply, dispose: () => turn?.stop() };
}

function place(panner: PannerNode, { x, z }: Place, context: BaseAudioContext) {
  set(panner.positionX, x, context);
  set(panner.positionZ, z, context);
}

/** Two oscillators, a quarter of a turn apart, that carry both speakers around on the audio clock. */
class Turn {
  readonly #context: BaseAudioContext;
  readonly #cosine: OscillatorNode;
  readonly #sine: OscillatorNode;
  /** Per side: cosine to x, cosine to z, sine to x, sine to z. */
  readonly #shares: readonly (readonly GainNode[])[];

  constructor(context: BaseAudioContext, panners: readonly PannerNode[]) {
    this.#context = context;
    const wave = (real: number, imaginary: number) =>
      new OscillatorNode(context, {
        periodicWave: new PeriodicWave(context, {
          real: [0, real],
          imag: [0, imaginary],
          disableNormalization: true,
        }),
      });
    this.#cosine = wave(1, 0);
    this.#sine = wave(0, 1);
    this.#shares = panners.map((panner) => {
      const shares = [0, 1, 2, 3].map(() => new GainNode(context));
      panner.positionX.value = 0;
      panner.positionZ.value = 0;
      this.#cosine.connect(shares[0]!).connect(panner.positionX);
      this.#cosine.connect(shares[1]!).connect(panner.positionZ);
      this.#sine.connect(shares[2]!).connect(panner.positionX);
      this.#sine.connect(shares[3]!).connect(panner.positionZ);
      return shares;
    });
    this.#cosine.start();
    this.#sine.start();
  }

  set(side: 0 | 1, angleDeg: number) {
    const { cosine, sine } = orbit(angleDeg);
    [cosine.x, cosine.z, sine.x, sine.z].forEach((value, i) =>
      set(this.#shares[side]![i]!.gain, value, this.#context),
    );
  }

  /** Seconds for one turn. */
  period(turnS: number) {
    if (turnS <= 0) return;
    set(this.#cosine.frequency, 1 / turnS, this.#context);
    set(this.#sine.frequency, 1 / turnS, this.#context);
  }

  stop() {
    this.#cosine.stop();
    this.#sine.stop();
  }
}
