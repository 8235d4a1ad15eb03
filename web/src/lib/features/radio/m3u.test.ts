import { describe, expect, it } from 'vitest';
import { fileName, m3u } from './m3u';

describe('a playlist of one station', () => {
  it('has one entry, whatever the name holds', () => {
    expect(m3u('音乐\n之声', 'https://radio.example/live')).toBe(
      '#EXTM3U\n#EXTINF:-1,音乐 之声\nhttps://radio.example/live\n',
    );
  });

  it('has a name that every system takes', () => {
    expect(fileName('AC/DC: live?')).toBe('AC DC live.m3u8');
    expect(fileName('///')).toBe('station.m3u8');
  });
});
