/** Fingerprints sound with the service's own code, compiled to WebAssembly; the sound stays here. */

/** Samples that are taken at once at most. */
const BLOCK = 16_384;

interface Exports {
  memory: WebAssembly.Memory;
  begin(rateHz: number): number;
  input(samples: number): number;
  push(): number;
  finish(): number;
  output(): number;
}

/** The audio fingerprint of sound, mono, from −1 to 1; null when it is too short to have one. */
export function fingerprintOf(
  module: WebAssembly.Module,
  rateHz: number,
  samples: Float32Array,
): Uint8Array<ArrayBuffer> | null {
  const printer = new WebAssembly.Instance(module).exports as unknown as Exports;
  if (printer.begin(rateHz) === 0) throw new RangeError(`sound of ${rateHz} Hz`);
  for (let at = 0; at < samples.length; at += BLOCK) {
    const part = samples.subarray(at, at + BLOCK);
    const place = printer.input(part.length);
    // Made anew each time: the memory may have grown and moved.
    new Float32Array(printer.memory.buffer, place, part.length).set(part);
    if (printer.push() === 0) break;
  }
  const length = printer.finish();
  return length === 0 ? null : new Uint8Array(printer.memory.buffer, printer.output(), length).slice();
}
