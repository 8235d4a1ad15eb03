/** Which codecs this browser decodes, asked of the browser itself. */

/** The API's name of each codec, and the media types by which a browser is asked for it. */
const PROBES: readonly [codec: string, types: readonly string[]][] = [
  ['mp3', ['audio/mpeg']],
  ['flac', ['audio/flac', 'audio/ogg; codecs="flac"']],
  ['opus', ['audio/ogg; codecs="opus"']],
  ['vorbis', ['audio/ogg; codecs="vorbis"']],
  ['aac', ['audio/mp4; codecs="mp4a.40.2"']],
  ['alac', ['audio/mp4; codecs="alac"']],
  ['pcm', ['audio/wav; codecs="1"', 'audio/wav']],
];

/** The codecs for the `codecs` parameter; `canPlayType` answers '', 'maybe' or 'probably'. */
export function playableCodecs(canPlayType: (type: string) => string): string[] {
  return PROBES.filter(([, types]) => types.some((type) => canPlayType(type) !== '')).map(([codec]) => codec);
}
