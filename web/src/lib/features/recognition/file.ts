/** A file's sound, decoded and measured on this device; neither the file nor its name is sent. */
import { FRAME_MS, FRAMES_MAX, PeakFinder } from './finder';
import { loadPeakModule } from './module';

/** Rate in which a file is decoded: the peaks lie below 4 kHz. */
const RATE_HZ = 16_000;
/** Larger files are not opened: decoded, ten minutes of stereo take about 77 MB. */
export const FILE_BYTES_MAX = 100 << 20;
/** Where in a file questions are cut out, as shares of its length; the middle says most. */
const PLACES = [0.4, 0.15, 0.7];
const QUESTION_S = (FRAMES_MAX * FRAME_MS) / 1000;

export interface Question {
  peaks: Uint8Array<ArrayBuffer>;
  frames: number;
}

/** Questions from several places of a file; fails when the browser cannot decode it. */
export async function questionsOf(file: Blob): Promise<Question[]> {
  const context = new OfflineAudioContext(1, 1, RATE_HZ);
  const [module, sound] = await Promise.all([
    loadPeakModule(),
    file.arrayBuffer().then((bytes) => context.decodeAudioData(bytes)),
  ]);
  const mono = mixed(sound);
  return cuts(mono.length, RATE_HZ).map(([from, to]) => {
    const finder = new PeakFinder(module, RATE_HZ);
    finder.push(mono.subarray(from, to));
    return { peaks: finder.peaks(), frames: Math.min(FRAMES_MAX, finder.frames) };
  });
}

function mixed(sound: AudioBuffer): Float32Array {
  const mono = sound.getChannelData(0).slice();
  for (let channel = 1; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((sample, at) => (mono[at]! += sample));
  }
  return mono.map((sample) => sample / sound.numberOfChannels);
}

/** From where to where questions are cut out of so many samples: a short sound is one question. */
export function cuts(samples: number, rateHz: number): [number, number][] {
  const length = QUESTION_S * rateHz;
  if (samples <= length) return [[0, samples]];
  return PLACES.map((share) => {
    const from = Math.min(Math.floor(samples * share), samples - length);
    return [from, from + length];
  });
}
