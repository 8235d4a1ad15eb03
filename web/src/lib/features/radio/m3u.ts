/** A playlist with one station, as any player reads it. */
export function m3u(name: string, streamUrl: string): string {
  // What ends a line would end the entry.
  const line = (text: string) => text.replace(/[\r\n]+/g, ' ').trim();
  return `#EXTM3U\n#EXTINF:-1,${line(name)}\n${line(streamUrl)}\n`;
}

/** A name for the file, without what file systems refuse. */
export function fileName(name: string): string {
  const plain = name.replace(/[\\/:*?"<>|\s\p{Cc}]+/gu, ' ').trim();
  return `${plain.slice(0, 60) || 'station'}.m3u8`;
}
