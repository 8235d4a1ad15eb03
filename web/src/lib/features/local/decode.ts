/** A file's sound, decoded and fingerprinted on this device. */
import { loadFingerprintModule } from './module';
import { fingerprintOf } from './printer';

/** Rate in which a file is decoded: fingerprints hear up to 3.5 kHz. */
const RATE_HZ = 22_050;
/** What is decoded of a file: its fingerprint is that of the first two minutes, and memory is short on phones. */
const COMPRESSED_BYTES = 8 << 20;
const LOSSLESS_BYTES = 48 << 20;
/** Larger files are not decoded in whole where a part of them cannot be. */
const WHOLE_BYTES_MAX = 160 << 20;

/** The part of a file that is enough; a container that keeps its directory at the end is needed whole. */
export function enough(file: Pick<File, 'name' | 'size'>): number {
  if (/\.(m4a|m4b|mp4|alac|aac|webm|wma)$/i.test(file.name)) return file.size;
  const bytes = /\.(flac|wav|aiff?|wv|ape)$/i.test(file.name) ? LOSSLESS_BYTES : COMPRESSED_BYTES;
  return Math.min(file.size, bytes);
}

/** The fingerprint of a file; null when it is too short to have one. Fails when the browser cannot decode it. */
export async function printOf(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  const module = await loadFingerprintModule();
  const sound = await decoded(file);
  return fingerprintOf(module, sound.sampleRate, mixed(sound));
}

async function decoded(file: File): Promise<AudioBuffer> {
  const context = new OfflineAudioContext(1, 1, RATE_HZ);
  const part = enough(file);
  if (part > WHOLE_BYTES_MAX) throw new RangeError('the file is too large to be decoded');
  try {
    return await context.decodeAudioData(await file.slice(0, part).arrayBuffer());
  } catch (thrown) {
    if (part === file.size || file.size > WHOLE_BYTES_MAX) throw thrown;
    return context.decodeAudioData(await file.arrayBuffer());
  }
}

function mixed(sound: AudioBuffer): Float32Array {
  const mono = sound.getChannelData(0).slice();
  for (let channel = 1; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((sample, at) => (mono[at]! += sample));
  }
  return sound.numberOfChannels === 1 ? mono : mono.map((sample) => sample / sound.numberOfChannels);
}
