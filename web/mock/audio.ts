/** Short invented pieces: a pentatonic melody of plucked strings, each track its own. */

export const MELODY_MS = 20_000;
const SAMPLE_RATE_HZ = 8_000;
const SCALE_HZ = [261.63, 293.66, 329.63, 392.0, 440.0, 523.25, 587.33, 659.25];

/** A mono WAV file of `MELODY_MS`, 16 bit. */
export function tone(n: number): Buffer {
  const samples = (SAMPLE_RATE_HZ * MELODY_MS) / 1000;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  wav.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  const beat = SAMPLE_RATE_HZ / 2;
  for (let i = 0; i < samples; i += 1) {
    const note = Math.floor(i / beat);
    const at = (i % beat) / SAMPLE_RATE_HZ;
    const hz = SCALE_HZ[(note * 5 + n * 3 + ((note * note) % 7)) % SCALE_HZ.length]!;
    const sound = Math.sin(2 * Math.PI * hz * at) + 0.4 * Math.sin(4 * Math.PI * hz * at);
    wav.writeInt16LE(Math.round(9000 * sound * Math.exp(-4 * at)), 44 + i * 2);
  }
  return wav;
}
